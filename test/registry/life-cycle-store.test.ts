/** The contract of the store, on the embedded DynamoDB and on any other that DYNAMODB_CONTRACT_ENDPOINT points at. */
import { afterAll, expect, it } from '@jest/globals';
import { dynamoRegistryStore } from '../../subgraphs/registry/dynamo/dynamo-registry-store.ts';
import { describeLifeCycleStore } from '../contracts/life-cycle-store.ts';
import { sampleVersion } from './samples.ts';
import { openTable, startStore } from './start-store.ts';

const { store, server } = await startStore();

describeLifeCycleStore('the embedded DynamoDB', async () => store);

const otherEndpoint = process.env.DYNAMODB_CONTRACT_ENDPOINT;
if (otherEndpoint) {
  describeLifeCycleStore(otherEndpoint, async () => {
    const { table, close } = await openTable(otherEndpoint);
    afterAll(close);
    return dynamoRegistryStore(table);
  });
}

it('moves the latest version through conflicts with other transactions', async () => {
  const version = sampleVersion({ modelId: 'contended' });
  const newModel = { id: 'contended', teamId: version.teamId, createdAt: '', latestVersion: '1.0.0' };
  await store.commit({ newModel, version: { after: version }, events: [] });
  const higher = { ...version, version: '2.0.0' };
  await store.commit({ version: { after: higher }, events: [] });
  server.injectConflicts(5);
  await store.raiseLatestVersion(higher);
  expect((await store.models(['contended']))[0]?.latestVersion).toBe('2.0.0');
});
