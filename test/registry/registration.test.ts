/** Registering models, and what is refused. */
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from '@jest/globals';
import { register, startRegistry } from './start-registry.ts';

const { as, url } = await startRegistry();
const member = as('team-a');
const admin = as('admin');

describe('registering', () => {
  it('answers with the version as it was stored', async () => {
    const { data, errors } = await register(member, { tags: [{ key: 'domain', value: 'payments' }] });
    expect(errors).toBeUndefined();
    expect(data.registerModel.modelVersion).toEqual({
      modelId: 'fraud-detection-model',
      version: '1.0.0',
      status: 'REGISTERED',
      teamId: 'team-a',
      registeredBy: 'user-of-team-a',
      artifact: { verified: false, sizeBytes: null, sha256: null },
      model: { id: 'fraud-detection-model', latestVersion: { version: '1.0.0' } },
    });
  });

  it('refuses the same version again', async () => {
    await register(member, { modelId: 'twice' });
    const { errors } = await register(member, { modelId: 'twice' });
    expect(errors?.[0]).toMatchObject({
      message: 'Model version already exists',
      extensions: { code: 'DUPLICATE_RESOURCE' },
    });
  });

  it('refuses a model id of another team without saying of whom', async () => {
    await register(member, { modelId: 'taken' });
    const { errors } = await register(as('team-b'), { modelId: 'taken', version: '2.0.0', teamId: 'team-b' });
    expect(errors?.[0]).toMatchObject({ message: 'Model id is taken', extensions: { code: 'DUPLICATE_RESOURCE' } });
    expect(JSON.stringify(errors)).not.toContain('team-a');
  });

  it('lets exactly one of 40 registrations of one version succeed', async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, () => register(member, { modelId: 'contended' })));
    expect(answers.filter(({ data }) => data)).toHaveLength(1);
    const codes = new Set(answers.flatMap(({ errors = [] }) => errors.map(({ extensions }) => extensions.code)));
    expect([...codes]).toEqual(['DUPLICATE_RESOURCE']);
  });

  it('lets 40 registrations of different versions succeed, and the highest is the latest', async () => {
    const versions = Array.from({ length: 40 }, (_, minor) => `1.${minor}.0`).sort();
    const answers = await Promise.all(versions.map((version) => register(member, { modelId: 'parallel', version })));
    expect(answers.filter(({ errors }) => errors)).toEqual([]);
    const { data } = await member.request(
      '{ model(id: "parallel") { latestVersion { version } versions(first: 100) { nodes { version } } } }',
    );
    expect(data.model.latestVersion.version).toBe('1.39.0');
    expect(data.model.versions.nodes).toHaveLength(40);
  });
});

describe('an artifact in our bucket', () => {
  it('is measured', async () => {
    const artifactUri = 's3://modelgraph-artifacts/a folder/abc.onnx';
    const object = { Bucket: 'modelgraph-artifacts', Key: 'a folder/abc.onnx', Body: 'abc' };
    const client = new S3Client({});
    await client.send(new PutObjectCommand(object));
    client.destroy();
    const { data } = await register(member, { modelId: 'measured', artifactUri });
    expect(data.registerModel.modelVersion.artifact).toEqual({
      verified: true,
      sizeBytes: 3,
      sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    });
  });

  it('must be there', async () => {
    const artifactUri = 's3://modelgraph-artifacts/nothing.onnx';
    const { errors } = await register(member, { modelId: 'unmeasured', artifactUri });
    expect(errors?.[0]).toMatchObject({
      message: 'Artifact not found',
      extensions: { code: 'VALIDATION_ERROR', details: [{ path: 'input.artifactUri' }] },
    });
    expect((await member.request('{ model(id: "unmeasured") { id } }')).data.model).toBeNull();
  });
});

describe('bad input', () => {
  it.each([
    ['input.modelId', { modelId: '' }],
    ['input.modelId', { modelId: 'Upper' }],
    ['input.modelId', { modelId: 'a#b' }],
    ['input.modelId', { modelId: 'a'.repeat(65) }],
    ['input.version', { version: '1.0' }],
    ['input.version', { version: 'v1.0.0' }],
    ['input.version', { version: `1.0.0-${'a'.repeat(300)}` }],
    ['input.framework', { framework: '' }],
    ['input.framework', { framework: 'Tensor Flow' }],
    ['input.framework', { framework: 'a'.repeat(33) }],
    ['input.teamId', { teamId: '' }],
    ['input.artifactUri', { artifactUri: '' }],
    ['input.artifactUri', { artifactUri: 'https://bucket/key' }],
    ['input.artifactUri', { artifactUri: 's3://bucket' }],
    ['input.artifactUri', { artifactUri: 's3://bucket/' }],
    ['input.artifactUri', { artifactUri: 's3://Bucket/key' }],
    ['input.artifactUri', { artifactUri: 's3:///key' }],
    ['input.artifactUri', { artifactUri: `s3://bucket/${'k'.repeat(1025)}` }],
    ['input.description', { description: 'd'.repeat(4097) }],
    ['input.tags', { tags: Array.from({ length: 51 }, () => ({ key: 'k', value: 'v' })) }],
    ['input.tags.0.key', { tags: [{ key: '', value: 'v' }] }],
    [
      'input.tags.1.value',
      {
        tags: [
          { key: 'k', value: 'v' },
          { key: 'k', value: 'v'.repeat(257) },
        ],
      },
    ],
    ['input.idempotencyKey', { idempotencyKey: 'k'.repeat(129) }],
  ])('in %s is refused by name (%#)', async (path, changes) => {
    const { data, errors } = await register(member, { modelId: 'never-registered', ...changes });
    expect(data).toBeNull();
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_ERROR', details: [{ path }] });
    expect(errors?.[0]?.message).toBe(errors?.[0]?.extensions.details[0].message);
  });

  it('is told with the messages that clients know', async () => {
    const { errors } = await register(member, { artifactUri: 'model.pkl', version: 'one' });
    expect(errors?.[0]?.extensions.details).toEqual([
      { path: 'input.version', message: 'Invalid semantic version' },
      { path: 'input.artifactUri', message: 'Invalid S3 URI format' },
    ]);
  });

  it('names an endpoint for EXTERNAL, and an artifact for everything else', async () => {
    const fault = async (deploymentTarget: string, artifactUri: string) =>
      (await register(member, { deploymentTarget, artifactUri })).errors?.[0]?.extensions.details;
    const path = 'input.artifactUri';
    expect(await fault('LAMBDA', 'https://models.example.com/v1')).toEqual([
      { path, message: 'Invalid S3 URI format' },
    ]);
    const message = expect.stringContaining('ends with /v1 or with /v2/models/');
    expect(await fault('EXTERNAL', 's3://models/model.onnx')).toEqual([{ path, message }]);
    expect(await fault('EXTERNAL', 'https://models.example.com/')).toEqual([{ path, message }]);
    expect(await fault('EXTERNAL', 'https://user:secret@models.example.com/v1')).toEqual([{ path, message }]);
    for (const [version, artifactUri] of [
      ['7.0.0', 'https://models.example.com/v1'],
      ['7.0.1', 'https://models.example.com/v2/models/fraud'],
    ]) {
      const { errors } = await register(member, { version, deploymentTarget: 'EXTERNAL', artifactUri });
      expect(errors).toBeUndefined();
    }
  });

  it('in the team is FORBIDDEN to others, and told to admins', async () => {
    expect((await register(member, { teamId: 'team-b' })).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    const { errors } = await register(admin, { teamId: 'no-such-team' });
    expect(errors?.[0]).toMatchObject({
      message: 'Unknown team',
      extensions: { code: 'VALIDATION_ERROR', details: [{ path: 'input.teamId' }] },
    });
  });

  it.each([
    ['first', '{ models(first: 0) { nodes { id } } }'],
    ['first', '{ models(first: 101) { nodes { id } } }'],
    ['first', '{ deployments(first: 101) { nodes { id } } }'],
    ['first', '{ model(id: "fraud-detection-model") { versions(first: 101) { nodes { version } } } }'],
    ['filter.search', `{ models(filter: { search: "${'s'.repeat(257)}" }) { nodes { id } } }`],
    ['after', '{ models(after: "garbage") { nodes { id } } }'],
  ])('in %s of a query is refused (%#)', async (path, query) => {
    const { errors } = await member.request(query);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_ERROR', details: [{ path }] });
  });

  it('that names nothing possible finds nothing', async () => {
    const { data, errors } = await member.request(
      `{ one: model(id: "") { id } two: model(id: "${'x'.repeat(5000)}") { id } three: deployment(id: "#") { id }
         four: model(id: "fraud-detection-model") { version(version: "garbage") { version } } }`,
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({ one: null, two: null, three: null, four: { version: null } });
  });
});

describe('an idempotency key', () => {
  const keyed = { modelId: 'keyed', idempotencyKey: 'key-1' };

  it('makes a repeated request answer the same, and write nothing', async () => {
    const [first, second] = [await register(member, keyed), await register(member, keyed)];
    expect(first.data).not.toBeNull();
    expect(second).toEqual(first);
  });

  it('makes rival repetitions answer the same', async () => {
    const rivals = { modelId: 'keyed-rivals', idempotencyKey: 'key-2' };
    const answers = await Promise.all(Array.from({ length: 10 }, () => register(member, rivals)));
    expect(answers.flatMap(({ errors = [] }) => errors)).toEqual([]);
    const { data } = await member.request('{ model(id: "keyed-rivals") { versions { nodes { version } } } }');
    expect(data.model.versions.nodes).toHaveLength(1);
  });

  it('is of one input', async () => {
    await register(member, { modelId: 'keyed-inputs', idempotencyKey: 'key-3' });
    const { errors } = await register(member, { modelId: 'keyed-inputs', version: '2.0.0', idempotencyKey: 'key-3' });
    expect(errors?.[0]?.extensions.code).toBe('CONFLICT');
  });

  it('is of one user', async () => {
    await register(member, { modelId: 'keyed-users', idempotencyKey: 'key-4' });
    const { errors } = await register(admin, { modelId: 'keyed-users', idempotencyKey: 'key-4' });
    expect(errors?.[0]?.extensions.code).toBe('DUPLICATE_RESOURCE');
  });

  it('makes a repeated deployment answer the same', async () => {
    await register(member, { modelId: 'keyed-deployment' });
    const deploy = (input: object) =>
      member.request('mutation ($input: DeployModelInput!) { deployModel(input: $input) { deployment { id } } }', {
        input: { modelId: 'keyed-deployment', idempotencyKey: 'key-5', ...input },
      });
    const first = await deploy({});
    expect(first.data.deployModel.deployment.id).toBeDefined();
    expect(await deploy({})).toEqual(first);
    expect((await deploy({ version: '1.0.0' })).errors?.[0]?.extensions.code).toBe('CONFLICT');
  });
});

it('answers nobody without a signed identity', async () => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-modelgraph-identity': 'forged' },
    body: JSON.stringify({ query: '{ viewer { userId } }' }),
  });
  expect(response.status).toBe(401);
});
