/** Registering a version of a model. */
import { adminGroup, type Identity } from '../../../platform/access.ts';
import { DomainError } from '../../../platform/errors.ts';
import { artifactFor, artifactNotFound } from './artifact-registration.ts';
import type { ArtifactStore } from './artifacts.ts';
import type { RegistryEvent } from './event-data.ts';
import { modelRegistered } from './events.ts';
import { once, type Remember } from './idempotency.ts';
import { type FindVersion, requireParent } from './lineage.ts';
import type { DeploymentTarget, ModelVersion, Tag, VersionKey } from './model.ts';
import type { Commit, RegistryStore } from './store.ts';
import { requireRole } from './teams.ts';
import { type DetailedRegistration, detailsIn } from './version-details.ts';

export interface Registration extends DetailedRegistration {
  readonly modelId: string;
  readonly version: string;
  readonly framework: string;
  readonly deploymentTarget: DeploymentTarget;
  readonly teamId: string;
  readonly artifactUri: string;
  readonly description?: string | undefined;
  readonly tags: readonly Tag[];
  readonly idempotencyKey?: string | undefined;
}

export interface RegistrationPorts {
  readonly store: RegistryStore;
  readonly artifacts: ArtifactStore;
  /** As the caller may see them. */
  readonly findVersion: FindVersion;
  readonly now: () => Date;
  /** Called with the events of each commit, so that they leave at once. */
  readonly committed: (events: readonly RegistryEvent[]) => void;
}

/**
 * Stores a version, and the model with its first one. Throws FORBIDDEN, VALIDATION_ERROR for an unknown team, a missing
 * artifact or an unknown parent, DUPLICATE_RESOURCE for a version that exists or a model id that another team has.
 */
export async function register(
  ports: RegistrationPorts,
  identity: Identity,
  registration: Registration,
): Promise<ModelVersion> {
  const { teamId, idempotencyKey } = registration;
  await requireRole(ports.store, identity, teamId, 'CONTRIBUTOR');
  await requireKnownTeam(ports.store, identity, teamId);
  const request = { operation: 'registerModel', idempotencyKey, input: registration };
  return once<ModelVersion, VersionKey>(ports, identity, request, {
    execute: (remember) => registerNew(ports, identity, registration, remember),
    repeat: (key) => requireVersion(ports.store, key),
  });
}

async function registerNew(
  { store, artifacts, findVersion, now, committed }: RegistrationPorts,
  identity: Identity,
  { modelId, version, teamId, artifactUri, ...rest }: Registration,
  remember: Remember<VersionKey>,
): Promise<ModelVersion> {
  // A model whose versions have all been deleted is known still, and its team may go on with it.
  const [model, [existing]] = await Promise.all([store.knownModel(modelId), store.versions([{ modelId, version }])]);
  if (model && model.teamId !== teamId) throw modelIdIsTaken();
  if (existing) throw versionExists();
  const { description, framework, deploymentTarget, tags, task, lineage } = rest;
  await requireParent(findVersion, lineage?.parent);
  const at = now().toISOString();
  const registered: ModelVersion = {
    modelId,
    version,
    teamId,
    framework,
    deploymentTarget,
    artifactUri,
    artifact:
      deploymentTarget === 'EXTERNAL'
        ? { verified: false, verification: 'FORM_ONLY' }
        : await artifactFor({ artifacts, store }, teamId, artifactUri),
    ...(description && { description }),
    tags,
    ...(task && { task }),
    ...(lineage?.parent && { parent: lineage.parent }),
    registeredAt: at,
    registeredBy: identity.userId,
    status: 'REGISTERED',
    revision: 1,
  };
  const commit: Commit = {
    version: { after: registered },
    details: detailsIn(rest),
    audit: { modelId, who: identity.userId, code: 'VERSION_REGISTERED', what: `Registered ${version}`, version, at },
    ...remember({ modelId, version }),
    events: [modelRegistered(registered)],
  };
  const newModel = { id: modelId, teamId, createdAt: at, latestVersion: version };
  let outcome = await store.commit(model ? commit : { ...commit, newModel });
  if (outcome === 'MODEL_EXISTS') {
    // Another registration made the model meanwhile; models are never removed, so this time it is there.
    const made = await store.knownModel(modelId);
    if (made?.teamId !== teamId) throw modelIdIsTaken();
    outcome = await store.commit(commit);
  }
  if (outcome === 'VERSION_DELETED') throw numberIsTaken();
  if (outcome === 'ARTIFACT_GONE') throw artifactNotFound();
  if (outcome !== 'COMMITTED') throw versionExists();
  committed(commit.events);
  // Once committed the version is registered, whatever happens now: the outbox relay moves the pointer again.
  await store.raiseLatestVersion(registered).catch(() => undefined);
  return registered;
}

/** Membership is proof that a team exists; an admin, who belongs to all of them, may still mistype one. */
export async function requireKnownTeam(store: RegistryStore, identity: Identity, teamId: string): Promise<void> {
  if (await store.hasTeam(teamId)) return;
  if (identity.groups.includes(adminGroup) && !identity.groups.includes(teamId)) {
    throw invalidInput('input.teamId', 'Unknown team');
  }
  await store.addTeam(teamId);
}

async function requireVersion(store: RegistryStore, key: VersionKey): Promise<ModelVersion> {
  const [stored] = await store.versions([key]);
  if (!stored) throw new DomainError('NOT_FOUND', `The model "${key.modelId}" has no version ${key.version}`);
  return stored;
}

function invalidInput(path: string, message: string): DomainError {
  return new DomainError('VALIDATION_ERROR', message, { details: [{ path, message }] });
}

/** Does not say by whom: the caller may not see that team. */
export function modelIdIsTaken(): DomainError {
  return new DomainError('DUPLICATE_RESOURCE', 'Model id is taken');
}

function versionExists(): DomainError {
  return new DomainError('DUPLICATE_RESOURCE', 'Model version already exists');
}

function numberIsTaken(): DomainError {
  return new DomainError('DUPLICATE_RESOURCE', 'Model version was deleted, and its number is not used again');
}
