/** A table in the embedded DynamoDB, and the registry's store on it. */
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll } from '@jest/globals';
import { startDynamoServer } from '../../infra/local/dynamo-server.ts';
import { table as tableResource } from '../../infra/resources.ts';
import { type DynamoTable, dynamoTable } from '../../subgraphs/registry/dynamo/dynamo-client.ts';
import { dynamoRegistryStore } from '../../subgraphs/registry/dynamo/dynamo-registry-store.ts';
import { temporaryFolder } from '../infra/temporary-folder.ts';

/** Closed, and removed, after the tests of the file that asked for it. */
export async function startStore() {
  const server = await startDynamoServer({ path: temporaryFolder() });
  const { table, close } = await openTable(server.endpoint);
  afterAll(async () => {
    close();
    await server.close();
  });
  return { store: dynamoRegistryStore(table), table, server };
}

/** A new table on any DynamoDB. */
export async function openTable(endpoint: string): Promise<{ table: DynamoTable; close: () => void }> {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials });
  const name = `registry-${crypto.randomUUID()}`;
  const keySchema = (partitionKey: string, sortKey: string) => [
    { AttributeName: partitionKey, KeyType: 'HASH' as const },
    { AttributeName: sortKey, KeyType: 'RANGE' as const },
  ];
  const { partitionKey, sortKey, indexes } = tableResource;
  const attributes = [{ partitionKey, sortKey }, ...indexes].flatMap((keys) => [keys.partitionKey, keys.sortKey]);
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: attributes.map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
      KeySchema: keySchema(partitionKey, sortKey),
      GlobalSecondaryIndexes: indexes.map((index) => ({
        IndexName: index.name,
        KeySchema: keySchema(index.partitionKey, index.sortKey),
        Projection: { ProjectionType: 'ALL' as const },
      })),
    }),
  );
  return { table: dynamoTable(client, name), close: () => client.destroy() };
}
