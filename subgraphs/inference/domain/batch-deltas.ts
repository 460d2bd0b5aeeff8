import { bell } from './bell.ts';
import type { AnswerDelta, ToolCallDelta } from './provider.ts';

export interface BatchLimits {
  /** At most one piece in so long, unless `pieces` or `characters` are waiting. */
  readonly milliseconds: number;
  /** So many are passed on without waiting further; providers send about one a token. */
  readonly pieces: number;
  /** Of the text of one piece, at most; with so much waiting for a slow reader, `source` is asked for no more. */
  readonly characters: number;
}

/**
 * Joins pieces of an answer that come close together: the first is passed on at once, those after it as `limits` say. An event per token
 * would cost clients and routers several times the provider's own work. Returns what `source` returns and throws what it throws,
 * after what came before. When it is left, `source` is left; whoever leaves it makes `source` end what it waits for.
 */
export async function* batchDeltas<Result>(
  source: AsyncGenerator<AnswerDelta, Result>,
  limits: BatchLimits,
): AsyncGenerator<AnswerDelta, Result> {
  const waiting = joinedDeltas(limits.characters);
  const news = bell();
  const room = bell();
  let isOver = false;
  let isLeft = false;

  const isFull = (): boolean =>
    waiting.size().pieces >= limits.pieces || waiting.size().characters >= limits.characters;

  const read = async (): Promise<Result> => {
    for (;;) {
      const next = await source.next();
      if (next.done) return next.value;
      waiting.add(next.value);
      news.ring();
      while (waiting.size().characters >= limits.characters && !isLeft) await room.rung();
      if (isLeft) await source.return(undefined as never);
    }
  };
  const reading = read().finally(() => {
    isOver = true;
    news.ring();
  });
  // Its failure is thrown at the end, after what came before; until then nobody awaits it.
  reading.catch(() => undefined);

  try {
    for (;;) {
      while (waiting.size().pieces === 0 && !isOver) await news.rung();
      if (waiting.size().pieces === 0) return await reading;
      yield waiting.take();
      room.ring();
      let isDue = false;
      const pause = setTimeout(() => {
        isDue = true;
        news.ring();
      }, limits.milliseconds);
      while (!isDue && !isOver && !isFull()) await news.rung();
      clearTimeout(pause);
    }
  } finally {
    isLeft = true;
    room.ring();
    await reading.catch(() => undefined);
  }
}

/** Deltas become one: texts appended, pieces of the same tool call put together. What is longer than `mostCharacters` is taken in parts. */
function joinedDeltas(mostCharacters: number) {
  let content = '';
  let calls = new Map<number, ToolCallDelta>();
  let pieces = 0;
  let characters = 0;
  return {
    size: () => ({ pieces, characters }),
    add({ content: more, toolCalls = [] }: AnswerDelta): void {
      if (more === '' && toolCalls.length === 0) return;
      pieces += 1;
      characters += more.length;
      content += more;
      for (const call of toolCalls) {
        characters += call.arguments.length;
        const known = calls.get(call.index);
        calls.set(call.index, known ? { ...known, arguments: known.arguments + call.arguments } : call);
      }
    },
    take(): AnswerDelta {
      if (content.length > mostCharacters) {
        const part = content.slice(0, mostCharacters);
        content = content.slice(mostCharacters);
        characters -= part.length;
        return { content: part };
      }
      const delta = calls.size > 0 ? { content, toolCalls: [...calls.values()] } : { content };
      content = '';
      calls = new Map();
      pieces = 0;
      characters = 0;
      return delta;
    },
  };
}
