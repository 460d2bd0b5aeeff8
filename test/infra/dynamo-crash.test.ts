import { cpSync, readdirSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { type DynamoServer, startDynamoServer } from '../../infra/local/dynamo-server.ts';
import { createThingsTable, dynamoClient, tableName } from './dynamo-table.ts';
import { members } from './dynamo-writer.ts';
import { writeUntilKilled } from './killed-writer.ts';
import { temporaryFolder } from './temporary-folder.ts';

const TableName = tableName;
const folder = temporaryFolder();
const script = new URL('./dynamo-writer.ts', import.meta.url);

type Items = Record<string, Record<string, string>>[];

async function query(server: DynamoServer, parameters: object): Promise<Items> {
  const { Items } = await server.execute('Scan', { TableName, ...parameters });
  return Items as Items;
}

it('has every acknowledged transaction, and none by half, after kill -9 at any moment', async () => {
  const path = join(folder, 'killed');
  const acknowledged = new Set<number>();
  for (let round = 0; round < 4; round++) {
    const first = acknowledged.size === 0 ? 0 : Math.max(...acknowledged) + 8;
    const printed = await writeUntilKilled(script, [path, String(first)], 20 + round * 17);
    // How many depends on the machine; none would show nothing.
    expect(printed.length).toBeGreaterThan(0);
    for (const number of printed) acknowledged.add(number);
    const server = await startDynamoServer({ path });
    const items = await query(server, {});
    const inIndex = await query(server, { IndexName: 'group-index' });
    await server.close();
    const membersByTransaction = new Map<string, string[]>();
    for (const { pk, sk } of items) {
      if (pk?.S?.startsWith('transaction-'))
        membersByTransaction.set(pk.S, [...(membersByTransaction.get(pk.S) ?? []), sk?.S ?? '']);
    }
    for (const found of membersByTransaction.values()) expect(found.sort()).toEqual(members);
    for (const number of acknowledged) expect(membersByTransaction.has(`transaction-${number}`)).toBe(true);
    const count = items.find(({ pk }) => pk?.S === 'count');
    expect(Number(count?.n?.N)).toBe(membersByTransaction.size);
    expect(inIndex).toHaveLength(membersByTransaction.size * members.length);
  }
});

it('recovers a transaction as a whole or not at all, wherever its record on disk was cut off', async () => {
  const path = join(folder, 'written');
  const server = await startDynamoServer({ path });
  const client = dynamoClient(server.endpoint);
  await createThingsTable(client);
  client.destroy();
  const put = (sk: string, size: number) => ({
    Put: {
      TableName,
      Item: { pk: { S: 'p' }, sk: { S: sk }, group: { S: 'g' }, rank: { S: sk }, text: { S: 'x'.repeat(size) } },
    },
  });
  await server.execute('TransactWriteItems', { TransactItems: [put('earlier', 1)] });
  const before = logSize(path);
  // Larger than LevelDB's blocks of 32 KiB, so that the record consists of several pieces.
  await server.execute('TransactWriteItems', {
    TransactItems: ['1', '2', '3', '4'].map((sk) => put(sk, 20_000)),
    ClientRequestToken: 'token',
  });
  const after = logSize(path);
  expect(after - before).toBeGreaterThan(100_000);
  const cuts = [
    before,
    before + 1,
    before + 7,
    ...Array.from({ length: 25 }, (_, index) => before + (index + 1) * 6_000),
    after - 1,
    after,
  ];
  for (const cut of cuts.filter((size) => size <= after)) {
    const copy = join(folder, `cut-${cut}`);
    cpSync(path, copy, { recursive: true });
    truncateSync(logOf(copy), cut);
    const recovered = await startDynamoServer({ path: copy });
    const items = await query(recovered, {});
    const inIndex = await query(recovered, { IndexName: 'group-index' });
    await recovered.close();
    const expected = cut === after ? ['1', '2', '3', '4', 'earlier'] : ['earlier'];
    expect(items.map(({ sk }) => sk?.S).sort()).toEqual(expected);
    expect(inIndex.map(({ sk }) => sk?.S).sort()).toEqual(expected);
  }
  await server.close();
});

const logOf = (path: string) => join(path, readdirSync(path).find((name) => name.endsWith('.log')) ?? 'no log');
const logSize = (path: string) => statSync(logOf(path)).size;

it('knows after a restart which tokens it has applied', async () => {
  const path = join(folder, 'tokens');
  const parameters = () => ({
    TransactItems: [
      {
        Update: {
          TableName,
          Key: { pk: { S: 'p' }, sk: { S: 's' } },
          UpdateExpression: 'ADD amount :one',
          ExpressionAttributeValues: { ':one': { N: '1' } },
        },
      },
    ],
    ClientRequestToken: 'same',
  });
  for (let start = 0; start < 2; start++) {
    const server = await startDynamoServer({ path });
    const client = dynamoClient(server.endpoint);
    if (start === 0) await createThingsTable(client);
    client.destroy();
    await server.execute('TransactWriteItems', parameters());
    const [item] = await query(server, {});
    expect(item?.amount).toEqual({ N: '1' });
    await server.close();
  }
});
