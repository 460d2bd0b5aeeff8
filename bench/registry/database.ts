/** A database of the bench: the embedded DynamoDB in a process and a temporary folder of its own, with the registry's table. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { table as resource } from '../../infra/resources.ts';
import { type DynamoTable, dynamoTable } from '../../subgraphs/registry/dynamo/dynamo-client.ts';

/** What was asked of the database since it was set to nothing. */
export interface Consumption {
  operations: number;
  readUnits: number;
}

export interface Database {
  readonly table: DynamoTable;
  readonly consumed: Consumption;
  close(): Promise<void>;
}

interface WithCapacity {
  readonly ConsumedCapacity?: { readonly CapacityUnits?: number } | readonly { readonly CapacityUnits?: number }[];
}

export async function openDatabase(): Promise<Database> {
  const folder = mkdtempSync(join(tmpdir(), 'modelgraph-bench-'));
  const server = fork(new URL('./dynamo-process.ts', import.meta.url), [folder]);
  const [endpoint] = await once(server, 'message');
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials });
  await createTable(client);
  const consumed = { operations: 0, readUnits: 0 };
  client.middlewareStack.add(
    (next) => async (command) => {
      Object.assign(command.input, { ReturnConsumedCapacity: 'TOTAL' });
      const answer = await next(command);
      consumed.operations += 1;
      const { ConsumedCapacity = [] } = answer.output as WithCapacity;
      for (const { CapacityUnits = 0 } of [ConsumedCapacity].flat()) consumed.readUnits += CapacityUnits;
      return answer;
    },
    { step: 'initialize', name: 'consumption' },
  );
  return {
    table: dynamoTable(client, resource.name),
    consumed,
    async close() {
      client.destroy();
      await end(server);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function end(server: ChildProcess): Promise<void> {
  const exited = once(server, 'exit');
  server.disconnect();
  await exited;
}

async function createTable(client: DynamoDBClient): Promise<void> {
  const keySchema = (partitionKey: string, sortKey: string) => [
    { AttributeName: partitionKey, KeyType: 'HASH' as const },
    { AttributeName: sortKey, KeyType: 'RANGE' as const },
  ];
  const { partitionKey, sortKey, indexes } = resource;
  const attributes = [{ partitionKey, sortKey }, ...indexes].flatMap((keys) => [keys.partitionKey, keys.sortKey]);
  await client.send(
    new CreateTableCommand({
      TableName: resource.name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: attributes.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: keySchema(partitionKey, sortKey),
      GlobalSecondaryIndexes: indexes.map((index) => ({
        IndexName: index.name,
        KeySchema: keySchema(index.partitionKey, index.sortKey),
        Projection: { ProjectionType: 'ALL' },
      })),
    }),
  );
}
