/**
 * What versions were made from. A parent must exist when its child is registered, and neither ever changes: so the graph has no
 * cycles, whoever registers what at the same time.
 */
import { type Identity, visibleTeams } from '../../../platform/access.ts';
import { DomainError } from '../../../platform/errors.ts';
import type { ModelVersion, VersionKey } from './model.ts';
import { type Page, type PageRequest, pageOf, positionAfter } from './page.ts';
import type { DerivedEntry, RegistryStore } from './store.ts';

/** Looks a version up; undefined for one that the caller may not see. */
export type FindVersion = (key: VersionKey) => Promise<ModelVersion | undefined>;

/** Throws VALIDATION_ERROR for a parent that does not exist or that the caller may not see: which of both is not told. */
export async function requireParent(find: FindVersion, parent: VersionKey | undefined): Promise<void> {
  if (!parent || (await find(parent))) return;
  const message = 'Unknown parent version';
  throw new DomainError('VALIDATION_ERROR', message, { details: [{ path: 'input.lineage.parent', message }] });
}

/** The versions of the caller's teams that were made from `parent`, by model and version. */
export async function listDerivedVersions(
  store: RegistryStore,
  find: FindVersion,
  identity: Identity,
  { modelId, version }: VersionKey,
  page: PageRequest,
): Promise<Page<ModelVersion>> {
  const visible = visibleTeams(identity);
  const teams = visible === 'ALL' ? visible : [...new Set(visible)].sort();
  const scope = ['derived', modelId, version, teams];
  let after = positionAfter(page, scope);
  const found: { entry: DerivedEntry; derived: ModelVersion }[] = [];
  while (found.length <= page.first) {
    const limit = page.first + 1 - found.length;
    const entries = await store.derivedVersions({ modelId, version }, teams, { after, limit });
    const versions = await Promise.all(entries.map(find));
    for (const [index, entry] of entries.entries()) {
      const derived = versions[index];
      // One that the caller may not see any more makes room for the next.
      if (derived) found.push({ entry, derived });
    }
    if (entries.length < limit) break;
    after = entries.at(-1)?.position;
  }
  const { nodes, pageInfo } = pageOf(found, page, scope, ({ entry }) => entry.position);
  return { nodes: nodes.map(({ derived }) => derived), pageInfo };
}
