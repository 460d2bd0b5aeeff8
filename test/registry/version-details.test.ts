/** What a version says of itself. */
import { describe, expect, it } from '@jest/globals';
import { print } from 'graphql';
import { RegisterDetailedVersionDocument, VersionDetailsDocument } from '../../client/generated/operations.ts';
import { type Caller, deploy, startRegistry } from './start-registry.ts';

const { as } = await startRegistry();
const member = as('team-a');

const sha256 = `sha256:${'9f'.repeat(32)}`;
const tensor = { name: 'features', datatype: 'FP32', shape: [-1, 4] };
const schemaOf = (schema: object): string => JSON.stringify(schema, null, 2);

const details = {
  task: 'EMBEDDING',
  modelCard: '# Card\n\nScores *card payments* — не больше. 🦊',
  metrics: [
    { name: 'val/auc', value: 0.9731 },
    { name: 'loss', value: 5e-324 },
    { name: 'perplexity', value: 1.7976931348623157e308 },
    { name: 'a difference', value: -0.1 },
  ],
  hyperparameters: [
    { name: 'learning_rate', value: '1e-4' },
    { name: 'optimizer.betas', value: '' },
  ],
  signature: {
    inputs: { tensors: [tensor, { name: 'threshold', datatype: 'FP64', shape: [] }], jsonSchema: null },
    outputs: { tensors: null, jsonSchema: schemaOf({ type: 'object', properties: { score: { type: 'number' } } }) },
  },
  lineage: {
    datasets: [
      { uri: 's3://data/payments.parquet', digest: sha256 },
      { uri: 'https://example.com/labels', digest: null },
    ],
    trainingRun: 'mlflow-run-17',
    gitCommit: '4fc1717',
    parent: null,
  },
};
const nothing = {
  task: 'PREDICTION',
  modelCard: null,
  metrics: [],
  hyperparameters: [],
  signature: null,
  lineage: { datasets: [], trainingRun: null, gitCommit: null, parent: null },
};

const registerDetailed = (caller: Caller, changes: object) =>
  caller.request(print(RegisterDetailedVersionDocument), {
    input: {
      version: '1.0.0',
      framework: 'onnx',
      deploymentTarget: 'LOCAL',
      teamId: 'team-a',
      artifactUri: 's3://elsewhere/model.onnx',
      ...changes,
    },
  });

async function detailsOf(modelId: string) {
  const { data } = await member.request(print(VersionDetailsDocument), { id: modelId, version: '1.0.0' });
  return data.model.version;
}

describe('the details of a version', () => {
  it('come back as they were registered, from the mutation and ever after', async () => {
    const expected = { modelId: 'detailed', version: '1.0.0', ...details };
    const { data, errors } = await registerDetailed(member, { modelId: 'detailed', ...details });
    expect(errors).toBeUndefined();
    expect(data.registerModel.modelVersion).toEqual(expected);
    await deploy(member, 'detailed');
    expect(await detailsOf('detailed')).toEqual(expected);
  });

  it.each([
    ['absent', {}],
    ['null', Object.fromEntries(Object.keys(nothing).map((name) => [name, null]))],
    ['empty', { modelCard: '', metrics: [], hyperparameters: [], lineage: { datasets: [], trainingRun: '' } }],
  ])('may be %s', async (name, given) => {
    const { errors } = await registerDetailed(member, { modelId: `without-${name}`, ...given });
    expect(errors).toBeUndefined();
    expect(await detailsOf(`without-${name}`)).toMatchObject(nothing);
  });

  it('never change: a second registration of the version is refused', async () => {
    await registerDetailed(member, { modelId: 'settled', modelCard: 'the first' });
    const { errors } = await registerDetailed(member, { modelId: 'settled', modelCard: 'the second' });
    expect(errors?.[0]?.extensions.code).toBe('DUPLICATE_RESOURCE');
    expect((await detailsOf('settled')).modelCard).toBe('the first');
  });

  it('belong to what an idempotency key stands for', async () => {
    const request = { modelId: 'keyed-details', idempotencyKey: 'details', ...details };
    const [first, again] = [await registerDetailed(member, request), await registerDetailed(member, request)];
    expect(again.data).toEqual(first.data);
    const metrics = [{ name: 'auc', value: 0.5 }];
    const { errors } = await registerDetailed(member, { ...request, metrics });
    expect(errors?.[0]?.extensions.code).toBe('CONFLICT');
  });

  it('may be as large as each field allows, all at once', async () => {
    const entries = (count: number) => Array.from({ length: count }, (_, index) => `${index}-`.padEnd(200, 'n'));
    const largest = {
      modelCard: '\u0001'.repeat(64 * 1024),
      metrics: entries(200).map((name) => ({ name, value: -1.2345678901234567e300 })),
      hyperparameters: [...entries(9), 'last'].map((name) => ({ name, value: 'v'.repeat(6000) })),
      signature: { inputs: { jsonSchema: `{"title":"${'t'.repeat(65_000)}"}` } },
      lineage: { datasets: entries(31).map((path) => ({ uri: `s3://${path.padEnd(2000, 'p')}` })) },
    };
    expect((await registerDetailed(member, { modelId: 'largest', ...largest })).errors).toBeUndefined();
    const { modelCard, hyperparameters } = await detailsOf('largest');
    expect([modelCard, hyperparameters]).toEqual([largest.modelCard, largest.hyperparameters]);
  });

  it.each([
    ['2020-12', { $schema: 'https://json-schema.org/draft/2020-12/schema', prefixItems: [{ type: 'string' }] }],
    ['2019-09', { $schema: 'https://json-schema.org/draft/2019-09/schema', $recursiveAnchor: true }],
    ['draft-07', { $schema: 'http://json-schema.org/draft-07/schema#', items: [{ type: 'string' }] }],
    ['no named draft', { $id: 'https://example.com/input', anyOf: [{ $ref: '#/$defs/a' }], $defs: { a: {} } }],
  ])('may have a JSON Schema of %s', async (draft, schema) => {
    const modelId = `schema-of-${draft.replaceAll(' ', '-')}`;
    const signature = { inputs: { jsonSchema: schemaOf(schema) } };
    expect((await registerDetailed(member, { modelId, signature })).errors).toBeUndefined();
  });
});

describe('bad input', () => {
  const named = (count: number) => Array.from({ length: count }, (_, index) => ({ name: `n${index}`, value: 1 }));
  const texts = (entries: { name: string }[]) => entries.map(({ name }) => ({ name, value: 'v' }));
  const inputs = (spec: object) => ({ signature: { inputs: spec } });
  const schema = (jsonSchema: string) => inputs({ jsonSchema });
  const nested = (levels: number): string => `${'{"not":'.repeat(levels)}{}${'}'.repeat(levels)}`;
  const uri = 's3://data/set';

  it.each<[string, object]>([
    ['input.modelCard', { modelCard: 'c'.repeat(64 * 1024 + 1) }],
    ['input.modelCard', { modelCard: 'é'.repeat(32 * 1024 + 1) }],
    ['input.metrics', { metrics: named(201) }],
    ['input.metrics', { metrics: named(200).map(({ name }) => ({ name: name.padEnd(250, '漢'), value: 1 })) }],
    ['input.metrics.0.name', { metrics: [{ name: '', value: 1 }] }],
    ['input.metrics.0.name', { metrics: [{ name: 'n'.repeat(251), value: 1 }] }],
    ['input.metrics.2.name', { metrics: [...named(2), { name: 'n0', value: 2 }] }],
    ['input.hyperparameters', { hyperparameters: texts(named(201)) }],
    ['input.hyperparameters', { hyperparameters: named(11).map(({ name }) => ({ name, value: 'v'.repeat(6000) })) }],
    ['input.hyperparameters.0.name', { hyperparameters: [{ name: '', value: 'v' }] }],
    ['input.hyperparameters.1.name', { hyperparameters: [...texts(named(1)), { name: 'n0', value: 'w' }] }],
    ['input.hyperparameters.0.value', { hyperparameters: [{ name: 'n', value: 'v'.repeat(6001) }] }],
    ['input.signature.inputs', inputs({})],
    ['input.signature.inputs', inputs({ tensors: [tensor], jsonSchema: '{}' })],
    ['input.signature.outputs', { signature: { inputs: { tensors: [tensor] }, outputs: {} } }],
    ['input.signature.inputs.tensors', inputs({ tensors: [] })],
    ['input.signature.inputs.tensors', inputs({ tensors: named(101).map(({ name }) => ({ ...tensor, name })) })],
    ['input.signature.inputs.tensors.0.name', inputs({ tensors: [{ ...tensor, name: '' }] })],
    ['input.signature.inputs.tensors.1.name', inputs({ tensors: [tensor, tensor] })],
    ['input.signature.inputs.tensors.0.shape', inputs({ tensors: [{ ...tensor, shape: Array(17).fill(1) }] })],
    ['input.signature.inputs.tensors.0.shape.1', inputs({ tensors: [{ ...tensor, shape: [1, 0] }] })],
    ['input.signature.inputs.tensors.0.shape.0', inputs({ tensors: [{ ...tensor, shape: [-2] }] })],
    ['input.signature.inputs.jsonSchema', schema('')],
    ['input.signature.inputs.jsonSchema', schema('{"type":')],
    ['input.signature.inputs.jsonSchema', schema('true')],
    ['input.signature.inputs.jsonSchema', schema('[]')],
    ['input.signature.inputs.jsonSchema', schema('null')],
    ['input.signature.inputs.jsonSchema', schema('{"type":"tensor"}')],
    ['input.signature.inputs.jsonSchema', schema('{"properties":{"a":5}}')],
    ['input.signature.inputs.jsonSchema', schema('{"$schema":"http://json-schema.org/draft-04/schema#"}')],
    ['input.signature.inputs.jsonSchema', schema('{"$schema":7}')],
    ['input.signature.inputs.jsonSchema', schema(nested(65))],
    ['input.signature.inputs.jsonSchema', schema(nested(5_000))],
    ['input.signature', schema(`{"title":"${'t'.repeat(65_536)}"}`)],
    [
      'input.signature.outputs.jsonSchema',
      { signature: { inputs: { jsonSchema: '{}' }, outputs: { jsonSchema: '1' } } },
    ],
    [
      'input.signature',
      {
        signature: {
          inputs: { jsonSchema: `{"title":"${'t'.repeat(33_000)}"}` },
          outputs: { jsonSchema: `{"title":"${'t'.repeat(33_000)}"}` },
        },
      },
    ],
    ['input.lineage.datasets', { lineage: { datasets: Array(101).fill({ uri }) } }],
    ['input.lineage.datasets.0.uri', { lineage: { datasets: [{ uri: 'data/set' }] } }],
    ['input.lineage.datasets.0.uri', { lineage: { datasets: [{ uri: '' }] } }],
    ['input.lineage.datasets.0.uri', { lineage: { datasets: [{ uri: `s3://${'b'.repeat(2048)}` }] } }],
    ['input.lineage.datasets.1.digest', { lineage: { datasets: [{ uri }, { uri, digest: 'ffff' }] } }],
    ['input.lineage.datasets.0.digest', { lineage: { datasets: [{ uri, digest: `md5:${'f'.repeat(129)}` }] } }],
    ['input.lineage', { lineage: { datasets: Array(40).fill({ uri: `s3://b/${'k'.repeat(2000)}` }) } }],
    ['input.lineage.trainingRun', { lineage: { trainingRun: 'r'.repeat(1025) } }],
    ['input.lineage.gitCommit', { lineage: { gitCommit: 'main' } }],
    ['input.lineage.gitCommit', { lineage: { gitCommit: '4FC1717' } }],
    ['input.lineage.gitCommit', { lineage: { gitCommit: 'f'.repeat(65) } }],
    ['input.lineage.parent.modelId', { lineage: { parent: { modelId: 'No Model', version: '1.0.0' } } }],
    ['input.lineage.parent.version', { lineage: { parent: { modelId: 'a', version: '1' } } }],
    ['input.lineage.parent', { lineage: { parent: { modelId: 'never-registered', version: '1.0.0' } } }],
    ['input.lineage.parent', { lineage: { parent: { modelId: 'unheard-of', version: '1.0.0' } } }],
  ])('in %s is refused by name (%#)', async (path, changes) => {
    const { data, errors } = await registerDetailed(member, { modelId: 'never-registered', ...changes });
    expect(data).toBeNull();
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_ERROR', details: [{ path }] });
  });

  it('of the schema is refused before anything is done', async () => {
    const lineage = { parent: { modelId: 'no-version' } };
    for (const changes of [
      { task: 'TRANSLATION' },
      inputs({ tensors: [{ ...tensor, datatype: 'FP8' }] }),
      { lineage },
    ]) {
      expect(
        (await registerDetailed(member, { modelId: 'never-registered', ...changes })).errors?.[0]?.extensions.code,
      ).toBe('BAD_USER_INPUT');
    }
    expect((await member.request('{ model(id: "never-registered") { id } }')).data.model).toBeNull();
  });
});
