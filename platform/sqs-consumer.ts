/** Takes messages from a queue until stopped. */
import { setTimeout as sleep } from 'node:timers/promises';
import { DeleteMessageCommand, type Message, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Stoppable } from './lifecycle.ts';
import type { Logger } from './logging.ts';
import { traced } from './tracing.ts';

const longPollSeconds = 20;
const firstBackOffMilliseconds = 200;
const longestBackOffMilliseconds = 5_000;

export interface SqsConsumerOptions {
  readonly client: SQSClient;
  readonly queueUrl: string;
  readonly logger: Logger;
  /** Messages in hand at once; 10 by default, the most one receive returns. */
  readonly concurrency?: number;
  /**
   * Handles one message body. When it resolves the message is deleted; when it throws the message comes back after its
   * visibility timeout, and moves to the dead-letter queue after the queue's last delivery.
   */
  readonly handle: (body: string) => Promise<void>;
}

/** Starts consuming. `stop` aborts the long poll and waits for the messages in hand. */
export function consumeQueue({ client, queueUrl, logger, concurrency = 10, handle }: SqsConsumerOptions): Stoppable {
  const stopping = new AbortController();
  const inHand = new Set<Promise<void>>();

  const process = async (message: Message): Promise<void> => {
    try {
      const attributes = { 'messaging.system': 'aws_sqs', 'messaging.message.id': message.MessageId };
      await traced('process message', attributes, () => handle(message.Body ?? ''), { kind: 'CONSUMER' });
      await client.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle: message.ReceiptHandle }));
    } catch (error) {
      logger.error({ err: error, messageId: message.MessageId }, 'message not handled; it will be delivered again');
    }
  };

  const receive = async (): Promise<void> => {
    let backOff = firstBackOffMilliseconds;
    while (!stopping.signal.aborted) {
      try {
        const { Messages = [] } = await client.send(
          new ReceiveMessageCommand({
            QueueUrl: queueUrl,
            MaxNumberOfMessages: Math.min(10, concurrency - inHand.size),
            WaitTimeSeconds: longPollSeconds,
          }),
          { abortSignal: stopping.signal },
        );
        backOff = firstBackOffMilliseconds;
        for (const message of Messages) {
          const handled = process(message).finally(() => inHand.delete(handled));
          inHand.add(handled);
        }
        if (inHand.size >= concurrency) await Promise.race(inHand);
      } catch (error) {
        if (stopping.signal.aborted) return;
        logger.warn({ err: error }, 'queue not reachable; trying again');
        await sleep(backOff, undefined, { signal: stopping.signal }).catch(() => undefined);
        backOff = Math.min(backOff * 2, longestBackOffMilliseconds);
      }
    }
  };

  const receiving = receive();
  return {
    async stop() {
      stopping.abort();
      await receiving;
      await Promise.allSettled(inHand);
    },
  };
}
