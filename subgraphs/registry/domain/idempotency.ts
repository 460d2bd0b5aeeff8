/**
 * Idempotency of every mutation. Within 24 hours the same user, operation, key and input get the same answer, and nothing is
 * written again; the same key with another input is a CONFLICT. The record of a request is written in the transaction of its
 * change, so there is no moment in which one exists without the other, and of rivals only one executes.
 *
 * ```ts
 * return once(ports, identity, { operation: 'moveAlias', idempotencyKey, input }, {
 *   async execute(remember) {
 *     const outcome = await store.commit({ …, ...remember({ modelId, alias }) });
 *     if (outcome !== 'COMMITTED') throw conflict(); // whatever the refusal: `once` finds out whether it was a repetition
 *     return alias;
 *   },
 *   repeat: ({ modelId, alias }) => requireAlias(store, modelId, alias),
 * });
 * ```
 * An adapter that writes a transaction of its own puts the record into it with `rememberedWrites` (dynamo-idempotency.ts).
 */
import { createHash } from 'node:crypto';
import type { Identity } from '../../../platform/access.ts';
import { DomainError } from '../../../platform/errors.ts';
import type { RegistryStore, RememberedRequest } from './store.ts';

export interface IdempotencyPorts {
  readonly store: Pick<RegistryStore, 'remembered'>;
  readonly now: () => Date;
}

/** Part of every request that is answered once. */
export interface Keyed {
  readonly idempotencyKey?: string | undefined;
}

/** What a client asked for. Without a key it is executed each time. */
export interface KeyedRequest {
  /** The name of the mutation. */
  readonly operation: string;
  readonly idempotencyKey?: string | undefined;
  /** What must be the same in a repetition: the parsed input, with or without its key. */
  readonly input: object;
}

/**
 * Spread into the commit, it makes the change and the record of the request one. `reference` is all that is kept of the answer:
 * JSON without secrets (seal them, see secrets.ts), enough for `repeat`. Empty when the request has no key.
 */
export type Remember<Reference> = (reference: Reference) => { readonly remembered?: RememberedRequest };

export interface Execution<Answer, Reference> {
  /**
   * Does what was asked. Must commit `remember(…)` even when there is nothing else to write, and throw when that commit is
   * refused; a request that fails is not remembered, and may be sent again.
   */
  execute(remember: Remember<Reference>): Promise<Answer>;
  /** The answer of before. */
  repeat(reference: Reference): Promise<Answer>;
}

const rememberedHours = 24;

/** Executes a request, or answers it as before. Throws CONFLICT for a key that came with another input, and what `execute` throws. */
export async function once<Answer, Reference = unknown>(
  { store, now }: IdempotencyPorts,
  { userId }: Identity,
  { operation, idempotencyKey: key, input }: KeyedRequest,
  { execute, repeat }: Execution<Answer, Reference>,
): Promise<Answer> {
  if (key === undefined) return execute(() => ({}));
  const request = { userId, operation, key, inputDigest: digestOf(input) };
  const earlier = await answeredBefore(store, request);
  if (earlier) return repeat(earlier.result as Reference);
  const expiresAt = new Date(now().getTime() + rememberedHours * 3_600_000).toISOString();
  try {
    return await execute((result) => ({ remembered: { ...request, result, expiresAt } }));
  } catch (error) {
    // The same request may have come in between: what it did is then why this one failed.
    const meanwhile = await answeredBefore(store, request);
    if (meanwhile) return repeat(meanwhile.result as Reference);
    throw error;
  }
}

async function answeredBefore(
  store: IdempotencyPorts['store'],
  request: Pick<RememberedRequest, 'userId' | 'operation' | 'key' | 'inputDigest'>,
): Promise<RememberedRequest | undefined> {
  const earlier = await store.remembered(request);
  if (earlier && earlier.inputDigest !== request.inputDigest) {
    throw new DomainError('CONFLICT', 'The idempotency key was used with another input');
  }
  return earlier;
}

/** Equal for inputs that say the same: the order of keys does not matter, and neither does what is undefined. */
export function digestOf(input: object): string {
  return createHash('sha256').update(canonicalJson(input)).digest('hex');
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_name, part: unknown) => {
    if (part === null || typeof part !== 'object' || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)));
  });
}
