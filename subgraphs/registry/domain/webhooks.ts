/** Webhooks as one caller has them: members see their team's, its maintainers manage them. */
import { randomBytes } from 'node:crypto';
import { canSeeTeam, type Identity } from '../../../platform/access.ts';
import { DomainError } from '../../../platform/errors.ts';
import type { RegistryEvent } from './event-data.ts';
import { type Keyed, once } from './idempotency.ts';
import { type Page, type PageRequest, pageOf, positionAfter } from './page.ts';
import type { Sealer } from './secrets.ts';
import type { RegistryStore } from './store.ts';
import { requireRole, type TeamDirectory } from './teams.ts';
import { isTimeOrderedId, timeOrderedId } from './time-ordered-id.ts';
import {
  type DeliveryStatus,
  deliveryId,
  partsOfDeliveryId,
  sealPurpose,
  type Webhook,
  type WebhookDelivery,
  type WebhookStore,
} from './webhook.ts';
import { webhookChanged, webhookReplayRequested, webhookTested } from './webhook-events.ts';

export interface WebhookPorts {
  readonly store: TeamDirectory & Pick<RegistryStore, 'remembered'>;
  readonly webhooks: WebhookStore;
  readonly sealer: Sealer;
  /** Why nothing may be sent to an address, as far as the address itself tells; undefined when it may. */
  readonly faultOfUrl: (url: string) => string | undefined;
  readonly now: () => Date;
  /** Called with the events of each commit, so that they leave at once. */
  readonly committed: (events: readonly RegistryEvent[]) => void;
}

export interface NewWebhook extends Keyed {
  readonly teamId: string;
  readonly url: string;
  readonly eventTypes: readonly string[];
}
export interface WebhookUpdate extends Keyed {
  readonly webhookId: string;
  readonly url?: string | undefined;
  readonly eventTypes?: readonly string[] | undefined;
}
export interface WebhookRequest extends Keyed {
  readonly webhookId: string;
}
export interface ReplayRequest extends Keyed {
  readonly deliveryId: string;
}

/** Look-ups answer undefined, and lists are empty, for what the caller may not see. */
export interface CallerWebhooks {
  webhook(id: string): Promise<Webhook | undefined>;
  webhooks(teamId: string, page: PageRequest): Promise<Page<Webhook>>;
  deliveriesOf(webhook: Webhook, status: DeliveryStatus | undefined, page: PageRequest): Promise<Page<WebhookDelivery>>;
  /** The secret is told here only. */
  create(request: NewWebhook): Promise<{ webhook: Webhook; signingSecret: string }>;
  update(request: WebhookUpdate): Promise<Webhook>;
  /** What was on its way is not sent any more. */
  delete(request: WebhookRequest): Promise<{ webhookId: string }>;
  /** Sends "Webhook Tested" to this webhook only, whatever its event types. */
  sendTestEvent(request: WebhookRequest): Promise<{ deliveryId: string }>;
  /** Sends what was DELIVERED or DEAD once more, under the same delivery id. */
  replay(request: ReplayRequest): Promise<WebhookDelivery>;
}

const mostWebhooksOfTeam = 20;

export function webhooksOf(ports: WebhookPorts, identity: Identity): CallerWebhooks {
  const { webhooks } = ports;
  return {
    webhook: (id) => visibleWebhook(webhooks, identity, id),
    async webhooks(teamId, page) {
      const scope = ['webhooks', teamId];
      const after = positionAfter(page, scope, isTimeOrderedId);
      if (!canSeeTeam(identity, teamId)) return pageOf<Webhook>([], page, scope, ({ id }) => id);
      const found = await webhooks.webhooksOf(teamId, { after, limit: page.first + 1 });
      return pageOf(found, page, scope, ({ id }) => id);
    },
    async deliveriesOf({ id }, status, page) {
      const scope = ['webhook-deliveries', id, status ?? null];
      const after = positionAfter(page, scope, isTimeOrderedId);
      const found = await webhooks.deliveriesOf(id, status, { after, limit: page.first + 1 });
      return pageOf(found, page, scope, ({ eventId }) => eventId);
    },
    create: (request) => create(ports, identity, request),
    update: (request) => update(ports, identity, request),
    delete: (request) => remove(ports, identity, request),
    sendTestEvent: (request) => sendTestEvent(ports, identity, request),
    replay: (request) => replay(ports, identity, request),
  };
}

async function create(
  ports: WebhookPorts,
  identity: Identity,
  { idempotencyKey, ...input }: NewWebhook,
): Promise<{ webhook: Webhook; signingSecret: string }> {
  const { store, webhooks, sealer, now } = ports;
  const { teamId, url, eventTypes } = input;
  await requireRole(store, identity, teamId, 'MAINTAINER');
  requireUrl(ports, url);
  type Answer = { webhook: Webhook; signingSecret: string };
  const request = { operation: 'createWebhook', idempotencyKey, input };
  return once<Answer, { webhookId: string; sealedSecret: string }>(ports, identity, request, {
    async execute(remember) {
      const known = await webhooks.webhooksOf(teamId, { limit: mostWebhooksOfTeam });
      if (known.length === mostWebhooksOfTeam) {
        throw new DomainError('CONFLICT', `A team may have up to ${mostWebhooksOfTeam} webhooks`);
      }
      const webhookId = timeOrderedId();
      const signingSecret = `whsec_${randomBytes(32).toString('base64url')}`;
      const sealedSecret = sealer.seal(signingSecret, sealPurpose(webhookId));
      const createdAt = now().toISOString();
      const webhook: Webhook = {
        id: webhookId,
        teamId,
        url,
        eventTypes: [...new Set(eventTypes)],
        sealedSecret,
        createdAt,
        createdBy: identity.userId,
        revision: 1,
      };
      await commit(ports, identity, webhook, { webhook: { after: webhook } }, 'CREATED', {
        ...remember({ webhookId, sealedSecret }),
      });
      return { webhook, signingSecret };
    },
    repeat: async ({ webhookId, sealedSecret }) => ({
      webhook: await requireWebhook(webhooks, identity, webhookId),
      signingSecret: sealer.open(sealedSecret, sealPurpose(webhookId)),
    }),
  });
}

async function update(
  ports: WebhookPorts,
  identity: Identity,
  { idempotencyKey, ...input }: WebhookUpdate,
): Promise<Webhook> {
  const { webhookId, url, eventTypes } = input;
  const before = await requireManaged(ports, identity, webhookId);
  if (url !== undefined) requireUrl(ports, url);
  const request = { operation: 'updateWebhook', idempotencyKey, input };
  return once<Webhook>(ports, identity, request, {
    async execute(remember) {
      const after: Webhook = {
        ...before,
        ...(url !== undefined && { url }),
        ...(eventTypes && { eventTypes: [...new Set(eventTypes)] }),
        revision: before.revision + 1,
      };
      await commit(ports, identity, after, { webhook: { before, after } }, 'UPDATED', remember({ webhookId }));
      return after;
    },
    repeat: () => requireWebhook(ports.webhooks, identity, webhookId),
  });
}

async function remove(
  ports: WebhookPorts,
  identity: Identity,
  { idempotencyKey, webhookId }: WebhookRequest,
): Promise<{ webhookId: string }> {
  const request = { operation: 'deleteWebhook', idempotencyKey, input: { webhookId } };
  return once<{ webhookId: string }>(ports, identity, request, {
    // The webhook of a repetition is gone: it is looked for in here.
    async execute(remember) {
      const removed = await requireManaged(ports, identity, webhookId);
      await commit(ports, identity, removed, { webhook: { removed } }, 'DELETED', remember({ webhookId }));
      return { webhookId };
    },
    repeat: async () => ({ webhookId }),
  });
}

async function sendTestEvent(
  ports: WebhookPorts,
  identity: Identity,
  { idempotencyKey, webhookId }: WebhookRequest,
): Promise<{ deliveryId: string }> {
  const webhook = await requireManaged(ports, identity, webhookId);
  const request = { operation: 'sendTestEvent', idempotencyKey, input: { webhookId } };
  return once<{ deliveryId: string }, { deliveryId: string }>(ports, identity, request, {
    async execute(remember) {
      const at = ports.now().toISOString();
      const event = webhookTested(webhook, identity.userId, at);
      const answer = { deliveryId: deliveryId(webhookId, event.detail.id) };
      const audit = auditOf(webhook, identity, 'TESTED', at);
      const outcome = await ports.webhooks.commitWebhook({ audit, events: [event], ...remember(answer) });
      if (outcome !== 'COMMITTED') throw otherWriterCameFirst();
      ports.committed([event]);
      return answer;
    },
    repeat: async (answer) => answer,
  });
}

async function replay(
  ports: WebhookPorts,
  identity: Identity,
  { idempotencyKey, deliveryId: id }: ReplayRequest,
): Promise<WebhookDelivery> {
  const { webhooks, now, committed } = ports;
  const { webhookId } = partsOfDeliveryId(id) ?? {};
  const webhook = webhookId ? await visibleWebhook(webhooks, identity, webhookId) : undefined;
  const found = webhook && (await webhooks.delivery(id));
  if (!found) throw new DomainError('NOT_FOUND', `No webhook delivery "${id}"`);
  await requireRole(ports.store, identity, webhook.teamId, 'MAINTAINER');
  const request = { operation: 'replayWebhookDelivery', idempotencyKey, input: { deliveryId: id } };
  return once<WebhookDelivery>(ports, identity, request, {
    async execute(remember) {
      const before = await webhooks.delivery(id);
      if (!before || before.status === 'PENDING') {
        throw new DomainError('CONFLICT', 'The delivery is still under way');
      }
      const { nextAttemptAt: _none, deliveredAt: _before, ...rest } = before;
      const after: WebhookDelivery = { ...rest, status: 'PENDING', attempts: 0, revision: before.revision + 1 };
      const at = now().toISOString();
      const events = [webhookReplayRequested(after, identity.userId, at)];
      const audit = auditOf(webhook, identity, 'REPLAYED', at, id);
      const change = { delivery: { before, after }, audit, events, ...remember({ deliveryId: id }) };
      if ((await webhooks.commitWebhook(change)) !== 'COMMITTED') throw otherWriterCameFirst();
      committed(events);
      return after;
    },
    repeat: async () => (await webhooks.delivery(id)) ?? found,
  });
}

async function commit(
  { webhooks, now, committed }: WebhookPorts,
  identity: Identity,
  webhook: Webhook,
  change: Pick<Parameters<WebhookStore['commitWebhook']>[0], 'webhook'>,
  kind: 'CREATED' | 'UPDATED' | 'DELETED',
  remembered: object,
): Promise<void> {
  const at = now().toISOString();
  const events = [webhookChanged(webhook, kind, identity.userId, at)];
  const audit = auditOf(webhook, identity, kind, at);
  const outcome = await webhooks.commitWebhook({ ...change, audit, events, ...remembered });
  if (outcome !== 'COMMITTED') throw otherWriterCameFirst();
  committed(events);
}

function auditOf(
  { id, teamId }: Webhook,
  { userId }: Identity,
  did: 'CREATED' | 'UPDATED' | 'DELETED' | 'TESTED' | 'REPLAYED',
  at: string,
  delivery?: string,
) {
  const verb = did.charAt(0) + did.slice(1).toLowerCase();
  const what = delivery ? `${verb} the webhook delivery ${delivery}` : `${verb} the webhook ${id}`;
  return { teamId, who: userId, code: `WEBHOOK_${did}`, what, at };
}

async function visibleWebhook(store: WebhookStore, identity: Identity, id: string): Promise<Webhook | undefined> {
  const webhook = isTimeOrderedId(id) ? await store.webhook(id) : undefined;
  return webhook && canSeeTeam(identity, webhook.teamId) ? webhook : undefined;
}

async function requireWebhook(store: WebhookStore, identity: Identity, id: string): Promise<Webhook> {
  const webhook = await visibleWebhook(store, identity, id);
  if (!webhook) throw new DomainError('NOT_FOUND', `No webhook "${id}"`);
  return webhook;
}

async function requireManaged({ store, webhooks }: WebhookPorts, identity: Identity, id: string): Promise<Webhook> {
  const webhook = await requireWebhook(webhooks, identity, id);
  await requireRole(store, identity, webhook.teamId, 'MAINTAINER');
  return webhook;
}

function requireUrl({ faultOfUrl }: WebhookPorts, url: string): void {
  const message = faultOfUrl(url);
  if (message) throw new DomainError('VALIDATION_ERROR', message, { details: [{ path: 'input.url', message }] });
}

function otherWriterCameFirst(): DomainError {
  return new DomainError('CONFLICT', 'Another writer came first; try again');
}
