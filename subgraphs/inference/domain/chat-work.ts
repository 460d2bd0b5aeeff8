/** A question to a chat model, as work for a provider. */
import { tokensOf, tokensOfCharacters } from './conversation.ts';
import type { ChatAnswer, Question } from './provider.ts';
import type { Work } from './work.ts';

export function chatWork(question: Question): Work<ChatAnswer> {
  return {
    complete: ({ provider, facts }, signal) => provider.complete({ ...question, model: facts.upstreamName }, signal),
    stream: ({ provider, facts }, signal) => provider.stream({ ...question, model: facts.upstreamName }, signal),
    usageOf: ({ usage }) => usage,
    estimateOf: (answer, receivedCharacters) => ({
      promptTokens: tokensOf(question.messages),
      cachedPromptTokens: 0,
      completionTokens: tokensOfCharacters(Math.max(receivedCharacters, answer ? charactersOf(answer) : 0)),
    }),
  };
}

function charactersOf({ content, toolCalls, alternatives = [] }: ChatAnswer): number {
  const calls = toolCalls.map((call) => call.arguments);
  const texts = [content, ...calls, ...alternatives.map((alternative) => alternative.content)];
  return texts.reduce((sum, text) => sum + (text?.length ?? 0), 0);
}
