/** Webhooks and their deliveries in the table. */

import type { Range } from '../domain/store.ts';
import { timeOrderedId } from '../domain/time-ordered-id.ts';
import type { DeliveryStatus, Webhook, WebhookCommit, WebhookDelivery, WebhookStore } from '../domain/webhook.ts';
import { partsOfDeliveryId } from '../domain/webhook.ts';
import type { DynamoTable } from './dynamo-client.ts';
import { rememberedWrites } from './dynamo-idempotency.ts';
import {
  accessAuditKey,
  deliveriesByStatus,
  deliveryKey,
  deliveryPrefix,
  outboxKey,
  recordIn,
  teamIndex,
  webhookKey,
  webhookPrefix,
  webhooksOfTeam,
  webhookTeamKey,
} from './dynamo-keys.ts';
import { firstItems, getItems, queryItems } from './dynamo-reads.ts';
import { type TransactionWrite, transact } from './dynamo-transactions.ts';

type Write = TransactionWrite<'REMEMBERED' | 'STALE'>;

const itemIsNew = 'attribute_not_exists(pk)';
const nobodyWroteSince = 'revision = :expectedRevision';

export function dynamoWebhooks(table: DynamoTable): WebhookStore {
  return {
    async commitWebhook({ webhook, delivery, audit, remembered, events }: WebhookCommit) {
      return transact<'REMEMBERED' | 'STALE'>(table, [
        ...rememberedWrites(remembered),
        ...(webhook ? writeWebhook(webhook) : []),
        ...(delivery ? [putDelivery(delivery)] : []),
        ...(audit ? [putAudit(audit)] : []),
        ...events.map((event) => ({
          Put: {
            Item: { ...outboxKey(event.detail.id), event: JSON.stringify(event) },
            ConditionExpression: itemIsNew,
          },
        })),
      ]);
    },

    async webhook(id) {
      const [team] = await getItems(table, [webhookTeamKey(id)]);
      if (!team) return undefined;
      const [item] = await getItems(table, [webhookKey((team as { teamId: string }).teamId, id)]);
      return item && recordIn<Webhook>(item);
    },

    async webhooksOf(teamId, { after, limit }) {
      const items = queryItems(table, {
        KeyConditionExpression: 'pk = :team AND begins_with(sk, :webhooks)',
        ExpressionAttributeValues: { ':team': webhooksOfTeam(teamId), ':webhooks': webhookPrefix },
        ConsistentRead: true,
        Limit: limit,
        ...(after && { ExclusiveStartKey: webhookKey(teamId, after) }),
      });
      return (await firstItems(items, limit)).map(recordIn<Webhook>);
    },

    async delivery(id) {
      const { webhookId, eventId } = partsOfDeliveryId(id) ?? {};
      const [item] = webhookId && eventId ? await getItems(table, [deliveryKey(webhookId, eventId)]) : [];
      return item && recordIn<WebhookDelivery>(item);
    },

    async deliveriesOf(webhookId, status, range) {
      const items = status ? byStatus(table, webhookId, status, range) : all(table, webhookId, range);
      return (await firstItems(items, range.limit)).map(recordIn<WebhookDelivery>);
    },
  };
}

/** The record, and with its first write and its last one what leads to it. */
function writeWebhook(change: NonNullable<WebhookCommit['webhook']>): Write[] {
  if ('removed' in change) {
    const { id, teamId } = change.removed;
    const record = { Delete: { Key: webhookKey(teamId, id), ...guard(change.removed) }, refusal: 'STALE' as const };
    return [record, { Delete: { Key: webhookTeamKey(id) } }];
  }
  const { before, after } = change;
  const { id, teamId } = after;
  const record: Write = {
    refusal: 'STALE',
    Put: { Item: { ...webhookKey(teamId, id), ...after }, ...guard(before) },
  };
  return before ? [record] : [record, { Put: { Item: { ...webhookTeamKey(id), teamId } } }];
}

function putAudit({ teamId, ...entry }: NonNullable<WebhookCommit['audit']>): Write {
  return { Put: { Item: { ...accessAuditKey({ teamId }, timeOrderedId()), ...entry } } };
}

function putDelivery({ before, after }: NonNullable<WebhookCommit['delivery']>): Write {
  const index = { teamPartition: deliveriesByStatus(after.webhookId, after.status), teamSort: after.eventId };
  return {
    refusal: 'STALE',
    Put: { Item: { ...deliveryKey(after.webhookId, after.eventId), ...index, ...after }, ...guard(before) },
  };
}

function guard(before: { readonly revision: number } | undefined) {
  if (!before) return { ConditionExpression: itemIsNew };
  return {
    ConditionExpression: nobodyWroteSince,
    ExpressionAttributeValues: { ':expectedRevision': before.revision },
  };
}

function all(table: DynamoTable, webhookId: string, { after, limit }: Range): AsyncGenerator<object> {
  return queryItems(table, {
    KeyConditionExpression: 'pk = :webhook AND begins_with(sk, :deliveries)',
    ExpressionAttributeValues: { ':webhook': deliveryKey(webhookId, '').pk, ':deliveries': deliveryPrefix },
    ScanIndexForward: false,
    ConsistentRead: true,
    Limit: limit,
    ...(after && { ExclusiveStartKey: deliveryKey(webhookId, after) }),
  });
}

/** The index lags by milliseconds. */
function byStatus(
  table: DynamoTable,
  webhookId: string,
  status: DeliveryStatus,
  { after, limit }: Range,
): AsyncGenerator<object> {
  return queryItems(table, {
    IndexName: teamIndex,
    KeyConditionExpression: `teamPartition = :partition${after ? ' AND teamSort < :after' : ''}`,
    ExpressionAttributeValues: {
      ':partition': deliveriesByStatus(webhookId, status),
      ...(after && { ':after': after }),
    },
    ScanIndexForward: false,
    Limit: limit,
  });
}
