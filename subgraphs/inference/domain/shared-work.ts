/**
 * One piece of work that several callers follow. It goes as fast as the fastest of them reads, ends when the last of them has left,
 * and is paid for by the first that sees its end.
 */
import type { Completion } from './completion.ts';
import type { AnswerDelta } from './provider.ts';
import { createRun, type Run, type Step } from './run.ts';

/** Work that others may still join, by what names it. */
export type JoinableWork = Map<string, SharedWork>;

interface Follower {
  /** How many deltas it has had. */
  position: number;
}

interface SharedWork {
  readonly run: Run;
  readonly source: AsyncGenerator<AnswerDelta, Completion>;
  readonly leaving: AbortController;
  readonly followers: Set<Follower>;
  /** What not every follower has had yet. */
  readonly deltas: AnswerDelta[];
  /** How many deltas came before those. */
  dropped: number;
  /** The next delta, when somebody waits for it. */
  pulling: Promise<void> | undefined;
  outcome: { readonly completion: Completion } | { readonly error: unknown } | undefined;
  isPaid: boolean;
}

/**
 * Follows the work named `key`, begun now unless it is under way and has not brought anything yet: who joins misses nothing, and
 * nothing has to be kept for those who may come.
 */
export async function* shareWork(
  joinable: JoinableWork,
  key: string,
  run: Run,
  step: Step,
): AsyncGenerator<AnswerDelta, Completion> {
  const underWay = joinable.get(key);
  const shared = underWay ?? begin(run, step);
  joinable.set(key, shared);
  const close = (): void => {
    if (joinable.get(key) === shared) joinable.delete(key);
  };
  const follower: Follower = { position: 0 };
  shared.followers.add(follower);
  const left = whenAborted(run.signal);
  let hasSeenTheEnd = false;
  try {
    for (;;) {
      while (!shared.outcome && follower.position >= shared.dropped + shared.deltas.length) {
        shared.pulling ??= pull(shared, close);
        await left.orDone(shared.pulling);
        run.signal.throwIfAborted();
      }
      const delta = shared.deltas[follower.position - shared.dropped];
      if (!delta) break;
      follower.position += 1;
      dropWhatAllHad(shared);
      run.progress = shared.run.progress;
      yield delta;
    }
    hasSeenTheEnd = true;
    return completionFor(run, shared, underWay !== undefined);
  } finally {
    left.forget();
    shared.followers.delete(follower);
    dropWhatAllHad(shared);
    const isLast = shared.followers.size === 0;
    if (isLast && !shared.outcome) {
      close();
      shared.leaving.abort(run.signal.reason);
      await shared.source.return(undefined as never).catch(() => undefined);
    }
    if (hasSeenTheEnd || isLast) pay(run, shared);
  }
}

function begin({ caller, plan, streamed }: Run, step: Step): SharedWork {
  const leaving = new AbortController();
  const run = createRun({ caller, plan, streamed, signal: leaving.signal });
  return {
    run,
    source: step(run),
    leaving,
    followers: new Set(),
    deltas: [],
    dropped: 0,
    pulling: undefined,
    outcome: undefined,
    isPaid: false,
  };
}

/** Takes the next piece; with the first, nobody joins any more. Throws nothing. */
async function pull(shared: SharedWork, close: () => void): Promise<void> {
  try {
    const next = await shared.source.next();
    if (next.done) shared.outcome = { completion: next.value };
    else shared.deltas.push(next.value);
  } catch (error) {
    shared.outcome = { error };
  }
  shared.pulling = undefined;
  close();
}

function dropWhatAllHad(shared: SharedWork): void {
  let least = Number.POSITIVE_INFINITY;
  for (const { position } of shared.followers) least = Math.min(least, position);
  const had = Math.min(least - shared.dropped, shared.deltas.length);
  shared.deltas.splice(0, had);
  shared.dropped += had;
}

function completionFor(run: Run, { outcome, run: own }: SharedWork, hasJoined: boolean): Completion {
  run.progress = own.progress;
  if (!outcome || 'error' in outcome) throw outcome?.error;
  const { completion } = outcome;
  const { routing } = completion;
  return { ...completion, id: run.id, routing: { ...routing, cached: hasJoined || routing.cached } };
}

/** Counts the work on one of those who asked for it. */
function pay(run: Run, shared: SharedWork): void {
  if (shared.isPaid) return;
  shared.isPaid = true;
  for (const spent of shared.run.spending.requests) run.spending.add(spent);
}

/** Not a race of promises: one that lasts would keep a note of every other it was raced with. */
function whenAborted(signal: AbortSignal) {
  let wake = (): void => undefined;
  const listener = () => wake();
  signal.addEventListener('abort', listener, { once: true });
  return {
    orDone: (work: Promise<void>): Promise<void> =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve();
        wake = resolve;
        void work.then(resolve);
      }),
    forget: () => signal.removeEventListener('abort', listener),
  };
}
