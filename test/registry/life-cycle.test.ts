/** Archiving, restoring and deleting versions, and what stands in the way of it. */
import { describe, expect, it } from '@jest/globals';
import {
  act,
  codeOf,
  isOk,
  modelOf,
  nameChampion,
  registerAll,
  requestDeployment,
  statisticsOf,
} from './life-cycle-requests.ts';
import { claim, deploy, fails, register, serves, startRegistry } from './start-registry.ts';

const { as } = await startRegistry();
const stranger = as('team-b');
const deployer = as('deployer');
const member = as('team-a');
const archive = (modelId: string, version?: string) => act(member, 'archive', modelId, version);
const restore = (modelId: string, version?: string) => act(member, 'restore', modelId, version);
const remove = (modelId: string, version?: string) => act(member, 'delete', modelId, version);

async function listed(filter: string): Promise<string[]> {
  const { data } = await member.request(`{ models(filter: { ${filter} }, first: 100) { nodes { id } } }`);
  return data.models.nodes.map(({ id }: { id: string }) => id);
}

describe('an archived version', () => {
  it('is out of use until it is restored, and the latest only when there is nothing else', async () => {
    const modelId = await registerAll(member, 'archived', '1.0.0', '2.0.0');
    const before = await statisticsOf(member);
    const { data } = await archive(modelId, '2.0.0');
    expect(data.archiveModelVersion.modelVersion).toMatchObject({ version: '2.0.0', status: 'ARCHIVED' });
    expect(await modelOf(member, modelId)).toEqual({
      latestVersion: { version: '1.0.0', status: 'REGISTERED' },
      versions: {
        nodes: [
          { version: '2.0.0', status: 'ARCHIVED' },
          { version: '1.0.0', status: 'REGISTERED' },
        ],
      },
    });
    expect(await statisticsOf(member)).toEqual({ ...before, archived: before.archived + 1 });
    expect(await listed('status: ARCHIVED')).toContain(modelId);
    expect(codeOf(await requestDeployment(member, modelId, '2.0.0'))).toBe('CONFLICT');
    expect(codeOf(await archive(modelId, '2.0.0'))).toBe('CONFLICT');
    expect(codeOf(await nameChampion(member, modelId, '2.0.0'))).toBe('CONFLICT');

    await archive(modelId, '1.0.0');
    expect((await modelOf(member, modelId)).latestVersion).toEqual({ version: '2.0.0', status: 'ARCHIVED' });
    await register(member, { modelId, version: '0.1.0-beta' });
    expect((await modelOf(member, modelId)).latestVersion.version).toBe('0.1.0-beta');

    const restored = await restore(modelId, '1.0.0');
    expect(restored.data.restoreModelVersion.modelVersion.status).toBe('REGISTERED');
    expect((await modelOf(member, modelId)).latestVersion.version).toBe('1.0.0');
    await restore(modelId, '2.0.0');
    expect((await modelOf(member, modelId)).latestVersion.version).toBe('2.0.0');
    expect(codeOf(await restore(modelId, '2.0.0'))).toBe('CONFLICT');
    expect((await statisticsOf(member)).archived).toBe(before.archived);
  });

  it('goes back to the status it had', async () => {
    const modelId = await registerAll(member, 'failed', '1.0.0');
    const report = await claim(deployer, await deploy(member, modelId));
    await report(fails);
    expect((await archive(modelId)).errors).toBeUndefined();
    expect((await restore(modelId)).data.restoreModelVersion.modelVersion.status).toBe('FAILED');
  });
});

describe('a deleted version', () => {
  it('is gone from look-ups, lists and statistics, and its number is not used again', async () => {
    const modelId = await registerAll(member, 'deleted', '1.0.0', '2.0.0');
    await register(member, { modelId, version: '3.0.0', framework: 'caffe' });
    const before = await statisticsOf(member);
    const { data } = await remove(modelId, '3.0.0');
    expect(data.deleteModelVersion.modelVersion).toMatchObject({ version: '3.0.0', deletedAt: expect.any(String) });
    expect((await modelOf(member, modelId)).latestVersion.version).toBe('2.0.0');
    expect((await modelOf(member, modelId)).versions.nodes).toHaveLength(2);
    const { data: found } = await member.request(
      `{ model(id: "${modelId}") { version(version: "3.0.0") { version } } }`,
    );
    expect(found.model.version).toBeNull();
    expect(await listed('framework: "caffe"')).toEqual([]);
    expect(await statisticsOf(member)).toEqual({ ...before, totalVersions: before.totalVersions - 1 });
    const { errors } = await register(member, { modelId, version: '3.0.0' });
    expect(errors?.[0]).toMatchObject({
      message: 'Model version was deleted, and its number is not used again',
      extensions: { code: 'DUPLICATE_RESOURCE' },
    });
    expect(codeOf(await remove(modelId, '3.0.0'))).toBe('NOT_FOUND');
    expect(codeOf(await requestDeployment(member, modelId, '3.0.0'))).toBe('NOT_FOUND');
    expect((await member.request(`{ model(id: "${modelId}") { id } }`)).data.model.id).toBe(modelId);
  });

  it('is still named by the deployments it had', async () => {
    const modelId = await registerAll(member, 'remembered', '1.0.0', '2.0.0');
    const deploymentId = await deploy(member, modelId, '1.0.0');
    const report = await claim(deployer, deploymentId);
    await report(fails);
    await remove(modelId, '1.0.0');
    const { data, errors } = await member.request(
      `{ deployment(id: "${deploymentId}") { status modelVersion { version deletedAt model { id } } } }`,
    );
    expect(errors).toBeUndefined();
    expect(data.deployment).toEqual({
      status: 'FAILED',
      modelVersion: { version: '1.0.0', deletedAt: expect.any(String), model: { id: modelId } },
    });
  });

  it("takes the model along when it was the last; the id stays the team's", async () => {
    const modelId = await registerAll(member, 'last', '1.0.0');
    const before = await statisticsOf(member);
    const { data } = await remove(modelId);
    expect(data.deleteModelVersion.modelVersion.model.id).toBe(modelId);
    expect(await modelOf(member, modelId)).toBeNull();
    expect(await listed('search: "last"')).not.toContain(modelId);
    const { totalModels, totalVersions } = before;
    expect(await statisticsOf(member)).toMatchObject({
      totalModels: totalModels - 1,
      totalVersions: totalVersions - 1,
    });
    expect(codeOf(await requestDeployment(member, modelId, '1.0.0'))).toBe('NOT_FOUND');
    expect(codeOf(await register(stranger, { modelId, version: '2.0.0', teamId: 'team-b' }))).toBe(
      'DUPLICATE_RESOURCE',
    );
    expect(codeOf(await register(member, { modelId, version: '1.0.0' }))).toBe('DUPLICATE_RESOURCE');

    expect(isOk(await register(member, { modelId, version: '0.9.0' }))).toBe(true);
    expect((await modelOf(member, modelId)).latestVersion.version).toBe('0.9.0');
    expect(await listed('search: "last"')).toContain(modelId);
    expect(await statisticsOf(member)).toEqual(before);
  });
});

describe('the same key and input', () => {
  it.each(['archive', 'restore', 'delete'] as const)('%s once', async (action) => {
    const modelId = await registerAll(member, `${action}-once`, '1.0.0');
    if (action === 'restore') await archive(modelId);
    const again = { idempotencyKey: `${action}-once` };
    const first = await act(member, action, modelId, '1.0.0', again);
    expect(first.errors).toBeUndefined();
    expect((await act(member, action, modelId, '1.0.0', again)).data).toEqual(first.data);
    expect(codeOf(await act(member, action, modelId, '1.0.0', { ...again, reason: 'another' }))).toBe('CONFLICT');
    const { data } = await member.request(`{ auditTrail(modelId: "${modelId}") { nodes { code } } }`);
    expect(data.auditTrail.nodes).toHaveLength(action === 'restore' ? 3 : 2);
  });
});

describe('what is in use', () => {
  it('can be neither archived nor deleted: while it is deployed, and while a deployment is under way', async () => {
    const modelId = await registerAll(member, 'in-use', '1.0.0');
    const deploymentId = await deploy(member, modelId);
    const refusals = async () => [await archive(modelId), await remove(modelId)];
    for (const { errors } of await refusals()) {
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', deploymentId });
    }
    const report = await claim(deployer, deploymentId);
    await report(serves);
    for (const answer of await refusals()) expect(codeOf(answer)).toBe('CONFLICT');
    await report({ ...fails, message: 'the endpoint is gone' });
    expect(isOk(await archive(modelId))).toBe(true);
    expect(isOk(await remove(modelId))).toBe(true);
  });

  it('can be neither archived nor deleted while an alias names it', async () => {
    const modelId = await registerAll(member, 'named', '1.0.0', '2.0.0');
    await nameChampion(member, modelId, '1.0.0');
    for (const { errors } of [await archive(modelId), await remove(modelId)]) {
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', aliases: ['champion'] });
    }
    await nameChampion(member, modelId, '2.0.0');
    expect(isOk(await remove(modelId))).toBe(true);
  });
});

describe('access and input', () => {
  it.each(['archive', 'restore', 'delete'] as const)('to others there is nothing to %s', async (action) => {
    await registerAll(member, 'not-yours', '1.0.0');
    expect(codeOf(await act(stranger, action, 'not-yours', '1.0.0'))).toBe('NOT_FOUND');
    expect(codeOf(await act(member, action, 'not-yours', '9.9.9'))).toBe('NOT_FOUND');
    expect((await modelOf(member, 'not-yours')).latestVersion.status).toBe('REGISTERED');
  });

  const actions = ['archive', 'restore', 'delete'] as const;
  const faults = [
    ['input.modelId', { modelId: 'Not An Id' }],
    ['input.version', { version: 'v1' }],
    ['input.reason', { reason: '' }],
    ['input.reason', { reason: 'a'.repeat(1025) }],
    ['input.idempotencyKey', { idempotencyKey: '' }],
    ['input.idempotencyKey', { idempotencyKey: 'a'.repeat(129) }],
  ] as const;
  it.each(actions.flatMap((action) => faults.map(([path, changes]) => [action, path, changes] as const)))(
    '%s: %s is refused when it is bad (%#)',
    async (action, path, changes) => {
      const { errors } = await act(member, action, 'not-yours', '1.0.0', changes);
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_ERROR', details: [{ path }] });
    },
  );
});
