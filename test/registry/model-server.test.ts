import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fraudDetection, recommendation } from '../../infra/local/samples/make-samples.ts';
import {
  type DataType,
  floats,
  graph,
  integers,
  model,
  node,
  sequenceValue,
  tensorValue,
} from '../../infra/local/samples/onnx-writer.ts';
import { bodyLimitBytes } from '../../subgraphs/registry/deployer/model-server-http.ts';
import { type RunningModelServer, sampleFile, startModelServer, stopModelServer } from './start-model-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'modelgraph-model-server-'));
let fraud: RunningModelServer;
let recommender: RunningModelServer;
let everyType: RunningModelServer;

const echoedTypes: DataType[] = ['BOOL', 'BYTES', 'UINT8', 'INT8', 'INT32', 'INT64', 'FP16', 'FP32', 'FP64'];

/** Gives back each input, and shows what the samples do not have: scalars, sequences, large integers, failures while running. */
function everyTypeModel(): Buffer {
  return model(
    graph('every-type', {
      inputs: [
        ...echoedTypes.map((type) => tensorValue(`in_${type}`, type, ['size'])),
        tensorValue('scalar', 'FP32', []),
        tensorValue('index', 'INT64', [1]),
      ],
      outputs: [
        ...echoedTypes.map((type) => tensorValue(`out_${type}`, type, ['size'])),
        tensorValue('thousandfold', 'INT64', ['size']),
        tensorValue('inverse', 'FP32', []),
        tensorValue('picked', 'FP32', [1]),
        sequenceValue('sequence', 'FP32', []),
      ],
      constants: [integers('thousand', [1000]), floats('one', [], [1]), floats('choices', [3], [10, 20, 30])],
      nodes: [
        ...echoedTypes.map((type) => node('Identity', [`in_${type}`], [`out_${type}`])),
        node('Mul', ['in_INT64', 'thousand'], ['thousandfold']),
        node('Div', ['one', 'scalar'], ['inverse']),
        node('Gather', ['choices', 'index'], ['picked']),
        node('SequenceConstruct', ['scalar'], ['sequence']),
      ],
    }),
    'Gives back what it gets.',
  );
}

beforeAll(async () => {
  const everyTypeFile = join(folder, 'every-type.onnx');
  writeFileSync(everyTypeFile, everyTypeModel());
  [fraud, recommender, everyType] = await Promise.all([
    startModelServer(sampleFile('fraud-detection'), 'fraud-detection'),
    startModelServer(sampleFile('recommendation'), 'recommendation'),
    startModelServer(everyTypeFile, 'every-type'),
  ]);
});

afterAll(async () => {
  await Promise.all([fraud, recommender, everyType].map(stopModelServer));
  rmSync(folder, { recursive: true });
});

async function get(url: string) {
  const response = await fetch(url);
  return { status: response.status, body: await response.json() };
}

async function post(url: string, body: unknown, headers: Record<string, string> = {}) {
  const content = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(url, { method: 'POST', body: content, headers });
  const text = await response.text();
  return { status: response.status, text, body: JSON.parse(text) };
}

const payment = { name: 'features', datatype: 'FP32', shape: [1, 4], data: [9000, 3, 4000, 1] };
const scorePayments = (...inputs: unknown[]) => post(`${fraud.url}/models/fraud-detection/infer`, { inputs });

describe('the sample models', () => {
  it('are exactly what the script makes', () => {
    expect(readFileSync(sampleFile('fraud-detection')).equals(fraudDetection())).toBe(true);
    expect(readFileSync(sampleFile('recommendation')).equals(recommendation())).toBe(true);
  });

  it('tell a large foreign payment at night from a small local one', async () => {
    const data = [
      [9000, 3, 4000, 1],
      [12, 13, 2, 0],
      [12, 3, 2, 0],
      [1e30, 12, 0, 0],
    ];
    const { body } = await scorePayments({ ...payment, shape: [4, 4], data });
    const [foreignAtNight, local, localAtNight, enormous] = body.outputs[0].data;
    expect(foreignAtNight).toBeGreaterThan(0.98);
    expect(local).toBeLessThan(0.01);
    expect(localAtNight).toBeGreaterThan(local);
    expect(localAtNight).toBeLessThan(0.1);
    expect(enormous).toBeGreaterThan(0.5);
    expect(enormous).toBeLessThanOrEqual(1);
  });

  it('recommend what the user likes, the three best first', async () => {
    const user = { name: 'user', datatype: 'FP32', shape: [2, 3], data: [0.1, 1, 0, 0, 0, 1] };
    const { body } = await post(`${recommender.url}/models/recommendation/infer`, { inputs: [user] });
    const [scores, items] = body.outputs;
    expect(items).toEqual({ name: 'items', datatype: 'INT64', shape: [2, 3], data: [1, 3, 0, 2, 3, 4] });
    expect(scores).toMatchObject({ name: 'scores', datatype: 'FP32', shape: [2, 5] });
    expect(scores.data.slice(0, 5).reduce((sum: number, score: number) => sum + score, 0)).toBeCloseTo(1, 5);
  });
});

describe('the Open Inference Protocol', () => {
  const fraudMetadata = {
    name: 'fraud-detection',
    versions: ['1.0.0'],
    platform: 'onnx_onnxruntime',
    inputs: [{ name: 'features', datatype: 'FP32', shape: [-1, 4] }],
    outputs: [{ name: 'fraud_probability', datatype: 'FP32', shape: [-1, 1] }],
  };
  it.each([
    ['', { name: 'modelgraph-model-server', version: '2', extensions: [] }],
    ['/health/live', { live: true }],
    ['/health/ready', { ready: true }],
    ['/models/fraud-detection', fraudMetadata],
    ['/models/fraud%2Ddetection?verbose', fraudMetadata],
    ['/models/fraud-detection/versions/1.0.0', fraudMetadata],
    ['/models/fraud-detection/ready', { name: 'fraud-detection', ready: true }],
    ['/models/fraud-detection/versions/1.0.0/ready', { name: 'fraud-detection', ready: true }],
  ])('answers GET /v2%s', async (path, body) => {
    expect(await get(`${fraud.url}${path}`)).toEqual({ status: 200, body });
  });

  it('gives the id back, and only the outputs asked for', async () => {
    const user = { name: 'user', datatype: 'FP32', shape: [1, 3], data: [[1, 0, 0]] };
    const { body } = await post(`${recommender.url}/models/recommendation/versions/1.0.0/infer`, {
      id: '42',
      inputs: [user],
      outputs: [{ name: 'items' }],
    });
    expect(body).toEqual({
      model_name: 'recommendation',
      model_version: '1.0.0',
      id: '42',
      outputs: [{ name: 'items', datatype: 'INT64', shape: [1, 3], data: [0, 4, 1] }],
    });
  });

  it('takes an empty batch', async () => {
    const { body } = await scorePayments({ ...payment, shape: [0, 4], data: [] });
    expect(body.outputs).toEqual([{ name: 'fraud_probability', datatype: 'FP32', shape: [0, 1], data: [] }]);
  });

  const values: Record<string, unknown[]> = {
    BOOL: [true, false],
    BYTES: ['grüße', ''],
    UINT8: [0, 255],
    INT8: [-128, 127],
    INT32: [-(2 ** 31), 2 ** 31 - 1],
    INT64: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
    FP16: [0.5, -65504],
    FP32: [-0.25, 16777216],
    FP64: [0.1, 1e300],
  };
  const everyInput = (changes: Record<string, object> = {}) =>
    [
      ...echoedTypes.map((type) => ({ name: `in_${type}`, datatype: type, shape: [2], data: values[type] })),
      { name: 'scalar', datatype: 'FP32', shape: [], data: [4] },
      { name: 'index', datatype: 'INT64', shape: [1], data: [2] },
    ].map((input) => ({ ...input, ...changes[input.name] }));
  const inferEveryType = (changes: Record<string, object> = {}) =>
    post(`${everyType.url}/models/every-type/infer`, { inputs: everyInput(changes) });

  it('carries every datatype there and back, and leaves out what is not a tensor', async () => {
    const { status, text, body } = await inferEveryType();
    expect(status).toBe(200);
    const outputs = new Map<string, { datatype: string; data: unknown[] }>(
      body.outputs.map((output: { name: string }) => [output.name, output]),
    );
    for (const type of echoedTypes) {
      expect(outputs.get(`out_${type}`)).toMatchObject({ datatype: type, shape: [2], data: values[type] });
    }
    expect(outputs.get('inverse')).toMatchObject({ shape: [], data: [0.25] });
    expect(outputs.get('picked')).toMatchObject({ data: [30] });
    expect(outputs.has('sequence')).toBe(false);
    // a 64-bit integer beyond what a double holds keeps its digits
    expect(text).toContain('[-9007199254740991000,9007199254740991000]');
  });

  it('writes null for what JSON cannot hold', async () => {
    const { body } = await inferEveryType({ scalar: { data: [0] } });
    expect(body.outputs.find(({ name }: { name: string }) => name === 'inverse').data).toEqual([null]);
  });

  it.each<[string, Record<string, object>, number, string]>([
    ['a failure inside the model', { index: { data: [7] } }, 500, 'The model failed: '],
    ['an integer out of range', { in_INT8: { data: [1, 128] } }, 400, 'data[1] must be an integer from -128 to 127'],
    ['a fraction as an integer', { in_INT64: { data: [1, 0.5] } }, 400, 'in_INT64'],
    ['an integer that a double cannot hold', { in_INT64: { data: [1, 2 ** 53] } }, 400, 'in_INT64'],
    ['a number too large for FP16', { in_FP16: { data: [1, 70000] } }, 400, 'in_FP16'],
    ['a number as a boolean', { in_BOOL: { data: [true, 1] } }, 400, 'true or false'],
    ['a number as a string', { in_BYTES: { data: ['a', 1] } }, 400, 'a string, not 1'],
  ])('refuses %s', async (_what, changes, status, message) => {
    const answer = await inferEveryType(changes);
    expect(answer).toMatchObject({ status, body: { error: expect.stringContaining(message) } });
    expect(answer.body.error).not.toContain('\n');
  });
});

describe('bad requests', () => {
  const withInput = (changes: object) => ({ inputs: [{ ...payment, ...changes }] });
  it.each<[string, unknown, string]>([
    ['no JSON', '{"inputs": [', 'not valid JSON'],
    ['an empty body', '', 'not valid JSON'],
    ['a list', [], 'must be a JSON object'],
    ['null', 'null', 'must be a JSON object'],
    ['no inputs', {}, '"inputs" must be a list'],
    ['no input', { inputs: [] }, 'Missing input: "features"'],
    ['an input that is no object', { inputs: [1] }, 'inputs[0] must be an object'],
    ['an unknown input', withInput({ name: 'amount' }), 'unknown input "amount"; the model takes "features"'],
    ['an input without name', withInput({ name: undefined }), 'unknown input'],
    ['an input twice', { inputs: [payment, payment] }, '"features" is given twice'],
    ['an id that is no string', { id: 1, inputs: [payment] }, '"id" must be a string'],
    ['another datatype', withInput({ datatype: 'FP64' }), 'datatype must be FP32, not "FP64"'],
    ['no datatype', withInput({ datatype: undefined }), 'datatype must be FP32, not nothing'],
    ['no shape', withInput({ shape: undefined }), 'shape must be a list'],
    ['a negative dimension', withInput({ shape: [-1, 4] }), 'shape must be a list of whole numbers'],
    ['a dimension of text', withInput({ shape: ['1', 4] }), 'shape must be a list of whole numbers'],
    ['another rank', withInput({ shape: [4] }), 'shape must be [-1,4], not [4]'],
    ['another fixed dimension', withInput({ shape: [1, 3], data: [1, 2, 3] }), 'shape must be [-1,4], not [1,3]'],
    ['too little data', withInput({ data: [1, 2, 3] }), 'has 4 elements, but data has 3'],
    ['too much data', withInput({ data: [1, 2, 3, 4, 5] }), 'has 4 elements, but data has 5'],
    ['a shape far larger than its data', withInput({ shape: [2 ** 52, 4] }), 'but data has 4'],
    ['no data', withInput({ data: undefined }), 'data must be a list'],
    [
      'data nested otherwise',
      withInput({
        shape: [2, 4],
        data: [
          [1, 2, 3, 4],
          [1, 2, 3],
        ],
      }),
      'does not have the shape [2,4]',
    ],
    ['data nested too deep', withInput({ data: [[[1], [2], [3], [4]]] }), 'does not have the shape'],
    ['data half nested', withInput({ data: [1, 2, 3, [4]] }), 'data[3] must be a number'],
    ['text as a number', withInput({ data: [1, 2, 'x'.repeat(500), 4] }), 'data[2] must be a number'],
    ['null as a number', withInput({ data: [1, null, 3, 4] }), 'data[1] must be a number'],
    ['a number too large for FP32', withInput({ data: [1, 2, 3, 1e39] }), 'data[3] must be a number'],
    ['outputs that are no list', { inputs: [payment], outputs: {} }, '"outputs" must be a list'],
    ['an unknown output', { inputs: [payment], outputs: [{ name: 'x' }] }, 'Unknown output "x"; the model gives'],
  ])('answers 400 to %s', async (_what, body, message) => {
    const answer = await post(`${fraud.url}/models/fraud-detection/infer`, body);
    expect(answer).toMatchObject({ status: 400, body: { error: expect.stringContaining(message) } });
    expect(answer.body.error.length).toBeLessThan(250);
  });

  it.each([
    ['GET', '/models/other', 404],
    ['GET', '/models/fraud-detection/versions/2.0.0', 404],
    ['GET', '/models/%E0%A4%A', 404],
    ['GET', '/models', 404],
    ['GET', '/health', 404],
    ['POST', '/models/other/infer', 404],
    ['POST', '/models/fraud-detection/versions/2.0.0/infer', 404],
    ['GET', '/models/fraud-detection/infer', 405],
    ['POST', '/models/fraud-detection', 405],
    ['DELETE', '/health/ready', 405],
  ])('answers %s /v2%s with %i', async (method, path, status) => {
    const response = await fetch(`${fraud.url}${path}`, { method });
    expect({ status: response.status, body: await response.json() }).toEqual({
      status,
      body: { error: expect.any(String) },
    });
  });

  it('answers 413 to a body over the limit, and 415 to one it cannot read', async () => {
    const url = `${fraud.url}/models/fraud-detection/infer`;
    expect(await post(url, ' '.repeat(bodyLimitBytes + 1))).toMatchObject({ status: 413 });
    expect(await post(url, '{}', { 'content-encoding': 'gzip' })).toMatchObject({ status: 415 });
    expect(await post(url, '{}', { 'inference-header-content-length': '2' })).toMatchObject({ status: 415 });
    expect(await scorePayments(payment)).toMatchObject({ status: 200 });
  });
});
