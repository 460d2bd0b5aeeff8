/** Moves committed events from the outbox to the bus: at once after a commit, and by looking again every second. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { EventPublisher } from '../../platform/eventbridge-publisher.ts';
import type { Stoppable } from '../../platform/lifecycle.ts';
import type { Logger } from '../../platform/logging.ts';
import type { RegistryEvent } from './domain/events.ts';
import type { Outbox } from './dynamo-outbox.ts';

export interface OutboxRelayOptions {
  readonly outbox: Outbox;
  readonly publish: EventPublisher;
  /** Finishes what a crash may have left undone after the commit; runs before the event leaves the outbox. */
  readonly settle: (event: RegistryEvent) => Promise<void>;
  readonly logger: Logger;
  readonly pollMilliseconds?: number;
}

export interface OutboxRelay extends Stoppable {
  /** There is something to publish now. */
  wake(): void;
}

const batchSize = 50;
const longestBackOffMilliseconds = 5_000;

/**
 * Delivers at least once: an event leaves the outbox only after the bus took it, and one that was refused stays. Several
 * processes may run it on one outbox; consumers drop what they have seen.
 */
export function startOutboxRelay(options: OutboxRelayOptions): OutboxRelay {
  const { outbox, publish, settle, logger, pollMilliseconds = 1_000 } = options;
  const stopping = new AbortController();
  let isWoken = false;
  let wakeSleeper = (): void => undefined;
  let failuresInARow = 0;

  /** Returns whether more may be waiting. */
  const publishBatch = async (): Promise<boolean> => {
    const events = await outbox.oldest(batchSize);
    if (events.length === 0) return false;
    const { published, failures } = await publish(events);
    await Promise.all(published.map(settle));
    await outbox.remove(published);
    if (failures.length > 0) throw new Error(`${failures.length} events were not taken: ${failures[0]}`);
    return events.length === batchSize;
  };

  const pause = async (): Promise<void> => {
    // A wake does not shorten a back-off: the bus has just failed.
    if (failuresInARow > 0) {
      const milliseconds = Math.min(longestBackOffMilliseconds, 100 * 2 ** failuresInARow);
      return sleep(milliseconds, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
    if (isWoken) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, pollMilliseconds);
      wakeSleeper = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  };

  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      isWoken = false;
      try {
        while ((await publishBatch()) && !stopping.signal.aborted);
        failuresInARow = 0;
      } catch (error) {
        failuresInARow += 1;
        logger.warn({ err: error, failuresInARow }, 'the outbox could not be published; trying again');
      }
      if (!stopping.signal.aborted) await pause();
    }
  };

  const running = run();
  return {
    wake() {
      isWoken = true;
      wakeSleeper();
    },
    async stop() {
      stopping.abort();
      wakeSleeper();
      await running;
    },
  };
}
