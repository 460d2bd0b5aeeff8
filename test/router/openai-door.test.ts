/** OpenAI's API at the router, by its own SDK. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import OpenAI from 'openai';
import { type StartedDoors, startDoors } from './start-doors.ts';
import { goodKey } from './start-supergraph.ts';

let doors: StartedDoors;
let openai: OpenAI;
beforeAll(async () => {
  doors = await startDoors();
  openai = new OpenAI({ baseURL: `${doors.origin}/v1`, apiKey: goodKey, maxRetries: 0 });
});
afterAll(() => doors.stop());

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const list: Item[] = [];
  for await (const item of items) list.push(item);
  return list;
}
const user = (content: string) => [{ role: 'user' as const, content }];

describe('chat completions', () => {
  it('come whole, with usage, and say how they were routed', async () => {
    const completion = await openai.chat.completions.create(
      {
        model: 'gpt-4',
        messages: [{ role: 'system', content: 'Be brief' }, ...user('hello')],
        temperature: 0.5,
        max_completion_tokens: 50,
      },
      { idempotencyKey: 'k1' },
    );
    expect(completion).toMatchObject({
      id: 'c1',
      object: 'chat.completion',
      model: 'gpt-4',
      choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'You said hello' } }],
      usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 },
      modelgraph: { provider: 'local', costUsd: '0.00042' },
    });
    expect(doors.recorded.calls.createCompletion).toMatchObject({
      model: 'gpt-4',
      maxTokens: 50,
      temperature: 0.5,
      messages: [
        { role: 'SYSTEM', content: 'Be brief' },
        { role: 'USER', content: 'hello' },
      ],
    });
  });

  it('use a registered model that is asked for by the name /v1/models has for it, or by the field of ours', async () => {
    await openai.chat.completions.create({ model: 'fraud@1.0.0', messages: user('hello') });
    const { model, registeredModel } = doors.recorded.calls.createCompletion as Record<string, unknown>;
    expect([model, registeredModel]).toEqual([undefined, { id: 'fraud', version: '1.0.0' }]);
    const routing = { preferredModel: 'recommendation', deploymentTarget: 'EKS' };
    const withOurs = { model: 'gpt-4', messages: user('hello'), modelgraph: { routing } };
    await openai.chat.completions.create(withOurs);
    expect(doors.recorded.calls.createCompletion).toMatchObject({ model: 'gpt-4', routing });
  });

  it('come as a stream that ends with usage and [DONE]', async () => {
    const stream = await openai.chat.completions.create({
      model: 'gpt-4',
      messages: user('hello'),
      stream: true,
      stream_options: { include_usage: true },
    });
    const chunks = await all(stream);
    expect(chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('')).toBe('You said hello');
    expect(chunks[0]?.choices[0]?.delta.role).toBe('assistant');
    expect(chunks.at(-2)?.choices[0]?.finish_reason).toBe('stop');
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { total_tokens: 5 } });
    expect(new Set(chunks.map(({ id }) => id)).size).toBe(1);

    const raw = await fetch(`${doors.origin}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${goodKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'gpt-4', messages: user('hello'), stream: true }),
    });
    expect(raw.headers.get('content-type')).toMatch(/^text\/event-stream/);
    expect(await raw.text()).toMatch(/\n\ndata: \[DONE\]\n\n$/);
  });

  it('are cancelled when the client leaves the stream', async () => {
    const stream = await openai.chat.completions.create({ model: 'gpt-4', messages: user('wait'), stream: true });
    for await (const chunk of stream) {
      if (chunk.choices[0]?.delta.content?.includes('wait')) break;
    }
    await doors.cancellations(1);
  });

  it('say what went wrong, before a stream and in the middle of one', async () => {
    const ask = (content: string, stream: boolean) =>
      openai.chat.completions.create({ model: 'gpt-4', messages: user(content), stream });
    await expect(ask('fail', false)).rejects.toMatchObject({ status: 502, type: 'server_error' });
    await expect(ask('refuse', true)).rejects.toMatchObject({ status: 404, code: 'not_found' });
    const broken = (await ask('break', true)) as unknown as AsyncIterable<unknown>;
    await expect(all(broken)).rejects.toThrow('The provider broke off');
  });

  it('refuse what they could not do, by its name', async () => {
    const unsupported = openai.chat.completions.create({ model: 'gpt-4', messages: user('x'), logit_bias: { 1: 2 } });
    await expect(unsupported).rejects.toMatchObject({
      status: 400,
      param: 'logit_bias',
      type: 'invalid_request_error',
    });
    const empty = openai.chat.completions.create({ model: 'gpt-4', messages: [] });
    await expect(empty).rejects.toMatchObject({ status: 400, param: 'messages' });
  });
});

const look = {
  type: 'function' as const,
  function: {
    name: 'look',
    description: 'Looks',
    parameters: { type: 'object', properties: { a: { type: 'number' } } },
  },
};

describe('tools', () => {
  it('are passed on, called, and their results sent back', async () => {
    const messages = [
      ...user('look at it'),
      {
        role: 'assistant' as const,
        content: null,
        tool_calls: [{ id: 't0', type: 'function' as const, function: { name: 'look', arguments: '{}' } }],
      },
      { role: 'tool' as const, tool_call_id: 't0', content: '42' },
      ...user('call'),
    ];
    const { choices } = await openai.chat.completions.create({
      model: 'gpt-4',
      messages,
      tools: [look],
      tool_choice: { type: 'function', function: { name: 'look' } },
    });
    expect(choices[0]).toMatchObject({
      finish_reason: 'tool_calls',
      message: { tool_calls: [{ id: 't1', type: 'function', function: { name: 'look', arguments: '{"a":1}' } }] },
    });
    expect(doors.recorded.calls.createCompletion).toMatchObject({
      tools: [look.function],
      toolChoice: { name: 'look' },
      messages: [
        { role: 'USER' },
        { role: 'ASSISTANT', toolCalls: [{ id: 't0', name: 'look', arguments: '{}' }] },
        { role: 'TOOL', toolCallId: 't0', content: '42' },
        { role: 'USER' },
      ],
    });
  });

  it('are called in pieces by a stream, which the SDK puts together', async () => {
    const stream = openai.chat.completions.stream({ model: 'gpt-4', messages: user('call'), tools: [look] });
    const { choices } = await stream.finalChatCompletion();
    expect(choices[0]?.finish_reason).toBe('tool_calls');
    expect(choices[0]?.message.tool_calls?.[0]).toMatchObject({
      id: 't1',
      function: { name: 'look', arguments: '{"a":1}' },
    });
  });
});

it('every setting, images and a JSON schema are passed on', async () => {
  const schema = { type: 'object', properties: { a: { type: 'number' } } };
  await openai.chat.completions.create({
    model: 'gpt-4',
    messages: [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'What is this?' },
          { type: 'image_url', image_url: { url: 'https://example.com/a.png', detail: 'low' } },
        ],
      },
    ],
    top_p: 0.5,
    n: 2,
    stop: 'END',
    seed: 7,
    presence_penalty: 1,
    frequency_penalty: -1,
    reasoning_effort: 'low',
    response_format: { type: 'json_schema', json_schema: { name: 'answer', schema, strict: true } },
    metadata: { team: 'blue' },
    user: 'u1',
  });
  expect(doors.recorded.calls.createCompletion).toMatchObject({
    messages: [{ content: 'What is this?', images: [{ url: 'https://example.com/a.png', detail: 'LOW' }] }],
    topP: 0.5,
    n: 2,
    stop: ['END'],
    seed: 7,
    presencePenalty: 1,
    frequencyPenalty: -1,
    reasoningEffort: 'LOW',
    responseFormat: { type: 'JSON_SCHEMA', name: 'answer', schema, strict: true },
    metadata: { team: 'blue' },
    user: 'u1',
  });
});

it('embeddings come as the SDK asks for them, and as numbers', async () => {
  const { data, usage } = await openai.embeddings.create({ model: 'embed', input: ['one', 'three'], dimensions: 2 });
  expect(data.map(({ embedding }) => embedding)).toEqual([
    [3, 0.5],
    [5, 0.5],
  ]);
  expect(usage).toEqual({ prompt_tokens: 3, total_tokens: 5 });
  expect(doors.recorded.calls.createEmbedding).toEqual({ model: 'embed', texts: ['one', 'three'], dimensions: 2 });
  const numbers = await openai.embeddings.create({ model: 'embed', input: 'one', encoding_format: 'float' });
  expect(numbers.data[0]?.embedding).toEqual([3, 0.5]);
});

it('models are listed and found by id', async () => {
  const { data } = await openai.models.list();
  expect(data.map(({ id, owned_by }) => [id, owned_by])).toEqual([
    ['gpt-4', 'local'],
    ['fraud@1.0.0', 'data-science-team'],
  ]);
  expect((await openai.models.retrieve('fraud@1.0.0')).id).toBe('fraud@1.0.0');
  await expect(openai.models.retrieve('nothing')).rejects.toMatchObject({ status: 404 });
});

it('a wrong key is an authentication error', async () => {
  const stranger = new OpenAI({ baseURL: `${doors.origin}/v1`, apiKey: 'wrong', maxRetries: 0 });
  await expect(stranger.models.list()).rejects.toBeInstanceOf(OpenAI.AuthenticationError);
  await expect(stranger.models.list()).rejects.toMatchObject({ code: 'invalid_api_key' });
});
