/** One question to the chat model: whom it is sent to, and what it used. */
import { estimateTokens, type TokenUsage } from './conversation.ts';
import type { AnswerDelta, ChatAnswer, ChatRequest } from './provider.ts';
import type { Run } from './run.ts';

/** Yields the answer as it comes, if the run is streamed, and returns the whole. Throws what the provider throws. */
export async function* askProvider(run: Run, request: ChatRequest): AsyncGenerator<AnswerDelta, ChatAnswer> {
  const { provider } = run.plan;
  run.attempts += 1;
  const answer = run.streamed
    ? yield* provider.stream(request, run.signal)
    : await provider.complete(request, run.signal);
  run.spending.add({
    provider: provider.name,
    model: request.model,
    usage: answer.usage ?? estimatedUsage(request, answer),
    isExact: answer.usage !== undefined,
  });
  return answer;
}

function estimatedUsage({ messages }: ChatRequest, { content, toolCalls }: ChatAnswer): TokenUsage {
  const sum = (texts: readonly (string | null)[]) =>
    texts.reduce((tokens, text) => tokens + estimateTokens(text ?? ''), 0);
  return {
    promptTokens: sum(messages.map((message) => message.content)),
    cachedPromptTokens: 0,
    completionTokens: sum([content, ...toolCalls.map((call) => call.arguments)]),
  };
}
