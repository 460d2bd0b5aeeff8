/** Usage limits: parse, delegate. */
import { z } from 'zod';
import type { LimitValues } from '../domain/usage-limits.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import { idempotencyKey, optional, parse, parsePage, text } from './input.ts';

const mostBudgetUsd = 1_000_000;
const count = optional(z.int().min(0, 'A limit is 0 or more').max(1_000_000_000, 'A limit is at most 1000000000'));
const budget = optional(
  z
    .string()
    .regex(/^\d{1,7}(\.\d{1,9})?$/, 'A budget is dollars with up to nine decimals, as in "12.50"')
    .refine((value) => Number(value) <= mostBudgetUsd, `A budget is at most ${mostBudgetUsd} dollars`),
);

const limitsRequest = z
  .object({
    teamId: optional(text(64, 'A team id', 1)),
    apiKeyId: optional(text(64, 'An API key id', 1)),
    requestsPerMinute: count,
    tokensPerMinute: count,
    concurrentStreams: count,
    dailyBudgetUsd: budget,
    monthlyBudgetUsd: budget,
    idempotencyKey,
  })
  .transform(({ teamId, apiKeyId, idempotencyKey: key, ...given }, context) => {
    const present = Object.entries(given).filter(([, value]) => value !== undefined);
    const rest = { limits: Object.fromEntries(present) as LimitValues, idempotencyKey: key };
    if (teamId !== undefined && apiKeyId === undefined) return { subject: { teamId }, ...rest };
    if (apiKeyId !== undefined && teamId === undefined) return { subject: { apiKeyId }, ...rest };
    context.addIssue({ code: 'custom', path: ['teamId'], message: 'Name either a team or an API key' });
    return z.NEVER;
  });

export const usageLimitsResolvers: Resolvers = {
  Query: {
    usageLimits: (_parent, request, { registry }) => registry.access.usageLimits(parsePage(request)),
  },

  Mutation: {
    setUsageLimits: async (_parent, { input }, { registry }) => ({
      limits: await registry.access.setUsageLimits(parse(limitsRequest, input, 'input')),
    }),
  },

  Team: {
    limits: async ({ id }, _request, { usageLimits }) => (await usageLimits.load({ teamId: id })) ?? null,
  },

  ApiKey: {
    limits: async ({ id }, _request, { usageLimits }) => (await usageLimits.load({ apiKeyId: id })) ?? null,
  },

  UsageLimits: {
    teamId: ({ subject }) => ('teamId' in subject ? subject.teamId : null),
    apiKeyId: ({ subject }) => ('apiKeyId' in subject ? subject.apiKeyId : null),
    requestsPerMinute: ({ limits }) => limits.requestsPerMinute ?? null,
    tokensPerMinute: ({ limits }) => limits.tokensPerMinute ?? null,
    concurrentStreams: ({ limits }) => limits.concurrentStreams ?? null,
    dailyBudgetUsd: ({ limits }) => limits.dailyBudgetUsd ?? null,
    monthlyBudgetUsd: ({ limits }) => limits.monthlyBudgetUsd ?? null,
  },
};
