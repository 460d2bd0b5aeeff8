/** Lists, page by page, of what the caller's teams own. */
import { type Identity, type VisibleTeams, visibleTeams } from '../../../platform/access.ts';
import { type Facet, facetKey } from './facets.ts';
import type { Deployment, DeploymentStatus, Model, ModelVersion, Tag, VersionKey } from './model.ts';
import { largestPageSize, type Page, type PageRequest, pageOf, positionAfter } from './page.ts';
import type { RegistryStore } from './store.ts';
import type { VersionDetails } from './version-details.ts';
import { isSemanticVersion } from './version-order.ts';

/** Single records, read once per request; `forget` makes the next reads fresh. */
export interface RecordReader {
  model(id: string): Promise<Model | undefined>;
  version(key: { modelId: string; version: string }): Promise<ModelVersion | undefined>;
  deployment(id: string): Promise<Deployment | undefined>;
  /** Of a version that the caller has. */
  details(key: VersionKey): Promise<VersionDetails | undefined>;
  forget(): void;
}

export interface ModelFilter extends Facet {
  readonly teamId?: string | undefined;
  readonly tag?: Tag | undefined;
  readonly search?: string | undefined;
}

export interface DeploymentFilter {
  readonly teamId?: string | undefined;
  readonly status?: DeploymentStatus | undefined;
}

/** Models by id. Throws VALIDATION_ERROR for a cursor of another list. */
export async function listModels(
  store: RegistryStore,
  reader: RecordReader,
  identity: Identity,
  filter: ModelFilter,
  page: PageRequest,
): Promise<Page<Model>> {
  const teams = teamsWithin(identity, filter.teamId);
  const scope = ['models', teams, facetKey(filter), filter.tag, filter.search];
  const after = positionAfter(page, scope);
  const found: Model[] = [];
  for await (const model of modelsInOrder(store, reader, teams, filter, page.first + 1, after)) {
    found.push(model);
    if (found.length > page.first) break;
  }
  return pageOf(found, page, scope, (model) => model.id);
}

/** The versions of a model, the highest first. */
export async function listVersions(
  store: RegistryStore,
  modelId: string,
  page: PageRequest,
): Promise<Page<ModelVersion>> {
  const scope = ['versions', modelId];
  const after = positionAfter(page, scope, isSemanticVersion);
  const found = await store.versionsOf(modelId, { after, limit: page.first + 1 });
  return pageOf(found, page, scope, ({ version }) => version);
}

/** Deployments, the newest first. */
export async function listDeployments(
  store: RegistryStore,
  reader: RecordReader,
  identity: Identity,
  { teamId, status }: DeploymentFilter,
  page: PageRequest,
): Promise<Page<Deployment>> {
  const teams = teamsWithin(identity, teamId);
  const scope = ['deployments', teams, status];
  const after = positionAfter(page, scope);
  const entries = await store.deploymentEntries(teams, status, { after, limit: page.first + 1 });
  const { nodes, pageInfo } = pageOf(entries, page, scope, ({ position }) => position);
  const deployments = await Promise.all(nodes.map(({ id }) => reader.deployment(id)));
  // The list may lag behind the record by a moment; the record is right.
  const current = deployments.filter(
    (deployment) => deployment !== undefined && (status === undefined || deployment.status === status),
  );
  return { nodes: current as Deployment[], pageInfo };
}

/** The teams a list is about: the one asked for when the caller may see it, else all that they may see. */
function teamsWithin(identity: Identity, teamId: string | undefined): VisibleTeams {
  const visible = visibleTeams(identity);
  const sorted = visible === 'ALL' ? visible : [...new Set(visible)].sort();
  if (teamId === undefined) return sorted;
  return sorted === 'ALL' || sorted.includes(teamId) ? [teamId] : [];
}

/** The key query answers all conditions but tag and text, which are looked for in what it yields. */
async function* modelsInOrder(
  store: RegistryStore,
  reader: RecordReader,
  teams: VisibleTeams,
  filter: ModelFilter,
  wanted: number,
  after: string | undefined,
): AsyncGenerator<Model> {
  const readsLatest = filter.tag !== undefined || filter.search !== undefined;
  const limit = readsLatest ? largestPageSize : wanted;
  let position = after;
  while (true) {
    const ids = await store.modelIds(teams, facetKey(filter), { after: position, limit });
    const models = (await Promise.all(ids.map((id) => reader.model(id)))).filter((model) => model !== undefined);
    const matches = readsLatest ? await Promise.all(models.map((model) => matchesLatest(reader, model, filter))) : [];
    for (const [index, model] of models.entries()) if (!readsLatest || matches[index]) yield model;
    position = ids.at(-1);
    if (ids.length < limit) return;
  }
}

async function matchesLatest(reader: RecordReader, model: Model, { tag, search }: ModelFilter): Promise<boolean> {
  const latest = await reader.version({ modelId: model.id, version: model.latestVersion });
  if (tag && !latest?.tags.some(({ key, value }) => key === tag.key && value === tag.value)) return false;
  if (search === undefined) return true;
  const text = `${model.id}\n${latest?.description ?? ''}`.toLowerCase();
  return text.includes(search.toLowerCase());
}
