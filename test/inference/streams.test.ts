import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { temporaryFolder } from '../infra/temporary-folder.ts';
import { streams, type UpstreamStep } from './chat-upstream.ts';
import { eventually, scientist, stranger } from './start-gateway.ts';
import { type Platform, promptly, startPlatform } from './start-platform.ts';

const folder = temporaryFolder();
let local: Platform['local'];
let gateway: Platform['gateway'];
let upstream: Platform['upstream'];
let stop: Platform['stop'];
beforeAll(async () => {
  ({ local, gateway, upstream, stop } = await startPlatform(folder));
});
afterAll(() => stop());

const query = `subscription ($input: CompletionInput!) {
  completionStream(input: $input) {
    delta finishReason usage { promptTokens completionTokens totalTokens costUsd }
    routing { provider model registeredModelUsed modelVersion cached }
  }
}`;

function open(input: Record<string, unknown> = {}, running = gateway, identity = scientist) {
  const messages = [{ role: 'USER', content: 'amount 4800, hour 3, distance 900, foreign 1' }];
  return running.subscribe(identity, query, { input: { model: 'gpt-4', messages, ...input } });
}

async function readAll(...parameters: Parameters<typeof open>) {
  const chunks = [];
  for await (const { data, errors } of open(...parameters)) {
    if (errors) throw errors;
    if (data) chunks.push(data.completionStream);
  }
  return { chunks, text: chunks.map(({ delta }) => delta).join('') };
}

it('passes text on as it comes, joined a little, and ends with finish reason and usage', async () => {
  const words = [...'The quick brown fox jumps over the lazy dog'].map((content) => ({ content }));
  upstream.script(streams(words, 'length', 2));
  const { chunks, text } = await readAll();
  expect(text).toBe('The quick brown fox jumps over the lazy dog');
  expect(chunks[0]).toMatchObject({ delta: 'T', finishReason: null, usage: null, routing: { provider: 'openai' } });
  expect(chunks.length).toBeLessThan(words.length / 2);
  expect(chunks.at(-1)).toMatchObject({
    delta: '',
    finishReason: 'LENGTH',
    usage: { promptTokens: 10, completionTokens: 5, totalTokens: 15, costUsd: '0.0006' },
  });
  expect(chunks.filter(({ finishReason }) => finishReason !== null)).toHaveLength(1);
  expect(upstream.requests[0]?.body).toMatchObject({ stream: true, stream_options: { include_usage: true } });
});

it('puts a tool call together from its pieces, and has it done before the text', async () => {
  const piece = (more: object) => ({ tool_calls: [{ index: 0, ...more }] });
  upstream.script(
    streams(
      [
        piece({ id: 'call_7', type: 'function', function: { name: 'predict_fraud_detection_model', arguments: '' } }),
        piece({ function: { arguments: '{"features":[[4800,' } }),
        piece({ function: { arguments: '3,900,1]]}' } }),
      ],
      'tool_calls',
    ),
    streams([{ content: 'Fraud, ' }, { content: 'most likely.' }]),
  );
  const { chunks, text } = await readAll({ registeredModel: { id: 'fraud-detection-model' } });
  expect(text).toBe('Fraud, most likely.');
  expect(chunks.at(-1)).toMatchObject({
    usage: { totalTokens: 30 },
    routing: { registeredModelUsed: 'fraud-detection-model', modelVersion: '1.0.0' },
  });
  expect(upstream.requests[1]?.body.messages.at(-1)).toMatchObject({
    tool_call_id: 'call_7',
    content: expect.stringContaining('fraud_probability'),
  });
});

it('cancels the request to the provider at once when the caller leaves', async () => {
  upstream.script(streams(Array(1_000).fill({ content: 'word ' }), 'stop', 5));
  for await (const _event of open()) break;
  const left = performance.now();
  const [hungUp] = await eventually(
    () => upstream.leftEarly,
    ({ length }) => length > 0,
  );
  expect(hungUp).toBeDefined();
  expect((hungUp ?? 0) - left).toBeLessThan(promptly);
});

it('cancels while the provider has not said a word', async () => {
  upstream.script(() => undefined);
  const events = open();
  const first = events.next().catch(() => undefined);
  await upstream.firstRequest();
  const left = performance.now();
  void events.return?.();
  await gateway.leaveAll();
  await first;
  const [hungUp] = await eventually(
    () => upstream.leftEarly,
    ({ length }) => length > 0,
  );
  expect((hungUp ?? Number.POSITIVE_INFINITY) - left).toBeLessThan(promptly);
});

const breaksOff: UpstreamStep = (_request, response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write('data: {"choices":[{"index":0,"delta":{"content":"Half a "}}]}\n\n');
  setTimeout(() => response.destroy(), 30).unref();
};
const fallsSilent: UpstreamStep = (_request, response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write('data: {"choices":[{"index":0,"delta":{"content":"Half a "}}]}\n\n');
};
const failsInStream: UpstreamStep = (_request, response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write('data: {"choices":[{"index":0,"delta":{"content":"Half a "}}]}\n\n');
  response.end('data: {"error":{"message":"secret overload","type":"server_error"}}\n\n');
};

it.each([
  ['breaks off', breaksOff, 'PROVIDER_ERROR'],
  ['falls silent', fallsSilent, 'PROVIDER_TIMEOUT'],
  ['reports an error in the stream', failsInStream, 'PROVIDER_ERROR'],
])('ends with a coded error when the provider %s', async (_case, step, code) => {
  upstream.script(step);
  const texts: string[] = [];
  const reading = (async () => {
    for await (const { data } of open()) texts.push(data?.completionStream.delta ?? '');
  })();
  const errors = await reading.then(
    () => [],
    (caught) => caught,
  );
  expect(texts).toEqual(['Half a ']);
  expect(errors).toMatchObject([{ extensions: { code } }]);
  expect(JSON.stringify(errors)).not.toContain('secret');
});

it.each([
  ['bad input', { messages: [] }, scientist, 'VALIDATION_ERROR'],
  ['a model of another team', { registeredModel: { id: 'fraud-detection-model' } }, stranger, 'NOT_FOUND'],
])('refuses %s before anything is streamed', async (_case, input, identity, code) => {
  await expect(readAll(input, gateway, identity)).rejects.toMatchObject([{ extensions: { code } }]);
});

it('streams the stored answer for an idempotency key that was used', async () => {
  upstream.script(streams([{ content: 'Once ' }, { content: 'only.' }]));
  const input = { idempotencyKey: crypto.randomUUID() };
  const first = await readAll(input);
  const second = await readAll(input);
  expect(second.text).toBe(first.text);
  expect(second.chunks.at(-1)).toEqual(first.chunks.at(-1));
  expect(upstream.requests).toHaveLength(1);
});

it('streams the local provider word by word', async () => {
  const { chunks, text } = await readAll({}, local);
  expect(text).toContain('local provider');
  expect(chunks.length).toBeGreaterThan(3);
  expect(chunks.at(-1)).toMatchObject({ finishReason: 'STOP', usage: { costUsd: '0' } });
});
