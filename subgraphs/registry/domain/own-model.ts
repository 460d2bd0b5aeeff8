/** Who may change a model: contributors of the team that owns it. */
import { canSeeModel, type Identity } from '../../../platform/access.ts';
import { DomainError } from '../../../platform/errors.ts';
import type { Model } from './model.ts';
import type { RegistryStore } from './store.ts';
import { requireRole, type Standing, type TeamRole } from './teams.ts';

/**
 * The model, strongly consistent, and where the caller stands in its team. Throws NOT_FOUND for a model that the caller may not
 * see, FORBIDDEN for one of a team in which they have a lesser role.
 */
export async function requireOwnModel(
  store: RegistryStore,
  identity: Identity,
  modelId: string,
  role: TeamRole = 'CONTRIBUTOR',
): Promise<{ model: Model; standing: Standing }> {
  const [model] = await store.models([modelId]);
  if (!model || !canSeeModel(identity, model)) throw new DomainError('NOT_FOUND', `No model "${modelId}"`);
  return { model, standing: await requireRole(store, identity, model.teamId, role) };
}
