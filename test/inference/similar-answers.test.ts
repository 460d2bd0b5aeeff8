/** Answers to questions that are only alike. The upstream's embeddings count words, so what is alike is plain to see. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { Redis } from 'ioredis';
import type { Identity } from '../../platform/access.ts';
import { readSimilarAnswers } from '../../subgraphs/inference/similar-answers-file.ts';
import { temporaryFolder } from '../infra/temporary-folder.ts';
import { type ChatUpstream, says, sendJson, startChatUpstream, streams, type UpstreamStep } from './chat-upstream.ts';
import { type RegistryServer, startRegistryServer } from './registry-server.ts';
import {
  eventually,
  type Gateway,
  internalSecret,
  scientist,
  startCloud,
  startGateway,
  stranger,
} from './start-gateway.ts';

const folder = temporaryFolder();
let cloud: Awaited<ReturnType<typeof startCloud>>;
let registry: RegistryServer;
let upstream: ChatUpstream;
let gateway: Gateway;
let redis: Redis;

beforeAll(async () => {
  cloud = await startCloud(folder);
  registry = await startRegistryServer(internalSecret);
  upstream = await startChatUpstream();
  const file = join(folder, 'similar-answers.yaml');
  writeFileSync(
    file,
    'embeddingModel: text-embedding-3-small\nthreshold: 0.9\nquestions: 2\nteams: [data-science-team, growth-team]\n',
  );
  gateway = await startGateway({
    registryUrl: registry.url,
    providerEnvironment: { OPENAI_API_KEY: 'key', OPENAI_BASE_URL: upstream.baseUrl },
    similarAnswers: await readSimilarAnswers(file),
  });
  redis = new Redis(process.env.REDIS_URL ?? '');
});
afterAll(async () => {
  redis.disconnect();
  await gateway.stop();
  await Promise.all([registry.stop(), upstream.close()]);
  await cloud.close();
});

const words = 'what is the capital city of france spain and how many people live there today'.split(' ');
const embedding: UpstreamStep = (request, response) => {
  const { input } = request.body as unknown as { input: string[] };
  const said = (input[0] ?? '').toLowerCase().match(/\w+/g) ?? [];
  const vector = words.map((word) => said.filter((each) => each === word).length);
  return sendJson({ data: [{ index: 0, embedding: vector }], usage: { prompt_tokens: 4, total_tokens: 4 } })(
    request,
    response,
  );
};
const answers: UpstreamStep = (request, response) => {
  if (request.path.endsWith('/embeddings')) return embedding(request, response);
  const step = request.body.stream ? streams([{ content: 'Par' }, { content: 'is' }]) : says('Paris');
  return step(request, response);
};
beforeEach(async () => {
  await redis.flushall();
  upstream.script(answers);
});
const chats = () => upstream.requests.filter(({ path }) => path.endsWith('/chat/completions')).length;
const embeddings = () => upstream.requests.length - chats();

const document = parse(`mutation ($input: CompletionInput!) {
  createCompletion(input: $input) { message { content } routing { cached similarity attempts } }
}`);
async function ask(content: string, more: Record<string, unknown> = {}, identity: Identity = scientist) {
  const input = { model: 'gpt-4', messages: [{ role: 'USER', content }], cache: {}, ...more };
  const answer = await gateway.as(identity).request(document as never, { input } as never);
  return (answer as { createCompletion: { message: { content: string }; routing: { similarity: number | null } } })
    .createCompletion;
}
const kept = async () => (await redis.keys('modelgraph:inference:questions:*')).length;
/** Asks, and waits until the question is remembered. */
async function teach(content: string): Promise<void> {
  const before = await redis.keys('modelgraph:inference:cache:*');
  await ask(content);
  await eventually(
    async () => (await redis.keys('modelgraph:inference:cache:*')).length > before.length && (await kept()) > 0,
    Boolean,
  );
}

const france = 'What is the capital of France?';
const alike = 'What is the capital city of France?';

describe('a question that is alike', () => {
  it('gets the kept answer, and is told how alike it is', async () => {
    await teach(france);
    expect(await ask(alike)).toMatchObject({
      message: { content: 'Paris' },
      routing: { cached: true, similarity: 0.9258, attempts: 0 },
    });
    expect(await ask(france)).toMatchObject({ routing: { cached: true, similarity: 1 } });
    expect([chats(), embeddings()]).toEqual([1, 2]);
  });

  it('gets it as a stream, too', async () => {
    await teach(france);
    const query = `subscription ($input: CompletionInput!) {
      completionStream(input: $input) { delta routing { cached similarity } }
    }`;
    const input = { model: 'gpt-4', messages: [{ role: 'USER', content: alike }], cache: {} };
    const chunks: { delta: string; routing: object }[] = [];
    for await (const { data } of gateway.subscribe(scientist, query, { input })) {
      if (data) chunks.push(data.completionStream);
    }
    expect(chunks.map(({ delta }) => delta).join('')).toBe('Paris');
    expect(chunks.at(-1)?.routing).toEqual({ cached: true, similarity: 0.9258 });
    expect(chats()).toBe(1);
  });

  it.each([
    ['is not alike enough', {}, 'How many people live there today?', scientist],
    ['is not alike enough for its caller', { cache: { minSimilarity: 0.95 } }, alike, scientist],
    ['is to be the same one', { cache: { minSimilarity: 1 } }, alike, scientist],
    ['may not have a kept answer', { cache: { mode: 'WRITE_ONLY' } }, alike, scientist],
    ['is of another tenant', {}, alike, stranger],
    ['is of a caller with more teams', {}, alike, { ...scientist, groups: [...scientist.groups, 'growth-team'] }],
    ['is of a team that does not want it', {}, alike, { ...scientist, groups: ['other-team'] }],
    ['is for another model', { model: 'gpt-4o-mini' }, alike, scientist],
    ['has other settings', { maxTokens: 7 }, alike, scientist],
    ['wants variety', { temperature: 0.9 }, alike, scientist],
    ['has tools', { tools: [{ name: 'look', parameters: { type: 'object' } }] }, alike, scientist],
  ])('is answered anew when it %s', async (_case, more, content, identity) => {
    await teach(france);
    const { routing } = await ask(content, more, identity as Identity);
    expect(routing).toMatchObject({ cached: false, similarity: null });
    expect(chats()).toBe(2);
  });

  it('is answered anew after another system prompt, or another conversation', async () => {
    await teach(france);
    const question = { role: 'USER', content: alike };
    for (const role of ['SYSTEM', 'ASSISTANT']) {
      await ask(alike, { messages: [{ role, content: 'Be brief.' }, question] });
    }
    expect(chats()).toBe(3);
  });
});

it('remembers the latest questions only, each for as long as its answer', async () => {
  await teach(france);
  await teach('And how many people live there?');
  await teach('Spain today');
  const [name = ''] = await redis.keys('modelgraph:inference:questions:*');
  expect(
    await eventually(
      () => redis.llen(name),
      (length) => length === 2,
    ),
  ).toBe(2);
  expect(await redis.ttl(name)).toBeGreaterThan(200);
  expect((await ask(alike)).routing).toMatchObject({ cached: false });
});

it('answers all the same when there are no embeddings to be had', async () => {
  upstream.script((request, response) =>
    request.path.endsWith('/embeddings') ? sendJson({}, 400)(request, response) : answers(request, response),
  );
  expect(await ask(france)).toMatchObject({ message: { content: 'Paris' }, routing: { cached: false } });
});

it('says what to mend in its file', async () => {
  const path = join(folder, 'wrong.yaml');
  writeFileSync(path, 'embeddingModel: m\nthreshold: 2\n');
  await expect(readSimilarAnswers(path)).rejects.toThrow(/^Mend SIMILAR_ANSWERS_FILE .*threshold.*teams/);
});
