/** Whether a text is a JSON Schema, by the meta-schema of its draft. */
import { Ajv } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { Ajv2020 } from 'ajv/dist/2020.js';

/** Deeper ones would exhaust the stack of whoever validates with them. */
const deepestNesting = 64;

const drafts = [
  { named: 'https://json-schema.org/draft/2020-12/schema', validator: Ajv2020 },
  { named: 'https://json-schema.org/draft/2019-09/schema', validator: Ajv2019 },
  { named: 'http://json-schema.org/draft-07/schema', validator: Ajv },
];
// Only meta-schemas are compiled: what a client sends is data to them, never code.
const validators = new Map(
  drafts.map(({ named, validator: Validator }) => [named, new Validator({ strict: false, logger: false })]),
);
const defaultDraft = 'https://json-schema.org/draft/2020-12/schema';

/** What is wrong with a JSON Schema in a string, in words; undefined when it is one. */
export function faultOfJsonSchema(text: string): string | undefined {
  const schema = parsed(text);
  if (schema === undefined) return 'A JSON Schema must be JSON';
  if (schema === null || typeof schema !== 'object' || Array.isArray(schema)) return 'A JSON Schema must be an object';
  if (isDeeperThan(schema, deepestNesting)) return `A JSON Schema may have up to ${deepestNesting} levels`;
  const { $schema: draft = defaultDraft } = schema as { $schema?: unknown };
  const validator = typeof draft === 'string' ? validators.get(draft.replace(/#$/, '')) : undefined;
  if (!validator) return 'A JSON Schema may be of draft 2020-12, 2019-09 or draft-07';
  if (validator.validateSchema(schema)) return undefined;
  const [error] = validator.errors ?? [];
  return `Not a JSON Schema: ${error?.instancePath || 'it'} ${error?.message ?? 'is invalid'}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isDeeperThan(value: unknown, levels: number): boolean {
  if (value === null || typeof value !== 'object') return false;
  return levels === 0 || Object.values(value).some((part) => isDeeperThan(part, levels - 1));
}
