/** Sends webhooks: takes events and attempts from their queue, and posts them to addresses that users have named. */
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { z } from 'zod';
import type { Stoppable } from '../../platform/lifecycle.ts';
import type { Logger } from '../../platform/logging.ts';
import { type Outbound, OutboundError } from '../../platform/outbound.ts';
import { consumeQueue } from '../../platform/sqs-consumer.ts';
import {
  type AttemptOutcome,
  attemptDelivery,
  type DeliveryPorts,
  fanOut,
  type RetryPolicy,
} from './domain/webhook-delivery.ts';

export interface WebhookSenderOptions extends Pick<DeliveryPorts, 'webhooks' | 'sealer'> {
  readonly client: SQSClient;
  readonly queueUrl: string;
  readonly outbound: Outbound;
  readonly retry: RetryPolicy;
  readonly logger: Logger;
}

const deadlineMilliseconds = 5_000;
/** An attempt is finished even while the process stops. */
const nobodyLeaves = new AbortController().signal;
/** Answers are not read beyond this: a longer one is a failure. */
const largestAnswerBytes = 64 * 1024;
/** Slow receivers hold one each. */
const attemptsAtOnce = 50;
/** The most that SQS delays a message. */
const longestDelaySeconds = 900;

const busMessage = z.object({
  'detail-type': z.string(),
  detail: z.looseObject({ id: z.string(), data: z.record(z.string(), z.unknown()) }),
});
const attemptMessage = z.object({ deliveryId: z.string(), attempt: z.int().min(1) });
const message = z.union([attemptMessage, busMessage]);

export function startWebhookSender(options: WebhookSenderOptions): Stoppable {
  const { client, queueUrl, outbound, retry, logger, webhooks, sealer } = options;
  const ports: DeliveryPorts = {
    webhooks,
    sealer,
    retry,
    now: () => new Date(),
    post: (url, body, headers) => post(outbound, url, body, headers),
    async schedule(request, delaySeconds) {
      const DelaySeconds = Math.min(longestDelaySeconds, Math.round(delaySeconds));
      const MessageBody = JSON.stringify(request);
      await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody, DelaySeconds }));
    },
  };
  return consumeQueue({
    client,
    queueUrl,
    logger,
    concurrency: attemptsAtOnce,
    handle: (body) => handle(ports, body),
  });
}

async function handle(ports: DeliveryPorts, body: string): Promise<void> {
  const received = message.parse(JSON.parse(body));
  if ('attempt' in received) return attemptDelivery(ports, received);
  const { 'detail-type': type, detail } = received;
  if (type !== 'Webhook Replay Requested') return fanOut(ports, { type, detail });
  return attemptDelivery(ports, { deliveryId: String(detail.data.deliveryId), attempt: 1 });
}

async function post(
  outbound: Outbound,
  url: string,
  text: string,
  headers: Readonly<Record<string, string>>,
): Promise<AttemptOutcome> {
  try {
    const { status } = await outbound.send(url, {
      method: 'POST',
      text,
      headers: { 'user-agent': 'modelgraph-webhooks', ...headers },
      signal: nobodyLeaves,
      timeoutMilliseconds: deadlineMilliseconds,
      largestAnswerBytes,
    });
    if (status >= 200 && status < 300) return { delivered: true, responseStatus: status };
    return { delivered: false, responseStatus: status, failure: `The receiver answered ${status}` };
  } catch (error) {
    if (!(error instanceof OutboundError)) return { delivered: false, failure: 'The request could not be made' };
    return { delivered: false, failure: error.message, isFinal: error.kind === 'REFUSED' };
  }
}
