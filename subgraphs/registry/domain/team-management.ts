/** Making teams, their policies and their members. */
import { canSeeTeam, type Identity } from '../../../platform/access.ts';
import { DomainError } from '../../../platform/errors.ts';
import type { AccessCommit, AccessStore } from './access-store.ts';
import { type ApiKey, withoutTeam } from './api-keys.ts';
import type { RegistryEvent, TeamChange } from './event-data.ts';
import { teamChanged } from './events.ts';
import { once, type Remember } from './idempotency.ts';
import type { Change, RegistryStore } from './store.ts';
import {
  isPlatformAdmin,
  type Membership,
  openPolicy,
  requireRole,
  type Team,
  type TeamPolicy,
  type TeamRole,
} from './teams.ts';

interface TeamPorts {
  readonly store: AccessStore & Pick<RegistryStore, 'remembered'>;
  readonly now: () => Date;
  readonly committed: (events: readonly RegistryEvent[]) => void;
}

interface Keyed {
  readonly idempotencyKey?: string | undefined;
}

type PolicyWish = { readonly [Rule in keyof TeamPolicy]?: TeamPolicy[Rule] | undefined };

export interface NewTeam extends Keyed, PolicyWish {
  readonly id: string;
  readonly description?: string | undefined;
}

export interface PolicyChange extends Keyed, PolicyWish {
  readonly teamId: string;
}

export interface MemberRequest extends Keyed {
  readonly teamId: string;
  readonly userId: string;
  readonly role: TeamRole;
}

/** How often a change is decided anew because another writer came first. */
const decisionsBeforeGivingUp = 10;
/** As many as fit into one transaction beside the rest. */
const keysPerCommit = 15;

/** For platform admins. Throws DUPLICATE_RESOURCE for a team that exists. */
export async function createTeam(ports: TeamPorts, identity: Identity, request: NewTeam): Promise<Team> {
  if (!isPlatformAdmin(identity)) throw new DomainError('FORBIDDEN', 'Only a platform admin may create teams');
  const { store, now } = ports;
  const { id, description, idempotencyKey, ...wish } = request;
  const { idempotencyKey: _key, ...input } = request;
  return once<Team, { id: string }>(
    ports,
    identity,
    { operation: 'createTeam', idempotencyKey, input },
    {
      async execute(remember) {
        const at = now().toISOString();
        const policy = applied(openPolicy, wish);
        const team: Team = { id, ...(description && { description }), policy, createdAt: at, revision: 1 };
        const outcome = await commit(ports, identity, { id, at, revision: 1 }, 'CREATED', `Created the team`, {
          team: { after: team },
          ...remember({ id }),
        });
        if (outcome !== 'COMMITTED') throw new DomainError('DUPLICATE_RESOURCE', 'Team already exists');
        return team;
      },
      repeat: ({ id: made }) => requireTeamRecord(store, made),
    },
  );
}

/** For ADMINs of the team; what the request leaves out stays as it is. */
export async function updateTeamPolicy(ports: TeamPorts, identity: Identity, request: PolicyChange): Promise<Team> {
  const { store, now } = ports;
  const { teamId, idempotencyKey, ...wish } = request;
  await requireTeamAdmin(store, identity, teamId);
  return once<Team, unknown>(
    ports,
    identity,
    { operation: 'updateTeamPolicy', idempotencyKey, input: { teamId, ...wish } },
    {
      execute: (remember) =>
        decidedAnew(async () => {
          const before = await requireTeamRecord(store, teamId);
          const after: Team = { ...before, policy: applied(before.policy, wish), revision: before.revision + 1 };
          const { approvalRequiredBeforeDeploy, selfApprovalForbidden, protectedAliases } = after.policy;
          const what = `Set the policy: approval ${approvalRequiredBeforeDeploy ? 'required' : 'not required'} before deploy, self-approval ${selfApprovalForbidden ? 'forbidden' : 'allowed'}, protected aliases: ${protectedAliases.join(', ') || 'none'}`;
          const about = { id: teamId, at: now().toISOString(), revision: after.revision };
          const outcome = await commit(ports, identity, about, 'POLICY_CHANGED', what, {
            team: { before, after },
            ...remember(null),
          });
          return outcome === 'COMMITTED' ? after : undefined;
        }),
      repeat: () => requireTeamRecord(store, teamId),
    },
  );
}

/** For ADMINs of the team. Throws DUPLICATE_RESOURCE for a member. */
export async function addTeamMember(ports: TeamPorts, identity: Identity, request: MemberRequest): Promise<Membership> {
  const { store, now } = ports;
  const { teamId, userId, role } = request;
  await requireTeamAdmin(store, identity, teamId);
  return once(ports, identity, keyed('addTeamMember', request), {
    async execute(remember) {
      const since = now().toISOString();
      const after: Membership = { teamId, userId, role, since, addedBy: identity.userId, revision: 1 };
      const outcome = await commitMember(ports, identity, { after }, 'MEMBER_ADDED', remember);
      if (outcome !== 'COMMITTED') throw new DomainError('DUPLICATE_RESOURCE', 'The user is a member already');
      return after;
    },
    repeat: () => requireMember(store, teamId, userId),
  });
}

/** For ADMINs of the team. Throws NOT_FOUND for a user who is no member. */
export async function setTeamRole(ports: TeamPorts, identity: Identity, request: MemberRequest): Promise<Membership> {
  const { store } = ports;
  const { teamId, userId, role } = request;
  await requireTeamAdmin(store, identity, teamId);
  return once(ports, identity, keyed('setTeamRole', request), {
    execute: (remember) =>
      decidedAnew(async () => {
        const before = await requireMember(store, teamId, userId);
        const after: Membership = { ...before, role, revision: before.revision + 1 };
        const outcome = await commitMember(ports, identity, { before, after }, 'ROLE_CHANGED', remember);
        return outcome === 'COMMITTED' ? after : undefined;
      }),
    repeat: () => requireMember(store, teamId, userId),
  });
}

/**
 * For ADMINs of the team: ends the membership, and takes the team out of every API key of the user. Throws NOT_FOUND for a user
 * who has neither. Interrupted between many keys, it is finished by its repetition: the membership goes last.
 */
export async function removeTeamMember(
  ports: TeamPorts,
  identity: Identity,
  request: Omit<MemberRequest, 'role'>,
): Promise<Team> {
  const { store, now } = ports;
  const { teamId, userId } = request;
  await requireTeamAdmin(store, identity, teamId);
  return once(ports, identity, keyed('removeTeamMember', request), {
    async execute(remember) {
      const { membership } = await store.standing(teamId, userId);
      if (!membership && (await store.apiKeysOfMember(teamId, userId)).length === 0) throw noMember(teamId, userId);
      await decidedAnew(async () => {
        const { membership: before } = await store.standing(teamId, userId);
        const keys = await store.apiKeysOfMember(teamId, userId);
        const isLast = keys.length <= keysPerCommit;
        const at = now().toISOString();
        const changes = keys.slice(0, keysPerCommit).map(
          (key): Change<ApiKey> => ({
            before: key,
            after: withoutTeam(key, teamId, identity.userId, now()),
          }),
        );
        const about = { id: teamId, at, revision: (before?.revision ?? 0) + 1, userId };
        const what = `Removed ${userId} from the team, and the team from ${changes.length} API keys`;
        const outcome = await commit(ports, identity, about, 'MEMBER_REMOVED', what, {
          keys: changes,
          ...(isLast && before && { member: { removed: before } }),
          ...(isLast && remember(null)),
        });
        return outcome === 'COMMITTED' && isLast ? true : undefined;
      });
      return requireTeamRecord(store, teamId);
    },
    repeat: () => requireTeamRecord(store, teamId),
  });
}

function commitMember(
  ports: TeamPorts,
  identity: Identity,
  member: Change<Membership>,
  change: TeamChange['change'],
  remember: Remember<unknown>,
) {
  const { teamId: id, userId, role, revision } = member.after;
  const what = change === 'MEMBER_ADDED' ? `Added ${userId} as ${role}` : `Made ${userId} ${role}`;
  const about = { id, userId, role, revision, at: ports.now().toISOString() };
  return commit(ports, identity, about, change, what, { member, ...remember(null) });
}

async function commit(
  { store, committed }: TeamPorts,
  { userId: who }: Identity,
  about: { id: string; at: string; revision: number; userId?: string; role?: TeamRole },
  change: TeamChange['change'],
  what: string,
  changes: Omit<AccessCommit, 'audit' | 'events'>,
) {
  const { id, at, revision, userId, role } = about;
  const data = { teamId: id, change, changedBy: who, ...(userId && { userId }), ...(role && { role }) };
  const events = [teamChanged(data, revision, at)];
  const subjects = [{ teamId: id }, ...(changes.keys ?? []).map(({ after }) => ({ apiKeyId: after.id }))];
  const audit = { subjects, who, code: `TEAM_${change}`, what, at };
  const outcome = await store.commitAccess({ ...changes, audit, events });
  if (outcome === 'COMMITTED') committed(events);
  return outcome;
}

/** Throws NOT_FOUND for a team the caller may not see, FORBIDDEN unless they are its ADMIN. */
async function requireTeamAdmin(store: AccessStore, identity: Identity, teamId: string): Promise<void> {
  if (!canSeeTeam(identity, teamId)) throw noTeam(teamId);
  await requireTeamRecord(store, teamId);
  await requireRole(store, identity, teamId, 'ADMIN');
}

async function requireTeamRecord(store: AccessStore, id: string): Promise<Team> {
  const team = await store.team(id);
  if (!team) throw noTeam(id);
  return team;
}

async function requireMember(store: AccessStore, teamId: string, userId: string): Promise<Membership> {
  const { membership } = await store.standing(teamId, userId);
  if (!membership) throw noMember(teamId, userId);
  return membership;
}

/** Tries until `attempt` answers; it answers undefined when another writer came first. */
async function decidedAnew<Result>(attempt: () => Promise<Result | undefined>): Promise<Result> {
  for (let tries = 0; tries < decisionsBeforeGivingUp; tries++) {
    const result = await attempt();
    if (result !== undefined) return result;
  }
  throw new DomainError('CONFLICT', 'Other writers kept coming first; try again');
}

function keyed(operation: string, { idempotencyKey, ...input }: Keyed) {
  return { operation, idempotencyKey, input };
}

function applied(policy: TeamPolicy, wish: PolicyWish): TeamPolicy {
  return {
    approvalRequiredBeforeDeploy: wish.approvalRequiredBeforeDeploy ?? policy.approvalRequiredBeforeDeploy,
    selfApprovalForbidden: wish.selfApprovalForbidden ?? policy.selfApprovalForbidden,
    protectedAliases: wish.protectedAliases ?? policy.protectedAliases,
  };
}

function noTeam(id: string): DomainError {
  return new DomainError('NOT_FOUND', `No team "${id}"`);
}

function noMember(teamId: string, userId: string): DomainError {
  return new DomainError('NOT_FOUND', `The team "${teamId}" has no member "${userId}"`);
}
