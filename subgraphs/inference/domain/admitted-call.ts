/** What uses neither tokens nor money is held against limits too: requests a minute, and budgets that are used up. */
import type { Identity } from '../../../platform/access.ts';
import type { LimitPolicies } from './limit-policies.ts';
import { refusalError } from './limit-refusal.ts';
import type { Claim, Expense, LimitLedger } from './limits.ts';

export interface AdmittedCallPorts {
  readonly ledger: LimitLedger;
  readonly policies: LimitPolicies;
}

/** Has it made within the caller's limits: it counts as a request. Throws RATE_LIMITED or BUDGET_EXCEEDED before anything is made. */
export function admittedCall({ ledger, policies }: AdmittedCallPorts) {
  return async <Answer>(
    caller: Identity,
    ownerOfModel: string,
    id: string,
    make: () => Promise<Answer>,
  ): Promise<Answer> => {
    const nothing: Expense = { tokens: 0, cost: 0 };
    const subjects = policies.subjectsOf(caller, ownerOfModel);
    const claim: Claim = { id, subjects, ...nothing, least: nothing, isStream: false, at: Date.now() };
    const refusal = await ledger.reserve(claim);
    if (refusal) throw refusalError(refusal);
    try {
      return await make();
    } finally {
      void ledger.settle(claim, nothing);
    }
  };
}
