/** What has happened to a deployment, and how long it took. */
import type { Identity } from '../../../platform/access.ts';
import type { Deployment, DeploymentPhase, RecordedChange } from './model.ts';
import { type Page, type PageRequest, pageOf, positionAfter } from './page.ts';
import type { RegistryStore } from './store.ts';

export interface TimedChange extends RecordedChange {
  /** Until the next one; undefined for the last. */
  readonly durationMs: number | undefined;
}

export interface PhaseDuration {
  readonly attempt: number;
  readonly phase: DeploymentPhase;
  /** ISO 8601, as is `endedAt`, which is absent while the phase lasts. */
  readonly startedAt: string;
  readonly endedAt?: string;
  readonly durationMs: number;
}

/** The changes of a deployment that the caller has, the oldest first. Throws VALIDATION_ERROR for a cursor of another list. */
export async function listChanges(
  store: Pick<RegistryStore, 'changesAfter'>,
  { userId }: Identity,
  { id }: Deployment,
  page: PageRequest,
): Promise<Page<TimedChange>> {
  const scope = ['deploymentHistory', id, userId];
  const after = Number(positionAfter(page, scope, (position) => /^\d{1,10}$/.test(position)) ?? 0);
  const found = await store.changesAfter(id, after, page.first + 1);
  const timed = found.map((change, index) => {
    const next = found[index + 1];
    return { ...change, durationMs: next && millisecondsBetween(change.occurredAt, next.occurredAt) };
  });
  return pageOf(timed, page, scope, ({ sequence }) => String(sequence));
}

/** How long each phase of each attempt took, and takes so far. */
export function phaseDurations({ phases = [] }: Deployment, now: Date): PhaseDuration[] {
  return phases.flatMap(({ attempt, phase, startedAt }, index) => {
    // What is done takes no time.
    if (phase === 'DONE') return [];
    const endedAt = phases[index + 1]?.startedAt;
    const durationMs = millisecondsBetween(startedAt, endedAt ?? now.toISOString());
    return [{ attempt, phase, startedAt, ...(endedAt && { endedAt }), durationMs }];
  });
}

function millisecondsBetween(earlier: string, later: string): number {
  return Date.parse(later) - Date.parse(earlier);
}
