import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { batchDeltas } from '../../subgraphs/inference/domain/batch-deltas.ts';
import type { AnswerDelta } from '../../subgraphs/inference/domain/provider.ts';

const limits = { milliseconds: 20, pieces: 32, characters: 100 };

async function* pieces(texts: readonly string[], failure?: Error): AsyncGenerator<AnswerDelta, string> {
  for (const text of texts) {
    yield { content: text };
    await sleep(2);
  }
  if (failure) throw failure;
  return 'whole';
}

async function read(source: AsyncGenerator<AnswerDelta, string>) {
  const texts: string[] = [];
  for (;;) {
    const next = await source.next();
    if (next.done) return { texts, result: next.value };
    texts.push(next.value.content);
  }
}

it('passes the first piece on at once and joins those that follow closely', async () => {
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  const { texts, result } = await read(batchDeltas(pieces(letters), limits));
  expect(texts[0]).toBe('a');
  expect(texts.join('')).toBe(letters.join(''));
  expect(texts.length).toBeLessThan(letters.length / 2);
  expect(result).toBe('whole');
});

it('gives a long piece in parts', async () => {
  const long = 'x'.repeat(250);
  const { texts } = await read(batchDeltas(pieces([long, 'end']), limits));
  expect(texts.join('')).toBe(`${long}end`);
  expect(Math.max(...texts.map((text) => text.length))).toBe(limits.characters);
});

it('returns at once when there is nothing', async () => {
  expect(await read(batchDeltas(pieces([]), limits))).toEqual({ texts: [], result: 'whole' });
});

it('passes on what came before a failure, then the failure', async () => {
  const source = batchDeltas(pieces(['a', 'b'], new Error('gone')), limits);
  expect(await source.next()).toMatchObject({ value: { content: 'a' } });
  expect(await source.next()).toMatchObject({ value: { content: 'b' } });
  await expect(source.next()).rejects.toThrow('gone');
});

it('puts the pieces of a tool call together', async () => {
  async function* calls(): AsyncGenerator<AnswerDelta, string> {
    yield { content: 'a' };
    yield { content: '', toolCalls: [{ index: 0, id: 'c', name: 'find', arguments: '{"x":' }] };
    yield { content: '' };
    yield { content: 'b', toolCalls: [{ index: 0, arguments: '1}' }] };
    return 'whole';
  }
  const source = batchDeltas(calls(), limits);
  expect((await source.next()).value).toEqual({ content: 'a' });
  expect((await source.next()).value).toEqual({
    content: 'b',
    toolCalls: [{ index: 0, id: 'c', name: 'find', arguments: '{"x":1}' }],
  });
});

it('does not read further ahead of a slow reader than it may, and ends its source when it is left', async () => {
  let read = 0;
  let ended = false;
  async function* endless(): AsyncGenerator<AnswerDelta, string> {
    try {
      for (;;) {
        read += 1;
        yield { content: '0123456789' };
      }
    } finally {
      ended = true;
    }
  }
  const source = batchDeltas(endless(), limits);
  await source.next();
  await sleep(30);
  expect(read).toBeLessThanOrEqual(2 + limits.characters / 10);
  expect((await source.next()).value).toHaveProperty('content');
  await source.return('left');
  expect(ended).toBe(true);
});

it('passes on 32 pieces without waiting', async () => {
  async function* burst(): AsyncGenerator<AnswerDelta, string> {
    for (let index = 0; index < 300; index += 1) yield { content: '.' };
    await sleep(10_000, undefined, { ref: false });
    return 'whole';
  }
  const source = batchDeltas(burst(), { ...limits, milliseconds: 9_000 });
  const started = performance.now();
  await source.next();
  for (let time = 0; time < 2; time += 1) {
    const { value } = await source.next();
    expect(value).toEqual({ content: expect.stringMatching(/^\.{32,40}$/) });
  }
  expect(performance.now() - started).toBeLessThan(8_000);
  await source.return('left');
});
