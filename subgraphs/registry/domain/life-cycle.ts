/**
 * Archiving, restoring and deleting versions, and which version is the latest through all of it. The pointer to the latest version
 * moves in the transaction of the change, on the conditions that it is where it was read and that the version it moves to is as
 * it was read; so it never names a version that is gone.
 */
import type { Identity } from '../../../platform/access.ts';
import { DomainError } from '../../../platform/errors.ts';
import type { RegistryEvent } from './event-data.ts';
import { versionArchived, versionDeleted, versionRestored } from './events.ts';
import { once, type Remember } from './idempotency.ts';
import type { ModelVersion, VersionKey } from './model.ts';
import { type DeletedModel, deleteModel, type ModelDeletionRequest } from './model-deletion.ts';
import { requireOwnModel } from './own-model.ts';
import { largestPageSize } from './page.ts';
import type { Commit, RegistryStore } from './store.ts';
import { isRelease, latestRank } from './version-order.ts';

export interface LifeCycleRequest extends VersionKey {
  readonly reason: string;
  readonly idempotencyKey?: string | undefined;
}

export interface LifeCyclePorts {
  readonly store: RegistryStore;
  readonly now: () => Date;
  /** Called with the events of each commit, so that they leave at once. */
  readonly committed: (events: readonly RegistryEvent[]) => void;
}

/** What one caller may do to versions of their teams. Each throws NOT_FOUND for a version that the caller may not see. */
export interface CallerLifeCycle {
  /** Throws CONFLICT while the version is deployed or named by an alias, and when it is archived already. */
  archive(request: LifeCycleRequest): Promise<ModelVersion>;
  /** Throws CONFLICT when the version is not archived. */
  restore(request: LifeCycleRequest): Promise<ModelVersion>;
  /** Returns the tombstone. Throws CONFLICT while the version is deployed or named by an alias. */
  delete(request: LifeCycleRequest): Promise<ModelVersion>;
  /** See `deleteModel`. */
  deleteModel(request: ModelDeletionRequest): Promise<DeletedModel>;
}

/** A change of a version's life, decided on the version as it was read. */
interface Step {
  readonly operation: string;
  readonly code: string;
  readonly done: string;
  /** Throws CONFLICT. With `deletedAt`, the version becomes a tombstone. */
  readonly decide: (version: ModelVersion, at: string) => ModelVersion;
  readonly event: (version: ModelVersion, by: string, reason: string, at: string) => RegistryEvent;
}

/** How often a step is decided anew because another writer came first. */
const decisionsBeforeGivingUp = 10;

const archiving: Step = {
  operation: 'archiveModelVersion',
  code: 'VERSION_ARCHIVED',
  done: 'Archived',
  event: versionArchived,
  decide(version) {
    if (version.status === 'ARCHIVED') throw new DomainError('CONFLICT', `${nameOf(version)} is archived already`);
    requireOutOfUse(version);
    return { ...version, status: 'ARCHIVED', statusBeforeArchive: version.status, revision: version.revision + 1 };
  },
};

const restoring: Step = {
  operation: 'restoreModelVersion',
  code: 'VERSION_RESTORED',
  done: 'Restored',
  event: versionRestored,
  decide({ statusBeforeArchive = 'REGISTERED', ...version }) {
    if (version.status !== 'ARCHIVED') throw new DomainError('CONFLICT', `${nameOf(version)} is not archived`);
    return { ...version, status: statusBeforeArchive, revision: version.revision + 1 };
  },
};

const deleting: Step = {
  operation: 'deleteModelVersion',
  code: 'VERSION_DELETED',
  done: 'Deleted',
  event: versionDeleted,
  decide(version, at) {
    requireOutOfUse(version);
    return { ...version, deletedAt: at, revision: version.revision + 1 };
  },
};

/** `forgetting` makes the request's later reads fresh, once the write is done. */
export function lifeCycleFor(
  ports: LifeCyclePorts,
  identity: Identity,
  forgetting: <Result>(write: Promise<Result>) => Promise<Result>,
): CallerLifeCycle {
  const taking = (step: Step) => (request: LifeCycleRequest) => forgetting(take(ports, identity, step, request));
  return {
    archive: taking(archiving),
    restore: taking(restoring),
    delete: taking(deleting),
    deleteModel: (request) => forgetting(deleteModel(ports, identity, request)),
  };
}

/**
 * Points the model at its latest version. A commit cannot know of a version that was registered beside it, and that gave way to
 * the one the commit took out of the way; this is run after the commit, and again before its event leaves the outbox.
 */
export async function settleLatestVersion(store: RegistryStore, modelId: string): Promise<void> {
  const latest = await latestOf(store, modelId);
  if (latest) await store.raiseLatestVersion(latest);
}

function take(ports: LifeCyclePorts, identity: Identity, step: Step, request: LifeCycleRequest): Promise<ModelVersion> {
  const { modelId, version } = request;
  const keyed = { operation: step.operation, idempotencyKey: request.idempotencyKey, input: request };
  return once<ModelVersion, VersionKey>(ports, identity, keyed, {
    execute: (remember) => takeNow(ports, identity, step, request, remember),
    async repeat(key) {
      const [live] = await ports.store.versions([key]);
      const found = live ?? (await ports.store.deletedVersion(key));
      if (!found) throw noVersion({ modelId, version });
      return found;
    },
  });
}

async function takeNow(
  { store, now, committed }: LifeCyclePorts,
  identity: Identity,
  { code, done, decide, event }: Step,
  { modelId, version: number, reason }: LifeCycleRequest,
  remember: Remember<VersionKey>,
): Promise<ModelVersion> {
  const key = { modelId, version: number };
  for (let tries = 0; tries < decisionsBeforeGivingUp; tries++) {
    const { model } = await requireOwnModel(store, identity, modelId);
    const [before] = await store.versions([key]);
    if (!before) throw noVersion(key);
    const at = now().toISOString();
    const after = decide(before, at);
    const commit: Commit = {
      ...(after.deletedAt ? { deletion: { before, after } } : { version: { before, after } }),
      latest: { model, becomes: await latestOf(store, modelId, after), at },
      audit: { modelId, who: identity.userId, at, code, what: `${done} ${number}`, reason, version: number },
      ...remember(key),
      events: [event(after, identity.userId, reason, at)],
    };
    const outcome = await store.commit(commit);
    if (outcome === 'REMEMBERED') break;
    if (outcome === 'COMMITTED') {
      committed(commit.events);
      await settleLatestVersion(store, modelId).catch(() => undefined);
      return after;
    }
  }
  throw new DomainError('CONFLICT', 'Other writers kept coming first; try again');
}

/** The best version of a model, with `changed` as it becomes. Reads on only while it finds nothing but what releases go before. */
async function latestOf(
  store: RegistryStore,
  modelId: string,
  changed?: ModelVersion,
): Promise<ModelVersion | undefined> {
  let best: ModelVersion | undefined;
  let after: string | undefined;
  while (true) {
    const page = await store.versionsOf(modelId, { after, limit: largestPageSize });
    for (const found of page) {
      const version = found.version === changed?.version ? changed : found;
      if (version.deletedAt) continue;
      if (!best || latestRank(version) > latestRank(best)) best = version;
      // The highest come first: nothing that follows goes before this one.
      if (version.status !== 'ARCHIVED' && isRelease(version.version)) return version;
    }
    if (page.length < largestPageSize) return best;
    after = page.at(-1)?.version;
  }
}

function requireOutOfUse(version: ModelVersion): void {
  const { status, servingDeploymentId, deploymentId, aliases = [] } = version;
  if (status === 'DEPLOYING' || status === 'DEPLOYED' || servingDeploymentId) {
    throw new DomainError('CONFLICT', `${nameOf(version)} is ${status}: its deployment must end first`, {
      extensions: { deploymentId: servingDeploymentId ?? deploymentId },
    });
  }
  if (aliases.length > 0) {
    throw new DomainError('CONFLICT', `${nameOf(version)} is named by ${aliases.join(', ')}: move the alias first`, {
      extensions: { aliases },
    });
  }
}

function nameOf({ modelId, version }: VersionKey): string {
  return `${modelId} ${version}`;
}

function noVersion({ modelId, version }: VersionKey): DomainError {
  return new DomainError('NOT_FOUND', `The model "${modelId}" has no version ${version}`);
}
