/** The port to a chat model provider, and the choice among several. */
import type { ChatMessage, FinishReason, TokenUsage, ToolCall, ToolDefinition } from './conversation.ts';
import type { RoutingStrategy } from './strategies.ts';

/** How an answer is to be made; a provider's own default holds for what is absent. */
export interface GenerationSettings {
  readonly maxTokens?: number;
  readonly temperature?: number;
  readonly topP?: number;
  readonly stop?: readonly string[];
  readonly seed?: number;
  readonly presencePenalty?: number;
  readonly frequencyPenalty?: number;
  /** How many answers; one when absent. */
  readonly n?: number;
  readonly reasoningEffort?: 'MINIMAL' | 'LOW' | 'MEDIUM' | 'HIGH';
  readonly responseFormat?: ResponseFormat;
  /** For the provider's own records. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** Names the caller's end user to the provider. */
  readonly user?: string;
}

export type ResponseFormat =
  | { readonly type: 'TEXT' | 'JSON_OBJECT' }
  | { readonly type: 'JSON_SCHEMA'; readonly name: string; readonly schema: object; readonly strict: boolean };

/** `none`: the model must answer in words. `required`: it must call some tool. */
export type ToolChoice = 'auto' | 'none' | 'required' | { readonly name: string };

export interface ChatRequest extends GenerationSettings {
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  readonly tools: readonly ToolDefinition[];
  readonly toolChoice: ToolChoice;
}

/** A request as it is before anybody is chosen to answer it. */
export type Question = Omit<ChatRequest, 'model'>;

export interface ChatAnswer {
  /** Null when the model only calls tools. Of a long answer that was streamed, the beginning (`growing-text.ts`). */
  readonly content: string | null;
  readonly toolCalls: readonly ToolCall[];
  readonly finishReason: FinishReason;
  /** Undefined when the provider did not say. */
  readonly usage?: TokenUsage;
  /** The further ones, when several were asked for. */
  readonly alternatives?: readonly Omit<ChatAnswer, 'usage' | 'alternatives'>[];
}

export interface EmbeddingRequest {
  readonly model: string;
  readonly texts: readonly string[];
  readonly dimensions?: number;
  readonly user?: string;
}

export interface EmbeddingAnswer {
  /** In the order of the texts. */
  readonly vectors: readonly (readonly number[])[];
  /** Undefined when the provider did not say. */
  readonly usage?: TokenUsage;
}

/** A piece of an answer, as it comes. */
export interface AnswerDelta {
  /** Text to append; may be empty. */
  readonly content: string;
  /** Pieces of tool calls. */
  readonly toolCalls?: readonly ToolCallDelta[];
}

/** A piece of a tool call. */
export interface ToolCallDelta {
  /** Which of the answer's calls it belongs to, from 0. */
  readonly index: number;
  /** In the first piece of a call only. */
  readonly id?: string;
  readonly name?: string;
  /** To append. */
  readonly arguments: string;
}

export interface ProviderHealth {
  readonly status: 'HEALTHY' | 'DEGRADED' | 'UNHEALTHY';
}

/** What is known of a model at its provider; a capability of which nothing is known is taken to be there. */
export interface ModelFacts {
  /** The provider's own name of it. */
  readonly upstreamName: string;
  /** The most tokens of prompt and answer together. */
  readonly contextTokens?: number;
  readonly tools?: boolean;
  /** Takes images. */
  readonly vision?: boolean;
  /** Writes JSON by a schema. */
  readonly jsonSchema?: boolean;
  /** Gives more than one answer to a request. */
  readonly severalAnswers?: boolean;
  readonly embeddings?: boolean;
}

/** How long a completion may take, and how often it is tried. */
export interface Patience {
  /** Failures of providers after which a completion fails. */
  readonly attempts: number;
  /** From a request to the first piece of its answer, or to all of an answer that is not streamed. */
  readonly firstTokenMilliseconds: number;
  /** Between two pieces. */
  readonly idleMilliseconds: number;
  /** For all of a completion, every attempt and tool call included. */
  readonly wholeMilliseconds: number;
  /** The same for a streamed one. */
  readonly streamMilliseconds: number;
}

/**
 * Calls throw `ProviderFailure`; when `signal` is aborted they end the provider's work at once and throw anything. How long
 * they may take is the caller's business, except for connecting.
 */
export interface ChatProvider {
  readonly name: string;
  /** The models it is configured for; `*` stands for any. */
  readonly models: readonly string[];
  /** What `models` names, for people to choose from: `*` is replaced by known names. */
  readonly listedModels: readonly string[];
  /** Takes the requests for models that no provider names. */
  readonly isDefault: boolean;
  /** Its share of the requests under the strategy WEIGHTED. */
  readonly weight: number;
  factsOf(model: string): ModelFacts;
  complete(request: ChatRequest, signal: AbortSignal): Promise<ChatAnswer>;
  /**
   * Pieces of the answer as they come, none before the next is asked for; the generator's return value is the whole answer. An
   * empty piece is a sign of life.
   */
  stream(request: ChatRequest, signal: AbortSignal): AsyncGenerator<AnswerDelta, ChatAnswer>;
  /** The texts as vectors. Absent when the provider makes none. */
  embed?(request: EmbeddingRequest, signal: AbortSignal): Promise<EmbeddingAnswer>;
  /** Asks the provider for a sign of life. Throws nothing. */
  checkHealth(signal: AbortSignal): Promise<ProviderHealth>;
}

/** The providers as they are configured at one moment. */
export interface ProviderSet {
  readonly all: readonly ChatProvider[];
  /** The chat model of requests that name none. */
  readonly defaultModel: string;
  readonly strategy: RoutingStrategy;
  /** By chat model: those to ask when nobody who serves it answers, in order. */
  readonly fallbacks: ReadonlyMap<string, readonly string[]>;
  readonly patience: Patience;
}

/** The providers that name the model, else those that take any, else the default one; in the order of the configuration. */
export function providersOf(providers: readonly ChatProvider[], model: string): readonly ChatProvider[] {
  const naming = providers.filter(({ models }) => models.includes(model));
  if (naming.length > 0) return naming;
  const takingAny = providers.filter(({ models }) => models.includes('*'));
  return takingAny.length > 0 ? takingAny : providers.filter(({ isDefault }) => isDefault);
}
