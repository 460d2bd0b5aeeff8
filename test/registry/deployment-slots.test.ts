/** What people do with deployments, over the wire: one slot for each model and target, and what is asked of it meanwhile. */
import { describe, expect, it } from '@jest/globals';
import { claim, deploy, fails, register, serves, startRegistry } from './start-registry.ts';

const { as } = await startRegistry();
const [member, deployer, stranger] = [as('team-a'), as('deployer'), as('team-b')];

const standing = 'id status reason message trafficPercent modelVersion { version status }';
const slotsOf = async (modelId: string) =>
  (
    await member.request(
      `{ model(id: "${modelId}") { slots { deploymentTarget active { ${standing} } standby { id } underWay { id } waiting { id } } } }`,
    )
  ).data.model.slots;
const find = async (id: string) =>
  (await member.request(`{ deployment(id: "${id}") { phase endpoint attempt sequence ${standing} } }`)).data.deployment;
const wish = (name: string, input: object, fields = `deployment { ${standing} }`, caller = member) => {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  return caller.request(`mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} } }`, { input });
};
const registered = async (modelId: string, versions = ['1.0.0', '2.0.0']): Promise<void> => {
  for (const version of versions) await register(member, { modelId, version });
};
const served = async (modelId: string, version: string, strategy?: object): Promise<string> => {
  const { data } = await wish('deployModel', { modelId, version, strategy }, 'deployment { id }');
  const { id } = data.deployModel.deployment;
  await (await claim(deployer, id))(serves);
  return id;
};

describe('a slot', () => {
  it('keeps what serves apart from what is to serve, and takes rivals in their order', async () => {
    await registered('slotted', ['1.0.0', '2.0.0', '3.0.0']);
    const first = await served('slotted', '1.0.0');
    const second = await deploy(member, 'slotted', '2.0.0');
    const third = await deploy(member, 'slotted', '3.0.0');
    expect(await slotsOf('slotted')).toEqual([
      {
        deploymentTarget: 'LAMBDA',
        active: expect.objectContaining({ id: first, status: 'DEPLOYED', trafficPercent: 100 }),
        standby: null,
        underWay: { id: second },
        waiting: [{ id: third }],
      },
    ]);
    expect(await deployer.codeOf(claimQuery, { input: { deploymentId: third, attempt: 1, deployerId: 'early' } })).toBe(
      'CONFLICT',
    );
    await (await claim(deployer, second))(fails);
    expect(await find(first)).toMatchObject({ status: 'DEPLOYED', modelVersion: { status: 'DEPLOYED' } });
    expect(await find(second)).toMatchObject({ status: 'FAILED', modelVersion: { status: 'FAILED' } });
    await (await claim(deployer, third))(serves);
    expect(await find(first)).toMatchObject({ status: 'SUPERSEDED', modelVersion: { status: 'REGISTERED' } });
    const { data } = await member.request('{ registryStatistics { byStatus { name count } } }');
    expect(data.registryStatistics.byStatus.map(({ name }: { name: string }) => name).sort()).toEqual([
      'DEPLOYED',
      'FAILED',
      'REGISTERED',
    ]);
  });

  it('holds twenty that wait, and no more', async () => {
    const versions = Array.from({ length: 22 }, (_, patch) => `1.0.${patch}`);
    await registered('crowded', versions);
    const codes = await Promise.all(
      versions.map(async (version) => (await wish('deployModel', { modelId: 'crowded', version })).errors?.[0]),
    );
    const refused = codes.filter((error) => error !== undefined);
    expect(refused.map(({ extensions }) => extensions.code)).toEqual(refused.map(() => 'CONFLICT'));
    const [slot] = await slotsOf('crowded');
    expect(slot.waiting.length + 1).toBe(versions.length - refused.length);
    expect(slot.waiting.length).toBeLessThanOrEqual(20);
  });
});

const claimQuery = 'mutation ($input: ClaimDeploymentInput!) { claimDeployment(input: $input) { fencingToken } }';

describe('cancelling', () => {
  it('ends what is under way, and lets the next begin; its deployer is told', async () => {
    await registered('cancelled');
    const id = await deploy(member, 'cancelled', '1.0.0');
    const next = await deploy(member, 'cancelled', '2.0.0');
    const { data } = await deployer.request(claimQuery, {
      input: { deploymentId: id, attempt: 1, deployerId: 'one' },
    });
    const key = { deploymentId: id, attempt: 1, fencingToken: data.claimDeployment.fencingToken };
    const heartbeat = () => wish('heartbeatDeployment', key, 'leaseExpiresAt directive { action }', deployer);
    expect((await heartbeat()).data.heartbeatDeployment).toEqual({
      leaseExpiresAt: expect.any(String),
      directive: { action: 'CONTINUE' },
    });
    const cancelled = await wish('cancelDeployment', { deploymentId: id, reason: 'wrong one' });
    expect(cancelled.data.cancelDeployment.deployment).toMatchObject({
      status: 'CANCELLED',
      reason: 'REQUESTED',
      message: 'wrong one',
      modelVersion: { status: 'REGISTERED' },
    });
    expect((await heartbeat()).data.heartbeatDeployment).toEqual({
      leaseExpiresAt: null,
      directive: { action: 'CANCEL' },
    });
    expect(await slotsOf('cancelled')).toMatchObject([{ active: null, underWay: { id: next }, waiting: [] }]);
    expect((await wish('cancelDeployment', { deploymentId: next }, undefined, stranger)).errors?.[0]).toMatchObject({
      extensions: { code: 'NOT_FOUND' },
    });
  });

  it('races the end: one wins, and both are told the truth', async () => {
    const outcomes: string[] = [];
    for (let race = 0; race < 6; race++) {
      const modelId = `race-${race}`;
      await registered(modelId, ['1.0.0']);
      const id = await deploy(member, modelId);
      const report = await claim(deployer, id);
      const [cancelled, reported] = await Promise.all([wish('cancelDeployment', { deploymentId: id }), report(serves)]);
      const { status, modelVersion } = await find(id);
      outcomes.push(status);
      if (status === 'CANCELLED') {
        expect(cancelled.data.cancelDeployment.deployment.status).toBe('CANCELLED');
        expect(reported.errors?.[0]?.extensions.code).toBe('CONFLICT');
        expect(modelVersion.status).toBe('REGISTERED');
      } else {
        expect(reported.data.reportDeployment.deployment.status).toBe('DEPLOYED');
        expect(cancelled.errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', status: 'DEPLOYED' });
        expect(modelVersion.status).toBe('DEPLOYED');
      }
      // Whoever lost is told the same again.
      if (status === 'DEPLOYED') expect((await report(serves)).errors).toBeUndefined();
    }
    expect(outcomes.every((status) => status === 'CANCELLED' || status === 'DEPLOYED')).toBe(true);
  });
});

describe('undeploying', () => {
  it('ends what serves, so that the version can be archived', async () => {
    await registered('undeployed', ['1.0.0']);
    const key = { modelId: 'undeployed', version: '1.0.0' };
    expect((await wish('undeployModel', key)).errors?.[0]?.extensions.code).toBe('CONFLICT');
    const id = await served('undeployed', '1.0.0');
    const archive = () => wish('archiveModelVersion', { ...key, reason: 'old' }, 'modelVersion { status }');
    expect((await archive()).errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', deploymentId: id });
    const { data } = await wish('undeployModel', { modelId: 'undeployed' });
    expect(data.undeployModel.deployment).toMatchObject({
      id,
      status: 'UNDEPLOYED',
      modelVersion: { status: 'REGISTERED' },
    });
    expect((await archive()).data.archiveModelVersion.modelVersion.status).toBe('ARCHIVED');
  });
});

it('scaling is for what serves where there can be several', async () => {
  await register(member, { modelId: 'one-process', deploymentTarget: 'LOCAL' });
  const id = await deploy(member, 'one-process');
  const scale = async () => (await wish('scaleDeployment', { deploymentId: id, replicas: 2 })).errors?.[0];
  expect(await scale()).toMatchObject({ extensions: { code: 'CONFLICT', status: 'DEPLOYING' } });
  await (await claim(deployer, id))(serves);
  expect(await scale()).toMatchObject({
    message: 'What serves on LOCAL cannot be scaled: it is one process',
    extensions: { code: 'CONFLICT' },
  });
});

describe('trying again', () => {
  it('makes a new deployment of what did not come to serve', async () => {
    await registered('retried', ['1.0.0']);
    const failed = await deploy(member, 'retried');
    await (await claim(deployer, failed))(fails);
    const fields = 'deployment { id status retryOf { id } strategy { kind } }';
    const { data } = await wish('retryDeployment', { deploymentId: failed }, fields);
    const { deployment } = data.retryDeployment;
    expect(deployment).toMatchObject({
      status: 'DEPLOYING',
      retryOf: { id: failed },
      strategy: { kind: 'ALL_AT_ONCE' },
    });
    await (await claim(deployer, deployment.id))(serves);
    expect((await wish('retryDeployment', { deploymentId: deployment.id })).errors?.[0]?.extensions).toMatchObject({
      code: 'CONFLICT',
      status: 'DEPLOYED',
    });
  });
});

describe('going back', () => {
  const rollBack = (deploymentId: string) =>
    wish('rollbackDeployment', { deploymentId }, `deployment { ${standing} } serves { id ${standing} }`);

  it('takes no time while what served is kept warm', async () => {
    await registered('blue-green');
    const blue = await served('blue-green', '1.0.0');
    const green = await served('blue-green', '2.0.0', { kind: 'BLUE_GREEN' });
    expect(await slotsOf('blue-green')).toMatchObject([{ active: { id: green }, standby: { id: blue } }]);
    const { data } = await rollBack(green);
    expect(data.rollbackDeployment).toMatchObject({
      deployment: { status: 'ROLLED_BACK', modelVersion: { status: 'REGISTERED' } },
      serves: { id: blue, status: 'DEPLOYED', trafficPercent: 100, modelVersion: { version: '1.0.0' } },
    });
    expect((await rollBack(blue)).errors?.[0]?.extensions.code).toBe('CONFLICT');
  });

  it('deploys the version before again when nothing is warm', async () => {
    await registered('gone-back');
    await served('gone-back', '1.0.0');
    const bad = await served('gone-back', '2.0.0');
    const { data } = await rollBack(bad);
    const { serves: again } = data.rollbackDeployment;
    expect(data.rollbackDeployment).toMatchObject({
      deployment: { status: 'DEPLOYED' },
      serves: { status: 'DEPLOYING', modelVersion: { version: '1.0.0' } },
    });
    await (await claim(deployer, again.id))(serves);
    expect(await find(bad)).toMatchObject({ status: 'ROLLED_BACK', modelVersion: { status: 'REGISTERED' } });
  });
});

it.each([
  ['input.strategy.steps', { kind: 'ALL_AT_ONCE', steps: [{ percent: 10, holdSeconds: 1 }] }],
  ['input.strategy.steps', { kind: 'CANARY', steps: [] }],
  [
    'input.strategy.steps',
    {
      kind: 'CANARY',
      steps: [
        { percent: 50, holdSeconds: 1 },
        { percent: 10, holdSeconds: 1 },
      ],
    },
  ],
  ['input.strategy.steps.0.percent', { kind: 'CANARY', steps: [{ percent: 100, holdSeconds: 1 }] }],
  ['input.strategy.abortOn.maximumErrorRate', { kind: 'CANARY', abortOn: { maximumErrorRate: 2 } }],
  ['input.strategy.keepPreviousSeconds', { kind: 'BLUE_GREEN', keepPreviousSeconds: -1 }],
])('refuses a strategy with a bad %s (%#)', async (path, strategy) => {
  const { errors } = await wish('deployModel', { modelId: 'any', strategy });
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_ERROR', details: [{ path }] });
});
