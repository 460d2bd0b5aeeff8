/** API keys and roles as clients have them: through the router, which looks keys up where the registry writes them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from '@jest/globals';
import { type ModelgraphClient, ModelgraphError } from '../../client/client.ts';
import {
  AddTeamMemberDocument,
  ApiKeysDocument,
  CreateApiKeyDocument,
  CreateTeamDocument,
  DecideApprovalDocument,
  DeployModelDocument,
  DeploymentStatusChangedDocument,
  ListModelsDocument,
  RegisterModelDocument,
  RemoveTeamMemberDocument,
  RevokeApiKeyDocument,
  RotateApiKeyDocument,
  type TeamRole,
  TeamsDocument,
} from '../../client/generated/operations.ts';
import { newTeam } from './new-team.ts';
import { fraudDetection as sample } from './samples.ts';
import { eventually, keys, type StartedModelgraph } from './start-modelgraph.ts';

export function apiKeys(modelgraph: () => StartedModelgraph): void {
  let admin: ModelgraphClient;
  const teamId = 'keys-team';
  const fraudDetection = { ...sample, modelId: 'keyed-fraud-model', teamId };
  const secrets: string[] = [];

  beforeAll(async () => {
    admin = modelgraph().client(keys.admin);
    await newTeam(modelgraph(), teamId);
  });

  async function newKey(userId: string): Promise<{ id: string; secret: string }> {
    const { createApiKey } = await admin.request(CreateApiKeyDocument, {
      input: { name: 'a key', userId, groups: [teamId] },
    });
    secrets.push(createApiKey.secret ?? '');
    return { id: createApiKey.apiKey.id, secret: createApiKey.secret ?? '' };
  }

  /** The code that calls with a client's key fail with; undefined while it is good. */
  async function codeOf(client: ModelgraphClient): Promise<string | undefined> {
    return client.request(ListModelsDocument, {}).then(
      () => undefined,
      (error) => (error instanceof ModelgraphError ? error.code : String(error)),
    );
  }

  /** How long after now `work` is done. */
  async function millisecondsUntil(work: Promise<unknown>): Promise<number> {
    const startedAt = Date.now();
    await work;
    return Date.now() - startedAt;
  }

  it('a key that is revoked is refused, and its silent streams end, within two seconds', async () => {
    const { id, secret } = await newKey('revoked-user');
    const client = modelgraph().client(secret);
    await client.request(RegisterModelDocument, { input: fraudDetection });
    const stream = client.subscribe(DeploymentStatusChangedDocument, { modelId: fraudDetection.modelId });
    const ended = stream.next().catch((error: ModelgraphError) => error.code);
    await client.request(ListModelsDocument, {});

    await admin.request(RevokeApiKeyDocument, { input: { id } });
    const times = [
      ended,
      eventually(
        () => codeOf(client),
        (code) => code !== undefined,
      ),
    ].map(millisecondsUntil);
    expect(Math.max(...(await Promise.all(times)))).toBeLessThan(2_000);
    expect(await ended).toBe('UNAUTHENTICATED');
    expect(await codeOf(client)).toBe('UNAUTHENTICATED');
  });

  it('a key that is rotated works with both secrets for the overlap', async () => {
    const { id, secret } = await newKey('rotating-user');
    const { rotateApiKey } = await admin.request(RotateApiKeyDocument, { input: { id, overlapSeconds: 1 } });
    secrets.push(rotateApiKey.secret ?? '');
    const [before, after] = [modelgraph().client(secret), modelgraph().client(rotateApiKey.secret ?? '')];
    expect(await codeOf(before)).toBeUndefined();
    expect(await codeOf(after)).toBeUndefined();
    expect(
      await millisecondsUntil(
        eventually(
          () => codeOf(before),
          (code) => code !== undefined,
        ),
      ),
    ).toBeLessThan(2_000);
    expect(await codeOf(after)).toBeUndefined();
  });

  it('a removed member is locked out within two seconds', async () => {
    const { secret } = await newKey('leaving-user');
    const client = modelgraph().client(secret);
    const modelsSeen = async () => (await client.request(ListModelsDocument, {})).models.nodes.length;
    expect(await modelsSeen()).toBe(1);
    await admin.request(RemoveTeamMemberDocument, { input: { teamId, userId: 'leaving-user' } });
    expect(
      await millisecondsUntil(
        eventually(
          () => codeOf(client),
          (code) => code !== undefined,
        ),
      ),
    ).toBeLessThan(2_000);
  });

  it('the use of a key is noted', async () => {
    const { id, secret } = await newKey('busy-user');
    await modelgraph().client(secret).request(ListModelsDocument, {});
    const lastUse = async () =>
      (await admin.request(ApiKeysDocument, { teamId })).apiKeys.nodes.find((key) => key.id === id)?.lastUsedAt;
    expect(await eventually(lastUse, (time) => Boolean(time))).toEqual(expect.any(String));
  });

  it('the embedded keys are MAINTAINER of their team, and listed as others are', async () => {
    const { teams } = await modelgraph().client(keys.dataScience).request(TeamsDocument, {});
    expect(teams.nodes).toMatchObject([{ id: 'data-science-team', viewerRole: 'MAINTAINER' }]);
    const { apiKeys } = await admin.request(ApiKeysDocument, { teamId: 'data-science-team' });
    expect(apiKeys.nodes.map(({ userId }) => userId)).toContain('local-data-scientist');
  });

  it('a team with roles and a policy lets a version into production only after another maintainer approved it', async () => {
    const strict = 'strict-team';
    await admin.request(CreateTeamDocument, {
      input: { id: strict, approvalRequiredBeforeDeploy: true, selfApprovalForbidden: true },
    });
    const clientOf = async (userId: string, role: TeamRole): Promise<ModelgraphClient> => {
      await admin.request(AddTeamMemberDocument, { input: { teamId: strict, userId, role } });
      const input = { name: userId, userId, groups: [strict] };
      const { createApiKey } = await admin.request(CreateApiKeyDocument, { input });
      return modelgraph().client(createApiKey.secret ?? '');
    };
    const [author, approver, viewer] = await Promise.all([
      clientOf('author', 'MAINTAINER'),
      clientOf('approver', 'MAINTAINER'),
      clientOf('viewer', 'VIEWER'),
    ]);
    const model = { modelId: 'approved-model', version: '1.0.0' };
    const registration = { ...fraudDetection, ...model, teamId: strict };
    const refused = async (work: Promise<unknown>) =>
      work.then(
        () => 'done',
        (error: ModelgraphError) => error.code,
      );
    expect(await refused(viewer.request(RegisterModelDocument, { input: registration }))).toBe('FORBIDDEN');
    await author.request(RegisterModelDocument, { input: registration });
    expect(await refused(author.request(DeployModelDocument, { input: model }))).toBe('CONFLICT');
    const approval = { ...model, decision: 'APPROVED' as const };
    expect(await refused(author.request(DecideApprovalDocument, { input: approval }))).toBe('FORBIDDEN');
    expect(await refused(viewer.request(DecideApprovalDocument, { input: approval }))).toBe('FORBIDDEN');
    const { decideApproval } = await approver.request(DecideApprovalDocument, { input: approval });
    expect(decideApproval.modelVersion.approval).toMatchObject({ status: 'APPROVED', decidedBy: 'approver' });
    expect(await refused(viewer.request(DeployModelDocument, { input: model }))).toBe('FORBIDDEN');
    expect(await refused(author.request(DeployModelDocument, { input: model }))).toBe('done');
  });

  it('no secret is in any log', () => {
    for (const service of ['gateway', 'registry']) {
      const log = readFileSync(join(modelgraph().dataDirectory, 'logs', `${service}.log`), 'utf8');
      for (const secret of secrets) expect(log).not.toContain(secret);
    }
  });
}
