/**
 * One completion under way: what was planned, who was asked, what it has cost so far. Every step of the pipeline takes it, and
 * outer steps (admission, cache, observation) read here what the inner ones have done, whichever way those ended.
 */
import { randomUUID } from 'node:crypto';
import type { Identity } from '../../../platform/access.ts';
import type { Candidate } from './candidates.ts';
import type { Completion, CompletionRouting, DescribedModel, NotedAttempt, ProviderAttempt } from './completion.ts';
import type { Plan } from './completion-plan.ts';
import { type Deadline, deadlineIn } from './deadline.ts';
import type { AnswerDelta, Patience } from './provider.ts';
import { createSpending, type Spending } from './spending.ts';

export interface Run {
  /** The completion's id. */
  readonly id: string;
  readonly caller: Identity;
  /** Guardrails may change what is asked. */
  plan: Plan;
  /** Whether the caller reads the answer as it is written. */
  readonly streamed: boolean;
  /** Aborted when the caller leaves. */
  readonly signal: AbortSignal;
  /** When the completion has taken too long in all. */
  readonly deadline: Deadline;
  readonly patience: Patience;
  /** What was sent to providers and received so far. */
  readonly spending: Spending;
  /** Who is asked; one and the same for those who share the work. */
  progress: Progress;
  /** Under way when the cache may answer. */
  lookUp?: { readonly key: string; readonly answer: Promise<Completion | undefined> };
}

/** Who was asked for an answer so far. */
export interface Progress {
  /** Every request to a provider, and every candidate passed over, in order. */
  readonly trail: NotedAttempt[];
  readonly skipped: Set<Candidate>;
  /** Requests sent to providers. */
  attempts: number;
  /** Those of them that failed. */
  failures: number;
  /** Who was asked last. */
  latest?: Candidate;
  /** Who answered last, and is asked first the next time. */
  answering?: Candidate;
}

/**
 * A part of the way of a completion: yields the answer as it comes, and returns the whole. When its generator is left early, or
 * `run.signal` is aborted, it ends what it has begun.
 */
export type Step<Answer = Completion> = (run: Run) => AsyncGenerator<AnswerDelta, Answer>;

export function createRun(given: Pick<Run, 'caller' | 'plan' | 'streamed' | 'signal'>): Run {
  const { patience } = given.plan;
  const milliseconds = given.streamed ? patience.streamMilliseconds : patience.wholeMilliseconds;
  return {
    ...given,
    id: `completion-${randomUUID()}`,
    deadline: deadlineIn(milliseconds),
    patience,
    spending: createSpending(),
    progress: { trail: [], skipped: new Set(), attempts: 0, failures: 0 },
  };
}

/** The registered model that is used: the planned one, else the one that answers itself. */
export function modelOf({ plan, progress }: Run): DescribedModel | undefined {
  return plan.model ?? (progress.latest ?? plan.candidates.inOrder[0])?.deployed;
}

/** What callers get to see of it. */
export function shownTrail(trail: readonly NotedAttempt[]): readonly ProviderAttempt[] {
  return trail.map(({ startedAt: _, ...shown }) => shown);
}

/** How the completion is routed, as far as that is known by now. */
export function routingOf(run: Run): CompletionRouting {
  const { plan, progress } = run;
  const { attempts, latest, trail } = progress;
  const { inOrder, considered, strategy } = plan.candidates;
  const asked = latest ?? inOrder[0];
  return {
    provider: asked?.provider.name ?? '',
    model: asked?.model ?? '',
    registeredModelUsed: modelOf(run)?.modelId ?? null,
    modelVersion: modelOf(run)?.version ?? null,
    cached: false,
    attempts,
    strategy,
    candidates: considered,
    attemptDetails: shownTrail(trail),
  };
}
