import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, it } from '@jest/globals';
import { startEmbeddedCloud } from '../../infra/local/cloud.ts';
import { writeUntilKilled } from './killed-writer.ts';
import { temporaryFolder } from './temporary-folder.ts';

const dataDirectory = temporaryFolder();
const script = new URL('./event-writer.ts', import.meta.url);

it('delivers every event that PutEvents acknowledged before kill -9', async () => {
  const acknowledged = await writeUntilKilled(script, [dataDirectory], 60);
  expect(acknowledged.length).toBeGreaterThan(0);
  const alsoAcknowledged = await writeUntilKilled(script, [dataDirectory, '100000'], 30);
  const cloud = await startEmbeddedCloud({ dataDirectory, environment: { REDIS_EMBEDDED: 'memory' } });
  const QueueUrl = cloud.environment.DEPLOYER_QUEUE_URL ?? '';
  const client = new SQSClient({
    endpoint: cloud.environment.AWS_ENDPOINT_URL_SQS ?? '',
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const delivered = new Set<number>();
  for (;;) {
    const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    if (Messages.length === 0) break;
    for (const { Body, ReceiptHandle } of Messages) {
      delivered.add(JSON.parse(Body ?? '').detail.number);
      await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  }
  const missing = [...acknowledged, ...alsoAcknowledged].filter((number) => !delivered.has(number));
  expect(missing).toEqual([]);
  client.destroy();
  await cloud.close();
});
