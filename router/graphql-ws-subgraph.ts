/** Subscriptions to one subgraph: the streams of every client over one socket, opened when the first is wanted. */

import { type ExecutionResult, type FormattedExecutionResult, GraphQLError, type GraphQLFormattedError } from 'graphql';
import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { Identity } from '../platform/access.ts';
import { DomainError } from '../platform/errors.ts';
import { type IdentityTokens, identityHeader } from '../platform/identity.ts';
import { pacedExtension, receivingWindow, takenMessage } from '../platform/stream-window.ts';
import { traceHeaders } from '../platform/tracing.ts';
import { streamLost, unreachable } from './subgraph-faults.ts';

interface UpstreamOperation {
  readonly query: string;
  readonly operationName?: string | undefined;
  readonly variables: Record<string, unknown>;
  /** Whether the subgraph is to send no faster than the events are taken. */
  readonly isPaced?: boolean;
}

/** Where the events of one subscription go; after `fail` or `end` nothing more comes. */
interface UpstreamSink {
  /** `taken` is to be called once the reader has the event; absent where the stream is not paced. */
  next(event: FormattedExecutionResult, taken?: () => void): void;
  fail(error: Error): void;
  end(): void;
}

export interface GraphqlWsSubgraph {
  /**
   * Subscribes in the name of `identity` and returns how to leave. Waits through a short outage of the subgraph; once the
   * subscription was sent it is never repeated, for that could lose events or ask for a completion twice: it fails.
   */
  subscribe(operation: UpstreamOperation, identity: Identity, sink: UpstreamSink): () => void;
  /** Closes the socket; subscriptions still open end. */
  close(): Promise<void>;
}

/** A subgraph ended a subscription with these errors. */
export class SubgraphRefusal extends Error {
  readonly errors: readonly GraphQLError[];

  constructor(service: string, errors: readonly GraphQLFormattedError[]) {
    super(errors[0]?.message ?? 'The subgraph ended the subscription');
    this.errors = errors.map(
      ({ message, path, extensions }) => new GraphQLError(message, { path, extensions: { ...extensions, service } }),
    );
  }
}

const connectAttempts = 6;
const firstRetryMilliseconds = 100;
const acknowledgeMilliseconds = 5_000;
/** An idle socket is kept this long for the next subscription; a new one costs a millisecond or two. */
const idleMilliseconds = 500;
const pingMilliseconds = 10_000;
const pongMilliseconds = 5_000;

export function graphqlWsSubgraph(name: string, url: string, tokens: IdentityTokens): GraphqlWsSubgraph {
  let connections = 0;
  let isConnected = false;
  const client = watchedClient(url.replace(/^http/, 'ws'), {
    connected() {
      connections += 1;
      isConnected = true;
    },
    closed() {
      isConnected = false;
    },
  });

  return {
    subscribe({ isPaced = false, ...operation }, identity, sink) {
      let left = false;
      let id = '';
      const window = isPaced ? receivingWindow((events) => client.send(takenMessage(id, events))) : undefined;
      const deliver = (event: FormattedExecutionResult): void => {
        const taken = window?.received(event);
        if (taken || !window) {
          sink.next(event, taken);
          return;
        }
        leave();
        sink.fail(new DomainError('RATE_LIMITED', 'You fell behind: ask again'));
      };
      const leave = (): void => {
        left = true;
        clearTimeout(retry);
        leaveUpstream();
      };
      let leaveUpstream = (): void => undefined;
      let retry: NodeJS.Timeout | undefined;

      const attempt = async (number: number): Promise<void> => {
        const token = await tokens.sign(identity);
        if (left) return;
        const [connectionsBefore, wasConnected] = [connections, isConnected];
        leaveUpstream = client.subscribe(
          {
            ...operation,
            extensions: { [identityHeader]: token, ...(isPaced && { [pacedExtension]: true }), ...traceHeaders() },
          },
          {
            next: (event) => {
              if (!left) deliver(event as ExecutionResult as FormattedExecutionResult);
            },
            complete: () => {
              if (!left) sink.end();
            },
            error(fault) {
              if (left) return;
              if (Array.isArray(fault)) return sink.fail(new SubgraphRefusal(name, fault));
              const wasSent = wasConnected || connections !== connectionsBefore;
              if (wasSent) return sink.fail(streamLost(name, describe(fault)));
              if (number === connectAttempts) return sink.fail(unreachable(name, describe(fault)));
              retry = setTimeout(() => start(number + 1), backOff(number));
            },
          },
        );
        id = client.latestId();
      };
      const start = (number: number): void => {
        attempt(number).catch((error) => sink.fail(error));
      };

      start(1);
      return leave;
    },

    async close() {
      // A socket that is still connecting cannot be disposed of, only given up.
      if (!isConnected) client.terminate();
      await client.dispose();
    },
  };
}

/** One that is given up while it connects tells of it as an error, for which graphql-ws no longer listens then. */
class HeardSocket extends WebSocket {
  constructor(...words: ConstructorParameters<typeof WebSocket>) {
    super(...words);
    this.on('error', () => undefined);
  }
}

interface WatchedClient extends Client {
  /** A message of the protocol; dropped when there is no connection. */
  send(message: string): void;
  /** The id of the operation that was begun last. */
  latestId(): string;
}

/** A client that never resubscribes by itself, and gives up a socket whose other end has gone silent. */
function watchedClient(url: string, on: { connected(): void; closed(): void }): WatchedClient {
  let socket: WebSocket | undefined;
  let silence: NodeJS.Timeout | undefined;
  let operations = 0;
  const client = createClient({
    url,
    generateID: () => String(++operations),
    webSocketImpl: HeardSocket,
    retryAttempts: 0,
    lazyCloseTimeout: idleMilliseconds,
    connectionAckWaitTimeout: acknowledgeMilliseconds,
    keepAlive: pingMilliseconds,
    on: {
      connected(opened) {
        socket = opened as WebSocket;
        on.connected();
      },
      closed() {
        clearTimeout(silence);
        on.closed();
      },
      ping(received) {
        if (!received) silence = setTimeout(() => socket?.terminate(), pongMilliseconds);
      },
      pong(received) {
        if (received) clearTimeout(silence);
      },
    },
  });
  return {
    ...client,
    latestId: () => String(operations),
    send(message) {
      if (socket?.readyState === WebSocket.OPEN) socket.send(message);
    },
  };
}

const backOff = (attempt: number): number => firstRetryMilliseconds * 2 ** (attempt - 1) * (0.5 + Math.random() / 2);

/** Sockets report their end as events, which a log cannot show. */
function describe(fault: unknown): Error {
  if (fault instanceof Error) return fault;
  const { code, reason, message } = fault as { code?: number; reason?: string; message?: string };
  return new Error(message ?? `closed with ${code} ${reason ?? ''}`);
}
