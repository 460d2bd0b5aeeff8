/** Records and callers for tests of the registry. */
import type { Identity } from '../../platform/access.ts';
import type { CallerArtifacts } from '../../subgraphs/registry/domain/artifact-keeping.ts';
import type { ArtifactStore } from '../../subgraphs/registry/domain/artifacts.ts';
import type { DeploymentLogs } from '../../subgraphs/registry/domain/deployment-logs.ts';
import { emptySlot, queue } from '../../subgraphs/registry/domain/deployment-wishes.ts';
import type { RecordReader } from '../../subgraphs/registry/domain/listing.ts';
import type { Deployment, ModelVersion } from '../../subgraphs/registry/domain/model.ts';
import { createSealer } from '../../subgraphs/registry/domain/secrets.ts';
import type { Commit, RegistryStore } from '../../subgraphs/registry/domain/store.ts';
import { timeOrderedId } from '../../subgraphs/registry/domain/time-ordered-id.ts';
import type { CallerWebhooks } from '../../subgraphs/registry/domain/webhooks.ts';

export const sealer = createSealer('a secret of more than thirty-two characters');

export const leases = { claimedSeconds: 15, queuedSeconds: 60 };

export const identityOf = (...groups: string[]): Identity => ({
  userId: `user-of-${groups.join('-')}`,
  tier: 'STANDARD',
  groups,
});

export function sampleVersion(changes: Partial<ModelVersion> = {}): ModelVersion {
  return {
    modelId: 'fraud-detection-model',
    version: '1.0.0',
    teamId: 'team-a',
    framework: 'tensorflow',
    deploymentTarget: 'LAMBDA',
    artifactUri: 's3://elsewhere/model.onnx',
    artifact: { verified: false },
    tags: [],
    registeredAt: '2026-01-01T00:00:00.000Z',
    registeredBy: 'someone',
    status: 'REGISTERED',
    revision: 1,
    ...changes,
  };
}

/** A new deployment of a version as the first of its slot, and the commit that writes both. */
export function queued(version: ModelVersion, requestedAt = new Date()): { commit: Commit; deployment: Deployment } {
  const situation = {
    slot: emptySlot(version),
    deployments: new Map(),
    versions: new Map([[version.version, version]]),
  };
  const request = { id: timeOrderedId(), requestedBy: 'someone' };
  const outcome = queue(situation, version, request, { now: requestedAt, leases, by: 'someone' });
  const deployment = outcome.deployments.get(request.id) as Deployment;
  const after = outcome.versions.get(version.version) as ModelVersion;
  const commit = { version: { before: version, after }, deployments: [{ after: deployment }], events: outcome.events };
  return { deployment, commit };
}

/** Reads each record afresh. */
export function freshReader(store: RegistryStore): RecordReader {
  return {
    model: async (id) => (await store.models([id]))[0],
    version: async (key) => (await store.versions([key]))[0],
    deployment: async (id) => (await store.deployments([id]))[0],
    details: async (key) => (await store.details([key]))[0],
    alias: async (key) => (await store.aliases([key]))[0],
    updateTime: async (id) => (await store.updateTimes([id]))[0],
    forget: () => undefined,
  };
}

/** For requests that have nothing to do with artifacts. */
export const noArtifacts = { forCaller: () => ({}) as CallerArtifacts };

/** For requests that have nothing to do with webhooks. */
export const noWebhooks = () => ({}) as CallerWebhooks;
export const noLogs = {} as DeploymentLogs;

/** Our bucket, empty: artifacts elsewhere are not looked at. */
export const emptyBucket: ArtifactStore = {
  bucket: 'ours',
  verify: async () => undefined,
  probe: async () => 'UNKNOWN',
};
