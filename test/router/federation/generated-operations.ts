/** Valid operations of a schema, made from a seed: aliases, fragments, conditions, abstract types, arguments. */
import {
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInterfaceType,
  isObjectType,
  parse,
  validate,
} from 'graphql';

export interface GeneratedOperation {
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

export type Random = (below: number) => number;

/** Numbers that follow from `seed` (mulberry32). */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** A valid operation, the same for the same seed. */
export function generatedOperation(schema: GraphQLSchema, seed: number): GeneratedOperation {
  const random = randomFrom(seed);
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const operation = new Generator(schema, random).operation();
    if (validate(schema, parse(operation.query)).length === 0) return operation;
  }
  return { query: '{ __typename }', variables: {} };
}

const conditionNames = ['a', 'b', 'c'] as const;

class Generator {
  readonly #schema: GraphQLSchema;
  readonly #random: Random;
  readonly #fragments: string[] = [];
  readonly #spreads: { name: string; type: string }[] = [];
  readonly #used = new Set<string>();
  #fieldsLeft = 40;

  constructor(schema: GraphQLSchema, random: Random) {
    this.#schema = schema;
    this.#random = random;
  }

  operation(): GeneratedOperation {
    const root = this.#schema.getQueryType();
    if (!root) throw new Error('No query type');
    const selection = this.#selection(root, 0);
    const definitions = [...this.#used].sort().map((name) => `$${name}: Boolean! ${name === 'c' ? '= true' : ''}`);
    const variables: Record<string, boolean> = {};
    for (const name of this.#used) if (name !== 'c' || this.#chance(2)) variables[name] = this.#chance(2);
    const head = definitions.length > 0 ? `query Generated(${definitions.join(', ')})` : 'query Generated';
    return { query: `${head} ${selection}\n${this.#fragments.join('\n')}`, variables };
  }

  /** True once in `of` times. */
  #chance(of: number): boolean {
    return this.#random(of) === 0;
  }

  #pick<Item>(items: readonly Item[]): Item {
    return items[this.#random(items.length)] as Item;
  }

  /**
   * Once a fragment has widened an object type to an interface, no fragment narrows it again: the stock gateway, which
   * forgets the object's type there, drops what is within.
   */
  #selection(type: GraphQLCompositeType, depth: number, isWidened = false): string {
    const count = 1 + this.#random(depth === 0 ? 3 : 4);
    const parts = Array.from({ length: count }, () => this.#part(type, depth, isWidened));
    return `{ ${parts.join(' ')} }`;
  }

  #part(type: GraphQLCompositeType, depth: number, isWidened: boolean): string {
    const kind = isWidened ? 3 + this.#random(7) : this.#random(10);
    if (kind < 2 && depth < 6) return this.#inlineFragment(type, depth);
    if (kind === 2 && depth < 6) return this.#namedFragment(type, depth);
    if (kind === 3 || !(isObjectType(type) || isInterfaceType(type))) return this.#typename();
    const fields = Object.values(type.getFields()).filter(
      (field) => depth < 5 || !isCompositeType(getNamedType(field.type)),
    );
    this.#fieldsLeft -= 1;
    const leaves = fields.filter((field) => !isCompositeType(getNamedType(field.type)));
    const choice = this.#fieldsLeft < 0 ? leaves : fields;
    return choice.length > 0 ? this.#field(this.#pick(choice), depth) : this.#typename();
  }

  #typename(): string {
    return this.#chance(3) ? `kind: __typename${this.#condition()}` : '__typename';
  }

  #field(field: GraphQLField<unknown, unknown>, depth: number): string {
    const parameters = field.args.flatMap((parameter) => {
      const isRequired = parameter.type !== getNullableType(parameter.type) && parameter.defaultValue === undefined;
      return isRequired || this.#chance(3) ? [`${parameter.name}: ${this.#value(parameter.type)}`] : [];
    });
    const suffix = parameters.join('_').replace(/\W/g, '');
    // The same name always means the same field with the same arguments.
    const alias =
      parameters.length > 0 || this.#chance(4)
        ? `${this.#pick(['x', 'y', 'constructor'])}_${field.name}_${suffix}: `
        : '';
    const list = parameters.length > 0 ? `(${parameters.join(', ')})` : '';
    const type = getNamedType(field.type);
    const selection = isCompositeType(type) ? ` ${this.#selection(type, depth + 1)}` : '';
    return `${alias}${field.name}${list}${this.#condition()}${selection}`;
  }

  #value(type: GraphQLInputType): string {
    const named = getNamedType(type);
    if (isEnumType(named)) return this.#pick(named.getValues()).name;
    if (named.name === 'Int') return `${1 + this.#random(4)}`;
    return `"${this.#pick(['1', '2', '3', 'none', 'me'])}"`;
  }

  #condition(): string {
    const kind = this.#random(16);
    if (kind > 2) return '';
    const name = this.#pick(conditionNames);
    if (kind === 2) return ` @include(if: ${this.#chance(4) ? 'false' : 'true'})`;
    this.#used.add(name);
    return kind === 1 ? ` @skip(if: $${name})` : ` @include(if: $${name})`;
  }

  #narrower(type: GraphQLCompositeType): GraphQLCompositeType {
    const possible = isAbstractType(type) ? this.#schema.getPossibleTypes(type) : [type];
    const interfaces = isObjectType(type) ? type.getInterfaces() : [];
    return this.#pick([type, ...possible, ...interfaces]);
  }

  #inlineFragment(type: GraphQLCompositeType, depth: number): string {
    const narrower = this.#narrower(type);
    const condition = narrower === type && this.#chance(2) ? '' : ` on ${narrower.name}`;
    const isWidened = isObjectType(type) && narrower !== type;
    return `...${condition}${this.#condition()} ${this.#selection(narrower, depth + 1, isWidened)}`;
  }

  #namedFragment(type: GraphQLCompositeType, depth: number): string {
    const known = this.#spreads.filter((spread) => spread.type === type.name);
    if (known.length > 0 && this.#chance(2)) return `...${this.#pick(known).name}${this.#condition()}`;
    const narrower = this.#narrower(type);
    const selection = this.#selection(narrower, depth + 1, isObjectType(type) && narrower !== type);
    const name = `F${this.#fragments.length}`;
    this.#fragments.push(`fragment ${name} on ${narrower.name} ${selection}`);
    this.#spreads.push({ name, type: narrower.name });
    return `...${name}${this.#condition()}`;
  }
}
