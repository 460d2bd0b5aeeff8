/** graphql-ws at the router: who may connect, and how each operation of a socket runs. */
import type { ApolloServer } from '@apollo/server';
import type { ExecutionResult, GraphQLError, GraphQLSchema } from 'graphql';
import { CloseCode, type Context, type ServerOptions, type SubscribePayload } from 'graphql-ws';
import type { Extra } from 'graphql-ws/use/ws';
import type { WebSocket } from 'ws';
import { DomainError } from '../platform/errors.ts';
import { toClientError } from '../platform/graphql-errors.ts';
import { tracedSubscription } from '../platform/graphql-tracing.ts';
import type { Logger } from '../platform/logging.ts';
import type { ServerMetrics } from '../platform/server-metrics.ts';
import { inTrace, traced, traceIn } from '../platform/tracing.ts';
import { asGraphQLError, type ValidateOperation } from '../platform/validated-documents.ts';
import { type Authenticate, type Credentials, credentialsInConnectionParams } from './authentication.ts';
import type { Caller } from './caller.ts';
import { eventQueue, streamOf } from './event-queue.ts';
import type { Enter } from './guards/entrance.ts';
import { type FindDocument, unknownDocument } from './guards/persisted-documents.ts';
import type { ResultTexts } from './result-text.ts';
import { answersMilliseconds, isLasting, stopping } from './stopping.ts';
import type { Subscriptions } from './subscriptions.ts';

/** Operations one socket may have under way. */
const mostOperations = 100;
/** "Try Again Later" of the WebSocket protocol's registry: clients of graphql-ws do. */
const tryAgainLater = 1013;
/** A closing frame's reason may have 123 bytes. */
const longestReason = 123;
const connectionInitMilliseconds = 3_000;
/**
 * What a socket may have waiting to be read before it is closed: its client comes back and goes on where it was. Streams of
 * answers go at its pace, and do not close it.
 */
const mostBufferedBytes = 128 * 1024;
/** Ours, and none that clients of graphql-ws take for final. */
const fellBehind = 4290;

type Socket = Context<Record<string, unknown>, Extra>;

interface OperationContext {
  readonly payload: SubscribePayload;
  readonly caller: Caller;
  readonly credentials: Credentials;
  readonly operation: Operation;
  readonly id: string;
  readonly socket: WebSocket;
}

interface Operation {
  readonly leaving: AbortController;
  /** False for what comes to an end of its own: queries, mutations, and streams of answers. */
  readonly isLasting: boolean;
  /** The stream's, once it is open. */
  ending?: { end(): void; fail(error: Error): void };
}

export interface WebSocketOperations {
  readonly options: ServerOptions<Record<string, unknown>, Extra>;
  /**
   * Refuses new operations, completes the subscriptions that would go on, and waits for everything else; streams of answers that
   * take too long end with an error. The sockets are then closed as "going away", which tells clients to subscribe elsewhere.
   */
  drain(): Promise<void>;
}

export function operationsOverWebSocket(options: {
  readonly apollo: ApolloServer<Caller>;
  /** Known once the gateway has loaded. */
  readonly schema: () => GraphQLSchema;
  readonly subscriptions: Subscriptions;
  readonly findDocument: FindDocument;
  readonly validate: ValidateOperation;
  readonly texts: ResultTexts;
  readonly authenticate: Authenticate;
  readonly stillAllowed: (credentials: Credentials) => () => Promise<unknown>;
  /** Passed by each operation. */
  readonly enter: Enter;
  readonly metrics: Pick<ServerMetrics, 'subscriptionOpened'>;
  readonly logger: Logger;
}): WebSocketOperations {
  const { apollo, schema, subscriptions, findDocument, validate, texts, authenticate, stillAllowed, enter } = options;
  const { metrics, logger } = options;
  const credentialsOf = new WeakMap<Socket, Credentials>();
  const operationsOf = new WeakMap<Socket, Map<string, Operation>>();
  const underway = new Set<Operation>();
  let draining = false;
  let drained: (() => void) | undefined;

  const begin = (socket: Socket, id: string, isLasting: boolean): Operation => {
    const ofSocket = operationsOf.get(socket) ?? new Map<string, Operation>();
    operationsOf.set(socket, ofSocket);
    if (draining) throw stopping();
    if (ofSocket.size >= mostOperations) {
      throw new DomainError('RATE_LIMITED', `A connection may have ${mostOperations} operations under way`);
    }
    const operation: Operation = { leaving: new AbortController(), isLasting };
    ofSocket.set(id, operation);
    underway.add(operation);
    return operation;
  };
  const finish = (socket: Socket, id: string): void => {
    const operation = operationsOf.get(socket)?.get(id);
    if (!operation) return;
    operation.leaving.abort();
    operationsOf.get(socket)?.delete(id);
    underway.delete(operation);
    if (underway.size === 0) drained?.();
  };

  /** False for a client that reads too slowly; its socket is being closed. */
  const write = (socket: WebSocket, id: string, result: ExecutionResult, taken: (() => void) | undefined): boolean => {
    if (!taken && socket.bufferedAmount > mostBufferedBytes) {
      socket.close(fellBehind, 'You fell behind: subscribe again after the last sequence you have');
      return false;
    }
    socket.send(`{"id":${JSON.stringify(id)},"type":"next","payload":${texts.textOf(result)}}`, taken);
    return true;
  };

  const webSocket: ServerOptions<Record<string, unknown>, Extra> = {
    connectionInitWaitTimeout: connectionInitMilliseconds,

    async onConnect(socket) {
      const credentials = credentialsInConnectionParams(socket.connectionParams);
      try {
        await authenticate(credentials);
        credentialsOf.set(socket, credentials);
        // An open socket needs nothing of the request it began with.
        Object.assign(socket.extra, { request: undefined });
        return true;
      } catch (error) {
        const { message, extensions } = toClientError(error, logger);
        const code = extensions?.code === 'UNAUTHENTICATED' ? CloseCode.Unauthorized : tryAgainLater;
        socket.extra.socket.close(code, message.slice(0, longestReason));
        return false;
      }
    },

    async onSubscribe(socket, id, sent) {
      try {
        const credentials = credentialsOf.get(socket) ?? {};
        const identity = await enter(credentials);
        const payload = await findDocument(sent);
        if (!payload) throw unknownDocument();
        const { document, definition } = validate(payload);
        const operation = begin(socket, id, isLasting(definition));
        const { leaving } = operation;
        const caller: Caller = { identity, anonymous: false, signal: leaving.signal, cancel: () => leaving.abort() };
        const wire = { id, socket: socket.extra.socket };
        const contextValue: OperationContext = { payload, caller, credentials, operation, ...wire };
        return { schema: schema(), document, operationName: payload.operationName, contextValue };
      } catch (error) {
        return [asGraphQLError(error)];
      }
    },

    async execute({ contextValue }) {
      const { payload, caller } = contextValue as OperationContext;
      const { query, variables, operationName, extensions } = payload;
      const request = {
        query,
        variables: variables ?? {},
        ...(operationName && { operationName }),
        ...(extensions && { extensions }),
      };
      const { body } = await inTrace(traceIn(extensions ?? {}), () =>
        traced('GraphQL operation', {}, () => apollo.executeOperation(request, { contextValue: caller })),
      );
      if (body.kind !== 'single') throw new Error('An incremental answer, which no client can have asked for');
      return body.singleResult as ExecutionResult;
    },

    async subscribe({ document, operationName, contextValue }) {
      const { payload, caller, credentials, operation, id, socket } = contextValue as OperationContext;
      const open = () => {
        // Results are written as they come, so all that is left to read here is the end.
        const ending = eventQueue<never>(1);
        operation.ending = ending;
        if (draining && operation.isLasting) ending.end();
        const request = {
          document,
          operationName: payload.operationName ?? undefined,
          variables: payload.variables ?? {},
          caller,
          stillAllowed: stillAllowed(credentials),
        };
        const leave = subscriptions.open(request, {
          next(result, taken) {
            if (!write(socket, id, result, taken)) leave();
          },
          fail: (error) => ending.fail(error),
          end: () => ending.end(),
        });
        const closed = metrics.subscriptionOpened(payload.operationName ?? undefined);
        const left = (): void => {
          closed();
          leave();
        };
        operation.leaving.signal.addEventListener('abort', left, { once: true });
        return streamOf(ending, leave);
      };
      try {
        return await tracedSubscription({ document, operationName }, traceIn(payload.extensions ?? {}), open);
      } catch (error) {
        return { errors: [asGraphQLError(error)] };
      }
    },

    onNext: (_socket, _id, _payload, _args, result) => texts.masked(result as ExecutionResult),
    onError: (_socket, _id, _payload, errors) => (errors as readonly GraphQLError[]).flatMap(texts.errorsOf),
    onComplete: finish,
    onDisconnect(socket) {
      for (const id of operationsOf.get(socket)?.keys() ?? []) finish(socket, id);
    },
  };

  return {
    options: webSocket,
    async drain() {
      draining = true;
      for (const { isLasting, ending } of underway) if (isLasting) ending?.end();
      if (underway.size === 0) return;
      const tooLong = setTimeout(() => {
        for (const { ending } of underway) ending?.fail(stopping());
      }, answersMilliseconds);
      await new Promise<void>((resolve) => (drained = resolve));
      clearTimeout(tooLong);
      // The last "complete" is written right after its operation is counted out.
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}
