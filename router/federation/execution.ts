/** One operation under way: what has come so far, and what went wrong. */
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { DomainError } from '../../platform/errors.ts';
import type { Variables } from './conditions.ts';
import type { Data, ResultPath } from './data.ts';
import type { SendToSubgraph, SubgraphAnswer, SubgraphRequest } from './subgraph.ts';

export interface Execution {
  readonly send: SendToSubgraph;
  readonly signal: AbortSignal | undefined;
  /** With the defaults of those the client left out. */
  readonly variables: Variables;
  /** Everything fetched so far, keys and all. */
  readonly data: Data;
  readonly errors: FetchError[];
  /** Entities that were asked for, by what was asked. */
  readonly entities: Map<string, { readonly answer: Promise<EntitiesAnswer>; readonly index: number }>;
}

/** The entities of one `_entities` field, in the order of their representations. */
export interface EntitiesAnswer {
  readonly entities: readonly unknown[];
  /** By the index of the entity; with paths that begin within it. */
  readonly errors: ReadonlyMap<number, readonly GraphQLFormattedError[]>;
}

export interface FetchError {
  readonly error: GraphQLError;
  /** The parts of the result that are missing for it. */
  readonly missing: readonly ResultPath[];
}

/** Part of a plan, ready to run. It never rejects: what goes wrong is in `errors`. */
export type Step = (execution: Execution) => Promise<void>;

/** Throws a `DomainError` when there is no answer. */
export function fetchFrom(
  { send, signal }: Execution,
  service: string,
  request: SubgraphRequest,
): Promise<SubgraphAnswer> {
  if (signal?.aborted) throw new DomainError('INTERNAL_SERVER_ERROR', 'The client has left');
  return send(service, request);
}

/** A subgraph did not answer. Where one place is missing for it, the error names it. */
export function noteFailure({ errors }: Execution, error: unknown, missing: readonly ResultPath[]): void {
  const originalError = error instanceof Error ? error : new Error(String(error));
  const [path, ...more] = missing;
  const isOnePlace = path && path.length > 0 && more.length === 0 && !path.includes('@');
  const located = new GraphQLError(originalError.message, { originalError, ...(isOnePlace && { path }) });
  errors.push({ error: located, missing });
}

/** A subgraph answered with an error. `path` is in terms of the client's result. */
export function noteRefusal(
  { errors }: Execution,
  service: string,
  { message, extensions }: GraphQLFormattedError,
  path: readonly (string | number)[] | undefined,
  missing: readonly ResultPath[] = path ? [path] : [],
): void {
  const error = new GraphQLError(message || 'The subgraph answered with an error', {
    path,
    extensions: { ...extensions, service },
  });
  errors.push({ error, missing });
}
