/**
 * The embedded cloud: DynamoDB, S3, SQS, EventBridge and Redis on 127.0.0.1, holding what infra/resources.ts names. Product code
 * meets it only through the variables of the AWS SDKs and `REDIS_URL`; without them the same code talks to AWS.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { artifactBucket, eventBus, type QueueResource, queues, rules, table } from '../resources.ts';
import { DataDirectoryError } from './data-directory.ts';
import { type DynamoServer, startDynamoServer } from './dynamo-server.ts';
import { type EventBridgeServer, startEventBridgeServer } from './eventbridge-server.ts';
import { account, type FauxqsServer, type Queue, startFauxqsServer } from './fauxqs-server.ts';
import { type RedisServer, startRedis } from './redis.ts';

export interface EmbeddedCloud {
  /** Endpoints, credentials and names for the processes of the product. Ports differ from start to start. */
  readonly environment: Readonly<Record<string, string>>;
  readonly redisKind: RedisServer['kind'];
  /** Makes the next `count` TransactWriteItems fail with TransactionConflict, which no emulator does by itself. */
  injectTransactionConflicts(count: number): void;
  /** Stops everything; the state stays in the folder. */
  close(): Promise<void>;
}

export interface EmbeddedCloudOptions {
  /** The path of an open data directory (see openDataDirectory): one cloud at a time works on it. */
  readonly dataDirectory: string;
  /** Called with a few words at each step. */
  readonly onProgress?: (step: string) => void;
  /** Where REDIS_URL, REDIS_EMBEDDED and PATH are read; those of this process unless given. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

const region = 'us-east-1';
const samplesFolder = join(import.meta.dirname, 'samples');

/** Starts all servers side by side and creates what is missing. Throws a DataDirectoryError for state that it cannot read. */
export async function startEmbeddedCloud(options: EmbeddedCloudOptions): Promise<EmbeddedCloud> {
  const { dataDirectory, environment = process.env, onProgress = () => {} } = options;
  mkdirSync(dataDirectory, { recursive: true });
  const started: { close(): Promise<void> }[] = [];
  const keep = <Server extends { close(): Promise<void> }>(name: string, server: Server): Server => {
    started.push(server);
    onProgress(`${name} started`);
    return server;
  };
  // The last started may need the others.
  const close = async () => {
    for (const server of started.reverse()) await server.close();
  };
  const servers = [
    startDynamo(join(dataDirectory, 'dynamodb')).then((server) => keep('DynamoDB', server)),
    startQueuesAndEvents(dataDirectory, keep),
    startRedis({ directory: join(dataDirectory, 'redis'), environment }).then((server) =>
      keep(`Redis (${server.kind})`, server),
    ),
  ] as const;
  await Promise.allSettled(servers);
  try {
    const [dynamo, { storage, events, queueUrls }, redis] = await Promise.all(servers);
    return {
      environment: {
        AWS_ENDPOINT_URL_DYNAMODB: dynamo.endpoint,
        AWS_ENDPOINT_URL_S3: storage.endpoint,
        AWS_ENDPOINT_URL_SQS: storage.endpoint,
        AWS_ENDPOINT_URL_EVENTBRIDGE: events.endpoint,
        AWS_REGION: region,
        AWS_ACCESS_KEY_ID: 'local',
        AWS_SECRET_ACCESS_KEY: 'local',
        // A profile or a session of the user's own must not come before the keys above.
        AWS_PROFILE: '',
        AWS_SESSION_TOKEN: '',
        TABLE_NAME: table.name,
        EVENT_BUS_NAME: eventBus,
        ARTIFACT_BUCKET: artifactBucket,
        REGISTRY_QUEUE_URL: queueUrls.registry,
        DEPLOYER_QUEUE_URL: queueUrls.deployer,
        INFERENCE_QUEUE_URL: queueUrls.inference,
        WEBHOOK_QUEUE_URL: queueUrls.webhooks,
        REDIS_URL: redis.url,
      },
      redisKind: redis.kind,
      injectTransactionConflicts: dynamo.injectConflicts,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function startDynamo(path: string): Promise<DynamoServer> {
  const dynamo = await startDynamoServer({ path });
  try {
    await ensureTable(dynamo, path);
    return dynamo;
  } catch (error) {
    await dynamo.close();
    throw error;
  }
}

async function ensureTable(dynamo: DynamoServer, path: string) {
  const { TableNames } = (await dynamo.execute('ListTables', {})) as { TableNames: string[] };
  if (TableNames.includes(table.name)) {
    const { Table } = await dynamo.execute('DescribeTable', { TableName: table.name });
    const { GlobalSecondaryIndexes = [] } = Table as { GlobalSecondaryIndexes?: { IndexName: string }[] };
    const present = new Set(GlobalSecondaryIndexes.map(({ IndexName }) => IndexName));
    if (table.indexes.every(({ name }) => present.has(name))) return;
    throw new DataDirectoryError(
      'NOT_MODELGRAPH',
      `the table in ${path} was made by another version of Modelgraph: move that folder away, or set DATA_DIR to another folder`,
    );
  }
  const keys = [table, ...table.indexes].flatMap(({ partitionKey, sortKey }) => [partitionKey, sortKey]);
  const keySchema = (partitionKey: string, sortKey: string) => [
    { AttributeName: partitionKey, KeyType: 'HASH' },
    { AttributeName: sortKey, KeyType: 'RANGE' },
  ];
  await dynamo.execute('CreateTable', {
    TableName: table.name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: keys.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    KeySchema: keySchema(table.partitionKey, table.sortKey),
    GlobalSecondaryIndexes: table.indexes.map(({ name, partitionKey, sortKey }) => ({
      IndexName: name,
      KeySchema: keySchema(partitionKey, sortKey),
      Projection: { ProjectionType: 'ALL' },
    })),
  });
  await dynamo.execute('UpdateTimeToLive', {
    TableName: table.name,
    TimeToLiveSpecification: { Enabled: true, AttributeName: table.timeToLiveAttribute },
  });
}

async function startQueuesAndEvents(
  dataDirectory: string,
  keep: <Server extends { close(): Promise<void> }>(name: string, server: Server) => Server,
) {
  const storage = keep('S3 and SQS', await startFauxqsServer({ path: join(dataDirectory, 'fauxqs'), region }));
  const queueByName = {
    registry: ensureQueue(storage, queues.registry),
    deployer: ensureQueue(storage, queues.deployer),
    inference: ensureQueue(storage, queues.inference),
    webhooks: ensureQueue(storage, queues.webhooks),
  };
  storage.ensureBucket(artifactBucket);
  uploadSamples(storage);
  const path = join(dataDirectory, 'eventbridge.json');
  const events = keep('EventBridge', await startEventBridgeServer({ path, region, account, send: storage.send }));
  ensureRules(events, queueByName);
  const { registry, deployer, inference, webhooks } = queueByName;
  const queueUrls = {
    registry: registry.url,
    deployer: deployer.url,
    inference: inference.url,
    webhooks: webhooks.url,
  };
  return { storage, events, queueUrls };
}

function ensureQueue(storage: FauxqsServer, queue: QueueResource): Queue {
  const deadLetters = storage.ensureQueue(`${queue.name}-dead-letters`, { MessageRetentionPeriod: '1209600' });
  return storage.ensureQueue(queue.name, {
    VisibilityTimeout: String(queue.visibilityTimeoutSeconds),
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: deadLetters.arn, maxReceiveCount: queue.maximumReceives }),
  });
}

/** `samples/<folder>/model.onnx` becomes the object of the same key. */
function uploadSamples(storage: FauxqsServer) {
  for (const folder of existsSync(samplesFolder) ? readdirSync(samplesFolder) : []) {
    const file = join(samplesFolder, folder, 'model.onnx');
    const key = `samples/${folder}/model.onnx`;
    if (existsSync(file) && !storage.hasObject(artifactBucket, key)) {
      storage.putObject(artifactBucket, key, readFileSync(file));
    }
  }
}

/** After this the bus holds the rules of resources.ts and no others. */
function ensureRules(events: EventBridgeServer, queueByName: Record<keyof typeof queues, Queue>) {
  const { EventBuses } = events.execute('ListEventBuses', {}) as { EventBuses: { Name: string }[] };
  if (!EventBuses.some(({ Name }) => Name === eventBus)) events.execute('CreateEventBus', { Name: eventBus });
  const { Rules } = events.execute('ListRules', { EventBusName: eventBus }) as { Rules: { Name: string }[] };
  for (const { Name } of Rules) {
    if (!rules.some(({ name }) => name === Name)) removeRule(events, Name);
  }
  for (const { name, pattern, target } of rules) {
    events.execute('PutRule', { EventBusName: eventBus, Name: name, EventPattern: JSON.stringify(pattern) });
    const Targets = [{ Id: target, Arn: queueByName[target].arn }];
    removeOtherTargets(events, name, target);
    events.execute('PutTargets', { EventBusName: eventBus, Rule: name, Targets });
  }
}

function removeRule(events: EventBridgeServer, name: string) {
  removeOtherTargets(events, name, undefined);
  events.execute('DeleteRule', { EventBusName: eventBus, Name: name });
}

function removeOtherTargets(events: EventBridgeServer, rule: string, kept: string | undefined) {
  const { Targets } = events.execute('ListTargetsByRule', { EventBusName: eventBus, Rule: rule }) as {
    Targets: { Id: string }[];
  };
  const Ids = Targets.map(({ Id }) => Id).filter((id) => id !== kept);
  if (Ids.length > 0) events.execute('RemoveTargets', { EventBusName: eventBus, Rule: rule, Ids });
}
