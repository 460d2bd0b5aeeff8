/**
 * Deleting a model with all its versions. One transaction takes the model away: from then on nobody sees it, and nothing of it can be
 * deployed. Its versions follow one by one, each with its tombstone, its counts and its artifact; the outbox relay runs that again
 * before the event leaves, which makes up for a process that died in between.
 */
import { canSeeModel, type Identity } from '../../../platform/access.ts';
import { DomainError } from '../../../platform/errors.ts';
import type { RegistryEvent } from './event-data.ts';
import { modelDeleted } from './events.ts';
import { once, type Remember } from './idempotency.ts';
import type { Alias, ModelVersion, VersionKey } from './model.ts';
import { requireOwnModel } from './own-model.ts';
import { largestPageSize } from './page.ts';
import type { Commit, RegistryStore } from './store.ts';
import { requireRole } from './teams.ts';

export interface ModelDeletionRequest {
  readonly modelId: string;
  readonly reason: string;
  readonly idempotencyKey?: string | undefined;
}

export interface DeletedModel {
  readonly modelId: string;
  /** ISO 8601. */
  readonly deletedAt: string;
}

export interface ModelDeletionPorts {
  readonly store: RegistryStore;
  readonly now: () => Date;
  /** Called with the events of each commit, so that they leave at once. */
  readonly committed: (events: readonly RegistryEvent[]) => void;
}

/** How often a step is decided anew because another writer came first. */
const decisionsBeforeGivingUp = 10;
/** Versions removed side by side: they all are counted out of the same items. */
const removedAtOnce = 5;

/**
 * Throws NOT_FOUND for a model that the caller may not see, FORBIDDEN unless they are MAINTAINER of its team, CONFLICT while any of its
 * versions is deployed or being deployed.
 */
export async function deleteModel(
  ports: ModelDeletionPorts,
  identity: Identity,
  request: ModelDeletionRequest,
): Promise<DeletedModel> {
  const { store } = ports;
  const { modelId, idempotencyKey } = request;
  const known = await store.knownModel(modelId);
  if (!known || !canSeeModel(identity, known)) throw noModel(modelId);
  await requireRole(store, identity, known.teamId, 'MAINTAINER');
  const keyed = { operation: 'deleteModel', idempotencyKey, input: request };
  return once<DeletedModel, DeletedModel>(ports, identity, keyed, {
    execute: (remember) => deleteNow(ports, identity, request, remember),
    repeat: async (deleted) => deleted,
  });
}

async function deleteNow(
  ports: ModelDeletionPorts,
  identity: Identity,
  { modelId, reason }: ModelDeletionRequest,
  remember: Remember<DeletedModel>,
): Promise<DeletedModel> {
  const { store, now, committed } = ports;
  for (let tries = 0; tries < decisionsBeforeGivingUp; tries++) {
    // Before its versions: the removal is refused when a deployment has begun since.
    const { model } = await requireOwnModel(store, identity, modelId, 'MAINTAINER');
    await requireNoneInUse(store, modelId);
    const deleted = { modelId, deletedAt: now().toISOString() };
    const events = [modelDeleted(model, identity.userId, reason, deleted.deletedAt)];
    const outcome = await store.commit({
      removal: { model, at: deleted.deletedAt, by: identity.userId },
      audit: {
        modelId,
        who: identity.userId,
        at: deleted.deletedAt,
        code: 'MODEL_DELETED',
        what: 'Deleted the model with all its versions',
        reason,
      },
      ...remember(deleted),
      events,
    });
    if (outcome === 'REMEMBERED') break;
    if (outcome === 'COMMITTED') {
      // The model is gone, whatever happens now.
      await removeVersions(ports, modelId).catch(() => undefined);
      committed(events);
      return deleted;
    }
  }
  throw new DomainError('CONFLICT', 'Other writers kept coming first; try again');
}

/** Removes the versions that a deleted model has left; those that were registered since stay. Harmless when there are none. */
export async function removeVersions(
  { store, now }: Pick<ModelDeletionPorts, 'store' | 'now'>,
  modelId: string,
): Promise<void> {
  const model = await store.knownModel(modelId);
  if (!model?.removal) return;
  const { at, by } = model.removal;
  let after: string | undefined;
  while (true) {
    const page = await store.versionsOf(modelId, { after, limit: largestPageSize });
    const left = page.filter(({ registeredAt }) => registeredAt <= at);
    for (let start = 0; start < left.length; start += removedAtOnce) {
      const next = left.slice(start, start + removedAtOnce);
      await Promise.all(next.map((version) => removeVersion(store, version, by, now().toISOString())));
    }
    if (page.length < largestPageSize) return;
    after = page.at(-1)?.version;
  }
}

async function removeVersion(store: RegistryStore, key: VersionKey, who: string, at: string): Promise<void> {
  for (let tries = 0; tries < decisionsBeforeGivingUp; tries++) {
    const [before] = await store.versions([key]);
    if (!before) return;
    const [alias] = before.aliases ?? [];
    const commit = alias ? await withoutAlias(store, before, alias, who, at) : removal(before, who, at);
    const outcome = await store.commit(commit);
    if (outcome === 'COMMITTED' && !alias) return;
    // An alias less: that was no vain attempt.
    if (outcome === 'COMMITTED') tries = -1;
  }
  throw new DomainError('CONFLICT', `Other writers kept ${key.modelId} ${key.version} from being removed`);
}

function removal(before: ModelVersion, who: string, at: string): Commit {
  const { modelId, version, revision } = before;
  return {
    deletion: { before, after: { ...before, deletedAt: at, revision: revision + 1 } },
    audit: { modelId, who, at, code: 'VERSION_DELETED', what: `Deleted ${version} with its model`, version },
    events: [],
  };
}

/** An alias goes with the version that it names. */
async function withoutAlias(
  store: RegistryStore,
  before: ModelVersion,
  alias: string,
  changedBy: string,
  changedAt: string,
): Promise<Commit> {
  const { modelId, version, aliases = [], revision } = before;
  const [known] = await store.aliases([{ modelId, alias }]);
  const moved: Alias = {
    modelId,
    alias,
    previousVersion: version,
    changedAt,
    changedBy,
    revision: (known?.revision ?? 0) + 1,
  };
  return {
    version: {
      before,
      after: { ...before, aliases: aliases.filter((name) => name !== alias), revision: revision + 1 },
    },
    ...(known?.version === version && { alias: { before: known, after: moved } }),
    events: [],
  };
}

async function requireNoneInUse(store: RegistryStore, modelId: string): Promise<void> {
  let after: string | undefined;
  while (true) {
    const page = await store.versionsOf(modelId, { after, limit: largestPageSize });
    const used = page.find(
      ({ status, servingDeploymentId }) => status === 'DEPLOYING' || status === 'DEPLOYED' || servingDeploymentId,
    );
    if (used) {
      throw new DomainError('CONFLICT', `${modelId} ${used.version} is ${used.status}: undeploy it first`, {
        extensions: { version: used.version, deploymentId: used.servingDeploymentId ?? used.deploymentId },
      });
    }
    if (page.length < largestPageSize) return;
    after = page.at(-1)?.version;
  }
}

function noModel(modelId: string): DomainError {
  return new DomainError('NOT_FOUND', `No model "${modelId}"`);
}
