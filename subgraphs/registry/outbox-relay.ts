/** Moves committed events from the outbox to the bus: at once after a commit, and by looking into it every second. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { EventPublisher } from '../../platform/eventbridge-publisher.ts';
import type { Stoppable } from '../../platform/lifecycle.ts';
import type { Logger } from '../../platform/logging.ts';
import { type Context, currentTrace, isTraced, traced } from '../../platform/tracing.ts';
import type { RegistryEvent } from './domain/event-data.ts';
import type { Outbox } from './dynamo/dynamo-outbox.ts';

export interface OutboxRelayOptions {
  readonly outbox: Outbox;
  readonly publish: EventPublisher;
  /** Finishes what a crash may have left undone after the commit; runs before the event leaves the outbox. */
  readonly settle: (event: RegistryEvent) => Promise<void>;
  readonly logger: Logger;
  readonly pollMilliseconds?: number;
}

export interface OutboxRelay extends Stoppable {
  /** These have just been committed: they are published now, from memory. */
  announce(events: readonly RegistryEvent[]): void;
}

const batchSize = 50;
/** More than these are left to the next look into the outbox. */
const mostAnnounced = 1_000;
const longestBackOffMilliseconds = 5_000;

/**
 * Delivers at least once: an event leaves the outbox only after the bus took it, and one that was refused stays. Several
 * processes may run it on one outbox; consumers drop what they have seen.
 */
export function startOutboxRelay(options: OutboxRelayOptions): OutboxRelay {
  const { outbox, publish, settle, logger, pollMilliseconds = 1_000 } = options;
  const stopping = new AbortController();
  let announced: RegistryEvent[] = [];
  /** In which trace an announced event was committed. */
  const traces = new WeakMap<RegistryEvent, Context>();
  let wakeSleeper = (): void => undefined;
  let failuresInARow = 0;

  const publishAll = async (events: readonly RegistryEvent[]): Promise<void> => {
    if (events.length === 0) return;
    const links = events.flatMap((event) => traces.get(event) ?? []);
    const attributes = { 'messaging.batch.message_count': events.length };
    await traced('publish events', attributes, () => publishInTrace(events), { kind: 'PRODUCER', links });
  };

  const publishInTrace = async (events: readonly RegistryEvent[]): Promise<void> => {
    const { published, failures } = await publish(events);
    await Promise.all(published.map(settle));
    await outbox.remove(published);
    if (failures.length > 0) throw new Error(`${failures.length} events were not taken: ${failures[0]}`);
  };

  const publishAnnounced = async (): Promise<void> => {
    while (announced.length > 0 && !stopping.signal.aborted) await publishAll(announced.splice(0, batchSize));
  };

  /** What was left by a process that died, by a bus that refused, or by too many announcements at once. */
  const publishStored = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const events = await outbox.oldest(batchSize);
      const ids = new Set(events.map(({ detail }) => detail.id));
      announced = announced.filter(({ detail }) => !ids.has(detail.id));
      await publishAll(events);
      if (events.length < batchSize) return;
      await publishAnnounced();
    }
  };

  /** Sleeps until `due`, or until something is announced. An announcement does not shorten a back-off: the bus just failed. */
  const pauseUntil = async (due: number): Promise<void> => {
    if (failuresInARow > 0) {
      const milliseconds = Math.min(longestBackOffMilliseconds, 100 * 2 ** failuresInARow);
      return sleep(milliseconds, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
    if (announced.length > 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, due - Date.now());
      wakeSleeper = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  };

  const run = async (): Promise<void> => {
    let due = 0;
    while (!stopping.signal.aborted) {
      try {
        await publishAnnounced();
        if (Date.now() >= due) {
          await publishStored();
          due = Date.now() + pollMilliseconds;
        }
        failuresInARow = 0;
      } catch (error) {
        failuresInARow += 1;
        // Whatever was announced is in the outbox, too.
        announced = [];
        due = 0;
        logger.warn({ err: error, failuresInARow }, 'the outbox could not be published; trying again');
      }
      if (!stopping.signal.aborted) await pauseUntil(due);
    }
  };

  const running = run();
  return {
    announce(events) {
      if (announced.length < mostAnnounced) announced.push(...events);
      if (isTraced()) for (const event of events) traces.set(event, currentTrace());
      wakeSleeper();
    },
    async stop() {
      stopping.abort();
      wakeSleeper();
      await running;
    },
  };
}
