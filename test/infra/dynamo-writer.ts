/**
 * Runs as a process of its own, to be killed: writes transactions without end, each of one item per member and one increment, and
 * prints a transaction's number when it is acknowledged. Arguments: the store's folder, the first number.
 */

import { TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { startDynamoServer } from '../../infra/local/dynamo-server.ts';
import { createThingsTable, dynamoClient, tableName } from './dynamo-table.ts';

export const members = ['a', 'b', 'c', 'd', 'e'];

const [folder = '', first = '0'] = process.argv.slice(2);

async function write(number: number, client: ReturnType<typeof dynamoClient>) {
  const puts = members.map((member) => ({
    Put: {
      TableName: tableName,
      Item: {
        pk: { S: `transaction-${number}` },
        sk: { S: member },
        group: { S: 'all' },
        rank: { S: `${number}-${member}` },
      },
    },
  }));
  const count = {
    Update: {
      TableName: tableName,
      Key: { pk: { S: 'count' }, sk: { S: 'count' } },
      UpdateExpression: 'ADD #n :one',
      ExpressionAttributeNames: { '#n': 'n' },
      ExpressionAttributeValues: { ':one': { N: '1' } },
    },
  };
  await client.send(new TransactWriteItemsCommand({ TransactItems: [...puts, count] }));
  process.stdout.write(`${number}\n`);
}

if (import.meta.main) {
  const server = await startDynamoServer({ path: folder });
  const client = dynamoClient(server.endpoint);
  if (first === '0') await createThingsTable(client);
  for (let number = Number(first); ; number += 4) {
    await Promise.all([0, 1, 2, 3].map((offset) => write(number + offset, client)));
  }
}
