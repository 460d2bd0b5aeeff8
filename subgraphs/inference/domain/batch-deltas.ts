import { setTimeout as sleep } from 'node:timers/promises';
import type { AnswerDelta } from './provider.ts';

/**
 * Joins pieces of an answer that come close together: the first is passed on at once, after it at most one piece each
 * `milliseconds`. An event per token would cost clients and routers several times the provider's own work. Returns what
 * `source` returns and throws what it throws, after the text that came before.
 */
export async function* batchDeltas<Result>(
  source: AsyncGenerator<AnswerDelta, Result>,
  milliseconds: number,
): AsyncGenerator<AnswerDelta, Result> {
  let pending = '';
  let arrival = Promise.withResolvers<void>();
  const read = async (): Promise<Result> => {
    for (;;) {
      const next = await source.next();
      if (next.done) return next.value;
      pending += next.value.content;
      arrival.resolve();
    }
  };
  let isOver = false;
  const reading = read().finally(() => {
    isOver = true;
  });
  // Its failure is thrown at the end, after the pending text; until then nobody awaits it.
  const over = reading.then(
    () => undefined,
    () => undefined,
  );

  while (!isOver) {
    await Promise.race([over, arrival.promise]);
    if (pending) {
      const content = pending;
      pending = '';
      arrival = Promise.withResolvers<void>();
      yield { content };
      await Promise.race([over, sleep(milliseconds, undefined, { ref: false })]);
    }
  }
  if (pending) yield { content: pending };
  return await reading;
}
