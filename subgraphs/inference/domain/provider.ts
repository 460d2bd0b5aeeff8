/** The port to a chat model provider, and the choice among several. */
import { DomainError } from '../../../platform/errors.ts';
import type { ChatMessage, FinishReason, TokenUsage, ToolCall, ToolDefinition } from './conversation.ts';

export interface ChatRequest {
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  readonly tools: readonly ToolDefinition[];
  /** `none`: the model must answer in words. */
  readonly toolChoice: 'auto' | 'none';
  readonly maxTokens?: number;
  readonly temperature?: number;
}

export interface ChatAnswer {
  /** Null when the model only calls tools. */
  readonly content: string | null;
  readonly toolCalls: readonly ToolCall[];
  readonly finishReason: FinishReason;
  /** Undefined when the provider did not say. */
  readonly usage?: TokenUsage;
}

/** A piece of an answer, as it comes. */
export interface AnswerDelta {
  /** Text to append; may be empty. */
  readonly content: string;
}

export interface ProviderHealth {
  readonly status: 'HEALTHY' | 'DEGRADED' | 'UNHEALTHY';
}

/**
 * Both calls end within the provider's own deadline and throw PROVIDER_ERROR, PROVIDER_TIMEOUT or RATE_LIMITED; when `signal`
 * is aborted they end the provider's work at once and throw the signal's reason.
 */
export interface ChatProvider {
  readonly name: string;
  /** The models it is configured for; `*` stands for any. */
  readonly models: readonly string[];
  /** What `models` names, for people to choose from: `*` is replaced by known names. */
  readonly listedModels: readonly string[];
  /** Takes the requests for models that no provider names. */
  readonly isDefault: boolean;
  complete(request: ChatRequest, signal: AbortSignal): Promise<ChatAnswer>;
  /** Pieces of the answer as they come; the generator's return value is the whole answer. */
  stream(request: ChatRequest, signal: AbortSignal): AsyncGenerator<AnswerDelta, ChatAnswer>;
  /** Asks the provider for a sign of life. Throws nothing. */
  checkHealth(signal: AbortSignal): Promise<ProviderHealth>;
}

/** The provider that names the model, else one that takes any, else the default one. Throws NOT_FOUND. */
export function chooseProvider(providers: readonly ChatProvider[], model: string): ChatProvider {
  const chosen =
    providers.find(({ models }) => models.includes(model)) ??
    providers.find(({ models }) => models.includes('*')) ??
    providers.find(({ isDefault }) => isDefault);
  if (!chosen) throw new DomainError('NOT_FOUND', `No provider serves "${model}"`);
  return chosen;
}
