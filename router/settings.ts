/** What the router's guards read from the environment: docs/configuration.md. */
import { Redis } from 'ioredis';
import { z } from 'zod';
import { SetupError } from '../platform/config.ts';
import type { Logger } from '../platform/logging.ts';
import type { GuardOptions } from './guards/guards.ts';
import { readManifest } from './guards/persisted-documents.ts';
import { defaultRateLimits, limitedTiers, type RateLimits } from './guards/rate-limits.ts';
import { jwtVerifier, type VerifyJwt } from './json-web-tokens.ts';

const list = z
  .string()
  .default('')
  .transform((text) => text.split(',').flatMap((part) => part.trim() || []));
const positive = z.coerce.number().positive();

export const guardVariables = {
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  RATE_LIMITS: z.string().default('').transform(readRateLimits),
  TRUSTED_DOCUMENTS: z.enum(['off', 'only']).default('off'),
  TRUSTED_DOCUMENTS_FILE: z.string().optional(),
  OPERATION_COST_MAXIMUM: positive.default(20_000),
  OPERATION_TIMEOUT_SECONDS: positive.default(150),
  PROPAGATE_HEADERS: list,
  JWT_JWKS_URL: z.url({ protocol: /^https?$/ }).optional(),
  JWT_ISSUER: z.string().optional(),
  JWT_AUDIENCE: z.string().optional(),
  JWT_USER_CLAIM: z.string().default('sub'),
  JWT_TIER_CLAIM: z.string().default('tier'),
  JWT_GROUPS_CLAIM: z.string().default('groups'),
  JWT_ADMIN_GROUP: z.string().optional(),
};

type GuardSettings = z.infer<z.ZodObject<typeof guardVariables>>;

/** `FREE=60,STANDARD=600`: operations a minute, the defaults for tiers that are not named. */
function readRateLimits(text: string, context: z.RefinementCtx): RateLimits {
  const limits: Record<string, number> = { ...defaultRateLimits };
  for (const part of text.split(',').flatMap((each) => each.trim() || [])) {
    const [tier = '', number = ''] = part.split('=');
    if (!limitedTiers.some((known) => known === tier) || !/^[1-9]\d{0,8}$/.test(number)) {
      context.addIssue({
        code: 'custom',
        message: `"${part}" is not a tier and its operations a minute, as in STANDARD=600`,
      });
      continue;
    }
    limits[tier] = Number(number);
  }
  return limits as unknown as RateLimits;
}

/** Throws `SetupError` for settings that do not fit together. `redis`, when there is one, is the caller's to close. */
export function guardOptionsOf(settings: GuardSettings, logger: Logger): GuardOptions & { readonly redis?: Redis } {
  const { TRUSTED_DOCUMENTS, TRUSTED_DOCUMENTS_FILE } = settings;
  if (TRUSTED_DOCUMENTS === 'only' && !TRUSTED_DOCUMENTS_FILE) {
    throw new SetupError('TRUSTED_DOCUMENTS is only: name the list of documents in TRUSTED_DOCUMENTS_FILE');
  }
  return {
    rateLimits: settings.RATE_LIMITS,
    manifest: TRUSTED_DOCUMENTS_FILE ? readManifest(TRUSTED_DOCUMENTS_FILE) : undefined,
    onlyTrustedDocuments: TRUSTED_DOCUMENTS === 'only',
    mostCost: settings.OPERATION_COST_MAXIMUM,
    operationMilliseconds: settings.OPERATION_TIMEOUT_SECONDS * 1000,
    propagateHeaders: settings.PROPAGATE_HEADERS,
    ...(settings.REDIS_URL && { redis: connectRedis(settings.REDIS_URL, logger) }),
  };
}

/** Undefined when no identity provider is set. Throws `SetupError` when it is set in part. */
export function jwtVerifierOf(settings: GuardSettings): VerifyJwt | undefined {
  const { JWT_JWKS_URL, JWT_ISSUER, JWT_AUDIENCE } = settings;
  const given = [JWT_JWKS_URL, JWT_ISSUER, JWT_AUDIENCE].filter(Boolean);
  if (given.length === 0) return undefined;
  if (!JWT_JWKS_URL || !JWT_ISSUER || !JWT_AUDIENCE) {
    throw new SetupError('JWT_JWKS_URL, JWT_ISSUER and JWT_AUDIENCE belong together: set all three, or none');
  }
  return jwtVerifier({
    jwksUrl: JWT_JWKS_URL,
    issuer: JWT_ISSUER,
    audience: JWT_AUDIENCE,
    userClaim: settings.JWT_USER_CLAIM,
    tierClaim: settings.JWT_TIER_CLAIM,
    groupsClaim: settings.JWT_GROUPS_CLAIM,
    adminGroup: settings.JWT_ADMIN_GROUP,
  });
}

/** Nothing waits for Redis: while it is away each command fails at once, and routers count by themselves. */
function connectRedis(url: string, logger: Logger): Redis {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: 200,
    connectTimeout: 1_000,
    disconnectTimeout: 100,
    retryStrategy: (times) => Math.min(50 * times, 1_000),
  });
  let isDown = false;
  redis.on('error', (error) => {
    if (!isDown) logger.warn({ err: error }, 'Redis cannot be reached; the router counts by itself');
    isDown = true;
  });
  redis.on('ready', () => {
    if (isDown) logger.info('Redis is back');
    isDown = false;
  });
  return redis;
}
