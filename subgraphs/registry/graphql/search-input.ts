/** What clients may ask lists for. */
import { z } from 'zod';
import { modelOrders } from '../domain/facets.ts';
import { deploymentStatuses, deploymentTargets, modelTasks, versionStatuses } from '../domain/model.ts';
import { largestPageSize } from '../domain/page.ts';
import { framework, optional, parse, tag, text } from './input.ts';

const pageSize = optional(
  z.number().int().min(1, 'A page has 1 to 100 entries').max(largestPageSize, 'A page has 1 to 100 entries'),
);
const cursor = optional(text(2048, 'A cursor', 1));
const connectionShape = { first: pageSize, after: cursor, last: pageSize, before: cursor };
const connection = z.object(connectionShape);

/** In UTC with milliseconds, so that times compare as texts. */
const time = z.iso
  .datetime({ offset: true, error: 'A time is in ISO 8601, as in 2026-01-31T12:00:00.000Z' })
  .transform((text) => new Date(text).toISOString());
const timeRange = z
  .object({ from: optional(time), to: optional(time) })
  .refine(
    ({ from, to }) => from === undefined || to === undefined || from < to,
    'A span of time begins before it ends',
  );
const teamId = optional(text(64, 'A team id'));

export const modelsRequest = z.object({
  ...connectionShape,
  filter: optional(
    z.object({
      teamId,
      framework: optional(framework),
      deploymentTarget: optional(z.enum(deploymentTargets)),
      status: optional(z.enum(versionStatuses)),
      task: optional(z.enum(modelTasks)),
      tag: optional(tag),
      search: optional(text(256, 'A search text')),
      createdAt: optional(timeRange),
      updatedAt: optional(timeRange),
    }),
  ),
  sort: optional(z.object({ field: z.enum(modelOrders), direction: z.enum(['ASC', 'DESC']) })),
});

export const deploymentsRequest = z.object({
  ...connectionShape,
  filter: optional(z.object({ teamId, status: optional(z.enum(deploymentStatuses)) })),
});

export const parseConnection = (value: unknown) => parse(connection, value);
