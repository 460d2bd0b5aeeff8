/**
 * A part of a subgraph's own HTTP API, served at the router's address: who calls and how often is the router's affair, everything else
 * the subgraph's. Bodies pass as they are; a stream goes at its reader's pace, and its reader's leaving ends it at the subgraph.
 */
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { type Dispatcher, Pool } from 'undici';
import { type Door, eventStreamType, leavingOf, refuse } from '../../platform/doors.ts';
import { DomainError } from '../../platform/errors.ts';
import { httpStatusOf, toClientError } from '../../platform/graphql-errors.ts';
import { type AnswerElsewhere, type CreateContext, setHeaders } from '../../platform/http-server.ts';
import type { Logger } from '../../platform/logging.ts';
import { discardBody, readBody } from '../../platform/request-body.ts';
import type { ServerMetrics } from '../../platform/server-metrics.ts';
import { traced, traceHeaders } from '../../platform/tracing.ts';
import { credentialsInHeaders, type StillAllowed } from '../authentication.ts';
import type { Caller } from '../caller.ts';
import { streamsUnderWay } from '../streams-under-way.ts';
import { deadlineOf, late, unreachable } from '../subgraph-faults.ts';
import { wholeEvents } from './whole-events.ts';

/** How a part of a subgraph's API is served, wherever the subgraph runs. */
export interface PassedOnOptions {
  /** What the paths begin with, here and there, as in `/v1`. */
  readonly prefix: string;
  /** Of the subgraph. */
  readonly name: string;
  readonly createContext: CreateContext<Caller>;
  /** Asked while a stream goes on; what it throws ends the stream. */
  readonly stillAllowed: StillAllowed;
  /** An error of the router's as the clients of this API read it. */
  readonly errorBody: Door<Caller>['errorBody'];
  readonly metrics: Pick<ServerMetrics, 'fetch'>;
  readonly logger: Logger;
}

export interface ForwardingOptions extends PassedOnOptions {
  readonly url: string;
  /** What the subgraph is told of the caller. */
  readonly headersFor: (caller: Caller) => Promise<Readonly<Record<string, string>>>;
}

export interface Forwarding {
  readonly answer: AnswerElsewhere;
  /** Waits for the streams that are open; those that take too long end with an error. */
  drain(): Promise<void>;
  /** Waits for the requests in flight, then closes every connection. */
  close(): Promise<void>;
}

const connectMilliseconds = 2_000;
/** A stream has one to itself. */
const mostConnections = 10_000;
/** The subgraph's streams say something at least four times as often. */
const silenceMilliseconds = 60_000;
const passedOn = ['accept', 'content-type', 'idempotency-key'] as const;
/** What belongs to the connection. */
const neverPassedBack = new Set(['connection', 'date', 'keep-alive', 'trailer', 'transfer-encoding', 'upgrade']);

export function forwarding(options: ForwardingOptions): Forwarding {
  const { prefix, name, url, createContext, headersFor, stillAllowed, errorBody, metrics, logger } = options;
  const pool = new Pool(new URL(url).origin, {
    connections: mostConnections,
    connect: { timeout: connectMilliseconds },
    headersTimeout: deadlineOf(name),
    bodyTimeout: silenceMilliseconds,
  });
  const streams = streamsUnderWay();

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { leaving, hasLeft } = leavingOf(response);
    try {
      const { headers, method = 'GET', url: path = '/' } = request;
      const caller = await createContext({
        headers,
        signal: leaving.signal,
        cancel: () => leaving.abort(),
        tell: (told) => setHeaders(response, told),
      });
      const body = method === 'POST' ? await readBody(request) : null;
      const sent = { ...chosen(headers), ...(await headersFor(caller)), ...traceHeaders() };
      await exchange({ method: method as Dispatcher.HttpMethod, path, headers: sent, body }, response, {
        signal: leaving.signal,
        name,
        stillAllowed: () => stillAllowed(credentialsInHeaders(headers)),
        errorText(error) {
          const fault = toClientError(error, logger);
          return JSON.stringify(errorBody(fault, httpStatusOf(fault)));
        },
      });
    } catch (error) {
      discardBody(request);
      if (hasLeft() || response.headersSent) return void response.destroy();
      refuse(response, toClientError(error, logger), errorBody);
    }
  };

  /** Settles when the answer has been passed on, or its reader has been told why not. Throws while nothing was passed on. */
  const exchange = (request: Dispatcher.DispatchOptions, response: ServerResponse, reader: Reader): Promise<void> =>
    traced('subgraph request', { 'modelgraph.subgraph': name }, () => send(request, response, reader), {
      kind: 'CLIENT',
    });

  const send = async (request: Dispatcher.DispatchOptions, response: ServerResponse, reader: Reader) => {
    const started = performance.now();
    let outcome = 'INTERNAL_SERVER_ERROR';
    try {
      const status = await pass(pool, request, response, reader, streams);
      outcome = status < 400 ? 'OK' : `HTTP_${status}`;
    } catch (error) {
      if (error instanceof DomainError) outcome = error.code;
      throw error;
    } finally {
      metrics.fetch({ service: name, outcome, seconds: (performance.now() - started) / 1000 });
    }
  };

  return {
    answer(request, response, { pathname }, named) {
      if (!pathname.startsWith(`${prefix}/`)) return undefined;
      named(prefix);
      return answer(request, response);
    },
    drain: streams.drain,
    close: () => pool.close(),
  };
}

function chosen(headers: IncomingHttpHeaders): Record<string, string> {
  const sent: Record<string, string> = {};
  for (const name of passedOn) {
    const value = headers[name];
    if (typeof value === 'string') sent[name] = value;
  }
  return sent;
}

interface Reader {
  /** Aborted when the client leaves. */
  readonly signal: AbortSignal;
  /** Of the subgraph. */
  readonly name: string;
  readonly stillAllowed: () => ReturnType<StillAllowed>;
  /** An error as the data of an event. */
  readonly errorText: (error: unknown) => string;
}

/** Resolves with the answer's status once all of it was passed on. Rejects with a coded error while nothing was. */
function pass(
  pool: Pool,
  request: Dispatcher.DispatchOptions,
  response: ServerResponse,
  { signal, name, stillAllowed, errorText }: Reader,
  streams: ReturnType<typeof streamsUnderWay>,
): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  let controller: Dispatcher.DispatchController | undefined;
  let events: ReturnType<typeof wholeEvents> | undefined;
  const chunks: Buffer[] = [];
  let begin = (): void => undefined;
  let isAllowed = async (): Promise<unknown> => undefined;

  const leave = (): void => {
    const reason = new Error('The client has left');
    if (controller) controller.abort(reason);
    // It still waits for a connection, and is given up when its turn comes.
    else reject(reason);
  };
  const settle = (): void => signal.removeEventListener('abort', leave);
  signal.addEventListener('abort', leave, { once: true });

  /** Ends a stream with an error, which its reader is told. */
  const fail = (error: unknown): void => {
    if (!response.writableEnded && !response.destroyed) response.end(`data: ${errorText(error)}\n\n`);
    controller?.abort(new Error('The stream was ended'));
  };

  pool.dispatch(request, {
    onRequestStart(started) {
      controller = started;
      if (signal.aborted) leave();
    },
    onResponseStart(started, status, headers) {
      // Parts of a buffer of the network's that would be held as long as the answer lasts.
      started.rawHeaders = null;
      if (status === 401) throw refusedSignature(name);
      begin = () => passHead(response, status, headers);
      if (headers['content-type'] !== eventStreamType) return;
      events = wholeEvents();
      isAllowed = stillAllowed();
      begin();
      const stream = { fail, cut: () => response.destroy() };
      streams.opened(stream);
      response.on('close', () => streams.closed(stream));
    },
    onResponseData(started, chunk) {
      if (!events) return void chunks.push(chunk);
      isAllowed().catch(fail);
      const whole = events.take(chunk);
      if (whole.length === 0 || response.write(whole)) return;
      started.pause();
      response.once('drain', () => started.resume());
    },
    onResponseEnd() {
      settle();
      if (!events) begin();
      const [only, ...more] = chunks;
      if (!response.writableEnded) response.end(only && more.length === 0 ? only : Buffer.concat(chunks));
      resolve(response.statusCode);
    },
    onResponseError(_controller, error) {
      settle();
      if (events) {
        if (!signal.aborted && !response.writableEnded) fail(faultOf(name, error));
        resolve(response.statusCode);
      } else reject(signal.aborted ? error : faultOf(name, error));
    },
  });
  return promise;
}

function passHead(response: ServerResponse, status: number, headers: IncomingHttpHeaders): void {
  response.statusCode = status;
  for (const [field, value] of Object.entries(headers)) {
    if (value !== undefined && !neverPassedBack.has(field)) response.setHeader(field, value);
  }
}

const lateCodes = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);

/** A fault of the set-up, not of the client. */
function refusedSignature(name: string): DomainError {
  const cause = new Error(`The subgraph "${name}" refuses the router's signature`);
  return new DomainError('INTERNAL_SERVER_ERROR', 'Internal server error', { extensions: { service: name }, cause });
}

function faultOf(name: string, error: Error): DomainError {
  if (error instanceof DomainError) return error;
  const { code = '' } = error as NodeJS.ErrnoException;
  return lateCodes.has(code) ? late(name, error) : unreachable(name, error);
}
