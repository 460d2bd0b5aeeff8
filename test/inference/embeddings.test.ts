import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { temporaryFolder } from '../infra/temporary-folder.ts';
import { sendJson } from './chat-upstream.ts';
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

const embeddingDocument = parse(`mutation ($input: EmbeddingInput!) {
  createEmbedding(input: $input) { id embeddings { index values } usage { promptTokens costUsd } routing { provider model } }
}`);

async function embed(input: object, running = gateway) {
  const answer = await running.as(scientist).request(embeddingDocument as never, { input } as never);
  return (answer as { createEmbedding: { embeddings: { values: number[] }[] } }).createEmbedding;
}

describe('embeddings', () => {
  it('come in the order of the texts, with what they cost', async () => {
    upstream.script(
      sendJson({
        data: [
          { index: 1, embedding: [3, 4] },
          { index: 0, embedding: [1, 2] },
        ],
        usage: { prompt_tokens: 1_000_000, total_tokens: 1_000_000 },
      }),
    );
    expect(await embed({ model: 'text-embedding-3-small', texts: ['a', 'b'], dimensions: 2, user: 'u' })).toMatchObject(
      {
        id: expect.stringMatching(/^embedding-/),
        embeddings: [
          { index: 0, values: [1, 2] },
          { index: 1, values: [3, 4] },
        ],
        usage: { promptTokens: 1_000_000, costUsd: '0.02' },
        routing: { provider: 'openai', model: 'text-embedding-3-small' },
      },
    );
    expect(upstream.requests[0]).toMatchObject({
      path: '/v1/embeddings',
      body: { model: 'text-embedding-3-small', input: ['a', 'b'], dimensions: 2, user: 'u', encoding_format: 'float' },
    });
  });

  it('are made once for one idempotency key, and refuse it for other texts', async () => {
    upstream.script(
      sendJson({ data: [{ index: 0, embedding: [1, 2] }], usage: { prompt_tokens: 1, total_tokens: 1 } }),
    );
    const input = { model: 'text-embedding-3-small', texts: ['a'], idempotencyKey: 'embedded-once' };
    const before = upstream.requests.length;
    const first = await embed(input);
    expect(await embed(input)).toEqual(first);
    expect(upstream.requests.length - before).toBe(1);
    await expect(embed({ ...input, texts: ['b'] })).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('are made by the local provider too: texts that share words are near each other', async () => {
    const { embeddings } = await embed(
      { model: 'local', texts: ['card payment fraud', 'fraud in a card payment', 'songs'] },
      local,
    );
    const near = (left: number, right: number) =>
      (embeddings[left]?.values ?? []).reduce(
        (sum, value, place) => sum + value * (embeddings[right]?.values[place] ?? 0),
        0,
      );
    expect(near(0, 1)).toBeGreaterThan(0.6);
    expect(near(0, 2)).toBeLessThan(0.2);
  });

  it.each([
    ['no texts', { texts: [] }, 'input.texts'],
    ['an empty text', { texts: ['a', ''] }, 'input.texts.1'],
    ['no dimensions', { texts: ['a'], dimensions: 0 }, 'input.dimensions'],
  ])('refuse %s', async (_case, input, path) => {
    await expect(embed({ model: 'm', ...input })).rejects.toMatchObject({
      code: 'VALIDATION_ERROR',
      errors: [{ extensions: { details: [{ path }] } }],
    });
  });
});
