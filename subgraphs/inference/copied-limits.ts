/** The limits of teams and keys, as the registry has them. */
import { z } from 'zod';
import type { AnyEvent, EventData } from '../../platform/events.ts';
import type { LimitPolicies, LimitPolicy } from './domain/limit-policies.ts';
import { billionthsOf, type Limits } from './domain/limits.ts';
import type { CopiedSettings } from './settings-copy.ts';

const limits = z.object({
  requestsPerMinute: z.number().optional(),
  tokensPerMinute: z.number().optional(),
  concurrentStreams: z.number().optional(),
  dailyBudget: z.number().optional(),
  monthlyBudget: z.number().optional(),
});
const policy = z.object({ kind: z.enum(['API_KEY', 'TEAM']), id: z.string(), limits, revision: z.number() });

export function copiedLimits(
  policies: LimitPolicies,
  list: (signal: AbortSignal) => Promise<LimitPolicy[]>,
): CopiedSettings<LimitPolicy> {
  return {
    name: 'limit-policies',
    known: policies,
    shape: policy as z.ZodType<LimitPolicy>,
    list,
    ofEvent: async (event) => toPolicy(event),
  };
}

function toPolicy(event: AnyEvent): LimitPolicy | undefined {
  if (event.type !== 'Usage Limits Changed') return undefined;
  const { data, sequence: revision } = event.detail;
  return policyOf(data.teamId, data.apiKeyId, data, revision);
}

type LimitValues = Partial<
  Pick<
    { [Name in keyof EventData<'Usage Limits Changed'>]: EventData<'Usage Limits Changed'>[Name] | null },
    'requestsPerMinute' | 'tokensPerMinute' | 'concurrentStreams' | 'dailyBudgetUsd' | 'monthlyBudgetUsd'
  >
>;

/** Undefined for what names neither team nor key: of a later release. */
export function policyOf(
  teamId: string | null | undefined,
  apiKeyId: string | null | undefined,
  values: LimitValues,
  revision: number,
): LimitPolicy | undefined {
  const id = teamId ?? apiKeyId;
  if (id === null || id === undefined) return undefined;
  const { requestsPerMinute, tokensPerMinute, concurrentStreams, dailyBudgetUsd, monthlyBudgetUsd } = values;
  const all = {
    requestsPerMinute,
    tokensPerMinute,
    concurrentStreams,
    dailyBudget: dailyBudgetUsd && billionthsOf(dailyBudgetUsd),
    monthlyBudget: monthlyBudgetUsd && billionthsOf(monthlyBudgetUsd),
  };
  const present = Object.entries(all).filter(([, value]) => typeof value === 'number');
  return { kind: teamId ? 'TEAM' : 'API_KEY', id, limits: Object.fromEntries(present) as Limits, revision };
}
