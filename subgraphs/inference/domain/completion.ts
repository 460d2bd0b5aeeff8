/** What is asked for, what is answered, and what is reported of it. */
import type { SharedModel } from '../../../platform/access.ts';
import type { CacheWish } from './cache-wish.ts';
import type { ConsideredCandidate } from './candidates.ts';
import type { ContextReport, ContextWish } from './context.ts';
import type { ChatMessage, FinishReason, ToolCall, ToolDefinition } from './conversation.ts';
import type { ModelCard } from './prediction-tool.ts';
import type { GenerationSettings, ToolCallDelta, ToolChoice } from './provider.ts';
import type { RegisteredModelWish, RoutingWish } from './routing.ts';
import type { RoutingStrategy } from './strategies.ts';

/** Checked for form already. */
export interface CompletionRequest extends GenerationSettings {
  readonly model?: string;
  readonly messages: readonly ChatMessage[];
  readonly registeredModel?: RegisteredModelWish;
  readonly routing?: RoutingWish;
  /** The caller's. */
  readonly tools?: readonly ToolDefinition[];
  readonly toolChoice?: ToolChoice;
  readonly idempotencyKey?: string;
  readonly cache?: CacheWish;
  readonly context?: ContextWish;
}

export interface CompletionUsage {
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly totalTokens: number;
  /** Those of `promptTokens` that came from a provider's prompt cache. */
  readonly cachedPromptTokens: number;
  /** Those of `completionTokens` that went into thinking. */
  readonly reasoningTokens: number;
  /** US dollars, a decimal; null when the price is not known. */
  readonly costUsd: string | null;
}

export interface CompletionRouting {
  readonly provider: string;
  readonly model: string;
  readonly registeredModelUsed: string | null;
  readonly modelVersion: string | null;
  readonly cached: boolean;
  /** How alike the question was whose kept answer this is: 1 for the same one. Absent when it is none. */
  readonly similarity?: number;
  readonly attempts: number;
  readonly strategy: RoutingStrategy;
  readonly candidates: readonly ConsideredCandidate[];
  readonly attemptDetails: readonly ProviderAttempt[];
}

/** One request to a provider, or one that was not sent. */
export interface ProviderAttempt {
  readonly provider: string;
  readonly model: string;
  /** SKIPPED: nothing was sent. CANCELLED: the caller left. */
  readonly outcome: 'ANSWERED' | 'FAILED' | 'SKIPPED' | 'CANCELLED';
  /** Why it did not answer; null when it did. */
  readonly reason: string | null;
  readonly durationMs: number;
}

/** The same, with what only the gateway itself wants to know. */
export interface NotedAttempt extends ProviderAttempt {
  /** Milliseconds since 1970. */
  readonly startedAt: number;
}

/** What a guardrail of the caller's teams has done. */
export interface GuardrailDecision {
  readonly stage: 'INPUT' | 'TOOL' | 'OUTPUT';
  readonly action: 'BLOCKED' | 'REDACTED' | 'WITHHELD' | 'CUT';
  /** A deny pattern's name, or what was found, as in EMAIL. */
  readonly rule: string;
}

export interface AnswerMessage {
  readonly role: 'ASSISTANT';
  /** Null when the model only calls tools. */
  readonly content: string | null;
  /** Of the caller's tools. */
  readonly toolCalls: readonly ToolCall[];
}

export interface CompletionAlternative {
  readonly message: AnswerMessage;
  readonly finishReason: FinishReason;
}

export interface Completion {
  readonly id: string;
  readonly message: AnswerMessage;
  readonly finishReason: FinishReason;
  /** The further answers, when several were asked for. */
  readonly alternatives: readonly CompletionAlternative[];
  readonly usage: CompletionUsage;
  readonly routing: CompletionRouting;
  /** Absent where there are no guardrails. */
  readonly guardrails?: readonly GuardrailDecision[];
  /** Null when nothing was wanted of MCP servers. */
  readonly context?: ContextReport | null;
}

export interface CompletionChunk {
  readonly delta: string;
  readonly toolCalls: readonly ToolCallDelta[];
  readonly finishReason: FinishReason | null;
  readonly usage: CompletionUsage | null;
  readonly routing: CompletionRouting;
  readonly guardrails?: readonly GuardrailDecision[];
  readonly context?: ContextReport | null;
}

/** A completion that used a registered model. */
export interface ModelUse {
  readonly completionId: string;
  readonly modelId: string;
  readonly version: string;
  readonly teamId: string;
  readonly userId: string;
  readonly provider: string;
  readonly providerModel: string;
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** A decimal; "0" when the price is not known. */
  readonly costUsd: string;
  /** ISO 8601. */
  readonly occurredAt: string;
}

/** A registered model as the registry describes it, deployed or not. */
export interface DescribedModel extends ModelCard, SharedModel {}
