/** The contract of the store, on the embedded DynamoDB and on any other that DYNAMODB_CONTRACT_ENDPOINT points at. */
import { afterAll } from '@jest/globals';
import { dynamoWebhooks } from '../../subgraphs/registry/dynamo/dynamo-webhooks.ts';
import { describeWebhookStore } from '../contracts/webhook-store.ts';
import { openTable, startStore } from './start-store.ts';

const { table } = await startStore();

describeWebhookStore('the embedded DynamoDB', async () => dynamoWebhooks(table));

const otherEndpoint = process.env.DYNAMODB_CONTRACT_ENDPOINT;
if (otherEndpoint) {
  describeWebhookStore(otherEndpoint, async () => {
    const { table: otherTable, close } = await openTable(otherEndpoint);
    afterAll(close);
    return dynamoWebhooks(otherTable);
  });
}
