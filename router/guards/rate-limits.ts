/** How often a caller may ask, by its tier: counted per key over all routers, in Redis. */
import type { Redis } from 'ioredis';
import { LRUCache } from 'lru-cache';
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { type Identity, type Tier, tiers } from '../../platform/access.ts';
import { DomainError } from '../../platform/errors.ts';
import { type RateLimitState, windowSeconds } from '../../platform/limit-headers.ts';

/** Operations a minute; the platform's own callers are not counted. */
export type LimitedTier = Exclude<Tier, 'INTERNAL'>;
export const limitedTiers = tiers.filter((tier): tier is LimitedTier => tier !== 'INTERNAL');
export type RateLimits = Readonly<Record<LimitedTier, number>>;

export const defaultRateLimits: RateLimits = { FREE: 300, STANDARD: 6_000, PREMIUM: 60_000 };

/** Counts one operation. Undefined for callers without a limit. Throws RATE_LIMITED, with the state in its extensions. */
export type CountOperation = (identity: Identity) => Promise<RateLimitState | undefined>;

/** A router takes this share of a limit at once and counts it down by itself: Redis is asked once for many operations. */
const shareOfLimit = 1 / 50;
const countedCallers = 50_000;

interface Share {
  left: number;
  readonly state: RateLimitState;
  readonly until: number;
}

/** Without Redis, or while it does not answer, each router counts for itself. */
export function rateLimits(limits: RateLimits, redis?: Redis): CountOperation {
  const limiters = new Map<Tier, RateLimiterAbstract>(
    limitedTiers.map((tier) => [tier, limiter(tier, limits[tier], redis)]),
  );
  const shares = new LRUCache<string, Share>({ max: countedCallers });
  const underway = new Map<string, Promise<Share>>();

  return async (identity) => {
    const { tier } = identity;
    const counting = limiters.get(tier);
    if (tier === 'INTERNAL' || !counting) return undefined;
    const limit = limits[tier];
    const caller = callerKey(identity);
    for (;;) {
      const share = shares.get(caller);
      if (share && share.left > 0 && Date.now() < share.until) {
        share.left -= 1;
        return { ...share.state, remaining: share.state.remaining + share.left };
      }
      const taking = underway.get(caller) ?? takeShare(counting, caller, limit).finally(() => underway.delete(caller));
      underway.set(caller, taking);
      shares.set(caller, await taking);
    }
  };
}

async function takeShare(counting: RateLimiterAbstract, caller: string, limit: number): Promise<Share> {
  const points = Math.max(1, Math.floor(limit * shareOfLimit));
  try {
    const { remainingPoints, msBeforeNext } = await counting.consume(caller, points);
    const state = { limit, remaining: remainingPoints, resetSeconds: Math.ceil(msBeforeNext / 1000) };
    return { left: points, state, until: Date.now() + msBeforeNext };
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    const retryAfterSeconds = Math.max(1, Math.ceil(error.msBeforeNext / 1000));
    throw new DomainError(
      'RATE_LIMITED',
      `The key may ask ${limit} times a minute; try again in ${retryAfterSeconds} s`,
      {
        extensions: { retryAfterSeconds, rateLimit: { limit, remaining: 0, resetSeconds: retryAfterSeconds } },
      },
    );
  }
}

function limiter(tier: Tier, points: number, redis: Redis | undefined): RateLimiterAbstract {
  const inMemory = new RateLimiterMemory({ points, duration: windowSeconds });
  if (!redis) return inMemory;
  return new RateLimiterRedis({
    storeClient: redis,
    keyPrefix: `router:rate:${tier}`,
    points,
    duration: windowSeconds,
    insuranceLimiter: inMemory,
    rejectIfRedisNotReady: true,
  });
}

/** Keys are counted apart, even those of one user. */
function callerKey({ keyId, userId }: Identity): string {
  return keyId === undefined ? `user:${userId}` : `key:${keyId}`;
}
