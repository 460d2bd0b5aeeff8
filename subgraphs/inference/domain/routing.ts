/** Which deployed model a completion uses: a pure choice among those the caller may see. */
import semver from 'semver';
import { canSeeTeam, type Identity } from '../../../platform/access.ts';
import type { CatalogEntry, DeploymentTarget } from './catalog.ts';
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
  return entries.filter(({ teamId }) => canSeeTeam(caller, teamId));
}

/** The wished version, else the highest. */
export function findNamed(visible: readonly CatalogEntry[], wish: RegisteredModelWish): CatalogEntry | undefined {
  return visible
    .filter(({ modelId, version }) => modelId === wish.id && (!wish.version || version === wish.version))
    .sort(byRank)[0];
}

/** The preferred model if it fits, else the highest version that does, then by id. */
export function findFitting(visible: readonly CatalogEntry[], wish: RoutingWish): CatalogEntry | undefined {
  const fitting = visible
    .filter((entry) => !wish.deploymentTarget || entry.deploymentTarget === wish.deploymentTarget)
    .sort(byRank);
  return fitting.find(({ modelId }) => modelId === wish.preferredModel) ?? fitting[0];
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
