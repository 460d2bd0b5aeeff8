/** The audit trails of models, teams and API keys. Their entries are written by the commits (dynamo-commit.ts, dynamo-access-commit.ts). */
import type { AccessSubject } from '../domain/access-store.ts';
import type { Range, RecordedAuditEntry } from '../domain/store.ts';
import type { DynamoTable } from './dynamo-client.ts';
import { accessAuditKey, auditKey, auditPrefix, type ItemKey, recordIn } from './dynamo-keys.ts';
import { firstItems, queryItems } from './dynamo-reads.ts';

/** The newest first. */
export function queryAudit(table: DynamoTable, modelId: string, range: Range): Promise<RecordedAuditEntry[]> {
  return queryTrail(table, (id) => auditKey(modelId, id), range);
}

/** The newest first. */
export function queryAccessAudit(
  table: DynamoTable,
  subject: AccessSubject,
  range: Range,
): Promise<RecordedAuditEntry[]> {
  return queryTrail(table, (id) => accessAuditKey(subject, id), range);
}

async function queryTrail(
  table: DynamoTable,
  keyOf: (id: string) => ItemKey,
  { after, limit }: Range,
): Promise<RecordedAuditEntry[]> {
  const items = queryItems<{ sk: string }>(table, {
    KeyConditionExpression: 'pk = :subject AND begins_with(sk, :audit)',
    ExpressionAttributeValues: { ':subject': keyOf('').pk, ':audit': auditPrefix },
    ScanIndexForward: false,
    ConsistentRead: true,
    Limit: limit,
    ...(after && { ExclusiveStartKey: keyOf(after) }),
  });
  const found = await firstItems(items, limit);
  return found.map((item) => ({ ...recordIn<RecordedAuditEntry>(item), id: item.sk.slice(auditPrefix.length) }));
}
