/**
 * EventBridge event patterns, as pure functions.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */

type Json = string | number | boolean | null | Json[] | { [name: string]: Json };
type JsonObject = { [name: string]: Json };

/** `message` says where the pattern is wrong, in the words of InvalidEventPatternException. */
export class InvalidEventPattern extends Error {
  constructor(reason: string) {
    super(`Event pattern is not valid. Reason: ${reason}`);
    this.name = 'InvalidEventPattern';
  }
}

/** Decides whether an event, a plain JSON object, fits. */
export type EventMatcher = (event: unknown) => boolean;

/** Whether one value of an event fits; `undefined` stands for a field that is not there. */
type Test = (value: Json | undefined) => boolean;

/** Compiles a pattern (its JSON text, or the object itself). Throws {@link InvalidEventPattern}. */
export function compileEventPattern(pattern: string | object): EventMatcher {
  const parsed = typeof pattern === 'string' ? parseJson(pattern) : pattern;
  if (!isObject(parsed)) throw new InvalidEventPattern('Filter is not an object');
  if (Object.keys(parsed).length === 0) throw new InvalidEventPattern('Empty objects are not allowed');
  const test = compileObject(parsed);
  return (event) => test(event as Json);
}

function compileObject(pattern: JsonObject): Test {
  const tests = Object.entries(pattern).map(([name, part]): Test => {
    if (name === '$or') return compileAlternatives(part);
    const test = compileField(name, part);
    return (value) => test(isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined);
  });
  return (value) => {
    // An array of objects fits when one of its elements does; AWS flattens it the same way.
    if (Array.isArray(value)) return value.some((element) => tests.every((test) => test(element)));
    return tests.every((test) => test(value));
  };
}

function compileAlternatives(part: Json): Test {
  if (!Array.isArray(part) || part.length < 2 || !part.every(isObject)) {
    throw new InvalidEventPattern('"$or" must be an array of two or more objects');
  }
  const alternatives = (part as JsonObject[]).map(compileObject);
  return (value) => alternatives.some((test) => test(value));
}

function compileField(name: string, part: Json): Test {
  if (isObject(part)) {
    if (Object.keys(part).length === 0) throw new InvalidEventPattern('Empty objects are not allowed');
    return compileObject(part);
  }
  if (!Array.isArray(part)) throw new InvalidEventPattern(`"${name}" must be an object or an array`);
  if (part.length === 0) throw new InvalidEventPattern('Empty arrays are not allowed');
  const tests = part.map(compileChoice);
  return (value) => tests.some((test) => test(value));
}

function compileChoice(choice: Json): Test {
  if (Array.isArray(choice)) throw new InvalidEventPattern('Match value must be String, number, true, false, or null');
  if (!isObject(choice)) return anyElement((value) => value === choice);
  const [operator, ...others] = Object.keys(choice);
  if (operator === undefined || others.length > 0)
    throw new InvalidEventPattern('Only one key allowed in match expression');
  return compileOperator(operator, choice[operator] as Json);
}

function compileOperator(operator: string, operand: Json): Test {
  switch (operator) {
    case 'exists':
      return compileExists(operand);
    case 'anything-but':
      return compileAnythingBut(operand);
    case 'numeric':
      return anyElement(compileNumeric(operand));
    case 'prefix':
    case 'suffix':
    case 'equals-ignore-case':
    case 'wildcard':
      return anyElement(compileText(operator, operand));
    default:
      throw new InvalidEventPattern(`Unrecognized match type ${operator}`);
  }
}

/** `exists` looks at leaves: a nested object does not count, an empty array neither. */
function compileExists(operand: Json): Test {
  if (typeof operand !== 'boolean') throw new InvalidEventPattern('exists match pattern must be either true or false.');
  const isLeaf = (value: Json | undefined) =>
    value !== undefined && (Array.isArray(value) ? value.length > 0 : !isObject(value));
  return (value) => isLeaf(value) === operand;
}

/** True for a field that is there with at least one value other than those named. */
function compileAnythingBut(operand: Json): Test {
  if (isObject(operand)) {
    const [operator, ...others] = Object.keys(operand);
    if (operator === undefined || others.length > 0)
      throw new InvalidEventPattern('Only one key allowed in match expression');
    const forbidden = listOf(operand[operator] as Json).map((text) => compileText(operator, text));
    return anyElement((value) => !forbidden.some((test) => test(value)));
  }
  const forbidden = listOf(operand);
  if (forbidden.length === 0 || !forbidden.every((value) => typeof value === 'string' || typeof value === 'number')) {
    throw new InvalidEventPattern('Inside anything but list, start|null|boolean is not supported.');
  }
  const isForbidden = new Set<Json>(forbidden);
  return anyElement((value) => !isForbidden.has(value));
}

function compileText(operator: string, operand: Json): (value: Json) => boolean {
  if (isObject(operand) && (operator === 'prefix' || operator === 'suffix')) {
    const text = operand['equals-ignore-case'];
    if (typeof text !== 'string') throw new InvalidEventPattern(`Unsupported anything-but/${operator} pattern`);
    const test = compileText(operator, text.toLowerCase());
    return (value) => typeof value === 'string' && test(value.toLowerCase());
  }
  if (typeof operand !== 'string') throw new InvalidEventPattern(`${operator} match pattern must be a string`);
  switch (operator) {
    case 'prefix':
      return (value) => typeof value === 'string' && value.startsWith(operand);
    case 'suffix':
      return (value) => typeof value === 'string' && value.endsWith(operand);
    case 'equals-ignore-case':
      return (value) => typeof value === 'string' && value.toLowerCase() === operand.toLowerCase();
    case 'wildcard': {
      const expression = wildcardExpression(operand);
      return (value) => typeof value === 'string' && expression.test(value);
    }
    default:
      throw new InvalidEventPattern(`Unrecognized match type ${operator}`);
  }
}

/** `*` stands for any run of characters, `\*` and `\\` for themselves. */
function wildcardExpression(wildcard: string): RegExp {
  if (wildcard.includes('**')) throw new InvalidEventPattern('Consecutive wildcard characters');
  const source = wildcard.replace(/\\[\\*]|[\s\S]/g, (part) => {
    if (part === '*') return '.*';
    const character = part.length === 2 ? part.charAt(1) : part;
    return character.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
  });
  return new RegExp(`^${source}$`, 's');
}

const comparisons: Readonly<Record<string, (value: number, limit: number) => boolean>> = {
  '=': (value, limit) => value === limit,
  '<': (value, limit) => value < limit,
  '<=': (value, limit) => value <= limit,
  '>': (value, limit) => value > limit,
  '>=': (value, limit) => value >= limit,
};

/** `["<", 10]`, or a range such as `[">", 0, "<=", 5]`. */
function compileNumeric(operand: Json): (value: Json) => boolean {
  if (!Array.isArray(operand)) throw new InvalidEventPattern('Value of numeric must be an array.');
  if (operand.length !== 2 && operand.length !== 4)
    throw new InvalidEventPattern('Bad number of values in numeric match');
  const tests: ((value: number) => boolean)[] = [];
  for (let position = 0; position < operand.length; position += 2) {
    const comparison = comparisons[String(operand[position])];
    const limit = operand[position + 1];
    if (!comparison) throw new InvalidEventPattern(`Unrecognized numeric range operator: ${operand[position]}`);
    if (typeof limit !== 'number') throw new InvalidEventPattern(`Value of ${operand[position]} must be numeric`);
    tests.push((value) => comparison(value, limit));
  }
  return (value) => typeof value === 'number' && tests.every((test) => test(value));
}

/** A field that holds an array fits when one of its elements does. */
function anyElement(test: (value: Json) => boolean): Test {
  return (value) => {
    if (value === undefined || isObject(value)) return false;
    return Array.isArray(value) ? value.some(test) : test(value);
  };
}

const listOf = (value: Json): Json[] => (Array.isArray(value) ? value : [value]);

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InvalidEventPattern(`Not valid JSON: ${(error as Error).message}`);
  }
}
