import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DomainError } from '../../platform/errors.ts';
import {
  bucket,
  eventually,
  modelServers,
  type RunningProcess,
  type Surroundings,
  sampleFile,
  startSurroundings,
} from './deployer-process.ts';

let surroundings: Surroundings;
let deployer: RunningProcess;

beforeAll(async () => {
  surroundings = await startSurroundings();
  deployer = await surroundings.startDeployer();
});

afterAll(() => surroundings.close());

const fraud = readFileSync(sampleFile('fraud-detection'));
const recommendation = readFileSync(sampleFile('recommendation'));
const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex');

/** Resolves with the deployment once it is done. */
async function ended(id: string) {
  return eventually('the deployment is done', () => {
    const deployment = surroundings.registry.deployment(id);
    return deployment.phase === 'DONE' && deployment;
  });
}

async function nothingLeft(id: string, modelId: string) {
  await eventually('the model server is gone', () => modelServers(modelId).length === 0);
  await eventually('the record is gone', () => surroundings.records()[id] === undefined);
  expect(surroundings.files().filter((name) => name.startsWith(id))).toEqual([]);
}

describe('a model that can be served', () => {
  it.each([
    ['fraud-detection', fraud],
    ['recommendation', recommendation],
  ] as const)('is DEPLOYED and answers a prediction: %s', async (name, content) => {
    const artifactUri = surroundings.upload(`samples/${name}/model.onnx`, content);
    const id = surroundings.registry.deploy({
      modelId: name,
      artifactUri,
      sha256: sha256(content),
      sizeBytes: content.length,
    });
    const deployment = await ended(id);
    expect(deployment).toMatchObject({ status: 'DEPLOYED', progressPercent: 100, attempt: 1 });
    expect(deployment.endpoint).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:\\d+/v2/models/${name}$`));

    const metadata = await (await fetch(String(deployment.endpoint))).json();
    const { inputs, outputs } = metadata as Record<string, { name: string; datatype: string; shape: number[] }[]>;
    const response = await fetch(`${deployment.endpoint}/infer`, {
      method: 'POST',
      body: JSON.stringify({
        inputs: inputs?.map((input) => {
          const shape = input.shape.map((size) => Math.abs(size));
          return { ...input, shape, data: new Array(shape.reduce((one, other) => one * other, 1)).fill(0.5) };
        }),
      }),
    });
    expect(await response.json()).toMatchObject({
      model_name: name,
      model_version: '1.0.0',
      outputs: outputs?.map((output) => ({ name: output.name })),
    });
  });

  it('is reported phase by phase, with progress that never falls', async () => {
    const artifactUri = surroundings.upload('phases.onnx', fraud);
    const id = surroundings.registry.deploy({ modelId: 'phases', artifactUri });
    await ended(id);
    const reports = surroundings.registry.reports.filter(({ deploymentId }) => deploymentId === id);
    expect([...new Set(reports.map(({ phase }) => phase))]).toEqual(['PREPARING', 'VERIFYING', 'SHIFTING', 'DONE']);
    const progress = reports.map(({ progressPercent }) => progressPercent);
    expect(progress).toEqual(progress.toSorted((one, other) => one - other));
    expect(reports.every(({ message }) => message.length > 0)).toBe(true);
  });

  it('takes over from the older deployment of its version, whose server ends', async () => {
    const artifactUri = surroundings.upload('again.onnx', fraud);
    const first = surroundings.registry.deploy({ modelId: 'again', artifactUri });
    const { endpoint } = await ended(first);
    const second = surroundings.registry.deploy({ modelId: 'again', artifactUri });
    expect(await ended(second)).toMatchObject({ status: 'DEPLOYED' });
    // whoever was about to call the old endpoint still finds it
    expect((await fetch(`${endpoint}/ready`)).status).toBe(200);
    await eventually('one server is left', () => modelServers('again').length === 1);
    expect(surroundings.registry.deployment(first).status).toBe('SUPERSEDED');
    await eventually('its record is gone', () => surroundings.records()[first] === undefined);
    expect((await fetch(`${surroundings.registry.deployment(second).endpoint}/ready`)).status).toBe(200);
  });

  it('is deployed once, however often the event is delivered', async () => {
    const artifactUri = surroundings.upload('twice.onnx', fraud);
    const id = surroundings.registry.deploy({ modelId: 'twice', artifactUri });
    surroundings.registry.redeliver(id);
    await ended(id);
    surroundings.registry.redeliver(id);
    const other = surroundings.registry.deploy({ modelId: 'after-twice', artifactUri });
    await ended(other);
    expect(surroundings.registry.claims.filter(({ deploymentId }) => deploymentId === id)).toHaveLength(1);
    expect(modelServers('twice')).toHaveLength(1);
  });
});

describe('a model that cannot be served', () => {
  const cases = {
    garbage: () => ({ artifactUri: surroundings.upload('garbage.onnx', Buffer.from('not a model at all')) }),
    changed: () => ({ artifactUri: surroundings.upload('changed.onnx', fraud), sha256: sha256(recommendation) }),
    longer: () => ({ artifactUri: surroundings.upload('longer.onnx', fraud), sizeBytes: fraud.length - 1 }),
    missing: () => ({ artifactUri: `s3://${bucket}/missing.onnx` }),
    elsewhere: () => ({ artifactUri: 's3://no-such-bucket/model.onnx' }),
  };
  it.each([
    ['garbage', 'LOAD_ERROR', 'Not a servable ONNX model'],
    ['changed', 'CHECKSUM_MISMATCH', 'has changed since it was registered'],
    ['longer', 'CHECKSUM_MISMATCH', 'bytes'],
    ['missing', 'ARTIFACT_NOT_FOUND', `s3://${bucket}/missing.onnx does not exist`],
    ['elsewhere', 'ARTIFACT_NOT_FOUND', 's3://no-such-bucket/model.onnx does not exist'],
  ] as const)('%s: FAILED with %s', async (modelId, reason, message) => {
    const id = surroundings.registry.deploy({ modelId, ...cases[modelId]() });
    const deployment = await ended(id);
    expect(deployment).toMatchObject({ status: 'FAILED', reason, message: expect.stringContaining(message) });
    expect(deployment.message).not.toContain('/deployer/');
    await nothingLeft(id, modelId);
  });
});

describe('an attempt that is over', () => {
  it('ends where the registry refuses a report: the server is stopped', async () => {
    const artifactUri = surroundings.upload('refused.onnx', fraud);
    let serversMeanwhile = 0;
    surroundings.registry.onReport(({ phase, deploymentId }) => {
      if (deploymentId !== id || phase !== 'SHIFTING') return;
      serversMeanwhile = modelServers('refused').length;
      throw new DomainError('CONFLICT', 'Attempt 1 is over');
    });
    const id = surroundings.registry.deploy({ modelId: 'refused', artifactUri });
    await eventually('the report was refused', () => serversMeanwhile === 1);
    await nothingLeft(id, 'refused');
    surroundings.registry.onReport(() => undefined);
  });

  it('makes way for the next attempt of the same deployment', async () => {
    const artifactUri = surroundings.upload('expired.onnx', fraud);
    let isFirst = true;
    surroundings.registry.onReport(({ deploymentId, phase }) => {
      if (deploymentId !== id || phase !== 'VERIFYING' || !isFirst) return;
      isFirst = false;
      surroundings.registry.expireLease(id);
    });
    const id = surroundings.registry.deploy({ modelId: 'expired', artifactUri });
    expect(await ended(id)).toMatchObject({ status: 'DEPLOYED', attempt: 2 });
    await eventually('one server runs', () => modelServers('expired').length === 1);
    surroundings.registry.onReport(() => undefined);
  });
});

it('stops on SIGTERM with exit code 0 and no server left', async () => {
  const servers = modelServers('fraud-detection');
  expect(servers).toHaveLength(1);
  expect(await deployer.stop()).toBe(0);
  expect(modelServers('fraud-detection')).toEqual([]);
});
