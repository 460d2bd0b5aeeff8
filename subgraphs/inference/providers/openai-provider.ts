/** A provider that speaks OpenAI's chat completions API: OpenAI itself, or any of the many that are compatible. */
import OpenAI, { APIConnectionError, APIError } from 'openai';
import type {
  ChatCompletionCreateParamsNonStreaming,
  ChatCompletionMessageParam,
} from 'openai/resources/chat/completions';
import { Agent } from 'undici';
import type { ChatMessage, FinishReason, TokenUsage, ToolCall } from '../domain/conversation.ts';
import type { AnswerDelta, ChatAnswer, ChatRequest, ModelFacts, ToolCallDelta } from '../domain/provider.ts';
import { failureOfStatus, ProviderFailure } from '../domain/provider-failure.ts';
import type { ConnectedProvider } from './connected-provider.ts';
import type { ProviderConfiguration } from './providers-file.ts';
import { providerFetch } from './undici-provider-fetch.ts';

const connectionsPerProvider = 256;
const connectMilliseconds = 5_000;
/** The SDK's own deadline, which it insists on; ours come long before. */
const neverMilliseconds = 3_600_000;

export function openaiProvider(
  configuration: ProviderConfiguration,
  factsOf: (model: string) => ModelFacts,
): ConnectedProvider {
  const { name, models } = configuration;
  const dispatcher = new Agent({
    connections: connectionsPerProvider,
    connect: { timeout: connectMilliseconds },
    // Silence is ended by whoever asks, to the millisecond and for the body too.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const client = new OpenAI({
    apiKey: configuration.apiKey,
    baseURL: configuration.baseUrl,
    // Its default of two would multiply with retries of ours.
    maxRetries: 0,
    timeout: neverMilliseconds,
    fetch: providerFetch(dispatcher),
    logLevel: 'off',
    // Variables that the SDK would read by itself.
    organization: null,
    project: null,
  });

  return {
    name,
    models: models.map((model) => model.name),
    listedModels: configuration.listedModels ?? models.map((model) => model.name).filter((model) => model !== '*'),
    isDefault: configuration.isDefault,
    weight: configuration.weight,
    factsOf,

    async complete(request, signal) {
      try {
        const answer = await client.chat.completions.create(toParameters(request), { signal });
        const choice = answer?.choices?.[0];
        if (!choice?.message) throw unreadable(name);
        const toolCalls = toToolCalls(choice.message.tool_calls);
        return toAnswer(choice.message.content, toolCalls, choice.finish_reason, answer.usage);
      } catch (error) {
        throw toFailure(error, name);
      }
    },

    async *stream(request, signal) {
      const written: WrittenAnswer = { content: '', calls: [], finishReason: null, usage: undefined };
      try {
        const chunks = await client.chat.completions.create(
          // Without the option a stream ends without saying what it cost.
          { ...toParameters(request), stream: true, stream_options: { include_usage: true } },
          { signal },
        );
        for await (const chunk of chunks) yield take(chunk, written);
        // The SDK ends the stream without a word when it is aborted.
        signal.throwIfAborted();
        if (written.finishReason === null) throw new ProviderFailure('BROKEN_OFF', name, 'broke off its answer');
        return toAnswer(written.content || null, written.calls, written.finishReason, written.usage);
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

    close: () => dispatcher.close(),
  };
}

function toParameters(request: ChatRequest): ChatCompletionCreateParamsNonStreaming {
  const { model, messages, tools, toolChoice, maxTokens, temperature } = request;
  return {
    model,
    messages: messages.map(toMessage),
    ...(tools.length > 0 && {
      tools: tools.map(({ name, description, parameters }) => ({
        type: 'function' as const,
        function: { name, description, parameters: { ...parameters } },
      })),
      tool_choice: toolChoice,
    }),
    ...(maxTokens !== undefined && { max_tokens: maxTokens }),
    ...(temperature !== undefined && { temperature }),
  };
}

function toMessage({ role, content, toolCalls = [], toolCallId }: ChatMessage): ChatCompletionMessageParam {
  switch (role) {
    case 'SYSTEM':
      return { role: 'system', content: content ?? '' };
    case 'USER':
      return { role: 'user', content: content ?? '' };
    case 'TOOL':
      return { role: 'tool', content: content ?? '', tool_call_id: toolCallId ?? '' };
    case 'ASSISTANT':
      if (toolCalls.length === 0) return { role: 'assistant', content };
      return {
        role: 'assistant',
        content,
        tool_calls: toolCalls.map((call) => ({
          id: call.id,
          type: 'function',
          function: { name: call.name, arguments: call.arguments },
        })),
      };
  }
}

type UsageShape = OpenAI.CompletionUsage | null | undefined;

interface WrittenAnswer {
  content: string;
  readonly calls: { id: string; name: string; arguments: string }[];
  finishReason: string | null;
  usage: UsageShape;
}

/** Adds a chunk of a stream to what was written so far, and returns what it adds. */
function take(chunk: OpenAI.ChatCompletionChunk, written: WrittenAnswer): AnswerDelta {
  if (chunk.usage) written.usage = chunk.usage;
  const choice = chunk.choices?.[0];
  if (choice?.finish_reason) written.finishReason = choice.finish_reason;
  const content = choice?.delta?.content ?? '';
  written.content += content;
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

function toAnswer(
  content: string | null,
  toolCalls: readonly ToolCall[],
  finishReason: string,
  usage: UsageShape,
): ChatAnswer {
  const tokens = toUsage(usage);
  return { content, toolCalls, finishReason: finishReasons[finishReason] ?? 'STOP', ...(tokens && { usage: tokens }) };
}

const finishReasons: Readonly<Record<string, FinishReason>> = {
  stop: 'STOP',
  length: 'LENGTH',
  tool_calls: 'TOOL_CALLS',
  function_call: 'TOOL_CALLS',
  content_filter: 'CONTENT_FILTER',
};

function toUsage(usage: UsageShape): TokenUsage | undefined {
  if (!Number.isInteger(usage?.prompt_tokens) || !Number.isInteger(usage?.completion_tokens)) return undefined;
  const {
    prompt_tokens: promptTokens = 0,
    completion_tokens: completionTokens = 0,
    prompt_tokens_details,
  } = usage ?? {};
  const cachedPromptTokens = Math.min(prompt_tokens_details?.cached_tokens ?? 0, promptTokens);
  return { promptTokens, completionTokens, cachedPromptTokens };
}

function unreadable(name: string): ProviderFailure {
  return new ProviderFailure('UNREADABLE', name, 'gave an answer that cannot be read');
}

/** Says what the caller can act on. The provider's own words stay out: they may quote keys, prompts or addresses. */
function toFailure(error: unknown, name: string): unknown {
  if (error instanceof ProviderFailure) return error;
  if (error instanceof SyntaxError || error instanceof TypeError) return unreadable(name);
  if (error instanceof APIConnectionError) return new ProviderFailure('UNREACHABLE', name, 'cannot be reached');
  if (error instanceof APIError && error.status !== undefined) {
    return failureOfStatus(name, error.status, error.headers?.get('retry-after'));
  }
  return new ProviderFailure('BROKEN_OFF', name, 'broke off its answer');
}
