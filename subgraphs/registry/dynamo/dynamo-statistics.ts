/** Counters of versions and models by team, as they are and as each day has changed them. */
import type { VisibleTeams } from '../../../platform/access.ts';
import type { Counters } from '../domain/store.ts';
import type { DynamoTable } from './dynamo-client.ts';
import {
  dailyStatisticsKey,
  dailyStatisticsPartition,
  organizationIndex,
  statisticsKey,
  statisticsPartition,
} from './dynamo-keys.ts';
import { getItems, queryItems } from './dynamo-reads.ts';
import type { TransactionWrite } from './dynamo-transactions.ts';

/** A little longer than anybody can ask back. */
const daysKept = 100;
const dayMilliseconds = 24 * 3_600_000;

interface CounterItem {
  readonly pk: string;
  readonly sk: string;
  readonly teamId?: string;
}

/** Adds to a team's counters and to those of the day, so that the past can be told without having been counted. */
export function addToCounters(
  teamId: string,
  changes: readonly (readonly [name: string, change: number])[],
  at: Date,
): TransactionWrite<never>[] {
  if (changes.length === 0) return [];
  const add = `ADD ${changes.map((_, index) => `#name${index} :change${index}`).join(', ')}`;
  const names = Object.fromEntries(changes.map(([name], index) => [`#name${index}`, name]));
  const values = Object.fromEntries(changes.map(([, change], index) => [`:change${index}`, change]));
  const day = at.toISOString().slice(0, 10);
  return [
    {
      Update: {
        Key: statisticsKey(teamId),
        UpdateExpression: add,
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: values,
      },
    },
    {
      Update: {
        Key: dailyStatisticsKey(teamId, day),
        UpdateExpression:
          'SET teamId = :teamId, organizationPartition = :organizationPartition, organizationSort = :organizationSort, ' +
          `expiresAt = :expiresAt ${add}`,
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: {
          ...values,
          ':teamId': teamId,
          ':organizationPartition': dailyStatisticsPartition,
          ':organizationSort': `${day}#${teamId}`,
          ':expiresAt': Math.floor((at.getTime() + daysKept * dayMilliseconds) / 1000),
        },
      },
    },
  ];
}

/** One query for those who see every team, one batch for others. */
export async function readCounters(table: DynamoTable, teams: VisibleTeams): Promise<Counters> {
  const totals = new Map<string, number>();
  if (teams === 'ALL') {
    const everyTeams = queryItems<CounterItem>(table, {
      KeyConditionExpression: 'pk = :statistics',
      ExpressionAttributeValues: { ':statistics': statisticsPartition },
      ConsistentRead: true,
    });
    for await (const item of everyTeams) addCounts(totals, item.sk.slice('TEAM#'.length), item);
    return totals;
  }
  const items = await getItems(table, teams.map(statisticsKey));
  for (const [index, teamId] of teams.entries()) addCounts(totals, teamId, items[index] ?? {});
  return totals;
}

/** What each day since `firstDay` has added; one query for those who see every team, one per team for others. */
export async function queryDailyChanges(
  table: DynamoTable,
  teams: VisibleTeams,
  firstDay: string,
): Promise<ReadonlyMap<string, Counters>> {
  const queries =
    teams === 'ALL'
      ? [
          queryItems<CounterItem>(table, {
            IndexName: organizationIndex,
            KeyConditionExpression: 'organizationPartition = :days AND organizationSort >= :first',
            ExpressionAttributeValues: { ':days': dailyStatisticsPartition, ':first': firstDay },
          }),
        ]
      : teams.map((teamId) => {
          const { pk, sk } = dailyStatisticsKey(teamId, firstDay);
          return queryItems<CounterItem>(table, {
            KeyConditionExpression: 'pk = :team AND sk >= :first',
            ExpressionAttributeValues: { ':team': pk, ':first': sk },
            ConsistentRead: true,
          });
        });
  const changes = new Map<string, Map<string, number>>();
  await Promise.all(
    queries.map(async (items) => {
      for await (const item of items) {
        const day = item.sk.slice('DAY#'.length);
        const counts = changes.get(day) ?? new Map<string, number>();
        changes.set(day, counts);
        addCounts(counts, item.teamId ?? '', item);
      }
    }),
  );
  return changes;
}

/** A team's versions also count for the team. */
function addCounts(totals: Map<string, number>, teamId: string, item: object): void {
  for (const [name, count] of Object.entries(item)) {
    if (typeof count !== 'number' || name === 'expiresAt') continue;
    const counted = name === 'versions' ? [name, `team#${teamId}`] : [name];
    for (const each of counted) totals.set(each, (totals.get(each) ?? 0) + count);
  }
}
