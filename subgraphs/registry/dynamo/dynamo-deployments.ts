/** Reads deployments, their slots, their lists, their history and their leases; keeps who deploys. */
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Deployment, DeploymentStatus, RecordedChange, Slot, SlotKey } from '../domain/model.ts';
import type { Owners, PositionRange } from '../domain/store.ts';
import type { DynamoTable } from './dynamo-client.ts';
import {
  changeKey,
  changePrefix,
  deployerKey,
  deployersPartition,
  deploymentKey,
  leaseIndex,
  leasePartition,
  organizationDeployments,
  recordIn,
  servedByPartition,
  slotKey,
  slotsDuePartition,
  teamDeployments,
} from './dynamo-keys.ts';
import { firstItems, getItems, positionsIn, queryItems } from './dynamo-reads.ts';

/** More changes than a deployment ever has between two looks at it. */
const mostChanges = 10_000;
/** More than one deployer serves. */
const mostServed = 1_000;

export async function getDeployments(table: DynamoTable, ids: readonly string[]): Promise<(Deployment | undefined)[]> {
  const items = await getItems(table, ids.map(deploymentKey));
  return items.map((item) => item && recordIn<Deployment>(item));
}

/** Where deployments stand in time, of all statuses or of one. */
export async function queryDeploymentPositions(
  table: DynamoTable,
  owners: Owners,
  status: DeploymentStatus | undefined,
  range: PositionRange,
): Promise<string[]> {
  if (owners === 'ALL') return positionsIn(table, 'organization', organizationDeployments(status), range);
  return positionsIn(table, 'team', teamDeployments(owners.teamId, status), range);
}

/** The changes after `sequence`, in order. */
export async function queryChanges(
  table: DynamoTable,
  deploymentId: string,
  sequence: number,
  limit = mostChanges,
): Promise<RecordedChange[]> {
  const items = queryItems(table, {
    KeyConditionExpression: 'pk = :deployment AND sk BETWEEN :first AND :last',
    ExpressionAttributeValues: {
      ':deployment': deploymentKey(deploymentId).pk,
      ':first': changeKey(deploymentId, sequence + 1).sk,
      ':last': `${changePrefix}~`,
    },
    ConsistentRead: true,
    Limit: limit,
  });
  return (await firstItems(items, limit)).map(recordIn<RecordedChange>);
}

export async function getSlots(table: DynamoTable, keys: readonly SlotKey[]): Promise<(Slot | undefined)[]> {
  const items = await getItems(table, keys.map(slotKey));
  return items.map((item) => item && recordIn<Slot>(item));
}

export async function queryExpiredLeases(table: DynamoTable, now: string, limit: number): Promise<string[]> {
  const items = dueUntil<{ id: string }>(table, leasePartition, now, limit);
  return (await firstItems(items, limit)).map(({ id }) => id);
}

/** Ids of the deployments that a deployer should serve. */
export async function queryServedBy(table: DynamoTable, deployerId: string): Promise<string[]> {
  const items = queryItems<{ id: string }>(table, {
    IndexName: leaseIndex,
    KeyConditionExpression: 'leasePartition = :deployer',
    ExpressionAttributeValues: { ':deployer': servedByPartition(deployerId) },
  });
  return (await firstItems(items, mostServed)).map(({ id }) => id);
}

export async function putDeployer({ client, name }: DynamoTable, deployerId: string, silentAt: string): Promise<void> {
  const Item = { ...deployerKey(deployerId), deployerId, leasePartition: deployersPartition, leaseSort: silentAt };
  await client.send(new PutCommand({ TableName: name, Item }));
}

export async function deleteDeployer({ client, name }: DynamoTable, deployerId: string): Promise<void> {
  await client.send(new DeleteCommand({ TableName: name, Key: deployerKey(deployerId) }));
}

export async function querySilentDeployers(table: DynamoTable, now: string, limit: number): Promise<string[]> {
  const items = dueUntil<{ deployerId: string }>(table, deployersPartition, now, limit);
  return (await firstItems(items, limit)).map(({ deployerId }) => deployerId);
}

export async function querySlotsDue(table: DynamoTable, now: string, limit: number): Promise<SlotKey[]> {
  const items = dueUntil<Slot>(table, slotsDuePartition, now, limit);
  return (await firstItems(items, limit)).map(({ modelId, deploymentTarget }) => ({ modelId, deploymentTarget }));
}

function dueUntil<Item extends object>(table: DynamoTable, partition: string, now: string, limit: number) {
  return queryItems<Item>(table, {
    IndexName: leaseIndex,
    KeyConditionExpression: 'leasePartition = :partition AND leaseSort <= :now',
    ExpressionAttributeValues: { ':partition': partition, ':now': now },
    Limit: limit,
  });
}
