/**
 * What versions were made from. A parent must exist when its child is registered, and neither ever changes: so the graph has no
 * cycles, whoever registers what at the same time.
 */
import type { Identity } from '../../../platform/access.ts';
import { DomainError } from '../../../platform/errors.ts';
import { teamsWithin } from './listing.ts';
import type { ModelVersion, VersionKey } from './model.ts';
import { type ConnectionRequest, connectionOf, type Page, type Walk } from './page.ts';
import type { RegistryStore } from './store.ts';

/** Looks a version up; undefined for one that the caller may not see. */
export type FindVersion = (key: VersionKey) => Promise<ModelVersion | undefined>;

/** Throws VALIDATION_ERROR for a parent that does not exist or that the caller may not see: which of both is not told. */
export async function requireParent(find: FindVersion, parent: VersionKey | undefined): Promise<void> {
  if (!parent || (await find(parent))) return;
  const message = 'Unknown parent version';
  throw new DomainError('VALIDATION_ERROR', message, { details: [{ path: 'input.lineage.parent', message }] });
}

/**
 * The versions of the caller's teams that were made from `parent`, by model and version. Throws VALIDATION_ERROR for a cursor of
 * another list.
 */
export function listDerivedVersions(
  store: RegistryStore,
  find: FindVersion,
  identity: Identity,
  { modelId, version }: VersionKey,
  request: ConnectionRequest,
): Promise<Page<ModelVersion>> {
  const teams = teamsWithin(identity, undefined);
  const walk: Walk<ModelVersion> = async function* ({ from, strictly, backwards, wanted }) {
    let [at, beyond] = [from, strictly];
    while (true) {
      const range = { from: at, strictly: beyond, backwards, limit: wanted };
      const entries = await store.derivedVersions({ modelId, version }, teams, range);
      const versions = await Promise.all(entries.map(find));
      for (const [index, { position }] of entries.entries()) {
        const node = versions[index];
        // One that the caller may not see any more makes room for the next.
        if (node) yield { node, position };
      }
      if (entries.length < wanted) return;
      [at, beyond] = [entries.at(-1)?.position, true];
    }
  };
  return connectionOf(request, ['derived', modelId, version, teams], walk);
}
