/**
 * Watching deployments: the current status first, or what a subscriber
 * who comes back has missed, then every change in order, none twice, none missing. Hints of changes come
 * from a channel that may lose, repeat and reorder them; the history in the store is what fills the gaps.
 */
import { DomainError } from '../../../platform/errors.ts';
import { statusChange } from './events.ts';
import { idAt } from './facets.ts';
import type { StatusChange } from './model.ts';
import { largestPageSize } from './page.ts';
import type { RegistryStore } from './store.ts';

export type Subject = { readonly deploymentId: string } | { readonly modelId: string } | { readonly teamId: string };

export interface HintListener {
  /** A change of a deployment that the subject includes. */
  changed(change: StatusChange): void;
  /** Hints may have been lost. */
  interrupted(): void;
}

/** The channel that hints travel on. */
export interface StatusHints {
  /** Returns the function that ends it. */
  listen(subject: Subject, listener: HintListener): () => void;
}

/** Hints a subscriber may be behind; one further behind is cut off rather than kept in memory without end. */
const longestQueue = 1000;
/** How far apart the clocks of two processes may be. */
const clockSkewMilliseconds = 2_000;

/**
 * The changes of the subject until `signal` is aborted; of a single deployment, until it is done. Whoever calls has checked
 * that the caller may see the subject. Throws CONFLICT for a subscriber that reads too slowly.
 */
export async function* watch(
  store: RegistryStore,
  hints: StatusHints,
  { subject, after }: { readonly subject: Subject; readonly after: ReadonlyMap<string, number> },
  signal: AbortSignal,
  now: () => Date,
): AsyncGenerator<StatusChange> {
  const inbox = createInbox(signal);
  const stopListening = hints.listen(subject, inbox);
  const emitted = new Map<string, number>();
  const sinceMilliseconds = now().getTime() - clockSkewMilliseconds;
  /** Remembers what is emitted, and drops what has been. */
  const fresh = (changes: readonly StatusChange[]): StatusChange[] =>
    changes.filter(({ deploymentId, sequence }) => {
      if (sequence <= (emitted.get(deploymentId) ?? 0)) return false;
      emitted.set(deploymentId, sequence);
      return true;
    });
  const isOver = ({ phase }: StatusChange): boolean => 'deploymentId' in subject && phase === 'DONE';

  try {
    // Listening begins before the first read, so a change in between is in one of the two.
    const standing = await current(store, subject);
    for (const [deploymentId, sequence] of await ofSubject(store, subject, after)) emitted.set(deploymentId, sequence);
    let next: Iterable<StatusChange> = fresh(emitted.size > 0 ? await catchUp(store, subject, emitted) : standing);
    if (emitted.size > 0 && standing.some(isOver) && isEmpty(next)) return;
    while (true) {
      for (const change of next) {
        yield change;
        if (isOver(change)) return;
      }
      const hint = await inbox.take();
      if (hint === undefined) return;
      next = fresh(
        hint === 'INTERRUPTED'
          ? await catchUp(store, subject, emitted)
          : await upTo(store, hint, emitted.get(hint.deploymentId), sinceMilliseconds),
      );
    }
  } finally {
    stopListening();
  }
}

const isEmpty = (changes: Iterable<StatusChange>): boolean => [...changes].length === 0;

/** Of the positions those that are the subject's: what is said of other deployments tells nothing about them. */
async function ofSubject(
  store: RegistryStore,
  subject: Subject,
  after: ReadonlyMap<string, number>,
): Promise<[string, number][]> {
  const deployments = await store.deployments([...after.keys()]);
  return deployments.flatMap((deployment): [string, number][] => {
    if (!deployment) return [];
    const isIncluded =
      ('deploymentId' in subject && deployment.id === subject.deploymentId) ||
      ('modelId' in subject && deployment.modelId === subject.modelId) ||
      ('teamId' in subject && deployment.teamId === subject.teamId);
    return isIncluded ? [[deployment.id, after.get(deployment.id) ?? 0]] : [];
  });
}

/** The hint itself when it is the next change, else the history up to it; nothing when it is old. */
async function upTo(
  store: RegistryStore,
  hint: StatusChange,
  last: number | undefined,
  sinceMilliseconds: number,
): Promise<StatusChange[]> {
  if (hint.sequence <= (last ?? 0)) return [];
  if (hint.sequence === (last ?? 0) + 1) return [hint];
  const missed = await store.changesAfter(hint.deploymentId, last ?? 0);
  // Of a deployment that was none of the current ones, only what has happened since is news.
  if (last === undefined) return missed.filter(({ occurredAt }) => Date.parse(occurredAt) >= sinceMilliseconds);
  return missed;
}

async function catchUp(
  store: RegistryStore,
  subject: Subject,
  emitted: ReadonlyMap<string, number>,
): Promise<StatusChange[]> {
  const changes: StatusChange[] = [];
  const known = [...emitted];
  for (const [deploymentId, sequence] of known) changes.push(...(await store.changesAfter(deploymentId, sequence)));
  const others = await current(store, subject);
  return [...changes, ...others.filter(({ deploymentId }) => !emitted.has(deploymentId))];
}

/** Where the subject's deployments stand: of a model the newest of each version, of a team those under way. */
async function current(store: RegistryStore, subject: Subject): Promise<StatusChange[]> {
  const ids = await currentIds(store, subject);
  const deployments = (await store.deployments(ids)).filter((deployment) => deployment !== undefined);
  return deployments.sort((one, other) => (one.requestedAt < other.requestedAt ? -1 : 1)).map(statusChange);
}

async function currentIds(store: RegistryStore, subject: Subject): Promise<string[]> {
  if ('deploymentId' in subject) return [subject.deploymentId];
  const range = { limit: largestPageSize };
  if ('modelId' in subject) {
    const versions = await store.versionsOf(subject.modelId, range);
    return versions.flatMap(({ deploymentId }) => deploymentId ?? []);
  }
  const newestFirst = { descending: true, ...range };
  const positions = await store.deploymentPositions({ teamId: subject.teamId }, 'DEPLOYING', newestFirst);
  return positions.map(idAt);
}

/** What has come and was not taken yet. */
function createInbox(
  signal: AbortSignal,
): HintListener & { take(): Promise<StatusChange | 'INTERRUPTED' | undefined> } {
  const waiting: (StatusChange | 'INTERRUPTED')[] = [];
  let overflowed = false;
  let wake = (): void => undefined;
  signal.addEventListener('abort', () => wake(), { once: true });
  const put = (hint: StatusChange | 'INTERRUPTED'): void => {
    if (waiting.length >= longestQueue) overflowed = true;
    else waiting.push(hint);
    wake();
  };
  return {
    changed: put,
    interrupted: () => put('INTERRUPTED'),
    async take() {
      while (true) {
        if (signal.aborted) return undefined;
        if (overflowed) throw new DomainError('CONFLICT', 'The subscriber reads too slowly; subscribe again');
        const hint = waiting.shift();
        if (hint) return hint;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}
