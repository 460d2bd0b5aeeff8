/** TransactWriteItems, with the retries that the SDK leaves to its callers. */
import { setTimeout as sleep } from 'node:timers/promises';
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { DomainError } from '../../../platform/errors.ts';
import type { DynamoTable } from './dynamo-client.ts';

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];
type ActionOf<Kind extends keyof TransactItem> = Omit<NonNullable<TransactItem[Kind]>, 'TableName'>;

/** One write of a transaction; `refusal` says what it means when its condition does not hold. */
export type TransactionWrite<Refusal extends string> = { readonly refusal?: Refusal } & (
  | { readonly Put: ActionOf<'Put'> }
  | { readonly Update: ActionOf<'Update'> }
  | { readonly Delete: ActionOf<'Delete'> }
  | { readonly ConditionCheck: ActionOf<'ConditionCheck'> }
);

const maximumTries = 12;
const shortestPauseMilliseconds = 5;
const longestPauseMilliseconds = 500;

/** Reasons that pass by themselves: nothing was written, and the same transaction may succeed the next time. */
const passingReasons = new Set(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);

/**
 * Applies all writes or none: returns 'COMMITTED', or the refusal of the first write whose condition did not hold. Conflicts
 * with other transactions are retried with full jitter; throws REGISTRY_UNAVAILABLE when they do not end.
 */
export async function transact<Refusal extends string>(
  { client, name }: DynamoTable,
  writes: readonly TransactionWrite<Refusal>[],
): Promise<'COMMITTED' | Refusal> {
  const TransactItems = writes.map(({ refusal: _meaning, ...action }) =>
    Object.fromEntries(Object.entries(action).map(([kind, write]) => [kind, { TableName: name, ...write }])),
  ) as TransactItem[];

  for (let tries = 1; ; tries++) {
    try {
      await client.send(new TransactWriteCommand({ TransactItems }));
      return 'COMMITTED';
    } catch (error) {
      const refusal = refusalIn(error, writes);
      if (refusal) return refusal;
      if (!mayPass(error)) throw error;
      if (tries === maximumTries) {
        throw new DomainError('REGISTRY_UNAVAILABLE', 'Too many writers at once; try again', { cause: error });
      }
      const ceiling = Math.min(longestPauseMilliseconds, shortestPauseMilliseconds * 2 ** tries);
      await sleep(Math.random() * ceiling);
    }
  }
}

function refusalIn<Refusal extends string>(
  error: unknown,
  writes: readonly TransactionWrite<Refusal>[],
): Refusal | undefined {
  const failed = reasonsOf(error).map(({ Code }) => Code === 'ConditionalCheckFailed');
  return writes.find(({ refusal }, position) => refusal && failed[position])?.refusal;
}

function mayPass(error: unknown): boolean {
  if (error instanceof Error && error.name === 'TransactionInProgressException') return true;
  return reasonsOf(error).some(({ Code = '' }) => passingReasons.has(Code));
}

function reasonsOf(error: unknown) {
  return error instanceof TransactionCanceledException ? (error.CancellationReasons ?? []) : [];
}
