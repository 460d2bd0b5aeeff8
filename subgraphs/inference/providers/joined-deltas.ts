import type { AnswerDelta } from '../domain/provider.ts';

/** Pieces of an answer that came together, as one: each takes all of the way to the caller by itself. */
export function joined(deltas: readonly AnswerDelta[]): AnswerDelta {
  const [only, ...more] = deltas;
  if (only && more.length === 0) return only;
  const content = deltas.map((delta) => delta.content).join('');
  const toolCalls = deltas.flatMap((delta) => delta.toolCalls ?? []);
  return toolCalls.length > 0 ? { content, toolCalls } : { content };
}
