/** Reads deployments, their lists, their history and their leases. */
import type { VisibleTeams } from '../../platform/access.ts';
import type { Deployment, DeploymentStatus, StatusChange } from './domain/model.ts';
import type { Range } from './domain/store.ts';
import type { DynamoTable } from './dynamo-client.ts';
import {
  changeKey,
  changePrefix,
  deploymentKey,
  leaseIndex,
  leasePartition,
  organizationDeployments,
  organizationIndex,
  recordIn,
  teamDeployments,
  teamIndex,
} from './dynamo-keys.ts';
import { firstItems, getItems, queryItems } from './dynamo-reads.ts';

/** More changes than a deployment ever has between two looks at it. */
const mostChanges = 10_000;

interface ListEntry {
  readonly id: string;
  readonly teamSort: string;
}

export async function getDeployments(table: DynamoTable, ids: readonly string[]): Promise<(Deployment | undefined)[]> {
  const items = await getItems(table, ids.map(deploymentKey));
  return items.map((item) => item && recordIn<Deployment>(item));
}

/** The newest first; lists of several teams are merged. */
export async function queryDeploymentEntries(
  table: DynamoTable,
  teams: VisibleTeams,
  status: DeploymentStatus | undefined,
  range: Range,
): Promise<{ id: string; position: string }[]> {
  const lists =
    teams === 'ALL'
      ? [entriesIn(table, organizationIndex, 'organization', organizationDeployments(status), range)]
      : teams.map((team) => entriesIn(table, teamIndex, 'team', teamDeployments(team, status), range));
  const entries = (await Promise.all(lists)).flat();
  return entries.sort((one, other) => (one.position > other.position ? -1 : 1)).slice(0, range.limit);
}

async function entriesIn(
  table: DynamoTable,
  IndexName: string,
  index: 'team' | 'organization',
  partition: string,
  { after, limit }: Range,
): Promise<{ id: string; position: string }[]> {
  const items = queryItems<ListEntry>(table, {
    IndexName,
    KeyConditionExpression: `${index}Partition = :partition${after ? ` AND ${index}Sort < :after` : ''}`,
    ExpressionAttributeValues: { ':partition': partition, ...(after && { ':after': after }) },
    ScanIndexForward: false,
    Limit: limit,
  });
  return (await firstItems(items, limit)).map(({ id, teamSort }) => ({ id, position: teamSort }));
}

/** The changes after `sequence`, in order. */
export async function queryChanges(
  table: DynamoTable,
  deploymentId: string,
  sequence: number,
): Promise<StatusChange[]> {
  const items = queryItems(table, {
    KeyConditionExpression: 'pk = :deployment AND sk BETWEEN :first AND :last',
    ExpressionAttributeValues: {
      ':deployment': deploymentKey(deploymentId).pk,
      ':first': changeKey(deploymentId, sequence + 1).sk,
      ':last': `${changePrefix}~`,
    },
    ConsistentRead: true,
  });
  return (await firstItems(items, mostChanges)).map(recordIn<StatusChange>);
}

export async function queryExpiredLeases(table: DynamoTable, now: string, limit: number): Promise<string[]> {
  const items = queryItems<{ id: string }>(table, {
    IndexName: leaseIndex,
    KeyConditionExpression: 'leasePartition = :lease AND leaseSort <= :now',
    ExpressionAttributeValues: { ':lease': leasePartition, ':now': now },
    Limit: limit,
  });
  return (await firstItems(items, limit)).map(({ id }) => id);
}
