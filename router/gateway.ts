/** The federated gateway: one supergraph over its subgraphs, for queries, mutations and subscriptions. */
import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import {
  type DocumentNode,
  type ExecutionResult,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  type OperationDefinitionNode,
  validate,
} from 'graphql';
import { showAsItIs } from '../platform/graphql-errors.ts';
import { type IdentityTokens, identityHeader } from '../platform/identity.ts';
import type { ServerMetrics } from '../platform/server-metrics.ts';
import type { AnswerOperation } from '../platform/subgraph-server.ts';
import type { ValidatedOperation } from '../platform/validated-documents.ts';
import type { Caller } from './caller.ts';
import type { SendToSubgraph } from './federation/subgraph.ts';
import { loadSupergraph, type Supergraph } from './federation/supergraph.ts';
import { type GraphqlWsSubgraph, graphqlWsSubgraph } from './graphql-ws-subgraph.ts';
import { httpSubgraph } from './http-subgraph.ts';
import { type Connections, connectionPool, connectionTo, sender } from './subgraph-connections.ts';
import { subgraphInProcess } from './subgraph-in-process.ts';

type ApolloGateway = ApolloServerOptionsWithGateway<Caller>['gateway'];
type SchemaListener = Parameters<ApolloGateway['onSchemaLoadOrUpdate']>[0];

/** A supergraph that is served, with the ways to its subgraphs. */
export interface ServedSupergraph {
  readonly supergraph: Supergraph;
  /** Sends to the subgraphs in the name of `caller`. */
  send(caller: Caller): SendToSubgraph;
  /** Where the subgraph's events come from. */
  upstream(service: string): GraphqlWsSubgraph;
  /** Whether an operation that is valid on another supergraph is so on this one, too. */
  accepts(document: DocumentNode, operationName: string | undefined, variables: Record<string, unknown>): boolean;
  /** A result as the client may see it. */
  presented(result: ExecutionResult): ExecutionResult;
}

export interface FederatedGateway {
  /** For Apollo Server, which loads and stops it. */
  readonly forApollo: ApolloGateway;
  /** What is wrong with the variables of an operation; undefined when nothing is. */
  readonly variableFaults: (
    definition: OperationDefinitionNode,
    variables: Record<string, unknown>,
  ) => readonly GraphQLError[] | undefined;
  /** Runs a query or mutation whose variables have no faults. */
  readonly run: (
    operation: ValidatedOperation,
    variables: Record<string, unknown>,
    caller: Caller,
  ) => Promise<ExecutionResult>;
  /** The newest. What has begun goes on with the one it began with. */
  readonly current: () => ServedSupergraph;
  /** Serves another supergraph from now on. Throws `SetupError`, and goes on with the old one, when it is not usable. */
  replace(supergraphSdl: string): void;
  /** Calls `listener` after each replacement. */
  onReplaced(listener: () => void): void;
  /** Waits for the requests in flight to the subgraphs and closes the connections. */
  close(): Promise<void>;
}

export interface GatewayOptions {
  readonly supergraphSdl: string;
  /** They go before the addresses in the supergraph. */
  readonly urls: Readonly<Record<string, string>>;
  /** Subgraphs that run in this process; their streams, too, come from their addresses. */
  readonly inProcess?: Readonly<Record<string, AnswerOperation>>;
  readonly tokens: IdentityTokens;
  readonly metrics: Pick<ServerMetrics, 'fetch'>;
  /** Whether subgraphs see who calls. The platform's own do. */
  readonly identifies?: boolean;
  /** Whether clients see errors of subgraphs whose codes the platform does not know. */
  readonly showsForeignErrors?: boolean;
}

/** What a subgraph of the platform is told of a caller. */
export function callerHeaders(tokens: IdentityTokens) {
  return async ({ identity, propagated }: Caller): Promise<Readonly<Record<string, string>>> => ({
    ...propagated,
    [identityHeader]: await tokens.sign(identity),
  });
}

/** Throws `SetupError` when the supergraph is malformed, or an address is missing. */
export function federatedGateway(options: GatewayOptions): FederatedGateway {
  const { urls, inProcess = {}, tokens, metrics, identifies = true, showsForeignErrors = false } = options;
  const headersFor = identifies ? callerHeaders(tokens) : async ({ propagated = {} }: Caller) => propagated;
  const pool = connectionPool(urls, (name, url) => ({
    operations: inProcess[name] ? subgraphInProcess(name, inProcess[name]) : httpSubgraph({ name, url, headersFor }),
    webSocket: graphqlWsSubgraph(name, url, tokens),
  }));
  const bySchema = new WeakMap<GraphQLSchema, ServedSupergraph>();
  const serve = (sdl: string): ServedSupergraph => {
    const supergraph = loadSupergraph(sdl);
    const connections: Connections = pool.of(supergraph);
    const served: ServedSupergraph = {
      supergraph,
      send: (caller) => sender(connections, metrics, caller),
      upstream: (service) => connectionTo(connections, service).webSocket,
      accepts(document, operationName, variables) {
        const definition = getOperationAST(document, operationName);
        const isValid = definition && validate(supergraph.schema, document).length === 0;
        return isValid ? !variableFaults(supergraph.schema, definition, variables) : false;
      },
      presented: showsForeignErrors ? showingForeignErrors : (result) => result,
    };
    bySchema.set(supergraph.schema, served);
    return served;
  };

  let current = serve(options.supergraphSdl);
  const schemaListeners = new Set<SchemaListener>();
  const replacementListeners = new Set<() => void>();
  const tell = (listener: SchemaListener): void =>
    listener({ apiSchema: current.supergraph.schema, coreSupergraphSdl: current.supergraph.sdl });

  return {
    current: () => current,
    forApollo: {
      onSchemaLoadOrUpdate(listener) {
        schemaListeners.add(listener);
        tell(listener);
        return () => schemaListeners.delete(listener);
      },
      load: async () => ({
        executor: async ({ schema, document, request, context }) => {
          const served = bySchema.get(schema) ?? current;
          const { operationName, variables = {} } = request;
          const definition = getOperationAST(document, operationName);
          const faults = definition && variableFaults(served.supergraph.schema, definition, variables);
          if (faults) return { errors: faults };
          return run(served, document, operationName, variables, context as Caller);
        },
      }),
      stop: async () => undefined,
    },
    variableFaults: (definition, variables) => variableFaults(current.supergraph.schema, definition, variables),
    run: ({ document, definition }, variables, caller) =>
      run(current, document, definition.name?.value, variables, caller),
    replace(supergraphSdl) {
      current = serve(supergraphSdl);
      for (const listener of schemaListeners) tell(listener);
      for (const listener of replacementListeners) listener();
    },
    onReplaced: (listener) => void replacementListeners.add(listener),
    close: pool.close,
  };
}

async function run(
  { supergraph, send, presented }: ServedSupergraph,
  document: DocumentNode,
  operationName: string | undefined,
  variables: Record<string, unknown>,
  caller: Caller,
): Promise<ExecutionResult> {
  const execute = supergraph.operation(document, operationName);
  return presented(await execute({ variables, send: send(caller), signal: caller.signal }));
}

function variableFaults(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  variables: Record<string, unknown>,
) {
  return variableDefinitions.length > 0 ? getVariableValues(schema, variableDefinitions, variables).errors : undefined;
}

/** Messages and codes of subgraphs that are not ours are passed on; stack traces are not. */
function showingForeignErrors(result: ExecutionResult): ExecutionResult {
  if (!result.errors) return result;
  return { ...result, errors: result.errors.map(shown) };
}

function shown(error: GraphQLError): GraphQLError {
  const { service, code = 'SUBGRAPH_ERROR', exception: _, stacktrace: __, ...extensions } = error.extensions;
  if (service === undefined || error.originalError) return error;
  return showAsItIs(
    new GraphQLError(error.message, { path: error.path, extensions: { ...extensions, code, service } }),
  );
}
