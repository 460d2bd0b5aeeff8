import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { batchDeltas } from '../../subgraphs/inference/domain/batch-deltas.ts';
import type { AnswerDelta } from '../../subgraphs/inference/domain/provider.ts';

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
  const { texts, result } = await read(batchDeltas(pieces(letters), 20));
  expect(texts[0]).toBe('a');
  expect(texts.join('')).toBe(letters.join(''));
  expect(texts.length).toBeLessThan(letters.length / 2);
  expect(result).toBe('whole');
});

it('returns at once when there is nothing', async () => {
  expect(await read(batchDeltas(pieces([]), 20))).toEqual({ texts: [], result: 'whole' });
});

it('passes on what came before a failure, then the failure', async () => {
  const source = batchDeltas(pieces(['a', 'b'], new Error('gone')), 20);
  expect(await source.next()).toMatchObject({ value: { content: 'a' } });
  expect(await source.next()).toMatchObject({ value: { content: 'b' } });
  await expect(source.next()).rejects.toThrow('gone');
});
