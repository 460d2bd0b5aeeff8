/**
 * What completions have cost since the last report, summed in Redis by who answered and who asked: a process that is killed takes
 * nothing with it. Sums are closed under an id of their own before they are reported, and forgotten once they are: a report that is
 * sent twice has the same ids. Costs are counted in whole millionths of a millionth of a dollar.
 */
import { createHash, randomUUID } from 'node:crypto';
import { Decimal } from 'decimal.js';
import type { Result } from 'ioredis';
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

/** What is added in one turn of the event loop, on its way to Redis. */
export interface Adding {
  readonly isSent: Promise<void>;
  /** Throws while Redis does not answer. */
  readonly isDone: Promise<void>;
}

/** Its functions throw while Redis does not answer. */
export interface UsageSums {
  add(by: UsedBy, used: UsageSum): Adding;
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
const decimalPlaces = 12;
const unitsPerDollar = 10 ** decimalPlaces;

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
interface Counted extends Omit<UsageSum, 'costUsd'> {
  readonly units: bigint;
}

/** `prefix`: of its keys; those with the same one sum up together. */
export function redisUsageSums(connections: RedisConnections, prefix = 'modelgraph:{gateway-usage}'): UsageSums {
  const { commands, background: redis, atEndOfTurn } = connections;
  const openKey = `${prefix}:open`;
  const namesKey = `${prefix}:closed`;
  const closedKey = (name: string): string => `${prefix}:closed:${name}`;
  commands.defineCommand('addUsage', { numberOfKeys: 1, lua: addScript });
  redis.defineCommand('closeUsage', { numberOfKeys: 3, lua: closeScript });
  let turn: { readonly counted: Map<string, Counted>; readonly adding: Adding } | undefined;

  const beginTurn = () => {
    const counted = new Map<string, Counted>();
    const { promise: isDone, resolve, reject } = Promise.withResolvers<void>();
    const isSent = atEndOfTurn(() => {
      turn = undefined;
      commands.addUsage(openKey, ...fieldsOf(counted)).then(() => resolve(), reject);
    });
    return { counted, adding: { isSent, isDone } };
  };

  return {
    add({ provider, providerModel, apiKeyId, teamId }, used) {
      turn ??= beginTurn();
      const by = JSON.stringify([provider, providerModel, apiKeyId ?? null, teamId ?? null]);
      turn.counted.set(by, more(turn.counted.get(by), used));
      return turn.adding;
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

function more(counted: Counted | undefined, { requests, promptTokens, completionTokens, costUsd }: UsageSum): Counted {
  const units = unitsOf(costUsd);
  if (!counted) return { requests, promptTokens, completionTokens, units };
  return {
    requests: counted.requests + requests,
    promptTokens: counted.promptTokens + promptTokens,
    completionTokens: counted.completionTokens + completionTokens,
    units: counted.units + units,
  };
}

/** Of a decimal. */
function unitsOf(usd: string): bigint {
  const [whole = '0', fraction = ''] = usd.split('.');
  return BigInt(whole + fraction.slice(0, decimalPlaces).padEnd(decimalPlaces, '0'));
}

function fieldsOf(counted: ReadonlyMap<string, Counted>): string[] {
  return [...counted].flatMap(([by, counters]) =>
    Object.entries(counters).flatMap(([name, value]) => [`${name}:${by}`, String(value)]),
  );
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
