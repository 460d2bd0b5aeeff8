/** Deployments whose deployer is lost: another attempt, three at most. */
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Stoppable } from '../../platform/lifecycle.ts';
import { createLogger } from '../../platform/logging.ts';
import { createRegistry } from '../../subgraphs/registry/domain/registry.ts';
import { dynamoOutbox } from '../../subgraphs/registry/dynamo/dynamo-outbox.ts';
import { startLeaseSweeper } from '../../subgraphs/registry/lease-sweeper.ts';
import { emptyBucket, freshReader, identityOf, leases, sealer } from './samples.ts';
import { eventually } from './start-registry.ts';
import { startStore } from './start-store.ts';

const { store, table } = await startStore();
let offsetMilliseconds = 0;
const registry = createRegistry({
  store,
  artifacts: emptyBucket,
  hints: { listen: () => () => undefined },
  leases,
  sealer,
  committed: () => undefined,
  now: () => new Date(Date.now() + offsetMilliseconds),
});
const member = registry.forCaller(identityOf('team-a'), freshReader(store));
const deployer = registry.forCaller(identityOf('deployer'), freshReader(store));
const sweepers: Stoppable[] = [];
afterEach(() => Promise.all(sweepers.splice(0).map((sweeper) => sweeper.stop())));

async function deployed(modelId: string) {
  await member.register({
    modelId,
    version: '1.0.0',
    framework: 'onnx',
    deploymentTarget: 'EKS',
    teamId: 'team-a',
    artifactUri: 's3://elsewhere/model.onnx',
    tags: [],
  });
  return (await member.deploy({ modelId })).id;
}
const sweep = (): void => void sweepers.push(startLeaseSweeper(registry, createLogger('registry'), 10));
const until = (id: string, attempt: number) =>
  eventually(async () => {
    const [deployment] = await store.deployments([id]);
    return deployment?.attempt === attempt && deployment;
  });

describe('a lease', () => {
  it('that a deployer lets run out leads to another attempt, and its token is worth nothing', async () => {
    const id = await deployed('abandoned');
    const { fencingToken } = await deployer.claim({ deploymentId: id, attempt: 1, deployerId: 'one' });
    const report = { attempt: 1, fencingToken, phase: 'PREPARING', progressPercent: 10, message: '' } as const;
    offsetMilliseconds += 14_000;
    await deployer.report({ deploymentId: id, report });
    // The report has renewed it.
    offsetMilliseconds += 14_000;
    expect(await registry.expireLeases(25)).toBe(0);
    offsetMilliseconds += 2_000;
    sweep();
    expect(await until(id, 2)).toMatchObject({ phase: 'QUEUED', status: 'DEPLOYING', progressPercent: 0 });
    await expect(deployer.report({ deploymentId: id, report })).rejects.toMatchObject({ code: 'CONFLICT' });
    const again = await deployer.claim({ deploymentId: id, attempt: 2, deployerId: 'two' });
    expect(again.deployment).toMatchObject({ phase: 'ACCEPTED', attempt: 2 });
    const asked = (await dynamoOutbox(table).oldest(100)).flatMap(({ type, detail }) =>
      type === 'Deploy Model' && detail.data.deploymentId === id ? [detail.data.attempt] : [],
    );
    expect(asked).toEqual([1, 2]);
  });

  it('of a deployment that nobody ever claims ends it, after three attempts', async () => {
    const id = await deployed('unclaimed');
    sweep();
    for (const attempt of [2, 3]) {
      offsetMilliseconds += 61_000;
      await until(id, attempt);
    }
    offsetMilliseconds += 61_000;
    const ended = await eventually(async () => {
      const [deployment] = await store.deployments([id]);
      return deployment?.phase === 'DONE' && deployment;
    });
    expect(ended).toMatchObject({ status: 'TIMED_OUT', reason: 'LEASE_EXPIRED', attempt: 3 });
    expect(await store.versions([{ modelId: 'unclaimed', version: '1.0.0' }])).toMatchObject([{ status: 'FAILED' }]);
  });

  it('is ended once, however many sweep', async () => {
    const id = await deployed('swept-by-many');
    offsetMilliseconds += 61_000;
    await Promise.all(Array.from({ length: 5 }, () => registry.expireLeases(25)));
    expect(await store.deployments([id])).toMatchObject([{ attempt: 2, sequence: 2 }]);
  });
});
