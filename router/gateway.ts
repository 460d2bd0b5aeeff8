/** The federated gateway: one supergraph over its subgraphs, for queries, mutations and subscriptions. */
import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import {
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
} from 'graphql';
import { SetupError } from '../platform/config.ts';
import { DomainError } from '../platform/errors.ts';
import { type IdentityTokens, identityHeader } from '../platform/identity.ts';
import type { ServerMetrics } from '../platform/server-metrics.ts';
import type { Caller } from './caller.ts';
import type { SendToSubgraph, SubgraphAnswer } from './federation/subgraph.ts';
import { loadSupergraph, type Supergraph } from './federation/supergraph.ts';
import { type GraphqlWsSubgraph, graphqlWsSubgraph } from './graphql-ws-subgraph.ts';
import { type HttpSubgraph, httpSubgraph } from './http-subgraph.ts';

export interface FederatedGateway {
  /** For Apollo Server, which loads and stops it. */
  readonly forApollo: ApolloServerOptionsWithGateway<Caller>['gateway'];
  readonly supergraph: Supergraph;
  /** Sends to the subgraphs in the name of `caller`. */
  send(caller: Caller): SendToSubgraph;
  /** Where the subgraph's events come from. */
  upstream(service: string): GraphqlWsSubgraph;
  /** Waits for the requests in flight to the subgraphs and closes the connections. */
  close(): Promise<void>;
}

interface SubgraphConnections {
  readonly http: HttpSubgraph;
  readonly webSocket: GraphqlWsSubgraph;
}

/** `urls` go before the addresses in the supergraph. Throws `SetupError` when it is malformed, or an address is missing. */
export function federatedGateway(options: {
  readonly supergraphSdl: string;
  readonly urls: Readonly<Record<string, string>>;
  readonly tokens: IdentityTokens;
  readonly metrics: Pick<ServerMetrics, 'fetch'>;
}): FederatedGateway {
  const { supergraphSdl, urls, tokens, metrics } = options;
  const supergraph = loadSupergraph(supergraphSdl);
  const connections = new Map<string, SubgraphConnections>();
  for (const [name, ownUrl] of supergraph.urls) {
    const url = urls[name] ?? ownUrl;
    if (!URL.canParse(url))
      throw new SetupError(`The supergraph names "${name}", and the router has no address for it`);
    const headersFor = async ({ identity, propagated }: Caller) => ({
      ...propagated,
      [identityHeader]: await tokens.sign(identity),
    });
    connections.set(name, {
      http: httpSubgraph({ name, url, headersFor }),
      webSocket: graphqlWsSubgraph(name, url, tokens),
    });
  }
  const connectionTo = (service: string): SubgraphConnections => {
    const connection = connections.get(service);
    if (!connection) throw new Error(`No subgraph "${service}"`);
    return connection;
  };
  const send = (caller: Caller): SendToSubgraph => {
    return (service, request) =>
      measuredFetch(service, metrics, () => connectionTo(service).http.fetch(request, caller));
  };

  return {
    supergraph,
    send,
    upstream: (service) => connectionTo(service).webSocket,
    forApollo: {
      onSchemaLoadOrUpdate(listener) {
        listener({ apiSchema: supergraph.schema, coreSupergraphSdl: supergraph.sdl });
        return () => undefined;
      },
      async load() {
        return {
          executor: ({ document, request, context }) =>
            execute(supergraph, document, request, send(context as Caller), (context as Caller).signal),
        };
      },
      stop: async () => undefined,
    },
    async close() {
      await Promise.all([...connections.values()].flatMap(({ http, webSocket }) => [http.close(), webSocket.close()]));
    },
  };
}

async function measuredFetch(
  service: string,
  metrics: Pick<ServerMetrics, 'fetch'>,
  fetch: () => Promise<SubgraphAnswer>,
): Promise<SubgraphAnswer> {
  const started = performance.now();
  const measure = (outcome: string): void =>
    metrics.fetch({ service, outcome, seconds: (performance.now() - started) / 1000 });
  try {
    const answer = await fetch();
    const code = answer.errors?.[0] && (answer.errors[0].extensions?.code ?? 'SUBGRAPH_ERROR');
    measure(typeof code === 'string' ? code : 'OK');
    return answer;
  } catch (error) {
    measure(error instanceof DomainError ? error.code : 'INTERNAL_SERVER_ERROR');
    throw error;
  }
}

async function execute(
  supergraph: Supergraph,
  document: DocumentNode,
  { operationName, variables = {} }: { operationName?: string; variables?: Record<string, unknown> },
  send: SendToSubgraph,
  signal: AbortSignal,
): Promise<ExecutionResult> {
  const faults = variableFaults(supergraph.schema, document, operationName, variables);
  if (faults) return { errors: faults };
  return supergraph.operation(document, operationName)({ variables, send, signal });
}

function variableFaults(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | undefined,
  variables: Record<string, unknown>,
) {
  const definitions = getOperationAST(document, operationName)?.variableDefinitions ?? [];
  return definitions.length > 0 ? getVariableValues(schema, definitions, variables).errors : undefined;
}
