/** What clients may send. Whatever is wrong becomes one VALIDATION_ERROR that names every offending field. */
import { z } from 'zod';
import { DomainError } from '../../../platform/errors.ts';
import { deploymentTargets } from '../domain/model.ts';
import { defaultPageSize, largestPageSize } from '../domain/page.ts';
import { isSemanticVersion } from '../domain/version-order.ts';

/** The value as `schema` reads it. Paths in the details begin with `root`. Throws VALIDATION_ERROR. */
export function parse<Schema extends z.ZodType>(schema: Schema, value: unknown, root?: string): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const details = result.error.issues.map(({ path, message }) => ({
    path: [...(root ? [root] : []), ...path].join('.'),
    message,
  }));
  throw new DomainError('VALIDATION_ERROR', details[0]?.message ?? 'Invalid input', { details });
}

/** GraphQL's null and absent are the same to us. */
export const optional = <Schema extends z.ZodType>(schema: Schema) =>
  schema.nullish().transform((value) => value ?? undefined);

export const text = (most: number, what: string, least = 0) =>
  z
    .string()
    .min(least, `${what} must have at least ${least} characters`)
    .max(most, `${what} may have up to ${most} characters`);

export const modelId = z
  .string()
  .regex(/^[a-z0-9-]{1,64}$/, 'A model id has 1 to 64 characters: lower-case letters, digits and hyphens');
/** Groups that cannot be teams are not refused here: the caller does not belong to them, or they are unknown. */
export const teamId = text(64, 'A team id', 1);
export const version = z.string().refine(isSemanticVersion, 'Invalid semantic version');
export const framework = z
  .string()
  .regex(/^[a-z0-9._+-]{1,32}$/, 'A framework has 1 to 32 lower-case characters, as in scikit-learn');
/** What aliases may be called; `latest` would say something else than `latestVersion` does. */
export const aliasName = z
  .string()
  .regex(/^[a-z0-9-]{1,64}$/, 'An alias has 1 to 64 characters: lower-case letters, digits and hyphens')
  .refine((name) => name !== 'latest', '"latest" is not an alias: it is what latestVersion tells');
export const idempotencyKey = optional(text(128, 'An idempotency key', 1));
export const tag = z.object({ key: text(64, "A tag's key", 1), value: text(256, "A tag's value") });

export const registration = z.object({
  modelId,
  version,
  framework,
  deploymentTarget: z.enum(deploymentTargets),
  teamId,
  /** Its form depends on the target: see detailedRegistration. */
  artifactUri: z.string(),
  description: optional(text(4096, 'A description')),
  tags: z
    .array(tag)
    .max(50, 'There may be up to 50 tags')
    .nullish()
    .transform((tags) => tags ?? []),
  idempotencyKey,
});

export const pageShape = {
  first: z
    .number()
    .int()
    .min(1, 'A page has 1 to 100 entries')
    .max(largestPageSize, 'A page has 1 to 100 entries')
    .nullish()
    .transform((first) => first ?? defaultPageSize),
  after: optional(text(2048, 'A cursor', 1)),
};
const page = z.object(pageShape);

export const parsePage = (value: unknown) => parse(page, value);

const position = z.object({ deploymentId: z.string(), sequence: z.number().int().min(0) });
const watchRequest = z
  .object({
    deploymentId: optional(z.string()),
    modelId: optional(z.string()),
    teamId: optional(z.string()),
    afterSequence: optional(z.number().int().min(0)),
    resumeAfter: optional(z.array(position).max(100)),
  })
  .refine(
    ({ deploymentId, modelId, teamId }) => [deploymentId, modelId, teamId].filter(Boolean).length === 1,
    'Ask for exactly one of deploymentId, modelId and teamId',
  )
  .refine(
    ({ deploymentId, afterSequence }) => afterSequence === undefined || deploymentId !== undefined,
    'afterSequence goes with deploymentId; of several deployments say resumeAfter',
  );

interface WatchRequest {
  readonly subject: { deploymentId: string } | { modelId: string } | { teamId: string };
  /** The last sequence the subscriber has of each deployment. */
  readonly after: ReadonlyMap<string, number>;
}

/** What a subscription is about, and where it goes on. Throws VALIDATION_ERROR unless it is about exactly one thing. */
export function parseWatchRequest(value: unknown): WatchRequest {
  const { deploymentId, modelId, teamId = '', afterSequence, resumeAfter = [] } = parse(watchRequest, value);
  const after = new Map(resumeAfter.map((last) => [last.deploymentId, last.sequence]));
  if (deploymentId !== undefined && afterSequence !== undefined) after.set(deploymentId, afterSequence);
  if (deploymentId !== undefined) return { subject: { deploymentId }, after };
  return { subject: modelId !== undefined ? { modelId } : { teamId }, after };
}
