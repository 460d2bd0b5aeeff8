import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createClient } from 'graphql-ws';
import { Redis } from 'ioredis';
import { RoutableModelsDocument } from '../../client/generated/operations.ts';
import { identityHeader, identityTokens } from '../../platform/identity.ts';
import { temporaryFolder } from '../infra/temporary-folder.ts';
import { type ChatUpstream, says, startChatUpstream, streams, type UpstreamStep } from './chat-upstream.ts';
import { type RegistryServer, startRegistryServer } from './registry-server.ts';
import { catalogEntry } from './samples.ts';
import {
  eventually,
  type Gateway,
  internalSecret,
  type StreamEvent,
  scientist,
  startCloud,
  startGateway,
  stranger,
} from './start-gateway.ts';
import { complete } from './start-platform.ts';

const folder = temporaryFolder();
let cloud: Awaited<ReturnType<typeof startCloud>>;
let registry: RegistryServer;
let upstream: ChatUpstream;
let gateway: Gateway;
let redis: Redis;

beforeAll(async () => {
  cloud = await startCloud(folder);
  registry = await startRegistryServer(internalSecret);
  registry.serving.push(catalogEntry({}));
  upstream = await startChatUpstream();
  gateway = await startGateway({
    registryUrl: registry.url,
    catalogPollMilliseconds: 50,
    providerEnvironment: { OPENAI_API_KEY: 'key', OPENAI_BASE_URL: upstream.baseUrl },
  });
  redis = new Redis(process.env.REDIS_URL ?? '');
});
beforeEach(() => redis.flushall());
afterAll(async () => {
  redis.disconnect();
  await gateway.stop();
  await Promise.all([registry.stop(), upstream.close()]);
  await cloud.close();
});

const messages = [{ role: 'USER', content: 'What is the capital of France?' }];
const cache = { mode: 'READ_WRITE' };
const keptAnswers = () => redis.keys('modelgraph:inference:cache:*');
const untilKept = (count: number) => eventually(keptAnswers, ({ length }) => length === count);

/** Answers after the test has let it. */
function held(step: UpstreamStep): { step: UpstreamStep; letGo: () => void } {
  const gate = Promise.withResolvers<void>();
  return {
    letGo: () => gate.resolve(),
    step: async (request, response) => {
      await gate.promise;
      await step(request, response);
    },
  };
}

const streamDocument = `subscription ($input: CompletionInput!) {
  completionStream(input: $input) { delta finishReason usage { totalTokens } routing { provider registeredModelUsed cached } }
}`;
const open = (input: Record<string, unknown>, identity = scientist) =>
  gateway.subscribe(identity, streamDocument, { input: { messages, ...input } });
async function read(events: AsyncIterableIterator<StreamEvent>) {
  const chunks = [];
  for await (const { data } of events) if (data) chunks.push(data.completionStream);
  return { text: chunks.map(({ delta }) => delta).join(''), last: chunks.at(-1) as (typeof chunks)[0] & Cached };
}
/** Subscribes on a connection of its own, and leaves it while nothing has come yet. */
async function follow() {
  const client = createClient({ url: gateway.url.replace('http', 'ws'), webSocketImpl: WebSocket, lazy: false });
  const extensions = { [identityHeader]: await identityTokens(internalSecret).sign(scientist) };
  const sink = { next: () => undefined, error: () => undefined, complete: () => undefined };
  client.subscribe({ query: streamDocument, variables: { input: { messages } }, extensions }, sink);
  return { leave: () => client.dispose() };
}

interface Cached {
  readonly routing: { readonly cached: boolean };
}

describe('the cache', () => {
  it('is asked only by those who want it', async () => {
    upstream.script(says('Paris'));
    await complete(gateway, { messages });
    await complete(gateway, { messages });
    expect(upstream.requests).toHaveLength(2);
    expect(await keptAnswers()).toEqual([]);
  });

  it('gives an answer again, with its usage, as its own completion', async () => {
    upstream.script(says('Paris'));
    const first = await complete(gateway, { messages, cache });
    await untilKept(1);
    const second = await complete(gateway, { messages, cache });
    expect(upstream.requests).toHaveLength(1);
    expect(first.routing.cached).toBe(false);
    expect(second).toEqual({
      ...first,
      id: expect.not.stringContaining(first.id),
      routing: { ...first.routing, cached: true, attempts: 0 },
    });
  });

  it('tells apart whatever changes the answer', async () => {
    upstream.script(says('Paris'));
    for (const more of [{}, { maxTokens: 5 }, { temperature: 0 }, { temperature: 1 }, { model: 'other' }]) {
      await complete(gateway, { messages, cache, ...more });
    }
    await complete(gateway, { messages: [{ role: 'SYSTEM', content: messages[0]?.content }], cache });
    expect(upstream.requests).toHaveLength(6);
  });

  it('shares nothing between tenants', async () => {
    upstream.script(says('Paris'));
    await complete(gateway, { messages, cache });
    await untilKept(1);
    await complete(gateway, { messages, cache }, stranger);
    await complete(gateway, { messages, cache }, { ...scientist, groups: [...scientist.groups, 'growth-team'] });
    await complete(gateway, { messages, cache }, { ...scientist, userId: 'eve', groups: [] });
    expect(upstream.requests).toHaveLength(4);
    await complete(gateway, { messages, cache }, { ...scientist, userId: 'a colleague' });
    expect(upstream.requests).toHaveLength(4);
  });

  it('keeps the modes apart, and forgets in time', async () => {
    upstream.script(says('Paris'));
    await complete(gateway, { messages, cache: { mode: 'READ_ONLY' } });
    expect(await keptAnswers()).toEqual([]);
    await complete(gateway, { messages, cache: { mode: 'WRITE_ONLY', ttlSeconds: 90 } });
    const [name] = await untilKept(1);
    expect(await redis.ttl(name ?? '')).toBeGreaterThan(80);
    await complete(gateway, { messages, cache: { mode: 'WRITE_ONLY' } });
    await complete(gateway, { messages, cache: { mode: 'OFF' } });
    expect(upstream.requests).toHaveLength(4);
    await complete(gateway, { messages, cache: { mode: 'READ_ONLY' } });
    expect(upstream.requests).toHaveLength(4);
  });

  it('replays streams, and answers whole what was streamed', async () => {
    upstream.script(streams([{ content: 'Par' }, { content: 'is' }]));
    const first = await read(open({ cache }));
    await untilKept(1);
    const second = await read(open({ cache }));
    expect(upstream.requests).toHaveLength(1);
    expect(second.text).toBe('Paris');
    expect(second.last).toEqual({ ...first.last, routing: { ...first.last.routing, cached: true } });
    expect((await complete(gateway, { messages, cache })).message.content).toBe('Paris');
    expect(upstream.requests).toHaveLength(1);
  });

  it('serves nothing of a version that another has superseded', async () => {
    upstream.script(says('fraud'));
    const registeredModel = { id: 'fraud-detection-model' };
    const routable = async () => (await gateway.as(scientist).request(RoutableModelsDocument, {})).routableModels;
    await eventually(routable, (models) => models.some(({ id }) => id.endsWith('@1.0.0')));
    await complete(gateway, { messages, cache, registeredModel });
    await untilKept(1);
    await complete(gateway, { messages, cache, registeredModel });
    expect(upstream.requests).toHaveLength(1);
    registry.serving.push(catalogEntry({ deploymentId: 'newer', version: '1.1.0' }));
    await eventually(routable, (models) => models.some(({ id }) => id.endsWith('@1.1.0')));
    const { routing } = await complete(gateway, { messages, cache, registeredModel });
    expect(routing).toMatchObject({ modelVersion: '1.1.0', cached: false });
    expect(upstream.requests).toHaveLength(2);
  });
});

describe('equal requests under way at once', () => {
  it('are made once', async () => {
    const { step, letGo } = held(says('Paris'));
    upstream.script(step);
    const requests = Array.from({ length: 50 }, () => complete(gateway, { messages }));
    // One that differs, sent after them: when it has come through, so have they.
    const marker = complete(gateway, { messages, maxTokens: 7 });
    await eventually(
      () => upstream.requests,
      ({ length }) => length === 2,
    );
    letGo();
    const answers = await Promise.all(requests);
    await marker;
    expect(upstream.requests).toHaveLength(2);
    expect(new Set(answers.map(({ message }) => message.content))).toEqual(new Set(['Paris']));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(50);
    expect(answers.filter(({ routing }) => routing.cached)).toHaveLength(49);
  });

  it('are made once when they are streamed, and each reader gets all of it', async () => {
    const { step, letGo } = held(streams([{ content: 'Par' }, { content: 'is' }], 'stop', 30));
    upstream.script(step);
    const readers = Array.from({ length: 10 }, () => read(open({})));
    await upstream.firstRequest();
    letGo();
    for (const { text, last } of await Promise.all(readers)) {
      expect(text).toBe('Paris');
      expect(last.usage?.totalTokens).toBe(15);
    }
    expect(upstream.requests).toHaveLength(1);
  });

  it('are each made for callers of other teams, for those who ask for variety, and for those who say so', async () => {
    const { step, letGo } = held(says('Paris'));
    upstream.script(step);
    const requests = [
      complete(gateway, { messages }),
      complete(gateway, { messages }, stranger),
      complete(gateway, { messages, temperature: 1 }),
      complete(gateway, { messages, temperature: 1 }),
      complete(gateway, { messages, cache: { mode: 'OFF' } }),
    ];
    await eventually(
      () => upstream.requests,
      ({ length }) => length === 5,
    );
    letGo();
    await Promise.all(requests);
    expect(upstream.requests).toHaveLength(5);
  });

  it('go on when the first who asked leaves, and end when all have left', async () => {
    const { step, letGo } = held(streams([{ content: 'Paris' }]));
    upstream.script(step);
    const leader = await follow();
    await upstream.firstRequest();
    const follower = read(open({}));
    const another = await follow();
    // A request after theirs has come through: so have they.
    await gateway.as(scientist).request(RoutableModelsDocument, {});
    await gateway.as(scientist).request(RoutableModelsDocument, {});
    await leader.leave();
    await another.leave();
    letGo();
    expect((await follower).text).toBe('Paris');
    expect(upstream.requests).toHaveLength(1);
    expect(upstream.leftEarly).toHaveLength(0);

    upstream.script(held(says('never')).step);
    const all = [await follow(), await follow()];
    await upstream.firstRequest();
    for (const each of all) await each.leave();
    await eventually(
      () => upstream.leftEarly,
      ({ length }) => length === 1,
    );
    expect(upstream.leftEarly).toHaveLength(1);
    expect(upstream.requests).toHaveLength(1);
  });
});
