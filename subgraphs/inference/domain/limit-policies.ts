/**
 * Who may use how much, in memory: what a tier gives each of its keys, and what platform engineers have set for a key or a team.
 * Changes come from polls and events, in any order: per subject the higher revision wins.
 */
import { adminGroup, deployerGroup, type Identity, type Tier } from '../../../platform/access.ts';
import type { LimitedSubject, Limits } from './limits.ts';

/** What was set for one team or key. */
export interface LimitPolicy {
  readonly kind: 'API_KEY' | 'TEAM';
  readonly id: string;
  readonly limits: Limits;
  /** Rises with every change. */
  readonly revision: number;
}

export type TierLimits = Readonly<Partial<Record<Tier, Limits>>>;

export interface LimitPolicies {
  /** Returns whether anything became different. */
  apply(policy: LimitPolicy): boolean;
  /** Takes over all that the registry has. Nothing is ever deleted there, so what it does not name yet stays. */
  replace(policies: readonly LimitPolicy[]): void;
  all(): readonly LimitPolicy[];
  /** Whose limits a request is held against: the key's (the user's, when there is no key) and the team's, where there are any. */
  subjectsOf(caller: Identity, ownerOfModel: string | undefined): readonly LimitedSubject[];
}

export function createLimitPolicies(tiers: TierLimits): LimitPolicies {
  const policies = new Map<string, LimitPolicy>();
  const nameOf = ({ kind, id }: Pick<LimitPolicy, 'kind' | 'id'>): string => `${kind}:${id}`;

  const apply = (policy: LimitPolicy): boolean => {
    const known = policies.get(nameOf(policy));
    if (known && known.revision >= policy.revision) return false;
    policies.set(nameOf(policy), policy);
    return true;
  };
  const limitsOf = (kind: LimitPolicy['kind'], id: string): Limits => policies.get(nameOf({ kind, id }))?.limits ?? {};

  const callerOf = ({ keyId, userId, tier }: Identity): LimitedSubject =>
    keyId === undefined
      ? { kind: 'USER', id: userId, limits: tiers[tier] ?? {} }
      : { kind: 'API_KEY', id: keyId, limits: { ...tiers[tier], ...limitsOf('API_KEY', keyId) } };

  return {
    apply,
    replace: (list) => {
      for (const policy of list) apply(policy);
    },
    all: () => [...policies.values()],
    subjectsOf(caller, ownerOfModel) {
      const team = payingTeam(caller, ownerOfModel);
      const subjects: LimitedSubject[] = [callerOf(caller)];
      if (team !== undefined) subjects.push({ kind: 'TEAM', id: team, limits: limitsOf('TEAM', team) });
      return subjects.filter(({ limits }) => Object.keys(limits).length > 0);
    },
  };
}

/** The team that pays: the owner of the registered model, for its members; else the first team of the key. */
export function payingTeam({ groups }: Identity, ownerOfModel: string | undefined): string | undefined {
  if (ownerOfModel !== undefined && groups.includes(ownerOfModel)) return ownerOfModel;
  return groups.find((group) => group !== adminGroup && group !== deployerGroup);
}
