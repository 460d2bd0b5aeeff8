/**
 * What ways into a server besides GraphQL have in common: paths, methods, who calls, bodies, streams, and errors in the form that
 * the way's clients know.
 */
import { once } from 'node:events';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { GraphQLFormattedError } from 'graphql';
import type { Identity } from './access.ts';
import { DomainError } from './errors.ts';
import { httpStatusOf, toClientError } from './graphql-errors.ts';
import { type CreateContext, sendJson, setHeaders } from './http-server.ts';
import { limitHeaders } from './limit-headers.ts';
import type { Logger } from './logging.ts';
import type { OperationsUnderWay } from './operations-under-way.ts';
import { discardBody, readJson } from './request-body.ts';

export interface DoorRequest<Context> {
  /** What stands in the path where the route has a name in braces, decoded. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** Parsed JSON; undefined for GET. */
  readonly body: unknown;
  readonly context: Context;
}

/** JSON, or server-sent events (HTML Living Standard, 9.2): the texts of their `data`. */
export type DoorAnswer =
  | { readonly status: number; readonly body: unknown; readonly headers?: Readonly<Record<string, string>> }
  | { readonly events: AsyncIterable<string> };

export interface DoorRoute<Context> {
  readonly method: 'GET' | 'POST';
  /** As in `/models/{id}`, after the door's prefix. */
  readonly path: string;
  readonly handle: (request: DoorRequest<Context>) => Promise<DoorAnswer>;
}

export interface Door<Context> {
  /** What all its paths begin with, as in `/api/v1`. */
  readonly prefix: string;
  readonly routes: readonly DoorRoute<Context>[];
  /** An error as its clients read it. */
  readonly errorBody: (error: GraphQLFormattedError, status: number) => unknown;
}

/** A client that may leave before its answer is complete. */
export interface Leaving {
  /** Aborted when it does; with a reason, when it is there and to be told why its answer ends. */
  readonly leaving: AbortController;
  hasLeft(): boolean;
}

/** Whom the router of this process has let in. */
export interface AdmittedClient extends Leaving {
  readonly identity: Identity;
}

/** Answers a request; undefined, and nothing done, when its path is none of a door's. `named` is told the route. */
export type AnswerAtDoor = (
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  named: (route: string) => void,
  admitted?: AdmittedClient,
) => Promise<void> | undefined;

export interface DoorOptions<Context> {
  /** What it throws is answered as an error. */
  readonly createContext: CreateContext<Context>;
  /** Of errors that are as clients may see them already; undefined for any other. */
  readonly knownError?: (error: unknown) => GraphQLFormattedError | undefined;
  /** Counts what is being answered, and ends it when the server stops. */
  readonly underWay?: OperationsUnderWay;
  readonly logger: Logger;
}

const pingMilliseconds = 15_000;
/** How long a stream that was ended may take to be read to its end. */
const lastWordsMilliseconds = 1_000;

interface CompiledRoute<Context> {
  readonly route: DoorRoute<Context>;
  readonly pattern: RegExp;
}

export function serveDoors<Context>(doors: readonly Door<Context>[], options: DoorOptions<Context>): AnswerAtDoor {
  const compiled = doors.map((door) => ({
    door,
    routes: door.routes.map((route) => ({ route, pattern: patternOf(door.prefix + route.path) })),
  }));
  return (request, response, url, named, admitted) => {
    const entered = compiled.find(({ door }) => url.pathname.startsWith(`${door.prefix}/`));
    if (!entered) return undefined;
    const matching = entered.routes.filter(({ pattern }) => pattern.test(url.pathname));
    named(entered.door.prefix + (matching[0]?.route.path ?? ''));
    const { door } = entered;
    return answer(request, response, { url, door, matching, client: admitted ?? leavingOf(response) }, options);
  };
}

/** Names in braces match anything but a slash. */
function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
}

interface Entry<Context> {
  readonly url: URL;
  readonly door: Door<Context>;
  /** The routes at the path, whatever their methods. */
  readonly matching: readonly CompiledRoute<Context>[];
  readonly client: Leaving | AdmittedClient;
}

async function answer<Context>(
  request: IncomingMessage,
  response: ServerResponse,
  { url, door, matching, client }: Entry<Context>,
  options: DoorOptions<Context>,
): Promise<void> {
  const { createContext, underWay, logger } = options;
  const clientError = (error: unknown) => options.knownError?.(error) ?? toClientError(error, logger);
  const { leaving, hasLeft } = client;
  try {
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    const chosen = matching.find(({ route }) => route.method === method);
    if (!chosen) throw notServed(matching, response, request);
    const context = await createContext({
      headers: request.headers,
      ...('identity' in client && { identity: client.identity }),
      signal: leaving.signal,
      cancel: () => leaving.abort(),
      tell: (told) => setHeaders(response, told),
    });
    const body = method === 'POST' ? await jsonBody(request) : undefined;
    if (hasLeft()) return;
    // Before anything is done for it: what is refused because the server stops has taken nothing.
    underWay?.begin(leaving);
    response.on('close', () => underWay?.ended(leaving));
    const answered = await chosen.route.handle({
      path: decoded(chosen.pattern.exec(url.pathname)?.groups ?? {}),
      query: url.searchParams,
      headers: request.headers,
      body,
      context,
    });
    if ('events' in answered) {
      await sendEvents(response, answered.events, leaving.signal, (error) => {
        const fault = clientError(error);
        return JSON.stringify(door.errorBody(fault, httpStatusOf(fault)));
      });
    } else {
      if (answered.headers) setHeaders(response, answered.headers);
      sendJson(response, answered.status, answered.body);
    }
  } catch (error) {
    discardBody(request);
    if (hasLeft() || response.headersSent) return void response.destroy();
    refuse(response, clientError(whyEnded(leaving.signal) ?? error), door.errorBody);
  }
}

/** Why somebody who is still there gets no answer, when that was said. */
function whyEnded({ reason }: AbortSignal): DomainError | undefined {
  return reason instanceof DomainError ? reason : undefined;
}

/** Who waits for `response`. */
export function leavingOf(response: ServerResponse): Leaving {
  const leaving = new AbortController();
  let left = false;
  response.on('close', () => {
    left = !response.writableFinished;
    if (left) leaving.abort();
  });
  return { leaving, hasLeft: () => left };
}

/** Answers with an error as the door's clients read it. */
export function refuse(
  response: ServerResponse,
  fault: GraphQLFormattedError,
  errorBody: Door<unknown>['errorBody'],
): void {
  const status = httpStatusOf(fault);
  setHeaders(response, limitHeaders(fault.extensions));
  if (status === 401) response.setHeader('www-authenticate', 'Bearer realm="modelgraph"');
  sendJson(response, status, errorBody(fault, status));
}

function notServed<Context>(
  matching: readonly CompiledRoute<Context>[],
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

/**
 * The status is known once the first event is there, or has failed. When `ending` is aborted the stream ends with its reason, if
 * somebody is there to be told.
 */
async function sendEvents(
  response: ServerResponse,
  events: AsyncIterable<string>,
  ending: AbortSignal,
  errorText: (error: unknown) => string,
): Promise<void> {
  const reader = events[Symbol.asyncIterator]();
  let event = await reader.next();
  response.writeHead(200, { 'content-type': eventStreamType, 'x-accel-buffering': 'no' });
  const pinging = setInterval(() => response.write(': ping\n\n'), pingMilliseconds);
  try {
    for (; !event.done; event = await reader.next()) {
      ending.throwIfAborted();
      if (!response.write(`data: ${event.value}\n\n`)) await once(response, 'drain', { signal: ending });
    }
  } catch (error) {
    if (response.destroyed) return;
    response.write(`data: ${errorText(ending.aborted ? ending.reason : error)}\n\n`);
  } finally {
    clearInterval(pinging);
    await reader.return?.();
  }
  response.end();
  // Who was told to go and does not read that would keep the server from stopping.
  if (ending.aborted) setTimeout(() => response.destroy(), lastWordsMilliseconds).unref();
}

/** Of server-sent events. */
export const eventStreamType = 'text/event-stream; charset=utf-8';
