/** Serves one subgraph to the router: HTTP for queries and mutations, graphql-ws for subscriptions, signed identities only. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ApolloServer, HeaderMap } from '@apollo/server';
import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { execute, GraphQLError, type GraphQLSchema, subscribe } from 'graphql';
import { CloseCode, type ServerOptions } from 'graphql-ws';
import { type Extra, useServer } from 'graphql-ws/use/ws';
import type { Identity } from './access.ts';
import { directOperations } from './direct-operations.ts';
import { type AdmittedClient, type Door, serveDoors } from './doors.ts';
import { errorFormatter, toClientError } from './graphql-errors.ts';
import { operationNames, tracedSubscription, traceRootFields } from './graphql-tracing.ts';
import { type CreateContext, measured, type RunningServer, sendJson, startHttpServer } from './http-server.ts';
import { type IdentityTokens, identityHeader } from './identity.ts';
import type { Logger } from './logging.ts';
import { operationTelemetry } from './operation-telemetry.ts';
import { type OperationsUnderWay, operationsUnderWay } from './operations-under-way.ts';
import { type ServerMetrics, serverMetrics } from './server-metrics.ts';
import { pacedExtension, type SendingWindow, sendingWindow, takenIn } from './stream-window.ts';
import { type Context, currentTrace, inTrace, tracedAnswer, traceIn } from './tracing.ts';
import { type ValidateOperation, validatedDocuments } from './validated-documents.ts';

export interface SubgraphServerOptions<Context extends object> {
  readonly host: string;
  readonly port: number;
  readonly logger: Logger;
  readonly schema: GraphQLSchema;
  readonly tokens: IdentityTokens;
  /** The resolvers' context. `signal` is aborted when the caller leaves. */
  readonly createContext: (caller: { identity: Identity; signal: AbortSignal }) => Context;
  /**
   * How long subscriptions that end by themselves may take to do so when the server stops; what is left then ends with an error. When
   * absent, all of them are cut off: those that last are opened again by whoever reads them.
   */
  readonly drainMilliseconds?: number;
  /** What is served besides GraphQL, to the router as well. */
  readonly doors?: readonly Door<Context>[];
}

/** Answers what lies behind the subgraph's doors to a client of the router's. */
export type AnswerAdmitted = (
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  client: AdmittedClient,
) => Promise<void>;

/** Answers a query or mutation: a request's body, as JSON, with the answer's. */
export type AnswerOperation = (
  body: string,
  caller: { readonly identity: Identity; readonly signal: AbortSignal },
) => Promise<string>;

/** A subgraph as the router meets it that runs in the same process, and has found out who calls. */
export interface SubgraphInProcess {
  readonly answerAdmitted: AnswerAdmitted;
  readonly answerOperation: AnswerOperation;
}

export interface SubgraphServer extends RunningServer, SubgraphInProcess {}

const jsonHeaders = { 'content-type': 'application/json', accept: 'application/json' };

/** Starts the subgraph's server. Requests without a valid identity get UNAUTHENTICATED. */
export async function startSubgraphServer<Context extends object>(
  options: SubgraphServerOptions<Context>,
): Promise<SubgraphServer> {
  const { schema, logger, tokens, doors = [] } = options;
  const metrics = serverMetrics();
  traceRootFields(schema);
  const apollo = new ApolloServer<Context>({
    schema,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    csrfPrevention: false,
    formatError: errorFormatter(logger),
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      operationNames,
      operationTelemetry(metrics, logger),
    ],
  });

  const underWay = operationsUnderWay();
  const validate = validatedDocuments(() => schema);
  const { drainMilliseconds } = options;
  const createContext: CreateContext<Context> = async ({ headers, signal, identity }) => {
    const token = headers[identityHeader];
    const caller = identity ?? (await tokens.verify(typeof token === 'string' ? token : undefined));
    return options.createContext({ identity: caller, signal });
  };
  const answerAtDoor = serveDoors(doors, { createContext, underWay, logger });
  const direct = directOperations<Context>({
    validate,
    mayRun: () => true,
    run: async ({ document, definition }, variableValues, contextValue) =>
      execute({ schema, document, operationName: definition.name?.value, variableValues, contextValue }),
    metrics,
    logger,
  });
  const server = await startHttpServer<Context>({
    host: options.host,
    port: options.port,
    logger,
    apollo,
    createContext,
    direct: direct.answer,
    webSocket: (sockets) => useServer(subscriptionOptions(options, metrics, underWay, validate), sockets),
    ...(drainMilliseconds !== undefined && { drain: () => underWay.drain(drainMilliseconds) }),
    metrics,
    doors: answerAtDoor,
    routes: {
      'GET /health/live': (_request, response) => sendJson(response, 200, { status: 'HEALTHY' }),
      'GET /metrics': metrics.answer,
    },
  });
  return {
    ...server,
    async answerAdmitted(request, response, url, client) {
      const named = measured(request, response, metrics);
      await tracedAnswer(request, response, async () => answerAtDoor(request, response, url, named, client));
    },
    async answerOperation(text, caller) {
      const context = options.createContext(caller);
      const body = JSON.parse(text);
      const answered = await direct.answer(jsonHeaders, body, context);
      if (answered) return answered.text;
      const headers = new HeaderMap(Object.entries(jsonHeaders));
      const answer = await apollo.executeHTTPGraphQLRequest({
        httpGraphQLRequest: { method: 'POST', headers, search: '', body },
        context: async () => context,
      });
      return answer.body.kind === 'complete' ? answer.body.string : '';
    },
    async stop() {
      await server.stop();
      await metrics.stop();
    },
  };
}

/**
 * One socket of the router carries the subscriptions of many callers, so the identity comes with each subscribe message,
 * in its `extensions`.
 */
function subscriptionOptions<Context extends object>(
  { schema, logger, tokens, createContext }: SubgraphServerOptions<Context>,
  metrics: Pick<ServerMetrics, 'subscriptionOpened'>,
  underWay: OperationsUnderWay,
  validate: ValidateOperation,
): ServerOptions<Record<string, unknown>, Extra> {
  const underWayOn = new WeakMap<object, Map<string, OpenOperation>>();

  const operationsOf = (socket: object): Map<string, OpenOperation> => {
    const operations = underWayOn.get(socket) ?? new Map();
    underWayOn.set(socket, operations);
    return operations;
  };
  const finish = (socket: object, id: string): void => {
    const operation = operationsOf(socket).get(id);
    operationsOf(socket).delete(id);
    if (operation) underWay.ended(operation.ending);
  };
  const mask = (errors: readonly GraphQLError[]) =>
    errors.map((error) =>
      toClientError(error, logger, {
        ...(error.path && { path: error.path }),
        ...(error.locations && { locations: error.locations }),
      }),
    );

  return {
    onSubscribe: async (socket, id, payload) => {
      try {
        const token = payload.extensions?.[identityHeader];
        const identity = await tokens.verify(typeof token === 'string' ? token : undefined);
        const ending = underWay.begin();
        const window = payload.extensions?.[pacedExtension] === true ? sendingWindow() : undefined;
        // Whatever ends the operation also lets its last word go out.
        if (window) ending.signal.addEventListener('abort', window.open, { once: true });
        operationsOf(socket.extra.socket).set(id, { ending, window });
        return {
          schema,
          document: validate(payload).document,
          variableValues: payload.variables ?? {},
          operationName: payload.operationName ?? undefined,
          contextValue: createContext({ identity, signal: ending.signal }),
          trace: traceIn(payload.extensions ?? {}),
        };
      } catch (error) {
        return [error instanceof GraphQLError ? error : new GraphQLError('refused', { originalError: error as Error })];
      }
    },
    async subscribe(args) {
      try {
        return await tracedSubscription(args, traceOf(args), () => subscribe(args));
      } catch (error) {
        // A faulty resolver would otherwise close the socket, and with it the streams of all other callers.
        return { errors: [new GraphQLError('failed', { originalError: error as Error })] };
      }
    },
    onOperation: (socket, id, payload, args, result) => {
      if (!('next' in result)) return;
      const closed = metrics.subscriptionOpened(payload.operationName ?? undefined);
      const operation = operationsOf(socket.extra.socket).get(id);
      operation?.ending.signal.addEventListener('abort', closed, { once: true });
      return leavable(result, traceOf(args), operation);
    },
    onPong: (socket, payload) => {
      const taken = takenIn(payload);
      if (taken) operationsOf(socket.extra.socket).get(taken.id)?.window?.taken(taken.events);
    },
    onNext: (_socket, _id, _payload, _args, { data, errors, extensions }) => {
      if (errors) return { data: data ?? null, errors: mask(errors), ...(extensions && { extensions }) };
    },
    onError: (socket, id, _payload, errors) => {
      // The error is written right after this.
      setImmediate(() => finish(socket.extra.socket, id));
      return mask(errors as readonly GraphQLError[]);
    },
    onComplete: (socket, id) => finish(socket.extra.socket, id),
    onDisconnect: (socket) => {
      for (const id of operationsOf(socket.extra.socket).keys()) finish(socket.extra.socket, id);
    },
    onClose: (_socket, code) => {
      if (code === CloseCode.InternalServerError) logger.error({ code }, 'a subscription socket failed');
    },
  };
}

interface OpenOperation {
  readonly ending: AbortController;
  /** Of a stream that goes at its reader's pace. */
  readonly window: SendingWindow | undefined;
}

/** The trace that `onSubscribe` has put among the arguments. */
const traceOf = (args: object): Context => ('trace' in args ? (args.trace as Context) : currentTrace());

/**
 * `events`, told at once when they are left: a resolver's generator that waits for its next event would otherwise hear of it
 * only when that event comes. What is done for each event belongs to `trace`. A paced stream waits until its reader has taken
 * enough of what was sent.
 */
function leavable<Event>(
  events: AsyncGenerator<Event>,
  trace: Context,
  operation: OpenOperation | undefined,
): AsyncGenerator<Event> {
  const leave = (): void => operation?.ending.abort();
  const window = operation?.window;
  const paced = async (): Promise<IteratorResult<Event>> => {
    await window?.room();
    const next = await events.next();
    if (!next.done) window?.sent(next.value);
    return next;
  };
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: () => inTrace(trace, window ? paced : () => events.next()),
    return() {
      leave();
      return events.return(undefined);
    },
    throw: (error) => events.throw(error),
    [Symbol.asyncDispose]: async () => {
      leave();
      await events.return(undefined);
    },
  };
}
