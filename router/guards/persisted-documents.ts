/**
 * Documents that clients name instead of sending them: automatic persisted queries, kept in Redis, and the operator's own list of
 * trusted documents, which may be the only ones that run.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { ApolloServerOptions } from '@apollo/server';
import { type DocumentNode, GraphQLError, parse, print } from 'graphql';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { SetupError } from '../../platform/config.ts';
import type { Logger } from '../../platform/logging.ts';

type PersistedQueryCache = NonNullable<
  Exclude<ApolloServerOptions<never>['persistedQueries'], false | undefined>['cache']
>;

/** Apollo's manifest, as its tools for web, Kotlin and iOS write it. */
const manifestFile = z.object({
  format: z.literal('apollo-persisted-query-manifest'),
  version: z.literal(1),
  operations: z.array(z.object({ id: z.string().min(1), name: z.string(), body: z.string().min(1) })),
});

export interface TrustedManifest {
  /** The text of the operation with this id. */
  find(id: string): string | undefined;
  /** Whether the document is one of the list's, white space and comments aside. */
  holds(document: DocumentNode): boolean;
}

/** Reads the list. Throws `SetupError` when it cannot be read or is none. */
export function readManifest(path: string): TrustedManifest {
  const parsed = manifestFile.safeParse(readJson(path));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new SetupError(
      `The manifest ${path} is not an Apollo persisted query manifest: ${issue?.path.join('.')}: ${issue?.message}`,
    );
  }
  const byId = new Map(parsed.data.operations.map(({ id, body }) => [id, body]));
  const texts = new Set(parsed.data.operations.map(({ id, body }) => print(parsedBody(path, id, body))));
  const known = new WeakMap<DocumentNode, boolean>();
  return {
    find: (id) => byId.get(id),
    holds(document) {
      const isHeld = known.get(document) ?? texts.has(print(document));
      known.set(document, isHeld);
      return isHeld;
    },
  };
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new SetupError(`The manifest ${path} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}

function parsedBody(path: string, id: string, body: string): DocumentNode {
  try {
    return parse(body);
  } catch (error) {
    throw new SetupError(
      `The manifest ${path} has no GraphQL under "${id}": ${error instanceof Error ? error.message : error}`,
    );
  }
}

/** Whatever is not on the operator's list. */
export function untrusted(): GraphQLError {
  return new GraphQLError('Only documents on this router’s list of trusted documents are run', {
    extensions: { code: 'DOCUMENT_NOT_TRUSTED', http: { status: 403 } },
  });
}

const reference = z.object({
  persistedQuery: z.object({ version: z.literal(1), sha256Hash: z.string().min(1).max(200) }),
});

/** An operation with its text, where its request only names it; undefined when no such document is known. */
export type FindDocument = <Text extends NamedOperation>(
  text: Text,
) => Promise<(Text & { readonly query: string }) | undefined>;

export interface NamedOperation {
  /** Absent or empty in a request that names its document. */
  readonly query?: string | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | null | undefined;
}

/** For the ways into the router on which Apollo Server does not look documents up: the same names, for the same documents. */
export function documentFinder(documents: PersistedQueryCache): FindDocument {
  return async (text) => {
    const { query = '', extensions } = text;
    const hash = reference.safeParse(extensions ?? {}).data?.persistedQuery.sha256Hash;
    if (hash === undefined) return { ...text, query };
    const { persistedQuery: _, ...otherExtensions } = extensions ?? {};
    const named = { ...text, extensions: otherExtensions };
    if (!query) {
      const known = await documents.get(`${clientsPrefix}${hash}`);
      return known === undefined ? undefined : { ...named, query: known };
    }
    if (createHash('sha256').update(query).digest('hex') !== hash) {
      throw new GraphQLError('provided sha does not match query', { extensions: { code: 'BAD_REQUEST' } });
    }
    await documents.set(`${clientsPrefix}${hash}`, query);
    return { ...named, query };
  };
}

/** In Apollo's words, on which clients send the text. */
export function unknownDocument(): GraphQLError {
  return new GraphQLError('PersistedQueryNotFound', { extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } });
}

/** What Apollo Server puts before the names of documents. */
const clientsPrefix = 'apq:';
const keySeconds = 24 * 60 * 60;
const largestKept = 64 * 1024;

/**
 * Where Apollo Server finds the text of a named document: on the list first, then among what clients have sent before. While Redis
 * does not answer, names are unknown and clients send the text again.
 */
export function persistedDocuments(
  options: { readonly redis?: Redis | undefined; readonly manifest?: TrustedManifest | undefined },
  logger: Logger,
): PersistedQueryCache {
  const { redis, manifest } = options;
  const orUndefined = async <Value>(work: Promise<Value>): Promise<Value | undefined> => {
    try {
      return await work;
    } catch (error) {
      logger.debug({ err: error }, 'persisted queries: Redis does not answer');
      return undefined;
    }
  };
  const keyOf = (name: string): string => `router:document:${name}`;
  return {
    async get(name) {
      const trusted = manifest?.find(name.startsWith(clientsPrefix) ? name.slice(clientsPrefix.length) : name);
      if (trusted !== undefined || !redis) return trusted;
      return (await orUndefined(redis.get(keyOf(name)))) ?? undefined;
    },
    async set(name, query) {
      if (redis && query.length <= largestKept) await orUndefined(redis.set(keyOf(name), query, 'EX', keySeconds));
    },
    async delete(name) {
      if (redis) await orUndefined(redis.del(keyOf(name)));
    },
  };
}
