/** Requests that were answered, kept beside what they changed. */
import type { RememberedRequest } from '../domain/store.ts';
import type { DynamoTable } from './dynamo-client.ts';
import { recordIn, rememberedKey } from './dynamo-keys.ts';
import { getItems } from './dynamo-reads.ts';
import type { TransactionWrite } from './dynamo-transactions.ts';

const notRememberedAnyMore = 'attribute_not_exists(pk) OR expiresAt < :now';

/** What a transaction needs to be executed once: nothing for a request without a key. */
export function rememberedWrites(request: RememberedRequest | undefined): TransactionWrite<'REMEMBERED'>[] {
  if (!request) return [];
  const { expiresAt, ...rest } = request;
  return [
    {
      refusal: 'REMEMBERED',
      Put: {
        Item: { ...rememberedKey(request), ...rest, expiresAt: Math.floor(Date.parse(expiresAt) / 1000) },
        ConditionExpression: notRememberedAnyMore,
        ExpressionAttributeValues: { ':now': Math.floor(Date.now() / 1000) },
      },
    },
  ];
}

/** Expired ones may still be in the table: DynamoDB removes them in its own time. */
export async function getRemembered(
  table: DynamoTable,
  request: Pick<RememberedRequest, 'userId' | 'operation' | 'key'>,
): Promise<RememberedRequest | undefined> {
  const [item] = await getItems(table, [rememberedKey(request)]);
  if (!item) return undefined;
  const { expiresAt, ...rest } = recordIn<Omit<RememberedRequest, 'expiresAt'> & { expiresAt: number }>(item);
  if (expiresAt * 1000 <= Date.now()) return undefined;
  return { ...rest, expiresAt: new Date(expiresAt * 1000).toISOString() };
}
