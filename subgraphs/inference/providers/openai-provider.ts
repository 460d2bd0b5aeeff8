/** A provider that speaks OpenAI's chat completions API: OpenAI itself, or any of the many that are compatible. */
import OpenAI, { APIConnectionError, APIError, AzureOpenAI } from 'openai';
import type { Dispatcher } from 'undici';
import type { FinishReason, TokenUsage, ToolCall } from '../domain/conversation.ts';
import { type GrowingText, growingText } from '../domain/growing-text.ts';
import type { AnswerDelta, ChatAnswer, ModelFacts, ToolCallDelta } from '../domain/provider.ts';
import { failureOfStatus, ProviderFailure } from '../domain/provider-failure.ts';
import type { ConnectedProvider } from './connected-provider.ts';
import { failureOfExchange } from './exchange-failures.ts';
import { joined } from './joined-deltas.ts';
import { openaiChat } from './openai-chat.ts';
import { toParameters } from './openai-request.ts';
import { providerDispatcher } from './provider-dispatcher.ts';
import { listedModelsOf, type ProviderConfiguration } from './providers-file.ts';
import { providerFetch } from './undici-provider-fetch.ts';

/** The SDK's own deadline, which it insists on; ours come long before. */
const neverMilliseconds = 3_600_000;

/** `dispatcher`: connections of the caller's, who closes them; when absent, the provider has its own. */
export function openaiProvider(
  configuration: ProviderConfiguration,
  factsOf: (model: string) => ModelFacts,
  dispatcher?: Dispatcher,
): ConnectedProvider {
  const { name, models } = configuration;
  const connections = dispatcher ?? providerDispatcher();
  const client = createClient(configuration, connections);
  const chat = openaiChat(configuration, connections);

  return {
    name,
    models: models.map((model) => model.name),
    listedModels: listedModelsOf(configuration),
    isDefault: configuration.isDefault,
    weight: configuration.weight,
    factsOf,

    async complete(request, signal) {
      try {
        const answer = await chat.complete(toParameters(request), signal);
        const choices = answer?.choices;
        if (!choices?.[0] || !choices.every(({ message }) => message)) throw unreadable(name);
        const [first, ...further] = choices.map(({ message, finish_reason: reason }) =>
          toAnswer(message.content, toToolCalls(message.tool_calls), reason),
        );
        const usage = toUsage(answer.usage);
        return {
          ...(first as ChatAnswer),
          ...(usage && { usage }),
          ...(further.length > 0 && { alternatives: further }),
        };
      } catch (error) {
        throw toFailure(error, name);
      }
    },

    async *stream(request, signal) {
      const written: WrittenAnswer = { content: growingText(), calls: [], finishReason: null, usage: undefined };
      try {
        for await (const chunks of chat.stream(toParameters(request), signal)) {
          const delta = joined(chunks.map((chunk) => take(chunk, written)));
          // The very text that goes on to the caller: whoever else keeps it keeps the same.
          written.content.add(delta.content);
          yield delta;
        }
        if (written.finishReason === null) throw new ProviderFailure('BROKEN_OFF', name, 'broke off its answer');
        const usage = toUsage(written.usage);
        return {
          ...toAnswer(written.content.text() || null, written.calls.filter(Boolean), written.finishReason),
          ...(usage && { usage }),
        };
      } catch (error) {
        throw toFailure(error, name);
      }
    },

    async embed({ model, texts, dimensions, user }, signal) {
      try {
        const answer = await client.embeddings.create(
          {
            model,
            input: [...texts],
            // Left out, the SDK would ask for base64, which not every compatible server knows.
            encoding_format: 'float',
            ...(dimensions !== undefined && { dimensions }),
            ...(user !== undefined && { user }),
          },
          { signal },
        );
        const vectors = [...(answer.data ?? [])].sort((left, right) => left.index - right.index);
        if (vectors.length !== texts.length) throw unreadable(name);
        const usage = toUsage(answer.usage as UsageShape);
        return { vectors: vectors.map(({ embedding }) => embedding), ...(usage && { usage }) };
      } catch (error) {
        throw toFailure(error, name);
      }
    },

    async checkHealth(signal) {
      try {
        await client.models.list({ signal });
        return { status: 'HEALTHY' };
      } catch (error) {
        // Many compatible servers do not list their models: an answer is an answer.
        const status = error instanceof APIError ? error.status : undefined;
        if (status === 404 || status === 405) return { status: 'HEALTHY' };
        return { status: status === 429 ? 'DEGRADED' : 'UNHEALTHY' };
      }
    },

    async close() {
      if (!dispatcher) await connections.close();
    },
  };
}

function createClient({ kind, baseUrl, apiKey, apiVersion }: ProviderConfiguration, connections: Dispatcher): OpenAI {
  const options = {
    apiKey,
    // Its default of two would multiply with retries of ours.
    maxRetries: 0,
    timeout: neverMilliseconds,
    fetch: providerFetch(connections),
    logLevel: 'off' as const,
    // Variables that the SDK would read by itself.
    organization: null,
    project: null,
  };
  if (kind === 'azure-openai') return new AzureOpenAI({ ...options, apiKey, endpoint: baseUrl, apiVersion });
  return new OpenAI({ ...options, baseURL: baseUrl });
}

type UsageShape = OpenAI.CompletionUsage | null | undefined;

interface WrittenAnswer {
  readonly content: GrowingText;
  readonly calls: { id: string; name: string; arguments: string }[];
  finishReason: string | null;
  usage: UsageShape;
}

/** Adds a chunk of a stream to what was written so far, but for its text, and returns what it adds. */
function take(chunk: OpenAI.ChatCompletionChunk, written: WrittenAnswer): AnswerDelta {
  if (chunk.usage) written.usage = chunk.usage;
  const choice = chunk.choices?.[0];
  if (choice?.finish_reason) written.finishReason = choice.finish_reason;
  const content = choice?.delta?.content ?? '';
  const pieces = choice?.delta?.tool_calls;
  return pieces?.length ? { content, toolCalls: pieces.map((piece) => takeCall(piece, written)) } : { content };
}

function takeCall(piece: OpenAI.ChatCompletionChunk.Choice.Delta.ToolCall, { calls }: WrittenAnswer): ToolCallDelta {
  // Some compatible servers leave out the index: each of their pieces is a whole call.
  const index = Number.isInteger(piece.index) ? piece.index : calls.length;
  calls[index] ??= { id: '', name: '', arguments: '' };
  const call = calls[index];
  const isFirst = call.name === '';
  call.id ||= piece.id ?? `call_${index}`;
  call.name ||= piece.function?.name ?? '';
  const more = piece.function?.arguments ?? '';
  call.arguments += more;
  return { index, arguments: more, ...(isFirst && { id: call.id, name: call.name }) };
}

function toToolCalls(calls: readonly OpenAI.ChatCompletionMessageToolCall[] | undefined): ToolCall[] {
  return (calls ?? []).flatMap((call) =>
    call.type === 'function' ? [{ id: call.id, name: call.function.name, arguments: call.function.arguments }] : [],
  );
}

function toAnswer(content: string | null, toolCalls: readonly ToolCall[], finishReason: string): ChatAnswer {
  const reason = toolCalls.length > 0 ? 'TOOL_CALLS' : 'STOP';
  return { content: content ?? null, toolCalls, finishReason: finishReasons[finishReason] ?? reason };
}

const finishReasons: Readonly<Record<string, FinishReason>> = {
  stop: 'STOP',
  length: 'LENGTH',
  tool_calls: 'TOOL_CALLS',
  function_call: 'TOOL_CALLS',
  content_filter: 'CONTENT_FILTER',
};

function toUsage(usage: UsageShape): TokenUsage | undefined {
  if (!Number.isInteger(usage?.prompt_tokens)) return undefined;
  const { prompt_tokens: promptTokens = 0, prompt_tokens_details, completion_tokens_details } = usage ?? {};
  const completionTokens = usage?.completion_tokens ?? (usage?.total_tokens ?? promptTokens) - promptTokens;
  const cachedPromptTokens = Math.min(prompt_tokens_details?.cached_tokens ?? 0, promptTokens);
  const reasoningTokens = Math.min(completion_tokens_details?.reasoning_tokens ?? 0, completionTokens);
  return { promptTokens, completionTokens, cachedPromptTokens, reasoningTokens };
}

function unreadable(name: string): ProviderFailure {
  return new ProviderFailure('UNREADABLE', name, 'gave an answer that cannot be read');
}

/** Says what the caller can act on. The provider's own words stay out: they may quote keys, prompts or addresses. */
function toFailure(error: unknown, name: string): unknown {
  if (error instanceof ProviderFailure) return error;
  if (error instanceof APIConnectionError) return new ProviderFailure('UNREACHABLE', name, 'cannot be reached');
  if (error instanceof APIError && error.status !== undefined) {
    return failureOfStatus(name, error.status, error.headers?.get('retry-after'));
  }
  if (error instanceof APIError) return new ProviderFailure('BROKEN_OFF', name, 'broke off its answer');
  return failureOfExchange(error, name);
}
