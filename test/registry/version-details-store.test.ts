/** The contract of the store, on the embedded DynamoDB and on any other that DYNAMODB_CONTRACT_ENDPOINT points at. */
import { afterAll } from '@jest/globals';
import { dynamoRegistryStore } from '../../subgraphs/registry/dynamo/dynamo-registry-store.ts';
import { describeVersionDetailsStore } from '../contracts/version-details-store.ts';
import { openTable, startStore } from './start-store.ts';

const { store } = await startStore();

describeVersionDetailsStore('the embedded DynamoDB', async () => store);

const otherEndpoint = process.env.DYNAMODB_CONTRACT_ENDPOINT;
if (otherEndpoint) {
  describeVersionDetailsStore(otherEndpoint, async () => {
    const { table, close } = await openTable(otherEndpoint);
    afterAll(close);
    return dynamoRegistryStore(table);
  });
}
