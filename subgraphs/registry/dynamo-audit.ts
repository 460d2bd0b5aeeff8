/** The audit trail of a model. Its entries are written by the commits (dynamo-commit.ts). */
import type { Range, RecordedAuditEntry } from './domain/store.ts';
import type { DynamoTable } from './dynamo-client.ts';
import { auditKey, auditPrefix, modelKey, recordIn } from './dynamo-keys.ts';
import { firstItems, queryItems } from './dynamo-reads.ts';

/** The newest first. */
export async function queryAudit(
  table: DynamoTable,
  modelId: string,
  { after, limit }: Range,
): Promise<RecordedAuditEntry[]> {
  const items = queryItems<{ sk: string }>(table, {
    KeyConditionExpression: 'pk = :model AND begins_with(sk, :audit)',
    ExpressionAttributeValues: { ':model': modelKey(modelId).pk, ':audit': auditPrefix },
    ScanIndexForward: false,
    ConsistentRead: true,
    Limit: limit,
    ...(after && { ExclusiveStartKey: auditKey(modelId, after) }),
  });
  const found = await firstItems(items, limit);
  return found.map((item) => ({ ...recordIn<RecordedAuditEntry>(item), id: item.sk.slice(auditPrefix.length) }));
}
