/** What races with archiving and deleting, and what a process leaves behind that dies in between. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from '@jest/globals';
import { awsClients } from '../../subgraphs/registry/aws-clients.ts';
import { versionDeleted } from '../../subgraphs/registry/domain/events.ts';
import type { Model, ModelVersion } from '../../subgraphs/registry/domain/model.ts';
import { dynamoTable } from '../../subgraphs/registry/dynamo/dynamo-client.ts';
import { dynamoRegistryStore } from '../../subgraphs/registry/dynamo/dynamo-registry-store.ts';
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
import { eventually, register, startRegistry } from './start-registry.ts';

const { as, cloud } = await startRegistry();
/** Another process on the same table. */
const clients = awsClients();
const store = dynamoRegistryStore(dynamoTable(clients.dynamo, cloud.environment.TABLE_NAME ?? ''));
afterAll(() => clients.destroy());
const member = as('team-a');
const archive = (modelId: string, version?: string) => act(member, 'archive', modelId, version);
const restore = (modelId: string, version?: string) => act(member, 'restore', modelId, version);
const remove = (modelId: string, version?: string) => act(member, 'delete', modelId, version);

const decideApproval =
  'mutation ($input: DecideApprovalInput!) { decideApproval(input: $input) { modelVersion { version } } }';

describe('races', () => {
  /** How long archiving or deleting is ahead, in milliseconds: it needs longer to decide, and shall win some rounds. */
  const headStarts = [0, 5, 10, 20, 40, 80];

  it.each(['archive', 'delete'] as const)('%s against deploy: one wins, and the other is told', async (action) => {
    for (const headStart of headStarts) {
      const modelId = await registerAll(member, `${action}-against-deploy-${headStart}`, '1.0.0');
      const [acted, deployed] = await Promise.all([
        act(member, action, modelId, '1.0.0'),
        sleep(headStart).then(() => requestDeployment(member, modelId, '1.0.0')),
      ]);
      expect([acted, deployed].filter(isOk)).toHaveLength(1);
      const model = await modelOf(member, modelId);
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
    }
  });

  it('archive against approve: one after the other, and an archived version is never decided on', async () => {
    for (const headStart of headStarts) {
      const modelId = await registerAll(member, `archive-against-approve-${headStart}`, '1.0.0');
      const input = { modelId, version: '1.0.0', decision: 'APPROVED' };
      const [archived, decided] = await Promise.all([
        archive(modelId, '1.0.0'),
        sleep(headStart).then(() => as('admin').request(decideApproval, { input })),
      ]);
      expect(isOk(archived)).toBe(true);
      const { version } = (
        await member.request(`{ model(id: "${modelId}") { version(version: "1.0.0") { status approval { status } } } }`)
      ).data.model;
      if (!isOk(decided)) expect(codeOf(decided)).toBe('CONFLICT');
      expect(version).toEqual({ status: 'ARCHIVED', approval: { status: isOk(decided) ? 'APPROVED' : 'PENDING' } });
    }
  });

  it('delete against an alias: no alias ever names what is gone', async () => {
    for (const headStart of headStarts) {
      const modelId = await registerAll(member, `delete-against-alias-${headStart}`, '1.0.0', '2.0.0');
      const [removed, named] = await Promise.all([
        remove(modelId, '1.0.0'),
        sleep(headStart).then(() => nameChampion(member, modelId, '1.0.0')),
      ]);
      expect([removed, named].filter(isOk)).toHaveLength(1);
      const { data } = await member.request(
        `{ model(id: "${modelId}") { alias(name: "champion") { version } aliases { modelVersion { version deletedAt } } } }`,
      );
      if (isOk(removed)) expect(data.model).toEqual({ alias: null, aliases: [] });
      else expect(data.model.aliases).toEqual([{ modelVersion: { version: '1.0.0', deletedAt: null } }]);
    }
  });

  it('deleting all versions at once leaves no model, and one that is registered meanwhile is not lost', async () => {
    const versions = ['1.0.0', '1.1.0', '1.2.0', '1.3.0', '1.4.0'];
    const modelId = await registerAll(member, 'all-at-once', ...versions);
    const before = await statisticsOf(member);
    expect((await Promise.all(versions.map((version) => remove(modelId, version)))).every(isOk)).toBe(true);
    expect(await modelOf(member, modelId)).toBeNull();
    expect(await statisticsOf(member)).toMatchObject({ totalModels: before.totalModels - 1 });

    await register(member, { modelId, version: '2.0.0' });
    const [removed, added] = await Promise.all([
      remove(modelId, '2.0.0'),
      register(member, { modelId, version: '1.9.0' }),
    ]);
    expect([removed, added].every(isOk)).toBe(true);
    const model = await eventually(() => modelOf(member, modelId));
    expect(model).toMatchObject({ latestVersion: { version: '1.9.0' }, versions: { nodes: [{ version: '1.9.0' }] } });
    expect(await statisticsOf(member)).toMatchObject({ totalModels: before.totalModels });
  });

  it('the latest version is right after any number of changes at once', async () => {
    const versions = ['1.0.0', '1.1.0', '1.2.0', '2.0.0-beta.1', '1.3.0', '1.4.0'];
    const modelId = await registerAll(member, 'shuffled', ...versions);
    const answers = await Promise.all([
      remove(modelId, '1.4.0'),
      archive(modelId, '1.3.0'),
      remove(modelId, '1.1.0'),
      archive(modelId, '1.2.0').then(() => restore(modelId, '1.2.0')),
      register(member, { modelId, version: '1.2.1' }),
    ]);
    expect(answers.every(isOk)).toBe(true);
    await eventually(async () => (await modelOf(member, modelId)).latestVersion.version === '1.2.1');
  });
});

describe('a process that dies after the commit', () => {
  it('leaves a pointer that the relay moves to the latest version', async () => {
    const modelId = await registerAll(member, 'half-done', '1.0.0', '3.0.0');
    const [model] = (await store.models([modelId])) as [Model];
    const [becomes, before] = (await store.versions([
      { modelId, version: '1.0.0' },
      { modelId, version: '3.0.0' },
    ])) as [ModelVersion, ModelVersion];
    // Registered after the dying process has looked for what is left; it gives way to 3.0.0.
    await store.commit({ version: { after: { ...becomes, version: '2.0.0' } }, events: [] });
    const at = new Date().toISOString();
    const after = { ...before, deletedAt: at, revision: before.revision + 1 };
    const outcome = await store.commit({
      deletion: { before, after },
      latest: { model, becomes, at },
      events: [versionDeleted(after, 'someone', 'because', at)],
    });
    expect(outcome).toBe('COMMITTED');
    await eventually(async () => (await modelOf(member, modelId)).latestVersion.version === '2.0.0');
  });

  it('never makes what is deleted the latest, however late it comes', async () => {
    const modelId = await registerAll(member, 'late', '1.0.0', '2.0.0');
    await remove(modelId, '2.0.0');
    await store.raiseLatestVersion({ modelId, version: '2.0.0' });
    expect((await modelOf(member, modelId)).latestVersion.version).toBe('1.0.0');
  });
});
