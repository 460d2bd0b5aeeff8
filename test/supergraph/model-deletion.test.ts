/** A model that is deleted with all its versions, through the router: seen nowhere, counted nowhere, whatever races with it or dies. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from '@jest/globals';
import { awsClients } from '../../subgraphs/registry/aws-clients.ts';
import type { Model } from '../../subgraphs/registry/domain/model.ts';
import { removeVersions } from '../../subgraphs/registry/domain/model-deletion.ts';
import { dynamoTable } from '../../subgraphs/registry/dynamo/dynamo-client.ts';
import { dynamoRegistryStore } from '../../subgraphs/registry/dynamo/dynamo-registry-store.ts';
import { eventually, requestsTo } from './requests.ts';
import { startSupergraph } from './start-in-process.ts';

const { ask, done, codeOf } = requestsTo(await startSupergraph());
/** Another process on the same table. */
const clients = awsClients();
const store = dynamoRegistryStore(dynamoTable(clients.dynamo, process.env.TABLE_NAME ?? ''));
afterAll(() => clients.destroy());

async function register(modelId: string, ...versions: string[]): Promise<string> {
  const mutation =
    'mutation ($input: RegisterModelInput!) { registerModel(input: $input) { modelVersion { version } } }';
  const input = {
    modelId,
    framework: 'onnx',
    deploymentTarget: 'LAMBDA',
    teamId: 'team-a',
    artifactUri: 's3://elsewhere/m.onnx',
  };
  for (const version of versions) await done('team-a', mutation, { input: { ...input, version } });
  return modelId;
}

const deletion = (modelId: string) =>
  `mutation { deleteModel(input: { modelId: "${modelId}", reason: "retired" }) { modelId deletedAt } }`;
const deploying = (modelId: string) =>
  `mutation { deployModel(input: { modelId: "${modelId}" }) { deployment { id } } }`;
const statistics = async () =>
  (await done('team-a', '{ registryStatistics { totalModels totalVersions byStatus { name count } } }'))
    .registryStatistics;

describe('deleting a model', () => {
  it('takes it with its versions and aliases out of every query, list and count, and keeps its trail', async () => {
    const before = await statistics();
    const modelId = await register('deleted-model', '1.0.0', '1.1.0', '2.0.0-beta.1');
    await done(
      'team-a',
      `mutation { setModelAlias(input: { modelId: "${modelId}", alias: "champion", version: "1.0.0" }) { move { version } } }`,
    );
    expect(await codeOf('team-a', deletion(modelId))).toBe('FORBIDDEN');
    expect(await codeOf('team-b', deletion(modelId))).toBe('NOT_FOUND');
    const { deleteModel } = await done('admin', deletion(modelId));
    expect(deleteModel.modelId).toBe(modelId);

    expect(await done('team-a', `{ model(id: "${modelId}") { id } }`)).toEqual({ model: null });
    expect((await done('team-a', '{ models { nodes { id } } }')).models.nodes).not.toContainEqual({ id: modelId });
    expect((await done('team-a', '{ models(filter: { search: "deleted" }) { nodes { id } } }')).models.nodes).toEqual(
      [],
    );
    expect(await statistics()).toEqual(before);
    expect(await codeOf('admin', deletion(modelId))).toBe('NOT_FOUND');
    const { auditTrail } = await done(
      'team-a',
      `{ auditTrail(modelId: "${modelId}", first: 100) { nodes { code who reason version } } }`,
    );
    const codes = auditTrail.nodes.map(({ code }: { code: string }) => code);
    expect(codes.filter((code: string) => code === 'VERSION_DELETED')).toHaveLength(3);
    expect(auditTrail.nodes).toContainEqual({
      code: 'MODEL_DELETED',
      who: 'user-of-admin',
      reason: 'retired',
      version: null,
    });
  });

  it('leaves the id to its team and no number to anybody', async () => {
    const modelId = await register('named-again', '1.0.0');
    await done(
      'team-a',
      `mutation { setModelAlias(input: { modelId: "${modelId}", alias: "champion", version: "1.0.0" }) { move { version } } }`,
    );
    await done('admin', deletion(modelId));
    await expect(register(modelId, '1.0.0')).rejects.toMatchObject({
      errors: [{ extensions: { code: 'DUPLICATE_RESOURCE' } }],
    });
    await register(modelId, '1.0.1');
    const { model } = await done(
      'team-a',
      `{ model(id: "${modelId}") { latestVersion { version } versions { nodes { version } } aliases { alias } } }`,
    );
    expect(model).toEqual({
      latestVersion: { version: '1.0.1' },
      versions: { nodes: [{ version: '1.0.1' }] },
      aliases: [],
    });
    await done('admin', deletion(modelId));
    expect(await done('team-a', `{ model(id: "${modelId}") { id } }`)).toEqual({ model: null });
  });

  it('is refused while a version is being deployed', async () => {
    const modelId = await register('busy-model', '1.0.0', '0.9.0');
    await done('team-a', deploying(modelId));
    const { errors } = await ask('admin', deletion(modelId));
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'CONFLICT', version: '1.0.0' } });
    expect(
      (await done('team-a', `{ model(id: "${modelId}") { versions { nodes { version } } } }`)).model.versions.nodes,
    ).toHaveLength(2);
  });

  it('against deploy: one wins, and the other is told', async () => {
    for (const headStart of [0, 5, 10, 20, 40, 80]) {
      const modelId = await register(`delete-against-deploy-${headStart}`, '1.0.0');
      const [deleted, deployed] = await Promise.all([
        codeOf('admin', deletion(modelId)),
        sleep(headStart).then(() => codeOf('team-a', deploying(modelId))),
      ]);
      const { model } = await done('team-a', `{ model(id: "${modelId}") { latestVersion { status } } }`);
      if (deleted === undefined) expect([deployed, model]).toEqual(['NOT_FOUND', null]);
      else
        expect([deleted, deployed, model]).toEqual(['CONFLICT', undefined, { latestVersion: { status: 'DEPLOYING' } }]);
    }
  });

  it('goes on where a process died, and never takes what was registered since', async () => {
    const before = await statistics();
    const modelId = await register('half-deleted', '1.0.0', '1.1.0', '3.0.0');
    const [model] = (await store.models([modelId])) as [Model];
    const at = new Date().toISOString();
    expect(await store.commit({ removal: { model, at, by: 'who-died' }, events: [] })).toBe('COMMITTED');
    expect(await done('team-a', `{ model(id: "${modelId}") { id } }`)).toEqual({ model: null });
    await register(modelId, '2.0.0');
    const read = async () => (await done('team-a', `{ model(id: "${modelId}") { latestVersion { version } } }`)).model;
    await eventually(async () => (await read())?.latestVersion.version === '2.0.0');
    for (let times = 0; times < 2; times++) await removeVersions({ store, now: () => new Date() }, modelId);
    const { versions } = (await done('team-a', `{ model(id: "${modelId}") { versions { nodes { version } } } }`)).model;
    expect(versions.nodes).toEqual([{ version: '2.0.0' }]);
    expect(await statistics()).toMatchObject({
      totalModels: before.totalModels + 1,
      totalVersions: before.totalVersions + 1,
    });
  });
});
