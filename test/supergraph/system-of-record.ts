/** What the registry keeps and guards, through the router, as a team uses it: upload, describe, approve, name, deploy, retire. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeAll, expect, it } from '@jest/globals';
import type { ModelgraphClient } from '../../client/client.ts';
import {
  ArchiveModelVersionDocument,
  ArtifactOfVersionDocument,
  AuditTrailDocument,
  CompleteArtifactUploadDocument,
  CreateApiKeyDocument,
  CreateArtifactUploadDocument,
  DecideApprovalDocument,
  DeleteModelVersionDocument,
  DeployModelDocument,
  DeploymentStatusChangedDocument,
  ListModelsDocument,
  ModelByAliasDocument,
  ModelVersionsDocument,
  RegisterDetailedVersionDocument,
  RegisterModelDocument,
  RevokeApiKeyDocument,
  SearchModelsDocument,
  SetModelAliasDocument,
  StatisticsHistoryDocument,
  UpdateTeamPolicyDocument,
  VersionLineageDocument,
  ViewerDocument,
} from '../../client/generated/operations.ts';
import { newTeam } from './new-team.ts';
import { fraudDetection as sample } from './samples.ts';
import { eventually, keys, type StartedModelgraph } from './start-modelgraph.ts';

export function systemOfRecord(modelgraph: () => StartedModelgraph): void {
  const modelId = 'card-fraud';
  const teamId = 'records-team';
  const fraudDetection = { ...sample, teamId };
  const artifact = readFileSync(new URL('../../infra/local/samples/fraud-detection/model.onnx', import.meta.url));
  let admin: ModelgraphClient;
  let owner: ModelgraphClient;
  let artifactUri: string;

  beforeAll(async () => {
    admin = modelgraph().client(keys.admin);
    owner = await newTeam(modelgraph(), teamId);
  });

  it('takes an artifact in parts, and verifies it before a version may name it', async () => {
    const sha256 = createHash('sha256').update(artifact).digest('hex');
    const { createArtifactUpload } = await owner.request(CreateArtifactUploadDocument, {
      input: { teamId, modelId, fileName: 'model.onnx', sizeBytes: artifact.length, sha256 },
    });
    const { upload } = createArtifactUpload;
    artifactUri = upload.artifactUri;
    const registration = { input: { ...fraudDetection, modelId, artifactUri } };
    await expect(owner.request(RegisterModelDocument, registration)).rejects.toMatchObject({
      code: 'VALIDATION_ERROR',
    });

    for (const part of upload.parts) {
      const sent = await fetch(part.url ?? '', { method: 'PUT', body: artifact });
      expect(sent.status).toBe(200);
    }
    const { completeArtifactUpload } = await owner.request(CompleteArtifactUploadDocument, {
      input: { uploadId: upload.id },
    });
    expect(completeArtifactUpload.upload.status).toBe('READY');
  });

  it('registers a version with all it says of itself, and its descendants', async () => {
    const { registerModel } = await owner.request(RegisterDetailedVersionDocument, {
      input: {
        ...fraudDetection,
        modelId,
        artifactUri,
        modelCard: '# Card fraud\nScores payments.',
        metrics: [{ name: 'auc', value: 0.97 }],
        hyperparameters: [{ name: 'trees', value: '200' }],
        lineage: { datasets: [{ uri: 's3://datasets/payments' }], gitCommit: 'c0ffee0' },
      },
    });
    expect(registerModel.modelVersion).toMatchObject({ task: 'PREDICTION', metrics: [{ name: 'auc', value: 0.97 }] });
    await owner.request(RegisterModelDocument, {
      input: {
        ...fraudDetection,
        modelId,
        artifactUri,
        version: '1.1.0',
        lineage: { parent: { modelId, version: '1.0.0' } },
      },
    });
    const { model } = await owner.request(VersionLineageDocument, { id: modelId, version: '1.0.0', first: 10 });
    expect(model?.version?.derivedVersions.nodes).toEqual([{ modelId, version: '1.1.0' }]);
  });

  it('hands the verified artifact out again', async () => {
    const { model } = await owner.request(ArtifactOfVersionDocument, { modelId, version: '1.0.0' });
    expect(model?.version?.artifact).toMatchObject({ verification: 'VERIFIED', sizeBytes: artifact.length });
    const downloaded = await fetch(model?.version?.artifact.downloadUrl ?? '');
    expect(Buffer.from(await downloaded.arrayBuffer()).equals(artifact)).toBe(true);
  });

  it('lets a team require an approval that nobody gives to their own version', async () => {
    await admin.request(UpdateTeamPolicyDocument, {
      input: { teamId, approvalRequiredBeforeDeploy: true, selfApprovalForbidden: true },
    });
    const deployment = { input: { modelId, version: '1.0.0' } };
    await expect(owner.request(DeployModelDocument, deployment)).rejects.toMatchObject({ code: 'CONFLICT' });
    const approval = {
      input: { modelId, version: '1.0.0', decision: 'APPROVED' as const, comment: 'Measured on March' },
    };
    await expect(owner.request(DecideApprovalDocument, approval)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const { decideApproval } = await admin.request(DecideApprovalDocument, approval);
    expect(decideApproval.modelVersion.approval).toMatchObject({ status: 'APPROVED', comment: 'Measured on March' });
  });

  it('deploys by alias', async () => {
    await owner.request(SetModelAliasDocument, { input: { modelId, alias: 'champion', version: '1.0.0' } });
    const { model } = await owner.request(ModelByAliasDocument, { id: modelId, alias: 'champion' });
    expect(model?.alias).toMatchObject({ version: '1.0.0', aliases: ['champion'] });
    const { deployModel } = await owner.request(DeployModelDocument, { input: { modelId, alias: 'champion' } });
    const statuses: string[] = [];
    for await (const { deploymentStatusChanged } of owner.subscribe(DeploymentStatusChangedDocument, {
      deploymentId: deployModel.deployment.id,
    })) {
      statuses.push(deploymentStatusChanged.status);
    }
    expect(statuses.at(-1)).toBe('DEPLOYED');
  });

  it('retires versions, but none that serves', async () => {
    const retire = (version: string) => ({ input: { modelId, version, reason: 'Replaced' } });
    await expect(owner.request(ArchiveModelVersionDocument, retire('1.0.0'))).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    await owner.request(ArchiveModelVersionDocument, retire('1.1.0'));
    await owner.request(DeleteModelVersionDocument, retire('1.1.0'));
    const { model } = await owner.request(ModelVersionsDocument, { id: modelId });
    expect(model?.versions.nodes.map(({ version }) => version)).toEqual(['1.0.0']);
    expect(model?.latestVersion.version).toBe('1.0.0');
    const again = { input: { ...fraudDetection, modelId, artifactUri, version: '1.1.0' } };
    await expect(owner.request(RegisterModelDocument, again)).rejects.toMatchObject({ code: 'DUPLICATE_RESOURCE' });
  });

  it('finds, counts and remembers', async () => {
    const { models } = await owner.request(SearchModelsDocument, { filter: { search: 'card pay' }, first: 10 });
    expect(models.nodes.map(({ id }) => id)).toEqual([modelId]);
    const { registryStatisticsHistory } = await owner.request(StatisticsHistoryDocument, { days: 1 });
    expect(registryStatisticsHistory.at(-1)?.statistics).toMatchObject({ totalModels: 1, totalVersions: 1 });
    const { auditTrail } = await owner.request(AuditTrailDocument, { modelId, first: 50 });
    const entries = auditTrail?.nodes ?? [];
    expect(entries.filter(({ reason }) => reason === 'Replaced')).toHaveLength(2);
    const who = new Set(entries.map((entry) => entry.who.replace(/^local-deployer-.*/, 'a deployer')));
    expect(who).toEqual(new Set(['local-admin', `${teamId}-maintainer`, 'a deployer']));
  });

  it('makes a key that works, until it is revoked, everywhere within two seconds', async () => {
    const { createApiKey } = await admin.request(CreateApiKeyDocument, {
      input: { name: 'pipeline', userId: 'pipeline', groups: [teamId] },
    });
    const pipeline = modelgraph().client(createApiKey.secret ?? '');
    expect((await pipeline.request(ViewerDocument, {})).viewer).toMatchObject({ userId: 'pipeline' });
    expect((await pipeline.request(ListModelsDocument, {})).models.nodes).toHaveLength(1);
    await admin.request(RevokeApiKeyDocument, { input: { id: createApiKey.apiKey.id } });
    const revokedAt = Date.now();
    await eventually(
      () =>
        pipeline.request(ViewerDocument, {}).then(
          () => 'accepted',
          (error) => error.code,
        ),
      (outcome) => outcome === 'UNAUTHENTICATED',
    );
    expect(Date.now() - revokedAt).toBeLessThan(2_000);
  });
}
