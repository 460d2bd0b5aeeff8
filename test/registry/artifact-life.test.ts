/** Artifacts over time, and processes that die between any two steps: on a clock of the test's own. */
import { createHash } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateMultipartUploadCommand, ListMultipartUploadsCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { startEmbeddedCloud } from '../../infra/local/cloud.ts';
import type { Stoppable } from '../../platform/lifecycle.ts';
import { createLogger } from '../../platform/logging.ts';
import { startArtifactSweeper } from '../../subgraphs/registry/artifact-sweeper.ts';
import { createArtifactKeeping } from '../../subgraphs/registry/domain/artifact-keeping.ts';
import type { ArtifactPorts } from '../../subgraphs/registry/domain/artifact-ports.ts';
import { type ArtifactUpload, storageKeyOf } from '../../subgraphs/registry/domain/artifact-upload.ts';
import { createRegistry } from '../../subgraphs/registry/domain/registry.ts';
import { dynamoArtifactRecords } from '../../subgraphs/registry/dynamo/dynamo-artifacts.ts';
import { dynamoTable } from '../../subgraphs/registry/dynamo/dynamo-client.ts';
import { dynamoOutbox } from '../../subgraphs/registry/dynamo/dynamo-outbox.ts';
import { dynamoRegistryStore } from '../../subgraphs/registry/dynamo/dynamo-registry-store.ts';
import { s3ArtifactStore } from '../../subgraphs/registry/s3-artifact-store.ts';
import { s3ArtifactUploads } from '../../subgraphs/registry/s3-artifact-uploads.ts';
import { temporaryFolder } from '../infra/temporary-folder.ts';
import { freshReader, identityOf, leases, sealer } from './samples.ts';
import { eventually } from './start-registry.ts';

const cloud = await startEmbeddedCloud({ dataDirectory: temporaryFolder(), environment: { REDIS_EMBEDDED: 'memory' } });
Object.assign(process.env, cloud.environment);
const bucket = cloud.environment.ARTIFACT_BUCKET ?? '';
const dynamo = new DynamoDBClient({});
const s3 = new S3Client({ requestChecksumCalculation: 'WHEN_REQUIRED' });
const sweepers: Stoppable[] = [];
afterEach(() => Promise.all(sweepers.splice(0).map((sweeper) => sweeper.stop())));
afterAll(async () => {
  dynamo.destroy();
  s3.destroy();
  await cloud.close();
});

const table = dynamoTable(dynamo, cloud.environment.TABLE_NAME ?? '');
const store = dynamoRegistryStore(table);
const records = dynamoArtifactRecords(table);
const storage = s3ArtifactUploads(s3, bucket);
const artifacts = s3ArtifactStore(s3, bucket);
let offsetMilliseconds = 0;
const now = (): Date => new Date(Date.now() + offsetMilliseconds);
const hours = (count: number): number => count * 3_600_000;
const days = (count: number): number => hours(24 * count);
const ports: ArtifactPorts = {
  store,
  records,
  storage,
  artifacts,
  limits: { maximumBytes: 1_000, openHours: 24, orphanDays: 7, answerWithinMilliseconds: 10_000 },
  now,
  committed: () => undefined,
};
const identity = identityOf('team-a');
const keeping = createArtifactKeeping(ports);
const member = keeping.forCaller(identity);
/** Another process, or the same one with something that fails in it. */
const process2 = (changes: Partial<ArtifactPorts> = {}) => createArtifactKeeping({ ...ports, ...changes });
const registry = createRegistry({
  store,
  artifacts,
  hints: { listen: () => () => undefined },
  leases,
  sealer,
  committed: () => undefined,
  now,
}).forCaller(identity, freshReader(store));

const bytes = Buffer.from('weights');
const announced = {
  teamId: 'team-a',
  modelId: 'lived-model',
  fileName: 'model.onnx',
  sizeBytes: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
};

async function uploaded(changes: Partial<typeof announced> = {}): Promise<ArtifactUpload> {
  const upload = await member.create({ ...announced, ...changes });
  const [part] = await member.partsOf(upload);
  await fetch(part?.url ?? '', { method: 'PUT', body: bytes });
  return upload;
}
const ready = async (): Promise<ArtifactUpload> => member.complete({ uploadId: (await uploaded()).id });
const named = (modelId: string, { artifactUri }: ArtifactUpload) =>
  registry.register({
    modelId,
    version: '1.0.0',
    framework: 'onnx',
    deploymentTarget: 'LOCAL',
    teamId: 'team-a',
    artifactUri,
    tags: [],
  });
const statusOf = async ({ id }: ArtifactUpload) => (await records.upload(id))?.status;
const isStored = async (upload: ArtifactUpload) => (await artifacts.verify(storageKeyOf(upload))) !== undefined;
const openIn = async (upload: ArtifactUpload) =>
  (await s3.send(new ListMultipartUploadsCommand({ Bucket: bucket, Prefix: storageKeyOf(upload) }))).Uploads ?? [];
const eventsOf = async ({ id }: ArtifactUpload) =>
  (await dynamoOutbox(table).oldest(1_000)).flatMap(({ type, detail }) =>
    'uploadId' in detail.data && detail.data.uploadId === id ? [{ type, data: detail.data }] : [],
  );
const dies = () => {
  throw new Error('the process died');
};

describe('the sweeper', () => {
  it('ends an upload that was not completed in time, and drops its parts', async () => {
    const upload = await uploaded();
    // One that a dying process began, and nobody knows of.
    await s3.send(new CreateMultipartUploadCommand({ Bucket: bucket, Key: storageKeyOf(upload) }));
    offsetMilliseconds += hours(23);
    await keeping.sweep(25);
    expect(await statusOf(upload)).toBe('UPLOADING');
    expect(await openIn(upload)).toHaveLength(2);
    offsetMilliseconds += hours(2);
    await expect(member.complete({ uploadId: upload.id })).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await member.partsOf(upload)).toEqual([]);
    sweepers.push(startArtifactSweeper(keeping, createLogger('registry'), 10));
    await eventually(async () => (await records.upload(upload.id))?.dueAt === undefined);
    expect(await statusOf(upload)).toBe('EXPIRED');
    expect(await openIn(upload)).toEqual([]);
  });

  it('removes an artifact that no version has named for seven days, and tells', async () => {
    const upload = await ready();
    offsetMilliseconds += days(6);
    await keeping.sweep(25);
    expect(await isStored(upload)).toBe(true);
    offsetMilliseconds += days(1) + hours(1);
    await keeping.sweep(25);
    expect(await statusOf(upload)).toBe('DELETED');
    expect(await isStored(upload)).toBe(false);
    expect(await eventsOf(upload)).toMatchObject([
      { type: 'Artifact Ready', data: { ...subjectOf(upload), sizeBytes: 7 } },
      { type: 'Artifact Deleted', data: { ...subjectOf(upload), reason: 'ORPHANED' } },
    ]);
    await expect(named('too-late', upload)).rejects.toMatchObject({ message: 'Artifact not found' });
  });

  it('keeps an artifact for as long as a version names it, and seven days more', async () => {
    const upload = await ready();
    offsetMilliseconds += days(6);
    await named('names-it', upload);
    offsetMilliseconds += days(30);
    await keeping.sweep(25);
    expect(await statusOf(upload)).toBe('READY');
    await registry.lifeCycle.delete({ modelId: 'names-it', version: '1.0.0', reason: 'old' });
    offsetMilliseconds += days(6);
    await keeping.sweep(25);
    expect(await statusOf(upload)).toBe('READY');
    offsetMilliseconds += days(8);
    await keeping.sweep(25);
    expect(await isStored(upload)).toBe(false);
  });

  it('does not remove what a version names at the same moment', async () => {
    for (let round = 0; round < 5; round++) {
      const upload = await ready();
      offsetMilliseconds += days(8);
      const [registered] = await Promise.allSettled([named(`rival-${round}`, upload), keeping.sweep(25)]);
      expect(await isStored(upload)).toBe(registered.status === 'fulfilled');
    }
  });

  it('removes once, however many sweep, and no more at a time than it is told', async () => {
    const uploads = [await ready(), await ready(), await ready()];
    offsetMilliseconds += days(8);
    while ((await process2().sweep(2)) > 0) await Promise.all([keeping.sweep(2), process2().sweep(2)]);
    for (const upload of uploads) {
      expect(await eventsOf(upload)).toHaveLength(2);
      expect(await isStored(upload)).toBe(false);
    }
  });
});

describe('a process that dies', () => {
  it('before storage knows of an upload leaves one that goes on', async () => {
    const request = { ...announced, idempotencyKey: 'died-before-storage' };
    await expect(
      process2({ storage: { ...storage, begin: dies } })
        .forCaller(identity)
        .create(request),
    ).rejects.toThrow();
    const upload = await member.create(request);
    expect(await member.partsOf(upload)).toMatchObject([{ partNumber: 1, uploaded: false }]);
    expect(await openIn(upload)).toHaveLength(1);
  });

  it.each([
    ['before the parts are assembled', { storage: { ...storage, assemble: dies } }],
    ['before the artifact is read', { artifacts: { ...artifacts, verify: dies } }],
    ['before the outcome is written', { records: { ...records, write: failingOn('READY') } }],
    ['before it is claimed', { records: { ...records, write: failingOn('VERIFYING') } }],
  ])('%s leaves an upload that can be completed', async (_when, changes) => {
    const upload = await uploaded();
    const dying = process2(changes).forCaller(identity);
    await expect(dying.complete({ uploadId: upload.id })).rejects.toThrow('the process died');
    expect(await member.complete({ uploadId: upload.id })).toMatchObject({ status: 'READY' });
    expect(await eventsOf(upload)).toHaveLength(1);
  });

  it('before a rejected artifact is removed leaves that to the sweeper', async () => {
    const upload = await uploaded({ sha256: 'a'.repeat(64) });
    const dying = process2({ storage: { ...storage, remove: dies } }).forCaller(identity);
    await expect(dying.complete({ uploadId: upload.id })).rejects.toMatchObject({ code: 'VALIDATION_ERROR' });
    expect(await isStored(upload)).toBe(true);
    await keeping.sweep(25);
    expect(await isStored(upload)).toBe(false);
    expect(await eventsOf(upload)).toMatchObject([{ type: 'Artifact Rejected' }]);
  });

  it('before a deleted artifact is removed leaves that to the sweeper', async () => {
    const { artifactUri, ...upload } = await ready();
    const dying = process2({ storage: { ...storage, remove: dies } }).forCaller(identity);
    expect(await dying.delete({ artifactUri })).toMatchObject({ status: 'DELETED' });
    expect(await isStored({ ...upload, artifactUri })).toBe(true);
    await keeping.sweep(25);
    expect(await isStored({ ...upload, artifactUri })).toBe(false);
  });
});

it('an artifact that takes long to verify is VERIFYING, and READY when asked again', async () => {
  const upload = await uploaded();
  let goOn = (): void => undefined;
  const slow = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const hurried = process2({
    artifacts: { ...artifacts, verify: (key) => slow.then(() => artifacts.verify(key)) },
    limits: { ...ports.limits, answerWithinMilliseconds: 50 },
  }).forCaller(identity);
  expect(await hurried.complete({ uploadId: upload.id })).toMatchObject({ status: 'VERIFYING' });
  await expect(hurried.abort({ uploadId: upload.id })).rejects.toMatchObject({ message: 'The upload is VERIFYING' });
  goOn();
  await eventually(async () => (await statusOf(upload)) === 'READY');
  expect(await hurried.complete({ uploadId: upload.id })).toMatchObject({ status: 'READY' });
});

it('transactions that conflict are tried again', async () => {
  const upload = await uploaded();
  cloud.injectTransactionConflicts(5);
  expect(await member.complete({ uploadId: upload.id })).toMatchObject({ status: 'READY' });
  cloud.injectTransactionConflicts(5);
  await named('after-conflicts', upload);
  expect(await records.versionsNaming(upload.id, 10)).toEqual([{ modelId: 'after-conflicts', version: '1.0.0' }]);
});

it('a viewer sees uploads, and changes none', async () => {
  const upload = await ready();
  const viewer = process2({
    store: {
      ...store,
      standing: async (teamId, userId) => ({
        ...(await store.standing(teamId, userId)),
        membership: { teamId, userId, role: 'VIEWER', since: '', addedBy: '', revision: 1 },
      }),
    },
  }).forCaller(identity);
  expect(await viewer.upload(upload.id)).toMatchObject({ status: 'READY' });
  const forbidden = { code: 'FORBIDDEN' };
  await expect(viewer.create(announced)).rejects.toMatchObject(forbidden);
  await expect(viewer.complete({ uploadId: upload.id })).rejects.toMatchObject(forbidden);
  await expect(viewer.abort({ uploadId: upload.id })).rejects.toMatchObject(forbidden);
  await expect(viewer.delete(upload)).rejects.toMatchObject(forbidden);
});

function subjectOf({ id, artifactUri, modelId, teamId }: ArtifactUpload) {
  return { uploadId: id, artifactUri, modelId, teamId };
}

/** Writes everything until an upload gets into `status`. */
function failingOn(status: ArtifactUpload['status']): ArtifactPorts['records']['write'] {
  return async (commit) => (commit.upload?.after.status === status ? dies() : records.write(commit));
}
