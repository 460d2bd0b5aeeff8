/** The federated gateway: one supergraph over the subgraphs, for queries and mutations. */
import { ApolloGateway, type ServiceEndpointDefinition } from '@apollo/gateway';
import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import { type ExecutionResult, GraphQLError } from 'graphql';
import { SetupError } from '../platform/config.ts';
import type { IdentityTokens } from '../platform/identity.ts';
import type { Logger } from '../platform/logging.ts';
import type { Caller } from './caller.ts';
import { isSubgraphName, type SubgraphName } from './subgraph-faults.ts';
import { type UndiciSubgraph, undiciSubgraph } from './undici-subgraph.ts';

export interface FederatedGateway {
  /** For Apollo Server, which loads and stops it. */
  readonly forApollo: ApolloServerOptionsWithGateway<Caller>['gateway'];
  /** The gateway itself, loaded once Apollo Server has started. */
  readonly apollo: ApolloGateway;
  /** The subgraphs of the supergraph, by name. */
  readonly dataSources: ReadonlyMap<SubgraphName, UndiciSubgraph>;
  /** Waits for the requests in flight to the subgraphs and closes the connections. */
  close(): Promise<void>;
}

/** Throws `SetupError` when the supergraph is malformed or names a subgraph that the router has no address for. */
export function federatedGateway(options: {
  readonly supergraphSdl: string;
  readonly urls: Readonly<Record<SubgraphName, string>>;
  readonly tokens: IdentityTokens;
  readonly logger: Logger;
}): FederatedGateway {
  // The gateway reports to its maker unless told otherwise.
  process.env.APOLLO_TELEMETRY_DISABLED = 'true';
  const { supergraphSdl, urls, tokens, logger } = options;
  const dataSources = new Map<SubgraphName, UndiciSubgraph>();

  const gateway = new ApolloGateway({
    supergraphSdl,
    __exposeQueryPlanExperimental: false,
    logger: quiet(logger),
    buildService({ name }: ServiceEndpointDefinition) {
      if (!isSubgraphName(name)) throw new SetupError(`The supergraph names "${name}", which the router does not know`);
      const dataSource = undiciSubgraph(name, urls[name], tokens);
      dataSources.set(name, dataSource);
      return dataSource;
    },
  });

  return {
    apollo: gateway,
    dataSources,
    forApollo: {
      onSchemaLoadOrUpdate: (callback) => gateway.onSchemaLoadOrUpdate(callback),
      async load(loadOptions) {
        const { executor } = await gateway.load(loadOptions);
        return { executor: async (request) => completeResult(await executor(request as never)) };
      },
      stop: () => gateway.stop(),
    },
    async close() {
      await Promise.all([...dataSources.values()].map((dataSource) => dataSource.close()));
    },
  };
}

/**
 * A result as the GraphQL specification has it. The gateway hides a null where the schema promises a value in
 * `extensions.valueCompletion`: here it is an error again. A subgraph's error names its subgraph as `extensions.service`.
 */
export function completeResult({ data, errors = [], extensions }: ExecutionResult): ExecutionResult {
  const { valueCompletion = [], ...otherExtensions } = extensions ?? {};
  const all = [...errors, ...(valueCompletion as readonly GraphQLError[])].map(namingItsService);
  return {
    ...(data !== undefined && { data }),
    ...(all.length > 0 && { errors: all }),
    ...(Object.keys(otherExtensions).length > 0 && { extensions: otherExtensions }),
  };
}

function namingItsService(error: GraphQLError): GraphQLError {
  const { serviceName, ...extensions } = error.extensions ?? {};
  if (serviceName === undefined) return error;
  return new GraphQLError(error.message, {
    path: error.path,
    originalError: error.originalError,
    extensions: { ...extensions, service: serviceName },
  });
}

/** The gateway tells its start at `info`; that is of no interest to whoever runs the router. */
function quiet(logger: Logger) {
  const at =
    (level: 'debug' | 'warn' | 'error') =>
    (message?: unknown): void =>
      logger[level](typeof message === 'string' ? message : { message }, 'gateway');
  return { debug: at('debug'), info: at('debug'), warn: at('warn'), error: at('error') };
}
