/** Predictions of a real model server, checked against the signature before it is asked. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ModelgraphError } from '../../client/client.ts';
import { PredictDocument } from '../../client/generated/operations.ts';
import { faultsBySchema } from '../../subgraphs/inference/json-schema-faults.ts';
import { temporaryFolder } from '../infra/temporary-folder.ts';
import { catalogEntry } from './samples.ts';
import { eventually, scientist, stranger } from './start-gateway.ts';
import { type Platform, startPlatform } from './start-platform.ts';

const folder = temporaryFolder();
const fraud = { modelId: 'fraud-detection-model' };
const suspicious = { features: [4800, 3, 900, 1] };
const harmless = { features: [12, 14, 2, 0] };
const near = (value: number) => [[expect.closeTo(value, 3)]];
let platform: Platform;

beforeAll(async () => {
  platform = await startPlatform(folder);
  const { registry } = platform;
  const endpoint = registry.serving[0]?.endpoint ?? '';
  const tensors = [{ name: 'features', datatype: 'FP32', shape: [-1, 4] }];
  registry.serving.push(
    catalogEntry({
      deploymentId: 'deployment-signed',
      modelId: 'signed-model',
      endpoint,
      signature: { inputs: { tensors, jsonSchema: null }, outputs: null },
    }),
    catalogEntry({
      deploymentId: 'deployment-schema',
      modelId: 'schema-model',
      endpoint,
      signature: {
        inputs: {
          tensors: null,
          jsonSchema: JSON.stringify({
            type: 'object',
            properties: { features: { type: 'array', items: { type: 'number', minimum: 0 } } },
            required: ['features'],
          }),
        },
        outputs: null,
      },
    }),
  );
  registry.aliases.set('fraud-detection-model@champion', '1.0.0');
  registry.aliases.set('growth-model@champion', '1.0.0');
  // Found by a look-up; from then on the catalog has them.
  await predict({ modelId: 'signed-model', inputs: suspicious });
});
afterAll(() => platform.stop());

async function predict(input: Record<string, unknown>, identity = scientist) {
  const variables = { input: { ...fraud, ...input } };
  return (await platform.local.as(identity).request(PredictDocument, variables)).predict;
}

const failureOf = (input: Record<string, unknown>, identity = scientist): Promise<ModelgraphError> =>
  predict(input, identity).then(
    () => Promise.reject(new Error('It was answered')),
    (error) => error,
  );
const detailsOf = ({ errors }: ModelgraphError) => errors[0]?.extensions?.details;

it('asks the highest deployed version, a named one, or the one an alias names', async () => {
  for (const which of [{}, { version: '1.0.0' }, { alias: 'champion' }]) {
    expect(await predict({ ...which, inputs: { features: [suspicious.features] } })).toMatchObject({
      id: expect.stringMatching(/^prediction-/),
      modelId: 'fraud-detection-model',
      version: '1.0.0',
      deploymentTarget: 'LAMBDA',
      predictions: [{ outputs: { fraud_probability: near(0.839) } }],
    });
  }
});

it('answers a batch in its order, in one request or in many', async () => {
  const expected = [near(0.839), near(0.007), near(0.839)].map((fraud_probability) => ({
    outputs: { fraud_probability },
  }));
  for (const modelId of ['fraud-detection-model', 'signed-model']) {
    const { predictions } = await predict({ modelId, batch: [suspicious, harmless, suspicious] });
    expect(predictions).toEqual(expected);
  }
  const rows = { features: [suspicious.features, harmless.features] };
  const { predictions } = await predict({ batch: [rows, harmless] });
  expect(
    predictions.map(({ outputs }) => (outputs as { fraud_probability: unknown[] }).fraud_probability.length),
  ).toEqual([2, 1]);
});

describe('what does not fit', () => {
  it('is refused before the model is asked, with the place of each fault', async () => {
    const failure = await failureOf({
      modelId: 'signed-model',
      batch: [suspicious, { features: [1, 2] }, { features: ['a', 2, 3, 4] }, {}],
    });
    expect(failure.code).toBe('VALIDATION_ERROR');
    expect(detailsOf(failure)).toEqual([
      { path: 'input.batch.1.features', message: 'The input "features" must have the shape [-1, 4]' },
      { path: 'input.batch.2.features', message: 'The input "features" takes number elements only' },
      { path: 'input.batch.3.features', message: 'The input "features" is missing' },
    ]);
    const unknown = await failureOf({ inputs: { ...suspicious, hour: 3 } });
    expect(detailsOf(unknown)).toEqual([
      { path: 'input.inputs.hour', message: 'There is no input "hour"; the model takes features' },
    ]);
  });

  it('is found by a registered JSON Schema too', async () => {
    await predict({ modelId: 'schema-model', inputs: suspicious });
    const failure = await failureOf({ modelId: 'schema-model', inputs: { features: [-1, 3, 900, 1] } });
    expect(failure.code).toBe('VALIDATION_ERROR');
    expect(detailsOf(failure)).toContainEqual({ path: 'input.inputs.features.0', message: expect.any(String) });
  });

  it.each([
    ['both inputs and batch', { inputs: suspicious, batch: [suspicious] }],
    ['neither', {}],
    ['both version and alias', { inputs: suspicious, version: '1.0.0', alias: 'champion' }],
    ['inputs that are no object', { inputs: [1] }],
    ['an empty batch', { batch: [] }],
  ])('is %s', async (_what, input) => {
    expect((await failureOf(input)).code).toBe('VALIDATION_ERROR');
  });
});

it('does not let another team ask, in the same words as for a model that does not exist', async () => {
  const messages = await Promise.all([
    failureOf({ inputs: suspicious }, stranger),
    failureOf({ inputs: suspicious, alias: 'champion' }, stranger),
    failureOf({ modelId: 'growth-model', alias: 'champion', inputs: suspicious }),
    failureOf({ modelId: 'no-model', inputs: suspicious }),
    failureOf({ alias: 'no-alias', inputs: suspicious }),
  ]);
  expect(messages.map(({ code, message }) => `${code} ${message}`)).toEqual([
    'NOT_FOUND Model "fraud-detection-model" is not deployed',
    'NOT_FOUND Model "fraud-detection-model@champion" is not deployed',
    'NOT_FOUND Model "growth-model@champion" is not deployed',
    'NOT_FOUND Model "no-model" is not deployed',
    'NOT_FOUND Model "fraud-detection-model@no-alias" is not deployed',
  ]);
});

it('says that the endpoint does not answer', async () => {
  expect((await failureOf({ modelId: 'recommendation-engine', inputs: suspicious })).code).toBe('PROVIDER_ERROR');
});

it('gives the same answer to the same key, and refuses it for other inputs', async () => {
  const input = { inputs: suspicious, idempotencyKey: 'prediction-of-the-test' };
  const [first, again] = [await predict(input), await predict(input)];
  expect(again).toEqual(first);
  expect((await failureOf({ ...input, inputs: harmless })).code).toBe('CONFLICT');
});

it('goes on with the alias as it was while the registry is away', async () => {
  await predict({ alias: 'champion', inputs: suspicious });
  await platform.registry.stop();
  const { version } = await eventually(
    () => predict({ alias: 'champion', inputs: suspicious }),
    () => true,
  );
  expect(version).toBe('1.0.0');
  expect((await failureOf({ alias: 'never-asked-for', inputs: suspicious })).code).toBe('REGISTRY_UNAVAILABLE');
});

describe('a JSON Schema of a user', () => {
  it('does not cost more than a bounded time', () => {
    const doubled = Object.fromEntries(
      Array.from({ length: 40 }, (_, level) => [
        `l${level}`,
        { allOf: [{ $ref: `#/$defs/l${level + 1}` }, { $ref: `#/$defs/l${level + 1}` }] },
      ]),
    );
    const hostile = [
      { $ref: '#' },
      { $ref: '#/$defs/l0', $defs: { ...doubled, l40: { type: 'string' } } },
      { type: 'object', properties: { text: { type: 'string', pattern: '^(a+)+$' } } },
    ];
    const value = { text: `${'a'.repeat(50)}!` };
    expect(hostile.map((schema) => faultsBySchema(JSON.stringify(schema), value))).toEqual([[], [], []]);
  });

  it('may use references', () => {
    const schema = JSON.stringify({
      type: 'object',
      properties: { from: { $ref: '#/$defs/place' }, to: { $ref: '#/$defs/place' } },
      $defs: { place: { type: 'object', required: ['city'] } },
    });
    expect(faultsBySchema(schema, { from: { city: 'Graz' }, to: {} })).toEqual([
      { path: 'to', message: expect.stringContaining('city') },
    ]);
  });
});
