/** Whether a text is a JSON Schema, by the meta-schema of its draft. */
import { createRequire } from 'node:module';
import type { Ajv } from 'ajv';

/** Deeper ones would exhaust the stack of whoever validates with them. */
const deepestNesting = 64;

const defaultDraft = 'https://json-schema.org/draft/2020-12/schema';
const moduleByDraft: Readonly<Record<string, string>> = {
  [defaultDraft]: 'ajv/dist/2020.js',
  'https://json-schema.org/draft/2019-09/schema': 'ajv/dist/2019.js',
  'http://json-schema.org/draft-07/schema': 'ajv',
};
const require = createRequire(import.meta.url);
const validators = new Map<string, Ajv>();

/** What is wrong with a JSON Schema in a string, in words; undefined when it is one. */
export function faultOfJsonSchema(text: string): string | undefined {
  const schema = parsed(text);
  if (schema === undefined) return 'A JSON Schema must be JSON';
  if (schema === null || typeof schema !== 'object' || Array.isArray(schema)) return 'A JSON Schema must be an object';
  if (isDeeperThan(schema, deepestNesting)) return `A JSON Schema may have up to ${deepestNesting} levels`;
  const { $schema: draft = defaultDraft } = schema as { $schema?: unknown };
  const validator = typeof draft === 'string' ? validatorOf(draft.replace(/#$/, '')) : undefined;
  if (!validator) return 'A JSON Schema may be of draft 2020-12, 2019-09 or draft-07';
  if (validator.validateSchema(schema)) return undefined;
  const [error] = validator.errors ?? [];
  return `Not a JSON Schema: ${error?.instancePath || 'it'} ${error?.message ?? 'is invalid'}`;
}

/** Loaded with the first schema of its draft. Only meta-schemas are compiled: what a client sends is data to them, never code. */
function validatorOf(draft: string): Ajv | undefined {
  const module = Object.hasOwn(moduleByDraft, draft) ? moduleByDraft[draft] : undefined;
  if (module === undefined) return undefined;
  const validator =
    validators.get(draft) ?? new (require(module).default as typeof Ajv)({ strict: false, logger: false });
  validators.set(draft, validator);
  return validator;
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
