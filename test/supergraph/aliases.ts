/** From a champion to its archive, through the router: deployed by alias, kept while in use, and written down. */
import { beforeAll, expect, it } from '@jest/globals';
import { type ModelgraphClient, ModelgraphError } from '../../client/client.ts';
import {
  AliasHistoryDocument,
  ArchiveModelVersionDocument,
  AuditTrailDocument,
  DeleteModelVersionDocument,
  DeployModelDocument,
  DeploymentStatusChangedDocument,
  ModelByAliasDocument,
  ModelVersionsDocument,
  RegisterModelDocument,
  RemoveModelAliasDocument,
  RestoreModelVersionDocument,
  SetModelAliasDocument,
} from '../../client/generated/operations.ts';
import { recommendationEngine } from './samples.ts';
import { keys, type StartedModelgraph } from './start-modelgraph.ts';

export function aliases(modelgraph: () => StartedModelgraph): void {
  const modelId = 'engine-with-aliases';
  let owner: ModelgraphClient;
  let stranger: ModelgraphClient;

  beforeAll(async () => {
    owner = modelgraph().client(keys.dataScience);
    stranger = modelgraph().client(keys.growth);
    for (const version of ['2.1.0', '2.2.0']) {
      await owner.request(RegisterModelDocument, { input: { ...recommendationEngine, modelId, version } });
    }
  });

  const codeOf = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'no error',
      (error) => (error instanceof ModelgraphError ? error.code : String(error)),
    );

  it('deploys the champion, keeps it while it serves, and archives and deletes what does not', async () => {
    const setAlias = (version: string, expectedVersion?: string) =>
      owner.request(SetModelAliasDocument, {
        input: { modelId, alias: 'champion', version, ...(expectedVersion && { expectedVersion }) },
      });
    await setAlias('2.1.0');
    const { deployModel } = await owner.request(DeployModelDocument, { input: { modelId, alias: 'champion' } });
    expect(deployModel.deployment.modelVersion.version).toBe('2.1.0');
    const statuses: string[] = [];
    for await (const { deploymentStatusChanged } of owner.subscribe(DeploymentStatusChangedDocument, {
      deploymentId: deployModel.deployment.id,
    })) {
      statuses.push(deploymentStatusChanged.status);
    }
    expect(statuses.at(-1)).toBe('DEPLOYED');

    const moved = await setAlias('2.2.0', '2.1.0');
    expect(moved.setModelAlias.move).toEqual({ sequence: 2, version: '2.2.0', previousVersion: '2.1.0' });
    expect(await codeOf(setAlias('2.1.0', '2.1.0'))).toBe('CONFLICT');
    const served = { modelId, version: '2.1.0', reason: 'replaced' };
    expect(await codeOf(owner.request(ArchiveModelVersionDocument, { input: served }))).toBe('CONFLICT');
    expect(await codeOf(owner.request(DeleteModelVersionDocument, { input: served }))).toBe('CONFLICT');

    const named = { modelId, version: '2.2.0', reason: 'drifts' };
    expect(await codeOf(owner.request(ArchiveModelVersionDocument, { input: named }))).toBe('CONFLICT');
    const { removeModelAlias } = await owner.request(RemoveModelAliasDocument, {
      input: { modelId, alias: 'champion' },
    });
    expect(removeModelAlias.move).toEqual({ sequence: 3, version: null, previousVersion: '2.2.0' });
    const archived = await owner.request(ArchiveModelVersionDocument, { input: named });
    expect(archived.archiveModelVersion.modelVersion).toEqual({ version: '2.2.0', status: 'ARCHIVED' });
    expect((await owner.request(ModelVersionsDocument, { id: modelId })).model?.latestVersion.version).toBe('2.1.0');
    await owner.request(RestoreModelVersionDocument, { input: named });
    expect((await owner.request(ModelVersionsDocument, { id: modelId })).model?.latestVersion.version).toBe('2.2.0');
    await owner.request(DeleteModelVersionDocument, { input: named });
    const { model } = await owner.request(ModelVersionsDocument, { id: modelId });
    expect(model?.versions.nodes.map(({ version }) => version)).toEqual(['2.1.0']);
  });

  it('answers who did what, to those who may see it', async () => {
    const { auditTrail } = await owner.request(AuditTrailDocument, { modelId });
    expect(auditTrail?.nodes.map(({ code }) => code).slice(0, 4)).toEqual([
      'VERSION_DELETED',
      'VERSION_RESTORED',
      'VERSION_ARCHIVED',
      'ALIAS_REMOVED',
    ]);
    const history = await owner.request(AliasHistoryDocument, { id: modelId, alias: 'champion' });
    expect(history.model?.aliasHistory.nodes.map(({ version }) => version)).toEqual([null, '2.2.0', '2.1.0']);

    expect((await stranger.request(AuditTrailDocument, { modelId })).auditTrail).toBeNull();
    expect((await stranger.request(ModelByAliasDocument, { id: modelId, alias: 'champion' })).model).toBeNull();
    const input = { modelId, alias: 'champion', version: '2.1.0' };
    expect(await codeOf(stranger.request(SetModelAliasDocument, { input }))).toBe('NOT_FOUND');
  });
}
