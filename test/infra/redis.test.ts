import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { type RedisServer, startRedis } from '../../infra/local/redis.ts';
import { temporaryFolder } from './temporary-folder.ts';

const folder = temporaryFolder();
const { PATH } = process.env;
const hasRedisServer = (PATH ?? '').split(':').some((directory) => existsSync(join(directory, 'redis-server')));
const kinds = hasRedisServer ? (['memory', 'server'] as const) : (['memory'] as const);

/** One suite for both: what product code may use. */
describe.each(kinds)('Redis as %s', (kind) => {
  let server: RedisServer;
  let redis: Redis;
  let other: Redis;

  beforeAll(async () => {
    server = await startRedis({ directory: join(folder, kind), environment: { PATH, REDIS_EMBEDDED: kind } });
    redis = new Redis(server.url);
    other = new Redis(server.url);
  });

  afterAll(async () => {
    await redis.quit();
    await other.quit();
    await server.close();
  });

  it('is ready for ioredis', async () => {
    expect(server.kind).toBe(kind);
    expect(await redis.ping()).toBe('PONG');
    expect(await redis.info()).toContain('loading:0');
    expect(await redis.select(0)).toBe('OK');
  });

  it('keeps strings, with expiry and conditions', async () => {
    expect(await redis.set('s', 'grün', 'PX', 60_000)).toBe('OK');
    expect(await redis.set('s', 'other', 'EX', 60, 'NX')).toBeNull();
    expect(await redis.set('n', '1', 'ex' as 'EX', 60, 'nx' as 'NX')).toBe('OK');
    expect(await other.mget('s', 'none')).toEqual(['grün', null]);
    expect(await redis.ttl('s')).toBeGreaterThan(50);
    expect(await redis.set('brief', 'x', 'PX', 15)).toBe('OK');
    await delay(30);
    expect(await redis.get('brief')).toBeNull();
    expect(await redis.incr('counter')).toBe(1);
    expect(await redis.incrby('counter', 5)).toBe(6);
    expect(await redis.exists('s', 'none')).toBe(1);
    expect(await redis.del('s', 'n')).toBe(2);
    const bytes = Buffer.from([0, 255, 254, 10, 13]);
    await redis.set('bytes', bytes);
    expect((await redis.getBuffer('bytes'))?.equals(bytes)).toBe(true);
  });

  it('keeps hashes, sets and sorted sets', async () => {
    expect(await redis.hset('h', { a: '1', b: '2' })).toBe(2);
    expect(await redis.hget('h', 'a')).toBe('1');
    expect(await redis.hgetall('h')).toEqual({ a: '1', b: '2' });
    expect(await redis.hgetall('none')).toEqual({});
    expect(await redis.hdel('h', 'a')).toBe(1);
    expect(await redis.sadd('set', 'x', 'y')).toBe(2);
    expect((await redis.smembers('set')).sort()).toEqual(['x', 'y']);
    expect(await redis.zadd('z', 2, 'two', 1, 'one')).toBe(2);
    expect(await redis.zrange('z', 0, -1, 'WITHSCORES')).toEqual(['one', '1', 'two', '2']);
    expect(await redis.zrangebyscore('z', '(1', '+inf')).toEqual(['two']);
    expect(await redis.zremrangebyscore('z', 0, 1)).toBe(1);
    expect(await redis.zcard('z')).toBe(1);
    expect(await redis.expire('z', 100)).toBe(1);
    expect(await redis.ttl('z')).toBe(100);
  });

  it('keeps streams', async () => {
    const id = (await redis.xadd('stream', '*', 'event', 'first')) ?? '';
    expect(Math.abs(Number(id.split('-')[0]) - Date.now())).toBeLessThan(5_000);
    const second = (await redis.xadd('stream', 'MAXLEN', '~', '1000', '*', 'event', 'second', 'n', '2')) ?? '';
    expect(await redis.xlen('stream')).toBe(2);
    expect(await redis.xrange('stream', '-', '+')).toEqual([
      [id, ['event', 'first']],
      [second, ['event', 'second', 'n', '2']],
    ]);
    expect(await redis.xrange('stream', `(${id}`, '+', 'COUNT', 1)).toEqual([[second, ['event', 'second', 'n', '2']]]);
    expect(await redis.xrevrange('stream', '+', '-', 'COUNT', 1)).toEqual([[second, ['event', 'second', 'n', '2']]]);
    await expect(redis.xadd('stream', '1-1', 'event', 'late')).rejects.toThrow(/equal or smaller/);
    expect(await redis.xdel('stream', id)).toBe(1);
    await redis.xadd('stream', '*', 'event', 'third');
    expect(await redis.xtrim('stream', 'MAXLEN', 1)).toBe(1);
    expect(await redis.xread('STREAMS', 'stream', second)).toEqual([
      ['stream', [[expect.any(String), ['event', 'third']]]],
    ]);
    expect(await redis.del('stream')).toBe(1);
    expect(await redis.xlen('stream')).toBe(0);
  });

  it('wakes a blocked reader of a stream', async () => {
    const reading = other.xread('BLOCK', 5_000, 'STREAMS', 'live', '$');
    await delay(30);
    await redis.xadd('live', '*', 'k', 'v');
    expect(await reading).toEqual([['live', [[expect.any(String), ['k', 'v']]]]]);
    expect(await other.xread('BLOCK', 20, 'STREAMS', 'live', '$')).toBeNull();
  });

  it('runs scripts, by text and by digest', async () => {
    const script = `
      local used = tonumber(redis.call('GET', KEYS[1]) or '0')
      if used + tonumber(ARGV[1]) > tonumber(ARGV[2]) then return {0, used} end
      redis.call('INCRBY', KEYS[1], ARGV[1])
      redis.call('PEXPIRE', KEYS[1], 60000)
      return {1, used + tonumber(ARGV[1])}`;
    expect(await redis.eval(script, 1, 'budget', 3, 5)).toEqual([1, 3]);
    expect(await redis.eval(script, 1, 'budget', 3, 5)).toEqual([0, 3]);
    const digest = (await redis.script('LOAD', script)) as string;
    expect(await other.evalsha(digest, 1, 'budget', 2, 5)).toEqual([1, 5]);
    expect(await redis.script('EXISTS', digest, 'f'.repeat(40))).toEqual([1, 0]);
    await expect(redis.evalsha('f'.repeat(40), 0)).rejects.toThrow(/NOSCRIPT/);
    other.defineCommand('spend', { numberOfKeys: 1, lua: `${script} -- defined` });
    const { spend } = other as unknown as { spend: (...parameters: unknown[]) => Promise<unknown> };
    expect(await spend.call(other, 'budget', 1, 5)).toEqual([0, 5]);
    await expect(redis.eval('return nonsense(', 0)).rejects.toThrow();
  });

  it('carries messages to subscribers, by channel and by pattern', async () => {
    const subscriber = new Redis(server.url);
    const heard: string[][] = [];
    subscriber.on('message', (channel, message) => heard.push([channel, message]));
    subscriber.on('pmessage', (pattern, channel, message) => heard.push([pattern, channel, message]));
    expect(await subscriber.subscribe('news', 'more')).toBe(2);
    expect(await subscriber.psubscribe('status:*')).toBe(3);
    expect(await redis.publish('news', 'one')).toBe(1);
    await redis.publish('status:a', 'two');
    await redis.eval("return redis.call('publish', 'more', 'three')", 0);
    expect(await redis.publish('nobody', 'x')).toBe(0);
    await delay(30);
    expect(heard).toEqual([
      ['news', 'one'],
      ['status:*', 'status:a', 'two'],
      ['more', 'three'],
    ]);
    expect(await subscriber.unsubscribe('news')).toBe(2);
    expect(await redis.publish('news', 'unheard')).toBe(0);
    await subscriber.quit();
  });

  it('runs MULTI as one step and pipelines in order', async () => {
    expect(await redis.multi().set('m', '1').incr('m').get('m').exec()).toEqual([
      [null, 'OK'],
      [null, 2],
      [null, '2'],
    ]);
    const replies = await redis.pipeline().set('p', 'a').append('p', 'b').get('p').exec();
    expect(replies?.map(([, reply]) => reply)).toEqual(['OK', 2, 'ab']);
  });

  it('refuses what it does not know, and stays connected', async () => {
    await expect(redis.call('FLY')).rejects.toThrow(/unknown command/i);
    expect(await redis.ping()).toBe('PONG');
  });
});

describe('the choice of a Redis', () => {
  it('falls back to memory where redis-server is not installed', async () => {
    const server = await startRedis({ directory: join(folder, 'none'), environment: { PATH: '/nowhere' } });
    expect(server.kind).toBe('memory');
    await server.close();
  });

  it('takes the one that REDIS_URL names', async () => {
    const environment = { REDIS_URL: 'redis://elsewhere:6379', PATH };
    expect(await startRedis({ directory: folder, environment })).toMatchObject({
      kind: 'external',
      url: 'redis://elsewhere:6379',
    });
  });

  it('explains a wrong or impossible wish', async () => {
    await expect(startRedis({ directory: folder, environment: { REDIS_EMBEDDED: 'yes' } })).rejects.toThrow(
      /set it to server or memory/,
    );
    const environment = { REDIS_EMBEDDED: 'server', PATH: '/nowhere' };
    await expect(startRedis({ directory: folder, environment })).rejects.toThrow(/install it/);
  });
});

(hasRedisServer ? describe : describe.skip)('redis-server as a child', () => {
  const environment = { PATH, REDIS_EMBEDDED: 'server' };

  it('ends with us after kill -9, and leaves its files to the next start', async () => {
    const directory = join(folder, 'orphan');
    const redisModule = join(import.meta.dirname, '../../infra/local/redis.ts');
    const code = `
      const { startRedis } = await import(${JSON.stringify(redisModule)});
      const { url } = await startRedis({ directory: process.argv[1], environment: { PATH: process.env.PATH, REDIS_EMBEDDED: 'server' } });
      console.log(url);
      setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', code, directory], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const url = String(await new Promise((resolve) => parent.stdout.once('data', resolve))).trim();
    const redis = new Redis(url);
    await redis.set('kept', 'yes');
    redis.disconnect();
    const processId = Number(readFileSync(join(directory, `redis-${new URL(url).port}.pid`), 'utf8'));
    parent.kill('SIGKILL');
    // At once: the old server may still be there.
    const next = await startRedis({ directory, environment });
    // Gone, or at most a zombie that nobody has collected.
    const commandLine = `/proc/${processId}/cmdline`;
    expect(existsSync(commandLine) ? readFileSync(commandLine, 'utf8') : '').not.toContain('redis-server');
    const again = new Redis(next.url);
    expect(await again.get('kept')).toBe('yes');
    await again.quit();
    await next.close();
  });

  it('says in one line why it does not start', async () => {
    const directory = join(folder, 'refused');
    const first = await startRedis({ directory, environment });
    await first.close();
    writeFileSync(join(directory, 'appendonlydir', 'appendonly.aof.manifest'), 'garbage\n');
    const error = (await startRedis({ directory, environment }).catch((reason: unknown) => reason)) as Error;
    expect(error.message).toMatch(/^redis-server does not start on .*refused \(.+\): move that folder away/);
    expect(error.message).not.toContain('\n');
  });
});
