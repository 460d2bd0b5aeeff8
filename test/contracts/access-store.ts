/** What every store of teams, members and API keys promises. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { AccessAudit, AccessStore } from '../../subgraphs/registry/domain/access-store.ts';
import { type ApiKey, newSecret, revoked, rotated, withoutTeam } from '../../subgraphs/registry/domain/api-keys.ts';
import type { RegistryStore } from '../../subgraphs/registry/domain/store.ts';
import { type Membership, openPolicy, type Team } from '../../subgraphs/registry/domain/teams.ts';
import { timeOrderedId } from '../../subgraphs/registry/domain/time-ordered-id.ts';

const at = '2026-01-01T00:00:00.000Z';
let names = 0;
/** Teams and users of one test are not those of another. */
const fresh = (name: string): string => `${name}-${names++}-${timeOrderedId().slice(-6)}`;
const audit = (...teams: string[]): AccessAudit => ({
  subjects: teams.map((teamId) => ({ teamId })),
  who: 'someone',
  code: 'CHANGED',
  what: 'Changed it',
  at,
});
const sampleTeam = (changes: Partial<Team> = {}): Team => ({
  id: fresh('team'),
  policy: openPolicy,
  createdAt: at,
  revision: 1,
  ...changes,
});
const sampleMember = (changes: Partial<Membership> = {}): Membership => ({
  teamId: fresh('team'),
  userId: fresh('user'),
  role: 'VIEWER',
  since: at,
  addedBy: 'someone',
  revision: 1,
  ...changes,
});
const sampleKey = (changes: Partial<ApiKey> = {}): ApiKey => ({
  id: timeOrderedId(),
  name: 'a key',
  userId: fresh('user'),
  tier: 'STANDARD',
  groups: [fresh('team')],
  secrets: [newSecret().record],
  createdAt: at,
  createdBy: 'someone',
  revision: 1,
  ...changes,
});

export function describeAccessStore(
  name: string,
  open: () => Promise<AccessStore & Pick<RegistryStore, 'remembered' | 'addTeam'>>,
): void {
  describe(`an access store on ${name}`, () => {
    let store: Awaited<ReturnType<typeof open>>;
    beforeAll(async () => {
      store = await open();
    });
    const commit = (
      changes: Omit<Parameters<AccessStore['commitAccess']>[0], 'audit' | 'events'>,
      ...teams: string[]
    ) => store.commitAccess({ ...changes, audit: audit(...teams), events: [] });

    it('knows a team and a membership in one answer, and of neither when there is none', async () => {
      const team = sampleTeam();
      const membership = sampleMember({ teamId: team.id, userId: 'with # and /' });
      expect(await commit({ team: { after: team }, member: { after: membership } })).toBe('COMMITTED');
      expect(await store.standing(team.id, membership.userId)).toEqual({ team, membership });
      expect(await store.standing(team.id, 'with')).toEqual({ team, membership: undefined });
      expect(await store.standing('no-team', 'nobody')).toEqual({ team: undefined, membership: undefined });
    });

    it('refuses what exists, and what somebody has written since, and writes nothing then', async () => {
      const team = sampleTeam();
      const member = sampleMember({ teamId: team.id });
      await commit({ team: { after: team }, member: { after: member } });
      const other = sampleMember({ teamId: team.id });
      expect(await commit({ team: { after: team }, member: { after: other } })).toBe('EXISTS');
      expect(await commit({ member: { after: member } })).toBe('EXISTS');
      const changed = { ...team, description: 'first', revision: 2 };
      expect(await commit({ team: { before: team, after: changed } })).toBe('COMMITTED');
      expect(await commit({ team: { before: team, after: { ...changed, description: 'second' } } })).toBe('STALE');
      const stale = { ...member, revision: 7 };
      expect(await commit({ member: { removed: stale } })).toBe('STALE');
      expect((await store.team(team.id))?.description).toBe('first');
      expect(await store.members(team.id, { limit: 10 })).toEqual([member]);
      expect(await commit({ member: { removed: member } })).toBe('COMMITTED');
      expect(await store.members(team.id, { limit: 10 })).toEqual([]);
    });

    it('leaves a team as it is that is added once more', async () => {
      const team = sampleTeam({ policy: { ...openPolicy, selfApprovalForbidden: true }, description: 'kept' });
      await commit({ team: { after: team } });
      await store.addTeam(team.id);
      expect(await store.team(team.id)).toEqual(team);
      const added = fresh('added');
      await store.addTeam(added);
      expect(await store.team(added)).toMatchObject({ id: added, policy: openPolicy, revision: 1 });
    });

    it('lists teams and members by id, from a position on', async () => {
      const teams = [sampleTeam(), sampleTeam(), sampleTeam()].sort((one, other) => (one.id < other.id ? -1 : 1));
      for (const team of teams) await commit({ team: { after: team } });
      const ids = teams.map(({ id }) => id);
      expect(await store.teamList([...ids, 'no-team'], { limit: 2 })).toEqual(teams.slice(0, 2));
      expect(await store.teamList(ids, { limit: 2, after: ids[1] })).toEqual(teams.slice(2));
      const all: string[] = [];
      let page: Team[];
      do {
        page = await store.teamList('ALL', { limit: 2, after: all.at(-1) });
        all.push(...page.map(({ id }) => id));
      } while (page.length > 0);
      expect(all).toEqual([...all].sort());
      expect(all).toEqual(expect.arrayContaining(ids));
      const teamId = ids[0] ?? '';
      const members = ['ann', 'bob', 'cem'].map((userId) => sampleMember({ teamId, userId }));
      for (const after of [...members].reverse()) await commit({ member: { after } });
      expect(await store.members(teamId, { limit: 2 })).toEqual(members.slice(0, 2));
      expect(await store.members(teamId, { limit: 2, after: 'bob' })).toEqual(members.slice(2));
    });

    it('lists keys, the newest first, once each, by team or all', async () => {
      const [one, other] = [fresh('team'), fresh('team')];
      const keys = [[one], [one, other], [other], [one]].map((groups) => sampleKey({ groups }));
      for (const after of keys) await commit({ keys: [{ after }] });
      const newest = keys.map(({ id }) => id).reverse();
      const idsOf = async (...request: Parameters<AccessStore['apiKeys']>) =>
        (await store.apiKeys(...request)).map(({ id }) => id);
      expect(await idsOf([one, other], { limit: 10 })).toEqual(newest);
      expect(await idsOf([one, other], { limit: 2, after: newest[0] })).toEqual(newest.slice(1, 3));
      expect(await idsOf([other], { limit: 10 })).toEqual([newest[1], newest[2]]);
      expect(await idsOf('ALL', { limit: 4 })).toEqual(newest);
      expect(await idsOf('ALL', { limit: 2, after: newest[1] })).toEqual(newest.slice(2));
      expect(await store.apiKey(newest[0] ?? '')).toEqual(keys[3]);
    });

    it('finds the keys of a member, and no more of one that the team was taken out of', async () => {
      const [userId, teamId] = [fresh('user'), fresh('team')];
      const [mine, theirs] = [sampleKey({ userId, groups: [teamId] }), sampleKey({ groups: [teamId] })];
      await commit({ keys: [{ after: mine }, { after: theirs }] });
      expect(await store.apiKeysOfMember(teamId, userId)).toEqual([mine]);
      const after = withoutTeam(mine, teamId, 'someone', new Date(at));
      expect(after).toMatchObject({ groups: [], revokedAt: at });
      expect(await commit({ keys: [{ before: mine, after }] })).toBe('COMMITTED');
      expect(await store.apiKeysOfMember(teamId, userId)).toEqual([]);
      expect(await store.apiKeys([teamId], { limit: 10 })).toEqual([theirs]);
    });

    it('takes a secret for one key only', async () => {
      const key = sampleKey();
      await commit({ keys: [{ after: key }] });
      expect(await commit({ keys: [{ after: sampleKey({ secrets: key.secrets }) }] })).toBe('EXISTS');
    });

    it('lets one of a rotation and a revocation win', async () => {
      const key = sampleKey();
      await commit({ keys: [{ after: key }] });
      const now = new Date(at);
      const outcomes = await Promise.all([
        commit({ keys: [{ before: key, after: rotated(key, newSecret().record, 0, undefined, now) }] }),
        commit({ keys: [{ before: key, after: revoked(key, 'someone', now) }] }),
      ]);
      expect(outcomes.sort()).toEqual(['COMMITTED', 'STALE']);
    });

    it("keeps a team's MCP servers as they were written last, and lists them by team, from a position on", async () => {
      const before = { teamId: fresh('team'), servers: [], changedAt: at, changedBy: 'someone', revision: 1 };
      const server = {
        name: 'docs',
        url: 'https://a.example/mcp',
        approvedTools: ['search'],
        addedAt: at,
        addedBy: 'x',
      };
      const after = { ...before, servers: [server], revision: 2 };
      expect(await store.teamMcp(before.teamId)).toBeUndefined();
      expect(await commit({ mcp: { after: before } })).toBe('COMMITTED');
      expect(await commit({ mcp: { after: before } })).toBe('EXISTS');
      const rivals = [commit({ mcp: { before, after } }), commit({ mcp: { before, after } })];
      expect((await Promise.all(rivals)).sort()).toEqual(['COMMITTED', 'STALE']);
      expect(await store.teamMcp(before.teamId)).toEqual(after);
      expect(await store.teamMcpList({ limit: 100 })).toContainEqual(after);
      expect(await store.teamMcpList({ limit: 100, after: before.teamId })).not.toContainEqual(after);
    });

    it('keeps an audit trail, the newest first, and remembers a request with its change', async () => {
      const team = sampleTeam();
      const expiresAt = new Date(Date.now() + 60_000).toISOString();
      const request = { userId: fresh('user'), operation: 'test', key: 'key', inputDigest: 'x' };
      const remembered = { ...request, result: { id: team.id }, expiresAt };
      expect(await commit({ team: { after: team }, remembered }, team.id)).toBe('COMMITTED');
      expect(await commit({ team: { after: sampleTeam() }, remembered }, team.id)).toBe('REMEMBERED');
      const change = { before: team, after: { ...team, revision: 2 } };
      await commit({ team: change }, team.id);
      const trail = await store.accessAudit({ teamId: team.id }, { limit: 10 });
      expect(trail.map(({ who, what }) => [who, what])).toEqual([
        ['someone', 'Changed it'],
        ['someone', 'Changed it'],
      ]);
      expect(await store.accessAudit({ teamId: team.id }, { limit: 10, after: trail[0]?.id })).toEqual([trail[1]]);
      expect((await store.remembered(request))?.result).toEqual({ id: team.id });
    });
  });
}
