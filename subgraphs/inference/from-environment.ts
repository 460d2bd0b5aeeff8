/** The inference subgraph as the environment sets it up: docs/configuration.md. */
import { join } from 'node:path';
import { z } from 'zod';
import { type Environment, flag, readEnvironment, serverVariables } from '../../platform/config.ts';
import type { EndpointKeyOf } from '../../platform/endpoint-keys.ts';
import type { Logger } from '../../platform/logging.ts';
import type { SubgraphServer } from '../../platform/subgraph-server.ts';
import { cacheModes } from './domain/cache-wish.ts';
import { readLimits } from './limits-file.ts';
import type { McpServersFile } from './mcp/mcp-servers-file.ts';
import { createProviders, providerVariables } from './providers/providers.ts';
import { readSimilarAnswers } from './similar-answers-file.ts';
import { startInference } from './start-inference.ts';

/** Starts it. Throws `SetupError` for what is missing or malformed. */
export async function inferenceFromEnvironment(logger: Logger, given: Environment): Promise<SubgraphServer> {
  const environment = readEnvironment(
    {
      ...serverVariables,
      ...providerVariables,
      REGISTRY_URL: z.url(),
      REDIS_URL: z.string(),
      EVENT_BUS_NAME: z.string(),
      INFERENCE_QUEUE_URL: z.url(),
      ALLOW_PRIVATE_ENDPOINTS: flag.default(false),
      CATALOG_POLL_SECONDS: z.coerce.number().positive().default(300),
      DATA_DIR: z.string().optional(),
      LIMITS_FILE: z.string().optional(),
      GUARDRAILS_FILE: z.string().optional(),
      LOG_CONTENT: flag.default(false),
      METRICS: z.enum(['emf', 'none']).default('emf'),
      METRICS_INTERVAL_SECONDS: z.coerce.number().positive().default(60),
      MCP_SERVERS_FILE: z.string().optional(),
      ENDPOINT_KEYS_FILE: z.string().optional(),
      SIMILAR_ANSWERS_FILE: z.string().optional(),
      COMPLETION_CACHE: z.enum(cacheModes).default('OFF'),
      COMPLETION_CACHE_SECONDS: z.coerce.number().int().positive().default(300),
    },
    given,
  );
  return startInference({
    host: environment.HOST,
    port: environment.PORT,
    logger,
    internalSecret: environment.INTERNAL_SECRET,
    registryUrl: environment.REGISTRY_URL,
    redisUrl: environment.REDIS_URL,
    busName: environment.EVENT_BUS_NAME,
    queueUrl: environment.INFERENCE_QUEUE_URL,
    providers: await createProviders(environment, logger),
    ...(environment.DATA_DIR && { spoolFolder: join(environment.DATA_DIR, 'inference') }),
    ...(environment.GUARDRAILS_FILE && { guardrailsFile: environment.GUARDRAILS_FILE }),
    logContent: environment.LOG_CONTENT,
    ...(environment.METRICS === 'emf' && { metrics: { intervalSeconds: environment.METRICS_INTERVAL_SECONDS } }),
    limits: await readLimits(environment.LIMITS_FILE),
    ...(environment.MCP_SERVERS_FILE && {
      mcpServers: await mcpServersOf(environment.MCP_SERVERS_FILE, environment.ALLOW_PRIVATE_ENDPOINTS),
    }),
    ...(environment.ENDPOINT_KEYS_FILE && { keyOf: await endpointKeysOf(environment.ENDPOINT_KEYS_FILE) }),
    ...(environment.SIMILAR_ANSWERS_FILE && {
      similarAnswers: await readSimilarAnswers(environment.SIMILAR_ANSWERS_FILE),
    }),
    cache: { mode: environment.COMPLETION_CACHE, seconds: environment.COMPLETION_CACHE_SECONDS },
    allowPrivateEndpoints: environment.ALLOW_PRIVATE_ENDPOINTS,
    catalogPollMilliseconds: environment.CATALOG_POLL_SECONDS * 1_000,
  });
}

/** What reads the file is loaded only where there is one. */
async function mcpServersOf(path: string, allowPrivate: boolean): Promise<McpServersFile> {
  const { readMcpServers } = await import('./mcp/mcp-servers-file.ts');
  return readMcpServers(path, { allowPrivate });
}

async function endpointKeysOf(path: string): Promise<EndpointKeyOf> {
  const { readEndpointKeys } = await import('../../platform/endpoint-keys-file.ts');
  return readEndpointKeys(path);
}
