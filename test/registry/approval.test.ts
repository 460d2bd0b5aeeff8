/** Approving and rejecting versions, and what a team's policy makes of it. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Answer, type Caller, deploy, register, startRegistry } from './start-registry.ts';

const { as } = await startRegistry();
const admin = as('admin');
const stranger = as('team-b');
/** MAINTAINER of `strict`, whose policy wants approval by another than who registered. */
const maintainer = as('strict');
/** MAINTAINER of `strict`, too. */
const other = as('strict', 'team-c');

const decideApproval =
  'mutation ($input: DecideApprovalInput!) { decideApproval(input: $input) { modelVersion { version approval { status decidedBy decidedAt comment } } } }';
const decide = (caller: Caller, input: object): Promise<Answer> =>
  caller.request(decideApproval, { input: { version: '1.0.0', decision: 'APPROVED', ...input } });
const codeOf = async (caller: Caller, input: object): Promise<string | undefined> =>
  (await decide(caller, input)).errors?.[0]?.extensions.code;
const statusOf = async (modelId: string): Promise<string> =>
  (await admin.request(`{ model(id: "${modelId}") { latestVersion { approval { status } } } }`)).data.model
    .latestVersion.approval.status;
const deployModel = (modelId: string) =>
  `mutation { deployModel(input: { modelId: "${modelId}" }) { deployment { id } } }`;
const byMaintainer = (modelId: string) => register(maintainer, { modelId, teamId: 'strict' });

beforeAll(async () => {
  const steps = [
    'createTeam(input: { id: "strict", approvalRequiredBeforeDeploy: true, selfApprovalForbidden: true }) { team { id } }',
    'addTeamMember(input: { teamId: "strict", userId: "user-of-strict", role: MAINTAINER }) { member { userId } }',
    'addTeamMember(input: { teamId: "strict", userId: "user-of-strict-team-c", role: MAINTAINER }) { member { userId } }',
  ];
  for (const step of steps) expect((await admin.request(`mutation { ${step} }`)).errors).toBeUndefined();
});

it('lets a version into production only after another maintainer approved it', async () => {
  await byMaintainer('guarded');
  expect(await statusOf('guarded')).toBe('PENDING');
  const refusal = await maintainer.request(deployModel('guarded'));
  expect(refusal.errors?.[0]).toMatchObject({
    message: 'guarded 1.0.0 has not been approved yet, and its team requires approval before deploy',
    extensions: { code: 'CONFLICT', approval: 'PENDING' },
  });
  expect(await codeOf(maintainer, { modelId: 'guarded' })).toBe('FORBIDDEN');
  const { data } = await decide(other, { modelId: 'guarded', comment: 'Looks right' });
  expect(data.decideApproval.modelVersion).toEqual({
    version: '1.0.0',
    approval: {
      status: 'APPROVED',
      decidedBy: 'user-of-strict-team-c',
      decidedAt: expect.any(String),
      comment: 'Looks right',
    },
  });
  expect(await deploy(maintainer, 'guarded')).toEqual(expect.any(String));
});

it('keeps a rejected version out, for good', async () => {
  await byMaintainer('rejected');
  await decide(other, { modelId: 'rejected', decision: 'REJECTED', comment: 'Biased' });
  expect(await codeOf(other, { modelId: 'rejected' })).toBe('CONFLICT');
  expect((await maintainer.request(deployModel('rejected'))).errors?.[0]).toMatchObject({
    message: 'rejected 1.0.0 was rejected, and its team requires approval before deploy',
    extensions: { code: 'CONFLICT', approval: 'REJECTED' },
  });
  expect((await admin.request(deployModel('rejected'))).errors?.[0]?.extensions.code).toBe('CONFLICT');
});

it('asks for nothing where the team does not', async () => {
  await register(as('team-a'), { modelId: 'open' });
  expect(await deploy(as('team-a'), 'open')).toEqual(expect.any(String));
  // The admin registers and decides: this team does not mind.
  await register(admin, { modelId: 'open-too' });
  expect(await codeOf(admin, { modelId: 'open-too' })).toBeUndefined();
});

it.each([
  ['a stranger', stranger, 'NOT_FOUND'],
  ['a contributor', as('strict', 'team-a'), 'FORBIDDEN'],
])('is not decided by %s', async (_name, caller, code) => {
  const modelId = `undecided-${code.toLowerCase().replace('_', '-')}`;
  await byMaintainer(modelId);
  expect(await codeOf(caller, { modelId })).toBe(code);
  expect(await statusOf(modelId)).toBe('PENDING');
});

it('is told of what does not exist', async () => {
  await byMaintainer('existing');
  expect(await codeOf(other, { modelId: 'missing' })).toBe('NOT_FOUND');
  expect(await codeOf(other, { modelId: 'existing', version: '9.0.0' })).toBe('NOT_FOUND');
});

describe('of rivals', () => {
  it('lets only one of an approval and a rejection win', async () => {
    await byMaintainer('rivalled');
    const answers = await Promise.all([
      ...Array.from({ length: 4 }, () => decide(other, { modelId: 'rivalled' })),
      ...Array.from({ length: 4 }, () => decide(admin, { modelId: 'rivalled', decision: 'REJECTED', comment: 'No' })),
    ]);
    const won = answers.filter(({ data }) => data);
    expect(won).toHaveLength(1);
    expect(await statusOf('rivalled')).toBe(won[0]?.data.decideApproval.modelVersion.approval.status);
    const codes = answers.flatMap(({ errors = [] }) => errors.map(({ extensions }) => extensions.code));
    expect(new Set(codes)).toEqual(new Set(['CONFLICT']));
  });

  it('lets an archived version be, and keeps a decision that came before', async () => {
    const archive = (modelId: string) =>
      maintainer.request(
        `mutation { archiveModelVersion(input: { modelId: "${modelId}", version: "1.0.0", reason: "old" }) { modelVersion { status } } }`,
      );
    const models = Array.from({ length: 6 }, (_, index) => `archived-${index}`);
    await Promise.all(models.map(byMaintainer));
    await Promise.all(
      models.map(async (modelId) => {
        const [decision, archived] = await Promise.all([decide(other, { modelId }), archive(modelId)]);
        expect(archived.errors).toBeUndefined();
        const { data } = await admin.request(
          `{ model(id: "${modelId}") { version(version: "1.0.0") { status approval { status } } } }`,
        );
        expect(data.model.version).toEqual({
          status: 'ARCHIVED',
          approval: { status: decision.errors ? 'PENDING' : 'APPROVED' },
        });
        if (decision.errors) expect(decision.errors[0]?.extensions.code).toBe('CONFLICT');
      }),
    );
  });

  it('answers a repetition as before, and another input with CONFLICT', async () => {
    await byMaintainer('repeated');
    const input = { modelId: 'repeated', idempotencyKey: 'approve' };
    const answers = await Promise.all([1, 2, 3].map(() => decide(other, input)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]?.errors).toBeUndefined();
    expect(await codeOf(other, { ...input, comment: 'Another' })).toBe('CONFLICT');
  });
});

it('stands in the audit trail', async () => {
  await byMaintainer('audited');
  await decide(other, { modelId: 'audited', decision: 'REJECTED', comment: 'Too slow' });
  const { data } = await maintainer.request('{ auditTrail(modelId: "audited") { nodes { who code reason version } } }');
  expect(data.auditTrail.nodes[0]).toEqual({
    who: 'user-of-strict-team-c',
    code: 'VERSION_REJECTED',
    reason: 'Too slow',
    version: '1.0.0',
  });
});

it.each([
  ['modelId', { modelId: 'No Id' }],
  ['version', { version: 'one' }],
  ['comment', { comment: 'x'.repeat(1025) }],
  ['comment', { decision: 'REJECTED' }],
  ['comment', { decision: 'REJECTED', comment: ' ' }],
  ['idempotencyKey', { idempotencyKey: '' }],
  ['idempotencyKey', { idempotencyKey: 'x'.repeat(129) }],
])('refuses a bad %s', async (path, changes) => {
  const { errors } = await decide(admin, { modelId: 'guarded', ...changes });
  expect(errors?.[0]?.extensions).toMatchObject({
    code: 'VALIDATION_ERROR',
    details: [expect.objectContaining({ path: `input.${path}` })],
  });
});
