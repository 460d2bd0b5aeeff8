/** Which deployed model a completion uses: a pure choice among those the caller may see. */
import semver from 'semver';
import { canSeeModel, type Identity } from '../../../platform/access.ts';
import type { Catalog, CatalogEntry, DeploymentTarget } from './catalog.ts';
import type { RoutingStrategy } from './strategies.ts';

export interface RegisteredModelWish {
  readonly id: string;
  readonly version?: string;
}

export interface RoutingWish {
  readonly preferredModel?: string;
  readonly deploymentTarget?: DeploymentTarget;
  readonly strategy?: RoutingStrategy;
  /** Of the chat model, for the whole request, as far as that can be told before. */
  readonly maxCostUsd?: number;
  /** Until the chat model's first word. */
  readonly maxLatencyMs?: number;
}

export function visibleEntries(entries: readonly CatalogEntry[], caller: Identity): readonly CatalogEntry[] {
  return entries.filter(({ teamId, access }) => canSeeModel(caller, { teamId, ...access }));
}

/** Whether the caller may use a model: one of their teams', or one that is shared with them, as far as the catalog knows. */
export function mayUse(
  catalog: Pick<Catalog, 'accessOf'>,
  caller: Identity,
  { modelId, teamId }: { readonly modelId: string; readonly teamId: string },
): boolean {
  return canSeeModel(caller, { teamId, ...catalog.accessOf(modelId) });
}

/** A number from 0 to less than 1. */
export type Draw = () => number;

/** A deployment of the wished version; without one, of the slot that serves the highest, each deployment by its share. */
export function findNamed(
  visible: readonly CatalogEntry[],
  wish: RegisteredModelWish,
  draw: Draw = Math.random,
): CatalogEntry | undefined {
  const named = visible.filter(
    ({ modelId, version }) => modelId === wish.id && (!wish.version || version === wish.version),
  );
  return drawn(bestSlot(named), draw);
}

/** Of the preferred model if it fits, else of the slot that serves the highest version that does, then by id. */
export function findFitting(
  visible: readonly CatalogEntry[],
  wish: RoutingWish,
  draw: Draw = Math.random,
): CatalogEntry | undefined {
  const fitting = visible.filter((entry) => !wish.deploymentTarget || entry.deploymentTarget === wish.deploymentTarget);
  const preferred = fitting.filter(({ modelId }) => modelId === wish.preferredModel);
  return drawn(bestSlot(preferred.length > 0 ? preferred : fitting), draw);
}

/** What serves one model on one target: a version, and for a while the one that takes over from it, or is kept warm. */
function bestSlot(entries: readonly CatalogEntry[]): readonly CatalogEntry[] {
  const slots = [...Map.groupBy(entries, ({ modelId, deploymentTarget }) => `${modelId} ${deploymentTarget}`).values()];
  const ranked = slots.map((slot) =>
    slot.toSorted((left, right) => shareOf(right) - shareOf(left) || byRank(left, right)),
  );
  return ranked.toSorted(([left], [right]) => (left && right ? byRank(left, right) : 0))[0] ?? [];
}

/**
 * One of them, each as often as its share says; the first where none has any. News of one may come before news of the other: what is
 * more than all of the traffic is nobody's.
 */
function drawn(slot: readonly CatalogEntry[], draw: Draw): CatalogEntry | undefined {
  const total = slot.reduce((sum, entry) => sum + shareOf(entry), 0);
  let left = draw() * Math.min(total, 100);
  for (const entry of slot) {
    left -= shareOf(entry);
    if (left < 0) return entry;
  }
  return slot[0];
}

function shareOf({ trafficPercent = 100 }: CatalogEntry): number {
  return trafficPercent;
}

/** Releases before pre-releases, higher versions first; then by model id, then the newer deployment: a total order. */
function byRank(left: CatalogEntry, right: CatalogEntry): number {
  return (
    Number(isPrerelease(left.version)) - Number(isPrerelease(right.version)) ||
    semver.rcompare(left.version, right.version) ||
    left.modelId.localeCompare(right.modelId) ||
    right.deployedAt.localeCompare(left.deployedAt) ||
    left.deploymentId.localeCompare(right.deploymentId)
  );
}

function isPrerelease(version: string): boolean {
  return semver.prerelease(version) !== null;
}
