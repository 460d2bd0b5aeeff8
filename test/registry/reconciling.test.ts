/** What deployers serve beside what they should, with a clock in the test's hands. */
import { expect, it } from '@jest/globals';
import { createRegistry } from '../../subgraphs/registry/domain/registry.ts';
import { dynamoOutbox } from '../../subgraphs/registry/dynamo/dynamo-outbox.ts';
import { emptyBucket, freshReader, identityOf, leases, sealer } from './samples.ts';
import { startStore } from './start-store.ts';

const { store, table } = await startStore();
let offsetSeconds = 0;
const registry = createRegistry({
  store,
  artifacts: emptyBucket,
  hints: { listen: () => () => undefined },
  leases: { ...leases, silenceSeconds: 60 },
  sealer,
  committed: () => undefined,
  now: () => new Date(Date.now() + offsetSeconds * 1_000),
});
const member = registry.forCaller(identityOf('team-a'), freshReader(store));
const deployer = registry.forCaller(identityOf('deployer'), freshReader(store));
const endpoint = 'http://127.0.0.1:1/v2/models/m';

async function served(modelId: string, deployerId: string): Promise<string> {
  await member.register({
    modelId,
    version: '1.0.0',
    framework: 'onnx',
    deploymentTarget: 'EKS',
    teamId: 'team-a',
    artifactUri: 's3://elsewhere/model.onnx',
    tags: [],
  });
  const { id } = await member.deploy({ modelId });
  const { fencingToken } = await deployer.claim({ deploymentId: id, attempt: 1, deployerId });
  const done = { attempt: 1, fencingToken, phase: 'DONE', status: 'DEPLOYED', progressPercent: 100 } as const;
  await deployer.report({ deploymentId: id, report: { ...done, message: 'serves', endpoint } });
  return id;
}

const find = async (id: string) => (await store.deployments([id]))[0];
const driftsOf = async (id: string) =>
  (await dynamoOutbox(table).oldest(1_000)).flatMap(({ type, detail }) =>
    type === 'Deployment Drifted' && detail.data.deploymentId === id ? [detail.data.drift?.code] : [],
  );

it('says what to do with each that is served', async () => {
  const [kept, ended, other] = [
    await served('kept', 'one'),
    await served('ended', 'one'),
    await served('others', 'other'),
  ];
  await member.deploying.undeploy({ modelId: 'ended' });
  const unknown = '0'.repeat(32);
  const { instructions, missing } = await deployer.reconcile({
    deployerId: 'one',
    serving: [
      { deploymentId: kept, attempt: 1, endpoint },
      { deploymentId: ended, attempt: 1, endpoint },
      { deploymentId: other, attempt: 1, endpoint },
      { deploymentId: unknown, attempt: 1, endpoint },
      { deploymentId: kept, attempt: 1, endpoint: 'http://127.0.0.1:2/v2/models/m' },
      { deploymentId: kept, attempt: 2, endpoint },
    ],
  });
  expect(instructions.map(({ action }) => action)).toEqual(['KEEP', 'END', 'END', 'END', 'REPORT', 'END']);
  expect(instructions[0]?.trafficPercent).toBe(100);
  expect(missing).toEqual([]);
  await expect(member.reconcile({ deployerId: 'one', serving: [] })).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

it('tells of what should run and does not, and deploys it again when it stays away', async () => {
  const [gone, returns] = [await served('gone', 'two'), await served('returns', 'two')];
  const serving = [{ deploymentId: returns, attempt: 1, endpoint }];
  const reconcile = (all: typeof serving) => deployer.reconcile({ deployerId: 'two', serving: all });
  // What has just begun to serve may not be in the deployer's books yet.
  expect((await reconcile([])).missing).toEqual([]);
  offsetSeconds += 11;
  expect((await reconcile([])).missing.map(({ id }) => id).sort()).toEqual([gone, returns].sort());
  expect(await find(gone)).toMatchObject({ status: 'DEPLOYED', drift: { code: 'NOT_RUNNING' } });

  const [before] = [await find(gone)];
  await reconcile(serving);
  expect((await find(returns))?.drift).toBeUndefined();
  expect(await find(gone)).toEqual(before);
  expect(await driftsOf(returns)).toEqual(['NOT_RUNNING', undefined]);

  offsetSeconds += 31;
  await Promise.all([reconcile(serving), reconcile(serving)]);
  const [slot] = await store.slots([{ modelId: 'gone', deploymentTarget: 'EKS' }]);
  expect(slot).toMatchObject({ activeId: gone, underWayId: expect.any(String), waiting: [] });
  const again = await find(slot?.underWayId ?? '');
  expect(again).toMatchObject({ status: 'DEPLOYING', requestedBy: 'registry', retryOf: gone });

  const { fencingToken } = await deployer.claim({ deploymentId: again?.id ?? '', attempt: 1, deployerId: 'two' });
  const done = { attempt: 1, fencingToken, phase: 'DONE', status: 'DEPLOYED', progressPercent: 100 } as const;
  await deployer.report({ deploymentId: again?.id ?? '', report: { ...done, message: 'serves', endpoint } });
  expect(await find(gone)).toMatchObject({ status: 'SUPERSEDED' });
  expect((await find(gone))?.drift).toBeUndefined();
});

it('tells of a deployer that is silent, deploys elsewhere what it should serve, and ends what it comes back with', async () => {
  const [lost, endsMeanwhile] = [await served('lost', 'three'), await served('ends-meanwhile', 'three')];
  const serving = [{ deploymentId: lost, attempt: 1, endpoint }];
  await deployer.reconcile({ deployerId: 'three', serving });
  offsetSeconds += 59;
  await registry.lookAfterSilentDeployers(25);
  expect((await find(lost))?.drift).toBeUndefined();
  offsetSeconds += 2;
  await Promise.all([registry.lookAfterSilentDeployers(25), registry.lookAfterSilentDeployers(25)]);
  expect(await find(lost)).toMatchObject({ status: 'DEPLOYED', drift: { code: 'DEPLOYER_SILENT' } });
  await member.deploying.undeploy({ modelId: 'ends-meanwhile' });
  expect((await find(endsMeanwhile))?.drift).toBeUndefined();

  offsetSeconds += 31;
  await registry.lookAfterSilentDeployers(25);
  const mendedById = (await find(lost))?.drift?.mendedById ?? '';
  expect(await find(mendedById)).toMatchObject({ status: 'DEPLOYING', requestedBy: 'registry' });
  // Once is enough: what could not be mended is a matter for people.
  await member.deploying.cancel({ deploymentId: mendedById });
  offsetSeconds += 100;
  await registry.lookAfterSilentDeployers(25);
  const [slot] = await store.slots([{ modelId: 'lost', deploymentTarget: 'EKS' }]);
  expect(slot).toMatchObject({ activeId: lost, waiting: [] });
  expect(slot?.underWayId).toBeUndefined();

  const retried = await member.deploying.retry({ deploymentId: mendedById });
  const { fencingToken } = await deployer.claim({ deploymentId: retried.id, attempt: 1, deployerId: 'four' });
  const done = { attempt: 1, fencingToken, phase: 'DONE', status: 'DEPLOYED', progressPercent: 100 } as const;
  await deployer.report({ deploymentId: retried.id, report: { ...done, message: 'serves', endpoint } });
  const { instructions } = await deployer.reconcile({ deployerId: 'three', serving });
  expect(instructions).toMatchObject([{ action: 'END' }]);
});

it('does not bring back what was undeployed while it was deployed again', async () => {
  const id = await served('unwanted', 'six');
  offsetSeconds += 11;
  await deployer.reconcile({ deployerId: 'six', serving: [] });
  offsetSeconds += 31;
  await deployer.reconcile({ deployerId: 'six', serving: [] });
  const mendedById = (await find(id))?.drift?.mendedById ?? '';
  // It comes back after all, which is forgotten by the time it is undeployed.
  await deployer.reconcile({ deployerId: 'six', serving: [{ deploymentId: id, attempt: 1, endpoint }] });
  expect(await find(mendedById)).toMatchObject({ status: 'DEPLOYING' });
  await member.deploying.undeploy({ modelId: 'unwanted' });
  expect(await find(id)).toMatchObject({ status: 'UNDEPLOYED' });
  expect(await find(mendedById)).toMatchObject({ status: 'CANCELLED', reason: 'REQUESTED' });
});

it('tells deployers how many replicas serve, and callers when that could not be done', async () => {
  const id = await served('scaled', 'five');
  const one = { deploymentId: id, attempt: 1, endpoint };
  const reconcile = (scalingFault?: string) =>
    deployer.reconcile({ deployerId: 'five', serving: [{ ...one, ...(scalingFault && { scalingFault }) }] });
  expect((await reconcile()).instructions[0]?.replicas).toBeUndefined();
  expect(await member.deploying.scale({ deploymentId: id, replicas: 3 })).toMatchObject({ replicas: 3 });
  expect((await reconcile()).instructions[0]?.replicas).toBe(3);
  await reconcile('There can be two only');
  expect(await find(id)).toMatchObject({ drift: { code: 'NOT_SCALED', message: 'There can be two only' } });
  await member.deploying.scale({ deploymentId: id, replicas: 2 });
  await reconcile();
  expect((await find(id))?.drift).toBeUndefined();
  expect(await driftsOf(id)).toEqual(['NOT_SCALED', undefined]);
});
