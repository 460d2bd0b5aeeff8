/** The router: one address for HTTP and WebSocket, which knows who calls and lets the subgraphs know. */
import { readFileSync } from 'node:fs';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import type { ApiKeyStore } from '../platform/dynamo-api-keys.ts';
import { errorFormatter } from '../platform/graphql-errors.ts';
import { operationNames } from '../platform/graphql-tracing.ts';
import { type HttpServerOptions, type RunningServer, startHttpServer } from '../platform/http-server.ts';
import type { IdentityTokens } from '../platform/identity.ts';
import type { Logger } from '../platform/logging.ts';
import { type Authenticate, authenticator, credentialsInHeaders } from './authentication.ts';
import { anonymousIdentity, type Caller } from './caller.ts';
import { serveDoors } from './doors/door.ts';
import { allDoors } from './doors/doors.ts';
import { federatedGateway } from './gateway.ts';
import { crossOriginPolicy, mostTokens, operationGuard, secureHeaders, validationRules } from './guards.ts';
import { healthRoutes } from './health.ts';
import { landingPage } from './landing-page.ts';
import { operationsOverWebSocket } from './operations-over-websocket.ts';
import { subscriptionsOn } from './subscriptions.ts';
import { type TrustedDocuments, trustedDocuments } from './trusted-documents.ts';

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
  /** Whether clients may ask for the schema. */
  readonly introspection: boolean;
  /** Serves the Sandbox page, which may read the schema without a key. `apiKey` is shown to everyone who opens it. */
  readonly sandbox?: { readonly apiKey?: string };
  /** Further origins whose pages may call. */
  readonly allowedOrigins?: readonly string[];
}

export interface Router extends RunningServer {
  /** Runs operations in process, on the way of every client's. */
  readonly documents: TrustedDocuments;
}

/** Starts the router. It does not wait for its subgraphs. Throws `SetupError` when its address or supergraph is not usable. */
export async function startRouter(options: RouterOptions): Promise<Router> {
  const { host, port, logger, urls, tokens, introspection, sandbox, allowedOrigins = [] } = options;
  const gateway = federatedGateway({ supergraphSdl: options.supergraphSdl, urls, tokens });
  const authenticate = authenticator(options.apiKeys, tokens, logger);
  const rules = validationRules({ introspection });

  const apollo = new ApolloServer<Caller>({
    gateway: gateway.forApollo,
    introspection: true,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    hideSchemaDetailsFromClientErrors: !introspection,
    parseOptions: { maxTokens: mostTokens },
    validationRules: [...rules],
    formatError: errorFormatter(logger),
    plugins: [ApolloServerPluginLandingPageDisabled(), operationNames, operationGuard],
  });
  const schema = () => gateway.supergraph.schema;
  const subscribe = subscriptionsOn(gateway);
  const documents = trustedDocuments({ apollo, schema, subscribe, logger });
  const webSocket = operationsOverWebSocket({ apollo, schema, subscribe, authenticate, rules, logger });

  const server = await startHttpServer<Caller>({
    host,
    port,
    logger,
    apollo,
    createContext: callerOf(authenticate, sandbox !== undefined),
    webSocket: webSocket.options,
    drainWebSockets: webSocket.drain,
    doors: serveDoors(allDoors(documents, schema), authenticate, logger),
    headers: secureHeaders,
    cors: crossOriginPolicy({ development: sandbox !== undefined, allowedOrigins }),
    routes: {
      ...healthRoutes(urls),
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
    async stop() {
      await server.stop();
      await gateway.close();
    },
  };
}

/** Who sent a request. In development a browser without a key passes as anonymous; what it may do, `operationGuard` says. */
function callerOf(authenticate: Authenticate, development: boolean): HttpServerOptions<Caller>['createContext'] {
  return async ({ headers, signal }) => {
    const credentials = credentialsInHeaders(headers);
    const isAnonymous = development && !credentials.apiKey && !credentials.bearerToken;
    if (isAnonymous) return { identity: anonymousIdentity, anonymous: true, signal };
    return { identity: await authenticate(credentials), anonymous: false, signal };
  };
}
