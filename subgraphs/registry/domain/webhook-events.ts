/** What the registry tells of webhooks: never their addresses, which may hold secrets of their receivers. */
import type { RegistryEvent } from './event-data.ts';
import { timeOrderedId } from './time-ordered-id.ts';
import type { Webhook, WebhookDelivery } from './webhook.ts';

export function webhookChanged(
  { id, teamId, eventTypes, revision }: Webhook,
  change: 'CREATED' | 'UPDATED' | 'DELETED',
  changedBy: string,
  occurredAt: string,
): RegistryEvent {
  const sequence = change === 'DELETED' ? revision + 1 : revision;
  const data = { webhookId: id, teamId, change, eventTypes: [...eventTypes], changedBy };
  return { type: 'Webhook Changed', detail: { ...detail(sequence, occurredAt), data } };
}

export function webhookTested({ id, teamId }: Webhook, requestedBy: string, occurredAt: string): RegistryEvent {
  const data = { webhookId: id, teamId, requestedBy };
  return { type: 'Webhook Tested', detail: { ...detail(1, occurredAt), data } };
}

/** `delivery` is PENDING again: this event is what brings it back into the queue. */
export function webhookReplayRequested(
  { id, webhookId, teamId, revision }: WebhookDelivery,
  requestedBy: string,
  occurredAt: string,
): RegistryEvent {
  const data = { webhookId, teamId, deliveryId: id, requestedBy };
  return { type: 'Webhook Replay Requested', detail: { ...detail(revision, occurredAt), data } };
}

function detail(sequence: number, occurredAt: string) {
  return { id: timeOrderedId(), schemaVersion: 1 as const, sequence, occurredAt };
}
