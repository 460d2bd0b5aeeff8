/** The registry's environment variables. */
import { z } from 'zod';
import { flag, readEnvironment, serverVariables } from '../../platform/config.ts';

const variables = {
  ...serverVariables,
  TABLE_NAME: z.string(),
  EVENT_BUS_NAME: z.string(),
  ARTIFACT_BUCKET: z.string(),
  REGISTRY_QUEUE_URL: z.url(),
  WEBHOOK_QUEUE_URL: z.url(),
  REDIS_URL: z.string(),
  /** Where the inference subgraph is; only for the health that each side reports of the other. */
  INFERENCE_URL: z.url().optional(),
  /** Teams that exist from the start, comma-separated. */
  TEAMS: z.string().default(''),
  LEASE_SECONDS: z.coerce.number().positive().default(15),
  QUEUED_LEASE_SECONDS: z.coerce.number().positive().default(60),
  /** A deployer that tells nothing for so long is silent; half of that later, what it serves is deployed again. */
  DEPLOYER_SILENCE_SECONDS: z.coerce.number().positive().default(60),
  /** The pause before a deployment's second attempt; before the third it is four times as long. */
  RETRY_SECONDS: z.coerce.number().nonnegative().default(1),
  /** CloudWatch's embedded metric format on standard output, or nothing. */
  METRICS: z.enum(['emf', 'none']).default('emf'),
  METRICS_INTERVAL_SECONDS: z.coerce.number().positive().default(60),
  /** The largest artifact that may be uploaded. */
  ARTIFACT_MAXIMUM_BYTES: z.coerce
    .number()
    .int()
    .positive()
    .default(100 * 2 ** 30),
  /** How long an upload may take. */
  ARTIFACT_UPLOAD_HOURS: z.coerce.number().positive().default(24),
  /** Lets webhooks reach private and loopback addresses. */
  ALLOW_PRIVATE_ENDPOINTS: flag.default(false),
  /** How often a webhook is sent at most, and the pause after the first failure; it doubles, up to 15 minutes. */
  WEBHOOK_ATTEMPTS: z.coerce.number().int().positive().default(10),
  WEBHOOK_RETRY_SECONDS: z.coerce.number().nonnegative().default(10),
  /** How long an uploaded artifact is kept that no version names. */
  ARTIFACT_ORPHAN_DAYS: z.coerce.number().positive().default(7),
};

export type Settings = ReturnType<typeof readSettings>;

/** Throws `SetupError` for what is missing or faulty. */
export function readSettings(environment: Record<string, string | undefined>) {
  return readEnvironment(variables, environment);
}
