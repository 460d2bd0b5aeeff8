/** Artifacts in our bucket: uploaded, verified, named by versions, removed. */
import { createHash, randomBytes } from 'node:crypto';
import { AbortMultipartUploadCommand, HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, describe, expect, it } from '@jest/globals';
import { type Answer, type Caller, register, startRegistry } from './start-registry.ts';

const { as } = await startRegistry();
const member = as('team-a');
const stranger = as('team-b');
const storage = new S3Client({ requestChecksumCalculation: 'WHEN_REQUIRED' });
afterAll(() => storage.destroy());

const fields = 'id artifactUri status rejection expiresAt sizeBytes sha256 parts { partNumber url sizeBytes uploaded }';
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

const mutate = (caller: Caller, name: string, type: string, input: object): Promise<Answer> =>
  caller.request(`mutation ($input: ${type}!) { ${name}(input: $input) { upload { ${fields} } } }`, { input });
const create = (bytes: Buffer, changes: object = {}, caller = member): Promise<Answer> =>
  mutate(caller, 'createArtifactUpload', 'CreateArtifactUploadInput', {
    teamId: 'team-a',
    modelId: 'uploaded-model',
    fileName: 'model.onnx',
    sizeBytes: bytes.length,
    sha256: sha256(bytes),
    ...changes,
  });
const complete = (uploadId: string, caller = member, more: object = {}): Promise<Answer> =>
  mutate(caller, 'completeArtifactUpload', 'CompleteArtifactUploadInput', { uploadId, ...more });
const abort = (uploadId: string, caller = member, more: object = {}): Promise<Answer> =>
  mutate(caller, 'abortArtifactUpload', 'AbortArtifactUploadInput', { uploadId, ...more });
const remove = (artifactUri: string, caller = member, more: object = {}): Promise<Answer> =>
  mutate(caller, 'deleteArtifact', 'DeleteArtifactInput', { artifactUri, ...more });
const look = async (id: string, caller = member) =>
  (await caller.request(`query ($id: ID!) { artifactUpload(id: $id) { ${fields} } }`, { id })).data.artifactUpload;

interface Part {
  readonly partNumber: number;
  readonly url: string | null;
  readonly sizeBytes: number;
  readonly uploaded: boolean;
}

/** PUTs the bytes of a part, as a client with nothing but the URL does. */
async function put({ url, partNumber }: Part, bytes: Buffer, partSize = bytes.length): Promise<void> {
  const body = new Uint8Array(bytes.subarray((partNumber - 1) * partSize, partNumber * partSize));
  const response = await fetch(String(url), { method: 'PUT', body });
  expect(response.status).toBe(200);
}

async function uploaded(bytes: Buffer, changes: object = {}) {
  const { upload } = (await create(bytes, changes)).data.createArtifactUpload;
  await put(upload.parts[0], bytes);
  return upload;
}

async function ready(bytes: Buffer, changes: object = {}) {
  const { id } = await uploaded(bytes, changes);
  return (await complete(id)).data.completeArtifactUpload.upload;
}

async function isStored(artifactUri: string): Promise<boolean> {
  const { host: Bucket, pathname } = new URL(artifactUri);
  const head = storage.send(new HeadObjectCommand({ Bucket, Key: pathname.slice(1) }));
  return head.then(
    () => true,
    () => false,
  );
}

const artifactFields = 'artifact { verified verification sizeBytes sha256 downloadUrl }';
const artifactOf = async (modelId: string) =>
  (await member.request(`{ model(id: "${modelId}") { latestVersion { ${artifactFields} } } }`)).data.model.latestVersion
    .artifact;

describe('an upload', () => {
  it('of a small artifact has one part, and is READY once it is verified', async () => {
    const bytes = Buffer.from('weights and biases');
    const { data } = await create(bytes);
    const { upload } = data.createArtifactUpload;
    expect(upload).toMatchObject({ status: 'UPLOADING', rejection: null, sizeBytes: 18, sha256: sha256(bytes) });
    expect(upload.artifactUri).toBe(`s3://modelgraph-artifacts/teams/team-a/uploaded-model/${upload.id}/model.onnx`);
    expect(Date.parse(upload.expiresAt) - Date.now()).toBeGreaterThan(23 * 3_600_000);
    expect(upload.parts).toEqual([{ partNumber: 1, url: expect.any(String), sizeBytes: 18, uploaded: false }]);
    await put(upload.parts[0], bytes);
    const completed = await complete(upload.id);
    expect(completed.data.completeArtifactUpload.upload).toMatchObject({
      id: upload.id,
      status: 'READY',
      expiresAt: null,
      parts: [],
    });
  });

  it('of a large artifact is resumed with the parts that are missing, and downloaded as it was', async () => {
    const partSize = 8 * 2 ** 20;
    const bytes = randomBytes(partSize + 5);
    const { upload } = (await create(bytes)).data.createArtifactUpload;
    expect(upload.parts.map(({ sizeBytes }: Part) => sizeBytes)).toEqual([partSize, 5]);
    await put(upload.parts[1], bytes, partSize);
    const early = await complete(upload.id);
    expect(early.errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', missingParts: [1] });
    const resumed = await look(upload.id);
    expect(resumed.parts).toEqual([
      { partNumber: 1, url: expect.any(String), sizeBytes: partSize, uploaded: false },
      { partNumber: 2, url: null, sizeBytes: 5, uploaded: true },
    ]);
    await put(resumed.parts[0], bytes, partSize);
    expect((await complete(upload.id)).data.completeArtifactUpload.upload.status).toBe('READY');
    await register(member, { modelId: 'large', artifactUri: upload.artifactUri });
    const artifact = await artifactOf('large');
    expect(artifact).toMatchObject({ verification: 'VERIFIED', sizeBytes: bytes.length, sha256: sha256(bytes) });
    const response = await fetch(artifact.downloadUrl);
    expect(response.headers.get('content-length')).toBe(String(bytes.length));
    expect(sha256(Buffer.from(await response.arrayBuffer()))).toBe(sha256(bytes));
  });

  it('of a very large artifact gives the URLs of a hundred parts at a time', async () => {
    const { upload } = (await create(Buffer.from(''), { sizeBytes: 2 ** 30 })).data.createArtifactUpload;
    expect(upload.parts).toHaveLength(128);
    expect(upload.parts.filter(({ url }: Part) => url).map(({ partNumber }: Part) => partNumber)).toEqual(
      Array.from({ length: 100 }, (_, index) => index + 1),
    );
    const largest = (await create(Buffer.from(''), { sizeBytes: 100 * 2 ** 30 })).data.createArtifactUpload.upload;
    expect(largest.parts.length).toBeLessThanOrEqual(1_000);
  });

  it('of a part in another size does not count', async () => {
    const { upload } = (await create(Buffer.from('four'))).data.createArtifactUpload;
    const url = new URL(upload.parts[0].url);
    await fetch(url, { method: 'PUT', body: 'more than four' });
    expect((await look(upload.id)).parts).toMatchObject([{ uploaded: false }]);
    expect((await complete(upload.id)).errors?.[0]?.extensions.missingParts).toEqual([1]);
    // The announced size is signed, so that S3 itself refuses any other.
    expect(url.searchParams.get('X-Amz-SignedHeaders')).toBe('content-length;host');
    expect([...url.searchParams.keys()].filter((name) => name.includes('checksum'))).toEqual([]);
  });

  it('that is not what was announced is REJECTED, and removed', async () => {
    const upload = await uploaded(Buffer.from('good'), { sha256: sha256(Buffer.from('evil')) });
    for (const _again of [1, 2]) {
      const { errors } = await complete(upload.id);
      expect(errors?.[0]).toMatchObject({
        message: `The artifact's sha256 is ${sha256(Buffer.from('good'))}, not the announced ${sha256(Buffer.from('evil'))}`,
        extensions: { code: 'VALIDATION_ERROR', details: [{ path: 'input.uploadId' }] },
      });
    }
    expect(await look(upload.id)).toMatchObject({ status: 'REJECTED', rejection: expect.stringContaining('sha256') });
    expect(await isStored(upload.artifactUri)).toBe(false);
  });

  it('completed by many at once is READY for all', async () => {
    const upload = await uploaded(Buffer.from('contended'));
    const answers = await Promise.all(Array.from({ length: 10 }, () => complete(upload.id)));
    expect(answers.map(({ data }) => data?.completeArtifactUpload.upload.status)).toEqual(Array(10).fill('READY'));
    expect((await complete(upload.id)).data.completeArtifactUpload.upload.status).toBe('READY');
  });

  it('either is aborted or becomes READY when both are asked for at once', async () => {
    for (let round = 0; round < 5; round++) {
      const upload = await uploaded(Buffer.from(`rivals ${round}`));
      const [completed, aborted] = await Promise.all([complete(upload.id), abort(upload.id)]);
      expect([completed, aborted].filter(({ errors }) => !errors)).toHaveLength(1);
      const lost = completed.errors ?? aborted.errors;
      expect(lost?.[0]?.extensions.code).toBe('CONFLICT');
      const { status } = await look(upload.id);
      expect(status).toBe(aborted.errors ? 'READY' : 'ABORTED');
      expect(await isStored(upload.artifactUri)).toBe(status === 'READY');
    }
  });

  it('that was aborted takes no more parts, and stays aborted', async () => {
    const { upload } = (await create(Buffer.from('unwanted'))).data.createArtifactUpload;
    expect((await abort(upload.id)).data.abortArtifactUpload.upload).toMatchObject({ status: 'ABORTED', parts: [] });
    expect((await abort(upload.id)).data.abortArtifactUpload.upload.status).toBe('ABORTED');
    const late = await fetch(upload.parts[0].url, { method: 'PUT', body: 'unwanted' });
    expect(late.status).toBe(404);
    expect((await complete(upload.id)).errors?.[0]).toMatchObject({ message: 'The upload is ABORTED' });
    expect((await abort((await ready(Buffer.from('done'))).id)).errors?.[0]?.extensions.code).toBe('CONFLICT');
  });

  it('that storage has dropped says so', async () => {
    const { upload } = (await create(Buffer.from('dropped'))).data.createArtifactUpload;
    const url = new URL(upload.parts[0].url);
    const [, Bucket, ...key] = decodeURIComponent(url.pathname).split('/');
    const UploadId = url.searchParams.get('uploadId') ?? '';
    await storage.send(new AbortMultipartUploadCommand({ Bucket, Key: key.join('/'), UploadId }));
    expect((await complete(upload.id)).errors?.[0]).toMatchObject({
      message: 'Storage has dropped the upload; begin another one',
      extensions: { code: 'CONFLICT' },
    });
  });

  it('is only seen and changed by its team', async () => {
    const { id, artifactUri } = await ready(Buffer.from('private'));
    expect(await look(id, stranger)).toBeNull();
    expect((await complete(id, stranger)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect((await abort(id, stranger)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect((await remove(artifactUri, stranger)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect((await create(Buffer.from('x'), {}, stranger)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect(await look('no such upload')).toBeNull();
  });

  it('for a model id that another team has is refused', async () => {
    await register(stranger, { modelId: 'of-team-b', teamId: 'team-b' });
    const { errors } = await create(Buffer.from('x'), { modelId: 'of-team-b' });
    expect(errors?.[0]).toMatchObject({ message: 'Model id is taken', extensions: { code: 'DUPLICATE_RESOURCE' } });
  });
});

describe('a version', () => {
  const refusal = {
    message: 'Artifact not found',
    extensions: { code: 'VALIDATION_ERROR', details: [{ path: 'input.artifactUri' }] },
  };

  it('may name an artifact of its team once that is READY', async () => {
    const upload = await uploaded(Buffer.from('named'));
    const early = await register(member, { modelId: 'named', artifactUri: upload.artifactUri });
    expect(early.errors?.[0]).toMatchObject({ ...refusal, message: 'The upload is not completed' });
    await complete(upload.id);
    const { errors } = await register(member, { modelId: 'named', artifactUri: upload.artifactUri });
    expect(errors).toBeUndefined();
    expect(await artifactOf('named')).toMatchObject({ verified: true, verification: 'VERIFIED', sizeBytes: 5 });
  });

  it('may not name the artifact of another team, nor one that no upload has made', async () => {
    const { artifactUri, id } = await ready(Buffer.from('theirs'));
    const asStranger = (uri: string) => register(stranger, { modelId: 'thief', teamId: 'team-b', artifactUri: uri });
    expect((await asStranger(artifactUri)).errors?.[0]).toMatchObject(refusal);
    expect((await asStranger(artifactUri.replace('team-a', 'team-b'))).errors?.[0]).toMatchObject(refusal);
    const Key = 'teams/team-a/by-hand.onnx';
    await storage.send(new PutObjectCommand({ Bucket: 'modelgraph-artifacts', Key, Body: 'by hand' }));
    expect((await asStranger(`s3://modelgraph-artifacts/${Key}`)).errors?.[0]).toMatchObject(refusal);
    const other = artifactUri.replace(id, 'f'.repeat(32));
    expect((await register(member, { modelId: 'nothing', artifactUri: other })).errors?.[0]).toMatchObject(refusal);
  });

  it('says what was verified of an artifact elsewhere', async () => {
    await register(member, { modelId: 'elsewhere' });
    expect(await artifactOf('elsewhere')).toEqual({
      verified: false,
      verification: 'FORM_ONLY',
      sizeBytes: null,
      sha256: null,
      downloadUrl: null,
    });
  });

  it('names an artifact that is there in a bucket that the registry may look into', async () => {
    await fetch(`${process.env.AWS_ENDPOINT_URL_S3}/of-another-account`, { method: 'PUT' });
    await storage.send(new PutObjectCommand({ Bucket: 'of-another-account', Key: 'model.onnx', Body: 'abc' }));
    await register(member, { modelId: 'in-sight', artifactUri: 's3://of-another-account/model.onnx' });
    expect(await artifactOf('in-sight')).toMatchObject({
      verified: false,
      verification: 'EXISTS',
      sizeBytes: 3,
      downloadUrl: null,
    });
    const missing = await register(member, { modelId: 'missing', artifactUri: 's3://of-another-account/nothing' });
    expect(missing.errors?.[0]).toMatchObject(refusal);
  });
});

describe('an artifact that is deleted', () => {
  it('is gone from storage, and cannot be named any more', async () => {
    const { artifactUri } = await ready(Buffer.from('deleted'));
    expect((await remove(artifactUri)).data.deleteArtifact.upload.status).toBe('DELETED');
    expect((await remove(artifactUri)).data.deleteArtifact.upload.status).toBe('DELETED');
    expect(await isStored(artifactUri)).toBe(false);
  });

  it('is kept while a live version names it', async () => {
    const { artifactUri } = await ready(Buffer.from('kept'));
    await register(member, { modelId: 'keeper', artifactUri });
    expect((await remove(artifactUri)).errors?.[0]).toMatchObject({
      message: 'The artifact is named by keeper 1.0.0',
      extensions: { code: 'CONFLICT' },
    });
    const { errors } = await member.request(
      'mutation ($input: DeleteModelVersionInput!) { deleteModelVersion(input: $input) { __typename } }',
      { input: { modelId: 'keeper', version: '1.0.0', reason: 'not needed' } },
    );
    expect(errors).toBeUndefined();
    expect((await remove(artifactUri)).data.deleteArtifact.upload.status).toBe('DELETED');
  });

  it('is either deleted or named when both are asked for at once', async () => {
    for (let round = 0; round < 8; round++) {
      const { artifactUri } = await ready(Buffer.from(`race ${round}`));
      const [removed, ...named] = await Promise.all([
        remove(artifactUri),
        ...['1.0.0', '2.0.0', '3.0.0'].map((version) =>
          register(member, { modelId: `race-${round}`, version, artifactUri }),
        ),
      ]);
      const registered = named.filter(({ errors }) => !errors);
      if (removed?.errors) {
        expect(removed.errors[0]?.extensions.code).toBe('CONFLICT');
        expect(registered).not.toHaveLength(0);
      } else {
        expect(registered).toHaveLength(0);
      }
      for (const { errors } of named) if (errors) expect(errors[0]).toMatchObject({ message: 'Artifact not found' });
      expect(await isStored(artifactUri)).toBe(removed?.errors !== undefined);
    }
  });

  it('must have been uploaded', async () => {
    for (const artifactUri of [
      's3://elsewhere/model.onnx',
      's3://modelgraph-artifacts/samples/recommendation/model.onnx',
    ]) {
      expect((await remove(artifactUri)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    }
    const { upload } = (await create(Buffer.from('x'))).data.createArtifactUpload;
    expect((await remove(upload.artifactUri)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });
});

describe('an idempotency key', () => {
  it('leads to the same upload again, and not to another one', async () => {
    const bytes = Buffer.from('once');
    const [one, two] = await Promise.all([1, 2].map(() => create(bytes, { idempotencyKey: 'create-once' })));
    const { id } = one?.data.createArtifactUpload.upload ?? {};
    expect(two?.data.createArtifactUpload.upload.id).toBe(id);
    const other = await create(bytes, { idempotencyKey: 'create-once', fileName: 'other.onnx' });
    expect(other.errors?.[0]?.extensions.code).toBe('CONFLICT');
    expect((await create(bytes)).data.createArtifactUpload.upload.id).not.toBe(id);
  });

  it.each([
    ['completeArtifactUpload', complete, 'READY'],
    ['abortArtifactUpload', abort, 'ABORTED'],
  ] as const)('of %s gives the same answer, and is no good for another upload', async (name, send, status) => {
    const [one, other] = await Promise.all(['one', 'other'].map((text) => uploaded(Buffer.from(text))));
    const key = { idempotencyKey: `${name}-once` };
    for (const _again of [1, 2]) expect((await send(one.id, member, key)).data[name].upload.status).toBe(status);
    expect((await send(other.id, member, key)).errors?.[0]?.extensions.code).toBe('CONFLICT');
  });

  it('of deleteArtifact gives the same answer, and is no good for another artifact', async () => {
    const one = await ready(Buffer.from('delete one'));
    const other = await ready(Buffer.from('delete other'));
    const key = { idempotencyKey: 'delete-once' };
    for (const _again of [1, 2]) {
      expect((await remove(one.artifactUri, member, key)).data.deleteArtifact.upload.status).toBe('DELETED');
    }
    expect((await remove(other.artifactUri, member, key)).errors?.[0]?.extensions.code).toBe('CONFLICT');
  });
});

describe('bad input', () => {
  const invalid = (path: string) => ({ code: 'VALIDATION_ERROR', details: [{ path }] });
  it.each([
    ['input.teamId', { teamId: '' }],
    ['input.modelId', { modelId: '' }],
    ['input.modelId', { modelId: '../other' }],
    ['input.fileName', { fileName: '' }],
    ['input.fileName', { fileName: '..' }],
    ['input.fileName', { fileName: 'a/b' }],
    ['input.fileName', { fileName: 'a\nb' }],
    ['input.fileName', { fileName: 'f'.repeat(129) }],
    ['input.sizeBytes', { sizeBytes: 0 }],
    ['input.sizeBytes', { sizeBytes: -1 }],
    ['input.sizeBytes', { sizeBytes: 1.5 }],
    ['input.sizeBytes', { sizeBytes: 100 * 2 ** 30 + 1 }],
    ['input.sizeBytes', { sizeBytes: 1e300 }],
    ['input.sha256', { sha256: '' }],
    ['input.sha256', { sha256: 'g'.repeat(64) }],
    ['input.sha256', { sha256: 'a'.repeat(65) }],
    ['input.idempotencyKey', { idempotencyKey: '' }],
    ['input.idempotencyKey', { idempotencyKey: 'k'.repeat(129) }],
  ])('in %s is refused by name (%#)', async (path, changes) => {
    expect((await create(Buffer.from('x'), changes)).errors?.[0]?.extensions).toMatchObject(invalid(path));
  });

  it.each([
    ['input.uploadId', () => complete('')],
    ['input.uploadId', () => abort('u'.repeat(65))],
    ['input.idempotencyKey', () => complete('a', member, { idempotencyKey: '' })],
    ['input.idempotencyKey', () => abort('a', member, { idempotencyKey: '' })],
    ['input.artifactUri', () => remove('model.onnx')],
    ['input.idempotencyKey', () => remove('s3://bucket/key', member, { idempotencyKey: '' })],
  ])('in %s of the others is refused by name (%#)', async (path, send) => {
    expect((await send()).errors?.[0]?.extensions).toMatchObject(invalid(path));
  });

  it('in an upload that does not exist is NOT_FOUND', async () => {
    for (const id of ['a', 'f'.repeat(32)]) {
      expect((await complete(id)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
      expect((await abort(id)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    }
  });
});
