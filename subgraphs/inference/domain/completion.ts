/** What is asked for, what is answered, and what is reported of it. */
import type { CacheWish } from './cache-wish.ts';
import type { ChatMessage, FinishReason, ToolCall } from './conversation.ts';
import type { ModelCard } from './prediction-tool.ts';
import type { RegisteredModelWish, RoutingWish } from './routing.ts';

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
