/**
 * What is wrong with a value by a JSON Schema that a user registered. Such a schema is never made into code, and its cost is bounded:
 * patterns are left out, since some take exponential time, and one that refers to itself or grows too large when its references are
 * followed is not checked at all. The model itself has the last word anyway.
 */
import { type Schema, Validator } from '@cfworker/json-schema';
import { LRUCache } from 'lru-cache';
import type { ErrorDetail } from '../../platform/errors.ts';

const mostParts = 2_000;
const mostFaults = 20;
/** Keywords that fail because a part below them does, which says what to mend. */
const repeating = new Set(['properties', 'items', 'prefixItems', '$ref', 'allOf', 'dependentSchemas']);
const drafts = { 'draft-07': '7', '2019-09': '2019-09', '2020-12': '2020-12' } as const;

const validators = new LRUCache<string, { readonly validator: Validator | undefined }>({ max: 500 });

export function faultsBySchema(schema: string, value: unknown): readonly ErrorDetail[] {
  const { validator } = validators.get(schema) ?? { validator: validatorOf(schema) };
  validators.set(schema, { validator });
  if (!validator) return [];
  const { valid, errors } = validator.validate(value);
  if (valid) return [];
  const telling = errors.filter(({ keyword }) => !repeating.has(keyword));
  return (telling.length > 0 ? telling : errors).slice(0, mostFaults).map(({ instanceLocation, error }) => ({
    path: instanceLocation.split('/').slice(1).map(unescaped).join('.'),
    message: error,
  }));
}

function validatorOf(text: string): Validator | undefined {
  const schema = withoutPatterns(JSON.parse(text)) as Schema;
  if (partsOf(schema, schema, []) > mostParts) return undefined;
  const draft = Object.entries(drafts).find(([named]) => schema.$schema?.includes(named))?.[1] ?? '2020-12';
  return new Validator(schema, draft, false);
}

function withoutPatterns(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPatterns);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => key !== 'pattern' && key !== 'patternProperties');
  return Object.fromEntries(kept.map(([key, part]) => [key, withoutPatterns(part)]));
}

/** How large the schema is with its references followed; infinite when one leads back to itself, or out of the schema. */
function partsOf(value: unknown, root: Schema, following: readonly string[]): number {
  if (typeof value !== 'object' || value === null) return 0;
  let parts = 1;
  for (const [key, part] of Object.entries(value)) {
    if (key === '$ref' || key === '$dynamicRef' || key === '$recursiveRef') {
      const target = typeof part === 'string' && !following.includes(part) ? resolved(part, root) : undefined;
      parts += target === undefined ? Number.POSITIVE_INFINITY : partsOf(target, root, [...following, String(part)]);
    } else parts += partsOf(part, root, following);
    if (parts > mostParts) return Number.POSITIVE_INFINITY;
  }
  return parts;
}

/** What a JSON pointer such as #/$defs/payment points to. */
function resolved(reference: string, root: Schema): unknown {
  if (!reference.startsWith('#/')) return undefined;
  return reference
    .slice(2)
    .split('/')
    .reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[unescaped(step)], root);
}

const unescaped = (step: string): string => step.replaceAll('~1', '/').replaceAll('~0', '~');
