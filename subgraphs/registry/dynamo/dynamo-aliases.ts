/** Aliases: one record for each, which stays when it is removed, and every move of it. */
import type { Alias, AliasKey } from '../domain/model.ts';
import type { Change, Range } from '../domain/store.ts';
import type { DynamoTable } from './dynamo-client.ts';
import { aliasKey, aliasMoveKey, aliasMovePrefix, aliasPrefix, modelKey, recordIn } from './dynamo-keys.ts';
import { firstItems, getItems, queryItems } from './dynamo-reads.ts';
import type { TransactionWrite } from './dynamo-transactions.ts';

const itemIsNew = 'attribute_not_exists(pk)';
const nobodyMovedSince = 'revision = :expectedRevision';

/** The record as the move leaves it, and the move itself. */
export function aliasWrites({ before, after }: Change<Alias>): TransactionWrite<'STALE'>[] {
  const guard = before
    ? {
        ConditionExpression: nobodyMovedSince,
        ExpressionAttributeValues: { ':expectedRevision': before.revision },
      }
    : { ConditionExpression: itemIsNew };
  return [
    { refusal: 'STALE', Put: { Item: { ...aliasKey(after), ...after }, ...guard } },
    { Put: { Item: { ...aliasMoveKey(after, after.revision), ...after } } },
  ];
}

export async function getAliases(table: DynamoTable, keys: readonly AliasKey[]): Promise<(Alias | undefined)[]> {
  const items = await getItems(table, keys.map(aliasKey));
  return items.map((item) => item && recordIn<Alias>(item));
}

/** Those that name a version, by name. */
export async function queryAliases(table: DynamoTable, modelId: string): Promise<Alias[]> {
  const items = queryItems<Alias>(table, {
    KeyConditionExpression: 'pk = :model AND begins_with(sk, :aliases)',
    ExpressionAttributeValues: { ':model': modelKey(modelId).pk, ':aliases': aliasPrefix },
    ConsistentRead: true,
  });
  const aliases: Alias[] = [];
  for await (const item of items) if (item.version !== undefined) aliases.push(recordIn<Alias>(item));
  return aliases;
}

/** The newest first. */
export async function queryAliasMoves(table: DynamoTable, key: AliasKey, { after, limit }: Range): Promise<Alias[]> {
  const items = queryItems(table, {
    KeyConditionExpression: 'pk = :model AND begins_with(sk, :moves)',
    ExpressionAttributeValues: { ':model': modelKey(key.modelId).pk, ':moves': aliasMovePrefix(key) },
    ScanIndexForward: false,
    ConsistentRead: true,
    Limit: limit,
    ...(after && { ExclusiveStartKey: aliasMoveKey(key, Number(after)) }),
  });
  return (await firstItems(items, limit)).map(recordIn<Alias>);
}
