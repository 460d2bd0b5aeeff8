import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import type { ModelgraphError } from '../../client/client.ts';
import { PredictDocument } from '../../client/generated/operations.ts';
import { eventBridgePublisher } from '../../platform/eventbridge-publisher.ts';
import { registrySource } from '../../platform/events.ts';
import { billionthsOf, type Limits } from '../../subgraphs/inference/domain/limits.ts';
import { readLimits } from '../../subgraphs/inference/limits-file.ts';
import { temporaryFolder } from '../infra/temporary-folder.ts';
import { type ChatUpstream, says, sendJson, startChatUpstream, streams } from './chat-upstream.ts';
import { startRegistryServer } from './registry-server.ts';
import { catalogEntry } from './samples.ts';
import { eventually, type Gateway, internalSecret, scientist, startCloud, startGateway } from './start-gateway.ts';
import { complete } from './start-platform.ts';

const folder = temporaryFolder();
const started: { stop(): Promise<unknown> }[] = [];
let cloud: Awaited<ReturnType<typeof startCloud>>;
let upstream: ChatUpstream;
let redis: Redis;

beforeAll(async () => {
  cloud = await startCloud(folder);
  upstream = await startChatUpstream();
  redis = new Redis(process.env.REDIS_URL ?? '');
});
beforeEach(() => redis.flushall());
afterAll(async () => {
  await Promise.all(started.map((each) => each.stop()));
  redis.disconnect();
  await upstream.close();
  await cloud.close();
});

/** A gateway whose STANDARD keys have these limits. */
async function gatewayWith(limits: Limits, registryUrl = 'http://127.0.0.1:2/graphql'): Promise<Gateway> {
  const gateway = await startGateway({
    registryUrl,
    limits: { ...(await readLimits(undefined)), tiers: { STANDARD: limits } },
    providerEnvironment: { OPENAI_API_KEY: 'key', OPENAI_BASE_URL: upstream.baseUrl, DEFAULT_MODEL: 'gpt-4o-mini' },
  });
  started.push(gateway);
  return gateway;
}

const ask = (gateway: Gateway, content: string, more: Record<string, unknown> = {}, identity = scientist) =>
  complete(gateway, { messages: [{ role: 'USER', content }], ...more }, identity);
const outcomesOf = async (requests: Promise<unknown>[]) => {
  const outcomes = await Promise.allSettled(requests);
  return {
    granted: outcomes.filter(({ status }) => status === 'fulfilled').length,
    refusals: outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' ? [(outcome.reason as ModelgraphError).errors[0]?.extensions ?? {}] : [],
    ),
  };
};

it('limits requests a minute, each key by itself, and says when to come back', async () => {
  upstream.script(says('yes'));
  const gateway = await gatewayWith({ requestsPerMinute: 20 });
  const { granted, refusals } = await outcomesOf(Array.from({ length: 40 }, (_, each) => ask(gateway, `q${each}`)));
  expect(granted).toBe(20);
  expect(upstream.requests).toHaveLength(20);
  expect(refusals[0]).toEqual({
    code: 'RATE_LIMITED',
    limitedBy: 'requestsPerMinute',
    subject: 'USER',
    limit: 20,
    remaining: 0,
    retryAfterSeconds: expect.any(Number),
    rateLimit: { limit: 20, remaining: 0, resetSeconds: refusals[0]?.retryAfterSeconds },
  });
  expect(refusals[0]?.retryAfterSeconds).toBeGreaterThan(0);
  await ask(gateway, 'other', {}, { ...scientist, keyId: 'another-key' });
});

it('never spends more than a budget, however many ask at once, and settles by what was spent', async () => {
  const gate = Promise.withResolvers<void>();
  upstream.script(async (request, response) => {
    await gate.promise;
    await says('yes')(request, response);
  });
  // gpt-4o-mini: $0.60 for a million tokens of answer; a request is reserved with 1,000 of them, and uses 5.
  const gateway = await gatewayWith({ dailyBudget: billionthsOf('0.0062') });
  let refused = 0;
  const requests = Array.from({ length: 30 }, async (_, each) => {
    try {
      await ask(gateway, `q${each}`, { maxTokens: 1_000 });
    } catch (error) {
      refused += 1;
      throw error;
    }
  });
  const outcomes = outcomesOf(requests);
  await eventually(
    () => upstream.requests.length + refused,
    (settled) => settled === 30,
  );
  gate.resolve();
  const { granted, refusals } = await outcomes;
  expect(granted).toBe(10);
  expect(refusals[0]).toMatchObject({ code: 'BUDGET_EXCEEDED', limit: '0.0062', subject: 'USER' });
  expect(refusals[0]?.retryAfterSeconds).toBeLessThanOrEqual(86_400);
  // What was reserved and not used is there again.
  await eventually(
    () =>
      ask(gateway, 'later', { maxTokens: 1_000 }).then(
        () => true,
        () => false,
      ),
    Boolean,
  );
  const account = await redis.hgetall('modelgraph:{limits}:USER:dana');
  expect(Number(account.spentToday)).toBeGreaterThan(0);
  expect(Number(account.spentToday)).toBeLessThan(billionthsOf('0.0002'));
});

it('takes requests that do not say how long their answer may be', async () => {
  upstream.script(says('yes'));
  const gateway = await gatewayWith({ tokensPerMinute: 300 });
  await ask(gateway, 'short');
  const long = 'word '.repeat(2_000);
  await expect(ask(gateway, long)).rejects.toMatchObject({
    errors: [{ extensions: { code: 'RATE_LIMITED', limitedBy: 'tokensPerMinute', limit: 300 } }],
  });
});

const streamDocument = `subscription ($input: CompletionInput!) {
  completionStream(input: $input) { delta finishReason usage { totalTokens } routing { provider registeredModelUsed } }
}`;

describe('streams', () => {
  it('are limited while they run, and free again when their reader leaves', async () => {
    upstream.script(streams([{ content: 'one ' }, { content: 'two' }], 'stop', 3_000));
    const gateway = await gatewayWith({ concurrentStreams: 1 });
    const open = (content: string) =>
      gateway.subscribe(scientist, streamDocument, { input: { messages: [{ role: 'USER', content }] } });
    const first = open('first');
    await first.next();
    await expect(open('second').next()).rejects.toMatchObject([
      { extensions: { code: 'RATE_LIMITED', limitedBy: 'concurrentStreams' } },
    ]);
    await first.return?.();
    const isGranted = await eventually(
      () =>
        open('third')
          .next()
          .then(
            () => true,
            () => false,
          ),
      Boolean,
    );
    expect(isGranted).toBe(true);
  });
});

describe('limits that were set in the registry', () => {
  it('hold for a team and for a key, whatever its tier has, and follow events', async () => {
    upstream.script(says('yes'));
    const registry = await startRegistryServer(internalSecret);
    started.push(registry);
    registry.limits.push(
      { teamId: 'data-science-team', requestsPerMinute: 3, revision: 1 },
      { apiKeyId: 'generous', requestsPerMinute: 50, revision: 1 },
    );
    const gateway = await gatewayWith({ requestsPerMinute: 1 }, registry.url);
    const key = { ...scientist, keyId: 'generous' };
    await eventually(
      () => redis.get('modelgraph:inference:limit-policies'),
      (copy) => copy?.includes('generous') ?? false,
    );
    const many = (count: number) => Array.from({ length: count }, (_, each) => ask(gateway, `q${each}`, {}, key));
    const { granted, refusals } = await outcomesOf(many(6));
    expect(granted).toBe(3);
    expect(refusals[0]).toMatchObject({ code: 'RATE_LIMITED', subject: 'TEAM', limit: 3 });

    const events = new EventBridgeClient({});
    const publish = eventBridgePublisher(events, process.env.EVENT_BUS_NAME ?? '', registrySource);
    const detail = { id: 'raised', schemaVersion: 1 as const, sequence: 2, occurredAt: new Date().toISOString() };
    const data = { teamId: 'data-science-team', requestsPerMinute: 5, changedBy: 'admin' };
    await publish([{ type: 'Usage Limits Changed', detail: { ...detail, data } }]);
    events.destroy();
    await eventually(
      () => redis.get('modelgraph:inference:limit-policies'),
      (copy) => copy?.includes('"requestsPerMinute":5}') ?? false,
    );
    expect((await outcomesOf(many(6))).granted).toBe(2);
  });
});

describe('predictions of deployed models', () => {
  const tensors = [{ name: 'features', datatype: 'FP32', shape: [-1, 1] }];
  /** A gateway with these limits, and a model whose endpoint answers. */
  async function predicting(limits: Limits) {
    const registry = await startRegistryServer(internalSecret);
    started.push(registry);
    registry.serving.push(
      catalogEntry({
        endpoint: `${new URL(upstream.baseUrl).origin}/v2/models/fraud-detection-model`,
        signature: { inputs: { tensors, jsonSchema: null }, outputs: null },
      }),
    );
    upstream.script(sendJson({ outputs: [{ name: 'score', datatype: 'FP32', shape: [1, 1], data: [0.5] }] }));
    const gateway = await gatewayWith(limits, registry.url);
    const input = { modelId: 'fraud-detection-model', inputs: { features: [1] } };
    return () => gateway.as(scientist).request(PredictDocument, { input });
  }

  it('count as requests', async () => {
    const predict = await predicting({ requestsPerMinute: 2 });
    await predict();
    await predict();
    await expect(predict()).rejects.toMatchObject({
      errors: [{ extensions: { code: 'RATE_LIMITED', limitedBy: 'requestsPerMinute', limit: 2, remaining: 0 } }],
    });
    expect(upstream.requests).toHaveLength(2);
  });

  it('are refused once a budget is used up', async () => {
    const predict = await predicting({ dailyBudget: 0 });
    await expect(predict()).rejects.toMatchObject({ errors: [{ extensions: { code: 'BUDGET_EXCEEDED' } }] });
    expect(upstream.requests).toHaveLength(0);
  });
});
