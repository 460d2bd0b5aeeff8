/** The contract of artifacts' records, on the embedded DynamoDB and on any other that DYNAMODB_CONTRACT_ENDPOINT points at. */
import { afterAll } from '@jest/globals';
import { dynamoArtifactRecords } from '../../subgraphs/registry/dynamo/dynamo-artifacts.ts';
import { dynamoRegistryStore } from '../../subgraphs/registry/dynamo/dynamo-registry-store.ts';
import { describeArtifactRecords } from '../contracts/artifact-records.ts';
import { openTable, startStore } from './start-store.ts';

const { store, table } = await startStore();

describeArtifactRecords('the embedded DynamoDB', async () => ({ store, records: dynamoArtifactRecords(table) }));

const otherEndpoint = process.env.DYNAMODB_CONTRACT_ENDPOINT;
if (otherEndpoint) {
  describeArtifactRecords(otherEndpoint, async () => {
    const { table, close } = await openTable(otherEndpoint);
    afterAll(close);
    return { store: dynamoRegistryStore(table), records: dynamoArtifactRecords(table) };
  });
}
