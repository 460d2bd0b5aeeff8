/** Usage of models by hour and by day, each event counted once. Money stays the decimal it is, from the wire to the answer. */
import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { NumberValue } from '@aws-sdk/lib-dynamodb';
import { Decimal } from 'decimal.js';
import type { ModelUsage, UsageWindow } from './domain/store.ts';
import type { DynamoTable } from './dynamo-client.ts';
import { seenKey, usagePartition } from './dynamo-keys.ts';
import { type TransactionWrite, transact } from './dynamo-transactions.ts';

/** One completion that used a model. */
export interface UsageEvent {
  /** The same at every delivery. */
  readonly id: string;
  readonly modelId: string;
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** A decimal in a string. */
  readonly costUsd: string;
  /** ISO 8601. */
  readonly occurredAt: string;
}

const eventIsNew = 'attribute_not_exists(pk)';

const dayMilliseconds = 24 * 3_600_000;
/** An event may come back for as long as queues keep messages: 14 days. */
const seenDays = 15;
const hoursKeptDays = 3;
const daysKeptDays = 62;

const hourOf = (time: Date): string => `HOUR#${time.toISOString().slice(0, 13)}`;
const dayOf = (time: Date): string => `DAY#${time.toISOString().slice(0, 10)}`;

/** The first and last sort key of each window; the last is now. */
const windows: Readonly<Record<UsageWindow, (now: Date) => readonly [string, string]>> = {
  LAST_HOUR: (now) => [hourOf(new Date(now.getTime() - 3_600_000)), hourOf(now)],
  LAST_24_HOURS: (now) => [hourOf(new Date(now.getTime() - 23 * 3_600_000)), hourOf(now)],
  LAST_30_DAYS: (now) => [dayOf(new Date(now.getTime() - 29 * dayMilliseconds)), dayOf(now)],
};

/** Counts an event, unless it has been counted. Throws `DecimalError` for a cost that is no decimal. */
export async function recordUsage(table: DynamoTable, event: UsageEvent): Promise<void> {
  const time = new Date(event.occurredAt);
  const marker: TransactionWrite<'SEEN'> = {
    refusal: 'SEEN',
    Put: {
      Item: { ...seenKey(event.id), expiresAt: expiry(new Date(), seenDays) },
      ConditionExpression: eventIsNew,
    },
  };
  await transact(table, [
    marker,
    addUsage(event, hourOf(time), expiry(time, hoursKeptDays)),
    addUsage(event, dayOf(time), expiry(time, daysKeptDays)),
  ]);
}

/** The sum over a window. */
export async function readUsage(
  { plainClient, name }: DynamoTable,
  modelId: string,
  window: UsageWindow,
  now: Date,
): Promise<ModelUsage> {
  const [first, last] = windows[window](now);
  // At most thirty small items: always one page. The plain client's numbers are strings, exact as they are stored.
  const { Items = [] } = await plainClient.send(
    new QueryCommand({
      TableName: name,
      KeyConditionExpression: 'pk = :model AND sk BETWEEN :first AND :last',
      ExpressionAttributeValues: {
        ':model': { S: usagePartition(modelId) },
        ':first': { S: first },
        ':last': { S: last },
      },
    }),
  );
  const sum = (attribute: string): Decimal =>
    Items.reduce((total, item) => total.plus(item[attribute]?.N ?? 0), new ExactDecimal(0));
  return {
    requests: sum('requests').toNumber(),
    promptTokens: sum('promptTokens').toNumber(),
    completionTokens: sum('completionTokens').toNumber(),
    costUsd: sum('costUsd').toFixed(),
  };
}

/** As exact as DynamoDB's numbers. */
const ExactDecimal = Decimal.clone({ precision: 38 });

function addUsage(event: UsageEvent, sk: string, expiresAt: number): TransactionWrite<never> {
  return {
    Update: {
      Key: { pk: usagePartition(event.modelId), sk },
      UpdateExpression:
        'SET expiresAt = :expiresAt ADD requests :one, promptTokens :prompt, completionTokens :completion, costUsd :cost',
      ExpressionAttributeValues: {
        ':expiresAt': expiresAt,
        ':one': 1,
        ':prompt': event.promptTokens,
        ':completion': event.completionTokens,
        ':cost': NumberValue.from(new ExactDecimal(event.costUsd).toFixed()),
      },
    },
  };
}

function expiry(time: Date, days: number): number {
  return Math.floor((time.getTime() + days * dayMilliseconds) / 1000);
}
