/**
 * Usage of models, versions and teams by hour and by day, each event counted once. Money stays the decimal it is, from the wire to
 * the answer. A counter that many completions move at once is several items, its shards: an event moves the one its id leads to.
 */
import { createHash } from 'node:crypto';
import { type AttributeValue, paginateQuery, type QueryCommandInput } from '@aws-sdk/client-dynamodb';
import { NumberValue } from '@aws-sdk/lib-dynamodb';
import { Decimal } from 'decimal.js';
import type { VisibleTeams } from '../../../platform/access.ts';
import type { GatewaySubject, UsageSubject } from '../domain/reports.ts';
import type { ModelUsage, UsageWindow } from '../domain/store.ts';
import type { DynamoTable } from './dynamo-client.ts';
import {
  organizationIndex,
  organizationUsage,
  seenKey,
  teamIndex,
  teamUsage,
  usageIndexKeys,
  usagePartition,
} from './dynamo-keys.ts';
import { type TransactionWrite, transact } from './dynamo-transactions.ts';

/** One completion that used a model. */
export interface UsageEvent {
  /** The same at every delivery. */
  readonly id: string;
  readonly modelId: string;
  readonly version: string;
  /** The team that owns the model. */
  readonly teamId: string;
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** A decimal in a string. */
  readonly costUsd: string;
  /** ISO 8601. */
  readonly occurredAt: string;
}

/** A report of the gateway's: the sum of several completions. */
export interface GatewayUsageEvent extends Counts {
  /** The same at every delivery. */
  readonly id: string;
  readonly provider: string;
  readonly providerModel: string;
  readonly apiKeyId?: string | undefined;
  readonly teamId?: string | undefined;
  readonly requests: number;
  /** ISO 8601. */
  readonly occurredAt: string;
}

/** What is added. */
interface Counts {
  /** One, unless it says otherwise. */
  readonly requests?: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** A decimal in a string. */
  readonly costUsd: string;
}

type UsageItem = Record<string, AttributeValue>;

const eventIsNew = 'attribute_not_exists(pk)';

/** Each carries about 250 completions a second of one model, version or team. */
const shards = 4;
const dayMilliseconds = 24 * 3_600_000;
/** An event may come back for as long as queues keep messages: 14 days. */
const seenDays = 15;
const hoursKeptDays = 3;
const daysKeptDays = 62;

const hourOf = (time: Date): string => `HOUR#${time.toISOString().slice(0, 13)}`;
const dayOf = (time: Date): string => `DAY#${time.toISOString().slice(0, 10)}`;

/** The first and last period of each window; the last is now. */
const windows: Readonly<Record<UsageWindow, (now: Date) => readonly [string, string]>> = {
  LAST_HOUR: (now) => [hourOf(new Date(now.getTime() - 3_600_000)), hourOf(now)],
  LAST_24_HOURS: (now) => [hourOf(new Date(now.getTime() - 23 * 3_600_000)), hourOf(now)],
  LAST_30_DAYS: (now) => [dayOf(new Date(now.getTime() - 29 * dayMilliseconds)), dayOf(now)],
};

/** After every shard of a period, and before the next period. */
const endOf = (period: string): string => `${period}~`;

/** Counts an event, unless it has been counted. Throws `DecimalError` for a cost that is no decimal. */
export async function recordUsage(table: DynamoTable, event: UsageEvent): Promise<void> {
  const time = new Date(event.occurredAt);
  const { modelId, version, teamId } = event;
  const shard = shardOf(event.id);
  const periods = [
    { period: hourOf(time), expiresAt: expiry(time, hoursKeptDays) },
    { period: dayOf(time), expiresAt: expiry(time, daysKeptDays) },
  ];
  await transact(table, [
    seenMarker(event.id),
    ...periods.flatMap(({ period, expiresAt }) => [
      // Only the models' counters stand in the lists that the most used are found in.
      addUsage(event, { modelId }, `${period}#${shard}`, { expiresAt, ...usageIndexKeys(event, period, shard) }),
      addUsage(event, { modelId, version }, `${period}#${shard}`, { expiresAt }),
      addUsage(event, { teamId }, `${period}#${shard}`, { expiresAt }),
    ]),
  ]);
}

/** Counts a report of the gateway's, unless it has been counted. Throws `DecimalError` for a cost that is no decimal. */
export async function recordGatewayUsage(table: DynamoTable, event: GatewayUsageEvent): Promise<void> {
  const { provider, providerModel, apiKeyId, teamId } = event;
  const time = new Date(event.occurredAt);
  const shard = shardOf(event.id);
  const subjects: GatewaySubject[] = [
    { by: 'PROVIDER', name: provider },
    { by: 'MODEL', name: `${provider}/${providerModel}` },
    ...(apiKeyId === undefined ? [] : [{ by: 'API_KEY' as const, name: apiKeyId }]),
    ...(teamId === undefined ? [] : [{ by: 'TEAM' as const, name: teamId }]),
  ];
  await transact(table, [
    seenMarker(event.id),
    ...subjects.flatMap((subject) => [
      addUsage(event, subject, `${hourOf(time)}#${shard}`, { expiresAt: expiry(time, hoursKeptDays) }),
      addUsage(event, subject, `${dayOf(time)}#${shard}`, { expiresAt: expiry(time, daysKeptDays) }),
    ]),
  ]);
}

/** The sum over a window. One query. */
export async function readUsage(
  table: DynamoTable,
  subject: UsageSubject,
  window: UsageWindow,
  now: Date,
): Promise<ModelUsage> {
  const [first, last] = windows[window](now);
  return sumOf(await queryUsage(table, periodsOf(subject, first, last)));
}

/** By day since `firstDay`, without the days of no use. One query. */
export async function readDailyUsage(
  table: DynamoTable,
  subject: UsageSubject,
  firstDay: string,
): Promise<ReadonlyMap<string, ModelUsage>> {
  const items = await queryUsage(table, periodsOf(subject, `DAY#${firstDay}`, 'DAY#9'));
  return sumsBy(items, ({ sk }) => sk?.S?.split('#')[1] ?? '');
}

/** By id, the models of these teams that were used in the window. A query per shard, for each team or for all of them at once. */
export async function queryUsedModels(
  table: DynamoTable,
  teams: VisibleTeams,
  window: UsageWindow,
  now: Date,
): Promise<ReadonlyMap<string, ModelUsage>> {
  const [first, last] = windows[window](now);
  const shardNumbers = Array.from({ length: shards }, (_, shard) => shard);
  const lists =
    teams === 'ALL'
      ? shardNumbers.map((shard) => periodsIn(organizationIndex, 'organization', organizationUsage(shard), first, last))
      : teams.flatMap((team) =>
          shardNumbers.map((shard) => periodsIn(teamIndex, 'team', teamUsage(team, shard), first, last)),
        );
  const items = await Promise.all(lists.map((list) => queryUsage(table, list)));
  return sumsBy(items.flat(), ({ modelId }) => modelId?.S ?? '');
}

type UsageQuery = Omit<QueryCommandInput, 'TableName'>;

function periodsOf(subject: UsageSubject, first: string, last: string): UsageQuery {
  return {
    KeyConditionExpression: 'pk = :subject AND sk BETWEEN :first AND :last',
    ExpressionAttributeValues: {
      ':subject': { S: usagePartition(subject) },
      ':first': { S: first },
      ':last': { S: endOf(last) },
    },
  };
}

function periodsIn(
  IndexName: string,
  index: 'team' | 'organization',
  list: string,
  first: string,
  last: string,
): UsageQuery {
  return {
    IndexName,
    KeyConditionExpression: `${index}Partition = :list AND ${index}Sort BETWEEN :first AND :last`,
    ExpressionAttributeValues: { ':list': { S: list }, ':first': { S: first }, ':last': { S: endOf(last) } },
  };
}

/** The plain client's numbers are strings, exact as they are stored. */
async function queryUsage({ plainClient, name }: DynamoTable, query: UsageQuery): Promise<UsageItem[]> {
  const found: UsageItem[] = [];
  for await (const { Items = [] } of paginateQuery({ client: plainClient }, { TableName: name, ...query })) {
    found.push(...Items);
  }
  return found;
}

function sumsBy(items: readonly UsageItem[], nameOf: (item: UsageItem) => string): ReadonlyMap<string, ModelUsage> {
  return new Map([...Map.groupBy(items, nameOf)].map(([name, counted]) => [name, sumOf(counted)]));
}

function sumOf(items: readonly UsageItem[]): ModelUsage {
  const sum = (attribute: string): Decimal =>
    items.reduce((total, item) => total.plus(item[attribute]?.N ?? 0), new ExactDecimal(0));
  return {
    requests: sum('requests').toNumber(),
    promptTokens: sum('promptTokens').toNumber(),
    completionTokens: sum('completionTokens').toNumber(),
    costUsd: sum('costUsd').toFixed(),
  };
}

/** As exact as DynamoDB's numbers. */
const ExactDecimal = Decimal.clone({ precision: 38 });

function addUsage(
  event: Counts,
  subject: UsageSubject,
  sk: string,
  attributes: Readonly<Record<string, string | number>>,
): TransactionWrite<never> {
  const names = Object.keys(attributes);
  return {
    Update: {
      Key: { pk: usagePartition(subject), sk },
      UpdateExpression:
        `SET ${names.map((name) => `${name} = :${name}`).join(', ')} ` +
        'ADD requests :one, promptTokens :prompt, completionTokens :completion, costUsd :cost',
      ExpressionAttributeValues: {
        ...Object.fromEntries(names.map((name) => [`:${name}`, attributes[name]])),
        ':one': event.requests ?? 1,
        ':prompt': event.promptTokens,
        ':completion': event.completionTokens,
        ':cost': NumberValue.from(new ExactDecimal(event.costUsd).toFixed()),
      },
    },
  };
}

function seenMarker(eventId: string): TransactionWrite<'SEEN'> {
  return {
    refusal: 'SEEN',
    Put: {
      Item: { ...seenKey(eventId), expiresAt: expiry(new Date(), seenDays) },
      ConditionExpression: eventIsNew,
    },
  };
}

function shardOf(eventId: string): number {
  return createHash('sha256').update(eventId).digest().readUInt32BE() % shards;
}

function expiry(time: Date, days: number): number {
  return Math.floor((time.getTime() + days * dayMilliseconds) / 1000);
}
