/** The router: one address for HTTP and WebSocket, which knows who calls and lets the subgraphs know. */
import { readFileSync } from 'node:fs';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { serveDoors } from '../platform/doors.ts';
import type { ApiKeyStore } from '../platform/dynamo-api-keys.ts';
import { errorFormatter } from '../platform/graphql-errors.ts';
import { operationNames } from '../platform/graphql-tracing.ts';
import { type HttpServerOptions, type RunningServer, startHttpServer } from '../platform/http-server.ts';
import type { IdentityTokens } from '../platform/identity.ts';
import { limitHeadersOf } from '../platform/limit-headers.ts';
import type { Logger } from '../platform/logging.ts';
import { openAiError } from '../platform/openai-errors.ts';
import { operationTelemetry } from '../platform/operation-telemetry.ts';
import { serverMetrics } from '../platform/server-metrics.ts';
import type { SubgraphInProcess } from '../platform/subgraph-server.ts';
import { validatedDocuments } from '../platform/validated-documents.ts';
import { askingAgain, authenticator, credentialsInHeaders } from './authentication.ts';
import { anonymousIdentity, type Caller } from './caller.ts';
import { directly } from './direct-operations.ts';
import { allDoors } from './doors/doors.ts';
import { type Forwarding, forwarding, type PassedOnOptions } from './doors/forwarding.ts';
import { handingOver } from './doors/handing-over.ts';
import { callerHeaders, federatedGateway } from './gateway.ts';
import { crossOriginPolicy, originCheck, secureHeaders } from './guards/browser-policy.ts';
import { withDeadline } from './guards/deadline.ts';
import { mostTokens, validationRules } from './guards/document-rules.ts';
import { type GuardOptions, type Guards, guardsOf } from './guards/guards.ts';
import { guardedSubscriptions, operationGuard } from './guards/operation-guard.ts';
import { healthRoutes } from './health.ts';
import type { VerifyJwt } from './json-web-tokens.ts';
import { landingPage } from './landing-page.ts';
import { serveMcp } from './mcp/serve-mcp.ts';
import { defaultMcpOptions, type McpOptions } from './mcp/settings.ts';
import { operationsOverHttpStreams } from './operations-over-http-streams.ts';
import { operationsOverWebSocket } from './operations-over-websocket.ts';
import { resultTexts } from './result-text.ts';
import { subscriptionsOn } from './subscriptions.ts';
import { firstError, type TrustedDocuments, trustedDocuments } from './trusted-documents.ts';

/** What the doors take and answer, for people and their tools; generated. */
const openApiDescription = readFileSync(new URL('../schema/openapi.json', import.meta.url));

export interface RouterOptions {
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  readonly logger: Logger;
  readonly supergraphSdl: string;
  /** The GraphQL address of each subgraph, as in http://127.0.0.1:4001/graphql. */
  readonly urls: Readonly<Record<string, string>>;
  readonly apiKeys: Pick<ApiKeyStore, 'find' | 'markUsed'>;
  readonly tokens: IdentityTokens;
  /** The inference subgraph, where it runs in this process. */
  readonly inference?: SubgraphInProcess;
  /** Whether clients may ask for the schema. */
  readonly introspection: boolean;
  /** Serves the Sandbox page, which may read the schema without a key. `apiKey` is shown to everyone who opens it. */
  readonly sandbox?: { readonly apiKey?: string };
  /** Further origins whose pages may call. */
  readonly allowedOrigins?: readonly string[];
  readonly guards?: GuardOptions;
  readonly mcp?: Partial<McpOptions>;
  /** Whether `/metrics` is served, to whoever asks; true unless given. */
  readonly metricsEndpoint?: boolean;
  /** Operations that take longer are logged. */
  readonly slowMilliseconds?: number;
  /** Checks tokens of an identity provider; without it only API keys and the platform's own tokens are taken. */
  readonly verifyJwt?: VerifyJwt;
}

export interface Router extends RunningServer {
  /** Runs operations in process, on the way of every client's. */
  readonly documents: TrustedDocuments;
  /** Serves another supergraph from now on; running subscriptions end with the reason. Throws `SetupError` when it is not usable. */
  replaceSupergraph(sdl: string): void;
}

/** Starts the router. It does not wait for its subgraphs. Throws `SetupError` when its address or supergraph is not usable. */
export async function startRouter(options: RouterOptions): Promise<Router> {
  const { host, port, logger, urls, tokens, introspection, sandbox, allowedOrigins = [], slowMilliseconds } = options;
  const metrics = serverMetrics();
  const gateway = federatedGateway({
    supergraphSdl: options.supergraphSdl,
    urls,
    ...(options.inference && { inProcess: { inference: options.inference.answerOperation } }),
    tokens,
    metrics,
  });
  const authenticate = authenticator(options.apiKeys, tokens, logger, options.verifyJwt);
  const supergraphSdl = () => gateway.current().supergraph.sdl;
  const guards = guardsOf(options.guards ?? {}, { supergraphSdl, authenticate, logger });
  const rules = validationRules({ introspection });

  const apollo = new ApolloServer<Caller>({
    gateway: withDeadline(gateway.forApollo, guards.operationMilliseconds),
    introspection: true,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: { cache: guards.persistedDocuments },
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    hideSchemaDetailsFromClientErrors: !introspection,
    parseOptions: { maxTokens: mostTokens },
    validationRules: [...rules],
    formatError: errorFormatter(logger),
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      operationNames,
      operationGuard(guards.operations),
      operationTelemetry(metrics, logger, slowMilliseconds),
    ],
  });
  const schema = () => gateway.current().supergraph.schema;
  const subscriptions = guardedSubscriptions(subscriptionsOn(gateway), guards.operations);
  const validate = validatedDocuments(schema, { furtherRules: rules, mostTokens });
  const direct = directly({ gateway, guards, validate, metrics, logger, slowMilliseconds });
  const documents = trustedDocuments({
    execute: direct.execute,
    schema,
    subscribe: subscriptions.subscribe,
    metrics,
    logger,
  });
  const stillAllowed = askingAgain(authenticate);
  const streaming = {
    apollo,
    subscriptions,
    findDocument: guards.findDocument,
    validate,
    texts: resultTexts(logger),
    stillAllowed,
    metrics,
  };
  const createContext = callerOf(guards, false);
  const doors = serveDoors(allDoors(documents, schema), { createContext, knownError: firstError, logger });
  const openAiApi = openAiApiOf(options, { createContext, stillAllowed, metrics });
  const isAllowedOrigin = originCheck({ development: sandbox !== undefined, allowedOrigins });
  const webSocket = operationsOverWebSocket({
    ...streaming,
    authenticate,
    enter: guards.enter,
    isAllowedOrigin: (origin) => isAllowedOrigin(origin) || origin === options.mcp?.publicOrigin,
    logger,
  });
  const httpStreams = operationsOverHttpStreams(streaming);
  const mcp = serveMcp(
    { ...defaultMcpOptions, ...options.mcp },
    { ...guards, host, authenticate, documents, isAllowedOrigin, logger },
  );

  const server = await startHttpServer<Caller>({
    host,
    port,
    logger,
    apollo,
    createContext: callerOf(guards, sandbox !== undefined),
    webSocket: webSocket.serve,
    streams: httpStreams.answer,
    direct: direct.answer,
    headersFor: limitHeadersOf,
    async drain() {
      await Promise.all([httpStreams.drain(), webSocket.drain(), openAiApi?.drain(), mcp.drain()]);
    },
    metrics,
    doors: (...request) => doors(...request) ?? openAiApi?.answer(...request),
    headers: secureHeaders,
    cors: crossOriginPolicy(isAllowedOrigin),
    routes: {
      ...healthRoutes(urls),
      ...mcp.routes,
      ...(options.metricsEndpoint !== false && { 'GET /metrics': metrics.answer }),
      'GET /openapi.json': (_request, response) => {
        response.setHeader('content-type', 'application/json; charset=utf-8');
        response.end(openApiDescription);
      },
      ...(sandbox && {
        'GET /': (_request, response) => {
          response.writeHead(302, { location: '/graphql' }).end();
        },
      }),
    },
    ...(sandbox && { landingPage: landingPage(sandbox) }),
  });
  return {
    ...server,
    documents,
    replaceSupergraph: gateway.replace,
    async stop() {
      await server.stop();
      subscriptions.close();
      await Promise.all([gateway.close(), openAiApi?.close()]);
      await metrics.stop();
    },
  };
}

/** The gateway's own, in this process or behind its address. */
function openAiApiOf(
  { urls, tokens, inference, logger }: RouterOptions,
  here: Pick<PassedOnOptions, 'createContext' | 'stillAllowed' | 'metrics'>,
): Forwarding | undefined {
  const passedOn = { ...here, prefix: '/v1', name: 'inference', errorBody: openAiError, logger };
  if (inference) return handingOver({ ...passedOn, subgraph: inference.answerAdmitted });
  if (!urls.inference) return undefined;
  return forwarding({ ...passedOn, url: urls.inference, headersFor: callerHeaders(tokens) });
}

/** Who sent a request. In development a browser without a key passes as anonymous; what it may do, `operationGuard` says. */
function callerOf(guards: Guards, development: boolean): HttpServerOptions<Caller>['createContext'] {
  return async ({ headers, signal, cancel, tell }) => {
    const credentials = credentialsInHeaders(headers);
    const isAnonymous = development && !credentials.apiKey && !credentials.bearerToken;
    if (isAnonymous) return { identity: anonymousIdentity, anonymous: true, signal };
    const identity = await guards.enter(credentials, tell);
    return { identity, anonymous: false, propagated: guards.propagated(headers), signal, cancel };
  };
}
