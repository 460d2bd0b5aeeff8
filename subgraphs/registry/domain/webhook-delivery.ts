/**
 * Sends events to webhooks: at least once, each under its delivery id, with attempts that are bounded and ever further apart. All
 * state is in the store and in the queue, so any process may go on where another died.
 */
import { createHmac } from 'node:crypto';
import type { Sealer } from './secrets.ts';
import { deliveryId, sealPurpose, type Webhook, type WebhookDelivery, type WebhookStore } from './webhook.ts';

/** A registry event as it came from the bus. */
export interface BusEvent {
  readonly type: string;
  readonly detail: { readonly id: string; readonly data: Readonly<Record<string, unknown>> };
}

/** What an attempt is asked for with. */
export interface AttemptRequest {
  readonly deliveryId: string;
  /** Counts from 1. */
  readonly attempt: number;
}

/** How an attempt ended. `isFinal`: trying again is of no use. */
export type AttemptOutcome =
  | { readonly delivered: true; readonly responseStatus: number }
  | {
      readonly delivered: false;
      readonly responseStatus?: number;
      readonly failure: string;
      readonly isFinal?: boolean;
    };

export interface RetryPolicy {
  /** The most attempts of a delivery. */
  readonly attempts: number;
  /** The pause after the first; it doubles each time. */
  readonly firstPauseSeconds: number;
  readonly longestPauseSeconds: number;
}

export interface DeliveryPorts {
  readonly webhooks: WebhookStore;
  readonly sealer: Sealer;
  /** Puts an attempt into the queue, to be received after some seconds. */
  readonly schedule: (request: AttemptRequest, delaySeconds: number) => Promise<void>;
  /** Posts JSON. Never throws. */
  readonly post: (url: string, body: string, headers: Readonly<Record<string, string>>) => Promise<AttemptOutcome>;
  readonly retry: RetryPolicy;
  readonly now: () => Date;
}

const keptDays = 30;
/** More than a team may have. */
const mostWebhooks = 100;

/** Makes a delivery of the event for each webhook that wants it. */
export async function fanOut(ports: DeliveryPorts, event: BusEvent): Promise<void> {
  const targets = await targetsOf(ports.webhooks, event);
  await Promise.all(
    targets.map(async (webhook) => {
      const delivery = deliveryOf(webhook, event, ports.now());
      // One that is there already came with an earlier receipt of the event; whether it was queued then, nobody knows.
      await ports.webhooks.commitWebhook({ delivery: { after: delivery }, events: [] });
      await ports.schedule({ deliveryId: delivery.id, attempt: 1 }, 0);
    }),
  );
}

/**
 * Sends a delivery once, and queues its next attempt when this one failed. The books are written after the answer: a process
 * that dies in between leaves its message in the queue, and the delivery is sent again under the same id.
 */
export async function attemptDelivery(
  ports: DeliveryPorts,
  { deliveryId: id, attempt }: AttemptRequest,
): Promise<void> {
  const { webhooks, schedule, retry, now } = ports;
  const delivery = await webhooks.delivery(id);
  if (delivery?.status !== 'PENDING') return;
  if (delivery.attempts >= attempt) {
    // This attempt is in the books, so a process died before it queued the next one.
    return schedule({ deliveryId: id, attempt: delivery.attempts + 1 }, secondsUntilNext(delivery, now()));
  }
  const webhook = await webhooks.webhook(delivery.webhookId);
  if (!webhook) return;
  const after = afterAttempt(delivery, await send(ports, webhook, delivery), now(), retry);
  const written = await webhooks.commitWebhook({ delivery: { before: delivery, after }, events: [] });
  // Another process that had the same message has booked it, and goes on with it.
  if (written !== 'COMMITTED' || after.status !== 'PENDING') return;
  await schedule({ deliveryId: id, attempt: after.attempts + 1 }, secondsUntilNext(after, now()));
}

async function send({ sealer, post, now }: DeliveryPorts, webhook: Webhook, delivery: WebhookDelivery) {
  let secret: string;
  try {
    secret = sealer.open(webhook.sealedSecret, sealPurpose(webhook.id));
  } catch {
    // The secret that all processes share is another one now.
    const failure = 'The signing secret cannot be read any more: make the webhook anew';
    return { delivered: false, failure, isFinal: true } as const;
  }
  const body = payloadOf(delivery);
  return post(webhook.url, body, {
    'x-modelgraph-delivery': delivery.id,
    'x-modelgraph-event': delivery.eventType,
    'x-modelgraph-signature': signature(secret, body, now()),
  });
}

/** The JSON that is sent: the same at every attempt. */
export function payloadOf({ id, eventType, detail }: WebhookDelivery): string {
  return `{"deliveryId":${JSON.stringify(id)},"type":${JSON.stringify(eventType)},"detail":${detail}}`;
}

/** `t=<epoch seconds>,v1=<hexadecimal HMAC-SHA256 of "<t>.<body>">`. */
export function signature(secret: string, body: string, at: Date): string {
  const seconds = Math.floor(at.getTime() / 1000);
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}

/** What the books say of a delivery after an attempt. Half of each pause is random, so that many do not come back at once. */
export function afterAttempt(
  delivery: WebhookDelivery,
  outcome: AttemptOutcome,
  at: Date,
  { attempts: most, firstPauseSeconds, longestPauseSeconds }: RetryPolicy,
): WebhookDelivery {
  const { nextAttemptAt: _past, failure: _old, responseStatus: _older, ...rest } = delivery;
  const attempts = delivery.attempts + 1;
  const tried = {
    ...rest,
    attempts,
    lastAttemptAt: at.toISOString(),
    ...(outcome.responseStatus !== undefined && { responseStatus: outcome.responseStatus }),
    revision: delivery.revision + 1,
  };
  if (outcome.delivered) return { ...tried, status: 'DELIVERED', deliveredAt: at.toISOString() };
  const { failure, isFinal = false } = outcome;
  if (isFinal || attempts >= most) return { ...tried, failure, status: 'DEAD' };
  const pause = Math.min(longestPauseSeconds, firstPauseSeconds * 2 ** (attempts - 1)) * (0.5 + Math.random() / 2);
  return { ...tried, failure, nextAttemptAt: new Date(at.getTime() + pause * 1000).toISOString() };
}

async function targetsOf(store: WebhookStore, { type, detail }: BusEvent): Promise<Webhook[]> {
  const { teamId, webhookId } = detail.data;
  if (type === 'Webhook Tested') {
    const webhook = await store.webhook(String(webhookId));
    return webhook ? [webhook] : [];
  }
  if (typeof teamId !== 'string') return [];
  const webhooks = await store.webhooksOf(teamId, { limit: mostWebhooks });
  return webhooks.filter(({ eventTypes }) => eventTypes.includes(type));
}

function deliveryOf(webhook: Webhook, { type, detail }: BusEvent, now: Date): WebhookDelivery {
  return {
    id: deliveryId(webhook.id, detail.id),
    webhookId: webhook.id,
    teamId: webhook.teamId,
    eventId: detail.id,
    eventType: type,
    detail: JSON.stringify(detail),
    status: 'PENDING',
    attempts: 0,
    createdAt: now.toISOString(),
    expiresAt: Math.floor(now.getTime() / 1000) + keptDays * 24 * 3600,
    revision: 1,
  };
}

function secondsUntilNext({ nextAttemptAt }: WebhookDelivery, now: Date): number {
  return nextAttemptAt ? Math.max(0, (Date.parse(nextAttemptAt) - now.getTime()) / 1000) : 0;
}
