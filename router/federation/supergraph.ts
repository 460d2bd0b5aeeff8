/** A composed supergraph: the schema clients see, the addresses of its subgraphs, and what plans and runs operations on it. */
import { operationFromDocument, Supergraph as PlannerSupergraph } from '@apollo/federation-internals';
import { type FetchNode, type PlanNode, QueryPlanner } from '@apollo/query-planner';
import { type DocumentNode, type GraphQLSchema, getOperationAST, type OperationDefinitionNode } from 'graphql';
import { SetupError } from '../../platform/config.ts';
import { tracedAtOnce } from '../../platform/tracing.ts';
import type { Variables } from './conditions.ts';
import { byConditions, withConditionsDecided } from './decided-conditions.ts';
import { compileOperation, type RunOperation } from './operation.ts';
import { unsupportedParts } from './unsupported-parts.ts';

export interface Supergraph {
  /** The schema clients see. */
  readonly schema: GraphQLSchema;
  readonly sdl: string;
  /** The addresses that the supergraph itself names, by subgraph; empty where it names none. */
  readonly urls: ReadonlyMap<string, string>;
  /** A query or mutation, ready to run. Remembered for as long as its document is. */
  operation(document: DocumentNode, operationName?: string): RunOperation;
  /** A subscription, ready to be opened with these variables. Remembered for as long as its document is. */
  subscription(document: DocumentNode, operationName?: string): (variables: Variables) => FederatedSubscription;
}

export interface FederatedSubscription {
  /** The operation that yields the events, and its subgraph. */
  readonly primary: FetchNode;
  /** Runs for each event, which it gets as `data`. */
  readonly perEvent: RunOperation;
}

/** Throws `SetupError` with the reason when `sdl` is no supergraph, or one of which answers would be wrong. */
export function loadSupergraph(sdl: string): Supergraph {
  const supergraph = parsed(sdl);
  const apiSchema = supergraph.apiSchema();
  const schema = apiSchema.toGraphQLJSSchema();
  const supergraphSchema = supergraph.schema.toGraphQLJSSchema();
  const refused = unsupportedParts(supergraphSchema);
  if (refused.length > 0) throw new SetupError(`The supergraph cannot be served. ${refused.join('; ')}`);
  // Fragments would save bytes on the wire to the subgraphs, and keep fetches from being united.
  const planner = new QueryPlanner(supergraph, { reuseQueryFragments: false, generateQueryFragments: false });

  const named = (document: DocumentNode, operationName: string | undefined): OperationDefinitionNode => {
    const operation = getOperationAST(document, operationName);
    if (!operation) throw new Error('The document has no such operation');
    return operation;
  };
  const planOf = (document: DocumentNode, operationName: string | undefined, variables: Variables) => {
    const decided = withConditionsDecided(document, variables);
    const operation = operationFromDocument(apiSchema, decided, { ...(operationName && { operationName }) });
    return tracedAtOnce('plan', {}, () => planner.buildQueryPlan(operation).node);
  };
  const compile = (document: DocumentNode, operation: OperationDefinitionNode, plan: PlanNode | undefined) =>
    compileOperation({ schema, supergraphSchema, document, operation, plan });

  return {
    schema,
    sdl,
    urls: new Map(supergraph.subgraphsMetadata().map(({ name, url }) => [name, url])),
    operation: rememberedByDocument((document, operationName) => {
      const operation = named(document, operationName);
      const runFor = byConditions(document, operation, (variables) => {
        const node = planOf(document, operationName, variables);
        if (node?.kind === 'Subscription') throw new Error('A subscription cannot run as a query');
        return compile(document, operation, node);
      });
      return (request) => runFor(request.variables)(request);
    }),
    subscription: rememberedByDocument((document, operationName) => {
      const operation = named(document, operationName);
      return byConditions(document, operation, (variables) => {
        const node = planOf(document, operationName, variables);
        if (node?.kind !== 'Subscription') throw new Error(`A subscription was planned as ${node?.kind}`);
        return { primary: node.primary, perEvent: compile(document, operation, node.rest) };
      });
    }),
  };
}

function parsed(sdl: string): PlannerSupergraph {
  try {
    return PlannerSupergraph.build(sdl, { validateSupergraph: true });
  } catch (error) {
    throw new SetupError(`The supergraph is not valid: ${error instanceof Error ? error.message : error}`);
  }
}

function rememberedByDocument<Result>(make: (document: DocumentNode, operationName?: string) => Result) {
  const results = new WeakMap<DocumentNode, Map<string, Result>>();
  return (document: DocumentNode, operationName?: string): Result => {
    const byName = results.get(document) ?? new Map<string, Result>();
    results.set(document, byName);
    const name = operationName ?? '';
    let result = byName.get(name);
    if (result === undefined) {
      result = make(document, operationName);
      byName.set(name, result);
    }
    return result;
  };
}
