/** The router by itself, in front of any subgraphs: federation, subscriptions and guards, without the platform's own doors. */
import { randomBytes } from 'node:crypto';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import type { Identity } from '../../platform/access.ts';
import { errorFormatter } from '../../platform/graphql-errors.ts';
import { type RunningServer, startHttpServer } from '../../platform/http-server.ts';
import { identityTokens } from '../../platform/identity.ts';
import { limitHeadersOf } from '../../platform/limit-headers.ts';
import type { Logger } from '../../platform/logging.ts';
import { serverMetrics } from '../../platform/server-metrics.ts';
import { validatedDocuments } from '../../platform/validated-documents.ts';
import { type Authenticate, askingAgain, credentialsInHeaders } from '../authentication.ts';
import type { Caller } from '../caller.ts';
import { directly } from '../direct-operations.ts';
import { federatedGateway } from '../gateway.ts';
import { crossOriginPolicy, originCheck, secureHeaders } from '../guards/browser-policy.ts';
import { withDeadline } from '../guards/deadline.ts';
import { mostTokens, validationRules } from '../guards/document-rules.ts';
import { guardsOf } from '../guards/guards.ts';
import { guardedSubscriptions, operationGuard } from '../guards/operation-guard.ts';
import { healthRoutes } from '../health.ts';
import { operationsOverHttpStreams } from '../operations-over-http-streams.ts';
import { operationsOverWebSocket } from '../operations-over-websocket.ts';
import { resultTexts } from '../result-text.ts';
import { subscriptionsOn } from '../subscriptions.ts';

export interface AloneOptions {
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  readonly logger: Logger;
  readonly supergraphSdl: string;
  /** Who calls; everyone without it. */
  readonly authenticate?: Authenticate | undefined;
}

export interface AloneRouter extends RunningServer {
  replaceSupergraph(sdl: string): void;
}

/** Who calls a router that asks nobody. */
const anyone: Identity = { userId: 'anyone', tier: 'INTERNAL', groups: [] };
/** A query may ask for much where nobody has said what it costs. */
const mostCost = 1_000_000;

/** Throws `SetupError` when the address or the supergraph is not usable. */
export async function startAlone(options: AloneOptions): Promise<AloneRouter> {
  const { host, port, logger, supergraphSdl, authenticate = async () => anyone } = options;
  const metrics = serverMetrics();
  const gateway = federatedGateway({
    supergraphSdl,
    urls: {},
    // Nobody believes them but this process.
    tokens: identityTokens(randomBytes(32).toString('hex')),
    metrics,
    identifies: false,
    showsForeignErrors: true,
  });
  const sdl = () => gateway.current().supergraph.sdl;
  const guards = guardsOf({ mostCost }, { supergraphSdl: sdl, authenticate, logger });
  const rules = validationRules({ introspection: true });
  const apollo = new ApolloServer<Caller>({
    gateway: withDeadline(gateway.forApollo, guards.operationMilliseconds),
    introspection: true,
    csrfPrevention: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: mostTokens },
    validationRules: [...rules],
    formatError: errorFormatter(logger),
    plugins: [ApolloServerPluginLandingPageDisabled(), operationGuard(guards.operations)],
  });
  const schema = () => gateway.current().supergraph.schema;
  const subscriptions = guardedSubscriptions(subscriptionsOn(gateway), guards.operations);
  const streaming = {
    apollo,
    subscriptions,
    findDocument: guards.findDocument,
    validate: validatedDocuments(schema, { furtherRules: rules, mostTokens }),
    texts: resultTexts(logger),
    stillAllowed: askingAgain(authenticate),
    metrics,
  };
  const isAllowedOrigin = originCheck({ development: true, allowedOrigins: [] });
  const webSocket = operationsOverWebSocket({
    ...streaming,
    authenticate,
    enter: guards.enter,
    isAllowedOrigin,
    logger,
  });
  const httpStreams = operationsOverHttpStreams(streaming);

  const server = await startHttpServer<Caller>({
    host,
    port,
    logger,
    apollo,
    createContext: async ({ headers, signal, cancel, tell }) => {
      const identity = await guards.enter(credentialsInHeaders(headers), tell);
      return { identity, anonymous: false, signal, cancel };
    },
    webSocket: webSocket.serve,
    streams: httpStreams.answer,
    direct: directly({ ...streaming, gateway, guards, logger }).answer,
    headersFor: limitHeadersOf,
    async drain() {
      await Promise.all([httpStreams.drain(), webSocket.drain()]);
    },
    metrics,
    headers: secureHeaders,
    cors: crossOriginPolicy(isAllowedOrigin),
    routes: healthRoutes({}),
  });
  return {
    ...server,
    replaceSupergraph: gateway.replace,
    async stop() {
      await server.stop();
      subscriptions.close();
      await gateway.close();
      await metrics.stop();
    },
  };
}
