/** BatchGetItem and Query, with what every caller of theirs needs. */
import { setTimeout as sleep } from 'node:timers/promises';
import { BatchGetCommand, paginateQuery, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { DomainError } from '../../../platform/errors.ts';
import type { PositionRange, Range } from '../domain/store.ts';
import type { DynamoTable } from './dynamo-client.ts';
import { type ItemKey, organizationIndex, teamIndex } from './dynamo-keys.ts';

const keysPerBatch = 100;
const maximumTries = 8;

/** The items of the keys, in the order of the keys, strongly consistent. One request for up to 100 distinct keys. */
export async function getItems(table: DynamoTable, keys: readonly ItemKey[]): Promise<(object | undefined)[]> {
  const nameOf = ({ pk, sk }: ItemKey): string => `${pk} ${sk}`;
  const distinct = [...new Map(keys.map((key) => [nameOf(key), key])).values()];
  const batches = Array.from({ length: Math.ceil(distinct.length / keysPerBatch) }, (_, index) =>
    getBatch(table, distinct.slice(index * keysPerBatch, (index + 1) * keysPerBatch)),
  );
  const found = new Map((await Promise.all(batches)).flat().map((item) => [nameOf(item), item]));
  return keys.map((key) => found.get(nameOf(key)));
}

async function getBatch({ client, name }: DynamoTable, keys: readonly ItemKey[]): Promise<ItemKey[]> {
  const found: ItemKey[] = [];
  let waiting: ItemKey[] = keys.map(({ pk, sk }) => ({ pk, sk }));
  for (let tries = 0; tries < maximumTries; tries++) {
    const { Responses, UnprocessedKeys } = await client.send(
      new BatchGetCommand({ RequestItems: { [name]: { Keys: waiting, ConsistentRead: true } } }),
    );
    found.push(...((Responses?.[name] ?? []) as ItemKey[]));
    waiting = (UnprocessedKeys?.[name]?.Keys ?? []) as ItemKey[];
    if (waiting.length === 0) return found;
    // The answer was too large or the table is busy: DynamoDB asks to come back for the rest.
    await sleep(Math.random() * 10 * 2 ** tries);
  }
  throw new DomainError('REGISTRY_UNAVAILABLE', 'The database is too busy; try again');
}

/** Items of a key query, one by one, reading no more pages than are asked for. */
export async function* queryItems<Item extends object>(
  { client, name }: DynamoTable,
  query: Omit<QueryCommandInput, 'TableName'>,
): AsyncGenerator<Item> {
  for await (const { Items = [] } of paginateQuery({ client }, { TableName: name, ...query })) {
    yield* Items as Item[];
  }
}

/** The first `limit` items that `accept` takes. */
export async function firstItems<Item extends object>(
  items: AsyncIterable<Item>,
  limit: number,
  accept: (item: Item) => boolean = () => true,
): Promise<Item[]> {
  const found: Item[] = [];
  if (limit < 1) return found;
  for await (const item of items) {
    if (accept(item)) found.push(item);
    if (found.length === limit) break;
  }
  return found;
}

/** The first items of a list that platform admins see, by its sort key. */
export async function organizationList(
  table: DynamoTable,
  partition: string,
  { after, limit }: Range,
): Promise<ItemKey[]> {
  const items = queryItems<ItemKey>(table, {
    IndexName: organizationIndex,
    KeyConditionExpression: `organizationPartition = :list${after ? ' AND organizationSort > :after' : ''}`,
    ExpressionAttributeValues: { ':list': partition, ...(after && { ':after': after }) },
    Limit: limit,
  });
  return firstItems(items, limit);
}

const indexNames = { team: teamIndex, organization: organizationIndex };

/** The sort keys of a partition of an index. */
export async function positionsIn(
  table: DynamoTable,
  index: 'team' | 'organization',
  partition: string,
  { lowest, highest, descending, limit }: PositionRange,
): Promise<string[]> {
  if (lowest !== undefined && highest !== undefined && lowest > highest) return [];
  const sort = `${index}Sort`;
  const within = [
    ...(lowest !== undefined && highest !== undefined ? [`${sort} BETWEEN :lowest AND :highest`] : []),
    ...(lowest !== undefined && highest === undefined ? [`${sort} >= :lowest`] : []),
    ...(lowest === undefined && highest !== undefined ? [`${sort} <= :highest`] : []),
  ];
  const items = queryItems<Record<string, string>>(table, {
    IndexName: indexNames[index],
    KeyConditionExpression: [`${index}Partition = :partition`, ...within].join(' AND '),
    ExpressionAttributeValues: {
      ':partition': partition,
      ...(lowest !== undefined && { ':lowest': lowest }),
      ...(highest !== undefined && { ':highest': highest }),
    },
    ScanIndexForward: !descending,
    Limit: limit,
  });
  return (await firstItems(items, limit)).map((item) => String(item[sort]));
}
