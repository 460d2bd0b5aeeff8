/** One operation of the supergraph, planned and compiled once, run for every request that sends it. */
import type { PlanNode } from '@apollo/query-planner';
import {
  type DocumentNode,
  type ExecutionResult,
  executeSync,
  type FragmentDefinitionNode,
  type GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import { conditionVariables, defaultValues, type Variables } from './conditions.ts';
import { type Data, isData, type ResultPath } from './data.ts';
import { type Execution, type FetchError, noteRefusal } from './execution.ts';
import { compilePlan } from './plan-steps.ts';
import { type Introspect, resultShape } from './result-shape.ts';
import type { SendToSubgraph, SubgraphAnswer } from './subgraph.ts';

export interface OperationRequest {
  /** Checked against the operation's types. */
  readonly variables: Variables;
  readonly send: SendToSubgraph;
  /** Once it is aborted no further fetch is made. */
  readonly signal?: AbortSignal | undefined;
  /** What has come already, of a subscription. Its data are changed. */
  readonly event?: SubgraphAnswer & { readonly service: string };
}

/** Never rejects: what goes wrong is among the result's errors, beside the data that came. */
export type RunOperation = (request: OperationRequest) => Promise<ExecutionResult>;

/** `plan`: what is left to fetch; undefined when everything asked for is known here. */
export function compileOperation(options: {
  /** The schema clients see. */
  readonly schema: GraphQLSchema;
  readonly supergraphSchema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly plan: PlanNode | undefined;
}): RunOperation {
  const { schema, supergraphSchema, document, operation, plan } = options;
  const fragments = new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : [],
    ),
  );
  const shape = resultShape({
    schema,
    operation,
    fragments,
    conditionVariables: conditionVariables(document),
    introspect: introspection(schema, operation, fragments),
  });
  const defaults = defaultValues(operation);
  const hasDefaults = Object.keys(defaults).length > 0;
  const step = plan && compilePlan(supergraphSchema, plan);

  return async (request: OperationRequest) => {
    const { send, signal, event } = request;
    const data: Data = isData(event?.data) ? event.data : {};
    const variables = hasDefaults ? { ...defaults, ...request.variables } : request.variables;
    const execution: Execution = { send, signal, variables, data, errors: [], entities: new Map() };
    for (const error of event?.errors ?? []) {
      noteRefusal(execution, event?.service ?? '', error, error.path, [error.path ?? []]);
    }
    await step?.(execution);
    const shaped = shape(data, variables);
    return result(shaped.data, execution.errors, shaped.errors);
  };
}

/** A null that a fetch's error explains gets no second error. */
function result(data: Data | null, fetched: readonly FetchError[], broken: readonly GraphQLError[]): ExecutionResult {
  if (fetched.length === 0 && broken.length === 0) return { data };
  const isExplained = ({ path = [] }: GraphQLError): boolean =>
    fetched.some(({ missing }) => missing.some((place) => overlap(place, path)));
  const unexplained = fetched.length === 0 ? broken : broken.filter((error) => !isExplained(error));
  return { data, errors: [...fetched.map(({ error }) => error), ...unexplained] };
}

/** Whether one is within the other. */
function overlap(place: ResultPath, path: ResultPath): boolean {
  const length = Math.min(place.length, path.length);
  for (let depth = 0; depth < length; depth += 1) {
    if (place[depth] !== path[depth] && !(place[depth] === '@' && typeof path[depth] === 'number')) return false;
  }
  return true;
}

/** The fields of the root that the schema itself answers. */
function introspection(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): Introspect {
  return (field, variables) => {
    const alone: OperationDefinitionNode = {
      ...operation,
      selectionSet: { kind: Kind.SELECTION_SET, selections: [field] },
    };
    const document: DocumentNode = { kind: Kind.DOCUMENT, definitions: [alone, ...fragments.values()] };
    const { data, errors } = executeSync({ schema, document, variableValues: variables, rootValue: {} });
    if (errors?.[0]) throw errors[0];
    return data?.[field.alias?.value ?? field.name.value];
  };
}
