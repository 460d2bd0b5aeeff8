/** The contract of the store, on the embedded DynamoDB and on any other that DYNAMODB_CONTRACT_ENDPOINT points at. */
import { afterAll, describe, expect, it } from '@jest/globals';
import { writeCommit } from '../../subgraphs/registry/dynamo/dynamo-commit.ts';
import { dynamoRegistryStore } from '../../subgraphs/registry/dynamo/dynamo-registry-store.ts';
import { readUsage, recordUsage } from '../../subgraphs/registry/dynamo/dynamo-usage.ts';
import { describeRegistryStore } from '../contracts/registry-store.ts';
import { sampleVersion } from './samples.ts';
import { openTable, startStore } from './start-store.ts';

const { store, table, server } = await startStore();

describeRegistryStore('the embedded DynamoDB', async () => store);

const otherEndpoint = process.env.DYNAMODB_CONTRACT_ENDPOINT;
if (otherEndpoint) {
  describeRegistryStore(otherEndpoint, async () => {
    const { table, close } = await openTable(otherEndpoint);
    afterAll(close);
    return dynamoRegistryStore(table);
  });
}

describe('a transaction', () => {
  const commitOf = (modelId: string) => ({
    newModel: { id: modelId, teamId: 'team-a', createdAt: '2026-01-01T00:00:00.000Z', latestVersion: '1.0.0' },
    version: { after: sampleVersion({ modelId }) },
    events: [],
  });

  it('is tried again when it conflicts with others', async () => {
    server.injectConflicts(5);
    expect(await writeCommit(table, commitOf('after-conflicts'))).toBe('COMMITTED');
    expect(await store.models(['after-conflicts'])).toMatchObject([{ id: 'after-conflicts' }]);
  });

  it('gives up on conflicts that do not end, having written nothing', async () => {
    server.injectConflicts(1_000);
    const commit = writeCommit(table, commitOf('never-written'));
    await expect(commit).rejects.toMatchObject({ code: 'REGISTRY_UNAVAILABLE' });
    server.injectConflicts(0);
    expect(await store.models(['never-written'])).toEqual([undefined]);
  });

  it('answers REGISTRY_UNAVAILABLE when the database cannot be reached', async () => {
    const { table: gone, close } = await openTable(server.endpoint);
    gone.plainClient.config.endpoint = async () => ({ protocol: 'http:', hostname: '127.0.0.1', port: 9, path: '/' });
    gone.plainClient.config.maxAttempts = async () => 1;
    await expect(dynamoRegistryStore(gone).models(['any'])).rejects.toMatchObject({ code: 'REGISTRY_UNAVAILABLE' });
    close();
  });
});

describe('usage', () => {
  const event = (id: string, changes = {}) => ({
    id,
    modelId: 'used-model',
    version: '1.0.0',
    teamId: 'team-a',
    promptTokens: 10,
    completionTokens: 5,
    costUsd: '0.0000001',
    occurredAt: '2026-03-10T12:30:00.000Z',
    ...changes,
  });
  const now = new Date('2026-03-10T12:59:00.000Z');

  it('counts each event once, however often it is delivered, to the last digit', async () => {
    const deliveries = [event('one'), event('two'), event('one'), event('three', { costUsd: '123.4567890123456789' })];
    await Promise.all([...deliveries, ...deliveries].map((delivery) => recordUsage(table, delivery)));
    expect(await readUsage(table, { modelId: 'used-model' }, 'LAST_HOUR', now)).toEqual({
      requests: 3,
      promptTokens: 30,
      completionTokens: 15,
      costUsd: '123.4567892123456789',
    });
  });

  it.each([
    ['LAST_HOUR', '2026-03-10T13:59:59.000Z', 1],
    ['LAST_HOUR', '2026-03-10T14:00:00.000Z', 0],
    ['LAST_24_HOURS', '2026-03-11T11:59:59.000Z', 1],
    ['LAST_24_HOURS', '2026-03-11T12:00:00.000Z', 0],
    ['LAST_30_DAYS', '2026-04-08T23:59:59.000Z', 1],
    ['LAST_30_DAYS', '2026-04-09T00:00:00.000Z', 0],
  ] as const)('in the window %s as of %s', async (window, at, requests) => {
    await recordUsage(table, event('windowed', { modelId: 'windowed-model' }));
    expect(await readUsage(table, { modelId: 'windowed-model' }, window, new Date(at))).toMatchObject({ requests });
  });

  it('of a model that was not used is nothing', async () => {
    const nothing = { requests: 0, promptTokens: 0, completionTokens: 0, costUsd: '0' };
    expect(await readUsage(table, { modelId: 'unused-model' }, 'LAST_30_DAYS', now)).toEqual(nothing);
  });
});
