import {
  BatchWriteItemCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type DynamoServer, startDynamoServer } from '../../infra/local/dynamo-server.ts';
import { createThingsTable, dynamoClient, tableName } from './dynamo-table.ts';
import { temporaryFolder } from './temporary-folder.ts';

const TableName = tableName;
const folder = temporaryFolder();
let server: DynamoServer;
let client: DynamoDBClient;

beforeAll(async () => {
  server = await startDynamoServer({ path: folder });
  client = dynamoClient(server.endpoint);
  await createThingsTable(client);
});

afterAll(async () => {
  client.destroy();
  await server.close();
});

const keyOf = (pk: string) => ({ pk: { S: pk }, sk: { S: 'x' } });
const transact = (TransactItems: TransactWriteItem[], ClientRequestToken?: string) =>
  client.send(new TransactWriteItemsCommand({ TransactItems, ClientRequestToken }));
const get = async (pk: string) => (await client.send(new GetItemCommand({ TableName, Key: keyOf(pk) }))).Item;
const failure = async (promise: Promise<unknown>): Promise<Error> =>
  promise.then(
    () => {
      throw new Error('it succeeded');
    },
    (error: Error) => error,
  );

describe('single operations', () => {
  it('serialises single updates: no increment is lost among transactions', async () => {
    const update = {
      TableName,
      Key: keyOf('sum'),
      UpdateExpression: 'ADD #n :one',
      ExpressionAttributeNames: { '#n': 'n' },
      ExpressionAttributeValues: { ':one': { N: '1' } },
    };
    await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        index % 2 ? client.send(new UpdateItemCommand(update)) : transact([{ Update: update }]),
      ),
    );
    expect((await get('sum'))?.n).toEqual({ N: '60' });
  });

  it('returns the item in the way of a single write when asked to', async () => {
    await client.send(new PutItemCommand({ TableName, Item: { ...keyOf('single'), owner: { S: 'a' } } }));
    const error = await failure(
      client.send(
        new PutItemCommand({
          TableName,
          Item: keyOf('single'),
          ConditionExpression: 'attribute_not_exists(pk)',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      ),
    );
    expect(error).toMatchObject({ name: 'ConditionalCheckFailedException', Item: { owner: { S: 'a' } } });
  });

  it('writes in batches and pages through a query', async () => {
    const PutRequests = Array.from({ length: 25 }, (_, index) => ({
      PutRequest: { Item: { pk: { S: 'page' }, sk: { S: String(index).padStart(2, '0') } } },
    }));
    await client.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: PutRequests } }));
    const found: (string | undefined)[] = [];
    let ExclusiveStartKey: Record<string, { S: string }> | undefined;
    do {
      const page = await client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': { S: 'page' } },
          ScanIndexForward: false,
          Limit: 10,
          ExclusiveStartKey,
        }),
      );
      found.push(...(page.Items ?? []).map(({ sk }) => sk?.S));
      ExclusiveStartKey = page.LastEvaluatedKey as typeof ExclusiveStartKey;
    } while (ExclusiveStartKey);
    expect(found).toEqual(PutRequests.map(({ PutRequest }) => PutRequest.Item.sk.S).reverse());
  });

  it('keeps the time-to-live attribute', async () => {
    const TimeToLiveSpecification = { Enabled: true, AttributeName: 'expiresAt' };
    await client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
    const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName }));
    expect(TimeToLiveDescription).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'expiresAt' });
  });

  it('answers what is not JSON, and what it does not know, with an error of the protocol', async () => {
    const ask = async (target: string, body: string) => {
      const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': target };
      const response = await fetch(server.endpoint, { method: 'POST', headers, body });
      return [response.status, ((await response.json()) as { __type: string }).__type];
    };
    expect(await ask('DynamoDB_20120810.GetItem', '{')).toEqual([
      400,
      'com.amazon.coral.service#SerializationException',
    ]);
    expect(await ask('DynamoDB_20120810.Fly', '{}')).toEqual([
      400,
      'com.amazon.coral.service#UnknownOperationException',
    ]);
  });
});
