/** What gateways have seen of deployments, counted in shards, each event once. */
import { createHash } from 'node:crypto';
import type { EventData } from '../../../platform/events.ts';
import type { TrafficFigures } from '../domain/model.ts';
import type { DynamoTable } from './dynamo-client.ts';
import { seenKey, trafficKey, trafficPrefix } from './dynamo-keys.ts';
import { queryItems } from './dynamo-reads.ts';
import { transact } from './dynamo-transactions.ts';

/** A gateway tells of a deployment once a second at most: so many gateways do not get into each other's way. */
const shards = 4;
const daySeconds = 24 * 3_600;
/** An event may come back for as long as queues keep messages: 14 days. */
const seenDays = 15;
const keptDays = 62;
const latencyPrefix = 'latency';

/** Adds what one event tells, unless it has been added. */
export async function recordTraffic(
  table: DynamoTable,
  { id, deploymentId, requests, failures, latencies }: EventData<'Model Traffic'> & { readonly id: string },
): Promise<void> {
  const now = Math.floor(Date.now() / 1000);
  const classes = Object.entries(latencies);
  const shard = createHash('sha256').update(id).digest().readUInt32BE() % shards;
  await transact(table, [
    {
      refusal: 'SEEN',
      Put: {
        Item: { ...seenKey(id), expiresAt: now + seenDays * daySeconds },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
    {
      Update: {
        Key: trafficKey(deploymentId, shard),
        UpdateExpression: `SET expiresAt = :expiresAt ADD ${[
          'requests :requests',
          'failures :failures',
          ...classes.map(([name]) => `${latencyPrefix}${Number(name)} :${latencyPrefix}${Number(name)}`),
        ].join(', ')}`,
        ExpressionAttributeValues: {
          ':expiresAt': now + keptDays * daySeconds,
          ':requests': requests,
          ':failures': failures,
          ...Object.fromEntries(classes.map(([name, count]) => [`:${latencyPrefix}${Number(name)}`, count])),
        },
      },
    },
  ]);
}

/** The sum of all shards. One query, strongly consistent. */
export async function readTraffic(table: DynamoTable, deploymentId: string): Promise<TrafficFigures> {
  const items = queryItems<Record<string, unknown>>(table, {
    KeyConditionExpression: 'pk = :deployment AND begins_with(sk, :traffic)',
    ExpressionAttributeValues: { ':deployment': trafficKey(deploymentId, 0).pk, ':traffic': trafficPrefix },
    ConsistentRead: true,
  });
  let [requests, failures] = [0, 0];
  const latencies: Record<string, number> = {};
  for await (const item of items) {
    requests += Number(item.requests);
    failures += Number(item.failures);
    for (const [name, count] of Object.entries(item)) {
      if (!name.startsWith(latencyPrefix)) continue;
      const latency = name.slice(latencyPrefix.length);
      latencies[latency] = (latencies[latency] ?? 0) + Number(count);
    }
  }
  return { requests, failures, latencies };
}
