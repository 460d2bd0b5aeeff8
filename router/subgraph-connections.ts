/** The connections to the subgraphs: kept while their addresses stay the same, whatever supergraph is over them. */
import { SetupError } from '../platform/config.ts';
import { DomainError } from '../platform/errors.ts';
import type { ServerMetrics } from '../platform/server-metrics.ts';
import type { Caller } from './caller.ts';
import type { SendToSubgraph, SubgraphAnswer } from './federation/subgraph.ts';
import type { Supergraph } from './federation/supergraph.ts';
import type { GraphqlWsSubgraph } from './graphql-ws-subgraph.ts';
import type { SubgraphOperations } from './http-subgraph.ts';

export interface SubgraphConnection {
  readonly operations: SubgraphOperations;
  readonly webSocket: GraphqlWsSubgraph;
}

/** The connections of one supergraph, by subgraph. */
export type Connections = ReadonlyMap<string, SubgraphConnection>;

export interface ConnectionPool {
  /** Throws `SetupError` when the supergraph names a subgraph without an address. */
  of(supergraph: Supergraph): Connections;
  /** Waits for the requests in flight and closes every connection. */
  close(): Promise<void>;
}

/** `urls` go before the addresses in the supergraph. */
export function connectionPool(
  urls: Readonly<Record<string, string>>,
  connect: (name: string, url: string) => SubgraphConnection,
): ConnectionPool {
  const open = new Map<string, SubgraphConnection>();
  return {
    of(supergraph) {
      const connections = [...supergraph.urls].map(([name, ownUrl]): [string, SubgraphConnection] => {
        const url = urls[name] ?? ownUrl;
        if (!URL.canParse(url)) {
          throw new SetupError(`The supergraph names "${name}", and the router has no address for it`);
        }
        const key = `${name} ${url}`;
        const connection = open.get(key) ?? connect(name, url);
        open.set(key, connection);
        return [name, connection];
      });
      return new Map(connections);
    },
    async close() {
      await Promise.all(
        [...open.values()].flatMap(({ operations, webSocket }) => [operations.close(), webSocket.close()]),
      );
    },
  };
}

export function connectionTo(connections: Connections, service: string): SubgraphConnection {
  const connection = connections.get(service);
  if (!connection) throw new Error(`No subgraph "${service}"`);
  return connection;
}

/** Sends in the name of `caller`. */
export function sender(
  connections: Connections,
  metrics: Pick<ServerMetrics, 'fetch'>,
  caller: Caller,
): SendToSubgraph {
  return (service, request) =>
    measured(service, metrics, () => connectionTo(connections, service).operations.fetch(request, caller));
}

async function measured(
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
