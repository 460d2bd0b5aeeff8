/** Webhooks: addresses of a team that its events are sent to, and what became of each event. */
import type { RegistryEvent } from './event-data.ts';
import type { Change, Range, RememberedRequest } from './store.ts';
import { isTimeOrderedId } from './time-ordered-id.ts';

export interface Webhook {
  readonly id: string;
  /** Never changes. */
  readonly teamId: string;
  readonly url: string;
  /** Detail-types, as in "Model Registered". */
  readonly eventTypes: readonly string[];
  /** What its deliveries are signed with; see secrets.ts. */
  readonly sealedSecret: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly createdBy: string;
  /** Rises with every write of the record. */
  readonly revision: number;
}

/** DEAD: given up, and there to be looked at and replayed. */
export const deliveryStatuses = ['PENDING', 'DELIVERED', 'DEAD'] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

/** One event on its way to one webhook. */
export interface WebhookDelivery {
  /** Follows from webhook and event: however often the event comes, and is sent, it is this delivery. */
  readonly id: string;
  readonly webhookId: string;
  readonly teamId: string;
  readonly eventId: string;
  readonly eventType: string;
  /** The event's detail, as JSON. */
  readonly detail: string;
  readonly status: DeliveryStatus;
  /** Since it was made, or replayed. */
  readonly attempts: number;
  /** ISO 8601, as are the other times. */
  readonly createdAt: string;
  readonly lastAttemptAt?: string;
  /** While it is PENDING and has been tried. */
  readonly nextAttemptAt?: string;
  readonly deliveredAt?: string;
  /** Of the last attempt, when there was an answer. */
  readonly responseStatus?: number;
  /** Why the last attempt failed. */
  readonly failure?: string;
  /** When it is forgotten, in epoch seconds. */
  readonly expiresAt: number;
  /** Rises with every write of the record. */
  readonly revision: number;
}

/** An entry of the team's audit trail. */
interface WebhookAudit {
  readonly teamId: string;
  readonly who: string;
  /** For programs, as in WEBHOOK_CREATED. */
  readonly code: string;
  /** For people. */
  readonly what: string;
  /** ISO 8601. */
  readonly at: string;
}

/** One change of webhooks or deliveries, with all that follows from it. */
export interface WebhookCommit {
  readonly webhook?: Change<Webhook> | { readonly removed: Webhook };
  readonly delivery?: Change<WebhookDelivery>;
  readonly audit?: WebhookAudit;
  readonly remembered?: RememberedRequest;
  /** Published after the commit, at least once. */
  readonly events: readonly RegistryEvent[];
}

/** The port to what is kept of webhooks. What it throws is REGISTRY_UNAVAILABLE at most. */
export interface WebhookStore {
  /** Writes all of a commit or, when refused, nothing. STALE: a record is there already, or not as it was read. */
  commitWebhook(commit: WebhookCommit): Promise<'COMMITTED' | 'REMEMBERED' | 'STALE'>;
  webhook(id: string): Promise<Webhook | undefined>;
  /** By id, strongly consistent. */
  webhooksOf(teamId: string, range: Range): Promise<Webhook[]>;
  delivery(id: string): Promise<WebhookDelivery | undefined>;
  /** The newest event first; the position is an event id. */
  deliveriesOf(webhookId: string, status: DeliveryStatus | undefined, range: Range): Promise<WebhookDelivery[]>;
}

/** The purpose of a signing secret's seal. */
export const sealPurpose = (webhookId: string): string => `webhook ${webhookId}`;

export function deliveryId(webhookId: string, eventId: string): string {
  return `${webhookId}-${eventId}`;
}

/** What a delivery id names; undefined for what is none. */
export function partsOfDeliveryId(id: string): { webhookId: string; eventId: string } | undefined {
  const [webhookId = '', eventId = '', ...rest] = id.split('-');
  return isTimeOrderedId(webhookId) && isTimeOrderedId(eventId) && rest.length === 0
    ? { webhookId, eventId }
    : undefined;
}
