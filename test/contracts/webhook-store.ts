/** What every store of webhooks promises; run it on each implementation. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { RememberedRequest } from '../../subgraphs/registry/domain/store.ts';
import { timeOrderedId } from '../../subgraphs/registry/domain/time-ordered-id.ts';
import {
  type DeliveryStatus,
  deliveryId,
  type Webhook,
  type WebhookDelivery,
  type WebhookStore,
} from '../../subgraphs/registry/domain/webhook.ts';

const at = '2026-01-01T00:00:00.000Z';

const freshWebhook = (changes: Partial<Webhook> = {}): Webhook => ({
  id: timeOrderedId(),
  teamId: `team-${timeOrderedId()}`,
  url: 'https://example.com/',
  eventTypes: ['Model Registered'],
  sealedSecret: 'sealed',
  createdAt: at,
  createdBy: 'someone',
  revision: 1,
  ...changes,
});

function deliveryOf({ id, teamId }: Webhook, status: DeliveryStatus): WebhookDelivery {
  const eventId = timeOrderedId();
  return {
    id: deliveryId(id, eventId),
    webhookId: id,
    teamId,
    eventId,
    eventType: 'Model Registered',
    detail: '{}',
    status,
    attempts: 0,
    createdAt: at,
    expiresAt: Math.floor(Date.now() / 1000) + 3600,
    revision: 1,
  };
}

export function describeWebhookStore(name: string, open: () => Promise<WebhookStore>): void {
  describe(`a store of webhooks on ${name}`, () => {
    let store: WebhookStore;
    beforeAll(async () => {
      store = await open();
    });
    const put = (after: Webhook, before?: Webhook) =>
      store.commitWebhook({ webhook: before ? { before, after } : { after }, events: [] });
    const putDelivery = (after: WebhookDelivery, before?: WebhookDelivery) =>
      store.commitWebhook({ delivery: before ? { before, after } : { after }, events: [] });

    it('finds a webhook by its id and by its team, until it is removed', async () => {
      const webhook = freshWebhook();
      expect(await put(webhook)).toBe('COMMITTED');
      expect(await store.webhook(webhook.id)).toEqual(webhook);
      expect(await store.webhooksOf(webhook.teamId, { limit: 9 })).toEqual([webhook]);
      expect(await store.webhook(timeOrderedId())).toBeUndefined();
      expect(await store.webhooksOf('no-such-team', { limit: 9 })).toEqual([]);
      expect(await store.commitWebhook({ webhook: { removed: webhook }, events: [] })).toBe('COMMITTED');
      expect(await store.webhook(webhook.id)).toBeUndefined();
      expect(await store.commitWebhook({ webhook: { removed: webhook }, events: [] })).toBe('STALE');
    });

    it('lists the webhooks of a team by id, page by page', async () => {
      const { teamId } = freshWebhook();
      const all = [1, 2, 3].map(() => freshWebhook({ teamId }));
      for (const webhook of all) await put(webhook);
      expect(await store.webhooksOf(teamId, { limit: 2 })).toEqual(all.slice(0, 2));
      expect(await store.webhooksOf(teamId, { limit: 2, after: all[1]?.id })).toEqual(all.slice(2));
    });

    it('changes only what was read', async () => {
      const before = freshWebhook();
      await put(before);
      expect(await put({ ...before, url: 'https://one.example/', revision: 2 }, before)).toBe('COMMITTED');
      expect(await put({ ...before, url: 'https://other.example/', revision: 2 }, before)).toBe('STALE');
      expect((await store.webhook(before.id))?.url).toBe('https://one.example/');
      const delivery = deliveryOf(before, 'PENDING');
      expect(await putDelivery(delivery)).toBe('COMMITTED');
      expect(await putDelivery({ ...delivery, status: 'DEAD' })).toBe('STALE');
      expect(await putDelivery({ ...delivery, attempts: 1, revision: 2 }, delivery)).toBe('COMMITTED');
      expect(await putDelivery({ ...delivery, attempts: 9, revision: 2 }, delivery)).toBe('STALE');
      expect(await store.delivery(delivery.id)).toEqual({ ...delivery, attempts: 1, revision: 2 });
      expect(await store.delivery('nothing')).toBeUndefined();
    });

    it('remembers a request with its change, once', async () => {
      const remembered: RememberedRequest = {
        userId: 'someone',
        operation: 'createWebhook',
        key: timeOrderedId(),
        inputDigest: 'digest',
        result: { webhookId: 'one' },
        expiresAt: new Date(Date.now() + 60_000).toISOString(),
      };
      const [one, other] = [freshWebhook(), freshWebhook()];
      expect(await store.commitWebhook({ webhook: { after: one }, remembered, events: [] })).toBe('COMMITTED');
      expect(await store.commitWebhook({ webhook: { after: other }, remembered, events: [] })).toBe('REMEMBERED');
      expect(await store.webhook(other.id)).toBeUndefined();
    });

    it('lists deliveries, the newest first, of all states or of one', async () => {
      const webhook = freshWebhook();
      const [first, second, third] = (['DEAD', 'DELIVERED', 'DEAD'] as const).map((status) =>
        deliveryOf(webhook, status),
      ) as [WebhookDelivery, WebhookDelivery, WebhookDelivery];
      for (const delivery of [first, second, third]) await putDelivery(delivery);
      const { id } = webhook;
      expect(await store.deliveriesOf(id, undefined, { limit: 9 })).toEqual([third, second, first]);
      expect(await store.deliveriesOf(id, undefined, { limit: 1, after: third.eventId })).toEqual([second]);
      expect(await store.deliveriesOf(id, 'DEAD', { limit: 9 })).toEqual([third, first]);
      expect(await store.deliveriesOf(id, 'DEAD', { limit: 9, after: third.eventId })).toEqual([first]);
      const replayed: WebhookDelivery = { ...third, status: 'PENDING', revision: 2 };
      await putDelivery(replayed, third);
      expect(await store.deliveriesOf(id, 'DEAD', { limit: 9 })).toEqual([first]);
      expect(await store.deliveriesOf(id, 'PENDING', { limit: 9 })).toEqual([replayed]);
    });
  });
}
