import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { temporaryFolder } from '../infra/temporary-folder.ts';
import { calls, says, sendJson, streams } from './chat-upstream.ts';
import { scientist } from './start-gateway.ts';
import { type Platform, startPlatform } from './start-platform.ts';

const folder = temporaryFolder();
let local: Platform['local'];
let gateway: Platform['gateway'];
let upstream: Platform['upstream'];
let stop: Platform['stop'];
beforeAll(async () => {
  ({ local, gateway, upstream, stop } = await startPlatform(folder));
});
afterAll(() => stop());

const fields = `message { role content toolCalls { id name arguments } } finishReason
  alternatives { message { content } finishReason }
  usage { promptTokens completionTokens totalTokens cachedPromptTokens reasoningTokens costUsd }
  routing { provider model attempts }`;
const completionDocument = parse(
  `mutation ($input: CompletionInput!) { createCompletion(input: $input) { ${fields} } }`,
);
const streamDocument = `subscription ($input: CompletionInput!) {
  completionStream(input: $input) { delta toolCalls { index id name arguments } finishReason }
}`;

async function complete(input: object, running = gateway) {
  const messages = [{ role: 'USER', content: 'hi' }];
  const all = { input: { model: 'gpt-4o', messages, cache: { mode: 'OFF' }, ...input } };
  const answer = await running.as(scientist).request(completionDocument as never, all as never);
  return (answer as { createCompletion: Record<string, never> }).createCompletion;
}

const weather = { name: 'weather', description: 'Tells the weather', parameters: { type: 'object', properties: {} } };

describe('a request', () => {
  it('reaches the provider with everything that was asked', async () => {
    upstream.script(says('{"a":1}'));
    await complete({
      maxTokens: 50,
      temperature: 0.5,
      topP: 0.9,
      stop: ['END'],
      seed: 7,
      presencePenalty: 0.1,
      frequencyPenalty: -0.2,
      reasoningEffort: 'LOW',
      metadata: [{ key: 'ticket', value: '42' }],
      user: 'u-1',
      responseFormat: { type: 'JSON_SCHEMA', name: 'answer', schema: { type: 'object' } },
      tools: [weather],
      toolChoice: { mode: 'FUNCTION', name: 'weather' },
    });
    expect(upstream.requests[0]?.body).toEqual({
      model: 'gpt-4o',
      messages: [{ role: 'user', content: 'hi' }],
      max_tokens: 50,
      temperature: 0.5,
      top_p: 0.9,
      stop: ['END'],
      seed: 7,
      presence_penalty: 0.1,
      frequency_penalty: -0.2,
      reasoning_effort: 'low',
      metadata: { ticket: '42' },
      user: 'u-1',
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'answer', schema: { type: 'object' }, strict: true },
      },
      tools: [{ type: 'function', function: weather }],
      tool_choice: { type: 'function', function: { name: 'weather' } },
    });
  });

  it('names the limit of tokens as reasoning models want it', async () => {
    upstream.script(says('ok'));
    await complete({ model: 'gpt-5-mini', maxTokens: 50 });
    expect(upstream.requests[0]?.body).toMatchObject({ max_completion_tokens: 50 });
  });

  it('may show images', async () => {
    upstream.script(says('A cat.'));
    const url = 'data:image/png;base64,iVBORw0KGgo=';
    await complete({
      messages: [
        {
          role: 'USER',
          content: 'What is it?',
          images: [{ url, detail: 'LOW' }, { url: 'https://example.com/cat.png' }],
        },
      ],
    });
    expect(upstream.requests[0]?.body.messages[0]?.content).toEqual([
      { type: 'text', text: 'What is it?' },
      { type: 'image_url', image_url: { url, detail: 'low' } },
      { type: 'image_url', image_url: { url: 'https://example.com/cat.png' } },
    ]);
  });

  it('may ask for several answers', async () => {
    const choice = (content: string, finish_reason: string) => ({
      message: { role: 'assistant', content },
      finish_reason,
    });
    upstream.script(
      sendJson({
        choices: [choice('One', 'stop'), choice('Two', 'length')],
        usage: { prompt_tokens: 3, completion_tokens: 4 },
      }),
    );
    expect(await complete({ n: 2 })).toMatchObject({
      message: { content: 'One' },
      alternatives: [{ message: { content: 'Two' }, finishReason: 'LENGTH' }],
      usage: { totalTokens: 7 },
    });
    expect(upstream.requests[0]?.body).toMatchObject({ n: 2 });
  });

  it('is told what was cached and what went into thinking', async () => {
    const usage = {
      prompt_tokens: 1_000,
      completion_tokens: 100,
      prompt_tokens_details: { cached_tokens: 400 },
      completion_tokens_details: { reasoning_tokens: 60 },
    };
    upstream.script(says('Hm.', { usage }));
    expect(await complete({})).toMatchObject({
      // gpt-4o: 2.50, 1.25 cached and 10.00 dollars for a million tokens.
      usage: { cachedPromptTokens: 400, reasoningTokens: 60, totalTokens: 1_100, costUsd: '0.003' },
    });
  });
});

describe("the caller's tools", () => {
  it('are called by the caller, who then goes on with the conversation', async () => {
    upstream.script(calls({ name: 'weather', arguments: '{"city":"Bern"}' }), says('Sunny.'));
    const wanted = await complete({ tools: [weather] });
    expect(wanted).toMatchObject({
      message: { content: null, toolCalls: [{ id: 'call_0', name: 'weather', arguments: '{"city":"Bern"}' }] },
      finishReason: 'TOOL_CALLS',
    });
    const { message } = wanted as unknown as { message: { toolCalls: object[] } };
    await complete({
      tools: [weather],
      messages: [
        { role: 'USER', content: 'Weather in Bern?' },
        { role: 'ASSISTANT', toolCalls: message.toolCalls },
        { role: 'TOOL', content: 'sun', toolCallId: 'call_0' },
      ],
    });
    expect(upstream.requests[1]?.body.messages.slice(1)).toEqual([
      {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: 'call_0', type: 'function', function: { name: 'weather', arguments: '{"city":"Bern"}' } }],
      },
      { role: 'tool', content: 'sun', tool_call_id: 'call_0' },
    ]);
  });

  it('stand beside the tool of a registered model, which the gateway calls', async () => {
    const predict = { name: 'predict_fraud_detection_model', arguments: '{"features":[[4800,3,900,1]]}' };
    upstream.script(calls(predict), calls({ name: 'weather', arguments: '{}' }));
    const answer = await complete({ tools: [weather], registeredModel: { id: 'fraud-detection-model' } });
    expect(answer).toMatchObject({ message: { toolCalls: [{ name: 'weather' }] }, routing: { attempts: 2 } });
    expect(upstream.requests[0]?.body.tools?.map((tool) => tool.function.name)).toEqual(['weather', predict.name]);
    expect(upstream.requests[1]?.body.messages.at(-1)?.content).toMatch(/fraud_probability/);
  });

  it('have their calls streamed, and not those of the registered model', async () => {
    const piece = (index: number, more: object) => ({ tool_calls: [{ index, ...more }] });
    const first = (name: string) => ({ id: `call-${name}`, type: 'function', function: { name, arguments: '' } });
    upstream.script(
      streams(
        [
          piece(0, first('predict_fraud_detection_model')),
          piece(0, { function: { arguments: '{"features":[[4800,3,900,1]]}' } }),
        ],
        'tool_calls',
      ),
      streams(
        [
          { content: 'Let me see. ' },
          piece(0, first('weather')),
          piece(0, { function: { arguments: '{"city":' } }),
          piece(0, { function: { arguments: '"Bern"}' } }),
        ],
        'tool_calls',
        30,
      ),
    );
    const input = {
      model: 'gpt-4o',
      messages: [{ role: 'USER', content: 'hi' }],
      tools: [weather],
      registeredModel: { id: 'fraud-detection-model' },
    };
    const chunks = [];
    for await (const { data } of gateway.subscribe(scientist, streamDocument, { input })) {
      if (data)
        chunks.push(
          data.completionStream as unknown as {
            delta: string;
            toolCalls: { id: string | null; arguments: string }[];
            finishReason: string | null;
          },
        );
    }
    const pieces = chunks.flatMap(({ toolCalls }) => toolCalls);
    expect(pieces[0]).toMatchObject({ index: 0, id: 'call-weather', name: 'weather' });
    expect(pieces.slice(1).every(({ id }) => id === null)).toBe(true);
    expect(pieces.map((call) => call.arguments).join('')).toBe('{"city":"Bern"}');
    expect(chunks.map(({ delta }) => delta).join('')).toBe('Let me see. ');
    expect(chunks.at(-1)).toMatchObject({ finishReason: 'TOOL_CALLS', toolCalls: [] });
  });
});

describe('what cannot be', () => {
  const user = (more: object) => ({ messages: [{ role: 'USER', ...more }] });
  it.each([
    ['a message without a word', user({}), 'input.messages.0.content'],
    ['an image by http', user({ images: [{ url: 'http://example.com/a.png' }] }), 'input.messages.0.images.0.url'],
    [
      'an image of the assistant',
      { messages: [{ role: 'ASSISTANT', content: 'a', images: [{ url: 'https://a.b/c' }] }] },
      'input.messages.0.images',
    ],
    ['a tool name with spaces', { tools: [{ name: 'a b' }] }, 'input.tools.0.name'],
    ['two tools of one name', { tools: [weather, weather] }, 'input.tools'],
    ['a choice among no tools', { toolChoice: { mode: 'REQUIRED' } }, 'input.toolChoice'],
    [
      'the choice of an unknown tool',
      { tools: [weather], toolChoice: { mode: 'FUNCTION', name: 'x' } },
      'input.toolChoice.name',
    ],
    ['a schema without a name', { responseFormat: { type: 'JSON_SCHEMA', schema: {} } }, 'input.responseFormat.name'],
    ['nine answers', { n: 9 }, 'input.n'],
    ['a penalty of 3', { presencePenalty: 3 }, 'input.presencePenalty'],
    ['five stops', { stop: ['a', 'b', 'c', 'd', 'e'] }, 'input.stop'],
    ['a cost in words', { routing: { maxCostUsd: 'little' } }, 'input.routing.maxCostUsd'],
    [
      "a tool named as the registered model's",
      { tools: [{ name: 'predict_fraud_detection_model' }], registeredModel: { id: 'fraud-detection-model' } },
      'input.tools.0.name',
    ],
  ] as [string, object, string][])('%s is refused at its place', async (_case, input, path) => {
    upstream.script(says('never'));
    await expect(complete(input)).rejects.toMatchObject({
      code: 'VALIDATION_ERROR',
      errors: [{ extensions: { details: [{ path }] } }],
    });
    expect(upstream.requests).toHaveLength(0);
  });

  it('of a model is refused before anything is sent', async () => {
    const image = user({ content: 'look', images: [{ url: 'https://example.com/a.png' }] });
    await expect(complete(image, local)).rejects.toMatchObject({
      code: 'VALIDATION_ERROR',
      message: expect.stringMatching(/takes no images/),
    });
    upstream.script(says('never'));
    await expect(complete({ ...user({ content: 'word '.repeat(10_000) }), model: 'gpt-4' })).rejects.toMatchObject({
      code: 'VALIDATION_ERROR',
      message: expect.stringMatching(/context of 8192 tokens is too small/),
    });
    await expect(complete({ routing: { maxCostUsd: '0.00001' } })).rejects.toMatchObject({
      message: expect.stringMatching(/would cost about/),
    });
    expect(upstream.requests).toHaveLength(0);
  });
});
