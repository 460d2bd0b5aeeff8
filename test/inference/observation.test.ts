import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import pino from 'pino';
import { temporaryFolder } from '../infra/temporary-folder.ts';
import { type ChatUpstream, says, sendJson, startChatUpstream, streams } from './chat-upstream.ts';
import { eventually, type Gateway, scientist, startCloud, startGateway, stranger } from './start-gateway.ts';
import { complete } from './start-platform.ts';

const folder = temporaryFolder();
const logged: string[] = [];
const metrics: string[] = [];
let cloud: Awaited<ReturnType<typeof startCloud>>;
let upstream: ChatUpstream;
let gateway: Gateway;
let isStopped = false;

beforeAll(async () => {
  cloud = await startCloud(folder);
  upstream = await startChatUpstream();
  gateway = await startGateway({
    registryUrl: 'http://127.0.0.1:2/graphql',
    logger: pino({}, { write: (line: string) => void logged.push(line) }),
    metrics: { intervalSeconds: 3_600, write: (line) => void metrics.push(line) },
    providerEnvironment: { OPENAI_API_KEY: 'key', OPENAI_BASE_URL: upstream.baseUrl, DEFAULT_MODEL: 'gpt-4o-mini' },
  });
});
afterAll(async () => {
  if (!isStopped) await gateway.stop();
  await upstream.close();
  await cloud.close();
});

const secretWords = 'the secret words of the caller';
const messages = [{ role: 'USER', content: secretWords }];
const lines = () => logged.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'completion');

it('is one line a completion, with ids, and without content', async () => {
  upstream.script(says('an answer of the model'), streams([{ content: 'pieces' }]), sendJson({ error: {} }, 400));
  const { id } = await complete(gateway, { messages }, { ...scientist, keyId: 'key-1' });
  const query = 'subscription ($input: CompletionInput!) { completionStream(input: $input) { delta } }';
  for await (const _event of gateway.subscribe(scientist, query, { input: { messages } }));
  await complete(gateway, { messages, maxTokens: 3 }).catch(() => undefined);
  await eventually(lines, ({ length }) => length === 3);
  expect(lines()).toEqual([
    expect.objectContaining({
      completionId: id,
      userId: 'dana',
      keyId: 'key-1',
      teamId: 'data-science-team',
      provider: 'openai',
      model: 'gpt-4o-mini',
      streamed: false,
      cached: false,
      outcome: 'OK',
      finishReason: 'STOP',
      promptTokens: 10,
      completionTokens: 5,
      costUsd: expect.stringMatching(/^0\.0000/),
      durationMs: expect.any(Number),
    }),
    expect.objectContaining({ streamed: true, outcome: 'OK', firstTokenMs: expect.any(Number) }),
    expect.objectContaining({ outcome: 'PROVIDER_ERROR' }),
  ]);
  expect(logged.join()).not.toContain(secretWords);
  expect(logged.join()).not.toContain('an answer of the model');
});

it('has what was said when the operator wants it there, without the personal data that guardrails take out', async () => {
  const guardrailsFile = join(folder, 'guardrails.yaml');
  writeFileSync(guardrailsFile, 'teams: { data-science-team: { redact: [EMAIL] } }');
  const written: string[] = [];
  const telling = await startGateway({
    registryUrl: 'http://127.0.0.1:2/graphql',
    logger: pino({}, { write: (line: string) => void written.push(line) }),
    logContent: true,
    guardrailsFile,
    providerEnvironment: { OPENAI_API_KEY: 'key', OPENAI_BASE_URL: upstream.baseUrl, DEFAULT_MODEL: 'gpt-4o-mini' },
  });
  const question = [{ role: 'USER', content: 'Who is ada@example.com?' }];
  upstream.script(says('Ask bob@example.com.'));
  await complete(telling, { messages: question });
  await complete(telling, { messages: question }, stranger);
  const contents = () =>
    written.map((line) => JSON.parse(line)).flatMap(({ msg, content }) => (msg === 'completion' ? [content] : []));
  await eventually(contents, ({ length }) => length === 2);
  await telling.stop();
  expect(contents()).toEqual([
    { messages: [{ role: 'USER', text: 'Who is [EMAIL]?' }], answer: 'Ask [EMAIL].' },
    { messages: [{ role: 'USER', text: 'Who is ada@example.com?' }], answer: 'Ask bob@example.com.' },
  ]);
});

it('is metrics under their names for CloudWatch, and OpenTelemetry', async () => {
  await gateway.stop();
  isStopped = true;
  const written = metrics.map((line) => JSON.parse(line));
  expect(written.every(({ _aws }) => _aws.CloudWatchMetrics[0].Namespace === 'AiModelGateway')).toBe(true);
  expect(written).toContainEqual(expect.objectContaining({ LLMRequests: 2, Provider: 'openai', Outcome: 'OK' }));
  expect(written).toContainEqual(expect.objectContaining({ LLMRequests: 1, Outcome: 'PROVIDER_ERROR' }));
  expect(written).toContainEqual(
    expect.objectContaining({ ModelRegistryHealthChecks: expect.any(Number), Outcome: 'FAILED' }),
  );
  expect(written).toContainEqual(expect.objectContaining({ LLMCostUsd: expect.any(Number), Provider: 'openai' }));
  const names = written.flatMap(({ _aws }) =>
    _aws.CloudWatchMetrics[0].Metrics.map(({ Name }: { Name: string }) => Name),
  );
  expect(names).toEqual(
    expect.arrayContaining([
      'gen_ai.client.operation.duration',
      'gen_ai.client.operation.time_to_first_chunk',
      'gen_ai.client.token.usage',
    ]),
  );
});
