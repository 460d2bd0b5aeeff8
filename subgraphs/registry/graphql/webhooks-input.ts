/** What clients may send about webhooks. */
import { z } from 'zod';
import { type EventType, eventData } from '../../../platform/events.ts';
import { deliveryStatuses } from '../domain/webhook.ts';
import { idempotencyKey, optional, pageShape, text } from './input.ts';

/** Told by another source, or meant for the sender of webhooks alone. */
const notForWebhooks: ReadonlySet<string> = new Set(['Model Used', 'Webhook Tested', 'Webhook Replay Requested']);

/** Events of the registry that are about one team. */
const webhookEventTypes = (Object.keys(eventData) as EventType[]).filter(
  (type) => 'teamId' in eventData[type].shape && !notForWebhooks.has(type),
);

const teamId = text(64, 'A team id', 1);
const webhookId = text(64, 'A webhook id', 1);
const url = text(2048, 'A URL', 1);
const eventTypes = z
  .array(z.enum(webhookEventTypes, `An event type is one of: ${webhookEventTypes.join(', ')}`))
  .min(1, 'A webhook wants at least one event type')
  .max(webhookEventTypes.length, 'No event type need be named twice');

export const newWebhook = z.object({ teamId, url, eventTypes, idempotencyKey });
export const webhookUpdate = z.object({
  webhookId,
  url: optional(url),
  eventTypes: optional(eventTypes),
  idempotencyKey,
});
export const webhookRequest = z.object({ webhookId, idempotencyKey });
export const replayRequest = z.object({ deliveryId: text(128, 'A delivery id', 1), idempotencyKey });
export const webhooksRequest = z.object({ ...pageShape, teamId });
export const deliveriesRequest = z.object({ ...pageShape, status: optional(z.enum(deliveryStatuses)) });
