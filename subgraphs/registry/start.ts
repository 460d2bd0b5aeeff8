/** Puts the registry together from its environment. */
import subgraph from '@apollo/subgraph';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { DescribeEventBusCommand } from '@aws-sdk/client-eventbridge';
import { HeadBucketCommand } from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
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
import { createContext } from './graphql/context.ts';
import { schemaModules } from './graphql/schema-modules.ts';
import { type Dependency, healthOf } from './health.ts';
import { startLeaseSweeper } from './lease-sweeper.ts';
import { startOutboxRelay } from './outbox-relay.ts';
import { redisDeploymentLogs } from './redis-deployment-logs.ts';
import { redisStatusChannel, type StatusChannel } from './redis-status-channel.ts';
import { registryMetrics, unmeasured } from './registry-metrics.ts';
import { s3ArtifactStore } from './s3-artifact-store.ts';
import { s3ArtifactUploads } from './s3-artifact-uploads.ts';
import { readSettings, type Settings } from './settings.ts';
import { startWebhookSender } from './webhook-sender.ts';

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
      schema: subgraph.buildSubgraphSchema(schemaModules()),
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
