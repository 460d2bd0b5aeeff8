/** Reads models and versions, and keeps each model's pointer to its latest version. */
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { VisibleTeams } from '../../platform/access.ts';
import type { Model, ModelVersion, VersionKey } from './domain/model.ts';
import type { Range } from './domain/store.ts';
import { latestOrder } from './domain/version-order.ts';
import type { DynamoTable } from './dynamo-client.ts';
import {
  modelKey,
  organizationIndex,
  organizationModels,
  recordIn,
  teamIndex,
  teamModels,
  versionKey,
  versionPrefix,
} from './dynamo-keys.ts';
import { firstItems, getItems, queryItems } from './dynamo-reads.ts';

const pointsToLowerVersion = 'latestOrder < :order';
/** Entries that were emptied a moment ago are passed over, so a little more than the limit is read. */
const readAhead = 5;

interface FacetEntry {
  readonly versions: number;
  readonly teamSort: string;
}

export async function getModels(table: DynamoTable, ids: readonly string[]): Promise<(Model | undefined)[]> {
  const items = await getItems(table, ids.map(modelKey));
  return items.map((item) => {
    if (!item) return undefined;
    const { latestOrder: _ofTheStore, ...model } = recordIn<Model & { latestOrder: string }>(item);
    return model;
  });
}

export async function getVersions(
  table: DynamoTable,
  keys: readonly VersionKey[],
): Promise<(ModelVersion | undefined)[]> {
  const items = await getItems(table, keys.map(versionKey));
  return items.map((item) => item && recordIn<ModelVersion>(item));
}

/** The highest first. */
export async function queryVersions(table: DynamoTable, modelId: string, range: Range): Promise<ModelVersion[]> {
  const items = queryItems(table, {
    KeyConditionExpression: 'pk = :model AND begins_with(sk, :versions)',
    ExpressionAttributeValues: { ':model': modelKey(modelId).pk, ':versions': versionPrefix },
    ScanIndexForward: false,
    ConsistentRead: true,
    Limit: range.limit,
    ...(range.after && { ExclusiveStartKey: versionKey({ modelId, version: range.after }) }),
  });
  return (await firstItems(items, range.limit)).map(recordIn<ModelVersion>);
}

/** Ids of the models in a list, ascending. The lists of several teams are merged: each gives as many as are wanted. */
export async function queryModelIds(
  table: DynamoTable,
  teams: VisibleTeams,
  facet: string,
  range: Range,
): Promise<string[]> {
  const lists =
    teams === 'ALL'
      ? [modelIdsIn(table, organizationIndex, 'organization', organizationModels(facet), range)]
      : teams.map((team) => modelIdsIn(table, teamIndex, 'team', teamModels(team, facet), range));
  const ids = (await Promise.all(lists)).flat();
  return ids.sort((one, other) => (one < other ? -1 : 1)).slice(0, range.limit);
}

async function modelIdsIn(
  table: DynamoTable,
  IndexName: string,
  index: 'team' | 'organization',
  partition: string,
  { after, limit }: Range,
): Promise<string[]> {
  const items = queryItems<FacetEntry>(table, {
    IndexName,
    KeyConditionExpression: `${index}Partition = :partition${after ? ` AND ${index}Sort > :after` : ''}`,
    ExpressionAttributeValues: { ':partition': partition, ...(after && { ':after': after }) },
    Limit: limit + readAhead,
  });
  const entries = await firstItems(items, limit, ({ versions }) => versions > 0);
  return entries.map(({ teamSort }) => teamSort);
}

/** Makes `version` the latest unless a higher one is: however often and in whatever order this runs, the highest wins. */
export async function raiseLatestVersion(
  { client, name }: DynamoTable,
  { modelId, version }: VersionKey,
): Promise<void> {
  try {
    await client.send(
      new UpdateCommand({
        TableName: name,
        Key: modelKey(modelId),
        UpdateExpression: 'SET latestVersion = :version, latestOrder = :order',
        ConditionExpression: pointsToLowerVersion,
        ExpressionAttributeValues: { ':version': version, ':order': latestOrder(version) },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}
