/**
 * What every further way into the supergraph has in common: paths, methods, who calls, bodies, streams, and errors in the form
 * that the way's clients know. What a route answers comes from documents of ours, run like any client's operation.
 */
import { once } from 'node:events';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { GraphQLFormattedError } from 'graphql';
import { DomainError } from '../../platform/errors.ts';
import { httpStatusOf, toClientError } from '../../platform/graphql-errors.ts';
import { sendJson, setHeaders } from '../../platform/http-server.ts';
import type { Logger } from '../../platform/logging.ts';
import { discardBody, readJson } from '../../platform/request-body.ts';
import { type Authenticate, credentialsInHeaders } from '../authentication.ts';
import type { Caller } from '../caller.ts';
import type { Enter } from '../guards/entrance.ts';
import type { PropagatedHeaders } from '../guards/propagated-headers.ts';
import { limitHeaders } from '../guards/rate-limits.ts';
import { type StreamUnderWay, streamsUnderWay } from '../streams-under-way.ts';
import { OperationError } from '../trusted-documents.ts';

export interface DoorRequest {
  /** What stands in the path where the route has a name in braces, decoded. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** Parsed JSON; undefined for GET. */
  readonly body: unknown;
  readonly caller: Caller;
  /** Throws once the caller's credentials are not good any more. */
  readonly stillAllowed: () => Promise<unknown>;
}

/** JSON, or server-sent events (HTML Living Standard, 9.2): the texts of their `data`. */
export type DoorAnswer = { readonly headers?: Readonly<Record<string, string>> } & (
  | { readonly status: number; readonly body: unknown }
  | { readonly events: AsyncIterable<string> }
);

export interface DoorRoute {
  readonly method: 'GET' | 'POST';
  /** As in `/models/{id}`, after the door's prefix. */
  readonly path: string;
  /** May throw `DomainError` or `OperationError`. */
  readonly handle: (request: DoorRequest) => Promise<DoorAnswer>;
}

export interface Door {
  /** What all its paths begin with, as in `/api/v1`. */
  readonly prefix: string;
  readonly routes: readonly DoorRoute[];
  /** An error as its clients read it. */
  readonly errorBody: (error: GraphQLFormattedError, status: number) => unknown;
}

const pingMilliseconds = 15_000;

type Streams = ReturnType<typeof streamsUnderWay>;

interface DoorGuards {
  readonly enter: Enter;
  readonly authenticate: Authenticate;
  readonly propagated: PropagatedHeaders;
  readonly logger: Logger;
}

export interface ServedDoors {
  /** Answers a request to one of the doors. Undefined, and nothing done, when the path is none of theirs. */
  answer(
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
    named: (route: string) => void,
  ): Promise<void> | undefined;
  /** Waits for the streams that are open; those that take too long end with an error. */
  drain(): Promise<void>;
}

export function serveDoors(doors: readonly Door[], guards: DoorGuards): ServedDoors {
  const streams = streamsUnderWay();
  const compiled = doors.map((door) => ({
    door,
    routes: door.routes.map((route) => ({ route, pattern: patternOf(door.prefix + route.path) })),
  }));
  return {
    answer(request, response, url, named) {
      const entered = compiled.find(({ door }) => url.pathname.startsWith(`${door.prefix}/`));
      if (!entered) return undefined;
      const matching = entered.routes.filter(({ pattern }) => pattern.test(url.pathname));
      named(entered.door.prefix + (matching[0]?.route.path ?? ''));
      return answer(request, response, url, entered.door, matching, { ...guards, streams });
    },
    drain: streams.drain,
  };
}

/** Names in braces match anything but a slash. */
function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  door: Door,
  matching: readonly { readonly route: DoorRoute; readonly pattern: RegExp }[],
  { enter, authenticate, propagated, logger, streams }: DoorGuards & { readonly streams: Streams },
): Promise<void> {
  const leaving = new AbortController();
  let left = false;
  response.on('close', () => {
    left = !response.writableFinished;
    if (left) leaving.abort();
  });
  try {
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    const chosen = matching.find(({ route }) => route.method === method);
    if (!chosen) throw notServed(matching, response, request);
    const credentials = credentialsInHeaders(request.headers);
    const identity = await enter(credentials, (told) => setHeaders(response, told));
    const answered = await chosen.route.handle({
      path: decoded(chosen.pattern.exec(url.pathname)?.groups ?? {}),
      query: url.searchParams,
      headers: request.headers,
      body: method === 'POST' ? await jsonBody(request) : undefined,
      caller: {
        identity,
        anonymous: false,
        propagated: propagated(request.headers),
        signal: leaving.signal,
        cancel: () => leaving.abort(),
      },
      stillAllowed: () => authenticate(credentials),
    });
    setHeaders(response, answered.headers ?? {});
    if ('events' in answered) {
      const stream: StreamUnderWay = { fail: (error) => leaving.abort(error), cut: () => response.destroy() };
      streams.opened(stream);
      response.on('close', () => streams.closed(stream));
      await sendEvents(response, answered.events, door, leaving.signal, logger);
    } else sendJson(response, answered.status, answered.body);
  } catch (error) {
    discardBody(request);
    if (left || response.headersSent) return void response.destroy();
    const fault = clientErrorOf(error, logger);
    const status = httpStatusOf(fault);
    setHeaders(response, limitHeaders(fault.extensions));
    if (status === 401) response.setHeader('www-authenticate', 'Bearer realm="modelgraph"');
    sendJson(response, status, door.errorBody(fault, status));
  }
}

function notServed(
  matching: readonly { readonly route: DoorRoute }[],
  response: ServerResponse,
  { method = '' }: IncomingMessage,
): DomainError {
  if (matching.length === 0) return new DomainError('NOT_FOUND', 'Nothing is served at this path; see /openapi.json');
  const allowed = matching.map(({ route }) => (route.method === 'GET' ? 'GET, HEAD' : route.method)).join(', ');
  response.setHeader('allow', allowed);
  return new DomainError('METHOD_NOT_ALLOWED', `${method} is not served at this path: ${allowed}`);
}

function decoded(groups: Readonly<Record<string, string>>): Record<string, string> {
  try {
    return Object.fromEntries(Object.entries(groups).map(([name, text]) => [name, decodeURIComponent(text)]));
  } catch {
    throw new DomainError('VALIDATION_ERROR', 'The path is not well encoded');
  }
}

/** The body; an empty object for none. */
async function jsonBody(request: IncomingMessage): Promise<unknown> {
  const isEmpty = request.headers['content-length'] === '0' || !hasBody(request);
  if (isEmpty) return {};
  const type = request.headers['content-type'] ?? '';
  if (!/^application\/([\w.-]+\+)?json\s*(;|$)/i.test(type)) {
    throw new DomainError('UNSUPPORTED_MEDIA_TYPE', 'Send the body as JSON, with content-type: application/json');
  }
  return readJson(request);
}

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;

function clientErrorOf(error: unknown, logger: Logger): GraphQLFormattedError {
  const [first] = error instanceof OperationError ? error.errors : [];
  return first ?? toClientError(error, logger);
}

/**
 * The status is known once the first event is there, or has failed. When `ending` is aborted the stream ends with its reason, if
 * somebody is there to be told.
 */
async function sendEvents(
  response: ServerResponse,
  events: AsyncIterable<string>,
  door: Door,
  ending: AbortSignal,
  logger: Logger,
): Promise<void> {
  const reader = events[Symbol.asyncIterator]();
  let event = await reader.next();
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' });
  const pinging = setInterval(() => response.write(': ping\n\n'), pingMilliseconds);
  const send = async (text: string): Promise<void> => {
    if (!response.write(`data: ${text}\n\n`)) await once(response, 'drain', { signal: ending });
  };
  try {
    for (; !event.done; event = await reader.next()) {
      ending.throwIfAborted();
      await send(event.value);
    }
  } catch (error) {
    if (response.destroyed) return;
    const fault = clientErrorOf(ending.aborted ? ending.reason : error, logger);
    response.write(`data: ${JSON.stringify(door.errorBody(fault, httpStatusOf(fault)))}\n\n`);
  } finally {
    clearInterval(pinging);
    await reader.return?.();
  }
  response.end();
}
