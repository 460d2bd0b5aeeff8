/** `kill -9` of a deployer that has a deployment in hand at every step there is, and what the next one makes of them. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { DomainError } from '../../platform/errors.ts';
import { eventually, modelServers, type Surroundings, sampleFile, startSurroundings } from './deployer-process.ts';

const model = readFileSync(sampleFile('fraud-detection'));

/** By model id: the message at which the deployer dies, and whether the registry had stored it by then. */
const cases = {
  'killed-at-claim': { at: 'claim', isStored: true, ends: 'DEPLOYED' },
  'killed-before-preparing': { at: 'PREPARING', isStored: false, ends: 'DEPLOYED' },
  'killed-at-preparing': { at: 'PREPARING', isStored: true, ends: 'DEPLOYED' },
  'killed-before-verifying': { at: 'VERIFYING', isStored: false, ends: 'DEPLOYED' },
  'killed-at-verifying': { at: 'VERIFYING', isStored: true, ends: 'DEPLOYED' },
  'killed-at-shifting': { at: 'SHIFTING', isStored: true, ends: 'DEPLOYED' },
  'killed-before-done': { at: 'DONE', isStored: false, ends: 'DEPLOYED' },
  'killed-at-done': { at: 'DONE', isStored: true, ends: 'DEPLOYED' },
  'killed-before-failed': { at: 'DONE', isStored: false, ends: 'FAILED' },
  'killed-at-failed': { at: 'DONE', isStored: true, ends: 'FAILED' },
} as const;
type ModelId = keyof typeof cases;
const modelIds = Object.keys(cases) as ModelId[];

let surroundings: Surroundings;
const ids = new Map<ModelId, string>();

beforeAll(async () => {
  surroundings = await startSurroundings();
  const { registry } = surroundings;
  const first = await surroundings.startDeployer({ DEPLOYER_CONCURRENCY: String(modelIds.length) });
  const waiting = new Set<ModelId>();
  const { promise: killed, resolve: kill } = Promise.withResolvers<void>();
  let isOver = false;
  const dieAt = async (deploymentId: string, at: string, isStored: boolean) => {
    const { modelId } = registry.deployment(deploymentId);
    const { at: step, isStored: stored } = cases[modelId as ModelId];
    if (isOver || step !== at || stored !== isStored) return;
    waiting.add(modelId as ModelId);
    await killed;
    if (!isStored) throw new DomainError('REGISTRY_UNAVAILABLE', 'lost on its way');
  };
  registry.onClaimed(({ id }) => dieAt(id, 'claim', true));
  registry.onReport(({ deploymentId, phase }) => dieAt(deploymentId, phase, false));
  registry.onReported(({ deploymentId, phase }) => dieAt(deploymentId, phase, true));

  for (const modelId of modelIds) {
    const content = cases[modelId].ends === 'FAILED' ? Buffer.from('garbage') : model;
    ids.set(modelId, registry.deploy({ modelId, artifactUri: surroundings.upload(`${modelId}.onnx`, content) }));
  }
  await eventually('every deployment waits at its step', () => waiting.size === modelIds.length, 15_000);
  await first.kill();
  isOver = true;
  kill();

  await surroundings.startDeployer();
  // nobody but the lease knows of a claim that was never answered
  registry.expireLease(idOf('killed-at-claim'));
  await eventually(
    'every deployment is done',
    () => modelIds.every((modelId) => registry.deployment(idOf(modelId)).phase === 'DONE'),
    15_000,
  );
});

afterAll(() => surroundings.close());

const idOf = (modelId: ModelId): string => ids.get(modelId) ?? '';

it.each(modelIds.map((modelId) => [modelId, cases[modelId].ends] as const))(
  '%s: ends %s, once',
  async (modelId, ends) => {
    const { registry } = surroundings;
    const id = idOf(modelId);
    expect(registry.ends.filter(({ deploymentId }) => deploymentId === id)).toEqual([
      { deploymentId: id, status: ends },
    ]);
    expect(registry.deployment(id).attempt).toBe(modelId === 'killed-at-claim' ? 2 : 1);

    const isServed = ends === 'DEPLOYED';
    await eventually('as many servers as there should be', () => modelServers(modelId).length === (isServed ? 1 : 0));
    await eventually('its record', () => surroundings.records()[id]?.state === (isServed ? 'SERVING' : undefined));
    if (!isServed) return;
    await eventually('the endpoint answers', async () => {
      const response = await fetch(`${registry.deployment(id).endpoint}/ready`).catch(() => undefined);
      return response?.status === 200;
    });
  },
);
