/** Who calls: an API key, a token of an identity provider, or the token of one of the platform's own machines. */
import { hash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { decodeJwt } from 'jose';
import { LRUCache } from 'lru-cache';
import type { Identity } from '../platform/access.ts';
import { type ApiKeyRecord, type ApiKeyStore, useMarkMilliseconds } from '../platform/dynamo-api-keys.ts';
import { DomainError } from '../platform/errors.ts';
import { type IdentityTokens, platformIssuer } from '../platform/identity.ts';
import type { Logger } from '../platform/logging.ts';
import type { VerifyJwt } from './json-web-tokens.ts';

export interface Credentials {
  readonly apiKey?: string;
  /** A JSON Web Token, sent as `Authorization: Bearer …`. */
  readonly bearerToken?: string;
}

/** The identity behind `credentials`. Throws UNAUTHENTICATED, or REGISTRY_UNAVAILABLE when keys cannot be checked. */
export type Authenticate = (credentials: Credentials) => Promise<Identity>;

/** How long a key is believed without asking again: a revoked key is refused this much later. */
const freshMilliseconds = 1_000;
/** How long a key known to be good is believed while the key store does not answer. */
const staleMilliseconds = 5 * 60_000;
/** Keys of ours are far shorter; what is longer is not worth a look-up. */
const longestKey = 256;
/** Three parts, the first of which is a JSON object (RFC 7515, 7.1): no API key has dots. */
const jsonWebToken = /^eyJ[\w-]*\.[\w-]*\.[\w-]*$/;
const cachedKeys = 10_000;
/** Apart from the good keys, so that guessing cannot evict them. */
const cachedRefusals = 1_000;

interface CachedRecord {
  readonly record: ApiKeyRecord;
  /** When the store said so. */
  readonly readAt: number;
  /** When to ask again. */
  readonly freshUntil: number;
}

export function authenticator(
  apiKeys: Pick<ApiKeyStore, 'find' | 'markUsed'>,
  tokens: IdentityTokens,
  logger: Logger,
  verifyJwt?: VerifyJwt,
): Authenticate {
  const known = new LRUCache<string, CachedRecord>({ max: cachedKeys, ttl: staleMilliseconds });
  const unknown = new LRUCache<string, true>({ max: cachedRefusals, ttl: freshMilliseconds });
  const underway = new Map<string, Promise<ApiKeyRecord | undefined>>();
  /** Keys whose use was written down within the last minute, by this router at least. */
  const marked = new LRUCache<string, true>({ max: cachedKeys, ttl: useMarkMilliseconds });

  const readRecord = async (apiKey: string, digest: string): Promise<ApiKeyRecord | undefined> => {
    const cached = known.get(digest);
    try {
      const record = await apiKeys.find(apiKey);
      const now = Date.now();
      if (record) known.set(digest, { record, readAt: now, freshUntil: now + freshMilliseconds });
      else {
        known.delete(digest);
        unknown.set(digest, true);
      }
      return record;
    } catch (cause) {
      const now = Date.now();
      if (!cached || now - cached.readAt > staleMilliseconds) {
        throw new DomainError('REGISTRY_UNAVAILABLE', 'API keys cannot be checked at the moment; try again', {
          cause,
        });
      }
      logger.warn({ err: cause }, 'the key store does not answer; going on with what it said before');
      const { record, readAt } = cached;
      const ttl = staleMilliseconds - (now - readAt);
      known.set(digest, { record, readAt, freshUntil: now + freshMilliseconds }, { ttl: Math.max(1, ttl) });
      return record;
    }
  };

  /** Nobody waits for it; what is not written now is written with a later use. */
  const noteUse = (apiKey: string, digest: string): void => {
    if (marked.has(digest)) return;
    marked.set(digest, true);
    apiKeys.markUsed(apiKey).catch((error) => logger.debug({ err: error }, 'the use of a key could not be noted'));
  };

  const findRecord = (apiKey: string, digest: string): Promise<ApiKeyRecord | undefined> | ApiKeyRecord | undefined => {
    if (unknown.has(digest)) return undefined;
    const cached = known.get(digest);
    if (cached && Date.now() < cached.freshUntil) return cached.record;
    const reading = underway.get(digest) ?? readRecord(apiKey, digest).finally(() => underway.delete(digest));
    underway.set(digest, reading);
    return reading;
  };

  return async ({ apiKey, bearerToken }) => {
    if (apiKey) {
      if (apiKey.length > longestKey) return identityOf(undefined);
      const digest = digestOf(apiKey);
      const identity = identityOf(await findRecord(apiKey, digest));
      noteUse(apiKey, digest);
      return identity;
    }
    if (bearerToken) return (isForeign(bearerToken) && verifyJwt ? verifyJwt : tokens.verify)(bearerToken);
    throw new DomainError('UNAUTHENTICATED', 'No API key was sent: send it as X-API-Key');
  };
}

/** Whether somebody else claims to have issued the token. What it says is believed only once its signature is checked. */
function isForeign(token: string): boolean {
  try {
    return decodeJwt(token).iss !== platformIssuer;
  } catch {
    return false;
  }
}

function digestOf(apiKey: string): string {
  return hash('sha256', apiKey, 'base64');
}

function identityOf(record: ApiKeyRecord | undefined): Identity {
  if (!record) throw new DomainError('UNAUTHENTICATED', 'The API key is not known');
  if (record.revokedAt) throw new DomainError('UNAUTHENTICATED', 'The API key has been revoked');
  if (record.expiresOn && !(Date.parse(record.expiresOn) > Date.now())) {
    throw new DomainError('UNAUTHENTICATED', 'The API key has expired');
  }
  return record.identity;
}

/** The credentials of an HTTP request. */
export function credentialsInHeaders(headers: IncomingHttpHeaders): Credentials {
  return credentialsOf((name) => headers[name]);
}

/**
 * The credentials of a WebSocket: `x-api-key`, `apiKey` or `authorization`, in any letter case, among the connection
 * parameters or under their `headers`.
 */
export function credentialsInConnectionParams(params: Readonly<Record<string, unknown>> | undefined): Credentials {
  const headers = Object.entries(params ?? {}).find(([name]) => name.toLowerCase() === 'headers')?.[1];
  const nested = typeof headers === 'object' && headers !== null ? credentialsAmong({ ...headers }) : {};
  return { ...nested, ...credentialsAmong(params ?? {}) };
}

function credentialsAmong(values: Readonly<Record<string, unknown>>): Credentials {
  const texts = Object.entries(values).filter(([, value]) => typeof value === 'string' && value.trim());
  const named = new Map(texts.map(([name, value]) => [name.toLowerCase(), value]));
  return credentialsOf((name) => named.get(name));
}

/** `said`: under a name in lower case. */
function credentialsOf(said: (name: string) => unknown): Credentials {
  const named = (name: string): string | undefined => {
    const value = said(name);
    return (typeof value === 'string' && value.trim()) || undefined;
  };
  const bearer = named('authorization')?.match(/^bearer\s+(\S+)$/i)?.[1];
  const isToken = bearer !== undefined && jsonWebToken.test(bearer);
  // Clients of OpenAI's API send their key as a bearer token.
  const apiKey = named('x-api-key') ?? named('apikey') ?? (isToken ? undefined : bearer);
  return { ...(apiKey && { apiKey }), ...(bearer && isToken && { bearerToken: bearer }) };
}

/** Asks again whether credentials are good: the same function for the same credentials, so that they are asked for once. */
export type StillAllowed = (credentials: Credentials) => () => Promise<Identity>;

export function askingAgain(authenticate: Authenticate): StillAllowed {
  const checks = new LRUCache<string, () => Promise<Identity>>({ max: cachedKeys });
  return (credentials) => {
    const { apiKey, bearerToken } = credentials;
    const key = hash('sha256', JSON.stringify([apiKey, bearerToken]), 'base64');
    const check = checks.get(key) ?? (() => authenticate(credentials));
    checks.set(key, check);
    return check;
  };
}
