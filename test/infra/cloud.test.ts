import { setTimeout as delay } from 'node:timers/promises';
import {
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand, TestEventPatternCommand } from '@aws-sdk/client-eventbridge';
import { CreateBucketCommand, GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueUrlCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type EmbeddedCloud, startEmbeddedCloud } from '../../infra/local/cloud.ts';
import { table } from '../../infra/resources.ts';
import { dynamoClient } from './dynamo-table.ts';
import { temporaryFolder } from './temporary-folder.ts';

const dataDirectory = temporaryFolder();
const environment = { REDIS_EMBEDDED: 'memory' };
let cloud: EmbeddedCloud;

/** Clients as the product makes them: everything but the variables is left to the SDK. */
function connect({ environment: variables }: EmbeddedCloud) {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const shared = { region: variables.AWS_REGION ?? '', credentials, maxAttempts: 1 };
  return {
    sqs: new SQSClient({ ...shared, endpoint: variables.AWS_ENDPOINT_URL_SQS ?? '' }),
    s3: new S3Client({ ...shared, endpoint: variables.AWS_ENDPOINT_URL_S3 ?? '' }),
    events: new EventBridgeClient({ ...shared, endpoint: variables.AWS_ENDPOINT_URL_EVENTBRIDGE ?? '' }),
    dynamo: dynamoClient(variables.AWS_ENDPOINT_URL_DYNAMODB ?? ''),
  };
}

let clients: ReturnType<typeof connect>;

beforeAll(async () => {
  cloud = await startEmbeddedCloud({ dataDirectory, environment });
  clients = connect(cloud);
});

afterAll(() => stop());

async function stop() {
  for (const client of Object.values(clients)) client.destroy();
  await cloud.close();
}

const variable = (name: string) => cloud.environment[name] ?? '';

async function receive(queue: string, more: object = {}): Promise<Message[]> {
  const QueueUrl = variable(queue);
  const { Messages = [] } = await clients.sqs.send(
    new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 1, ...more }),
  );
  return Messages;
}

async function receiveAndDelete(queue: string): Promise<Message[]> {
  const messages = await receive(queue, { MaxNumberOfMessages: 10 });
  for (const { ReceiptHandle } of messages) {
    await clients.sqs.send(new DeleteMessageCommand({ QueueUrl: variable(queue), ReceiptHandle }));
  }
  return messages;
}

const entry = (DetailType: string, detail: object, more: object = {}) => ({
  EventBusName: variable('EVENT_BUS_NAME'),
  Source: 'modelgraph.registry',
  DetailType,
  Detail: JSON.stringify(detail),
  ...more,
});

describe('the embedded cloud', () => {
  it('has the table with its indexes and its time-to-live', async () => {
    const TableName = variable('TABLE_NAME');
    const { Table } = await clients.dynamo.send(new DescribeTableCommand({ TableName }));
    expect(Table?.TableStatus).toBe('ACTIVE');
    expect(Table?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName).sort()).toEqual(
      table.indexes.map(({ name }) => name).sort(),
    );
    const { TimeToLiveDescription } = await clients.dynamo.send(new DescribeTimeToLiveCommand({ TableName }));
    expect(TimeToLiveDescription?.AttributeName).toBe(table.timeToLiveAttribute);
  });

  it('keeps objects, and answers NoSuchKey for what it has not', async () => {
    const Bucket = variable('ARTIFACT_BUCKET');
    const Body = Buffer.alloc(2_000_000, 'model');
    await clients.s3.send(new PutObjectCommand({ Bucket, Key: 'team/model.onnx', Body }));
    const object = await clients.s3.send(new GetObjectCommand({ Bucket, Key: 'team/model.onnx' }));
    expect(Buffer.from((await object.Body?.transformToByteArray()) ?? []).equals(Body)).toBe(true);
    await expect(clients.s3.send(new GetObjectCommand({ Bucket, Key: 'no' }))).rejects.toBeInstanceOf(NoSuchKey);
  });

  it('holds the sample models', async () => {
    const Bucket = variable('ARTIFACT_BUCKET');
    for (const folder of ['fraud-detection', 'recommendation']) {
      const object = await clients.s3.send(new GetObjectCommand({ Bucket, Key: `samples/${folder}/model.onnx` }));
      expect(object.ContentLength).toBeGreaterThan(50);
    }
  });

  it('wakes a waiting receiver at once', async () => {
    const durations: number[] = [];
    // A receiver that polls would never be this fast; other work on the machine may make some rounds slow.
    for (let round = 0; round < 20 && Math.min(...durations, 5) >= 5; round++) {
      const received = receive('REGISTRY_QUEUE_URL', { WaitTimeSeconds: 5 }).then(
        (messages) => [messages, performance.now()] as const,
      );
      await delay(30);
      await clients.sqs.send(
        new SendMessageCommand({ QueueUrl: variable('REGISTRY_QUEUE_URL'), MessageBody: `${round}` }),
      );
      const sent = performance.now();
      const [[message], at] = await received;
      expect(message?.Body).toBe(`${round}`);
      durations.push(at - sent);
      await clients.sqs.send(
        new DeleteMessageCommand({ QueueUrl: variable('REGISTRY_QUEUE_URL'), ReceiptHandle: message?.ReceiptHandle }),
      );
    }
    expect(Math.min(...durations)).toBeLessThan(5);
  });

  it('gives a message back at once when its receiver asks for it', async () => {
    const QueueUrl = variable('INFERENCE_QUEUE_URL');
    await clients.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'again' }));
    const [first] = await receive('INFERENCE_QUEUE_URL');
    const ReceiptHandle = first?.ReceiptHandle;
    await clients.sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }));
    const [second] = await receiveAndDelete('INFERENCE_QUEUE_URL');
    expect(second?.MessageId).toBe(first?.MessageId);
  });

  it('does not lose a message to a receiver that hung up', async () => {
    const abort = new AbortController();
    const QueueUrl = variable('INFERENCE_QUEUE_URL');
    const waiting = clients.sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }), {
      abortSignal: abort.signal,
    });
    await delay(30);
    abort.abort();
    await expect(waiting).rejects.toThrow();
    await delay(30);
    await clients.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'kept' }));
    const [message] = await receiveAndDelete('INFERENCE_QUEUE_URL');
    expect(message?.Body).toBe('kept');
  });

  it('moves a message that nobody manages to handle to the dead letters', async () => {
    const QueueUrl = variable('DEPLOYER_QUEUE_URL');
    await clients.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'poison' }));
    for (let delivery = 0; delivery < 10; delivery++) {
      const [message] = await receive('DEPLOYER_QUEUE_URL', { VisibilityTimeout: 0 });
      expect(message?.Body).toBe('poison');
    }
    expect(await receive('DEPLOYER_QUEUE_URL', { WaitTimeSeconds: 0 })).toEqual([]);
    const { QueueUrl: deadLetters } = await clients.sqs.send(
      new GetQueueUrlCommand({ QueueName: 'modelgraph-deployer-dead-letters' }),
    );
    const { Messages } = await clients.sqs.send(new ReceiveMessageCommand({ QueueUrl: deadLetters }));
    expect(Messages?.[0]?.Body).toBe('poison');
  });
});

describe('PutEvents', () => {
  it('has the event in the queue of the matching rule, in the standard envelope, when it answers', async () => {
    const Time = new Date('2025-01-02T03:04:05Z');
    const { Entries, FailedEntryCount } = await clients.events.send(
      new PutEventsCommand({
        Entries: [entry('Deploy Model', { id: 'e1' }, { Time, Resources: ['arn:x'] }), entry('Nobody Cares', {})],
      }),
    );
    expect(FailedEntryCount).toBe(0);
    const messages = await receiveAndDelete('DEPLOYER_QUEUE_URL');
    expect(messages.map(({ Body }) => JSON.parse(Body ?? ''))).toEqual([
      {
        version: '0',
        id: Entries?.[0]?.EventId,
        'detail-type': 'Deploy Model',
        source: 'modelgraph.registry',
        account: '000000000000',
        time: '2025-01-02T03:04:05Z',
        region: 'us-east-1',
        resources: ['arn:x'],
        detail: { id: 'e1' },
      },
    ]);
    expect(await receive('REGISTRY_QUEUE_URL', { WaitTimeSeconds: 0 })).toEqual([]);
  });

  it('refuses bad entries one by one and delivers the others', async () => {
    const { Entries, FailedEntryCount } = await clients.events.send(
      new PutEventsCommand({
        Entries: [
          entry('Deploy Model', { id: 'good' }),
          entry('Deploy Model', {}, { Detail: 'not json' }),
          entry('Deploy Model', {}, { Detail: '[1]' }),
          entry('Deploy Model', { text: 'x'.repeat(256 * 1024) }),
          entry('', {}),
          entry('Deploy Model', {}, { Source: undefined }),
          entry('Deploy Model', {}, { Source: 'aws.s3' }),
          entry('Deploy Model', {}, { EventBusName: 'elsewhere' }),
        ],
      }),
    );
    expect(Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([
      undefined,
      'MalformedDetail',
      'MalformedDetail',
      'InvalidArgument',
      'InvalidArgument',
      'InvalidArgument',
      'NotAuthorizedForSourceException',
      undefined,
    ]);
    expect(FailedEntryCount).toBe(6);
    const messages = await receiveAndDelete('DEPLOYER_QUEUE_URL');
    expect(messages.map(({ Body }) => JSON.parse(Body ?? '').detail.id)).toEqual(['good']);
  });

  it('refuses more than ten entries', async () => {
    const Entries = Array.from({ length: 11 }, () => entry('Deploy Model', {}));
    await expect(clients.events.send(new PutEventsCommand({ Entries }))).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });

  it('shares its patterns with TestEventPattern', async () => {
    const test = async (EventPattern: string) =>
      (await clients.events.send(new TestEventPatternCommand({ EventPattern, Event: '{"source":"a.b"}' }))).Result;
    expect(await test('{"source":[{"prefix":"a."}]}')).toBe(true);
    expect(await test('{"source":["a"]}')).toBe(false);
    await expect(test('{"source":"a"}')).rejects.toMatchObject({ name: 'InvalidEventPatternException' });
  });
});

describe('a restart', () => {
  it('keeps items, objects, events and received messages, and starts in less than 1.2 s', async () => {
    const item = { pk: { S: 'kept' }, sk: { S: 'kept' } };
    const Bucket = variable('ARTIFACT_BUCKET');
    await clients.dynamo.send(new PutItemCommand({ TableName: variable('TABLE_NAME'), Item: item }));
    await clients.s3.send(new PutObjectCommand({ Bucket, Key: 'kept', Body: 'kept' }));
    await clients.s3.send(new CreateBucketCommand({ Bucket: 'another' }));
    const Entries = [entry('Deploy Model', { id: 'waiting' }), entry('Deployment Status Changed', { id: 'received' })];
    await clients.events.send(new PutEventsCommand({ Entries }));
    expect(await receive('REGISTRY_QUEUE_URL')).toHaveLength(1);
    const oldQueueUrl = variable('DEPLOYER_QUEUE_URL');
    await stop();

    const start = performance.now();
    cloud = await startEmbeddedCloud({ dataDirectory, environment });
    // A fifth of a second on a quiet machine; this bound is for a busy one.
    expect(performance.now() - start).toBeLessThan(3_000);
    clients = connect(cloud);
    expect(variable('DEPLOYER_QUEUE_URL')).not.toBe(oldQueueUrl);
    const { Item } = await clients.dynamo.send(new GetItemCommand({ TableName: variable('TABLE_NAME'), Key: item }));
    expect(Item).toEqual(item);
    const object = await clients.s3.send(new GetObjectCommand({ Bucket, Key: 'kept' }));
    expect(await object.Body?.transformToString()).toBe('kept');
    const ids = async (queue: string) =>
      (await receiveAndDelete(queue)).map(({ Body }) => JSON.parse(Body ?? '').detail.id);
    expect(await ids('DEPLOYER_QUEUE_URL')).toEqual(['waiting']);
    expect(await ids('REGISTRY_QUEUE_URL')).toEqual(['received']);
    const { QueueUrl } = await clients.sqs.send(new GetQueueUrlCommand({ QueueName: 'modelgraph-deployer' }));
    expect(QueueUrl).toBe(variable('DEPLOYER_QUEUE_URL'));
    await clients.events.send(new PutEventsCommand({ Entries: [entry('Model Deployed', { id: 'after' })] }));
    expect(await ids('INFERENCE_QUEUE_URL')).toEqual(['after']);
  });
});
