/** One request to one provider: bounded in time, counted, and cancelled as soon as nobody wants its answer. */
import type { RequestOutcome } from './candidate-health.ts';
import type { Candidate } from './candidates.ts';
import type { Deadline } from './deadline.ts';
import type { AnswerDelta } from './provider.ts';
import { ProviderFailure } from './provider-failure.ts';
import type { Run } from './run.ts';
import type { Work } from './work.ts';

export interface Attempt {
  readonly run: Run;
  readonly candidate: Candidate;
  /** What of a delta the caller gets to see. */
  readonly toShown: (delta: AnswerDelta) => AnswerDelta;
  /** Whether the caller has seen something of the answer. */
  wasShown: boolean;
}

/** Yields the answer as it comes, if the run is streamed, and returns the whole. Throws `ProviderFailure`, or why the caller left. */
export async function* attempt<Answer>(current: Attempt, work: Work<Answer>): AsyncGenerator<AnswerDelta, Answer> {
  const { run, candidate } = current;
  const ending = new AbortController();
  const { signal } = ending;
  const leave = (): void => ending.abort(run.signal.reason);
  run.signal.addEventListener('abort', leave, { once: true });
  if (run.signal.aborted) leave();
  const silence = silenceWatch(ending, run.deadline);
  const started = performance.now();
  const counted = candidate.health.begin();
  let receivedCharacters = 0;
  let outcome: RequestOutcome = 'NOTHING_LEARNED';
  let failure: ProviderFailure | undefined;
  let answer: Answer | undefined;
  run.progress.attempts += 1;
  run.progress.latest = candidate;

  const { firstTokenMilliseconds, idleMilliseconds } = run.patience;
  async function* streamed(): AsyncGenerator<AnswerDelta, Answer> {
    const source = work.stream(candidate, signal);
    let hasBegun = false;
    let isOver = false;
    try {
      for (;;) {
        // A reader who takes his time is no silence of the provider's: the watch runs while the provider is waited for only.
        const next = await silence.during(source.next(), hasBegun ? idleMilliseconds : firstTokenMilliseconds);
        if (next.done) {
          isOver = true;
          return next.value;
        }
        if (!hasBegun) counted.answeredAfter(performance.now() - started);
        hasBegun = true;
        receivedCharacters += lengthOf(next.value);
        const shown = current.toShown(next.value);
        current.wasShown ||= shown.content !== '' || shown.toolCalls !== undefined;
        yield shown;
      }
    } finally {
      // Also when the reader has left: the provider is not to go on for nobody.
      if (!isOver) ending.abort();
      await source.return(undefined as never);
    }
  }

  try {
    answer = run.streamed
      ? yield* streamed()
      : await silence.during(work.complete(candidate, signal), firstTokenMilliseconds);
    if (!run.streamed) counted.answeredAfter(performance.now() - started);
    outcome = 'WORKED';
    return answer;
  } catch (error) {
    if (run.signal.aborted) throw run.signal.reason;
    failure = asFailure(error, candidate.provider.name, silence.wasTooLong());
    outcome = outcomeOf(failure);
    if (failure.retryAfterSeconds !== undefined) candidate.health.coolDown(failure.retryAfterSeconds);
    throw failure;
  } finally {
    run.signal.removeEventListener('abort', leave);
    silence.end();
    counted.ended(outcome);
    if (answer !== undefined || !failure || failure.rule.mayCost) {
      const usage = answer === undefined ? undefined : work.usageOf(answer);
      run.spending.add({
        provider: candidate.provider.name,
        model: candidate.facts.upstreamName,
        usage: usage ?? work.estimateOf(answer, receivedCharacters),
        isExact: usage !== undefined,
        wasAnswered: answer !== undefined,
      });
    }
    run.progress.trail.push({
      provider: candidate.provider.name,
      model: candidate.model,
      outcome: answer !== undefined ? 'ANSWERED' : failure ? 'FAILED' : 'CANCELLED',
      reason: failure?.message ?? null,
      startedAt: performance.timeOrigin + started,
      durationMs: Math.round(performance.now() - started),
    });
  }
}

function outcomeOf({ kind, rule }: ProviderFailure): RequestOutcome {
  if (rule.isFault) return 'FAILED';
  return kind === 'RATE_LIMITED' ? 'NOTHING_LEARNED' : 'WORKED';
}

/** Aborts `ending` when something that is waited for takes too long, by itself or with all that came before. */
function silenceWatch(ending: AbortController, deadline: Deadline) {
  let isTooLong = false;
  let isWaiting = false;
  // One timer, begun again for each piece: a stream has many.
  let timer: NodeJS.Timeout | undefined;
  let timerMilliseconds = 0;
  const giveUp = (): void => {
    if (!isWaiting) return;
    isTooLong = true;
    ending.abort();
  };
  return {
    wasTooLong: () => isTooLong,
    async during<Result>(work: Promise<Result>, milliseconds: number): Promise<Result> {
      const most = Math.min(milliseconds, deadline.left());
      if (timer && most === timerMilliseconds) timer.refresh();
      else {
        clearTimeout(timer);
        timer = setTimeout(giveUp, most);
        timerMilliseconds = most;
      }
      isWaiting = true;
      try {
        return await work;
      } finally {
        isWaiting = false;
      }
    },
    end: () => clearTimeout(timer),
  };
}

function asFailure(error: unknown, provider: string, tookTooLong: boolean): ProviderFailure {
  if (tookTooLong) return new ProviderFailure('TIMEOUT', provider, 'did not answer in time');
  if (error instanceof ProviderFailure) return error;
  throw error;
}

function lengthOf({ content, toolCalls = [] }: AnswerDelta): number {
  return toolCalls.reduce((sum, call) => sum + call.arguments.length, content.length);
}
