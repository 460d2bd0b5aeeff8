/**
 * What completions have cost since the last report, summed in Redis by who answered and who asked: a process that is killed takes
 * nothing with it. Sums are closed under an id of their own before they are reported, and forgotten once they are: a report that is
 * sent twice has the same ids. Costs are counted in whole millionths of a millionth of a dollar.
 */
import { createHash, randomUUID } from 'node:crypto';
import { Decimal } from 'decimal.js';
import type { Redis, Result } from 'ioredis';
import type { RedisConnections } from './redis-connection.ts';

/** Who answered, who asked, and who pays. */
export interface UsedBy {
  readonly provider: string;
  readonly providerModel: string;
  readonly apiKeyId?: string;
  readonly teamId?: string;
}

export interface UsageSum {
  readonly requests: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** A decimal. */
  readonly costUsd: string;
}

export interface ClosedSum {
  /** The same whenever it is read. */
  readonly id: string;
  readonly by: UsedBy;
  readonly sum: UsageSum;
}

/** Its functions throw while Redis does not answer. */
export interface UsageSums {
  add(by: UsedBy, used: UsageSum): Promise<void>;
  /** Closes what was summed so far, and returns the names of all that is closed and was not forgotten. */
  close(): Promise<readonly string[]>;
  read(name: string): Promise<readonly ClosedSum[]>;
  forget(name: string): Promise<void>;
}

declare module 'ioredis' {
  interface RedisCommander<Context> {
    addUsage(key: string, ...fieldsAndNumbers: string[]): Result<number, Context>;
    closeUsage(open: string, closed: string, names: string, name: string): Result<number, Context>;
  }
}

/** While so many wait for the bus, what comes is added to the open one. */
const mostClosed = 1_000;
const unitsPerDollar = 1e12;

const addScript = `
for index = 1, #ARGV, 2 do redis.call('HINCRBY', KEYS[1], ARGV[index], ARGV[index + 1]) end
return 1
`;
const closeScript = `
if redis.call('EXISTS', KEYS[1]) == 0 or redis.call('SCARD', KEYS[3]) >= ${mostClosed} then return 0 end
redis.call('RENAME', KEYS[1], KEYS[2])
redis.call('SADD', KEYS[3], ARGV[1])
return 1
`;

type Counter = 'requests' | 'promptTokens' | 'completionTokens' | 'units';

/** `prefix`: of its keys; those with the same one sum up together. */
export function redisUsageSums({ background }: RedisConnections, prefix = 'modelgraph:{gateway-usage}'): UsageSums {
  const redis: Redis = background;
  const openKey = `${prefix}:open`;
  const namesKey = `${prefix}:closed`;
  const closedKey = (name: string): string => `${prefix}:closed:${name}`;
  redis.defineCommand('addUsage', { numberOfKeys: 1, lua: addScript });
  redis.defineCommand('closeUsage', { numberOfKeys: 3, lua: closeScript });
  return {
    async add({ provider, providerModel, apiKeyId, teamId }, { costUsd, ...counts }) {
      const by = JSON.stringify([provider, providerModel, apiKeyId ?? null, teamId ?? null]);
      const units = new Decimal(costUsd).times(unitsPerDollar).toFixed(0);
      const counters: Record<Counter, number | string> = { ...counts, units };
      const added = Object.entries(counters).flatMap(([name, value]) => [`${name}:${by}`, String(value)]);
      await redis.addUsage(openKey, ...added);
    },
    async close() {
      const name = randomUUID();
      await redis.closeUsage(openKey, closedKey(name), namesKey, name);
      return redis.smembers(namesKey);
    },
    async read(name) {
      const sums = new Map<string, Record<Counter, string>>();
      for (const [field, value] of Object.entries(await redis.hgetall(closedKey(name)))) {
        const end = field.indexOf(':');
        const by = field.slice(end + 1);
        const sum = sums.get(by) ?? { requests: '0', promptTokens: '0', completionTokens: '0', units: '0' };
        sums.set(by, { ...sum, [field.slice(0, end)]: value });
      }
      return [...sums].map(([by, sum]) => closedSum(name, by, sum));
    },
    async forget(name) {
      await redis.del(closedKey(name));
      await redis.srem(namesKey, name);
    },
  };
}

function closedSum(name: string, by: string, sum: Record<Counter, string>): ClosedSum {
  const [provider, providerModel, apiKeyId, teamId] = JSON.parse(by) as [string, string, string | null, string | null];
  return {
    id: createHash('sha256').update(`${name}:${by}`).digest('hex'),
    by: { provider, providerModel, ...(apiKeyId !== null && { apiKeyId }), ...(teamId !== null && { teamId }) },
    sum: {
      requests: Number(sum.requests),
      promptTokens: Number(sum.promptTokens),
      completionTokens: Number(sum.completionTokens),
      costUsd: new Decimal(sum.units).dividedBy(unitsPerDollar).toFixed(),
    },
  };
}
