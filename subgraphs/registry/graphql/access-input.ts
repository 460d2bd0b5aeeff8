/** What clients may send about teams and API keys. */
import { z } from 'zod';
import { tiers } from '../../../platform/access.ts';
import { isSpecialGroup, teamRoles } from '../domain/teams.ts';
import { aliasName, idempotencyKey, optional, pageShape, text } from './input.ts';

const teamId = text(64, 'A team id', 1);
const userId = text(128, 'A user id', 1);
const apiKeyId = text(64, 'An API key id', 1);
const mostGroups = 20;
const longestOverlapSeconds = 7 * 24 * 3600;

const newTeamId = z
  .string()
  .regex(/^[a-z0-9-]{1,64}$/, 'A team id has 1 to 64 characters: lower-case letters, digits and hyphens')
  .refine((id) => !isSpecialGroup(id), 'This name has a meaning of its own');

const mostProtectedAliases = 20;
const protectedAliases = z
  .array(aliasName)
  .max(mostProtectedAliases, `Up to ${mostProtectedAliases} aliases can be protected`)
  .transform((aliases) => [...new Set(aliases)].sort());

const policy = {
  approvalRequiredBeforeDeploy: optional(z.boolean()),
  selfApprovalForbidden: optional(z.boolean()),
  protectedAliases: optional(protectedAliases),
};

export const newTeam = z.object({
  id: newTeamId,
  description: optional(text(1024, 'A description')),
  ...policy,
  idempotencyKey,
});
export const policyChange = z.object({ teamId, ...policy, idempotencyKey });
export const memberRequest = z.object({ teamId, userId, role: z.enum(teamRoles), idempotencyKey });
export const memberRemoval = z.object({ teamId, userId, idempotencyKey });

/** Any way ISO 8601 has of writing it, as UTC. */
const time = z.iso
  .datetime({ offset: true, error: 'A time is ISO 8601, as in 2026-01-31T12:00:00.000Z' })
  .transform((value) => new Date(value).toISOString());

export const newApiKey = z.object({
  name: text(128, 'A name', 1),
  userId: optional(userId),
  tier: optional(z.enum(tiers)),
  groups: z
    .array(teamId)
    .min(1, 'A key reaches at least one team')
    .max(mostGroups, `A key reaches up to ${mostGroups} teams`),
  expiresAt: optional(time),
  idempotencyKey,
});
export const rotation = z.object({
  id: apiKeyId,
  overlapSeconds: z
    .number()
    .int()
    .min(0, 'An overlap is 0 to 604800 seconds')
    .max(longestOverlapSeconds, 'An overlap is 0 to 604800 seconds')
    .nullish()
    .transform((seconds) => seconds ?? 0),
  expiresAt: optional(time),
  idempotencyKey,
});
export const revocation = z.object({ id: apiKeyId, idempotencyKey });
export const apiKeysRequest = z.object({ ...pageShape, teamId: optional(text(64, 'A team id')) });
