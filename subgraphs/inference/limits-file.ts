/** What each tier gives, from LIMITS_FILE. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { tiers } from '../../platform/access.ts';
import { SetupError } from '../../platform/config.ts';
import type { TierLimits } from './domain/limit-policies.ts';
import { billionthsOf, type Limits, largestBudgetUsd } from './domain/limits.ts';

const count = z.int().min(0).max(1_000_000_000);
/** A number, or a decimal in quotes. */
const budget = z
  .union([z.number().transform((value) => value.toFixed(9)), z.string()])
  .refine((value) => /^\d+(\.\d{1,9})?$/.test(value), 'is dollars, with up to nine decimals')
  .refine((value) => Number(value) <= largestBudgetUsd, `is at most ${largestBudgetUsd} dollars`)
  .transform(billionthsOf);

const limits = z
  .strictObject({
    requestsPerMinute: count.optional(),
    tokensPerMinute: count.optional(),
    concurrentStreams: count.optional(),
    dailyBudgetUsd: budget.optional(),
    monthlyBudgetUsd: budget.optional(),
  })
  .transform(({ dailyBudgetUsd: dailyBudget, monthlyBudgetUsd: monthlyBudget, ...counts }): Limits => {
    const all = { ...counts, dailyBudget, monthlyBudget };
    return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  });

const limitsFile = z.strictObject({
  tiers: z.partialRecord(z.enum(tiers), limits).default({}),
  assumedCompletionTokens: z.int().min(1).max(1_000_000).default(1_024),
  shareWithoutRedis: z.number().min(0).max(1).default(0.5),
});

export interface LimitSettings {
  readonly tiers: TierLimits;
  readonly assumedCompletionTokens: number;
  readonly shareWithoutRedis: number;
}

/** Without a file no tier is limited. Throws `SetupError` for one that cannot be used. */
export async function readLimits(path: string | undefined): Promise<LimitSettings> {
  const parsed = limitsFile.safeParse(path === undefined ? {} : await read(path));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'the file'}: ${issue.message}`);
  throw new SetupError(`Mend LIMITS_FILE ${path} and start again. ${faults.join('; ')}`);
}

async function read(path: string): Promise<unknown> {
  const { parse } = await import('yaml');
  try {
    return parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const [reason] = String(error instanceof Error ? error.message : error).split('\n');
    throw new SetupError(`LIMITS_FILE ${path} cannot be read. ${reason}`);
  }
}
