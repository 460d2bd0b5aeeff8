/** Status changes from whichever process learns of them to the subscribers of every process, over Redis pub/sub. */
import { Redis } from 'ioredis';
import { z } from 'zod';
import type { Logger } from '../../platform/logging.ts';
import { deploymentPhases, deploymentStatuses, type StatusChange } from './domain/model.ts';
import type { HintListener, StatusHints, Subject } from './domain/watch.ts';

const channel = 'modelgraph:deployment-status';

const message = z.object({
  deploymentId: z.string(),
  modelId: z.string(),
  version: z.string(),
  teamId: z.string(),
  sequence: z.number().int(),
  status: z.enum(deploymentStatuses),
  phase: z.enum(deploymentPhases),
  progressPercent: z.number(),
  message: z.string(),
  occurredAt: z.string(),
});

export interface StatusChannel extends StatusHints {
  /** Throws when Redis did not take it. */
  publish(change: StatusChange): Promise<void>;
  /** Throws when Redis does not answer. */
  ping(): Promise<void>;
  stop(): Promise<void>;
}

/** One connection to publish, one that listens for every subscriber of this process. Connects, and reconnects, by itself. */
export function redisStatusChannel(url: string, logger: Logger): StatusChannel {
  const publisher = new Redis(url, { maxRetriesPerRequest: 1, connectTimeout: 2_000, retryStrategy: reconnectPause });
  const subscriber = new Redis(url, {
    autoResubscribe: false,
    maxRetriesPerRequest: null,
    retryStrategy: reconnectPause,
  });
  const hub = createHub();
  let isReported = false;
  const report = (error: Error): void => {
    if (!isReported) logger.warn({ err: error }, 'Redis is not reachable; subscriptions wait until it is');
    isReported = true;
  };
  publisher.on('error', report);
  subscriber.on('error', report);
  subscriber.on('ready', () => {
    isReported = false;
    // What was published while nobody listened is in the store; every subscriber looks there once listening has begun.
    subscriber.subscribe(channel).then(() => hub.interrupted(), report);
  });
  subscriber.on('message', (_channel, text) => {
    const parsed = message.safeParse(JSON.parse(text));
    if (parsed.success) hub.changed(parsed.data);
    else logger.error({ err: parsed.error }, 'a status change of an unknown form was dropped');
  });

  return {
    listen: hub.listen,
    async publish(change) {
      await publisher.publish(channel, JSON.stringify(message.parse(change)));
    },
    async ping() {
      await publisher.ping();
    },
    async stop() {
      publisher.disconnect();
      subscriber.disconnect();
    },
  };
}

function reconnectPause(tries: number): number {
  return Math.min(2_000, 50 * 2 ** tries);
}

/** Hands each change to the listeners of its deployment, its model and its team. */
function createHub(): StatusHints & HintListener {
  const listeners = new Map<string, Set<HintListener>>();
  return {
    listen(subject, listener) {
      const topic = topicOf(subject);
      const ofTopic = listeners.get(topic) ?? new Set();
      listeners.set(topic, ofTopic.add(listener));
      return () => {
        ofTopic.delete(listener);
        if (ofTopic.size === 0 && listeners.get(topic) === ofTopic) listeners.delete(topic);
      };
    },
    changed(change) {
      const { deploymentId, modelId, teamId } = change;
      for (const topic of [topicOf({ deploymentId }), topicOf({ modelId }), topicOf({ teamId })]) {
        for (const listener of listeners.get(topic) ?? []) listener.changed(change);
      }
    },
    interrupted() {
      for (const ofTopic of listeners.values()) for (const listener of ofTopic) listener.interrupted();
    },
  };
}

function topicOf(subject: Subject): string {
  const [[kind, id] = []] = Object.entries(subject);
  return `${kind} ${id}`;
}
