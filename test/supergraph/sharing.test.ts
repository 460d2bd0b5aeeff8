/** A model that its team shares: nothing of it is seen before, everything may be read and used while it is shared, and nothing after. */
import { afterAll, describe, expect, it } from '@jest/globals';
import { sampleFile, startModelServer, stopModelServer } from '../registry/start-model-server.ts';
import { eventually, requestsTo } from './requests.ts';
import {
  completionOn,
  foreign,
  isShared,
  makeSharedModel,
  modelId,
  owner,
  readingsOf,
  third,
  whatIsSeen,
} from './shared-model.ts';
import { startSupergraph } from './start-in-process.ts';

const supergraph = await startSupergraph();
const modelServer = await startModelServer(sampleFile('fraud-detection'), modelId);
afterAll(() => stopModelServer(modelServer));
const requests = requestsTo(supergraph);
const { done, codeOf, socket } = requests;
const readings = readingsOf(requests, await makeSharedModel(requests, `${modelServer.url}/models/${modelId}`));
const completion = (team: string, idempotencyKey?: string) => completionOn(requests, team, idempotencyKey);

const grant = (team = foreign) =>
  `mutation { grantModelAccess(input: { modelId: "${modelId}", teamId: "${team}" }) { model { accessRevision } } }`;
const revoke = (team = foreign) =>
  `mutation { revokeModelAccess(input: { modelId: "${modelId}", teamId: "${team}", reason: "over" }) { model { accessRevision } } }`;
const show = (visibility: string) =>
  `mutation { setModelVisibility(input: { modelId: "${modelId}", visibility: ${visibility} }) { model { visibility grantedTeams } } }`;

describe('another team', () => {
  it("sees nothing of a model that is its team's alone, and cannot share it", async () => {
    expect(await whatIsSeen(readings, foreign)).toEqual([]);
    expect(await codeOf(foreign, grant())).toBe('NOT_FOUND');
    expect(await codeOf(foreign, show('ORGANIZATION'))).toBe('NOT_FOUND');
  });

  it('reads and uses all of a model it is granted, and nothing else of its team', async () => {
    expect(await done('admin', grant())).toEqual({ grantModelAccess: { model: { accessRevision: 1 } } });
    await eventually(async () => (await readings['the list of models']?.(foreign)) && (await completion(foreign)).data);
    expect(await whatIsSeen(readings, foreign)).toEqual(Object.keys(readings));
    expect(await whatIsSeen(readings, third)).toEqual([]);
    const { models } = await done(
      foreign,
      `{ models(filter: { teamId: "${owner}" }) { totalCount nodes { id grantedTeams } } }`,
    );
    expect(models).toEqual({ totalCount: 1, nodes: [{ id: modelId, grantedTeams: [foreign] }] });
    expect(await done(foreign, '{ model(id: "kept-model") { id } }')).toEqual({ model: null });
    expect(
      (await done(foreign, '{ registryStatistics { byTeam { name } } }')).registryStatistics.byTeam,
    ).not.toContainEqual({ name: owner });
  });

  it.each([
    ['deploy', `deployModel(input: { modelId: "${modelId}" })`],
    ['name', `setModelAlias(input: { modelId: "${modelId}", alias: "ours", version: "1.0.0" })`],
    ['archive', `archiveModelVersion(input: { modelId: "${modelId}", version: "0.9.0", reason: "ours" })`],
    ['delete', `deleteModelVersion(input: { modelId: "${modelId}", version: "0.9.0", reason: "ours" })`],
    ['approve', `decideApproval(input: { modelId: "${modelId}", version: "0.9.0", decision: APPROVED })`],
    ['share', `grantModelAccess(input: { modelId: "${modelId}", teamId: "${third}" })`],
    ['open', `setModelVisibility(input: { modelId: "${modelId}", visibility: ORGANIZATION })`],
  ])('may not %s it', async (_what, mutation) => {
    expect(await codeOf(foreign, `mutation { ${mutation} { __typename } }`)).toBe('FORBIDDEN');
  });

  it('may not undeploy it', async () => {
    expect(
      await codeOf(
        foreign,
        `mutation { undeployModel(input: { modelId: "${modelId}", reason: "ours" }) { __typename } }`,
      ),
    ).toBe('FORBIDDEN');
  });

  it('loses all of it at once with the grant: stored answers, cursors and open subscriptions, too', async () => {
    const answer = await completion(foreign, 'kept-answer');
    expect((await completion(foreign, 'kept-answer')).data).toEqual(answer.data);
    const { models } = await done(foreign, '{ models(first: 1) { nodes { id } pageInfo { endCursor } } }');
    const client = socket(foreign);
    const watched = client.iterate({
      query: `subscription { deploymentStatusChanged(modelId: "${modelId}") { status } }`,
    });
    expect((await watched.next()).value.data.deploymentStatusChanged.status).toBe('DEPLOYED');

    expect(await done('admin', revoke())).toEqual({ revokeModelAccess: { model: { accessRevision: 2 } } });
    expect(await readings['the model']?.(foreign)).toBeNull();
    // Without a change of the deployment.
    await expect(watched.next()).rejects.toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
    await eventually(async () => (await completion(foreign)).errors);
    expect((await completion(foreign, 'kept-answer')).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect(await whatIsSeen(readings, foreign)).toEqual([]);
    const after = await done(foreign, 'query ($after: String) { models(first: 100, after: $after) { nodes { id } } }', {
      after: models.pageInfo.endCursor,
    });
    expect(after.models.nodes.some(isShared)).toBe(false);
    await client.dispose();
  });
});

describe('everyone', () => {
  it('reads and uses a model that is visible to the organization, until it is not any more', async () => {
    expect(await done('admin', show('ORGANIZATION'))).toEqual({
      setModelVisibility: { model: { visibility: 'ORGANIZATION', grantedTeams: [] } },
    });
    await eventually(async () => (await readings['the list of models']?.(third)) && (await completion(third)).data);
    expect(await whatIsSeen(readings, third)).toEqual(Object.keys(readings));
    await done('admin', show('TEAM'));
    await eventually(async () => (await completion(third)).errors);
    expect(await whatIsSeen(readings, third)).toEqual([]);
  });
});

describe('sharing', () => {
  it("is for maintainers of the model's team", async () => {
    expect(await codeOf(owner, grant())).toBe('FORBIDDEN');
    expect(await codeOf('admin', grant('no-such-team'))).toBe('VALIDATION_ERROR');
    expect(await codeOf('admin', grant(owner))).toBe('VALIDATION_ERROR');
  });

  it.each([
    ['input.modelId', 'grantModelAccess', 'modelId: "Upper", teamId: "team-b"'],
    ['input.teamId', 'grantModelAccess', 'modelId: "shared-model", teamId: ""'],
    ['input.teamId', 'revokeModelAccess', `modelId: "shared-model", teamId: "${'a'.repeat(65)}"`],
    ['input.reason', 'revokeModelAccess', 'modelId: "shared-model", teamId: "team-b", reason: ""'],
    ['input.reason', 'setModelVisibility', `modelId: "shared-model", visibility: TEAM, reason: "${'a'.repeat(1025)}"`],
    ['input.idempotencyKey', 'setModelVisibility', 'modelId: "shared-model", visibility: TEAM, idempotencyKey: ""'],
    ['input.modelId', 'deleteModel', 'modelId: "a_b", reason: "old"'],
    ['input.reason', 'deleteModel', 'modelId: "shared-model", reason: ""'],
    [
      'input.idempotencyKey',
      'deleteModel',
      `modelId: "shared-model", reason: "old", idempotencyKey: "${'a'.repeat(129)}"`,
    ],
  ])('refuses a bad %s of %s: %s', async (path, mutation, input) => {
    const { errors } = await requests.ask('admin', `mutation { ${mutation}(input: { ${input} }) { __typename } }`);
    expect(errors).toMatchObject([{ extensions: { code: 'VALIDATION_ERROR', details: [{ path }] } }]);
  });

  it('changes nothing where it is so already, and is written down where it does', async () => {
    const before = (await done(owner, `{ model(id: "${modelId}") { accessRevision } }`)).model.accessRevision;
    await done('admin', grant());
    expect((await done('admin', grant())).grantModelAccess.model.accessRevision).toBe(before + 1);
    await done('admin', revoke());
    expect((await done('admin', revoke())).revokeModelAccess.model.accessRevision).toBe(before + 2);
    const { auditTrail } = await done(
      owner,
      `{ auditTrail(modelId: "${modelId}", first: 2) { nodes { code who reason what } } }`,
    );
    expect(auditTrail.nodes).toEqual([
      {
        code: 'MODEL_ACCESS_REVOKED',
        who: 'user-of-admin',
        reason: 'over',
        what: 'Revoked access of the team "team-b"',
      },
      { code: 'MODEL_ACCESS_GRANTED', who: 'user-of-admin', reason: null, what: 'Granted access to the team "team-b"' },
    ]);
  });

  it('lets rivals grant in turn, none of them in vain', async () => {
    await Promise.all([foreign, third].map((team) => done('admin', grant(team))));
    const { model } = await done(owner, `{ model(id: "${modelId}") { grantedTeams } }`);
    expect(model.grantedTeams).toEqual([foreign, third]);
  });
});
