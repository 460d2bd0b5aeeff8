/** Webhooks: parse, delegate. */
import { payloadOf } from '../domain/webhook-delivery.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import { parse } from './input.ts';
import {
  deliveriesRequest,
  newWebhook,
  replayRequest,
  webhookRequest,
  webhooksRequest,
  webhookUpdate,
} from './webhooks-input.ts';

export const webhooksResolvers: Resolvers = {
  Query: {
    webhook: async (_parent, { id }, { webhooks }) => (await webhooks.webhook(id)) ?? null,
    webhooks: (_parent, request, { webhooks }) => {
      const { teamId, ...page } = parse(webhooksRequest, request);
      return webhooks.webhooks(teamId, page);
    },
  },

  Mutation: {
    createWebhook: (_parent, { input }, { webhooks }) => webhooks.create(parse(newWebhook, input, 'input')),
    updateWebhook: async (_parent, { input }, { webhooks }) => ({
      webhook: await webhooks.update(parse(webhookUpdate, input, 'input')),
    }),
    deleteWebhook: (_parent, { input }, { webhooks }) => webhooks.delete(parse(webhookRequest, input, 'input')),
    sendTestEvent: (_parent, { input }, { webhooks }) => webhooks.sendTestEvent(parse(webhookRequest, input, 'input')),
    replayWebhookDelivery: async (_parent, { input }, { webhooks }) => ({
      delivery: await webhooks.replay(parse(replayRequest, input, 'input')),
    }),
  },

  Webhook: {
    eventTypes: ({ eventTypes }) => [...eventTypes],
    deliveries: (webhook, request, { webhooks }) => {
      const { status, ...page } = parse(deliveriesRequest, request);
      return webhooks.deliveriesOf(webhook, status, page);
    },
  },

  WebhookDelivery: {
    payload: payloadOf,
    responseStatus: ({ responseStatus }) => responseStatus ?? null,
    failure: ({ failure }) => failure ?? null,
    lastAttemptAt: ({ lastAttemptAt }) => lastAttemptAt ?? null,
    nextAttemptAt: ({ nextAttemptAt }) => nextAttemptAt ?? null,
    deliveredAt: ({ deliveredAt }) => deliveredAt ?? null,
  },
};
