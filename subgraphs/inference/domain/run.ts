/**
 * One completion under way: what was planned, who was asked, what it has cost so far. Every step of the pipeline takes it, and
 * outer steps (admission, cache, observation) read here what the inner ones have done, whichever way those ended.
 */
import { randomUUID } from 'node:crypto';
import type { Identity } from '../../../platform/access.ts';
import type { Completion, CompletionRouting } from './completion.ts';
import type { Plan } from './completion-plan.ts';
import type { AnswerDelta } from './provider.ts';
import { createSpending, type Spending } from './spending.ts';

export interface Run {
  /** The completion's id. */
  readonly id: string;
  readonly caller: Identity;
  readonly plan: Plan;
  /** Whether the caller reads the answer as it is written. */
  readonly streamed: boolean;
  /** Aborted when the caller leaves. */
  readonly signal: AbortSignal;
  /** What was sent to providers and received so far. */
  readonly spending: Spending;
  /** Requests sent to providers so far. */
  attempts: number;
}

/**
 * A part of the way of a completion: yields the answer as it comes, and returns the whole. When its generator is left early, or
 * `run.signal` is aborted, it ends what it has begun.
 */
export type Step = (run: Run) => AsyncGenerator<AnswerDelta, Completion>;

export function createRun(given: Pick<Run, 'caller' | 'plan' | 'streamed' | 'signal'>): Run {
  return { id: `completion-${randomUUID()}`, spending: createSpending(), attempts: 0, ...given };
}

/** How the completion is routed, as far as that is known by now. */
export function routingOf({ plan, attempts }: Run): CompletionRouting {
  return {
    provider: plan.provider.name,
    model: plan.request.model,
    registeredModelUsed: plan.model?.modelId ?? null,
    modelVersion: plan.model?.version ?? null,
    cached: false,
    attempts,
  };
}
