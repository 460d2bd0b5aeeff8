/** Lists, page by page, of what the caller's teams own. */
import { type Identity, type VisibleTeams, visibleTeams } from '../../../platform/access.ts';
import { idAt } from './facets.ts';
import type { Alias, AliasKey, Deployment, DeploymentStatus, Model, ModelVersion, VersionKey } from './model.ts';
import { type ConnectionRequest, connectionOf, type Page, type Walk } from './page.ts';
import { storedList, take, unionOf } from './sorted-list.ts';
import type { Owners, RegistryStore } from './store.ts';
import type { VersionDetails } from './version-details.ts';
import { isSemanticVersion } from './version-order.ts';

/** Single records, read once per request; `forget` makes the next reads fresh. */
export interface RecordReader {
  model(id: string): Promise<Model | undefined>;
  version(key: { modelId: string; version: string }): Promise<ModelVersion | undefined>;
  deployment(id: string): Promise<Deployment | undefined>;
  /** Of a version that the caller has. */
  details(key: VersionKey): Promise<VersionDetails | undefined>;
  alias(key: AliasKey): Promise<Alias | undefined>;
  /** When a model that the caller has was updated last (ISO 8601). */
  updateTime(modelId: string): Promise<string | undefined>;
  forget(): void;
}

export interface DeploymentFilter {
  readonly teamId?: string | undefined;
  readonly status?: DeploymentStatus | undefined;
}

/** The versions of a model, the highest first. Throws VALIDATION_ERROR for a cursor of another list. */
export function listVersions(
  store: RegistryStore,
  modelId: string,
  request: ConnectionRequest,
): Promise<Page<ModelVersion>> {
  const walk: Walk<ModelVersion> = async function* ({ from, strictly, backwards, wanted }) {
    if (from !== undefined && !strictly) {
      const [itself] = await store.versions([{ modelId, version: from }]);
      if (itself) yield { node: itself, position: from };
    }
    let after = from;
    while (true) {
      const versions = await store.versionsOf(modelId, { after, limit: wanted, lowestFirst: backwards });
      for (const version of versions) yield { node: version, position: version.version };
      if (versions.length < wanted) return;
      after = versions.at(-1)?.version;
    }
  };
  return connectionOf(request, ['versions', modelId], walk, isSemanticVersion);
}

/** Deployments, the newest first. Throws VALIDATION_ERROR for a cursor of another list. */
export function listDeployments(
  store: RegistryStore,
  reader: RecordReader,
  identity: Identity,
  { teamId, status }: DeploymentFilter,
  request: ConnectionRequest,
): Promise<Page<Deployment>> {
  const teams = teamsWithin(identity, teamId);
  const walk: Walk<Deployment> = async function* ({ from, strictly, backwards, wanted }) {
    const descending = !backwards;
    const lists = ownersOf(teams).map((owners) =>
      storedList(
        (at, limit) =>
          store.deploymentPositions(owners, status, {
            ...(descending ? { highest: at } : { lowest: at }),
            descending,
            limit,
          }),
        wanted,
        descending,
      ),
    );
    const list = unionOf(lists, descending);
    let [at, beyond] = [from, strictly];
    while (true) {
      const positions = await take(list, wanted, at, beyond);
      const deployments = await Promise.all(positions.map((position) => reader.deployment(idAt(position))));
      for (const [index, position] of positions.entries()) {
        const node = deployments[index];
        // The list may lag behind the record by a moment; the record is right.
        if (node && (status === undefined || node.status === status)) yield { node, position };
      }
      if (positions.length < wanted) return;
      [at, beyond] = [positions.at(-1), true];
    }
  };
  return connectionOf(request, ['deployments', teams, status], walk);
}

/** The teams a list is about: the one asked for when the caller may see it, else all that they may see. */
export function teamsWithin(identity: Identity, teamId: string | undefined): VisibleTeams {
  const visible = visibleTeams(identity);
  const sorted = visible === 'ALL' ? visible : [...new Set(visible)].sort();
  if (teamId === undefined) return sorted;
  return sorted === 'ALL' || sorted.includes(teamId) ? [teamId] : [];
}

/** Whose lists hold what these teams own. */
export function ownersOf(teams: VisibleTeams): readonly Owners[] {
  return teams === 'ALL' ? ['ALL'] : teams.map((teamId) => ({ teamId }));
}
