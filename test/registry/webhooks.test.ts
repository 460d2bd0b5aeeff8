/** Webhooks: who manages them, what is sent, and what becomes of it. */
import { describe, expect, it } from '@jest/globals';
import { print } from 'graphql';
import {
  CreateWebhookDocument,
  DeleteWebhookDocument,
  ReplayWebhookDeliveryDocument,
  SendTestEventDocument,
  UpdateWebhookDocument,
  WebhookDeliveriesDocument,
  WebhooksDocument,
} from '../../client/generated/operations.ts';
import { type Caller, eventually, register, startRegistry } from './start-registry.ts';
import { isSignedWith, startReceiver } from './webhook-receiver.ts';

const { as } = await startRegistry(async () => ({
  ALLOW_PRIVATE_ENDPOINTS: 'true',
  WEBHOOK_ATTEMPTS: '3',
  WEBHOOK_RETRY_SECONDS: '0.01',
}));
const [admin, member, stranger] = [as('admin'), as('team-a'), as('team-b')];
const documents = {
  create: print(CreateWebhookDocument),
  update: print(UpdateWebhookDocument),
  delete: print(DeleteWebhookDocument),
  test: print(SendTestEventDocument),
  replay: print(ReplayWebhookDeliveryDocument),
};
const send = (operation: keyof typeof documents, input: object, caller: Caller = admin) =>
  caller.request(documents[operation], { input });

const eventTypes = ['Model Registered'];
let models = 0;

/** A webhook to a receiver of its own. */
async function hooked(changes: object = {}) {
  const receiver = await startReceiver();
  const { data, errors } = await send('create', { teamId: 'team-a', url: receiver.url, eventTypes, ...changes });
  expect(errors).toBeUndefined();
  const { webhook, signingSecret } = data.createWebhook;
  return { receiver, webhook, signingSecret, end: () => send('delete', { webhookId: webhook.id }) };
}

/** A model of the team, whose registration is an event. */
async function registerAnother(teamId = 'team-a', caller = member): Promise<string> {
  const modelId = `hooked-model-${models++}`;
  await register(caller, { modelId, teamId });
  return modelId;
}

const deliveries = async (id: string, variables: object = {}, caller: Caller = member) =>
  (await caller.request(print(WebhookDeliveriesDocument), { id, ...variables })).data.webhook?.deliveries;

/** The webhook's only delivery, once it is in the state. */
const deliveryIn = (id: string, status: string) =>
  eventually(async () => {
    const { nodes } = await deliveries(id);
    return nodes[0]?.status === status && nodes[0];
  });

describe('a webhook', () => {
  it('gets the events it asked for, signed, and of its team only', async () => {
    const { receiver, webhook, signingSecret, end } = await hooked();
    const modelId = await registerAnother();
    const [request] = await receiver.until(1);
    const delivery = await deliveryIn(webhook.id, 'DELIVERED');
    expect(request && isSignedWith(signingSecret, request)).toBe(true);
    expect(request && isSignedWith('whsec_another', request)).toBe(false);
    expect(JSON.parse(request?.body ?? '')).toMatchObject({
      deliveryId: delivery.id,
      type: 'Model Registered',
      detail: { id: delivery.eventId, schemaVersion: 1, sequence: 1, data: { modelId, teamId: 'team-a' } },
    });
    expect(request).toMatchObject({ delivery: delivery.id, event: 'Model Registered', body: delivery.payload });
    expect(delivery).toMatchObject({ attempts: 1, responseStatus: 204, failure: null, nextAttemptAt: null });

    await registerAnother('team-b', stranger);
    await send('update', { webhookId: webhook.id, eventTypes: ['Model Alias Changed'] });
    await registerAnother();
    const { data } = await send('test', { webhookId: webhook.id });
    const all = await receiver.until(2);
    expect(all.map(({ event }) => event)).toEqual(['Model Registered', 'Webhook Tested']);
    expect(all[1]?.delivery).toBe(data.sendTestEvent.deliveryId);
    await end();
  });

  it('is sent to again after failures, under the same id', async () => {
    const { receiver, webhook, signingSecret, end } = await hooked();
    receiver.status = (count) => (count === 1 ? 500 : count === 2 ? 302 : 200);
    await registerAnother();
    const requests = await receiver.until(3);
    expect(new Set(requests.map(({ delivery }) => delivery)).size).toBe(1);
    expect(requests.every((request) => isSignedWith(signingSecret, request))).toBe(true);
    expect(await deliveryIn(webhook.id, 'DELIVERED')).toMatchObject({ attempts: 3, responseStatus: 200 });
    await end();
  });

  it('that does not answer well ends among the dead letters, from where it can be replayed', async () => {
    const { receiver, webhook, end } = await hooked();
    receiver.status = 503;
    await registerAnother();
    const dead = await deliveryIn(webhook.id, 'DEAD');
    expect(dead).toMatchObject({ attempts: 3, responseStatus: 503, failure: 'The receiver answered 503' });
    expect((await deliveries(webhook.id, { status: 'DEAD' })).nodes).toEqual([dead]);
    expect((await deliveries(webhook.id, { status: 'DELIVERED' })).nodes).toEqual([]);

    receiver.status = 200;
    const replay = { deliveryId: dead.id, idempotencyKey: 'replayed' };
    const { data } = await send('replay', replay);
    expect(data.replayWebhookDelivery.delivery).toMatchObject({ id: dead.id, status: 'PENDING', attempts: 0 });
    expect(await deliveryIn(webhook.id, 'DELIVERED')).toMatchObject({ id: dead.id, attempts: 1, failure: null });
    expect((await send('replay', replay)).errors).toBeUndefined();
    const requests = await receiver.until(4);
    expect(new Set(requests.map(({ delivery, body }) => `${delivery} ${body}`)).size).toBe(1);
    await eventually(async () => (await deliveries(webhook.id, { status: 'DEAD' })).nodes.length === 0);
    expect(receiver.received).toHaveLength(4);
    await end();
  });

  it('that cannot be reached is told so', async () => {
    const { webhook, end } = await hooked({ url: 'http://127.0.0.1:1/' });
    await registerAnother();
    const dead = await deliveryIn(webhook.id, 'DEAD');
    expect(dead).toMatchObject({ attempts: 3, responseStatus: null, failure: 'The address does not answer' });
    await end();
  });

  it('that is gone gets nothing, and is found by nobody', async () => {
    const { receiver, webhook } = await hooked();
    await send('delete', { webhookId: webhook.id });
    await registerAnother();
    const { webhook: other, receiver: otherReceiver, end } = await hooked();
    await registerAnother();
    await otherReceiver.until(1);
    await deliveryIn(other.id, 'DELIVERED');
    expect(receiver.received).toEqual([]);
    expect(await deliveries(webhook.id)).toBeUndefined();
    await end();
  });

  it('tells of its deliveries page by page, the newest first', async () => {
    const { receiver, webhook, end } = await hooked();
    for (const _ of [1, 2, 3]) await registerAnother();
    await receiver.until(3);
    await eventually(async () => (await deliveries(webhook.id, { status: 'DELIVERED' })).nodes.length === 3);
    for (const filter of [{}, { status: 'DELIVERED' }]) {
      const first = await deliveries(webhook.id, { first: 2, ...filter });
      const rest = await deliveries(webhook.id, { first: 2, after: first.pageInfo.endCursor, ...filter });
      const ids = [...first.nodes, ...rest.nodes].map(({ eventId }: { eventId: string }) => eventId);
      expect([first.pageInfo.hasNextPage, rest.pageInfo.hasNextPage, new Set(ids).size]).toEqual([true, false, 3]);
      expect(ids).toEqual([...ids].sort().reverse());
    }
    await end();
  });
});

describe('access', () => {
  it('is for members to read, for maintainers to manage, and nothing for others', async () => {
    const { receiver, webhook, end } = await hooked();
    const list = async (caller: Caller) =>
      (await caller.request(print(WebhooksDocument), { teamId: 'team-a' })).data.webhooks.nodes;
    expect(await list(member)).toEqual([webhook]);
    expect(await list(stranger)).toEqual([]);
    expect(await deliveries(webhook.id, {}, stranger)).toBeUndefined();

    const webhookId = webhook.id;
    const create = { teamId: 'team-a', url: receiver.url, eventTypes };
    await send('test', { webhookId });
    const { id: deliveryId } = await deliveryIn(webhookId, 'DELIVERED');
    const requests = [
      ['update', { webhookId, url: 'https://example.com/' }],
      ['test', { webhookId }],
      ['replay', { deliveryId }],
      ['delete', { webhookId }],
    ] as const;
    for (const [operation, input] of requests) {
      const codes = [member, stranger].map((caller) => caller.codeOf(documents[operation], { input }));
      expect([operation, ...(await Promise.all(codes))]).toEqual([operation, 'FORBIDDEN', 'NOT_FOUND']);
    }
    for (const caller of [member, stranger]) {
      expect(await caller.codeOf(documents.create, { input: create })).toBe('FORBIDDEN');
    }
    expect(await list(member)).toEqual([webhook]);
    await end();
  });
});

describe('repetitions', () => {
  it('with the same key get the same answer, the secret included', async () => {
    const input = { teamId: 'team-b', url: 'http://127.0.0.1:1/hook', eventTypes, idempotencyKey: 'created' };
    const answers = await Promise.all([send('create', input), send('create', input)]);
    expect(answers[0]).toEqual(answers[1]);
    expect(await send('create', input)).toEqual(answers[0]);
    expect((await send('create', { ...input, teamId: 'team-c' })).errors?.[0]?.extensions.code).toBe('CONFLICT');
    const webhookId = answers[0].data.createWebhook.webhook.id;
    const nodes = (await stranger.request(print(WebhooksDocument), { teamId: 'team-b' })).data.webhooks.nodes;
    expect(nodes.map(({ id }: { id: string }) => id)).toEqual([webhookId]);
    for (const [operation, changes, others] of [
      ['update', { url: 'http://127.0.0.1:1/other' }, { url: 'http://127.0.0.1:1/third' }],
      ['test', {}, undefined],
      ['delete', {}, undefined],
    ] as const) {
      const request = { webhookId, ...changes, idempotencyKey: operation };
      const first = await send(operation, request);
      expect(first.errors).toBeUndefined();
      expect(await send(operation, request)).toEqual(first);
      if (others) {
        expect((await send(operation, { ...request, ...others })).errors?.[0]?.extensions.code).toBe('CONFLICT');
      }
    }
  });
});

describe('bad input', () => {
  const valid = { teamId: 'team-a', url: 'https://example.com/', eventTypes };
  const ids = { webhookId: '0'.repeat(32), deliveryId: `${'0'.repeat(32)}-${'0'.repeat(32)}` };
  it.each([
    ['create', 'input.teamId', { ...valid, teamId: '' }],
    ['create', 'input.url', { ...valid, url: '' }],
    ['create', 'input.url', { ...valid, url: 'no url' }],
    ['create', 'input.url', { ...valid, url: 'ftp://example.com/' }],
    ['create', 'input.url', { ...valid, url: 'https://user:word@example.com/' }],
    ['create', 'input.url', { ...valid, url: 'http://169.254.169.254/latest/meta-data' }],
    ['create', 'input.url', { ...valid, url: 'http://[fd00:ec2::254]/' }],
    ['create', 'input.url', { ...valid, url: `https://example.com/${'x'.repeat(2048)}` }],
    ['create', 'input.eventTypes', { ...valid, eventTypes: [] }],
    ['create', 'input.eventTypes.0', { ...valid, eventTypes: ['Model Used'] }],
    ['create', 'input.eventTypes.1', { ...valid, eventTypes: ['Model Registered', 'Anything'] }],
    ['create', 'input.idempotencyKey', { ...valid, idempotencyKey: '' }],
    ['update', 'input.webhookId', { webhookId: '' }],
    ['update', 'input.url', { webhookId: ids.webhookId, url: '' }],
    ['update', 'input.eventTypes', { webhookId: ids.webhookId, eventTypes: [] }],
    ['delete', 'input.webhookId', { webhookId: 'x'.repeat(65) }],
    ['test', 'input.webhookId', { webhookId: '' }],
    ['replay', 'input.deliveryId', { deliveryId: '' }],
  ] as const)('of %s in %s is refused by name (%#)', async (operation, path, input) => {
    const { errors } = await send(operation, input);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_ERROR', details: [{ path }] });
  });

  it.each([
    ['update', { webhookId: ids.webhookId }],
    ['delete', { webhookId: ids.webhookId }],
    ['test', { webhookId: 'anything' }],
    ['replay', { deliveryId: ids.deliveryId }],
    ['replay', { deliveryId: 'anything' }],
  ] as const)('of %s that names nothing is NOT_FOUND (%#)', async (operation, input) => {
    expect((await send(operation, input)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });
});
