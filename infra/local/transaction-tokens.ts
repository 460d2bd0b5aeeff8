/** Remembers for ten minutes, over restarts, which transactions were applied, so that a retry does not apply one again. */
import type { Level, LevelOperation } from './dynalite-internals.ts';

export interface TransactionTokens {
  /** The digest of the payload that this token was applied with, unless it is too old. */
  find(token: string): string | undefined;
  /** Remembers the token once `write` has written what it is given, the transaction's own writes with it, as one batch. */
  remember(token: string, payload: string, write: (operations: LevelOperation[]) => Promise<void>): Promise<void>;
}

interface AppliedTransaction {
  readonly payload: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

const lifetime = 10 * 60 * 1000;
const prefix = 'transaction-token~';

export async function loadTransactionTokens(level: Level): Promise<TransactionTokens> {
  const applied = new Map<string, AppliedTransaction>(await readAll(level));
  return {
    find(token) {
      const transaction = applied.get(token);
      return transaction && transaction.expiresAt > Date.now() ? transaction.payload : undefined;
    },
    async remember(token, payload, write) {
      const now = Date.now();
      const transaction: AppliedTransaction = { payload, expiresAt: now + lifetime };
      const expired = expiredBefore(now, applied);
      await write([
        ...expired.map((old): LevelOperation => ({ type: 'del', key: prefix + old })),
        { type: 'put', key: prefix + token, value: transaction },
      ]);
      for (const old of [...expired, token]) applied.delete(old);
      applied.set(token, transaction);
    },
  };
}

function expiredBefore(now: number, applied: ReadonlyMap<string, AppliedTransaction>): string[] {
  const tokens: string[] = [];
  // Oldest first, for a map keeps the order of insertion.
  for (const [token, { expiresAt }] of applied) {
    if (expiresAt > now) break;
    tokens.push(token);
  }
  return tokens;
}

async function readAll(level: Level): Promise<[string, AppliedTransaction][]> {
  const iterator = level.iterator({ gte: prefix, lt: `${prefix}\uffff` });
  const entries: [string, AppliedTransaction][] = [];
  for (let chunk = await iterator.nextv(1000); chunk.length > 0; chunk = await iterator.nextv(1000)) {
    for (const [key, value] of chunk) entries.push([key.slice(prefix.length), value as AppliedTransaction]);
  }
  await iterator.close();
  return entries.sort(([, first], [, second]) => first.expiresAt - second.expiresAt);
}
