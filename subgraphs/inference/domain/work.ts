/** What a provider is asked for: an answer of a chat model, or embeddings. */
import type { Candidate } from './candidates.ts';
import type { TokenUsage } from './conversation.ts';
import type { AnswerDelta } from './provider.ts';

export interface Work<Answer> {
  /** The whole answer. */
  complete(candidate: Candidate, signal: AbortSignal): Promise<Answer>;
  /** Its pieces as they come, and then the whole. */
  stream(candidate: Candidate, signal: AbortSignal): AsyncGenerator<AnswerDelta, Answer>;
  /** What the provider said it used. */
  usageOf(answer: Answer): TokenUsage | undefined;
  /** What it probably used for an answer, or for one of which so many characters have come by now. */
  estimateOf(answer: Answer | undefined, receivedCharacters: number): TokenUsage;
}
