/** Reads models and versions, and their lists. */
import type { Model, ModelVersion, VersionKey } from '../domain/model.ts';
import type { Audience, ModelList, PositionRange, VersionRange } from '../domain/store.ts';
import type { DynamoTable } from './dynamo-client.ts';
import {
  type ItemKey,
  modelKey,
  organizationModels,
  recordIn,
  sharedModels,
  teamModels,
  versionKey,
  versionPrefix,
  wordsPartition,
} from './dynamo-keys.ts';
import { modelIn } from './dynamo-life-cycle.ts';
import { firstItems, getItems, positionsIn, queryItems } from './dynamo-reads.ts';

export async function getModels(table: DynamoTable, ids: readonly string[]): Promise<(Model | undefined)[]> {
  const items = await getItems(table, ids.map(modelKey));
  return items.map((item) => {
    const model = item && modelIn(item);
    return model?.deletedAt ? undefined : model;
  });
}

export async function getVersions(
  table: DynamoTable,
  keys: readonly VersionKey[],
): Promise<(ModelVersion | undefined)[]> {
  const items = await getItems(table, keys.map(versionKey));
  return items.map((item) => item && recordIn<ModelVersion>(item));
}

/** The highest first, unless the range says otherwise. */
export async function queryVersions(table: DynamoTable, modelId: string, range: VersionRange): Promise<ModelVersion[]> {
  const items = queryItems(table, {
    KeyConditionExpression: 'pk = :model AND begins_with(sk, :versions)',
    ExpressionAttributeValues: { ':model': modelKey(modelId).pk, ':versions': versionPrefix },
    ScanIndexForward: range.lowestFirst ?? false,
    ConsistentRead: true,
    Limit: range.limit,
    ...(range.after && { ExclusiveStartKey: versionKey({ modelId, version: range.after }) }),
  });
  return (await firstItems(items, range.limit)).map(recordIn<ModelVersion>);
}

/** Where the models of a list stand. */
export async function queryModelPositions(
  table: DynamoTable,
  audience: Audience,
  { order, name }: ModelList,
  range: PositionRange,
): Promise<string[]> {
  if (audience === 'ALL') return positionsIn(table, 'organization', organizationModels(order, name), range);
  const partition =
    typeof audience === 'object' && 'teamId' in audience
      ? teamModels(audience.teamId, order, name)
      : sharedModels(audience, order, name);
  return positionsIn(table, 'team', partition, range);
}

/** The words that begin with `prefix`, in their order. */
export async function queryWords(
  table: DynamoTable,
  audience: Audience,
  prefix: string,
  limit: number,
): Promise<string[]> {
  const items = queryItems<ItemKey>(table, {
    KeyConditionExpression: 'pk = :words AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: {
      ':words': wordsPartition(audience),
      ':prefix': prefix,
    },
    Limit: limit,
  });
  return (await firstItems(items, limit)).map(({ sk }) => sk);
}
