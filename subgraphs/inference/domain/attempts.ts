/**
 * One question to the chat model, asked of the candidates in turn until one answers. A completion has one budget of failures and one
 * deadline for all of its questions. A question is never asked again once anything of an answer was shown.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { DomainError } from '../../../platform/errors.ts';
import { type Attempt, attempt } from './attempt.ts';
import type { Candidate } from './candidates.ts';
import type { AnswerDelta } from './provider.ts';
import { ProviderFailure } from './provider-failure.ts';
import { type Run, shownTrail } from './run.ts';
import type { Work } from './work.ts';

/** Before the second failure of the same kind of provider; doubles with every further one. */
const backOffMilliseconds = 100;
const longestBackOffMilliseconds = 2_000;
/** A provider that wants to be left alone for longer is not waited for. */
const longestWaitMilliseconds = 5_000;

/**
 * Yields the answer as it comes, if the run is streamed, and returns the whole. Throws the last failure, with all attempts in its
 * extensions. `toShown`: what of a delta the caller gets to see.
 */
export async function* ask<Answer>(
  run: Run,
  work: Work<Answer>,
  toShown: (delta: AnswerDelta) => AnswerDelta,
): AsyncGenerator<AnswerDelta, Answer> {
  const outOfQuestion = new Set<Candidate>();
  const tried = new Set<Candidate>();
  let lastFailure: ProviderFailure | undefined;

  for (;;) {
    const candidate = await nextCandidate(run, tried, outOfQuestion, lastFailure);
    if (!candidate) throw explained(run, lastFailure ?? nobodyAvailable(run));
    tried.add(candidate);
    const current: Attempt = { run, candidate, wasShown: false, toShown };
    try {
      const answer = yield* attempt(current, work);
      run.progress.answering = candidate;
      return answer;
    } catch (error) {
      run.signal.throwIfAborted();
      if (!(error instanceof ProviderFailure)) throw error;
      run.progress.failures += 1;
      lastFailure = error;
      const mayGoOn = error.rule.again !== 'NEVER' && !current.wasShown && !run.deadline.hasPassed();
      if (!mayGoOn || run.progress.failures >= run.patience.attempts) throw explained(run, error);
      if (error.rule.again === 'ELSEWHERE') outOfQuestion.add(candidate);
    }
  }
}

/**
 * Whoever answered the question before comes first, then those who have not been tried, in order, and then, after a pause, the first
 * that may be tried again. Undefined when there is nobody.
 */
async function nextCandidate(
  run: Run,
  tried: ReadonlySet<Candidate>,
  outOfQuestion: ReadonlySet<Candidate>,
  lastFailure: ProviderFailure | undefined,
): Promise<Candidate | undefined> {
  const fresh = inTurn(run).filter((candidate) => !tried.has(candidate));
  for (const candidate of fresh) {
    const reason = candidate.health.unavailable();
    if (reason === undefined) return candidate;
    if (!run.progress.skipped.has(candidate)) noteSkipped(run, candidate, reason);
  }
  if (!lastFailure) return undefined;
  const again = inTurn(run).filter((candidate) => tried.has(candidate) && !outOfQuestion.has(candidate));
  const waits = again.map((candidate) => ({ candidate, wait: pauseBefore(candidate, run.progress.failures) }));
  const [soonest] = waits.sort((left, right) => left.wait - right.wait);
  if (!soonest || soonest.wait > longestWaitMilliseconds) return undefined;
  // A timer may be a millisecond early, and the provider would still be left alone then.
  await sleep(Math.min(soonest.wait + 1, run.deadline.left()), undefined, { signal: run.signal }).catch(
    () => undefined,
  );
  run.signal.throwIfAborted();
  if (run.deadline.hasPassed() || soonest.candidate.health.unavailable() !== undefined) return undefined;
  return soonest.candidate;
}

function inTurn({ plan, progress: { answering } }: Run): readonly Candidate[] {
  const all = plan.candidates.inOrder;
  return answering ? [answering, ...all.filter((candidate) => candidate !== answering)] : all;
}

/** What the provider asked for, else a random time up to the back-off, so that callers do not come back all at once. */
function pauseBefore({ health }: Candidate, failures: number): number {
  const backOff = Math.min(backOffMilliseconds * 2 ** (failures - 1), longestBackOffMilliseconds);
  return Math.max(health.coolingMilliseconds(), Math.random() * backOff);
}

function noteSkipped(run: Run, candidate: Candidate, reason: string): void {
  run.progress.skipped.add(candidate);
  candidate.health.passedOver?.();
  const { provider, model } = candidate;
  run.progress.trail.push({
    provider: provider.name,
    model,
    outcome: 'SKIPPED',
    reason,
    startedAt: Date.now(),
    durationMs: 0,
  });
}

function nobodyAvailable({ plan }: Run): DomainError {
  const [first] = plan.candidates.inOrder;
  const cooling = Math.min(...plan.candidates.inOrder.map(({ health }) => health.coolingMilliseconds()));
  if (cooling > 0) {
    return new DomainError(
      'RATE_LIMITED',
      `The provider "${first?.provider.name}" takes no more requests at the moment`,
      {
        extensions: { retryAfterSeconds: Math.ceil(cooling / 1_000) },
      },
    );
  }
  return new DomainError(
    'PROVIDER_ERROR',
    `The provider "${first?.provider.name}" has failed too often lately and is given a rest; try again in a few seconds`,
    { extensions: { retryAfterSeconds: 5 } },
  );
}

/** The failure, with what was tried. */
function explained({ progress: { trail } }: Run, failure: DomainError): DomainError {
  return new DomainError(failure.code, failure.message, {
    extensions: { ...failure.extensions, attempts: shownTrail(trail) },
  });
}
