/** Idempotency keys: the same key and request again get the stored answer. */
import { hash } from 'node:crypto';
import { DomainError } from '../../../platform/errors.ts';

export interface AnswerKey {
  readonly userId: string;
  readonly idempotencyKey: string;
  /** Names the request's content. */
  readonly payloadHash: string;
}

export type AnswerClaim =
  | { readonly kind: 'MINE' }
  | { readonly kind: 'IN_PROGRESS' }
  | { readonly kind: 'OTHER_PAYLOAD' }
  | { readonly kind: 'ANSWERED'; readonly answer: string };

/** The port to the store of answers. Throws nothing: while it cannot be reached, every claim is the caller's. */
export interface AnswerStore {
  /** Takes the key, or says why not. A claim that is neither kept nor released ends by itself after some minutes. */
  claim(key: AnswerKey): Promise<AnswerClaim>;
  /** Stores the answer for 24 hours. */
  keep(key: AnswerKey, answer: string): Promise<void>;
  /** Gives the key back, since there is no answer. */
  release(key: AnswerKey): Promise<void>;
}

export function answerKey(userId: string, idempotencyKey: string, payload: object): AnswerKey {
  const payloadHash = hash('sha256', JSON.stringify(payload), 'hex');
  return { userId, idempotencyKey, payloadHash };
}

/** The stored answer, or undefined when the caller is to make one. Throws CONFLICT. */
export async function claimAnswer(store: AnswerStore, key: AnswerKey): Promise<string | undefined> {
  const claim = await store.claim(key);
  switch (claim.kind) {
    case 'MINE':
      return undefined;
    case 'ANSWERED':
      return claim.answer;
    case 'IN_PROGRESS':
      throw new DomainError('CONFLICT', 'A request with this idempotency key is still being answered', {
        extensions: { retryAfterSeconds: 1 },
      });
    case 'OTHER_PAYLOAD':
      throw new DomainError('CONFLICT', 'This idempotency key was used for another request');
  }
}

/** How answers are kept as text. */
export interface AnswerForm<Answer> {
  readonly write: (answer: Answer) => string;
  /** Throws when the caller may no longer have the answer. */
  readonly read: (stored: string) => Answer;
}

/** Makes the answer, or gives the one stored under `key`; without a key it is only made. Throws CONFLICT, and what `make` throws. */
export async function answeredOnce<Answer>(
  store: AnswerStore,
  key: AnswerKey | undefined,
  { write, read }: AnswerForm<Answer>,
  make: () => Promise<Answer>,
): Promise<Answer> {
  if (key === undefined) return make();
  const known = await claimAnswer(store, key);
  if (known !== undefined) return read(known);
  try {
    const answer = await make();
    await store.keep(key, write(answer));
    return answer;
  } catch (error) {
    await store.release(key);
    throw error;
  }
}
