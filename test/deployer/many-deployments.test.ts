/** A hundred deployments asked for at once: so many at a time as the deployer may, each to its end, its changes in order. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import {
  bucket,
  eventually,
  modelServers,
  type Surroundings,
  sampleFile,
  startSurroundings,
} from './deployer-process.ts';

const count = 100;
const concurrency = 4;
let surroundings: Surroundings;
beforeAll(async () => {
  surroundings = await startSurroundings();
});
afterAll(() => surroundings.close());

it('works on as many as it may at a time, and ends them all', async () => {
  const { registry } = surroundings;
  const model = surroundings.upload('model.onnx', readFileSync(sampleFile('fraud-detection')));
  const garbage = surroundings.upload('garbage.onnx', Buffer.from('garbage'));
  const missing = `s3://${bucket}/missing.onnx`;
  // Most are over soon: a hundred servers would say nothing more, and need a machine of their own.
  const artifactOf = (index: number): string => (index % 25 === 0 ? model : index % 25 === 1 ? garbage : missing);
  const underWay = new Set<string>();
  let mostAtOnce = 0;
  registry.onClaimed(({ id }) => {
    underWay.add(id);
    mostAtOnce = Math.max(mostAtOnce, underWay.size);
  });
  registry.onReported(({ deploymentId, phase }) => {
    if (phase === 'DONE') underWay.delete(deploymentId);
  });
  const ids = Array.from({ length: count }, (_, index) =>
    registry.deploy({ modelId: `one-of-many-${index}`, artifactUri: artifactOf(index) }),
  );
  await surroundings.startDeployer({ DEPLOYER_CONCURRENCY: String(concurrency) });
  await eventually('all are done', () => ids.every((id) => registry.deployment(id).phase === 'DONE'), 90_000);

  expect(mostAtOnce).toBe(concurrency);
  const deployments = ids.map(registry.deployment);
  const countOf = (reason: string | undefined) => deployments.filter((one) => one.reason === reason).length;
  expect([countOf(undefined), countOf('LOAD_ERROR'), countOf('ARTIFACT_NOT_FOUND')]).toEqual([4, 4, 92]);
  for (const [index, { id, attempt, sequence }] of deployments.entries()) {
    expect(attempt).toBe(1);
    expect(registry.ends.filter(({ deploymentId }) => deploymentId === id)).toHaveLength(1);
    const phases = registry.reports.filter(({ deploymentId }) => deploymentId === id).map(({ phase }) => phase);
    expect(phases[0]).toBe('PREPARING');
    expect(phases.at(-1)).toBe('DONE');
    expect(registry.changes.filter(({ deploymentId }) => deploymentId === id).map((change) => change.sequence)).toEqual(
      Array.from({ length: sequence }, (_, position) => position + 1),
    );
    const servers = artifactOf(index) === model ? 1 : 0;
    if (index % 25 < 2) expect(modelServers(`one-of-many-${index}`)).toHaveLength(servers);
  }
}, 120_000);
