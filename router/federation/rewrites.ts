/** The planner's rewrites: names it had to change on the way to a subgraph, and changes back in what comes from there. */
import type { FetchDataRewrite } from '@apollo/query-planner';
import { type GraphQLSchema, isAbstractType, isInterfaceType, isObjectType } from 'graphql';
import { type Data, isData, ownValue } from './data.ts';

/** Whether an object of type `typename` is one of `condition`, in the schema that knows every subgraph's types. */
export function isOfType(schema: GraphQLSchema, typename: unknown, condition: string): boolean {
  if (typename === condition) return true;
  const type = typeof typename === 'string' ? schema.getType(typename) : undefined;
  const conditionType = schema.getType(condition);
  return (
    isAbstractType(conditionType) &&
    (isObjectType(type) || isInterfaceType(type)) &&
    schema.isSubType(conditionType, type)
  );
}

export type Rewrite = (value: unknown) => void;

/** Changes objects in place; undefined when there is nothing to change. */
export function compileRewrites(
  schema: GraphQLSchema,
  rewrites: readonly FetchDataRewrite[] | undefined,
): Rewrite | undefined {
  const all = (rewrites ?? []).flatMap((rewrite) => compileRewrite(schema, rewrite) ?? []);
  if (all.length === 0) return undefined;
  return (value) => {
    for (const rewrite of all) rewrite(value);
  };
}

const typePrefix = '... on ';

function compileRewrite(schema: GraphQLSchema, rewrite: FetchDataRewrite): Rewrite | undefined {
  const parents = rewrite.path.slice(0, -1);
  const name = rewrite.path.at(-1);
  if (name === undefined) return undefined;
  const change = (object: Data): void => {
    if (rewrite.kind === 'ValueSetter') {
      object[name] = rewrite.setValueTo;
      return;
    }
    const value = ownValue(object, name);
    if (value === undefined) return;
    object[rewrite.renameKeyTo] = value;
    delete object[name];
  };
  return (value) => applyAt(schema, parents, 0, value, change);
}

function applyAt(
  schema: GraphQLSchema,
  path: readonly string[],
  depth: number,
  value: unknown,
  change: (object: Data) => void,
): void {
  if (Array.isArray(value)) {
    for (const item of value) applyAt(schema, path, depth, item, change);
    return;
  }
  if (!isData(value)) return;
  const step = path[depth];
  if (step === undefined) change(value);
  else if (!step.startsWith(typePrefix)) applyAt(schema, path, depth + 1, ownValue(value, step), change);
  else {
    // Where no type is told, only objects of that type can be.
    const isOne = value.__typename === undefined || isOfType(schema, value.__typename, step.slice(typePrefix.length));
    if (isOne) applyAt(schema, path, depth + 1, value, change);
  }
}
