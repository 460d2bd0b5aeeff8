/** The accounts that every instance shares, in Redis; while it does not answer, those of this instance, more careful. */
import type { Redis, Result } from 'ioredis';
import type { Logger } from '../../platform/logging.ts';
import {
  type Claim,
  type Expense,
  fitted,
  type LimitedSubject,
  type LimitLedger,
  type Limits,
  leaseMilliseconds,
  limitNames,
  periodsAt,
  refusalOf,
} from './domain/limits.ts';
import { memoryLedger } from './domain/memory-ledger.ts';
import type { RedisConnections } from './redis-connection.ts';
import { reserveScript, settleScript } from './redis-ledger-scripts.ts';

declare module 'ioredis' {
  interface RedisCommander<Context> {
    reserveClaim(keyCount: number, ...keysAndArguments: (string | number)[]): Result<string, Context>;
    settleClaim(keyCount: number, ...keysAndArguments: (string | number)[]): Result<number, Context>;
  }
}

export interface LedgerOptions {
  /** The part of each limit that one instance may use by itself while Redis is away: 0 to 1. */
  readonly shareWithoutRedis: number;
}

/** Longer than a month, whose budget is in the account. */
const accountLifetimeMilliseconds = 40 * 86_400_000;
/** Settlements that wait for Redis to come back. */
const mostWaiting = 10_000;

/** One hash slot holds all accounts, so that a claim on two of them is one script. */
const nameOf = ({ kind, id }: LimitedSubject): string => `modelgraph:{limits}:${kind}:${id}`;
const keysOf = ({ subjects }: Claim): string[] =>
  subjects.flatMap((subject) => [nameOf(subject), `${nameOf(subject)}:leases`]);

/** Claims without subjects are granted without asking. */
export function redisLedger(
  { commands }: RedisConnections,
  { shareWithoutRedis }: LedgerOptions,
  logger: Logger,
): LimitLedger {
  const redis = withScripts(commands);
  /** Knows of all that this instance was granted, by Redis or without: each claim has to fit in here, too. */
  const own = memoryLedger();
  const waiting: { claim: Claim; expense: Expense }[] = [];
  let isAway = false;

  const settleInRedis = async ({ claim, expense }: { claim: Claim; expense: Expense }): Promise<void> => {
    const { slot, day, month } = periodsAt(Date.now());
    const keys = keysOf(claim);
    const used = [expense.tokens, expense.cost, accountLifetimeMilliseconds];
    await redis.settleClaim(keys.length, ...keys, slot, day, month, leaseOf(claim), ...used);
  };

  const settleWaiting = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      try {
        await settleInRedis(next);
      } catch {
        waiting.unshift(next);
        return;
      }
    }
  };

  const answers = (): void => {
    if (isAway) logger.info('limits are counted for all instances again');
    isAway = false;
    if (waiting.length > 0) void settleWaiting();
  };

  const reserveAlone = async (claim: Claim, cause: unknown) => {
    if (!isAway) logger.warn({ err: cause }, 'limits are counted by this instance alone: Redis does not answer');
    isAway = true;
    const subjects = claim.subjects.map(({ limits, ...subject }) => ({
      ...subject,
      limits: scaled(limits, shareWithoutRedis),
    }));
    own.release(claim);
    const refusal = await own.reserve(fitted({ ...claim, subjects }));
    // Redis may have granted it all the same, only too late to say so.
    if (refusal) void settleInRedis({ claim, expense: { tokens: 0, cost: 0 } }).catch(() => undefined);
    return refusal;
  };

  return {
    async reserve(claim) {
      if (claim.subjects.length === 0) return undefined;
      // Who is over the limit here is so everywhere, and need not be asked for.
      const ownRefusal = await own.reserve(claim);
      if (ownRefusal) return ownRefusal;
      let refused: string;
      try {
        refused = await reserveIn(redis, claim);
      } catch (error) {
        return reserveAlone(claim, error);
      }
      answers();
      if (refused === '') return undefined;
      own.release(claim);
      const [subjectNumber, limitNumber, used, ...slots] = refused.split(',').map(Number);
      const subject = claim.subjects[(subjectNumber ?? 1) - 1];
      const name = limitNames[(limitNumber ?? 1) - 1];
      if (!subject || !name) throw new Error('The accounts in Redis refused a claim without saying why');
      return refusalOf(claim, subject, name, { used: used ?? 0, slots });
    },

    async settle(claim, expense) {
      if (claim.subjects.length === 0) return;
      await own.settle(claim, expense);
      try {
        await settleInRedis({ claim, expense });
      } catch {
        waiting.push({ claim, expense });
        if (waiting.length > mostWaiting) waiting.shift();
      }
    },
  };
}

function withScripts(redis: Redis): Redis {
  redis.defineCommand('reserveClaim', { lua: reserveScript });
  redis.defineCommand('settleClaim', { lua: settleScript });
  return redis;
}

function reserveIn(redis: Redis, claim: Claim): Promise<string> {
  const { slot, day, month } = periodsAt(claim.at);
  const keys = keysOf(claim);
  return redis.reserveClaim(
    keys.length,
    ...keys,
    ...[claim.at, slot, day, month, claim.at + leaseMilliseconds, leaseOf(claim)],
    ...[claim.tokens, claim.cost, Number(claim.isStream), accountLifetimeMilliseconds],
    ...claim.subjects.flatMap(({ limits }) => limitNames.map((name) => limits[name] ?? '')),
  );
}

function leaseOf({ id, cost, tokens, isStream, at }: Claim): string {
  return [id, cost, tokens, Number(isStream), periodsAt(at).slot].join('|');
}

function scaled(limits: Limits, share: number): Limits {
  return Object.fromEntries(
    limitNames.flatMap((name) => {
      const limit = limits[name];
      return limit === undefined ? [] : [[name, limit === 0 ? 0 : Math.max(1, Math.floor(limit * share))]];
    }),
  );
}
