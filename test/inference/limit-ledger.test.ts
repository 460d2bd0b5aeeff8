/** The ledgers of limits, on this process's memory, on the Redis of the tests, and on the embedded one. */
import { afterAll, describe, expect, it } from '@jest/globals';
import { type RedisServer, startRedis } from '../../infra/local/redis.ts';
import { createLogger } from '../../platform/logging.ts';
import { billionthsOf, type Claim, usdOf } from '../../subgraphs/inference/domain/limits.ts';
import { memoryLedger } from '../../subgraphs/inference/domain/memory-ledger.ts';
import { connectRedis } from '../../subgraphs/inference/redis-connection.ts';
import { redisLedger } from '../../subgraphs/inference/redis-ledger.ts';
import { describeLimitLedger } from '../contracts/limit-ledger.ts';
import { temporaryFolder } from '../infra/temporary-folder.ts';

const directory = temporaryFolder();
const logger = createLogger('test');
const opened: { close(): unknown }[] = [];
afterAll(async () => {
  for (const each of opened.reverse()) await each.close();
});

/** One that may take its time: what is slow here would otherwise be counted by this instance alone. */
async function openOn(environment: Record<string, string | undefined>) {
  const server = await startRedis({ directory, environment });
  const connections = connectRedis(server.url, logger, { patienceMilliseconds: 10_000 });
  opened.push(server, connections);
  await new Promise((resolve) => connections.commands.once('ready', resolve));
  return { server, ledger: redisLedger(connections, { shareWithoutRedis: 0.5 }, logger) };
}

describeLimitLedger('this process', async () => memoryLedger());
describeLimitLedger('Redis', async () => (await openOn({ ...process.env, REDIS_EMBEDDED: '' })).ledger);
describeLimitLedger('the embedded Redis', async () => (await openOn({ REDIS_EMBEDDED: 'memory' })).ledger, 20);

describe('while Redis is away', () => {
  const claim = (id: string, more: Partial<Claim> = {}): Claim => ({
    id,
    subjects: [{ kind: 'TEAM', id: 'away', limits: { requestsPerMinute: 10 } }],
    tokens: 0,
    cost: 0,
    least: { tokens: 0, cost: 0 },
    isStream: false,
    at: Date.now(),
    ...more,
  });
  const reserveMany = async (ledger: ReturnType<typeof redisLedger>, count: number, prefix: string) => {
    const outcomes = await Promise.all(
      Array.from({ length: count }, (_, index) => ledger.reserve(claim(`${prefix}${index}`))),
    );
    return outcomes.filter((refusal) => refusal === undefined).length;
  };

  it('grants a part of each limit, counting what Redis had granted already', async () => {
    const { server, ledger } = await openOn({ REDIS_EMBEDDED: 'memory' });
    expect(await reserveMany(ledger, 3, 'before')).toBe(3);
    await (server as RedisServer).close();
    expect(await reserveMany(ledger, 9, 'after')).toBe(2);
  });

  it('takes what it granted then into account when Redis is back', async () => {
    const connections = connectRedis('redis://127.0.0.1:2', logger);
    const ledger = redisLedger(connections, { shareWithoutRedis: 0.5 }, logger);
    expect(await reserveMany(ledger, 9, 'without')).toBe(5);
    const { server } = await openOn({ REDIS_EMBEDDED: 'memory' });
    const { port } = new URL(server.url);
    Object.assign(connections.commands.options, { port: Number(port), commandTimeout: undefined });
    await new Promise((resolve) => connections.commands.once('ready', resolve));
    expect(await reserveMany(ledger, 9, 'again')).toBe(5);
    connections.close();
  });
});

describe('money', () => {
  it('is whole billionths, rounded up, and comes back as it was', () => {
    expect(billionthsOf('0.00042')).toBe(420_000);
    expect(billionthsOf('12')).toBe(12_000_000_000);
    expect(billionthsOf('0.0000000001')).toBe(1);
    expect(billionthsOf('0.1') + billionthsOf('0.2')).toBe(billionthsOf('0.3'));
    expect(usdOf(420_000)).toBe('0.00042');
    expect(usdOf(12_000_000_000)).toBe('12');
    expect(usdOf(0)).toBe('0');
  });
});
