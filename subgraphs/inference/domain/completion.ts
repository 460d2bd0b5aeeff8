/** What is asked for, what is answered, and what is reported of it. */
import type { CacheWish } from './cache-wish.ts';
import type { ConsideredCandidate } from './candidates.ts';
import type { ChatMessage, FinishReason, ToolCall } from './conversation.ts';
import type { ModelCard } from './prediction-tool.ts';
import type { RegisteredModelWish, RoutingWish } from './routing.ts';
import type { RoutingStrategy } from './strategies.ts';

/** Checked for form already. */
export interface CompletionRequest {
  readonly model?: string;
  readonly messages: readonly ChatMessage[];
  readonly registeredModel?: RegisteredModelWish;
  readonly routing?: RoutingWish;
  readonly maxTokens?: number;
  readonly temperature?: number;
  readonly idempotencyKey?: string;
  readonly cache?: CacheWish;
}

export interface CompletionUsage {
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly totalTokens: number;
  /** US dollars, a decimal; null when the price is not known. */
  readonly costUsd: string | null;
}

export interface CompletionRouting {
  readonly provider: string;
  readonly model: string;
  readonly registeredModelUsed: string | null;
  readonly modelVersion: string | null;
  readonly cached: boolean;
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

export interface Completion {
  readonly id: string;
  readonly message: { readonly role: 'ASSISTANT'; readonly content: string; readonly toolCalls: ToolCall[] };
  readonly finishReason: FinishReason;
  readonly usage: CompletionUsage;
  readonly routing: CompletionRouting;
}

export interface CompletionChunk {
  readonly delta: string;
  readonly finishReason: FinishReason | null;
  readonly usage: CompletionUsage | null;
  readonly routing: CompletionRouting;
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
export interface DescribedModel extends ModelCard {
  readonly teamId: string;
}
