/** Who may change a model: contributors of the team that owns it. */
import { canSeeTeam, type Identity } from '../../../platform/access.ts';
import { DomainError } from '../../../platform/errors.ts';
import type { Model } from './model.ts';
import type { RegistryStore } from './store.ts';
import { requireRole, type Standing } from './teams.ts';

/**
 * The model, strongly consistent, and where the caller stands in its team. Throws NOT_FOUND for a model that the caller may not
 * see, FORBIDDEN for one that they may only look at.
 */
export async function requireOwnModel(
  store: RegistryStore,
  identity: Identity,
  modelId: string,
): Promise<{ model: Model; standing: Standing }> {
  const [model] = await store.models([modelId]);
  if (!model || !canSeeTeam(identity, model.teamId)) throw new DomainError('NOT_FOUND', `No model "${modelId}"`);
  return { model, standing: await requireRole(store, identity, model.teamId, 'CONTRIBUTOR') };
}
