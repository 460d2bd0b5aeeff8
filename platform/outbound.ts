/**
 * HTTP to addresses that users have named. Such a request must not reach what only this machine or its network can see
 * (server-side request forgery), so every address is checked as the connection is made: a name that resolves to something
 * else the second time gains nothing. Redirects are not followed.
 */
import { type LookupAddress, lookup as resolveName } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { Agent, buildConnector, type Dispatcher, errors, fetch, request } from 'undici';
import type { SignRequest } from './function-url-signature.ts';

export interface OutboundOptions {
  /** Lets private and loopback addresses be reached; link-local ones, where clouds keep credentials, never are. */
  readonly allowPrivate: boolean;
  /** Adds what lets the request in, where that depends on all of it. */
  readonly sign?: SignRequest;
}

export interface OutboundRequest {
  readonly method: 'GET' | 'POST';
  /** Sent as JSON. */
  readonly body?: unknown;
  /** JSON to be sent as it is, in place of `body`. */
  readonly text?: string;
  /** Further headers. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** For all of it, to the last byte of the answer. */
  readonly timeoutMilliseconds: number;
  /** A larger answer is refused. */
  readonly largestAnswerBytes: number;
}

export interface OutboundAnswer {
  readonly status: number;
  readonly text: string;
}

export type OutboundFailure = 'REFUSED' | 'TIMEOUT' | 'UNREACHABLE' | 'TOO_LARGE';

/** A request without an answer. The message names no address. */
export class OutboundError extends Error {
  readonly kind: OutboundFailure;

  constructor(kind: OutboundFailure, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'OutboundError';
    this.kind = kind;
  }
}

export interface Outbound {
  /** Throws `OutboundError`, or the signal's reason when the caller has left. */
  send(url: string, request: OutboundRequest): Promise<OutboundAnswer>;
  /** For clients that send by themselves: its connections are guarded in the same way. Redirects are theirs not to follow. */
  readonly dispatcher: Dispatcher;
  /** The standard function, for libraries that speak a protocol of their own. Throws what it does, and `OutboundError`. */
  fetch(url: string | URL, init?: RequestInit): Promise<Response>;
  close(): Promise<void>;
}

export function outboundHttp({ allowPrivate, sign = unsigned }: OutboundOptions): Outbound {
  const dispatcher = new Agent({ connect: guardedConnector(allowPrivate), keepAliveTimeout: 30_000 });
  return {
    dispatcher,
    async send(url, { method, body, text, headers, signal, timeoutMilliseconds, largestAnswerBytes }) {
      const json = text ?? (body === undefined ? undefined : JSON.stringify(body));
      const target = parseTarget(url);
      const deadline = AbortSignal.timeout(timeoutMilliseconds);
      try {
        const named = {
          accept: 'application/json',
          ...(json !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        };
        const answer = await request(target, {
          dispatcher,
          method,
          headers: await sign({ method, url: target, body: json, headers: named }),
          body: json ?? null,
          signal: AbortSignal.any([signal, deadline]),
        });
        const chunks: Buffer[] = [];
        let size = 0;
        for await (const chunk of answer.body as AsyncIterable<Buffer>) {
          size += chunk.length;
          if (size > largestAnswerBytes) throw new OutboundError('TOO_LARGE', 'The answer is too large');
          chunks.push(chunk);
        }
        return { status: answer.statusCode, text: Buffer.concat(chunks).toString('utf8') };
      } catch (error) {
        signal.throwIfAborted();
        throw toOutboundError(error, deadline);
      }
    },
    async fetch(url, init = {}) {
      parseTarget(String(url));
      const redirect = init.redirect === 'manual' ? 'manual' : 'error';
      const guarded = { ...init, dispatcher, redirect } as Parameters<typeof fetch>[1];
      return (await fetch(url, guarded)) as unknown as Response;
    },
    // Streams of events would otherwise hold it open.
    close: () => dispatcher.destroy(),
  };
}

const unsigned: SignRequest = async ({ headers }) => headers;

function parseTarget(url: string): URL {
  const target = URL.parse(url);
  if (!target) throw new OutboundError('REFUSED', 'The address is not a URL');
  if (target.protocol !== 'http:' && target.protocol !== 'https:') {
    throw new OutboundError('REFUSED', 'Only http and https addresses are asked');
  }
  if (target.username || target.password) throw new OutboundError('REFUSED', 'The address must hold no credentials');
  return target;
}

function toOutboundError(error: unknown, deadline: AbortSignal): OutboundError {
  if (error instanceof OutboundError) return error;
  const isTimeout =
    deadline.aborted || error instanceof errors.ConnectTimeoutError || error instanceof errors.HeadersTimeoutError;
  if (isTimeout) return new OutboundError('TIMEOUT', 'There was no answer in time', error);
  return new OutboundError('UNREACHABLE', 'The address does not answer', error);
}

/**
 * Why nothing may be sent to an address, as far as it tells by itself: no http or https, credentials in it, or a numeric host that
 * may not be asked. Undefined when it may; what a name stands for is checked at each connection.
 */
export function faultOfUrl(url: string, { allowPrivate }: OutboundOptions): string | undefined {
  try {
    const host = parseTarget(url).hostname.replace(/^\[|\]$/g, '');
    const isRefused = (isIP(host) && !isAllowedAddress(host, allowPrivate)) || (!allowPrivate && isLocalName(host));
    return isRefused ? refusal().message : undefined;
  } catch (error) {
    if (error instanceof OutboundError) return error.message;
    throw error;
  }
}

const isLocalName = (host: string): boolean => host === 'localhost' || host.endsWith('.localhost');

const refusal = () => new OutboundError('REFUSED', 'The address is not one that may be asked');

/** Every connection passes here: a literal address is checked as it stands, a name once it is resolved. */
function guardedConnector(allowPrivate: boolean): buildConnector.connector {
  const lookup: LookupFunction = (hostname, options, done) => {
    resolveName(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      const [first] = addresses ?? [];
      if (error || !first) return done(error ?? refusal(), '');
      if (addresses.some(({ address }) => !isAllowedAddress(address, allowPrivate))) return done(refusal(), '');
      if (options.all) done(null, addresses);
      else done(null, first.address, first.family);
    });
  };
  const connect = buildConnector({ lookup, timeout: 5_000 });
  return (options, done) => {
    const host = options.hostname.replace(/^\[|\]$/g, '');
    if (isIP(host) && !isAllowedAddress(host, allowPrivate)) return done(refusal(), null);
    connect(options, done);
  };
}

const privateRanges = ['private', 'loopback', 'uniqueLocal', 'carrierGradeNat'];
/** Instance metadata of AWS over IPv6; over IPv4 it is link-local. */
const metadataAddress = 'fd00:ec2::254';

/** Whether a numeric address may be connected to. An IPv4 address written as an IPv6 one is what it stands for. */
export function isAllowedAddress(address: string, allowPrivate: boolean): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (parsed.toString() === metadataAddress) return false;
  const range = parsed.range();
  return range === 'unicast' || (allowPrivate && privateRanges.includes(range));
}
