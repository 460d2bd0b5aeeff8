/** Who calls, and what that lets them see. Pure: both subgraphs' domains import it. */
import { DomainError } from './errors.ts';

export const tiers = ['FREE', 'STANDARD', 'PREMIUM', 'INTERNAL'] as const;
export type Tier = (typeof tiers)[number];

/** Members of this group see and manage every team. */
export const adminGroup = 'admin';
/** Machine identities that serve models and report on deployments. */
export const deployerGroup = 'deployer';

export interface Identity {
  readonly userId: string;
  readonly tier: Tier;
  /** Team ids, and the special groups above. */
  readonly groups: readonly string[];
  /** The API key's id, for callers who came with a key that has one. */
  readonly keyId?: string;
}

/** The teams whose resources the caller may see: a list, or `'ALL'`. */
export type VisibleTeams = 'ALL' | readonly string[];

export function visibleTeams(identity: Identity): VisibleTeams {
  return identity.groups.includes(adminGroup) ? 'ALL' : identity.groups.filter((group) => group !== deployerGroup);
}

export function canSeeTeam(identity: Identity, teamId: string): boolean {
  const teams = visibleTeams(identity);
  return teams === 'ALL' || teams.includes(teamId);
}

export const modelVisibilities = ['TEAM', 'ORGANIZATION'] as const;
export type ModelVisibility = (typeof modelVisibilities)[number];

/** Whose a model is, and whom its team shares it with. */
export interface SharedModel {
  readonly teamId: string;
  /** TEAM when absent. */
  readonly visibility?: ModelVisibility;
  /** Further teams that may see and use it. */
  readonly grantedTeams?: readonly string[];
}

/** Whether the caller may read a model, all that belongs to it, and use it. Only its team may change it. */
export function canSeeModel(identity: Identity, { teamId, visibility, grantedTeams = [] }: SharedModel): boolean {
  if (canSeeTeam(identity, teamId) || visibility === 'ORGANIZATION') return true;
  return grantedTeams.some((team) => canSeeTeam(identity, team));
}

/** Throws FORBIDDEN unless the caller belongs to the team. For writes that name the team themselves. */
export function requireTeam(identity: Identity, teamId: string): void {
  if (!canSeeTeam(identity, teamId)) {
    throw new DomainError('FORBIDDEN', `Your key does not belong to the team "${teamId}"`);
  }
}

/** Throws FORBIDDEN unless the caller is a deployer. */
export function requireDeployer(identity: Identity): void {
  if (!identity.groups.includes(deployerGroup)) {
    throw new DomainError('FORBIDDEN', 'Only a deployer may report on deployments');
  }
}
