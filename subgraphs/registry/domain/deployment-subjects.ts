/** What a wish about deployments is about: the version that it names, or the deployment that serves it. */
import { canSeeModel, canSeeTeam, type Identity } from '../../../platform/access.ts';
import { DomainError } from '../../../platform/errors.ts';
import { type Deployment, deploymentTargets, type VersionKey } from './model.ts';
import { requireDeployment } from './slot-change.ts';
import type { RegistryStore } from './store.ts';
import { requireRole, type TeamPolicy } from './teams.ts';

/** By version or alias, or by neither. */
export interface VersionWish {
  readonly modelId: string;
  readonly version?: string | undefined;
  readonly alias?: string | undefined;
}

/** The version asked for, or the latest. Throws NOT_FOUND. */
export async function versionToDeploy(
  store: RegistryStore,
  { modelId, version, alias }: VersionWish,
): Promise<VersionKey> {
  if (version !== undefined) return { modelId, version };
  if (alias === undefined) {
    const [model] = await store.models([modelId]);
    if (!model) throw new DomainError('NOT_FOUND', `No model "${modelId}"`);
    return { modelId, version: model.latestVersion };
  }
  const [named] = await store.aliases([{ modelId, alias }]);
  if (!named?.version) throw new DomainError('NOT_FOUND', `The model "${modelId}" has no alias "${alias}"`);
  return { modelId, version: named.version };
}

/** The deployment that serves the version asked for, or the one version that serves. Throws NOT_FOUND, and CONFLICT when there is not one. */
export async function servingDeployment(store: RegistryStore, request: VersionWish): Promise<string> {
  const { modelId, version, alias } = request;
  if (version === undefined && alias === undefined) {
    const slots = await store.slots(deploymentTargets.map((deploymentTarget) => ({ modelId, deploymentTarget })));
    const [active, another] = slots.flatMap((slot) => slot?.activeId ?? []);
    if (!active) throw new DomainError('CONFLICT', `No version of ${modelId} serves`);
    if (another) throw new DomainError('CONFLICT', `Several versions of ${modelId} serve: name the one to undeploy`);
    return active;
  }
  const key = await versionToDeploy(store, request);
  const [found] = await store.versions([key]);
  if (!found) throw new DomainError('NOT_FOUND', `The model "${modelId}" has no version ${key.version}`);
  if (!found.servingDeploymentId) throw new DomainError('CONFLICT', `${modelId} ${key.version} does not serve`);
  return found.servingDeploymentId;
}

/** Throws NOT_FOUND for a deployment that the caller may not see, FORBIDDEN for one of a team in which they have a lesser role. */
export async function requireOwnDeployment(
  store: RegistryStore,
  identity: Identity,
  id: string,
): Promise<{ deployment: Deployment; policy: TeamPolicy }> {
  const deployment = await requireDeployment(store, id);
  if (!canSeeTeam(identity, deployment.teamId)) {
    // Who sees a shared model is told that it is not theirs to change.
    const [model] = await store.models([deployment.modelId]);
    if (!model || !canSeeModel(identity, model)) throw new DomainError('NOT_FOUND', `No deployment "${id}"`);
  }
  const { policy } = await requireRole(store, identity, deployment.teamId, 'CONTRIBUTOR');
  return { deployment, policy };
}
