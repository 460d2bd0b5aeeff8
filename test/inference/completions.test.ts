import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CreateCompletionDocument } from '../../client/generated/operations.ts';
import { temporaryFolder } from '../infra/temporary-folder.ts';
import { type ChatUpstream, calls, says, sendJson } from './chat-upstream.ts';
import { eventually, scientist } from './start-gateway.ts';
import { complete, type Platform, promptly, startPlatform } from './start-platform.ts';

const fraudTool = 'predict_fraud_detection_model';
const folder = temporaryFolder();
let local: Platform['local'];
let gateway: Platform['gateway'];
let upstream: Platform['upstream'];
let stop: Platform['stop'];
beforeAll(async () => {
  ({ local, gateway, upstream, stop } = await startPlatform(folder));
});
afterAll(() => stop());

describe('the local provider', () => {
  it('answers any model by name, free of charge, always the same', async () => {
    const answers = await Promise.all([complete(local, { model: 'gpt-4' }), complete(local, { model: 'gpt-4' })]);
    expect(answers[0]).toMatchObject({
      id: expect.stringMatching(/^completion-/),
      message: { role: 'ASSISTANT', content: expect.stringContaining('local provider'), toolCalls: [] },
      finishReason: 'STOP',
      usage: { costUsd: '0' },
      routing: { provider: 'local', model: 'gpt-4', registeredModelUsed: null, cached: false, attempts: 1 },
    });
    expect(answers[1]).toMatchObject({ message: answers[0].message, usage: answers[0].usage });
  });

  it('asks a deployed model with the numbers it is given, and says what it answered', async () => {
    const answer = await complete(local, { registeredModel: { id: 'fraud-detection-model' } });
    expect(answer.message.content).toMatch(/fraud-detection-model 1\.0\.0 answered: fraud_probability is 0\.83/);
    expect(answer.routing).toMatchObject({
      registeredModelUsed: 'fraud-detection-model',
      modelVersion: '1.0.0',
      attempts: 2,
    });
  });

  it('stops at maxTokens', async () => {
    const answer = await complete(local, { maxTokens: 3 });
    expect(answer).toMatchObject({ finishReason: 'LENGTH', usage: { completionTokens: 3 } });
  });

  it('says that a deployed model which does not answer cannot be asked', async () => {
    const answer = await complete(local, { registeredModel: { id: 'recommendation-engine' } });
    expect(answer.message.content).toMatch(/cannot be called/);
    expect(answer.routing.registeredModelUsed).toBe('recommendation-engine');
  });

  it('routes by the metadata of the registry', async () => {
    const routing = { preferredModel: 'recommendation-engine', deploymentTarget: 'EKS' };
    expect((await complete(local, { routing })).routing.registeredModelUsed).toBe('recommendation-engine');
    const elsewhere = { preferredModel: 'recommendation-engine', deploymentTarget: 'LAMBDA' };
    expect((await complete(local, { routing: elsewhere })).routing.registeredModelUsed).toBe('fraud-detection-model');
  });
});

describe('a chat model with a registered model', () => {
  it('gets its card and its tool, has it called, and reads the result', async () => {
    upstream.script(
      calls({ name: fraudTool, arguments: '{"features":[[4800,3,900,1]]}' }),
      says('This is most likely fraud.'),
    );
    const answer = await complete(gateway, { model: 'gpt-4', registeredModel: { id: 'fraud-detection-model' } });
    expect(answer).toMatchObject({
      message: { content: 'This is most likely fraud.', toolCalls: [] },
      usage: { promptTokens: 20, completionTokens: 10, totalTokens: 30, costUsd: '0.0012' },
      routing: { provider: 'openai', model: 'gpt-4', modelVersion: '1.0.0', attempts: 2 },
    });

    const [first, second] = upstream.requests;
    expect(first?.headers.authorization).toBe('Bearer key-of-the-test');
    expect(first?.body.messages[0]).toMatchObject({
      role: 'system',
      content: expect.stringContaining('Scores card payments'),
    });
    expect(first?.body.tools?.[0]?.function).toMatchObject({
      name: fraudTool,
      parameters: { properties: { features: { items: { minItems: 4, maxItems: 4 } } } },
    });
    const result = second?.body.messages.at(-1);
    expect(result).toMatchObject({ role: 'tool', tool_call_id: 'call_0' });
    expect(JSON.parse(result?.content ?? '')).toEqual({ fraud_probability: [[expect.closeTo(0.839, 3)]] });
  });

  it.each([
    ['malformed arguments', { name: fraudTool, arguments: '{"features":[[1,2]]}' }, /must have the shape/],
    ['arguments that are not JSON', { name: fraudTool, arguments: 'four' }, /not valid JSON/],
    ['a tool that does not exist', { name: 'drop_tables', arguments: '{}' }, /there is no function drop_tables/],
  ])('is told of %s, and can go on', async (_case, call, message) => {
    upstream.script(calls(call), says('Sorry.'));
    const answer = await complete(gateway, { model: 'gpt-4', registeredModel: { id: 'fraud-detection-model' } });
    expect(answer.message.content).toBe('Sorry.');
    expect(upstream.requests[1]?.body.messages.at(-1)?.content).toMatch(message);
  });

  it('may call it in four steps, and must then answer in words', async () => {
    const call = calls({ name: fraudTool, arguments: '{"features":[[1,2,3,0]]}' });
    upstream.script(call, call, call, call, says('Enough.'));
    const answer = await complete(gateway, { model: 'gpt-4', registeredModel: { id: 'fraud-detection-model' } });
    expect(answer).toMatchObject({ message: { content: 'Enough.' }, routing: { attempts: 5 } });
    expect(upstream.requests.map(({ body }) => body.tool_choice)).toEqual(['auto', 'auto', 'auto', 'auto', 'none']);

    upstream.script(call);
    await expect(
      complete(gateway, { model: 'gpt-4', registeredModel: { id: 'fraud-detection-model' } }),
    ).rejects.toMatchObject({ code: 'PROVIDER_ERROR' });
    expect(upstream.requests).toHaveLength(5);
  });
});

describe('faults of a provider', () => {
  it.each([
    ['status 500', sendJson({ error: { message: 'secret stack' } }, 500), 3, 'PROVIDER_ERROR', { providerStatus: 500 }],
    ['status 400', sendJson({ error: { message: 'secret' } }, 400), 1, 'PROVIDER_ERROR', { providerStatus: 400 }],
    [
      'status 401',
      sendJson({ error: { message: 'bad key key-of-the-test' } }, 401),
      1,
      'PROVIDER_ERROR',
      { providerStatus: 401 },
    ],
    ['status 429', sendJson({}, 429, { 'retry-after': '7' }), 1, 'RATE_LIMITED', { retryAfterSeconds: 7 }],
    ['status 504', sendJson('', 504), 1, 'PROVIDER_TIMEOUT', {}],
    ['silence', () => undefined, 1, 'PROVIDER_TIMEOUT', {}],
    ['half an object', sendJson('{"choices":'), 1, 'PROVIDER_ERROR', {}],
    ['a page of HTML', sendJson('<html>secret</html>', 200, { 'content-type': 'text/html' }), 1, 'PROVIDER_ERROR', {}],
    ['no choices', sendJson({ choices: [] }), 1, 'PROVIDER_ERROR', {}],
    ['a lost connection', (_request, response) => void response.destroy(), 3, 'PROVIDER_ERROR', {}],
  ] as [string, Parameters<ChatUpstream['script']>[0], number, string, object][])(
    '%s becomes a coded error that tells no secrets',
    async (fault, step, requests, code, extensions) => {
      upstream.script(step);
      // A model of its own: the gateway remembers how each has done.
      const error = await complete(gateway, { model: `gpt-4 with ${fault}` }).then(
        () => undefined,
        (caught) => caught,
      );
      expect(error).toMatchObject({ code });
      expect(error.errors[0].extensions).toMatchObject(extensions);
      expect(error.errors[0].extensions.attempts).toHaveLength(requests);
      expect(JSON.stringify(error.errors)).not.toMatch(/secret|key-of|127\.0\.0\.1|stack/);
      expect(upstream.requests).toHaveLength(requests);
    },
  );

  it('is asked no further once the caller has hung up', async () => {
    upstream.script(() => undefined);
    const leaving = new AbortController();
    const input = { model: 'gpt-4', messages: [{ role: 'USER' as const, content: 'hi' }] };
    const asked = gateway.as(scientist).request(CreateCompletionDocument, { input }, { signal: leaving.signal });
    const refused = expect(asked).rejects.toThrow();
    await upstream.firstRequest();
    const left = performance.now();
    leaving.abort();
    await refused;
    const [hungUp = Number.POSITIVE_INFINITY] = await eventually(
      () => upstream.leftEarly,
      ({ length }) => length > 0,
    );
    expect(hungUp - left).toBeLessThan(promptly);
  });

  it('does not claim a price when the provider leaves out the usage', async () => {
    upstream.script(says('Hello there', { usage: undefined }));
    const { usage } = await complete(gateway, { model: 'gpt-4' });
    expect(usage).toMatchObject({ completionTokens: 3, costUsd: null });
  });
});
