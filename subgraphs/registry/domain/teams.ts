/**
 * Teams, their policies, and the role of each user in them. The groups of an API key say which teams it reaches at all; the role
 * says what its user may do there.
 */
import { adminGroup, canSeeTeam, deployerGroup, type Identity } from '../../../platform/access.ts';
import { DomainError } from '../../../platform/errors.ts';

/** Each may do all that the ones before it may. */
export const teamRoles = ['VIEWER', 'CONTRIBUTOR', 'MAINTAINER', 'ADMIN'] as const;
export type TeamRole = (typeof teamRoles)[number];

/**
 * The role of a user whose key names the team, and whom nobody has made a member: enough to register and deploy, as for
 * service accounts, and too little to approve or to manage.
 */
export const roleWithoutMembership: TeamRole = 'CONTRIBUTOR';

export interface TeamPolicy {
  /** Only versions that are APPROVED may be deployed. */
  readonly approvalRequiredBeforeDeploy: boolean;
  /** Who registered a version may not decide on it. */
  readonly selfApprovalForbidden: boolean;
  /** Only MAINTAINERs move these aliases. */
  readonly protectedAliases: readonly string[];
}

/** The policy of a team that has chosen none. */
export const openPolicy: TeamPolicy = {
  approvalRequiredBeforeDeploy: false,
  selfApprovalForbidden: false,
  protectedAliases: [],
};

export interface Team {
  readonly id: string;
  readonly description?: string;
  readonly policy: TeamPolicy;
  /** ISO 8601. */
  readonly createdAt: string;
  /** Rises with every write of the record. */
  readonly revision: number;
}

export interface Membership {
  readonly teamId: string;
  readonly userId: string;
  readonly role: TeamRole;
  /** ISO 8601. */
  readonly since: string;
  readonly addedBy: string;
  /** Rises with every write of the record. */
  readonly revision: number;
}

/** The port to what is known of teams. */
export interface TeamDirectory {
  /** A team and a user's membership in it, in one strongly consistent request. */
  standing(
    teamId: string,
    userId: string,
  ): Promise<{ readonly team: Team | undefined; readonly membership: Membership | undefined }>;
}

/** What a caller may do in a team, and what the team has agreed on. */
export interface Standing {
  readonly role: TeamRole;
  readonly policy: TeamPolicy;
}

/** Whether `role` includes what `needed` may do. */
export function includesRole(role: TeamRole, needed: TeamRole): boolean {
  return teamRoles.indexOf(role) >= teamRoles.indexOf(needed);
}

/**
 * Where the caller stands in a team that their groups include: ADMIN for platform admins. Throws FORBIDDEN for a team that is
 * not theirs.
 */
export async function standingOf(teams: TeamDirectory, identity: Identity, teamId: string): Promise<Standing> {
  if (!canSeeTeam(identity, teamId)) {
    throw new DomainError('FORBIDDEN', `Your key does not belong to the team "${teamId}"`);
  }
  const { team, membership } = await teams.standing(teamId, identity.userId);
  return {
    role: isPlatformAdmin(identity) ? 'ADMIN' : (membership?.role ?? roleWithoutMembership),
    policy: team?.policy ?? openPolicy,
  };
}

/** Throws FORBIDDEN unless the caller has at least `role` in the team. Returns where they stand, the team's policy included. */
export async function requireRole(
  teams: TeamDirectory,
  identity: Identity,
  teamId: string,
  role: TeamRole,
): Promise<Standing> {
  const standing = await standingOf(teams, identity, teamId);
  if (!includesRole(standing.role, role)) {
    throw new DomainError('FORBIDDEN', `You are ${standing.role} of the team "${teamId}"; this needs ${role}`);
  }
  return standing;
}

/** Throws FORBIDDEN for an alias that the team protects, unless the caller is MAINTAINER. */
export function requireAliasMover({ role, policy }: Standing, alias: string): void {
  if (!policy.protectedAliases.includes(alias) || includesRole(role, 'MAINTAINER')) return;
  throw new DomainError('FORBIDDEN', `The alias "${alias}" is protected: only a MAINTAINER of the team moves it`);
}

export function isPlatformAdmin({ groups }: Identity): boolean {
  return groups.includes(adminGroup);
}

/** Groups that grant more than a team, and can be none. */
export function isSpecialGroup(group: string): boolean {
  return group === adminGroup || group === deployerGroup;
}
