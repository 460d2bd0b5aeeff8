/** What model servers write, from the deployer's side to the registry's, over a Redis. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { startRedis } from '../../infra/local/redis.ts';
import { createLogger } from '../../platform/logging.ts';
import { redactLine } from '../../subgraphs/registry/deployer/log-redaction.ts';
import { redisLogSink } from '../../subgraphs/registry/deployer/redis-log-sink.ts';
import type { LogBatch } from '../../subgraphs/registry/domain/deployment-logs.ts';
import { redisDeploymentLogs } from '../../subgraphs/registry/redis-deployment-logs.ts';
import { temporaryFolder } from '../infra/temporary-folder.ts';
import { eventually } from './deployer-process.ts';

const redis = await startRedis({ directory: temporaryFolder(), environment: { PATH: process.env.PATH } });
const logger = createLogger('logs of the test');
const logs = redisDeploymentLogs(redis.url, logger);
afterAll(async () => {
  logs.stop();
  await redis.close();
});

const written = (id: string, last: number) =>
  eventually('the lines are written', async () => {
    const lines = await logs.tail(id, 1_000);
    return lines.at(-1)?.number === last && lines;
  });

describe('the lines of a deployment', () => {
  it('are numbered, over restarts of the deployer, and gone after a day', async () => {
    const first = redisLogSink(redis.url, logger);
    for (const line of ['one', 'two', 'three']) first.write('numbered', line);
    first.end('numbered');
    await written('numbered', 3);
    await first.close();
    const second = redisLogSink(redis.url, logger);
    second.write('numbered', 'four');
    const lines = await written('numbered', 4);
    await second.close();
    expect(lines.map(({ number, text }) => [number, text])).toEqual([
      [1, 'one'],
      [2, 'two'],
      [3, 'three'],
      [4, 'four'],
    ]);
    expect(await logs.tail('numbered', 2)).toEqual(lines.slice(-2));
    expect(await logs.tail('unknown', 5)).toEqual([]);
    const client = new Redis(redis.url);
    const seconds = await client.ttl('modelgraph:deployment-logs:numbered');
    client.disconnect();
    expect(seconds).toBeGreaterThan(3_600);
    expect(seconds).toBeLessThanOrEqual(24 * 3_600);
  });

  it('say where reading goes on after a restart of the deployer', async () => {
    const first = redisLogSink(redis.url, logger);
    expect(await first.lastPosition('placed')).toBeUndefined();
    first.write('placed', 'one', 'a');
    first.write('placed', 'two', 'b');
    first.write('placed', 'three');
    first.end('placed');
    await written('placed', 3);
    await first.close();
    const second = redisLogSink(redis.url, logger);
    expect(await second.lastPosition('placed')).toBe('b');
    await second.close();
  });

  it('are followed as they come; who reads too slowly is told how many were dropped', async () => {
    const sink = redisLogSink(redis.url, logger);
    for (let line = 1; line <= 5; line += 1) sink.write('followed', `line ${line}`);
    await written('followed', 5);
    const leaving = new AbortController();
    const batches = logs.follow('followed', leaving.signal);
    const next = async (): Promise<LogBatch> => (await batches.next()).value as LogBatch;
    expect((await next()).lines).toHaveLength(5);

    // more than the stream keeps, and nobody reads meanwhile
    for (let round = 0; round < 3; round += 1) {
      for (let line = 0; line < 600; line += 1) sink.write('followed', 'more');
      await eventually(
        'they are written',
        async () => (await logs.tail('followed', 1))[0]?.number === 5 + 600 * (round + 1),
      );
    }
    let [got, dropped] = [0, 0];
    while (got + dropped < 1_800) {
      const batch = await next();
      expect(batch.lines.length).toBeLessThanOrEqual(200);
      got += batch.lines.length;
      dropped += batch.dropped;
    }
    expect(got + dropped).toBe(1_800);
    expect(dropped).toBeGreaterThan(500);

    sink.end('followed');
    expect(await next()).toEqual({ lines: [], dropped: 0, isEnd: true });
    leaving.abort();
    expect((await batches.next()).done).toBe(true);
    await sink.close();
  });

  it('wait while Redis is away, and in the end are dropped', async () => {
    const sink = redisLogSink('redis://127.0.0.1:9', logger);
    for (let line = 0; line < 5_000; line += 1) sink.write('away', `line ${line}`);
    await sleep(10);
    await sink.close();
  });
});

describe('a line', () => {
  it.each([
    ['loaded /var/lib/modelgraph/deployer/artifacts/1.artifact in 3 s', 'loaded …/1.artifact in 3 s'],
    ['GET https://example.com/v2/models/fraud 200', 'GET https://example.com/v2/models/fraud 200'],
    ['redis://user:hunter2@cache:6379 refused', 'redis://[redacted]@cache:6379 refused'],
    ['Authorization: Bearer abcdefghijkl.mnop', 'Authorization: Bearer [redacted]'],
    ['AWS_SECRET_ACCESS_KEY=abc/def+ghi and AKIAABCDEFGHIJKLMNOP', 'AWS_SECRET_ACCESS_KEY=[redacted] and [redacted]'],
    ['{"apiKey":"sk-abcdefghijklmnop","tokens":12}', '{"apiKey":"[redacted]","tokens":12}'],
    ['https://s3/bucket/key?X-Amz-Signature=abcdef&a=1', 'https://s3/bucket/key?X-Amz-Signature=[redacted]&a=1'],
    ['\u001b[31mred\u001b[0m and a bell\u0007', 'red and a bell'],
    ['tokens per second: 31.5', 'tokens per second: 31.5'],
  ])('%j is told as %j', (line, told) => {
    expect(redactLine(line)).toBe(told);
  });

  it('has a bounded length, and reading it takes a bounded time', () => {
    expect(redactLine('x'.repeat(1_000_000))).toHaveLength(2_000);
    expect(redactLine(`/${'a/'.repeat(500_000)}`).length).toBeLessThanOrEqual(2_000);
  });
});
