/** The AWS clients of the registry. Where they point is a matter of the environment that the SDK itself reads. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { tracedClient } from '../../platform/aws-tracing.ts';

export interface AwsClients {
  readonly dynamo: DynamoDBClient;
  readonly storage: S3Client;
  readonly queues: SQSClient;
  readonly events: EventBridgeClient;
  /** Closes their connections. */
  destroy(): void;
}

/** A lost answer must not hold a caller longer than they would wait. */
const requestHandler = { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true };

export function awsClients(): AwsClients {
  const dynamo = tracedClient(new DynamoDBClient({ requestHandler }));
  const storage = tracedClient(new S3Client({ requestHandler, requestChecksumCalculation: 'WHEN_REQUIRED' }));
  // Long polls take up to 20 seconds; they bring their own way out.
  const queues = tracedClient(new SQSClient({ requestHandler: { connectionTimeout: 2_000 } }));
  const events = tracedClient(new EventBridgeClient({ requestHandler }));
  return {
    dynamo,
    storage,
    queues,
    events,
    destroy() {
      for (const client of [dynamo, storage, queues, events]) client.destroy();
    },
  };
}
