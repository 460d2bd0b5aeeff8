/** Records and callers for tests of the registry. */
import type { Identity } from '../../platform/access.ts';
import type { CallerArtifacts } from '../../subgraphs/registry/domain/artifact-keeping.ts';
import type { ArtifactStore } from '../../subgraphs/registry/domain/artifacts.ts';
import type { RecordReader } from '../../subgraphs/registry/domain/listing.ts';
import type { ModelVersion } from '../../subgraphs/registry/domain/model.ts';
import { createSealer } from '../../subgraphs/registry/domain/secrets.ts';
import type { RegistryStore } from '../../subgraphs/registry/domain/store.ts';
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

/** Our bucket, empty: artifacts elsewhere are not looked at. */
export const emptyBucket: ArtifactStore = {
  bucket: 'ours',
  verify: async () => undefined,
  probe: async () => 'UNKNOWN',
};
