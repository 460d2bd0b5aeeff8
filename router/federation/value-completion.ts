/** Values of subgraphs as the specification completes them: null where it says so, and an error for each that breaks a promise. */
import {
  type GraphQLCompositeType,
  GraphQLError,
  type GraphQLLeafType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isCompositeType,
  isEnumType,
  isNonNullType,
  specifiedScalarTypes,
} from 'graphql';
import { DomainError } from '../../platform/errors.ts';
import type { Variables } from './conditions.ts';
import type { Data } from './data.ts';
import { isData } from './data.ts';

/** A null whose reason has been reported. */
export const failed = Symbol('failed');
/** Answers in work: where in them we are, and what was wrong so far. */
export interface Shaping {
  readonly path: (string | number)[];
  readonly errors: GraphQLError[];
  readonly variables: Variables;
}
/** Returns the value for the client; null, or `failed` when it is null for a reason already reported. */
export type Complete = (value: unknown, name: string | number, shaping: Shaping) => unknown;

/** Completes the fields of an object of a known type. */
export type CompleteObject = (input: Data, runtimeType: GraphQLCompositeType, shaping: Shaping) => unknown;

export function nonNull(complete: Complete, type: string, owner: string): Complete {
  return (value, name, shaping) => {
    const completed = complete(value, name, shaping);
    if (completed !== null) return completed;
    return report(shaping, name, `Cannot return null for non-nullable ${placeOf(name, type, owner)}.`);
  };
}

export function list(completeItem: Complete, itemType: GraphQLOutputType, owner: string): Complete {
  const isItemNonNull = isNonNullType(itemType);
  return (value, name, shaping) => {
    if (value === null || value === undefined) return null;
    if (!Array.isArray(value))
      return report(shaping, name, `Expected a list for ${placeOf(name, `${itemType}`, owner)}.`);
    const output = new Array(value.length);
    shaping.path.push(name);
    for (let index = 0; index < value.length; index += 1) {
      const item = completeItem(value[index], index, shaping);
      if (item === failed && isItemNonNull) {
        shaping.path.pop();
        return failed;
      }
      output[index] = item === failed ? null : item;
    }
    shaping.path.pop();
    return output;
  };
}

export function leaf(type: GraphQLLeafType, owner: string): Complete {
  const isValid = leafCheck(type);
  if (!isValid) return (value) => value ?? null;
  return (value, name, shaping) => {
    if (value === null || value === undefined) return null;
    return isValid(value)
      ? value
      : report(shaping, name, `Invalid value found for ${placeOf(name, `${type}`, owner)}.`);
  };
}

const isInteger32 = (value: unknown): boolean => typeof value === 'number' && (value | 0) === value;
const builtInChecks: Readonly<Record<string, (value: unknown) => boolean>> = {
  Int: (value) => isInteger32(value),
  Float: (value) => typeof value === 'number',
  String: (value) => typeof value === 'string',
  Boolean: (value) => typeof value === 'boolean',
  ID: (value) => typeof value === 'string' || Number.isInteger(value),
};

/** Undefined when every value will do, as for a custom scalar. */
function leafCheck(type: GraphQLLeafType): ((value: unknown) => boolean) | undefined {
  if (isEnumType(type)) {
    const values = new Set<unknown>(type.getValues().map(({ name }) => name));
    return (value) => values.has(value);
  }
  return specifiedScalarTypes.some(({ name }) => name === type.name) ? builtInChecks[type.name] : undefined;
}

export function object(
  schema: GraphQLSchema,
  type: GraphQLCompositeType,
  complete: CompleteObject,
  owner: string,
): Complete {
  return (value, name, shaping) => {
    if (value === null || value === undefined) return null;
    if (!isData(value)) return report(shaping, name, `Expected an object for ${placeOf(name, `${type}`, owner)}.`);
    const typename = value.__typename;
    let runtimeType = type;
    if (typename !== undefined && typename !== type.name) {
      const named = typeof typename === 'string' ? schema.getType(typename) : undefined;
      if (!isCompositeType(named)) {
        return report(shaping, name, `Invalid __typename found for object at ${placeOf(name, `${type}`, owner)}.`);
      }
      runtimeType = named;
    }
    shaping.path.push(name);
    const completed = complete(value, runtimeType, shaping);
    shaping.path.pop();
    return completed;
  };
}

function report({ path, errors }: Shaping, name: string | number, message: string): typeof failed {
  const cause = new Error(message);
  const originalError = new DomainError('INTERNAL_SERVER_ERROR', message, { cause });
  errors.push(new GraphQLError(message, { path: [...path, name], originalError }));
  return failed;
}

function placeOf(name: string | number, type: string, owner: string): string {
  return typeof name === 'string' ? `field ${owner}.${name}` : `array element of type ${type} at index ${name}`;
}
