/** How an answer reaches the caller: whole, or as chunks. */
import { DomainError } from '../../../platform/errors.ts';
import { batchDeltas } from './batch-deltas.ts';
import type { AnswerMessage, Completion, CompletionChunk } from './completion.ts';
import { growingText } from './growing-text.ts';
import type { AnswerDelta } from './provider.ts';
import { type Run, routingOf, type Step } from './run.ts';

const batches = { milliseconds: 20, pieces: 32, characters: 8 * 1024 };

export async function wholeOf(step: Step, run: Run): Promise<Completion> {
  const source = step(run);
  try {
    for (;;) {
      const next = await source.next();
      if (next.done) return next.value;
    }
  } catch (error) {
    // Nobody is there to be told, and it is no fault to be logged.
    if (run.signal.aborted) throw new DomainError('PROVIDER_ERROR', 'The caller has left');
    throw error;
  }
}

/**
 * The text joined a little; the last chunk has the finish reason and the usage. `onWhole`, when given, gets the completion with everything
 * that was streamed as its content, and is done before the last chunk goes out.
 */
export async function* chunksOf(
  step: Step,
  run: Run,
  onWhole?: (completion: Completion) => Promise<void>,
): AsyncGenerator<CompletionChunk, void> {
  const source = batchDeltas(step(run), batches);
  const content = growingText(onWhole ? Number.POSITIVE_INFINITY : 0);
  try {
    let next = await source.next();
    for (; !next.done; next = await source.next()) {
      const { content: delta, toolCalls = [] } = next.value;
      content.add(delta);
      yield { delta, toolCalls, finishReason: null, usage: null, routing: routingOf(run), context: null };
    }
    const completion = next.value;
    await onWhole?.({ ...completion, message: { ...completion.message, content: content.text() || null } });
    yield lastChunk(completion);
  } finally {
    await source.return(undefined as never);
  }
}

/** A completion that was made before, as chunks. */
export async function* replay(completion: Completion): AsyncGenerator<CompletionChunk, void> {
  const { message, routing } = completion;
  const { content, toolCalls = [] } = replayed(message);
  if (content || toolCalls.length > 0) {
    yield { delta: content, toolCalls, finishReason: null, usage: null, routing, context: null };
  }
  yield lastChunk(completion);
}

/** A message as one piece of a stream. */
export function replayed({ content, toolCalls }: AnswerMessage): AnswerDelta {
  const calls = toolCalls.map((call, index) => ({ index, ...call }));
  return calls.length > 0 ? { content: content ?? '', toolCalls: calls } : { content: content ?? '' };
}

function lastChunk({ finishReason, usage, routing, guardrails = [], context = null }: Completion): CompletionChunk {
  return { delta: '', toolCalls: [], finishReason, usage, routing, guardrails, context };
}

/** A generator waits for its own work before it returns; here leaving ends the work first. */
export function leavable<Item>(
  source: AsyncGenerator<Item, void>,
  leaving: AbortController,
): AsyncIterableIterator<Item> {
  return {
    next: () => source.next(),
    async return() {
      leaving.abort();
      await source.return();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
