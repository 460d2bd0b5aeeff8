/** Archiving, restoring and deleting versions, what races with it, and the audit trail of it all. */
import { afterAll, describe, expect, it } from '@jest/globals';
import { awsClients } from '../../subgraphs/registry/aws-clients.ts';
import { versionDeleted } from '../../subgraphs/registry/domain/events.ts';
import type { Model, ModelVersion } from '../../subgraphs/registry/domain/model.ts';
import { dynamoTable } from '../../subgraphs/registry/dynamo-client.ts';
import { dynamoRegistryStore } from '../../subgraphs/registry/dynamo-registry-store.ts';
import {
  type Answer,
  type Caller,
  claim,
  deploy,
  eventually,
  fails,
  register,
  serves,
  startRegistry,
} from './start-registry.ts';

const { as, cloud } = await startRegistry();
const member = as('team-a');
const stranger = as('team-b');
const deployer = as('deployer');
/** Another process on the same table. */
const clients = awsClients();
const store = dynamoRegistryStore(dynamoTable(clients.dynamo, cloud.environment.TABLE_NAME ?? ''));
afterAll(() => clients.destroy());

type Action = 'archive' | 'restore' | 'delete';

const act = (caller: Caller, action: Action, modelId: string, version: string, more = {}): Promise<Answer> => {
  const name = `${action}ModelVersion`;
  const type = `${action.charAt(0).toUpperCase()}${action.slice(1)}ModelVersionInput`;
  return caller.request(
    `mutation ($input: ${type}!) { ${name}(input: $input) { modelVersion { version status deletedAt model { id } } } }`,
    { input: { modelId, version, reason: 'because', ...more } },
  );
};
const archive = (modelId: string, version = '1.0.0') => act(member, 'archive', modelId, version);
const restore = (modelId: string, version = '1.0.0') => act(member, 'restore', modelId, version);
const remove = (modelId: string, version = '1.0.0') => act(member, 'delete', modelId, version);

const setAlias = (modelId: string, version: string, alias = 'champion'): Promise<Answer> =>
  member.request('mutation ($input: SetModelAliasInput!) { setModelAlias(input: $input) { move { sequence } } }', {
    input: { modelId, version, alias },
  });

const requestDeployment = (modelId: string, version: string): Promise<Answer> =>
  member.request('mutation ($input: DeployModelInput!) { deployModel(input: $input) { deployment { id } } }', {
    input: { modelId, version },
  });

async function registered(modelId: string, ...versions: string[]): Promise<string> {
  for (const version of versions) await register(member, { modelId, version });
  return modelId;
}

async function modelOf(modelId: string, caller = member) {
  const { data } = await caller.request(
    `{ model(id: "${modelId}") { latestVersion { version status } versions { nodes { version status } } } }`,
  );
  return data.model;
}

async function listed(filter: string): Promise<string[]> {
  const { data } = await member.request(`{ models(filter: { ${filter} }, first: 100) { nodes { id } } }`);
  return data.models.nodes.map(({ id }: { id: string }) => id);
}

async function statistics() {
  const { data } = await member.request('{ registryStatistics { totalModels totalVersions byStatus { name count } } }');
  const { byStatus, ...totals } = data.registryStatistics;
  const archived = byStatus.find(({ name }: { name: string }) => name === 'ARCHIVED')?.count ?? 0;
  return { ...totals, archived };
}

async function audit(modelId: string, page = '', caller = member) {
  const { data } = await caller.request(
    `{ auditTrail(modelId: "${modelId}" ${page}) {
         nodes { id at who code what reason version } pageInfo { hasNextPage endCursor } } }`,
  );
  return data.auditTrail;
}

const codeOf = ({ errors }: Answer): string | undefined => errors?.[0]?.extensions.code;
const isOk = ({ errors }: Answer): boolean => errors === undefined;

describe('an archived version', () => {
  it('is out of use until it is restored, and the latest only when there is nothing else', async () => {
    const modelId = await registered('archived', '1.0.0', '2.0.0');
    const before = await statistics();
    const { data } = await archive(modelId, '2.0.0');
    expect(data.archiveModelVersion.modelVersion).toMatchObject({ version: '2.0.0', status: 'ARCHIVED' });
    expect(await modelOf(modelId)).toEqual({
      latestVersion: { version: '1.0.0', status: 'REGISTERED' },
      versions: {
        nodes: [
          { version: '2.0.0', status: 'ARCHIVED' },
          { version: '1.0.0', status: 'REGISTERED' },
        ],
      },
    });
    expect(await statistics()).toEqual({ ...before, archived: before.archived + 1 });
    expect(await listed('status: ARCHIVED')).toContain(modelId);
    expect(codeOf(await requestDeployment(modelId, '2.0.0'))).toBe('CONFLICT');
    expect(codeOf(await archive(modelId, '2.0.0'))).toBe('CONFLICT');
    expect(codeOf(await setAlias(modelId, '2.0.0'))).toBe('CONFLICT');

    await archive(modelId, '1.0.0');
    expect((await modelOf(modelId)).latestVersion).toEqual({ version: '2.0.0', status: 'ARCHIVED' });
    await register(member, { modelId, version: '0.1.0-beta' });
    expect((await modelOf(modelId)).latestVersion.version).toBe('0.1.0-beta');

    const restored = await restore(modelId, '1.0.0');
    expect(restored.data.restoreModelVersion.modelVersion.status).toBe('REGISTERED');
    expect((await modelOf(modelId)).latestVersion.version).toBe('1.0.0');
    await restore(modelId, '2.0.0');
    expect((await modelOf(modelId)).latestVersion.version).toBe('2.0.0');
    expect(codeOf(await restore(modelId, '2.0.0'))).toBe('CONFLICT');
    expect((await statistics()).archived).toBe(before.archived);
  });

  it('goes back to the status it had', async () => {
    const modelId = await registered('failed', '1.0.0');
    const report = await claim(deployer, await deploy(member, modelId));
    await report(fails);
    expect((await archive(modelId)).errors).toBeUndefined();
    expect((await restore(modelId)).data.restoreModelVersion.modelVersion.status).toBe('FAILED');
  });
});

describe('a deleted version', () => {
  it('is gone from look-ups, lists and statistics, and its number is not used again', async () => {
    const modelId = await registered('deleted', '1.0.0', '2.0.0');
    await register(member, { modelId, version: '3.0.0', framework: 'caffe' });
    const before = await statistics();
    const { data } = await remove(modelId, '3.0.0');
    expect(data.deleteModelVersion.modelVersion).toMatchObject({ version: '3.0.0', deletedAt: expect.any(String) });
    expect((await modelOf(modelId)).latestVersion.version).toBe('2.0.0');
    expect((await modelOf(modelId)).versions.nodes).toHaveLength(2);
    const { data: found } = await member.request(
      `{ model(id: "${modelId}") { version(version: "3.0.0") { version } } }`,
    );
    expect(found.model.version).toBeNull();
    expect(await listed('framework: "caffe"')).toEqual([]);
    expect(await statistics()).toEqual({ ...before, totalVersions: before.totalVersions - 1 });
    const { errors } = await register(member, { modelId, version: '3.0.0' });
    expect(errors?.[0]).toMatchObject({
      message: 'Model version was deleted, and its number is not used again',
      extensions: { code: 'DUPLICATE_RESOURCE' },
    });
    expect(codeOf(await remove(modelId, '3.0.0'))).toBe('NOT_FOUND');
    expect(codeOf(await requestDeployment(modelId, '3.0.0'))).toBe('NOT_FOUND');
    expect((await member.request(`{ model(id: "${modelId}") { id } }`)).data.model.id).toBe(modelId);
  });

  it('is still named by the deployments it had', async () => {
    const modelId = await registered('remembered', '1.0.0', '2.0.0');
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
    const modelId = await registered('last', '1.0.0');
    const before = await statistics();
    const { data } = await remove(modelId);
    expect(data.deleteModelVersion.modelVersion.model.id).toBe(modelId);
    expect(await modelOf(modelId)).toBeNull();
    expect(await listed('search: "last"')).not.toContain(modelId);
    const { totalModels, totalVersions } = before;
    expect(await statistics()).toMatchObject({ totalModels: totalModels - 1, totalVersions: totalVersions - 1 });
    expect(codeOf(await requestDeployment(modelId, '1.0.0'))).toBe('NOT_FOUND');
    expect(codeOf(await register(stranger, { modelId, version: '2.0.0', teamId: 'team-b' }))).toBe(
      'DUPLICATE_RESOURCE',
    );
    expect(codeOf(await register(member, { modelId, version: '1.0.0' }))).toBe('DUPLICATE_RESOURCE');

    expect(isOk(await register(member, { modelId, version: '0.9.0' }))).toBe(true);
    expect((await modelOf(modelId)).latestVersion.version).toBe('0.9.0');
    expect(await listed('search: "last"')).toContain(modelId);
    expect(await statistics()).toEqual(before);
  });

  it('is deleted once by the same key and input', async () => {
    const modelId = await registered('deleted-once', '1.0.0');
    const again = { idempotencyKey: 'deleted-once' };
    const first = await act(member, 'delete', modelId, '1.0.0', again);
    expect(first.errors).toBeUndefined();
    expect((await act(member, 'delete', modelId, '1.0.0', again)).data).toEqual(first.data);
    expect(codeOf(await act(member, 'delete', modelId, '1.0.0', { ...again, reason: 'another' }))).toBe('CONFLICT');
  });
});

describe('what is in use', () => {
  it('can be neither archived nor deleted: while it is deployed, and while a deployment is under way', async () => {
    const modelId = await registered('in-use', '1.0.0');
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
    const modelId = await registered('named', '1.0.0', '2.0.0');
    await setAlias(modelId, '1.0.0');
    for (const { errors } of [await archive(modelId), await remove(modelId)]) {
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', aliases: ['champion'] });
    }
    await setAlias(modelId, '2.0.0');
    expect(isOk(await remove(modelId))).toBe(true);
  });
});

describe('races', () => {
  const rounds = Array.from({ length: 6 }, (_, round) => round);

  it.each(['archive', 'delete'] as const)('%s against deploy: one wins, and the other is told', async (action) => {
    await Promise.all(
      rounds.map(async (round) => {
        const modelId = await registered(`${action}-against-deploy-${round}`, '1.0.0');
        // Each is sent first in every other round.
        const early = round % 2 ? requestDeployment(modelId, '1.0.0') : undefined;
        const [acted, deployed] = await Promise.all([
          act(member, action, modelId, '1.0.0'),
          early ?? requestDeployment(modelId, '1.0.0'),
        ]);
        expect([acted, deployed].filter(isOk)).toHaveLength(1);
        const model = await modelOf(modelId);
        if (isOk(deployed)) {
          expect(codeOf(acted)).toBe('CONFLICT');
          expect(model.latestVersion.status).toBe('DEPLOYING');
        } else if (action === 'archive') {
          expect(codeOf(deployed)).toBe('CONFLICT');
          expect(model.latestVersion.status).toBe('ARCHIVED');
        } else {
          expect(codeOf(deployed)).toBe('NOT_FOUND');
          expect(model).toBeNull();
        }
      }),
    );
  });

  it('delete against an alias: no alias ever names what is gone', async () => {
    await Promise.all(
      rounds.map(async (round) => {
        const modelId = await registered(`delete-against-alias-${round}`, '1.0.0', '2.0.0');
        const answers = await Promise.all([remove(modelId, '1.0.0'), setAlias(modelId, '1.0.0')]);
        expect(answers.filter(isOk)).toHaveLength(1);
        const { data } = await member.request(
          `{ model(id: "${modelId}") { alias(name: "champion") { version } aliases { modelVersion { version deletedAt } } } }`,
        );
        if (answers[0] && isOk(answers[0])) expect(data.model).toEqual({ alias: null, aliases: [] });
        else expect(data.model.aliases).toEqual([{ modelVersion: { version: '1.0.0', deletedAt: null } }]);
      }),
    );
  });

  it('deleting all versions at once leaves no model, and one that is registered meanwhile is not lost', async () => {
    const versions = ['1.0.0', '1.1.0', '1.2.0', '1.3.0', '1.4.0'];
    const modelId = await registered('all-at-once', ...versions);
    const before = await statistics();
    expect((await Promise.all(versions.map((version) => remove(modelId, version)))).every(isOk)).toBe(true);
    expect(await modelOf(modelId)).toBeNull();
    expect(await statistics()).toMatchObject({ totalModels: before.totalModels - 1 });

    await register(member, { modelId, version: '2.0.0' });
    const [removed, added] = await Promise.all([
      remove(modelId, '2.0.0'),
      register(member, { modelId, version: '1.9.0' }),
    ]);
    expect([removed, added].every(isOk)).toBe(true);
    const model = await eventually(() => modelOf(modelId));
    expect(model).toMatchObject({ latestVersion: { version: '1.9.0' }, versions: { nodes: [{ version: '1.9.0' }] } });
    expect(await statistics()).toMatchObject({ totalModels: before.totalModels });
  });

  it('the latest version is right after any number of changes at once', async () => {
    const versions = ['1.0.0', '1.1.0', '1.2.0', '2.0.0-beta.1', '1.3.0', '1.4.0'];
    const modelId = await registered('shuffled', ...versions);
    const answers = await Promise.all([
      remove(modelId, '1.4.0'),
      archive(modelId, '1.3.0'),
      remove(modelId, '1.1.0'),
      archive(modelId, '1.2.0').then(() => restore(modelId, '1.2.0')),
      register(member, { modelId, version: '1.2.1' }),
    ]);
    expect(answers.every(isOk)).toBe(true);
    await eventually(async () => (await modelOf(modelId)).latestVersion.version === '1.2.1');
  });
});

describe('a process that dies after the commit', () => {
  it('leaves a pointer that the relay moves to the latest version', async () => {
    const modelId = await registered('half-done', '1.0.0', '3.0.0');
    const [model] = (await store.models([modelId])) as [Model];
    const [becomes, before] = (await store.versions([
      { modelId, version: '1.0.0' },
      { modelId, version: '3.0.0' },
    ])) as [ModelVersion, ModelVersion];
    // Registered after the dying process has looked for what is left; it gives way to 3.0.0.
    await register(member, { modelId, version: '2.0.0' });
    const at = new Date().toISOString();
    const after = { ...before, deletedAt: at, revision: before.revision + 1 };
    const outcome = await store.commit({
      deletion: { before, after },
      latest: { model, becomes, at },
      events: [versionDeleted(after, 'someone', 'because', at)],
    });
    expect(outcome).toBe('COMMITTED');
    await eventually(async () => (await modelOf(modelId)).latestVersion.version === '2.0.0');
  });

  it('never makes what is deleted the latest, however late it comes', async () => {
    const modelId = await registered('late', '1.0.0', '2.0.0');
    await remove(modelId, '2.0.0');
    await store.raiseLatestVersion({ modelId, version: '2.0.0' });
    expect((await modelOf(modelId)).latestVersion.version).toBe('1.0.0');
  });
});

describe('the audit trail', () => {
  it('says who did what to which version, when and why, the newest first, page by page', async () => {
    const modelId = await registered('audited', '1.0.0', '2.0.0');
    await setAlias(modelId, '1.0.0');
    await setAlias(modelId, '2.0.0');
    await act(member, 'archive', modelId, '1.0.0', { reason: 'superseded' });
    await act(member, 'restore', modelId, '1.0.0', { reason: 'still needed' });
    const report = await claim(deployer, await deploy(member, modelId, '1.0.0'));
    await report({ ...fails, message: 'no such operator' });
    await act(as('admin'), 'delete', modelId, '1.0.0', { reason: 'broken' });

    const { nodes } = await audit(modelId);
    const user = 'user-of-team-a';
    expect(nodes.map(({ code, version, reason, who }: Record<string, string>) => [code, version, reason, who])).toEqual(
      [
        ['VERSION_DELETED', '1.0.0', 'broken', 'user-of-admin'],
        ['DEPLOYMENT_FAILED', '1.0.0', 'LOAD_ERROR: no such operator', 'deployer-1'],
        ['DEPLOYMENT_REQUESTED', '1.0.0', null, user],
        ['VERSION_RESTORED', '1.0.0', 'still needed', user],
        ['VERSION_ARCHIVED', '1.0.0', 'superseded', user],
        ['ALIAS_SET', '2.0.0', null, user],
        ['ALIAS_SET', '1.0.0', null, user],
        ['VERSION_REGISTERED', '2.0.0', null, user],
        ['VERSION_REGISTERED', '1.0.0', null, user],
      ],
    );
    expect(nodes[5].what).toBe('Made the alias champion name 2.0.0 instead of 1.0.0');
    const times = nodes.map(({ at }: { at: string }) => at);
    expect(times).toEqual([...times].sort().reverse());

    const seen: string[] = [];
    for (let after = ''; ; ) {
      const page = await audit(modelId, `first: 4 ${after}`);
      seen.push(...page.nodes.map(({ id }: { id: string }) => id));
      if (!page.pageInfo.hasNextPage) break;
      after = `after: "${page.pageInfo.endCursor}"`;
    }
    expect(seen).toEqual(nodes.map(({ id }: { id: string }) => id));
    const { data } = await member.request(`{ model(id: "${modelId}") { auditTrail(first: 1) { nodes { id } } } }`);
    expect(data.model.auditTrail.nodes).toEqual([{ id: nodes[0].id }]);
  });

  it('outlives the model, and is for those who could see it', async () => {
    const modelId = await registered('outlived', '1.0.0');
    await remove(modelId);
    expect((await audit(modelId)).nodes).toMatchObject([{ code: 'VERSION_DELETED' }, { code: 'VERSION_REGISTERED' }]);
    expect(await audit(modelId, '', stranger)).toBeNull();
    expect(await audit('never-there')).toBeNull();
  });
});

describe('access and input', () => {
  it.each(['archive', 'restore', 'delete'] as const)('to others there is nothing to %s', async (action) => {
    await registered('not-yours', '1.0.0');
    expect(codeOf(await act(stranger, action, 'not-yours', '1.0.0'))).toBe('NOT_FOUND');
    expect(codeOf(await act(member, action, 'not-yours', '9.9.9'))).toBe('NOT_FOUND');
    expect((await modelOf('not-yours')).latestVersion.status).toBe('REGISTERED');
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

  it.each([
    ['modelId', 'modelId: "?"'],
    ['first', 'modelId: "not-yours", first: 0'],
    ['first', 'modelId: "not-yours", first: 101'],
    ['after', 'modelId: "not-yours", after: "garbled"'],
  ])('%s of an audit trail is refused when it is bad (%#)', async (path, request) => {
    const { errors } = await member.request(`{ auditTrail(${request}) { nodes { id } } }`);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_ERROR', details: [{ path }] });
  });
});
