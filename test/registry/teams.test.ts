/** Teams, roles and API keys: who may do what, and that keys end when they should. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from '@jest/globals';
import { dynamoApiKeys } from '../../platform/dynamo-api-keys.ts';
import { type Answer, type Caller, register, startRegistry } from './start-registry.ts';

const { as, cloud } = await startRegistry();
const admin = as('admin');
const member = as('team-a');
const stranger = as('team-b');
/** The user behind `as(...groups)`. */
const userOf = (...groups: string[]): string => `user-of-${groups.join('-')}`;

const keyFields = 'id name prefix userId tier groups createdBy expiresAt previousSecretExpiresAt revokedAt lastUsedAt';
const documents = {
  createTeam:
    'mutation ($input: CreateTeamInput!) { createTeam(input: $input) { team { id description viewerRole policy { approvalRequiredBeforeDeploy selfApprovalForbidden protectedAliases } } } }',
  updateTeamPolicy:
    'mutation ($input: UpdateTeamPolicyInput!) { updateTeamPolicy(input: $input) { team { policy { approvalRequiredBeforeDeploy selfApprovalForbidden } } } }',
  addTeamMember:
    'mutation ($input: AddTeamMemberInput!) { addTeamMember(input: $input) { member { teamId userId role addedBy } } }',
  setTeamRole: 'mutation ($input: SetTeamRoleInput!) { setTeamRole(input: $input) { member { userId role } } }',
  removeTeamMember: 'mutation ($input: RemoveTeamMemberInput!) { removeTeamMember(input: $input) { team { id } } }',
  createApiKey: `mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret apiKey { ${keyFields} } } }`,
  rotateApiKey: `mutation ($input: RotateApiKeyInput!) { rotateApiKey(input: $input) { secret apiKey { ${keyFields} } } }`,
  revokeApiKey: `mutation ($input: RevokeApiKeyInput!) { revokeApiKey(input: $input) { apiKey { ${keyFields} } } }`,
};
type Mutation = keyof typeof documents;
const act = (caller: Caller, mutation: Mutation, input: object): Promise<Answer> =>
  caller.request(documents[mutation], { input });
const codeOf = (caller: Caller, mutation: Mutation, input: object): Promise<string | undefined> =>
  caller.codeOf(documents[mutation], { input });
const hourFromNow = (): string => new Date(Date.now() + 3_600_000).toISOString();

/** What the router reads when somebody calls with a secret. */
const keyStore = dynamoApiKeys(new DynamoDBClient({}), cloud.environment.TABLE_NAME ?? '');

async function team(id: string): Promise<string> {
  await act(admin, 'createTeam', { id });
  return id;
}
async function memberOf(teamId: string, role: string): Promise<Caller> {
  await act(admin, 'addTeamMember', { teamId, userId: userOf(teamId), role });
  return as(teamId);
}
async function newKey(caller: Caller, input: object) {
  const { data } = await act(caller, 'createApiKey', { name: 'a key', ...input });
  return data.createApiKey as { secret: string; apiKey: { id: string; groups: string[] } };
}

describe('a team', () => {
  it('is made by a platform admin only, and once', async () => {
    const input = { id: 'new-team', description: 'Makes things', approvalRequiredBeforeDeploy: true };
    expect(await codeOf(member, 'createTeam', input)).toBe('FORBIDDEN');
    const { data, errors } = await act(admin, 'createTeam', input);
    expect(errors).toBeUndefined();
    expect(data.createTeam.team).toEqual({
      id: 'new-team',
      description: 'Makes things',
      viewerRole: 'ADMIN',
      policy: { approvalRequiredBeforeDeploy: true, selfApprovalForbidden: false, protectedAliases: [] },
    });
    expect(await codeOf(admin, 'createTeam', input)).toBe('DUPLICATE_RESOURCE');
  });

  it('of the TEAMS variable is there, and CONTRIBUTOR is who nobody made a member', async () => {
    const { data } = await member.request('{ team(id: "team-a") { id viewerRole members { nodes { userId } } } }');
    expect(data.team).toEqual({ id: 'team-a', viewerRole: 'CONTRIBUTOR', members: { nodes: [] } });
  });

  it('is seen by its members and platform admins only', async () => {
    const query = '{ team(id: "team-a") { id } teams(first: 100) { nodes { id } } }';
    expect((await stranger.request(query)).data).toEqual({ team: null, teams: { nodes: [{ id: 'team-b' }] } });
    const { data } = await admin.request(query);
    expect(data.teams.nodes).toEqual(expect.arrayContaining([{ id: 'team-a' }, { id: 'team-b' }]));
    const entity = 'query ($teams: [_Any!]!) { _entities(representations: $teams) { __typename ... on Team { id } } }';
    const teams = [{ __typename: 'Team', id: 'team-a' }];
    expect((await stranger.request(entity, { teams })).data._entities).toEqual([null]);
    expect((await member.request(entity, { teams })).data._entities).toMatchObject([{ id: 'team-a' }]);
  });

  it('is listed page by page', async () => {
    const page = 'nodes { id } pageInfo { hasNextPage endCursor }';
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { data }: Answer = await as('team-a', 'team-b', 'team-c').request(
        `query ($after: String) { teams(first: 2, after: $after) { ${page} } }`,
        { after },
      );
      seen.push(...data.teams.nodes.map(({ id }: { id: string }) => id));
      after = data.teams.pageInfo.hasNextPage ? data.teams.pageInfo.endCursor : null;
    } while (after);
    expect(seen).toEqual(['team-a', 'team-b', 'team-c']);
  });

  it('has its policy changed by its ADMINs, part by part', async () => {
    const teamId = await team('policy-team');
    const maintainer = await memberOf(teamId, 'MAINTAINER');
    expect(await codeOf(maintainer, 'updateTeamPolicy', { teamId, selfApprovalForbidden: true })).toBe('FORBIDDEN');
    expect(await codeOf(stranger, 'updateTeamPolicy', { teamId, selfApprovalForbidden: true })).toBe('NOT_FOUND');
    await act(admin, 'setTeamRole', { teamId, userId: userOf(teamId), role: 'ADMIN' });
    const changes = [{ selfApprovalForbidden: true }, { approvalRequiredBeforeDeploy: true }];
    await Promise.all(changes.map((change) => act(maintainer, 'updateTeamPolicy', { teamId, ...change })));
    const { data } = await maintainer.request(
      `{ team(id: "${teamId}") { policy { approvalRequiredBeforeDeploy selfApprovalForbidden } } }`,
    );
    expect(data.team.policy).toEqual({ approvalRequiredBeforeDeploy: true, selfApprovalForbidden: true });
  });
});

describe('a role', () => {
  it.each([
    ['VIEWER', 'FORBIDDEN'],
    ['CONTRIBUTOR', undefined],
    ['MAINTAINER', undefined],
    ['ADMIN', undefined],
  ])('%s registers and deploys: %s', async (role, code) => {
    const teamId = await team(`roles-${role.toLowerCase()}`);
    const caller = await memberOf(teamId, role);
    const modelId = `model-of-${role.toLowerCase()}`;
    await register(admin, { modelId, teamId });
    const again = await register(caller, { modelId, teamId, version: '2.0.0' });
    expect(again.errors?.[0]?.extensions.code).toBe(code);
    const deployModel = `mutation { deployModel(input: { modelId: "${modelId}", version: "1.0.0" }) { deployment { id } } }`;
    expect(await caller.codeOf(deployModel)).toBe(code);
    expect((await caller.request(`{ model(id: "${modelId}") { id } }`)).data.model).toEqual({ id: modelId });
  });

  it.each([
    ['CONTRIBUTOR', 'FORBIDDEN'],
    ['MAINTAINER', undefined],
  ])('%s moves a protected alias: %s', async (role, code) => {
    const teamId = await team(`alias-${role.toLowerCase()}`);
    const caller = await memberOf(teamId, role);
    const modelId = `aliases-of-${role.toLowerCase()}`;
    await register(caller, { modelId, teamId });
    await act(admin, 'updateTeamPolicy', { teamId, protectedAliases: ['champion', 'champion'] });
    const set = (alias: string) =>
      caller.codeOf(
        `mutation { setModelAlias(input: { modelId: "${modelId}", alias: "${alias}", version: "1.0.0" }) { alias { alias } } }`,
      );
    expect(await set('challenger')).toBeUndefined();
    expect(await set('champion')).toBe(code);
  });

  it('is given, changed and taken by ADMINs of the team only', async () => {
    const teamId = await team('member-team');
    const manager = await memberOf(teamId, 'ADMIN');
    const input = { teamId, userId: 'grace', role: 'VIEWER' };
    expect((await act(manager, 'addTeamMember', input)).data.addTeamMember.member).toEqual({
      ...input,
      addedBy: userOf(teamId),
    });
    expect(await codeOf(manager, 'addTeamMember', input)).toBe('DUPLICATE_RESOURCE');
    expect((await act(manager, 'setTeamRole', { ...input, role: 'MAINTAINER' })).data.setTeamRole.member).toEqual({
      userId: 'grace',
      role: 'MAINTAINER',
    });
    expect(await codeOf(manager, 'setTeamRole', { ...input, userId: 'nobody' })).toBe('NOT_FOUND');
    expect(await codeOf(manager, 'removeTeamMember', { teamId, userId: 'nobody' })).toBe('NOT_FOUND');
    const members = `{ team(id: "${teamId}") { members { nodes { userId role } } } }`;
    expect((await manager.request(members)).data.team.members.nodes).toEqual([
      { userId: 'grace', role: 'MAINTAINER' },
      { userId: userOf(teamId), role: 'ADMIN' },
    ]);
    await act(manager, 'removeTeamMember', { teamId, userId: 'grace' });
    expect((await manager.request(members)).data.team.members.nodes).toHaveLength(1);
    for (const caller of [as('member-team', 'team-b'), stranger]) {
      const code = caller === stranger ? 'NOT_FOUND' : 'FORBIDDEN';
      expect(await codeOf(caller, 'addTeamMember', { ...input, userId: 'eve' })).toBe(code);
      expect(await codeOf(caller, 'setTeamRole', input)).toBe(code);
      expect(await codeOf(caller, 'removeTeamMember', { teamId, userId: userOf(teamId) })).toBe(code);
    }
  });
});

describe('an API key', () => {
  it('shows its secret once, and is stored as a digest', async () => {
    const input = { name: 'ci', userId: 'robot', groups: ['team-a'], idempotencyKey: 'ci-key' };
    const { data, errors } = await act(admin, 'createApiKey', input);
    expect(errors).toBeUndefined();
    const { secret, apiKey } = data.createApiKey;
    expect(secret).toMatch(/^mg_[\w-]{43}$/);
    expect(apiKey).toEqual({
      id: apiKey.id,
      name: 'ci',
      prefix: secret.slice(0, 8),
      userId: 'robot',
      tier: 'STANDARD',
      groups: ['team-a'],
      createdBy: 'user-of-admin',
      expiresAt: null,
      previousSecretExpiresAt: null,
      revokedAt: null,
      lastUsedAt: null,
    });
    const repeated = (await act(admin, 'createApiKey', input)).data.createApiKey;
    expect(repeated).toEqual({ secret: null, apiKey });
    expect((await keyStore.find(secret))?.identity).toEqual({
      userId: 'robot',
      keyId: apiKey.id,
      tier: 'STANDARD',
      groups: ['team-a'],
    });
    expect(await codeOf(admin, 'createApiKey', { ...input, name: 'other' })).toBe('CONFLICT');
  });

  it('is made by ADMINs of all its teams, up to their own tier', async () => {
    const teamId = await team('key-team');
    const caller = await memberOf(teamId, 'ADMIN');
    const input = { name: 'a key', groups: [teamId] };
    expect(await codeOf(caller, 'createApiKey', input)).toBeUndefined();
    expect(await codeOf(caller, 'createApiKey', { ...input, groups: [teamId, 'team-a'] })).toBe('FORBIDDEN');
    expect(await codeOf(caller, 'createApiKey', { ...input, groups: ['admin'] })).toBe('FORBIDDEN');
    expect(await codeOf(caller, 'createApiKey', { ...input, groups: [teamId, 'deployer'] })).toBe('FORBIDDEN');
    expect(await codeOf(caller, 'createApiKey', { ...input, tier: 'PREMIUM' })).toBe('FORBIDDEN');
    expect(await codeOf(caller, 'createApiKey', { ...input, tier: 'FREE' })).toBeUndefined();
    for (const role of ['VIEWER', 'CONTRIBUTOR', 'MAINTAINER']) {
      await act(admin, 'setTeamRole', { teamId, userId: userOf(teamId), role });
      expect(await codeOf(caller, 'createApiKey', input)).toBe('FORBIDDEN');
    }
  });

  it('is rotated: the old secret stays for the overlap, and no longer', async () => {
    const { secret: first, apiKey } = await newKey(admin, { groups: ['team-a'], expiresAt: hourFromNow() });
    const { id } = apiKey;
    const { data } = await act(admin, 'rotateApiKey', { id, overlapSeconds: 60 });
    const second = data.rotateApiKey.secret;
    expect(second).not.toBe(first);
    expect(data.rotateApiKey.apiKey.prefix).toBe(second.slice(0, 8));
    const overlapEnd = Date.parse(data.rotateApiKey.apiKey.previousSecretExpiresAt);
    expect(Math.abs(overlapEnd - Date.now() - 60_000)).toBeLessThan(5_000);
    expect((await keyStore.find(first))?.expiresOn).toBe(data.rotateApiKey.apiKey.previousSecretExpiresAt);
    const third = (await act(admin, 'rotateApiKey', { id })).data.rotateApiKey.secret;
    for (const ended of [first, second]) {
      expect(Date.parse((await keyStore.find(ended))?.expiresOn ?? '')).toBeLessThanOrEqual(Date.now());
    }
    expect((await keyStore.find(third))?.expiresOn).toBe(data.rotateApiKey.apiKey.expiresAt);
  });

  it('is rotated once by a repeated request, whose answer has no secret', async () => {
    const { apiKey } = await newKey(admin, { groups: ['team-a'] });
    const input = { id: apiKey.id, overlapSeconds: 60, idempotencyKey: 'rotate' };
    const answers = await Promise.all([1, 2, 3].map(() => act(admin, 'rotateApiKey', input)));
    expect(answers.flatMap(({ errors = [] }) => errors)).toEqual([]);
    const secrets = answers.map(({ data }) => data.rotateApiKey.secret);
    expect(secrets.filter((secret) => secret !== null)).toHaveLength(1);
    expect(new Set(answers.map(({ data }) => data.rotateApiKey.apiKey.prefix)).size).toBe(1);
  });

  it('is revoked with all its secrets, also when a rotation comes in between', async () => {
    const { secret: first, apiKey } = await newKey(admin, { groups: ['team-a'] });
    const { id } = apiKey;
    const [rotated, revoked] = await Promise.all([
      act(admin, 'rotateApiKey', { id, overlapSeconds: 600 }),
      act(admin, 'revokeApiKey', { id }),
    ]);
    expect(revoked.errors).toBeUndefined();
    const second = rotated.data?.rotateApiKey?.secret;
    for (const secret of [first, ...(second ? [second] : [])]) {
      expect((await keyStore.find(secret))?.revokedAt).toEqual(expect.any(String));
    }
    expect(await codeOf(admin, 'rotateApiKey', { id })).toBe('CONFLICT');
    const again = await act(admin, 'revokeApiKey', { id });
    expect(again.data.revokeApiKey.apiKey.revokedAt).toBe(revoked.data.revokeApiKey.apiKey.revokedAt);
  });

  it('cannot be seen, rotated or revoked from another team', async () => {
    const teamId = await team('hidden-team');
    const other = await team('other-team');
    const { apiKey } = await newKey(admin, { groups: [teamId] });
    const both = await newKey(admin, { groups: [teamId, other] });
    const caller = await memberOf(other, 'ADMIN');
    const ids = async (who: Caller, filter = '') =>
      (await who.request(`{ apiKeys(first: 100 ${filter}) { nodes { id } } }`)).data.apiKeys.nodes.map(
        ({ id }: { id: string }) => id,
      );
    expect(await ids(caller)).toEqual([both.apiKey.id]);
    expect(await ids(caller, `teamId: "${teamId}"`)).toEqual([]);
    expect(await ids(as(teamId))).toEqual([]);
    expect(await ids(admin)).toEqual(expect.arrayContaining([apiKey.id, both.apiKey.id]));
    expect(await ids(admin, `teamId: "${teamId}"`)).toEqual([both.apiKey.id, apiKey.id]);
    for (const mutation of ['rotateApiKey', 'revokeApiKey'] as const) {
      expect(await codeOf(caller, mutation, { id: apiKey.id })).toBe('NOT_FOUND');
      expect(await codeOf(caller, mutation, { id: both.apiKey.id })).toBe('FORBIDDEN');
      expect(await codeOf(as(teamId), mutation, { id: apiKey.id })).toBe('FORBIDDEN');
    }
  });

  it('is listed page by page, the newest first, with its last use', async () => {
    const teamId = await team('many-keys');
    const made = [];
    for (let count = 0; count < 5; count++) made.push(await newKey(admin, { groups: [teamId] }));
    await keyStore.markUsed(made[4]?.secret ?? '');
    const query = `query ($after: String) { apiKeys(teamId: "${teamId}", first: 2, after: $after) { nodes { id lastUsedAt } pageInfo { hasNextPage endCursor } } }`;
    const pages: { nodes: { id: string; lastUsedAt: string | null }[] }[] = [];
    let after: string | null = null;
    do {
      const { data }: Answer = await admin.request(query, { after });
      pages.push(data.apiKeys);
      after = data.apiKeys.pageInfo.hasNextPage ? data.apiKeys.pageInfo.endCursor : null;
    } while (after);
    const nodes = pages.flatMap((page) => page.nodes);
    expect(pages.map((page) => page.nodes.length)).toEqual([2, 2, 1]);
    expect(nodes.map(({ id }) => id)).toEqual(made.map(({ apiKey }) => apiKey.id).reverse());
    expect(nodes.map(({ lastUsedAt }) => lastUsedAt === null)).toEqual([false, true, true, true, true]);
    const foreign = (await member.request('{ apiKeys { pageInfo { endCursor } } }')).data.apiKeys;
    expect(foreign.pageInfo.endCursor).toBeNull();
  });

  it('notes its use at most once a minute', async () => {
    const { secret, apiKey } = await newKey(admin, { groups: ['team-a'] });
    await Promise.all([keyStore.markUsed(secret), keyStore.markUsed(secret)]);
    const lastUse = async () =>
      (await admin.request('{ apiKeys(first: 100) { nodes { id lastUsedAt } } }')).data.apiKeys.nodes.find(
        ({ id }: { id: string }) => id === apiKey.id,
      ).lastUsedAt;
    const first = await lastUse();
    expect(Math.abs(Date.parse(first) - Date.now())).toBeLessThan(5_000);
    await keyStore.markUsed(secret);
    expect(await lastUse()).toBe(first);
    await keyStore.markUsed('mg_never_issued');
    expect(await keyStore.find('mg_never_issued')).toBeUndefined();
  });

  it('loses a team when its user is removed, and ends when none is left', async () => {
    const teamId = await team('leaving-team');
    const one = await newKey(admin, { userId: 'leaver', groups: [teamId, 'team-a'] });
    const others = await Promise.all(
      Array.from({ length: 20 }, () => newKey(admin, { userId: 'leaver', groups: [teamId] })),
    );
    const stays = await newKey(admin, { userId: 'stayer', groups: [teamId] });
    await act(admin, 'addTeamMember', { teamId, userId: 'leaver', role: 'ADMIN' });
    const { errors } = await act(admin, 'removeTeamMember', { teamId, userId: 'leaver' });
    expect(errors).toBeUndefined();
    expect(await keyStore.find(one.secret)).toMatchObject({ identity: { groups: ['team-a'] } });
    for (const { secret } of others) {
      expect(await keyStore.find(secret)).toMatchObject({ identity: { groups: [] }, revokedAt: expect.any(String) });
    }
    expect((await keyStore.find(stays.secret))?.identity.groups).toEqual([teamId]);
    const { data } = await admin.request(
      '{ apiKeys(teamId: "team-a", first: 100) { nodes { id auditTrail(first: 1) { nodes { code } } } } }',
    );
    const listed = data.apiKeys.nodes.find(({ id }: { id: string }) => id === one.apiKey.id);
    expect(listed.auditTrail.nodes).toEqual([{ code: 'TEAM_MEMBER_REMOVED' }]);
  });
});

describe('an audit trail', () => {
  it('tells who did what to a team, its members and its keys, and pages through it', async () => {
    const teamId = await team('audited-team');
    const manager = await memberOf(teamId, 'ADMIN');
    const { apiKey } = await newKey(manager, { groups: [teamId], userId: 'robot' });
    const { id } = apiKey;
    await act(manager, 'rotateApiKey', { id });
    await act(admin, 'revokeApiKey', { id });
    await act(manager, 'setTeamRole', { teamId, userId: userOf(teamId), role: 'VIEWER' });
    const seen: { who: string; code: string; what: string }[] = [];
    let after: string | null = null;
    do {
      const { data }: Answer = await manager.request(
        `query ($after: String) { team(id: "${teamId}") { auditTrail(first: 4, after: $after) { nodes { who code what } pageInfo { hasNextPage endCursor } } } }`,
        { after },
      );
      const { nodes, pageInfo } = data.team.auditTrail;
      seen.push(...nodes);
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after);
    expect(seen.map(({ who, code }) => [who, code])).toEqual([
      [userOf(teamId), 'TEAM_ROLE_CHANGED'],
      ['user-of-admin', 'API_KEY_REVOKED'],
      [userOf(teamId), 'API_KEY_ROTATED'],
      [userOf(teamId), 'API_KEY_CREATED'],
      ['user-of-admin', 'TEAM_MEMBER_ADDED'],
      ['user-of-admin', 'TEAM_CREATED'],
    ]);
    expect(seen[0]?.what).toBe(`Made ${userOf(teamId)} VIEWER`);
    const { data } = await admin.request(
      `{ apiKeys(teamId: "${teamId}") { nodes { auditTrail { nodes { code } } } } }`,
    );
    expect(data.apiKeys.nodes[0].auditTrail.nodes.map(({ code }: { code: string }) => code)).toEqual([
      'API_KEY_REVOKED',
      'API_KEY_ROTATED',
      'API_KEY_CREATED',
    ]);
  });
});

describe('a repeated request', () => {
  it.each<[Mutation, object]>([
    ['createTeam', { id: 'repeated' }],
    ['updateTeamPolicy', { teamId: 'team-c', approvalRequiredBeforeDeploy: false }],
    ['addTeamMember', { teamId: 'team-c', userId: 'twice', role: 'VIEWER' }],
    ['setTeamRole', { teamId: 'team-c', userId: 'twice', role: 'MAINTAINER' }],
    ['removeTeamMember', { teamId: 'team-c', userId: 'twice' }],
  ])('%s answers the same, and CONFLICT with another input', async (mutation, input) => {
    const keyed = { ...input, idempotencyKey: `repeat-${mutation}` };
    const first = await act(admin, mutation, keyed);
    expect(first.errors).toBeUndefined();
    expect(await act(admin, mutation, keyed)).toEqual(first);
    const other = mutation === 'createTeam' ? { ...keyed, id: 'another' } : { ...keyed, teamId: 'team-a' };
    expect(await codeOf(admin, mutation, other)).toBe('CONFLICT');
  });
});

describe('bad input', () => {
  const valid: Record<Mutation, object> = {
    createTeam: { id: 'fine' },
    updateTeamPolicy: { teamId: 'team-a' },
    addTeamMember: { teamId: 'team-a', userId: 'ada', role: 'VIEWER' },
    setTeamRole: { teamId: 'team-a', userId: 'ada', role: 'VIEWER' },
    removeTeamMember: { teamId: 'team-a', userId: 'ada' },
    createApiKey: { name: 'key', groups: ['team-a'] },
    rotateApiKey: { id: '0'.repeat(32) },
    revokeApiKey: { id: '0'.repeat(32) },
  };
  it.each<[Mutation, string, unknown]>([
    ['createTeam', 'id', ''],
    ['createTeam', 'id', 'Upper'],
    ['createTeam', 'id', 'x'.repeat(65)],
    ['createTeam', 'id', 'admin'],
    ['createTeam', 'id', 'deployer'],
    ['createTeam', 'description', 'x'.repeat(1025)],
    ['updateTeamPolicy', 'teamId', ''],
    ['updateTeamPolicy', 'protectedAliases.0', ['No Alias']],
    ['updateTeamPolicy', 'protectedAliases', Array.from({ length: 21 }, (_, index) => `alias-${index}`)],
    ['addTeamMember', 'userId', ''],
    ['addTeamMember', 'userId', 'x'.repeat(129)],
    ['setTeamRole', 'userId', ''],
    ['removeTeamMember', 'teamId', 'x'.repeat(65)],
    ['createApiKey', 'name', ''],
    ['createApiKey', 'name', 'x'.repeat(129)],
    ['createApiKey', 'userId', ''],
    ['createApiKey', 'groups', []],
    ['createApiKey', 'groups', Array.from({ length: 21 }, (_, index) => `team-${index}`)],
    ['createApiKey', 'groups.1', ['team-a', 'no-such-team']],
    ['createApiKey', 'groups.0', ['']],
    ['createApiKey', 'expiresAt', 'tomorrow'],
    ['createApiKey', 'expiresAt', 7],
    ['createApiKey', 'expiresAt', '2020-01-01T00:00:00.000Z'],
    ['rotateApiKey', 'id', ''],
    ['rotateApiKey', 'overlapSeconds', -1],
    ['rotateApiKey', 'overlapSeconds', 604_801],
    ['rotateApiKey', 'expiresAt', '2026-13-01T00:00:00Z'],
    ['revokeApiKey', 'id', 'x'.repeat(65)],
    ...(Object.keys(documents) as Mutation[]).flatMap((mutation): [Mutation, string, unknown][] => [
      [mutation, 'idempotencyKey', ''],
      [mutation, 'idempotencyKey', 'x'.repeat(129)],
    ]),
  ])('%s: %s %p', async (mutation, path, value) => {
    const field = path.split('.')[0] ?? path;
    const { errors } = await act(admin, mutation, { ...valid[mutation], [field]: value });
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'VALIDATION_ERROR',
      details: expect.arrayContaining([expect.objectContaining({ path: `input.${path}` })]),
    });
  });

  it.each(['rotateApiKey', 'revokeApiKey'] as const)('%s of no key', async (mutation) => {
    for (const id of ['nonsense', '0'.repeat(32)]) expect(await codeOf(admin, mutation, { id })).toBe('NOT_FOUND');
  });
});
