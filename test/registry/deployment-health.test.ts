/** Whether what serves answers: deployers say so, and everyone hears of it. */
import { expect, it } from '@jest/globals';
import { observeEvents } from './observe-events.ts';
import { claim, deploy, eventually, register, serves, startRegistry } from './start-registry.ts';

const { as, cloud } = await startRegistry();
const member = as('team-a');
const deployer = as('deployer');
const observed = await observeEvents(cloud.environment);

interface Claimed {
  readonly deploymentId: string;
  readonly attempt: number;
  readonly fencingToken: string;
}

/** A deployment that a deployer has in hand. */
async function claimed(modelId: string): Promise<Claimed> {
  await register(member, { modelId });
  const deploymentId = await deploy(member, modelId);
  const { data } = await deployer.request(
    'mutation ($input: ClaimDeploymentInput!) { claimDeployment(input: $input) { fencingToken } }',
    { input: { deploymentId, attempt: 1, deployerId: 'one' } },
  );
  return { deploymentId, attempt: 1, fencingToken: data.claimDeployment.fencingToken };
}

async function serving(modelId: string): Promise<Claimed> {
  const key = await claimed(modelId);
  await deployer.request(
    'mutation ($input: ReportDeploymentInput!) { reportDeployment(input: $input) { deployment { id } } }',
    { input: { ...key, ...serves, message: 'serves' } },
  );
  return key;
}

const fields = 'status sequence health { status message sequence changedAt }';
const report = (caller: typeof member, key: Claimed, status: string, message = 'was seen') =>
  caller.request(
    `mutation ($input: ReportDeploymentHealthInput!) { reportDeploymentHealth(input: $input) { deployment { ${fields} } } }`,
    { input: { ...key, status, message } },
  );
const find = async ({ deploymentId }: Claimed) =>
  (await member.request(`{ deployment(id: "${deploymentId}") { ${fields} } }`)).data.deployment;

it('is told beside the status, whose history does not change, and each change is an event', async () => {
  const key = await serving('watched');
  const before = await find(key);
  expect(before).toMatchObject({ status: 'DEPLOYED', health: { status: 'HEALTHY', sequence: 0 } });

  await report(deployer, key, 'HEALTHY', 'nothing new');
  await report(deployer, key, 'UNHEALTHY', 'does not answer');
  await report(deployer, key, 'UNHEALTHY', 'still does not');
  expect(await find(key)).toMatchObject({
    status: 'DEPLOYED',
    sequence: before.sequence,
    health: { status: 'UNHEALTHY', message: 'does not answer', sequence: 1 },
  });
  await report(deployer, key, 'HEALTHY', 'answers again');
  expect(await find(key)).toMatchObject({ sequence: before.sequence, health: { status: 'HEALTHY', sequence: 2 } });

  const events = await eventually(async () => {
    const found = (await observed.received()).filter(({ type }) => type === 'Deployment Health Changed');
    return found.length >= 2 && found;
  });
  const told = events.map(({ detail }) => [detail.sequence, detail.data.status]);
  expect(told.toSorted()).toEqual([
    [1, 'UNHEALTHY'],
    [2, 'HEALTHY'],
  ]);
  expect(events[0]?.detail.data).toMatchObject({
    deploymentId: key.deploymentId,
    modelId: 'watched',
    teamId: 'team-a',
  });
});

it('is nothing while the deployment does not serve', async () => {
  const key = await claimed('under-way');
  expect((await find(key)).health).toBeNull();
  expect((await report(deployer, key, 'UNHEALTHY')).errors?.[0]?.extensions.code).toBe('CONFLICT');
});

it('is for the deployer to tell that made it serve', async () => {
  const key = await serving('guarded');
  expect((await report(member, key, 'UNHEALTHY')).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  const other = { ...key, fencingToken: 'another' };
  expect((await report(deployer, other, 'UNHEALTHY')).errors?.[0]?.extensions.code).toBe('CONFLICT');
  expect((await find(key)).health.status).toBe('HEALTHY');
});

it('ends with the deployment', async () => {
  const key = await serving('replaced');
  await report(deployer, key, 'UNHEALTHY');
  const next = await deploy(member, 'replaced');
  await (await claim(deployer, next))(serves);
  expect(await find(key)).toMatchObject({ status: 'SUPERSEDED', health: null });
});
