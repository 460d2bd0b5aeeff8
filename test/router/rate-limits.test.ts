/** How often a key may ask, over every way and every router. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { type RedisServer, startRedis } from '../../infra/local/redis.ts';
import { rateLimits } from '../../router/guards/rate-limits.ts';
import { goodKey, keyRecord, TestSupergraph } from './start-supergraph.ts';

const limits = { FREE: 3, STANDARD: 6, PREMIUM: 1_000 };
const directory = mkdtempSync(join(tmpdir(), 'modelgraph-limits-'));
let server: RedisServer;
let redis: Redis;
let one: TestSupergraph;
let other: TestSupergraph;
beforeAll(async () => {
  server = await startRedis({ directory, environment: { REDIS_EMBEDDED: 'memory' } });
  redis = new Redis(server.url, { enableOfflineQueue: false, maxRetriesPerRequest: 0, lazyConnect: true });
  await redis.connect();
  redis.on('error', () => undefined);
  one = await TestSupergraph.start({ guards: { redis, rateLimits: limits } });
  other = await TestSupergraph.start({ guards: { redis, rateLimits: limits } });
  for (const supergraph of [one, other]) {
    for (const tier of ['FREE', 'PREMIUM', 'INTERNAL'] as const) {
      supergraph.keys.set(`mg-test-${tier}`, keyRecord({ identity: { userId: tier, tier, groups: [] } }));
    }
  }
});
afterAll(async () => {
  await Promise.all([one.stop(), other.stop()]);
  redis.disconnect();
  await server.close();
  rmSync(directory, { recursive: true, force: true });
});

const ask = (supergraph: TestSupergraph, key: string) => supergraph.query('{ providers }', {}, { 'x-api-key': key });

it('a key has what its tier allows, over HTTP, WebSocket and doors, and on every router together', async () => {
  const first = await ask(one, goodKey);
  expect(first.headers.get('ratelimit-limit')).toBe('6');
  expect(first.headers.get('ratelimit-remaining')).toBe('5');
  expect(first.headers.get('ratelimit-policy')).toBe('6;w=60');
  expect(Number(first.headers.get('ratelimit-reset'))).toBeLessThanOrEqual(60);
  await ask(other, goodKey);
  const door = await fetch(new URL('/v1/models', one.url), { headers: { authorization: `Bearer ${goodKey}` } });
  expect(door.headers.get('ratelimit-remaining')).toBe('3');
  const socket = one.socket();
  for (let remaining = 3; remaining > 0; remaining -= 1) {
    const { value } = await socket.iterate({ query: '{ providers }' }).next();
    expect(value).toEqual({ data: { providers: ['local'] } });
  }

  const refused = await ask(other, goodKey);
  expect([refused.status, refused.body.errors[0].extensions.code]).toEqual([429, 'RATE_LIMITED']);
  expect(refused.body.errors[0].extensions.rateLimit).toMatchObject({ limit: 6, remaining: 0 });
  expect(refused.headers.get('ratelimit-remaining')).toBe('0');
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  await expect(socket.iterate({ query: '{ providers }' }).next()).rejects.toMatchObject([
    { extensions: { code: 'RATE_LIMITED' } },
  ]);
  const overRest = await fetch(new URL('/api/v1/statistics', one.url), { headers: { 'x-api-key': goodKey } });
  expect([overRest.status, Number(overRest.headers.get('retry-after')) > 0]).toEqual([429, true]);
});

it('of many at once, no more get through than the limit', async () => {
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) => ask(index % 2 ? one : other, 'mg-test-FREE')),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(3);
});

it("the platform's own callers are not counted, and another key is counted by itself", async () => {
  for (let count = 0; count < 10; count += 1) {
    const { status, headers } = await ask(one, 'mg-test-INTERNAL');
    expect([status, headers.get('ratelimit-limit')]).toEqual([200, null]);
  }
  expect((await ask(one, 'mg-test-PREMIUM')).headers.get('ratelimit-remaining')).toBe('999');
});

it('without Redis a router counts by itself', async () => {
  const away = new Redis('redis://127.0.0.1:1', {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    retryStrategy: () => 10_000,
  });
  away.on('error', () => undefined);
  const count = rateLimits(limits, away);
  const identity = { userId: 'eve', tier: 'FREE', groups: [] } as const;
  for (let index = 0; index < 3; index += 1) await count(identity);
  await expect(count(identity)).rejects.toMatchObject({ code: 'RATE_LIMITED' });
  away.disconnect();
});
