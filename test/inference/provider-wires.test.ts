/** Providers of each kind, by the wire formats that their documentation shows. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { temporaryFolder } from '../infra/temporary-folder.ts';
import { type ChatUpstream, says, sendJson, sendsRaw } from './chat-upstream.ts';
import { type Gateway, scientist, stranger } from './start-gateway.ts';
import { startWires, type Wires } from './start-wires.ts';

const folder = temporaryFolder();
let upstream: ChatUpstream;
let gateway: Gateway;
let complete: Wires['complete'];
let stop: Wires['stop'];

beforeAll(async () => {
  ({ upstream, gateway, complete, stop } = await startWires(join(folder, 'providers.yaml')));
});
afterAll(() => stop());

const fixture = (name: string) => readFileSync(join(import.meta.dirname, 'streams', `${name}.sse`));
const weather = { name: 'weather', description: 'Tells the weather', parameters: { type: 'object', properties: {} } };

const streamDocument = `subscription ($input: CompletionInput!) {
  completionStream(input: $input) {
    delta toolCalls { index id name arguments } finishReason
    usage { promptTokens completionTokens cachedPromptTokens costUsd } routing { provider }
  }
}`;

interface Chunk {
  readonly delta: string;
  readonly toolCalls: readonly { readonly index: number; readonly arguments: string }[];
}

async function stream(input: object) {
  const messages = [{ role: 'USER', content: 'hi' }];
  const chunks: Chunk[] = [];
  const all = { input: { messages, cache: { mode: 'OFF' }, ...input } };
  for await (const { data, errors } of gateway.subscribe(scientist, streamDocument, all)) {
    if (errors) throw errors;
    if (data) chunks.push(data.completionStream as unknown as Chunk);
  }
  const calls = chunks.flatMap(({ toolCalls }) => toolCalls);
  const argumentsOf = (wanted: number) =>
    calls.flatMap(({ index, arguments: piece }) => (index === wanted ? [piece] : [])).join('');
  return { text: chunks.map(({ delta }) => delta).join(''), calls, argumentsOf, last: chunks.at(-1) };
}

describe.each([3, 100_000])('streams in pieces of %i bytes', (bytes) => {
  it.each([
    ['openai-text', 'llama', 'Grüezi! 🎉', { finishReason: 'STOP', usage: { promptTokens: 19, completionTokens: 10 } }],
    [
      'vllm-text',
      'llama',
      'Hello from vLLM',
      { finishReason: 'LENGTH', usage: { promptTokens: 12, completionTokens: 3 } },
    ],
    [
      'anthropic-text',
      'claude-sonnet-4-5',
      'Grüezi! 🎉',
      // 25 tokens at 3.00, 100 cached at 0.30 and 15 at 15.00 dollars for a million.
      {
        finishReason: 'STOP',
        usage: { promptTokens: 125, cachedPromptTokens: 100, completionTokens: 15, costUsd: '0.00033' },
      },
    ],
  ])('%s', async (name, model, text, last) => {
    upstream.script(sendsRaw(fixture(name), bytes));
    expect(await stream({ model })).toMatchObject({ text, last });
  });

  it('openai-tools', async () => {
    upstream.script(sendsRaw(fixture('openai-tools'), bytes));
    const { calls, argumentsOf, last } = await stream({ model: 'llama', tools: [weather] });
    expect(calls[0]).toMatchObject({ index: 0, id: 'call_DdmO9pD3xa9XTPNJ32zg2hcA', name: 'weather' });
    expect([argumentsOf(0), argumentsOf(1)]).toEqual(['{"city":"Bern"}', '{"city":"Basel"}']);
    expect(last).toMatchObject({ finishReason: 'TOOL_CALLS' });
  });

  it('anthropic-tools', async () => {
    upstream.script(sendsRaw(fixture('anthropic-tools'), bytes));
    const { text, calls, argumentsOf, last } = await stream({ model: 'claude-sonnet-4-5', tools: [weather] });
    expect(text).toBe('Let me look.');
    expect(calls[0]).toMatchObject({ index: 0, id: 'toolu_01T1x1fJ34qAmk2tNTrN7Up6', name: 'weather' });
    expect(argumentsOf(0)).toBe('{"city": "Bern"}');
    expect(last).toMatchObject({ finishReason: 'TOOL_CALLS', usage: { completionTokens: 89 } });
  });
});

describe('recorded streams', () => {
  /** The events as they stood on the wire. */
  const recorded = (name: string): string =>
    readFileSync(join(import.meta.dirname, 'streams/recorded', `${name}.jsonl`), 'utf8')
      .trim()
      .split('\n')
      .map((data) =>
        name.startsWith('anthropic') ? `event: ${JSON.parse(data).type}\ndata: ${data}` : `data: ${data}`,
      )
      .concat(name.startsWith('anthropic') ? [] : ['data: [DONE]'])
      .map((event) => `${event}\n\n`)
      .join('');

  it.each([
    [
      'anthropic-tool-no-args',
      'claude-sonnet-4-5',
      "I'll update the issue list for you.",
      'updateIssueList',
      {},
      565,
      48,
    ],
    ['groq-tool-call', 'llama', '', 'weather', {}, 210, 15],
    ['mistral-tool-call', 'llama', '', 'weather', { location: 'San Francisco' }, 124, 22],
  ])('%s', async (name, model, text, tool, given, promptTokens, completionTokens) => {
    for (const bytes of [7, 100_000]) {
      upstream.script(sendsRaw(recorded(name), bytes));
      const streamed = await stream({ model, tools: [{ ...weather, name: tool }] });
      expect(streamed.text).toBe(text);
      expect(streamed.calls[0]).toMatchObject({ index: 0, name: tool });
      expect(JSON.parse(streamed.argumentsOf(0))).toEqual(given);
      expect(streamed.last).toMatchObject({ finishReason: 'TOOL_CALLS', usage: { promptTokens, completionTokens } });
    }
  });
});

describe('Anthropic', () => {
  const answer = {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    content: [
      { type: 'text', text: 'Sunny' },
      { type: 'tool_use', id: 'toolu_1', name: 'weather', input: { city: 'Bern' } },
    ],
    stop_reason: 'tool_use',
    usage: { input_tokens: 10, output_tokens: 5 },
  };

  it('gets the conversation in its own words, and answers in ours', async () => {
    upstream.script(sendJson(answer));
    const completion = await complete({
      model: 'claude-sonnet-4-5',
      maxTokens: 99,
      temperature: 1.5,
      stop: ['END'],
      user: 'u-1',
      tools: [weather],
      toolChoice: { mode: 'REQUIRED' },
      messages: [
        { role: 'SYSTEM', content: 'Be brief.' },
        { role: 'USER', content: 'Here?', images: [{ url: 'data:image/png;base64,iVBORw0KGgo=' }] },
        { role: 'ASSISTANT', toolCalls: [{ id: 't1', name: 'weather', arguments: '{"city":"Bern"}' }] },
        { role: 'TOOL', content: 'sun', toolCallId: 't1' },
        { role: 'USER', content: 'And there?' },
      ],
    });
    expect(completion).toMatchObject({
      message: { content: 'Sunny', toolCalls: [{ id: 'toolu_1', name: 'weather', arguments: '{"city":"Bern"}' }] },
      finishReason: 'TOOL_CALLS',
      usage: { promptTokens: 10, completionTokens: 5, costUsd: '0.000105' },
      routing: { provider: 'claude' },
    });
    const [request] = upstream.requests;
    expect(request?.path).toBe('/v1/messages');
    expect(request?.headers).toMatchObject({ 'x-api-key': 'key-of-claude', 'anthropic-version': '2023-06-01' });
    expect(request?.body).toEqual({
      model: 'claude-sonnet-4-5',
      max_tokens: 99,
      temperature: 1,
      stop_sequences: ['END'],
      metadata: { user_id: 'u-1' },
      system: 'Be brief.',
      tools: [{ name: 'weather', description: 'Tells the weather', input_schema: weather.parameters }],
      tool_choice: { type: 'any' },
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Here?' },
            { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgo=' } },
          ],
        },
        { role: 'assistant', content: [{ type: 'tool_use', id: 't1', name: 'weather', input: { city: 'Bern' } }] },
        {
          role: 'user',
          content: [
            { type: 'tool_result', tool_use_id: 't1', content: 'sun' },
            { type: 'text', text: 'And there?' },
          ],
        },
      ],
    });
  });

  it('is asked again when it is overloaded before its first word', async () => {
    upstream.script(sendsRaw(fixture('anthropic-overloaded')), sendsRaw(fixture('anthropic-text')));
    expect(await stream({ model: 'claude-sonnet-4-5' })).toMatchObject({ text: 'Grüezi! 🎉' });
    expect(upstream.requests).toHaveLength(2);
  });

  it.each([
    [
      'status 400',
      sendJson({ type: 'error', error: { type: 'invalid_request_error', message: 'secret' } }, 400),
      'PROVIDER_ERROR',
    ],
    ['rubbish', sendJson('<html>secret'), 'PROVIDER_ERROR'],
    ['a busy provider', sendJson({}, 429, { 'retry-after': '7' }), 'RATE_LIMITED'],
  ])('becomes a coded error for %s', async (_case, step, code) => {
    upstream.script(step);
    const error = await complete({ model: 'claude-sonnet-4-5' }).catch((caught) => caught);
    expect(error).toMatchObject({ code });
    expect(JSON.stringify(error.errors)).not.toContain('secret');
    expect(upstream.requests).toHaveLength(1);
  });
});

it('asks an Azure deployment by its own name, with its key and the price of the model', async () => {
  upstream.script(says('From Azure.'));
  expect(await complete({ model: 'gpt-4o' })).toMatchObject({
    message: { content: 'From Azure.' },
    usage: { costUsd: '0.000075' },
    routing: { provider: 'microsoft', model: 'gpt-4o' },
  });
  const [request] = upstream.requests;
  expect(request?.path).toBe('/openai/deployments/our-deployment/chat/completions?api-version=2024-10-21');
  expect(request?.headers['api-key']).toBe('key-of-azure');
});

describe('a deployment of the registry that speaks the protocol', () => {
  it.each([
    ['its id', { model: 'our-chat' }],
    ['its id and version', { model: 'our-chat@2.0.0' }],
    ['its place', { routing: { deploymentTarget: 'EKS', preferredModel: 'our-chat' } }],
  ])('is a chat model by %s', async (_case, input) => {
    upstream.script(says('From our own.'));
    expect(await complete(input)).toMatchObject({
      message: { content: 'From our own.' },
      routing: { provider: 'registry', registeredModelUsed: 'our-chat', modelVersion: '2.0.0', attempts: 1 },
    });
    expect(upstream.requests[0]?.body).toMatchObject({
      model: 'served-model',
      messages: [{ role: 'user', content: 'hi' }],
    });
  });

  it('is none for callers of other teams', async () => {
    await expect(complete({ model: 'our-chat' }, stranger)).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: 'No provider serves "our-chat"',
    });
  });
});
