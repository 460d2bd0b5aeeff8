/** The router as the environment sets it up: docs/configuration.md. */
import { fileURLToPath } from 'node:url';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { z } from 'zod';
import { tracedClient } from '../platform/aws-tracing.ts';
import { type Environment, flag, port, readEnvironment, serverVariables } from '../platform/config.ts';
import { dynamoApiKeys } from '../platform/dynamo-api-keys.ts';
import { identityTokens } from '../platform/identity.ts';
import type { Stoppable } from '../platform/lifecycle.ts';
import type { Logger } from '../platform/logging.ts';
import type { SubgraphInProcess } from '../platform/subgraph-server.ts';
import { mcpOptionsOf, mcpVariables } from './mcp/settings.ts';
import { startRouter } from './router.ts';
import { guardOptionsOf, guardVariables, jwtVerifierOf } from './settings.ts';
import { readSupergraph, watchSupergraph } from './supergraph-file.ts';

/** Starts it; `inference` is given where that runs in the same process. Throws `SetupError` for what is missing or malformed. */
export async function routerFromEnvironment(
  logger: Logger,
  environment: Environment,
  inference?: SubgraphInProcess,
): Promise<Stoppable & { readonly url: string }> {
  const settings = readEnvironment(
    {
      ...serverVariables,
      PORT: port.default(4000),
      REGISTRY_URL: z.url(),
      INFERENCE_URL: z.url(),
      TABLE_NAME: z.string().default('modelgraph'),
      SUPERGRAPH: z.string().default(fileURLToPath(new URL('../schema/supergraph.graphql', import.meta.url))),
      LANDING_PAGE: z.enum(['sandbox', 'off']).default('off'),
      LANDING_PAGE_API_KEY: z.string().optional(),
      NODE_ENV: z.string().optional(),
      INTROSPECTION: flag.optional(),
      METRICS_ENDPOINT: flag.optional(),
      SLOW_OPERATION_SECONDS: z.coerce.number().positive().default(5),
      ALLOWED_ORIGINS: z.string().default(''),
      ...guardVariables,
      ...mcpVariables,
    },
    environment,
  );
  // A caller waits for the key store with each look-up, and what it said before will do when it is slow.
  const database = tracedClient(
    new DynamoDBClient({ maxAttempts: 2, requestHandler: { connectionTimeout: 500, requestTimeout: 1_000 } }),
  );

  const verifyJwt = jwtVerifierOf(settings);
  const guards = guardOptionsOf(settings, logger);
  const supergraphSdl = readSupergraph(settings.SUPERGRAPH);
  const router = await startRouter({
    host: settings.HOST,
    port: settings.PORT,
    logger,
    supergraphSdl,
    urls: { registry: settings.REGISTRY_URL, inference: settings.INFERENCE_URL },
    apiKeys: dynamoApiKeys(database, settings.TABLE_NAME),
    tokens: identityTokens(settings.INTERNAL_SECRET),
    ...(inference && { inference }),
    introspection: settings.INTROSPECTION ?? settings.NODE_ENV !== 'production',
    metricsEndpoint: settings.METRICS_ENDPOINT ?? settings.NODE_ENV !== 'production',
    slowMilliseconds: settings.SLOW_OPERATION_SECONDS * 1000,
    ...(settings.LANDING_PAGE === 'sandbox' && {
      sandbox: settings.LANDING_PAGE_API_KEY ? { apiKey: settings.LANDING_PAGE_API_KEY } : {},
    }),
    allowedOrigins: settings.ALLOWED_ORIGINS.split(',').filter(Boolean),
    guards,
    mcp: mcpOptionsOf(settings),
    ...(verifyJwt && { verifyJwt }),
  });
  const watching = watchSupergraph({
    path: settings.SUPERGRAPH,
    current: supergraphSdl,
    replace: router.replaceSupergraph,
    logger,
  });
  return {
    url: router.url,
    async stop() {
      watching.stop();
      await router.stop();
      database.destroy();
      guards.redis?.disconnect();
    },
  };
}
