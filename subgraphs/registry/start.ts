/** Puts the registry together from its environment. */
import { readFileSync } from 'node:fs';
import subgraph from '@apollo/subgraph';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { DescribeEventBusCommand } from '@aws-sdk/client-eventbridge';
import { HeadBucketCommand } from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { parse } from 'graphql';
import { z } from 'zod';
import { flag, readEnvironment, serverVariables } from '../../platform/config.ts';
import { eventBridgePublisher } from '../../platform/eventbridge-publisher.ts';
import { registrySource } from '../../platform/events.ts';
import type { RunningServer } from '../../platform/http-server.ts';
import { identityTokens } from '../../platform/identity.ts';
import type { Logger } from '../../platform/logging.ts';
import { faultOfUrl, outboundHttp } from '../../platform/outbound.ts';
import { consumeQueue } from '../../platform/sqs-consumer.ts';
import { startSubgraphServer } from '../../platform/subgraph-server.ts';
import { startArtifactSweeper } from './artifact-sweeper.ts';
import { type AwsClients, awsClients } from './aws-clients.ts';
import { createArtifactKeeping } from './domain/artifact-keeping.ts';
import { settleLatestVersion } from './domain/life-cycle.ts';
import { removeVersions } from './domain/model-deletion.ts';
import { signCursorsWith } from './domain/page.ts';
import { createRegistry } from './domain/registry.ts';
import { createSealer } from './domain/secrets.ts';
import { teamMcpOf } from './domain/team-mcp-changes.ts';
import { webhooksOf } from './domain/webhooks.ts';
import { dynamoArtifactRecords } from './dynamo/dynamo-artifacts.ts';
import { dynamoTable } from './dynamo/dynamo-client.ts';
import { dynamoOutbox } from './dynamo/dynamo-outbox.ts';
import { dynamoRegistryStore } from './dynamo/dynamo-registry-store.ts';
import { recordTraffic } from './dynamo/dynamo-traffic.ts';
import { recordGatewayUsage, recordUsage } from './dynamo/dynamo-usage.ts';
import { dynamoWebhooks } from './dynamo/dynamo-webhooks.ts';
import { consumeEvent } from './event-consumer.ts';
import { aliasesResolvers } from './graphql/aliases-resolvers.ts';
import { apiKeysResolvers } from './graphql/api-keys-resolvers.ts';
import { approvalResolvers } from './graphql/approval-resolvers.ts';
import { artifactResolvers } from './graphql/artifact-resolvers.ts';
import { createContext } from './graphql/context.ts';
import { deploymentHealthResolvers } from './graphql/deployment-health-resolvers.ts';
import { deploymentLogsResolvers } from './graphql/deployment-logs-resolvers.ts';
import { deploymentsResolvers } from './graphql/deployments-resolvers.ts';
import { lifeCycleResolvers } from './graphql/life-cycle-resolvers.ts';
import { mcpServersResolvers } from './graphql/mcp-servers-resolvers.ts';
import { resolvers } from './graphql/resolvers.ts';
import { searchResolvers } from './graphql/search-resolvers.ts';
import { sharingResolvers } from './graphql/sharing-resolvers.ts';
import { statisticsResolvers } from './graphql/statistics-resolvers.ts';
import { teamsResolvers } from './graphql/teams-resolvers.ts';
import { usageLimitsResolvers } from './graphql/usage-limits-resolvers.ts';
import { versionDetailsResolvers } from './graphql/version-details-resolvers.ts';
import { webhooksResolvers } from './graphql/webhooks-resolvers.ts';
import { type Dependency, healthOf } from './health.ts';
import { startLeaseSweeper } from './lease-sweeper.ts';
import { startOutboxRelay } from './outbox-relay.ts';
import { redisDeploymentLogs } from './redis-deployment-logs.ts';
import { redisStatusChannel, type StatusChannel } from './redis-status-channel.ts';
import { registryMetrics, unmeasured } from './registry-metrics.ts';
import { s3ArtifactStore } from './s3-artifact-store.ts';
import { s3ArtifactUploads } from './s3-artifact-uploads.ts';
import { startWebhookSender } from './webhook-sender.ts';

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
  /** The pause before a deployment's second attempt; before the third it is four times as long. */
  /** A deployer that tells nothing for so long is silent; half of that later, what it serves is deployed again. */
  DEPLOYER_SILENCE_SECONDS: z.coerce.number().positive().default(60),
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
type Settings = ReturnType<typeof readSettings>;

/** Sooner than the router gives up on the registry. */
const verificationAnswerMilliseconds = 20_000;

/** Events of commits that change a version, and with it what lists its model is in. */
const changesModelLists: ReadonlySet<string> = new Set([
  'Model Registered',
  'Deploy Model',
  'Model Deployed',
  'Deployment Ended',
  'Model Alias Changed',
  'Model Access Changed',
  'Model Deleted',
  'Model Version Archived',
  'Model Version Restored',
  'Model Version Deleted',
]);

/** What the registry can do, each with its part of the schema. */
const capabilities = [
  { schema: 'schema.graphql', resolvers },
  { schema: 'deployments.graphql', resolvers: deploymentsResolvers },
  { schema: 'deployment-health.graphql', resolvers: deploymentHealthResolvers },
  { schema: 'deployment-logs.graphql', resolvers: deploymentLogsResolvers },
  { schema: 'artifacts.graphql', resolvers: artifactResolvers },
  { schema: 'search.graphql', resolvers: searchResolvers },
  { schema: 'version-details.graphql', resolvers: versionDetailsResolvers },
  { schema: 'teams.graphql', resolvers: teamsResolvers },
  { schema: 'api-keys.graphql', resolvers: apiKeysResolvers },
  { schema: 'usage-limits.graphql', resolvers: usageLimitsResolvers },
  { schema: 'mcp-servers.graphql', resolvers: mcpServersResolvers },
  { schema: 'approval.graphql', resolvers: approvalResolvers },
  { schema: 'aliases.graphql', resolvers: aliasesResolvers },
  { schema: 'sharing.graphql', resolvers: sharingResolvers },
  { schema: 'life-cycle.graphql', resolvers: lifeCycleResolvers },
  { schema: 'webhooks.graphql', resolvers: webhooksResolvers },
  { schema: 'statistics.graphql', resolvers: statisticsResolvers },
] as const;

/** Starts serving. Throws `SetupError` for a faulty environment or a port that is taken. */
export async function startRegistry(
  logger: Logger,
  environment: Record<string, string | undefined> = process.env,
): Promise<RunningServer> {
  const settings = readSettings(environment);
  signCursorsWith(settings.INTERNAL_SECRET);
  const clients = awsClients();
  const table = dynamoTable(clients.dynamo, settings.TABLE_NAME);
  const outbox = dynamoOutbox(table);
  const intervalSeconds = settings.METRICS_INTERVAL_SECONDS;
  const metrics = settings.METRICS === 'emf' ? registryMetrics({ intervalSeconds, outbox }) : unmeasured;
  const store = metrics.measured(dynamoRegistryStore(table));
  const channel = redisStatusChannel(settings.REDIS_URL, logger);
  const logs = redisDeploymentLogs(settings.REDIS_URL, logger);
  const relay = startOutboxRelay({
    outbox,
    publish: metrics.counted(eventBridgePublisher(clients.events, settings.EVENT_BUS_NAME, registrySource)),
    settle: async ({ type, detail }) => {
      if (type === 'Model Registered') await store.raiseLatestVersion(detail.data);
      if (type === 'Model Version Archived' || type === 'Model Version Deleted') {
        await settleLatestVersion(store, detail.data.modelId);
      }
      if (type === 'Model Deleted') await removeVersions({ store, now: () => new Date() }, detail.data.modelId);
      if (changesModelLists.has(type) && 'modelId' in detail.data)
        await store.refreshLists(detail.data.modelId, detail.id);
    },
    logger,
  });
  const bucket = s3ArtifactStore(clients.storage, settings.ARTIFACT_BUCKET);
  const artifacts = createArtifactKeeping({
    store,
    records: dynamoArtifactRecords(table),
    storage: s3ArtifactUploads(clients.storage, settings.ARTIFACT_BUCKET),
    artifacts: bucket,
    limits: {
      maximumBytes: settings.ARTIFACT_MAXIMUM_BYTES,
      openHours: settings.ARTIFACT_UPLOAD_HOURS,
      orphanDays: settings.ARTIFACT_ORPHAN_DAYS,
      answerWithinMilliseconds: verificationAnswerMilliseconds,
    },
    committed: relay.announce,
  });
  const sealer = createSealer(settings.INTERNAL_SECRET);
  const registry = createRegistry({
    store,
    artifacts: bucket,
    hints: channel,
    sealer,
    leases: {
      claimedSeconds: settings.LEASE_SECONDS,
      queuedSeconds: settings.QUEUED_LEASE_SECONDS,
      retrySeconds: settings.RETRY_SECONDS,
      silenceSeconds: settings.DEPLOYER_SILENCE_SECONDS,
    },
    committed: relay.announce,
  });
  const consumer = consumeQueue({
    client: clients.queues,
    queueUrl: settings.REGISTRY_QUEUE_URL,
    logger,
    handle: (body) =>
      consumeEvent(body, {
        statusChanged: channel.publish,
        modelUsed: (event) => recordUsage(table, event),
        gatewayUsed: (event) => recordGatewayUsage(table, event),
        traffic: (event) => recordTraffic(table, event),
      }),
  });
  const webhooks = dynamoWebhooks(table);
  const reach = { allowPrivate: settings.ALLOW_PRIVATE_ENDPOINTS };
  const outbound = outboundHttp(reach);
  const teamPorts = {
    store,
    faultOfUrl: (url: string) => faultOfUrl(url, reach),
    now: () => new Date(),
    committed: relay.announce,
  };
  const webhookPorts = { ...teamPorts, webhooks, sealer };
  const webhookSender = startWebhookSender({
    client: clients.queues,
    queueUrl: settings.WEBHOOK_QUEUE_URL,
    webhooks,
    sealer,
    outbound,
    retry: {
      attempts: settings.WEBHOOK_ATTEMPTS,
      firstPauseSeconds: settings.WEBHOOK_RETRY_SECONDS,
      longestPauseSeconds: 900,
    },
    logger,
  });
  const sweeper = startLeaseSweeper(registry, logger);
  const artifactSweeper = startArtifactSweeper(artifacts, logger);
  const stopBackground = async (): Promise<void> => {
    await Promise.all([consumer.stop(), webhookSender.stop(), sweeper.stop(), artifactSweeper.stop(), relay.stop()]);
    await outbound.close();
    logs.stop();
    await Promise.all([channel.stop(), metrics.stop()]);
    clients.destroy();
  };

  try {
    await Promise.all(settings.TEAMS.split(',').filter(Boolean).map(store.addTeam));
    const health = healthOf(dependenciesOf(clients, channel, settings));
    const server = await startSubgraphServer({
      host: settings.HOST,
      port: settings.PORT,
      logger,
      schema: subgraph.buildSubgraphSchema(capabilities.map(schemaModule)),
      tokens: identityTokens(settings.INTERNAL_SECRET),
      createContext: (caller) =>
        createContext(
          {
            registry,
            artifacts,
            logs,
            webhooks: (identity) => webhooksOf(webhookPorts, identity),
            mcp: (identity) => teamMcpOf(teamPorts, identity),
            store,
            health,
          },
          caller,
        ),
    });
    metrics.start();
    return {
      ...server,
      async stop() {
        await server.stop();
        await stopBackground();
      },
    };
  } catch (error) {
    await stopBackground();
    throw error;
  }
}

function readSettings(environment: Record<string, string | undefined>) {
  return readEnvironment(variables, environment);
}

function schemaModule({ schema, resolvers }: (typeof capabilities)[number]) {
  return {
    typeDefs: parse(readFileSync(new URL(`graphql/${schema}`, import.meta.url), 'utf8')),
    resolvers: resolvers as never,
  };
}

function dependenciesOf(
  { dynamo, storage, queues, events }: AwsClients,
  channel: StatusChannel,
  settings: Settings,
): Dependency[] {
  const nothing = { pk: { S: 'HEALTH' }, sk: { S: 'HEALTH' } };
  const { TABLE_NAME, ARTIFACT_BUCKET, REGISTRY_QUEUE_URL, EVENT_BUS_NAME, INFERENCE_URL } = settings;
  const dependency = (name: string, check: Dependency['check']): Dependency => ({ name, isVital: false, check });
  return [
    {
      name: 'dynamodb',
      isVital: true,
      check: (abortSignal) => dynamo.send(new GetItemCommand({ TableName: TABLE_NAME, Key: nothing }), { abortSignal }),
    },
    dependency('s3', (abortSignal) =>
      storage.send(new HeadBucketCommand({ Bucket: ARTIFACT_BUCKET }), { abortSignal }),
    ),
    dependency('sqs', (abortSignal) =>
      queues.send(new GetQueueAttributesCommand({ QueueUrl: REGISTRY_QUEUE_URL }), { abortSignal }),
    ),
    dependency('eventbridge', (abortSignal) =>
      events.send(new DescribeEventBusCommand({ Name: EVENT_BUS_NAME }), { abortSignal }),
    ),
    dependency('redis', () => channel.ping()),
    ...(INFERENCE_URL ? [dependency('inference', (signal) => requireLive(INFERENCE_URL, signal))] : []),
  ];
}

/** Asks only whether the other side lives: its own health asks ours, and must not go round in circles. */
async function requireLive(url: string, signal: AbortSignal): Promise<void> {
  const response = await fetch(new URL('/health/live', url), { signal });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
}
