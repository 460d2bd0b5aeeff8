/** Events that were committed with a change and wait to be published, in the order they were made. */
import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { RegistryEvent } from '../domain/event-data.ts';
import type { DynamoTable } from './dynamo-client.ts';
import { outboxKey, outboxPartition } from './dynamo-keys.ts';
import { firstItems, queryItems } from './dynamo-reads.ts';

export interface Outbox {
  /** The oldest entries, strongly consistent. */
  oldest(limit: number): Promise<RegistryEvent[]>;
  /** Removes entries; one that could not be removed stays, and is published again. */
  remove(events: readonly RegistryEvent[]): Promise<void>;
}

/** The most that one BatchWriteItem takes. */
const deletesPerBatch = 25;

export function dynamoOutbox(table: DynamoTable): Outbox {
  return {
    async oldest(limit) {
      const items = queryItems<{ event: string }>(table, {
        KeyConditionExpression: 'pk = :outbox',
        ExpressionAttributeValues: { ':outbox': outboxPartition },
        ConsistentRead: true,
        Limit: limit,
      });
      return (await firstItems(items, limit)).map(({ event }) => JSON.parse(event) as RegistryEvent);
    },

    async remove(events) {
      for (let start = 0; start < events.length; start += deletesPerBatch) {
        const requests = events
          .slice(start, start + deletesPerBatch)
          .map(({ detail }) => ({ DeleteRequest: { Key: outboxKey(detail.id) } }));
        await table.client.send(new BatchWriteCommand({ RequestItems: { [table.name]: requests } }));
      }
    },
  };
}
