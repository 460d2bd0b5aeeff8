/** The planner's query plans, compiled into steps that run. */
import type { ConditionNode, FetchNode, PlanNode } from '@apollo/query-planner';
import { type GraphQLSchema, OperationTypeNode } from 'graphql';
import { type Data, isData, merge, objectsAt, type ResultPath } from './data.ts';
import { compileEntityFetches, type EntityFetchNode, isEntityFetch } from './entity-fetch.ts';
import { fetchFrom, noteFailure, noteRefusal, type Step } from './execution.ts';
import { requestWriter } from './request-body.ts';
import { compileRewrites } from './rewrites.ts';

interface Compilation {
  /** The supergraph's own schema, which knows every subgraph's types. */
  readonly schema: GraphQLSchema;
  /** How many fetches of the plan ask the same of entities, by what they ask. */
  readonly uses: Map<string, number>;
}

/** `schema`: the supergraph's own, which knows every subgraph's types. */
export function compilePlan(schema: GraphQLSchema, node: PlanNode): Step {
  return compileNode({ schema, uses: new Map() }, node, []);
}

/** `path`: where the objects are that the node is about. */
function compileNode(compilation: Compilation, node: PlanNode, path: ResultPath): Step {
  switch (node.kind) {
    case 'Fetch':
      return isEntityFetch(node)
        ? compileEntityFetches(compilation.schema, [{ path, fetch: node }], compilation.uses)
        : compileFetch(compilation, node, path);
    case 'Flatten':
      return compileNode(compilation, node.node, [...path, ...node.path]);
    case 'Sequence':
      return inSequence(node.nodes.map((child) => compileNode(compilation, child, path)));
    case 'Parallel':
      return inParallel(compileParallel(compilation, node.nodes, path));
    case 'Condition':
      return compileCondition(compilation, node, path);
    case 'Defer':
      throw new Error('The planner was told not to defer');
  }
}

function inSequence(steps: readonly Step[]): Step {
  return async (execution) => {
    for (const step of steps) await step(execution);
  };
}

function inParallel(steps: readonly Step[]): Step {
  const [only, ...more] = steps;
  if (only && more.length === 0) return only;
  return async (execution) => {
    await Promise.all(steps.map((step) => step(execution)));
  };
}

/** What several of the nodes want of one subgraph's entities is asked in one request. */
function compileParallel(compilation: Compilation, nodes: readonly PlanNode[], path: ResultPath): Step[] {
  const entityFetches = new Map<string, { path: ResultPath; fetch: EntityFetchNode }[]>();
  const others: Step[] = [];
  for (const node of nodes) {
    const fetch = entityFetchOf(node, path);
    if (!fetch) {
      others.push(compileNode(compilation, node, path));
      continue;
    }
    const { serviceName } = fetch.fetch;
    entityFetches.set(serviceName, [...(entityFetches.get(serviceName) ?? []), fetch]);
  }
  const { schema, uses } = compilation;
  const united = [...entityFetches.values()].map((fetches) => compileEntityFetches(schema, fetches, uses));
  return [...others, ...united];
}

function entityFetchOf(node: PlanNode, path: ResultPath): { path: ResultPath; fetch: EntityFetchNode } | undefined {
  if (node.kind === 'Flatten') return entityFetchOf(node.node, [...path, ...node.path]);
  return node.kind === 'Fetch' && isEntityFetch(node) ? { path, fetch: node } : undefined;
}

function compileCondition(compilation: Compilation, node: ConditionNode, path: ResultPath): Step {
  const nothing: Step = async () => undefined;
  const ifTrue = node.ifClause ? compileNode(compilation, node.ifClause, path) : nothing;
  const ifFalse = node.elseClause ? compileNode(compilation, node.elseClause, path) : nothing;
  return (execution) => (execution.variables[node.condition] ? ifTrue : ifFalse)(execution);
}

/** A fetch of root fields, for the result itself or for objects within it. */
function compileFetch({ schema }: Compilation, fetch: FetchNode, path: ResultPath): Step {
  const { serviceName, variableUsages = [] } = fetch;
  const write = requestWriter(fetch);
  const rewrite = compileRewrites(schema, fetch.outputRewrites);
  const isQuery = fetch.operationKind === OperationTypeNode.QUERY;

  return async (execution) => {
    const targets = path.length === 0 ? [execution.data] : objectsAt(execution.data, path);
    if (targets.length === 0) return;
    try {
      const body = write(execution.variables, variableUsages);
      const { data, errors = [] } = await fetchFrom(execution, serviceName, { body, isQuery });
      for (const error of errors) {
        const place = error.path && [...path, ...error.path];
        noteRefusal(execution, serviceName, error, place, [place ?? path]);
      }
      if (!isData(data)) return;
      rewrite?.(data);
      for (const [index, target] of targets.entries())
        merge(target, index === 0 ? data : structuredClone(data as Data));
    } catch (error) {
      noteFailure(execution, error, [path]);
    }
  };
}
