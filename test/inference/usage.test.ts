import { randomUUID } from 'node:crypto';
import { appendFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import type { EventPublisher } from '../../platform/eventbridge-publisher.ts';
import { type EventData, type ModelgraphEvent, parseBusMessage } from '../../platform/events.ts';
import type { Stoppable } from '../../platform/lifecycle.ts';
import { createLogger } from '../../platform/logging.ts';
import { consumeQueue } from '../../platform/sqs-consumer.ts';
import { startGatewayUsageReports } from '../../subgraphs/inference/gateway-usage-reports.ts';
import { connectRedis } from '../../subgraphs/inference/redis-connection.ts';
import { startUsageOutbox, usageStream } from '../../subgraphs/inference/redis-usage-outbox.ts';
import { redisUsageSums } from '../../subgraphs/inference/redis-usage-sums.ts';
import { usageSpool } from '../../subgraphs/inference/usage-spool.ts';
import { temporaryFolder } from '../infra/temporary-folder.ts';
import { begins } from './chat-upstream.ts';
import { eventually, scientist } from './start-gateway.ts';
import { complete, type Platform, startPlatform } from './start-platform.ts';

const folder = temporaryFolder();
let local: Platform['local'];
let gateway: Platform['gateway'];
let upstream: Platform['upstream'];
let stop: Platform['stop'];
const logger = createLogger('test');
let redis: Redis;
const noSpool = usageSpool(undefined, logger);
let queue: SQSClient;
let consumer: Stoppable;
/** What has arrived on the registry's queue. */
const counted: EventData<'Model Used'>[] = [];

beforeAll(async () => {
  ({ local, gateway, upstream, stop } = await startPlatform(folder));
  redis = new Redis(process.env.REDIS_URL ?? '');
  queue = new SQSClient({});
  consumer = consumeQueue({
    client: queue,
    queueUrl: process.env.REGISTRY_QUEUE_URL ?? '',
    logger,
    handle: async (message) => {
      const event = parseBusMessage(message);
      if (event.type === 'Model Used') counted.push(event.detail.data);
    },
  });
});
afterAll(async () => {
  await consumer.stop();
  queue.destroy();
  redis.disconnect();
  await stop();
});

it('is reported once for each completion that used a registered model, and for no other', async () => {
  await complete(local, {});
  const { id, usage } = await complete(local, { registeredModel: { id: 'fraud-detection-model' } });
  await eventually(
    () => counted,
    ({ length }) => length > 0,
  );
  expect(counted).toEqual([
    expect.objectContaining({
      completionId: id,
      modelId: 'fraud-detection-model',
      version: '1.0.0',
      teamId: 'data-science-team',
      userId: 'dana',
      provider: 'local',
      promptTokens: usage.promptTokens,
      completionTokens: usage.completionTokens,
      costUsd: '0',
    }),
  ]);
  expect(
    await eventually(
      () => redis.xlen(usageStream),
      (waiting) => waiting === 0,
    ),
  ).toBe(0);
});

it('is reported by estimate when the caller leaves a stream in the middle', async () => {
  upstream.script(begins('Four tokens of text.'));
  const query = 'subscription ($input: CompletionInput!) { completionStream(input: $input) { delta } }';
  const input = {
    model: 'gpt-4',
    registeredModel: { id: 'fraud-detection-model' },
    messages: [{ role: 'USER', content: 'Tell me all' }],
  };
  for await (const { data } of gateway.subscribe(scientist, query, { input })) {
    if (data?.completionStream.delta) break;
  }
  // What was counted before may be delivered again.
  const ofStream = () => counted.filter(({ providerModel }) => providerModel === 'gpt-4');
  await eventually(ofStream, ({ length }) => length > 0);
  expect(ofStream()[0]).toMatchObject({
    modelId: 'fraud-detection-model',
    completionTokens: 5,
    costUsd: expect.stringMatching(/^0\.0\d+$/),
  });
  expect(ofStream()[0]?.promptTokens).toBeGreaterThan(0);
});

const use = (completionId: string) => ({
  completionId,
  modelId: 'm',
  version: '1.0.0',
  teamId: 't',
  userId: 'u',
  provider: 'local',
  providerModel: 'local',
  promptTokens: 1,
  completionTokens: 1,
  costUsd: '0.1',
  occurredAt: new Date().toISOString(),
});

it('waits in Redis until the bus takes it, entry by entry, over a restart too', async () => {
  const connections = connectRedis(process.env.REDIS_URL ?? '', logger);
  await new Promise((resolve) => connections.commands.once('ready', resolve));
  const refusing: EventPublisher = async (batch) => ({
    published: batch.filter(({ detail }) => detail.id === 'taken'),
    failures: ['refused'],
  });
  const first = startUsageOutbox(connections, refusing, noSpool, logger);
  await first.record(use('taken'));
  await first.record(use('refused'));
  expect(
    await eventually(
      () => redis.xlen(usageStream),
      (waiting) => waiting === 1,
    ),
  ).toBe(1);
  await first.stop();

  const published: string[] = [];
  const second = startUsageOutbox(
    connections,
    async (batch) => {
      published.push(...batch.map(({ detail }) => detail.id));
      return { published: batch, failures: [] };
    },
    noSpool,
    logger,
  );
  expect(
    await eventually(
      () => redis.xlen(usageStream),
      (waiting) => waiting === 0,
    ),
  ).toBe(0);
  expect(published).toEqual(['refused']);
  await second.stop();
  connections.close();
});

it('goes straight to the bus while Redis is away', async () => {
  const connections = connectRedis('redis://127.0.0.1:2', logger);
  const published: string[] = [];
  const outbox = startUsageOutbox(
    connections,
    async (batch) => {
      published.push(...batch.map(({ detail }) => detail.id));
      return { published: batch, failures: [] };
    },
    noSpool,
    logger,
  );
  await outbox.record(use('held'));
  expect(
    await eventually(
      () => published,
      ({ length }) => length === 1,
    ),
  ).toEqual(['held']);
  await outbox.stop();
  connections.close();
});

it('is on disk while Redis and the bus are away, and is delivered by the next process, once the bus is back', async () => {
  const spoolFolder = join(folder, 'spool');
  const connections = connectRedis('redis://127.0.0.1:2', logger);
  const away: EventPublisher = async () => ({ published: [], failures: ['away'] });
  const first = startUsageOutbox(connections, away, usageSpool(spoolFolder, logger), logger);
  await first.record(use('spooled-1'));
  await first.record(use('spooled-2'));
  await first.stop();
  const [name] = readdirSync(spoolFolder);
  // As a process leaves it that died while it wrote.
  appendFileSync(join(spoolFolder, name ?? ''), '{"id":"half');

  const published: string[] = [];
  const back: EventPublisher = async (batch) => {
    published.push(...batch.map(({ detail }) => detail.id));
    return { published: batch, failures: [] };
  };
  const second = startUsageOutbox(connections, back, usageSpool(spoolFolder, logger), logger);
  await eventually(
    () => readdirSync(spoolFolder),
    (names) => names.length === 0 && published.length > 0,
  );
  expect(published).toEqual(['spooled-1', 'spooled-2']);
  expect(readdirSync(spoolFolder)).toEqual([]);
  await second.stop();
  connections.close();
});

/** Connections to a Redis, which may be away. */
async function connected(url: string) {
  const connections = connectRedis(url, logger);
  const { commands, background } = connections;
  if (url === process.env.REDIS_URL)
    await Promise.all([commands, background].map((each) => new Promise((resolve) => each.once('ready', resolve))));
  return connections;
}

/** Collects what is published, in an order of its own. */
function collected() {
  const events: UsageEvent[] = [];
  const publish: EventPublisher = async (batch) => {
    events.push(...(batch as readonly UsageEvent[]));
    return { published: batch, failures: [] };
  };
  const data = () => events.map(({ detail }) => detail.data).sort((left, right) => right.requests - left.requests);
  return { events, publish, data };
}
type UsageEvent = ModelgraphEvent<'Gateway Used'>;

const reportOf = (keyId: string | undefined, outcome = 'OK', totalTokens = 3) =>
  ({
    run: { caller: { userId: 'u', tier: 'FREE', groups: ['team-a'], keyId }, plan: {} },
    routing: { provider: 'p', model: 'm' },
    outcome,
    spent: {
      ...{ cachedPromptTokens: 0, reasoningTokens: 0, totalTokens },
      ...{ promptTokens: 1, completionTokens: 2, costUsd: '0.100000000001' },
    },
  }) as never;
const sum = { provider: 'p', providerModel: 'm', teamId: 'team-a' };
const sums = [
  { ...sum, apiKeyId: 'k', requests: 2, promptTokens: 2, completionTokens: 4, costUsd: '0.200000000002' },
  { ...sum, requests: 1, promptTokens: 1, completionTokens: 2, costUsd: '0.100000000001' },
];

it.each([
  ['in Redis', () => process.env.REDIS_URL ?? ''],
  ['in memory while Redis is away', () => 'redis://127.0.0.1:2'],
])(
  'is summed %s for the registry by who answered and who asked, without registered models too',
  async (_where, url) => {
    const connections = await connected(url());
    const { publish, data } = collected();
    const reports = startGatewayUsageReports(redisUsageSums(connections, `{test-${randomUUID()}}`), publish, logger);
    for (const report of [reportOf('k'), reportOf('k'), reportOf(undefined), reportOf('k', 'RATE_LIMITED', 0)]) {
      void reports.record(report);
    }
    await reports.stop();
    expect(data()).toEqual(sums);
    connections.close();
  },
);

it('that was summed by a process that was killed is reported by the next, under the same ids when the bus did not say that it has it', async () => {
  const connections = await connected(process.env.REDIS_URL ?? '');
  const summed = redisUsageSums(connections, `{test-${randomUUID()}}`);
  const { events, publish, data } = collected();
  // It tells the bus, and hears nothing of it: as one that dies in between.
  const deaf: EventPublisher = async (batch) => {
    await publish(batch);
    throw new Error('killed');
  };
  const killed = startGatewayUsageReports(summed, deaf, logger);
  for (const report of [reportOf('k'), reportOf('k'), reportOf(undefined)]) void killed.record(report);
  await killed.stop();
  const told = events.splice(0);
  const next = startGatewayUsageReports(summed, publish, logger);
  await next.stop();
  expect(data()).toEqual(sums);
  expect(events.map(({ detail }) => detail.id).sort()).toEqual(told.map(({ detail }) => detail.id).sort());
  const third = startGatewayUsageReports(summed, publish, logger);
  await third.stop();
  expect(events).toHaveLength(2);
  connections.close();
});
