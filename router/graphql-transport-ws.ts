/**
 * The server's side of graphql-transport-ws (github.com/graphql/graphql-over-http, rfcs/GraphQLOverWebSocket.md), for thousands of sockets
 * that mostly wait: a socket keeps a few fields and no promise, one timer beats for all, and a result is written as one frame around a
 * text that all of its subscribers share.
 */
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { GraphQLFormattedError } from 'graphql';
import {
  CloseCode,
  GRAPHQL_TRANSPORT_WS_PROTOCOL,
  handleProtocols,
  type Message,
  MessageType,
  parseMessage,
  type SubscribeMessage,
  type SubscribePayload,
} from 'graphql-ws';
import type { WebSocket, WebSocketServer } from 'ws';
import type { Logger } from '../platform/logging.ts';
import { isAscii, type ResultText } from './result-text.ts';

/**
 * What a socket may have waiting to be read before it is closed: its client comes back and goes on where it was. Streams of
 * answers go at its pace, and do not close it.
 */
const mostBufferedBytes = 128 * 1024;
/** Ours, and none that clients of graphql-ws take for final. */
const fellBehind = 4290;
const connectionInitMilliseconds = 3_000;
/** A socket that has not answered one beat by the next is gone. */
const usualBeatMilliseconds = 12_000;
/** Sockets are asked in turns, so that thousands of them are not asked at once. */
const turnsOfBeat = 12;
const goingAway = 1001;
/** A closing frame's reason may have 123 bytes. */
const longestReason = 123;

export interface OperationHandlers<Session> {
  /** What a client is let in with, by its connection's parameters; or the reason why it is not. */
  connect(params: Record<string, unknown>, origin: PageOrigin): Promise<{ session: Session } | Refusal>;
  /** Runs an operation, and tells it what comes. Never rejects. */
  run(operation: ClientOperation<Session>, payload: SubscribePayload): Promise<void>;
}

export interface Refusal {
  readonly code: number;
  readonly reason: string;
}

/** What a browser says of the page that connects; other clients say nothing of the kind. */
export type PageOrigin = Pick<IncomingMessage['headers'], 'origin' | 'host'>;

/** One operation of a client. Once it is over, for whichever reason, nothing more is written for it. */
export class ClientOperation<Session> {
  readonly id: string;
  readonly connection: Connection<Session>;
  /** Called once, when the operation is over. */
  whenOver: (() => void) | undefined;
  readonly #opening: string;
  /** An id may be any text. */
  readonly #isAscii: boolean;

  constructor(connection: Connection<Session>, id: string) {
    this.connection = connection;
    this.id = id;
    this.#opening = `{"id":${JSON.stringify(id)},"type":"next","payload":`;
    this.#isAscii = isAscii(id);
  }

  get isOver(): boolean {
    return this.connection.operations.get(this.id) !== this;
  }

  /** `taken` is called once the client's connection has the result, where the stream goes at its reader's pace. */
  next(result: ResultText, taken?: () => void): void {
    if (!this.isOver) this.connection.writeResult(this.#opening, result, this.#isAscii && result.isAscii, taken);
  }

  fail(errors: readonly GraphQLFormattedError[]): void {
    if (this.end()) this.connection.send({ id: this.id, type: MessageType.Error, payload: errors });
  }

  complete(): void {
    if (this.end()) this.connection.send({ id: this.id, type: MessageType.Complete });
  }

  /** Ends it without a word; false when it was over before. */
  end(): boolean {
    if (this.isOver) return false;
    this.connection.operations.delete(this.id);
    this.whenOver?.();
    return true;
  }
}

/** One socket. What it has not to remember while it waits, it does not keep. */
class Connection<Session> {
  readonly operations = new Map<string, ClientOperation<Session>>();
  readonly socket: WebSocket;
  /** Undefined until the client is let in. */
  session: Session | undefined;
  hasIntroducedItself = false;
  hasAnswered = true;
  readonly #wire: Socket;

  constructor(socket: WebSocket, wire: Socket) {
    this.socket = socket;
    this.#wire = wire;
  }

  get isOpen(): boolean {
    return this.socket.readyState === this.socket.OPEN;
  }

  send(message: object): void {
    if (this.isOpen) this.socket.send(JSON.stringify(message));
  }

  close(code: number, reason: string): void {
    this.socket.close(code, reason.slice(0, longestReason));
  }

  /** Writes one frame around the text. What is ASCII goes past `ws`, as it is: nothing is copied, encoded or awaited for the socket. */
  writeResult(opening: string, { text }: ResultText, isAscii: boolean, taken: (() => void) | undefined): void {
    if (!this.isOpen) return;
    if (!taken && this.#wire.writableLength > mostBufferedBytes) {
      this.close(fellBehind, 'You fell behind: subscribe again after the last sequence you have');
      this.endOperations();
    } else if (isAscii) {
      this.#wire.write(`${frameHead(opening.length + text.length + 1)}${opening}${text}}`, 'latin1', taken);
    } else {
      this.socket.send(`${opening}${text}}`, taken);
    }
  }

  endOperations(): void {
    for (const operation of this.operations.values()) operation.end();
  }
}

/** The head of a whole text frame of the server's, each character one byte. */
function frameHead(length: number): string {
  if (length < 126) return String.fromCharCode(0x81, length);
  if (length < 65_536) return String.fromCharCode(0x81, 126, length >> 8, length & 0xff);
  const bytes = [24, 16, 8, 0].map((shift) => (length >>> shift) & 0xff);
  return String.fromCharCode(0x81, 127, 0, 0, 0, 0, ...bytes);
}

/** Serves `sockets`; `dispose` closes them as "going away". */
export function serveGraphqlTransportWs<Session>(
  sockets: WebSocketServer,
  handlers: OperationHandlers<Session>,
  logger: Logger,
  beatMilliseconds = usualBeatMilliseconds,
): { dispose(): Promise<void> } {
  const connections = new Set<Connection<Session>>();

  const introduce = async (
    connection: Connection<Session>,
    params: Record<string, unknown>,
    origin: PageOrigin,
  ): Promise<void> => {
    if (connection.hasIntroducedItself) {
      return connection.close(CloseCode.TooManyInitialisationRequests, 'Too many initialisation requests');
    }
    connection.hasIntroducedItself = true;
    const answer = await handlers.connect(params, origin);
    if ('code' in answer) return connection.close(answer.code, answer.reason);
    connection.session = answer.session;
    connection.send({ type: MessageType.ConnectionAck });
  };
  const begin = async (connection: Connection<Session>, { id, payload }: SubscribeMessage): Promise<void> => {
    if (!connection.session) return connection.close(CloseCode.Unauthorized, 'Unauthorized');
    if (connection.operations.has(id)) {
      return connection.close(CloseCode.SubscriberAlreadyExists, `Subscriber for ${id} already exists`);
    }
    const operation = new ClientOperation(connection, id);
    connection.operations.set(id, operation);
    await handlers.run(operation, payload);
  };
  const receive = async (connection: Connection<Session>, data: string, origin: PageOrigin): Promise<void> => {
    const message = messageIn(data);
    switch (message?.type) {
      case MessageType.ConnectionInit:
        return introduce(connection, message.payload ?? {}, origin);
      case MessageType.Subscribe:
        return begin(connection, message);
      case MessageType.Complete:
        return void connection.operations.get(message.id)?.end();
      case MessageType.Ping:
        return connection.send({ type: MessageType.Pong, ...(message.payload && { payload: message.payload }) });
      case MessageType.Pong:
        return;
      default:
        return connection.close(CloseCode.BadRequest, 'Invalid message received');
    }
  };

  sockets.options.handleProtocols = handleProtocols;
  sockets.on('connection', (socket: WebSocket, request: IncomingMessage) => {
    // `ws` itself closes the socket of a client that breaks its protocol.
    socket.on('error', () => undefined);
    if (socket.protocol !== GRAPHQL_TRANSPORT_WS_PROTOCOL) {
      return socket.close(CloseCode.SubprotocolNotAcceptable, 'Subprotocol not acceptable');
    }
    const connection = new Connection<Session>(socket, request.socket);
    const { origin, host } = request.headers;
    connections.add(connection);
    const late = setTimeout(() => {
      if (connection.hasIntroducedItself) return;
      connection.close(CloseCode.ConnectionInitialisationTimeout, 'Connection initialisation timeout');
    }, connectionInitMilliseconds);
    socket.on('message', (data) => {
      if (!connection.isOpen) return;
      receive(connection, String(data), { origin, host }).catch((error) => {
        logger.error({ err: error }, 'a message over WebSocket could not be handled');
        connection.close(CloseCode.InternalServerError, 'Internal server error');
      });
    });
    socket.on('pong', () => {
      connection.hasAnswered = true;
    });
    socket.on('close', () => {
      clearTimeout(late);
      connections.delete(connection);
      connection.endOperations();
    });
  });

  const stopBeating = beat(connections, beatMilliseconds);
  return {
    async dispose() {
      stopBeating();
      for (const socket of sockets.clients) socket.close(goingAway, 'Going away');
      sockets.removeAllListeners();
      await new Promise<void>((resolve, reject) => sockets.close((error) => (error ? reject(error) : resolve())));
    },
  };
}

/** Asks each connection in its turn whether it is still there, and ends those that have not answered since they were last asked. */
function beat(connections: ReadonlySet<Connection<unknown>>, beatMilliseconds: number): () => void {
  let waiting: Connection<unknown>[] = [];
  let inTurn = 0;
  let turn = 0;
  const beating = setInterval(() => {
    // However few they are: each has a whole beat to answer in.
    if (turn === 0) {
      waiting = [...connections];
      inTurn = Math.ceil(waiting.length / turnsOfBeat);
    }
    turn = (turn + 1) % turnsOfBeat;
    for (const connection of waiting.splice(0, inTurn)) {
      if (!connection.isOpen) continue;
      if (connection.hasAnswered) connection.socket.ping();
      else connection.socket.terminate();
      connection.hasAnswered = false;
    }
  }, beatMilliseconds / turnsOfBeat).unref();
  return () => clearInterval(beating);
}

function messageIn(data: string): Message | undefined {
  try {
    return parseMessage(data) as Message;
  } catch {
    return undefined;
  }
}
