/** The contract of teams, members and keys, on the embedded DynamoDB and on any other that DYNAMODB_CONTRACT_ENDPOINT points at. */
import { afterAll, expect, it } from '@jest/globals';
import { openPolicy } from '../../subgraphs/registry/domain/teams.ts';
import { dynamoRegistryStore } from '../../subgraphs/registry/dynamo/dynamo-registry-store.ts';
import { describeAccessStore } from '../contracts/access-store.ts';
import { openTable, startStore } from './start-store.ts';

const { store, server } = await startStore();

describeAccessStore('the embedded DynamoDB', async () => store);

const otherEndpoint = process.env.DYNAMODB_CONTRACT_ENDPOINT;
if (otherEndpoint) {
  describeAccessStore(otherEndpoint, async () => {
    const { table, close } = await openTable(otherEndpoint);
    afterAll(close);
    return dynamoRegistryStore(table);
  });
}

it('a change is tried again when it conflicts with others', async () => {
  const createdAt = '2026-01-01T00:00:00.000Z';
  const team = { id: 'after-conflicts', policy: openPolicy, createdAt, revision: 1 };
  const audit = { subjects: [], who: 'someone', code: 'TEAM_CREATED', what: 'Made it', at: createdAt };
  server.injectConflicts(5);
  expect(await store.commitAccess({ team: { after: team }, audit, events: [] })).toBe('COMMITTED');
  expect(await store.team(team.id)).toEqual(team);
});
