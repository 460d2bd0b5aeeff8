/** A question to a chat model, as work for a provider. */
import { estimateTokens, tokensOf } from './conversation.ts';
import type { ChatAnswer, Question } from './provider.ts';
import type { Work } from './work.ts';

export function chatWork(question: Question): Work<ChatAnswer> {
  return {
    complete: ({ provider, facts }, signal) => provider.complete({ ...question, model: facts.upstreamName }, signal),
    stream: ({ provider, facts }, signal) => provider.stream({ ...question, model: facts.upstreamName }, signal),
    usageOf: ({ usage }) => usage,
    estimateOf: (answer, received) => ({
      promptTokens: tokensOf(question.messages),
      cachedPromptTokens: 0,
      completionTokens: estimateTokens(answer ? writtenIn(answer) : received),
    }),
  };
}

function writtenIn({ content, toolCalls, alternatives = [] }: ChatAnswer): string {
  const calls = toolCalls.map((call) => call.arguments);
  return [content ?? '', ...calls, ...alternatives.map((alternative) => alternative.content ?? '')].join('');
}
