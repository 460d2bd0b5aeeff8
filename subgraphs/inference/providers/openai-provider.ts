/** A provider that speaks OpenAI's chat completions API: OpenAI itself, or any of the many that are compatible. */
import OpenAI, { APIConnectionError, APIError } from 'openai';
import type {
  ChatCompletionCreateParamsNonStreaming,
  ChatCompletionMessageParam,
} from 'openai/resources/chat/completions';
import { Agent } from 'undici';
import { DomainError } from '../../../platform/errors.ts';
import type { ChatMessage, FinishReason, TokenUsage, ToolCall } from '../domain/conversation.ts';
import type { ChatAnswer, ChatProvider, ChatRequest } from '../domain/provider.ts';
import { providerFetch } from './undici-provider-fetch.ts';

export interface OpenaiProviderOptions {
  readonly name: string;
  /** As in https://api.openai.com/v1. */
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly models: readonly string[];
  readonly listedModels: readonly string[];
  readonly isDefault: boolean;
  /** For a whole answer, and between two pieces of a streamed one. */
  readonly timeoutMilliseconds: number;
}

export interface OpenaiProvider extends ChatProvider {
  close(): Promise<void>;
}

const connectionsPerProvider = 256;

export function openaiProvider(options: OpenaiProviderOptions): OpenaiProvider {
  const { name, timeoutMilliseconds } = options;
  const dispatcher = new Agent({
    connections: connectionsPerProvider,
    connect: { timeout: 5_000 },
    // Silence is ended by our own deadline, to the millisecond and for the body too.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const client = new OpenAI({
    apiKey: options.apiKey,
    baseURL: options.baseUrl,
    // Its default of two would multiply with retries of ours.
    maxRetries: 0,
    timeout: 2 * timeoutMilliseconds,
    fetch: providerFetch(dispatcher),
    logLevel: 'off',
    // Variables that the SDK would read by itself.
    organization: null,
    project: null,
  });

  return {
    name,
    models: options.models,
    listedModels: options.listedModels,
    isDefault: options.isDefault,

    async complete(request, signal) {
      const deadline = startDeadline(timeoutMilliseconds);
      try {
        const answer = await client.chat.completions.create(toParameters(request), {
          signal: AbortSignal.any([signal, deadline.signal]),
        });
        const choice = answer?.choices?.[0];
        if (!choice?.message) throw unreadable(name);
        const toolCalls = toToolCalls(choice.message.tool_calls);
        return toAnswer(choice.message.content, toolCalls, choice.finish_reason, answer.usage);
      } catch (error) {
        throw toDomainError(error, name, signal, deadline.signal);
      } finally {
        deadline.clear();
      }
    },

    async *stream(request, signal) {
      const deadline = startDeadline(timeoutMilliseconds);
      const written: WrittenAnswer = { content: '', calls: [], finishReason: null, usage: undefined };
      try {
        const chunks = await client.chat.completions.create(
          // Without the option a stream ends without saying what it cost.
          { ...toParameters(request), stream: true, stream_options: { include_usage: true } },
          { signal: AbortSignal.any([signal, deadline.signal]) },
        );
        for await (const chunk of chunks) {
          deadline.restart();
          const delta = take(chunk, written);
          if (delta) yield { content: delta };
        }
        if (written.finishReason === null) throw unreadable(name);
        return toAnswer(written.content || null, written.calls, written.finishReason, written.usage);
      } catch (error) {
        throw toDomainError(error, name, signal, deadline.signal);
      } finally {
        deadline.clear();
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

/** Aborts `signal` when it has not been restarted for so long. */
function startDeadline(milliseconds: number) {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), milliseconds);
  return { signal: controller.signal, restart: () => void timer.refresh(), clear: () => clearTimeout(timer) };
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

/** Adds a chunk of a stream to what was written so far, and returns its text. */
function take(chunk: OpenAI.ChatCompletionChunk, written: WrittenAnswer): string {
  if (chunk.usage) written.usage = chunk.usage;
  const choice = chunk.choices?.[0];
  if (choice?.finish_reason) written.finishReason = choice.finish_reason;
  for (const piece of choice?.delta?.tool_calls ?? []) {
    written.calls[piece.index] ??= { id: '', name: '', arguments: '' };
    const call = written.calls[piece.index];
    if (!call) continue;
    call.id ||= piece.id ?? '';
    call.name ||= piece.function?.name ?? '';
    call.arguments += piece.function?.arguments ?? '';
  }
  const delta = choice?.delta?.content ?? '';
  written.content += delta;
  return delta;
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

function unreadable(name: string): DomainError {
  return new DomainError('PROVIDER_ERROR', `The provider "${name}" gave an answer that cannot be read`);
}

/** Says what the caller can act on. The provider's own words stay out: they may quote keys, prompts or addresses. */
function toDomainError(error: unknown, name: string, signal: AbortSignal, deadline: AbortSignal): unknown {
  if (signal.aborted) return signal.reason;
  const status = error instanceof APIError ? error.status : undefined;
  if (deadline.aborted || status === 408 || status === 504) {
    return new DomainError('PROVIDER_TIMEOUT', `The provider "${name}" did not answer in time`);
  }
  if (error instanceof DomainError) return error;
  if (status === undefined) return withoutStatus(error, name);
  const extensions = { provider: name, providerStatus: status };
  if (status === 429) {
    const header = error instanceof APIError ? error.headers?.get('retry-after') : undefined;
    return new DomainError('RATE_LIMITED', `The provider "${name}" takes no more requests at the moment`, {
      extensions: { ...extensions, retryAfterSeconds: parseRetryAfter(header) },
    });
  }
  const refused = status === 401 || status === 403 ? 'refused its key' : `answered with status ${status}`;
  return new DomainError('PROVIDER_ERROR', `The provider "${name}" ${refused}`, { extensions });
}

function withoutStatus(error: unknown, name: string): DomainError {
  if (error instanceof SyntaxError || error instanceof TypeError) return unreadable(name);
  const what = error instanceof APIConnectionError ? 'cannot be reached' : 'broke off its answer';
  return new DomainError('PROVIDER_ERROR', `The provider "${name}" ${what}`);
}

const defaultRetrySeconds = 5;

/** Seconds, from either form of the header (RFC 9110, 10.2.3). */
function parseRetryAfter(header: string | null | undefined): number {
  if (!header) return defaultRetrySeconds;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, Math.ceil(seconds));
  const milliseconds = Date.parse(header) - Date.now();
  return Number.isNaN(milliseconds) ? defaultRetrySeconds : Math.max(0, Math.ceil(milliseconds / 1_000));
}
