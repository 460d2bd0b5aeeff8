/** Representations: what a subgraph is told of an entity, so that it can add its own fields. */
import type { FetchDataRewrite, QueryPlanFieldNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { type Data, isData, merge, ownValue } from './data.ts';
import { compileRewrites, isOfType } from './rewrites.ts';

/** The representation of an entity; undefined when the subgraph has nothing to add to it, or a required field is missing. */
export type Represent = (entity: Data) => Data | undefined;

export function compileRepresentation(
  schema: GraphQLSchema,
  requires: readonly QueryPlanSelectionNode[],
  inputRewrites: readonly FetchDataRewrite[] | undefined,
): Represent {
  const select = compileSelections(schema, requires);
  const rewrite = compileRewrites(schema, inputRewrites);
  return (entity) => {
    const representation = select(entity);
    if (!representation?.__typename) return undefined;
    rewrite?.(representation);
    return representation;
  };
}

type Select = (source: Data) => Data | null;

/** Null when a selected field is missing. */
function compileSelections(schema: GraphQLSchema, selections: readonly QueryPlanSelectionNode[]): Select {
  const steps = selections.map((selection) =>
    selection.kind === 'Field' ? selectField(schema, selection) : selectFragment(schema, selection),
  );
  return (source) => {
    const result: Data = {};
    for (const step of steps) if (!step(source, result)) return null;
    return result;
  };
}

/** Adds to `result`; false when the field is missing. */
type Step = (source: Data, result: Data) => boolean;

function selectField(schema: GraphQLSchema, { alias, name, selections }: QueryPlanFieldNode): Step {
  const responseName = alias ?? name;
  const select = selections && compileSelections(schema, selections);
  const selected = (value: unknown): unknown => {
    if (!select || value === null || value === undefined) return value;
    if (Array.isArray(value)) return value.map(selected);
    return isData(value) ? select(value) : null;
  };
  return (source, result) => {
    const value = ownValue(source, responseName);
    if (value === undefined) return false;
    result[responseName] = selected(value);
    return true;
  };
}

/** A fragment of another type, or with a field missing, adds nothing. */
function selectFragment(
  schema: GraphQLSchema,
  { typeCondition, selections }: Extract<QueryPlanSelectionNode, { kind: 'InlineFragment' }>,
): Step {
  const select = compileSelections(schema, selections);
  const verdicts = new Map<unknown, boolean>();
  const applies = (typename: unknown): boolean => {
    if (typeCondition === undefined) return false;
    let verdict = verdicts.get(typename);
    if (verdict === undefined) {
      verdict = isOfType(schema, typename, typeCondition);
      verdicts.set(typename, verdict);
    }
    return verdict;
  };
  return (source, result) => {
    const fields = applies(source.__typename) ? select(source) : null;
    if (fields) merge(result, fields);
    return true;
  };
}
