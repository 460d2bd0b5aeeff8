/** Apollo Server on node's own HTTP server, with WebSockets on the same path and whatever further routes a process has. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { type ApolloServer, type BaseContext, HeaderMap } from '@apollo/server';
import type { GraphQLFormattedError } from 'graphql';
import { WebSocketServer } from 'ws';
import type { Identity } from './access.ts';
import type { AnswerDirectly } from './direct-operations.ts';
import { DomainError } from './errors.ts';
import { httpStatusOf, toClientError } from './graphql-errors.ts';
import type { Stoppable } from './lifecycle.ts';
import { listen } from './listen.ts';
import type { Logger } from './logging.ts';
import { discardBody, largestBodyBytes, readJson } from './request-body.ts';
import type { ServerMetrics } from './server-metrics.ts';
import { traced, tracedRequest } from './tracing.ts';

const graphqlPath = '/graphql';
/** Longer than any client pool of ours keeps an idle connection, so that none is closed as a request leaves. */
const keepAliveMilliseconds = 65_000;
/** With so much waiting for a slow reader, a stream is held back. Node's own 64 KiB were a fifth of what such a stream cost. */
const mostUnsentBytes = 16 * 1024;
/** How often a server that stops looks for connections that have become idle. */
const idleCheckMilliseconds = 50;
/** How long a WebSocket client may take to answer that it is being closed. */
const closeMilliseconds = 2_000;

export interface HttpRequestInfo {
  readonly headers: IncomingMessage['headers'];
  /** Who calls, where that is known already; nothing that a client sends makes it so. */
  readonly identity?: Identity;
  /** Adds to the headers of the answer. */
  readonly tell: (headers: Readonly<Record<string, string>>) => void;
  /** Aborted when the client goes away before its answer is complete, or by `cancel`. */
  readonly signal: AbortSignal;
  /** Gives up what is done for the request; it is still answered. */
  readonly cancel: () => void;
}

/** Builds the context of one HTTP request; what it throws fails the whole request with the matching HTTP status. */
export type CreateContext<Context> = (request: HttpRequestInfo) => Promise<Context>;

/** Answers a request; undefined, and nothing done, when its path is none of those it serves. `named` is told the route. */
export type AnswerElsewhere = (
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  named: (route: string) => void,
) => Promise<void> | undefined;

export interface HttpServerOptions<Context extends BaseContext> {
  readonly host: string;
  readonly port: number;
  readonly logger: Logger;
  readonly apollo: ApolloServer<Context>;
  readonly createContext: CreateContext<Context>;
  /** Serves the WebSockets at the GraphQL path; `dispose` closes them. */
  readonly webSocket: (sockets: WebSocketServer) => { dispose(): Promise<void> | void };
  /** Answers GraphQL requests that ask for a stream, and returns true when it has. What it throws fails the request. */
  readonly streams?: (
    request: IncomingMessage,
    response: ServerResponse,
    body: unknown,
    context: Context,
  ) => Promise<boolean>;
  /** Answers what needs nothing of Apollo Server. */
  readonly direct?: AnswerDirectly<Context>;
  /** Adds headers to answers whose errors say something about limits. */
  readonly headersFor?: (errors: readonly GraphQLFormattedError[]) => Readonly<Record<string, string>>;
  /** Further routes by `METHOD /path`. */
  readonly routes?: Readonly<
    Record<string, (request: IncomingMessage, response: ServerResponse) => Promise<void> | void>
  >;
  /** Answers what lies at any other path. */
  readonly doors?: AnswerElsewhere;
  /** The page a browser gets at the GraphQL path, with headers that replace those of every answer. */
  readonly landingPage?: { readonly html: string; readonly headers: Readonly<Record<string, string>> };
  /** Headers of every answer. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Answers a cross-origin browser's question; returns true when it has ended the response. */
  readonly cors?: (request: IncomingMessage, response: ServerResponse) => boolean;
  /** Completes what is under way over WebSocket, and ends streams that would stay open; sockets are closed once it resolves. */
  readonly drain?: () => Promise<void>;
  /** Is told of every request once it is over. */
  readonly metrics?: Pick<ServerMetrics, 'httpRequest'>;
}

export interface RunningServer extends Stoppable {
  readonly url: string;
  readonly port: number;
}

/** Starts listening. Throws `SetupError` when the port is taken or not allowed. */
export async function startHttpServer<Context extends BaseContext>(
  options: HttpServerOptions<Context>,
): Promise<RunningServer> {
  const { host, logger, apollo, webSocket } = options;
  let stopping = false;
  const server = createServer({ highWaterMark: mostUnsentBytes }, (request, response) => {
    if (stopping) response.setHeader('connection', 'close');
    const named = measured(request, response, options.metrics);
    tracedRequest(request, response, () => handle(request, response, options, named)).catch((error) =>
      fail(error, response, logger),
    );
  });
  server.keepAliveTimeout = keepAliveMilliseconds;
  server.headersTimeout = keepAliveMilliseconds + 1_000;
  const unused = trackUnusedConnections(server);
  await apollo.start();
  const sockets = new WebSocketServer({ server, path: graphqlPath, maxPayload: largestBodyBytes });
  // The HTTP server reports its own errors; without a listener the WebSocket server would throw them a second time.
  sockets.on('error', () => undefined);
  const subscriptions = webSocket(sockets);
  const port = await listen(server, host, options.port);
  return {
    url: `http://${host === '127.0.0.1' ? 'localhost' : host}:${port}${graphqlPath}`,
    port,
    async stop() {
      stopping = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      // Those that are busy now idle on once they are not: after their answer, or after a body that nobody wants.
      const closingIdle = setInterval(() => server.closeIdleConnections(), idleCheckMilliseconds);
      for (const socket of unused) socket.destroy();
      await options.drain?.();
      const unresponsive = setTimeout(() => {
        for (const socket of sockets.clients) socket.terminate();
      }, closeMilliseconds);
      await subscriptions.dispose();
      clearTimeout(unresponsive);
      await closed;
      clearInterval(closingIdle);
      await apollo.stop();
    },
  };
}

/**
 * The connections without a request so far: browsers and pools open some in advance. Node does not count them as idle, and
 * would wait a minute for the request that never comes.
 */
function trackUnusedConnections(server: Server): ReadonlySet<Socket> {
  const unused = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    unused.add(socket);
    socket.on('close', () => unused.delete(socket));
  });
  for (const event of ['request', 'upgrade']) {
    server.on(event, (request: IncomingMessage) => unused.delete(request.socket));
  }
  return unused;
}

/** Measures the request once it is over, under the route that it is told of until then. */
export function measured(
  { method = 'GET' }: IncomingMessage,
  response: ServerResponse,
  metrics: HttpServerOptions<BaseContext>['metrics'],
): (route: string) => void {
  if (!metrics) return () => undefined;
  const started = performance.now();
  let route = 'none';
  response.on('close', () => {
    const seconds = (performance.now() - started) / 1000;
    metrics.httpRequest({ method, route, status: response.statusCode, seconds });
  });
  return (name) => {
    route = name;
  };
}

async function handle<Context extends BaseContext>(
  request: IncomingMessage,
  response: ServerResponse,
  {
    apollo,
    createContext,
    routes = {},
    doors,
    landingPage,
    headers = {},
    cors,
    streams,
    direct,
    headersFor,
    logger,
  }: HttpServerOptions<Context>,
  named: (route: string) => void,
): Promise<void> {
  setHeaders(response, headers);
  if (cors?.(request, response)) return;
  const url = URL.parse(request.url ?? '/', 'http://localhost');
  if (!url) return fail(new DomainError('VALIDATION_ERROR', 'The path is malformed'), response, logger);
  const method = request.method ?? 'GET';
  const route = routes[`${method === 'HEAD' ? 'GET' : method} ${url.pathname}`];
  if (route) {
    named(url.pathname);
    return route(request, response);
  }
  if (url.pathname !== graphqlPath) {
    const allowed = Object.keys(routes).flatMap((key) => (key.endsWith(` ${url.pathname}`) ? key.split(' ', 1) : []));
    if (allowed.length > 0) {
      response.setHeader('allow', allowed.join(', '));
      return fail(new DomainError('METHOD_NOT_ALLOWED', `${method} is not served at this path`), response, logger);
    }
    const answered = doors?.(request, response, url, named);
    if (answered) return answered;
    return sendJson(response, 404, { errors: [{ message: `Nothing is served here; GraphQL is at ${graphqlPath}` }] });
  }
  named(graphqlPath);
  if (
    method === 'GET' &&
    landingPage &&
    !url.searchParams.has('query') &&
    request.headers.accept?.includes('text/html')
  ) {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    setHeaders(response, landingPage.headers);
    response.end(landingPage.html);
    return;
  }

  const leaving = new AbortController();
  response.on('close', () => {
    if (!response.writableFinished) leaving.abort();
  });
  let context: Context;
  let body: unknown;
  try {
    context = await createContext({
      headers: request.headers,
      signal: leaving.signal,
      cancel: () => leaving.abort(),
      tell: (told) => setHeaders(response, told),
    });
    body = method === 'POST' ? await readJson(request) : undefined;
  } catch (error) {
    discardBody(request);
    return fail(error, response, logger);
  }
  if (method === 'POST' && (await streams?.(request, response, body, context))) return;
  const answered = method === 'POST' ? await direct?.(request.headers, body, context) : undefined;
  if (answered) {
    response.setHeader('content-type', answered.contentType);
    response.setHeader('cache-control', 'no-store');
    if (answered.errors.length > 0 && headersFor) setHeaders(response, headersFor(answered.errors));
    response.end(answered.text);
    return;
  }

  const requestHeaders = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) requestHeaders.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const answer = await traced('GraphQL operation', {}, () =>
    apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method, headers: requestHeaders, search: url.search, body },
      context: async () => context,
    }),
  );
  response.statusCode = answer.status ?? 200;
  for (const [name, value] of answer.headers) response.setHeader(name, value);
  if (answer.body.kind === 'complete') {
    response.end(answer.body.string);
    return;
  }
  for await (const chunk of answer.body.asyncIterator) response.write(chunk);
  response.end();
}

export function setHeaders(response: ServerResponse, headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
}

/** Answers a request that failed as a whole. */
function fail(error: unknown, response: ServerResponse, logger: Logger): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const clientError = toClientError(error, logger);
  sendJson(response, httpStatusOf(clientError), { errors: [clientError] });
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.statusCode = status;
  response.setHeader('content-type', 'application/json; charset=utf-8');
  response.end(JSON.stringify(body));
}
