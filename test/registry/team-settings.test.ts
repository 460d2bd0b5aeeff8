import { describe, expect, it } from '@jest/globals';
import { startRegistry } from './start-registry.ts';

const { as } = await startRegistry();
const admin = as('admin');
const member = as('team-a');
const mutation = `mutation ($input: SetUsageLimitsInput!) { setUsageLimits(input: $input) { limits {
  teamId apiKeyId requestsPerMinute tokensPerMinute concurrentStreams dailyBudgetUsd monthlyBudgetUsd changedBy revision } } }`;
const set = async (input: object, caller = admin) => caller.request(mutation, { input });

it('are set by platform admins, one record a team, and shown to its members', async () => {
  const { data } = await set({ teamId: 'team-a', requestsPerMinute: 60, dailyBudgetUsd: '12.50' });
  expect(data.setUsageLimits.limits).toEqual({
    teamId: 'team-a',
    apiKeyId: null,
    requestsPerMinute: 60,
    tokensPerMinute: null,
    concurrentStreams: null,
    dailyBudgetUsd: '12.50',
    monthlyBudgetUsd: null,
    changedBy: expect.any(String),
    revision: 1,
  });
  await set({ teamId: 'team-a', monthlyBudgetUsd: '0.000000001' });
  const { data: shown } = await member.request(
    '{ team(id: "team-a") { limits { requestsPerMinute monthlyBudgetUsd revision } auditTrail(first: 2) { nodes { code what } } } }',
  );
  expect(shown.team.limits).toEqual({ requestsPerMinute: null, monthlyBudgetUsd: '0.000000001', revision: 2 });
  expect(shown.team.auditTrail.nodes).toEqual([
    { code: 'LIMITS_CHANGED', what: 'Set the limits: 0.000000001 dollars a month' },
    { code: 'LIMITS_CHANGED', what: 'Set the limits: 60 requests a minute, 12.50 dollars a day' },
  ]);
  expect((await as('team-b').request('{ team(id: "team-b") { limits { revision } } }')).data.team.limits).toBeNull();
});

it('are set for keys, whose managers see them', async () => {
  const { data } = await admin.request(
    'mutation { createApiKey(input: { name: "limited", groups: ["team-a"] }) { apiKey { id limits { revision } } } }',
  );
  const { id, limits } = data.createApiKey.apiKey;
  expect(limits).toBeNull();
  expect((await set({ apiKeyId: id, concurrentStreams: 0 })).data.setUsageLimits.limits).toMatchObject({
    apiKeyId: id,
    concurrentStreams: 0,
  });
  const { data: keys } = await admin.request(
    '{ apiKeys(teamId: "team-a") { nodes { limits { concurrentStreams } } } }',
  );
  expect(keys.apiKeys.nodes).toEqual([{ limits: { concurrentStreams: 0 } }]);
});

it('are listed page by page', async () => {
  for (const teamId of ['team-a', 'team-b', 'team-c']) await set({ teamId, tokensPerMinute: 5 });
  const names: string[] = [];
  let after: string | null = null;
  do {
    const { data } = await admin.request(
      'query ($after: String) { usageLimits(first: 2, after: $after) { nodes { teamId } pageInfo { hasNextPage endCursor } } }',
      { after },
    );
    names.push(...data.usageLimits.nodes.flatMap(({ teamId }: { teamId: string | null }) => teamId ?? []));
    after = data.usageLimits.pageInfo.hasNextPage ? data.usageLimits.pageInfo.endCursor : null;
  } while (after);
  expect(names).toEqual(['team-a', 'team-b', 'team-c']);
});

it('are executed once for an idempotency key', async () => {
  const input = { teamId: 'team-c', requestsPerMinute: 7, idempotencyKey: 'once' };
  const { data: first } = await set(input);
  expect((await set(input)).data).toEqual(first);
  const again = await set({ ...input, requestsPerMinute: 8 });
  expect(again.errors?.[0]?.extensions.code).toBe('CONFLICT');
});

it('are not lost to rivals: each change is one revision', async () => {
  const { data } = await set({ teamId: 'team-b' });
  const before = data.setUsageLimits.limits.revision;
  const rivals = await Promise.all(
    Array.from({ length: 5 }, (_, each) => set({ teamId: 'team-b', tokensPerMinute: each })),
  );
  const revisions = rivals.map((answer) => answer.data.setUsageLimits.limits.revision).sort();
  expect(revisions).toEqual([1, 2, 3, 4, 5].map((step) => before + step));
});

it.each([
  ['FORBIDDEN', { teamId: 'team-a', requestsPerMinute: 1 }, member],
  ['NOT_FOUND', { teamId: 'nobody' }, admin],
  ['NOT_FOUND', { apiKeyId: 'nobody' }, admin],
  ['VALIDATION_ERROR', { requestsPerMinute: 1 }, admin],
  ['VALIDATION_ERROR', { teamId: 'team-a', apiKeyId: 'x' }, admin],
  ['VALIDATION_ERROR', { teamId: 'team-a', requestsPerMinute: -1 }, admin],
  ['VALIDATION_ERROR', { teamId: 'team-a', dailyBudgetUsd: '-1' }, admin],
  ['VALIDATION_ERROR', { teamId: 'team-a', dailyBudgetUsd: '1.0000000001' }, admin],
  ['VALIDATION_ERROR', { teamId: 'team-a', dailyBudgetUsd: '1000001' }, admin],
])('refuse with %s: %j', async (code, input, caller) => {
  expect((await set(input, caller)).errors?.[0]?.extensions.code).toBe(code);
});

it('are listed for platform admins only', async () => {
  expect(await member.codeOf('{ usageLimits { nodes { teamId } } }')).toBe('FORBIDDEN');
});

describe('MCP servers of a team', () => {
  const add = 'mutation ($input: AddMcpServerInput!) { addMcpServer(input: $input) { server { name url addedBy } } }';
  const docs = { teamId: 'team-b', name: 'docs', url: 'https://docs.example.com/mcp' };
  const faultsOf = async (input: object) => (await admin.request(add, { input: { ...docs, ...input } })).errors?.[0];

  it('are added where they may be asked, with secrets that are named', async () => {
    for (const url of ['http://127.0.0.1:9/mcp', 'http://169.254.169.254/mcp', 'http://[::1]/mcp', 'file:///etc']) {
      expect((await faultsOf({ url }))?.extensions).toMatchObject({
        code: 'VALIDATION_ERROR',
        details: [{ path: 'input.url' }],
      });
    }
    const credentials = [
      [{ kind: 'BEARER', reference: 'A__B' }, 'input.credential.reference'],
      [{ kind: 'BEARER', reference: '_A' }, 'input.credential.reference'],
      [{ kind: 'BEARER', reference: 'A', header: 'X-Key' }, 'input.credential.header'],
      [{ kind: 'HEADER', reference: 'A' }, 'input.credential.header'],
      [{ kind: 'OAUTH_CLIENT_SECRET', reference: 'A', clientId: 'gateway' }, 'input.credential.issuer'],
    ] as const;
    for (const [credential, path] of credentials) {
      expect((await faultsOf({ credential }))?.extensions.details).toMatchObject([{ path }]);
    }
    expect((await faultsOf({ approvedTools: ['search'], approvesAllTools: true }))?.extensions.details).toMatchObject([
      { path: 'input.approvedTools' },
    ]);
  });

  it('have names of their own, and are few', async () => {
    const named = (name: string, teamId = 'team-b') => as('admin').codeOf(add, { input: { ...docs, name, teamId } });
    expect(await named('Docs')).toBe('VALIDATION_ERROR');
    expect(await named('docs', 'no-such-team')).toBe('NOT_FOUND');
    const outcomes = await Promise.all([named('docs'), named('docs'), named('handbook')]);
    expect(outcomes.sort()).toEqual(['DUPLICATE_RESOURCE', undefined, undefined]);
    for (let count = 2; count < 20; count += 1) expect(await named(`server-${count}`)).toBeUndefined();
    expect(await named('one-more')).toBe('CONFLICT');
  });

  it('are listed for its members, and for the gateway those of all teams', async () => {
    const query = '{ mcpServers(teamId: "team-b") { name } teamMcpServers(first: 1) { nodes { teamId revision } } }';
    const { data } = await admin.request(query);
    expect(data.mcpServers).toHaveLength(20);
    expect(data.teamMcpServers.nodes).toEqual([{ teamId: 'team-b', revision: 20 }]);
    const ofStranger = await member.request('{ mcpServers(teamId: "team-b") { name } }');
    expect(ofStranger.data.mcpServers).toEqual([]);
    expect(await member.codeOf('{ teamMcpServers { nodes { teamId } } }')).toBe('FORBIDDEN');
  });
});
