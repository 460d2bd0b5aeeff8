/** Teams and API keys as one caller has them: every method checks what that caller may see and do. */
import { canSeeTeam, type Identity, type Tier, visibleTeams } from '../../../platform/access.ts';
import { DomainError } from '../../../platform/errors.ts';
import type { AccessStore, AccessSubject } from './access-store.ts';
import { type ApiKey, newSecret, requireKeyManager, revoked, rotated, tierFor } from './api-keys.ts';
import type { RegistryEvent } from './event-data.ts';
import { apiKeyChanged } from './events.ts';
import { type Keyed, once } from './idempotency.ts';
import { type LimitsRequest, listUsageLimits, setUsageLimits } from './limit-setting.ts';
import { type Page, type PageRequest, pageOf, positionAfter } from './page.ts';
import type { Change, RecordedAuditEntry, RegistryStore } from './store.ts';
import {
  addTeamMember,
  createTeam,
  type MemberRequest,
  type NewTeam,
  type PolicyChange,
  removeTeamMember,
  setTeamRole,
  updateTeamPolicy,
} from './team-management.ts';
import {
  includesRole,
  isPlatformAdmin,
  isSpecialGroup,
  type Membership,
  standingOf,
  type Team,
  type TeamRole,
} from './teams.ts';
import { isTimeOrderedId, timeOrderedId } from './time-ordered-id.ts';
import type { UsageLimits } from './usage-limits.ts';

export interface AccessPorts {
  readonly store: AccessStore & Pick<RegistryStore, 'remembered'>;
  readonly now: () => Date;
  /** Called with the events of each commit, so that they leave at once. */
  readonly committed: (events: readonly RegistryEvent[]) => void;
}

export interface NewApiKey extends Keyed {
  readonly name: string;
  readonly userId?: string | undefined;
  readonly tier?: Tier | undefined;
  readonly groups: readonly string[];
  /** ISO 8601. */
  readonly expiresAt?: string | undefined;
}

export interface Rotation extends Keyed {
  readonly id: string;
  readonly overlapSeconds: number;
  readonly expiresAt?: string | undefined;
}

export interface Revocation extends Keyed {
  readonly id: string;
}

/** A key, and when any of its secrets was used last (ISO 8601). */
export interface KnownApiKey extends ApiKey {
  readonly lastUsedAt?: string;
}

/** The secret is there once: not in the answer to a repetition. */
export interface IssuedKey {
  readonly apiKey: KnownApiKey;
  readonly secret?: string;
}

/** Look-ups answer undefined for what the caller may not see. */
export interface CallerAccess {
  team(id: string): Promise<Team | undefined>;
  teams(page: PageRequest): Promise<Page<Team>>;
  membersOf(team: Team, page: PageRequest): Promise<Page<Membership>>;
  roleIn(team: Team): Promise<TeamRole>;
  /** Of a team or a key that the caller has; the newest first. */
  trailOf(subject: AccessSubject, page: PageRequest): Promise<Page<RecordedAuditEntry>>;
  createTeam(request: NewTeam): Promise<Team>;
  updateTeamPolicy(request: PolicyChange): Promise<Team>;
  addTeamMember(request: MemberRequest): Promise<Membership>;
  setTeamRole(request: MemberRequest): Promise<Membership>;
  removeTeamMember(request: Omit<MemberRequest, 'role'>): Promise<Team>;

  /** The keys that the caller may see, the newest first. */
  apiKeys(teamId: string | undefined, page: PageRequest): Promise<Page<KnownApiKey>>;
  createApiKey(request: NewApiKey): Promise<IssuedKey>;
  rotateApiKey(request: Rotation): Promise<IssuedKey>;
  revokeApiKey(request: Revocation): Promise<KnownApiKey>;

  /** All limits that were set, for platform admins. */
  usageLimits(page: PageRequest): Promise<Page<UsageLimits>>;
  setUsageLimits(request: LimitsRequest): Promise<UsageLimits>;
}

/** How often a change is decided anew because another writer came first. */
const decisionsBeforeGivingUp = 10;

export function accessOf(ports: AccessPorts, identity: Identity): CallerAccess {
  const { store } = ports;
  return {
    team: async (id) => (canSeeTeam(identity, id) ? store.team(id) : undefined),
    async teams(page) {
      const visible = visibleTeams(identity);
      const teams = visible === 'ALL' ? visible : [...new Set(visible)].sort();
      const scope = ['teams', teams];
      const found = await store.teamList(teams, { after: positionAfter(page, scope), limit: page.first + 1 });
      return pageOf(found, page, scope, ({ id }) => id);
    },
    async membersOf({ id }, page) {
      const scope = ['members', id];
      const found = await store.members(id, { after: positionAfter(page, scope), limit: page.first + 1 });
      return pageOf(found, page, scope, ({ userId }) => userId);
    },
    roleIn: async ({ id }) => (isPlatformAdmin(identity) ? 'ADMIN' : (await standingOf(store, identity, id)).role),
    async trailOf(subject, page) {
      const scope = ['access-audit', subject];
      const after = positionAfter(page, scope, isTimeOrderedId);
      return pageOf(await store.accessAudit(subject, { after, limit: page.first + 1 }), page, scope, ({ id }) => id);
    },
    createTeam: (request) => createTeam(ports, identity, request),
    updateTeamPolicy: (request) => updateTeamPolicy(ports, identity, request),
    addTeamMember: (request) => addTeamMember(ports, identity, request),
    setTeamRole: (request) => setTeamRole(ports, identity, request),
    removeTeamMember: (request) => removeTeamMember(ports, identity, request),

    async apiKeys(teamId, page) {
      const teams = await teamsWithKeysToSee(store, identity, teamId);
      const scope = ['api-keys', teams];
      const after = positionAfter(page, scope, isTimeOrderedId);
      const found = await store.apiKeys(teams, { after, limit: page.first + 1 });
      const { nodes, pageInfo } = pageOf(found, page, scope, ({ id }) => id);
      return { nodes: await withLastUses(store, nodes), pageInfo };
    },
    createApiKey: (request) => createApiKey(ports, identity, request),
    async rotateApiKey(request) {
      const { apiKey, ...secret } = await rotateApiKey(ports, identity, request);
      return { apiKey: await withLastUse(store, apiKey), ...secret };
    },
    revokeApiKey: async (request) => withLastUse(store, await revokeApiKey(ports, identity, request)),

    usageLimits: (page) => listUsageLimits(ports, identity, page),
    setUsageLimits: (request) => setUsageLimits(ports, identity, request),
  };
}

async function createApiKey(ports: AccessPorts, identity: Identity, request: NewApiKey): Promise<IssuedKey> {
  const { store, now, committed } = ports;
  const { name, userId = identity.userId, expiresAt } = request;
  const groups = [...new Set(request.groups)];
  await requireKeyManager(store, identity, groups);
  const { idempotencyKey, ...input } = request;
  return once<IssuedKey, { id: string }>(
    ports,
    identity,
    { operation: 'createApiKey', idempotencyKey, input },
    {
      async execute(remember) {
        requireFuture(expiresAt, now());
        await requireKnownTeams(store, request.groups);
        const { secret, record } = newSecret();
        const at = now().toISOString();
        const apiKey: ApiKey = {
          id: timeOrderedId(),
          name,
          userId,
          tier: tierFor(identity, request.tier),
          groups,
          secrets: [record],
          createdAt: at,
          createdBy: identity.userId,
          ...(expiresAt && { expiresOn: expiresAt }),
          revision: 1,
        };
        const events = [apiKeyChanged(apiKey, 'CREATED', identity.userId, at)];
        const what = `Created the API key "${name}" (${record.prefix}…) of ${userId}`;
        const outcome = await store.commitAccess({
          keys: [{ after: apiKey }],
          audit: { subjects: subjectsOf(apiKey), who: identity.userId, code: 'API_KEY_CREATED', what, at },
          events,
          ...remember({ id: apiKey.id }),
        });
        if (outcome !== 'COMMITTED') throw otherWritersCameFirst();
        committed(events);
        return { apiKey, secret };
      },
      repeat: async ({ id }) => ({ apiKey: await requireApiKey(store, identity, id) }),
    },
  );
}

async function rotateApiKey(ports: AccessPorts, identity: Identity, request: Rotation): Promise<IssuedKey> {
  const { store, now } = ports;
  const { id, overlapSeconds, expiresAt, idempotencyKey } = request;
  await requireApiKey(store, identity, id);
  const keyed = { operation: 'rotateApiKey', idempotencyKey, input: { id, overlapSeconds, expiresAt } };
  return once<IssuedKey, { id: string }>(ports, identity, keyed, {
    async execute(remember) {
      requireFuture(expiresAt, now());
      const { secret, record } = newSecret();
      const apiKey = await changeApiKey(ports, identity, id, 'ROTATED', remember({ id }), (before) =>
        rotated(before, record, overlapSeconds, expiresAt, now()),
      );
      return { apiKey, secret };
    },
    repeat: async () => ({ apiKey: await requireApiKey(store, identity, id) }),
  });
}

async function revokeApiKey(ports: AccessPorts, identity: Identity, request: Revocation): Promise<ApiKey> {
  const { store, now } = ports;
  const { id, idempotencyKey } = request;
  await requireApiKey(store, identity, id);
  const keyed = { operation: 'revokeApiKey', idempotencyKey, input: { id } };
  return once<ApiKey, { id: string }>(ports, identity, keyed, {
    execute: (remember) =>
      // Revoked twice is revoked: the first time and name stay.
      changeApiKey(ports, identity, id, 'REVOKED', remember({ id }), (before) =>
        before.revokedAt ? { ...before, revision: before.revision + 1 } : revoked(before, identity.userId, now()),
      ),
    repeat: () => requireApiKey(store, identity, id),
  });
}

async function changeApiKey(
  { store, now, committed }: AccessPorts,
  identity: Identity,
  id: string,
  change: 'ROTATED' | 'REVOKED',
  remember: object,
  decide: (before: ApiKey) => ApiKey,
): Promise<ApiKey> {
  for (let tries = 0; tries < decisionsBeforeGivingUp; tries++) {
    const before = await requireApiKey(store, identity, id);
    const after = decide(before);
    const at = now().toISOString();
    const events = [apiKeyChanged(after, change, identity.userId, at)];
    const what = `${change === 'ROTATED' ? 'Rotated' : 'Revoked'} the API key "${after.name}" of ${after.userId}`;
    const keys: Change<ApiKey>[] = [{ before, after }];
    const audit = { subjects: subjectsOf(before), who: identity.userId, code: `API_KEY_${change}`, what, at };
    const outcome = await store.commitAccess({ keys, audit, events, ...remember });
    if (outcome === 'COMMITTED') {
      committed(events);
      return after;
    }
    if (outcome === 'REMEMBERED') break;
  }
  throw otherWritersCameFirst();
}

/** A key's changes stand in its own trail, and in those of the teams that it reaches. */
function subjectsOf({ id, groups }: ApiKey): AccessSubject[] {
  const teams = groups.filter((group) => !isSpecialGroup(group));
  return [{ apiKeyId: id }, ...teams.map((teamId) => ({ teamId }))];
}

/** Throws NOT_FOUND for a key whose teams the caller may not see, FORBIDDEN for one they may not manage. */
async function requireApiKey(store: AccessStore, identity: Identity, id: string): Promise<ApiKey> {
  const key = isTimeOrderedId(id) ? await store.apiKey(id) : undefined;
  const isVisible = key && (isPlatformAdmin(identity) || key.groups.some((group) => canSeeTeam(identity, group)));
  if (!isVisible) throw new DomainError('NOT_FOUND', `No API key "${id}"`);
  await requireKeyManager(store, identity, key.groups);
  return key;
}

async function withLastUses(store: AccessStore, keys: readonly ApiKey[]): Promise<KnownApiKey[]> {
  const uses = await store.lastUses(keys);
  return keys.map((key, index) => ({ ...key, ...(uses[index] && { lastUsedAt: uses[index] }) }));
}

async function withLastUse(store: AccessStore, key: ApiKey): Promise<KnownApiKey> {
  const [known = key] = await withLastUses(store, [key]);
  return known;
}

/** All for platform admins, else the teams that the caller is ADMIN of; of these the one asked for. */
async function teamsWithKeysToSee(store: AccessStore, identity: Identity, teamId: string | undefined) {
  if (isPlatformAdmin(identity)) return teamId === undefined ? ('ALL' as const) : [teamId];
  const visible = visibleTeams(identity);
  const teams = visible === 'ALL' ? [] : [...new Set(visible)].sort();
  const asked = teams.filter((team) => teamId === undefined || team === teamId);
  const standings = await Promise.all(asked.map((team) => standingOf(store, identity, team)));
  return asked.filter((_team, index) => includesRole(standings[index]?.role ?? 'VIEWER', 'ADMIN'));
}

async function requireKnownTeams(store: AccessStore, groups: readonly string[]): Promise<void> {
  const teams = await Promise.all(groups.map((group) => (isSpecialGroup(group) ? true : store.team(group))));
  const details = teams.flatMap((team, index) =>
    team ? [] : [{ path: `input.groups.${index}`, message: `Unknown team "${groups[index]}"` }],
  );
  if (details[0]) throw new DomainError('VALIDATION_ERROR', details[0].message, { details });
}

function requireFuture(expiresAt: string | undefined, now: Date): void {
  if (expiresAt === undefined || Date.parse(expiresAt) > now.getTime()) return;
  const message = 'An expiry lies in the future';
  throw new DomainError('VALIDATION_ERROR', message, { details: [{ path: 'input.expiresAt', message }] });
}

function otherWritersCameFirst(): DomainError {
  return new DomainError('CONFLICT', 'Other writers kept coming first; try again');
}
