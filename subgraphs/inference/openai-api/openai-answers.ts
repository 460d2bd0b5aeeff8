/** What the gateway answers, as clients of OpenAI's API read it; what only Modelgraph knows stands in `modelgraph`. */
import { randomUUID } from 'node:crypto';
import type {
  Completion,
  CompletionAlternative,
  CompletionChunk,
  CompletionRouting,
  CompletionUsage,
} from '../domain/completion.ts';
import type { Embedding } from '../domain/embedding.ts';
import type { RoutableModel } from '../domain/routable-models.ts';
import type { ChatRequest, EmbeddingRequest } from './openai-requests.ts';

export function completionObject({ id, message, finishReason, alternatives, usage, routing }: Completion): object {
  return {
    id,
    object: 'chat.completion',
    created: now(),
    model: routing.model,
    choices: [{ message, finishReason }, ...alternatives].map(choiceObject),
    usage: usageObject(usage),
    modelgraph: ownPart(routing, usage),
  };
}

function choiceObject({ message, finishReason }: CompletionAlternative, index: number): object {
  const { content, toolCalls } = message;
  return {
    index,
    message: {
      role: 'assistant',
      content,
      refusal: null,
      ...(toolCalls.length > 0 && {
        tool_calls: toolCalls.map(({ id, ...called }) => ({ id, type: 'function', function: called })),
      }),
    },
    logprobs: null,
    finish_reason: finishReason.toLowerCase(),
  };
}

/** The events of a stream, the last of them `[DONE]`. */
export async function* chunkEvents(
  { stream_options }: ChatRequest,
  chunks: AsyncIterable<CompletionChunk>,
): AsyncGenerator<string> {
  const common = { id: `chatcmpl-${randomUUID()}`, object: 'chat.completion.chunk', created: now() };
  const withUsage = stream_options?.include_usage === true;
  let isFirst = true;
  for await (const chunk of chunks) {
    const { usage, routing, finishReason } = chunk;
    const body = { ...common, model: routing.model };
    const delta = { ...(isFirst && { role: 'assistant' }), ...deltaOf(chunk) };
    isFirst = false;
    yield JSON.stringify({
      ...body,
      choices: [{ index: 0, delta, logprobs: null, finish_reason: finishReason?.toLowerCase() ?? null }],
      ...(withUsage && { usage: null }),
      ...(usage && { modelgraph: ownPart(routing, usage) }),
    });
    if (usage && withUsage) yield JSON.stringify({ ...body, choices: [], usage: usageObject(usage) });
  }
  yield '[DONE]';
}

function deltaOf({ delta, toolCalls }: CompletionChunk): object {
  return {
    ...(delta && { content: delta }),
    ...(toolCalls.length > 0 && {
      tool_calls: toolCalls.map(({ index, id, name, arguments: piece }) => ({
        index,
        ...(id && { id, type: 'function' }),
        function: { ...(name && { name }), arguments: piece },
      })),
    }),
  };
}

/** OpenAI's own SDKs ask for base64, which is a third as long. */
export function embeddingList(
  { embeddings, usage, routing }: Embedding,
  format: NonNullable<EmbeddingRequest['encoding_format']>,
): object {
  const encoded = (values: readonly number[]): readonly number[] | string =>
    format === 'base64' ? Buffer.from(new Float32Array(values).buffer).toString('base64') : values;
  return {
    object: 'list',
    data: embeddings.map(({ index, values }) => ({ object: 'embedding', index, embedding: encoded(values) })),
    model: routing.model,
    usage: { prompt_tokens: usage.promptTokens, total_tokens: usage.totalTokens },
    modelgraph: ownPart(routing, usage),
  };
}

/** Nothing here knows when a provider made its model. */
export function modelObject({ id, provider, teamId }: RoutableModel): object {
  return { id, object: 'model', created: 0, owned_by: teamId ?? provider };
}

function usageObject(usage: CompletionUsage): object {
  return {
    prompt_tokens: usage.promptTokens,
    completion_tokens: usage.completionTokens,
    total_tokens: usage.totalTokens,
    prompt_tokens_details: { cached_tokens: usage.cachedPromptTokens },
    completion_tokens_details: { reasoning_tokens: usage.reasoningTokens },
  };
}

function ownPart(
  { provider, model, registeredModelUsed, modelVersion, cached }: CompletionRouting,
  { costUsd }: CompletionUsage,
): object {
  return { provider, model, registeredModelUsed, modelVersion, cached, costUsd };
}

const now = (): number => Math.floor(Date.now() / 1000);
