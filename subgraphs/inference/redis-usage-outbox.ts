/**
 * Usage on its way to the registry. Each use is written to a Redis stream before the answer goes out, and leaves the stream
 * when the bus has taken its event: at least once, and the registry counts an event id once. While Redis is away, uses go to the bus
 * from memory, with a copy on disk.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { EventPublisher } from '../../platform/eventbridge-publisher.ts';
import { type ModelgraphEvent, schemaVersion } from '../../platform/events.ts';
import type { Stoppable } from '../../platform/lifecycle.ts';
import type { Logger } from '../../platform/logging.ts';
import type { ModelUse } from './domain/completion.ts';
import type { RedisConnections } from './redis-connection.ts';
import type { UsageSpool } from './usage-spool.ts';

export const usageStream = 'modelgraph:inference:usage';
/** Past this the oldest uses are dropped: about a day of a busy gateway with the bus away. */
const mostWaiting = 100_000;
/** Held in memory, and on disk, while Redis is away: as many as in Redis. */
const mostHeld = 100_000;
const batchSize = 100;
const safetyPollMilliseconds = 1_000;

type UseEvent = ModelgraphEvent<'Model Used'>;

export interface UsageOutbox extends Stoppable {
  /** Throws nothing. */
  record(use: ModelUse): Promise<void>;
}

export function startUsageOutbox(
  { commands, background }: RedisConnections,
  publish: EventPublisher,
  spool: UsageSpool,
  logger: Logger,
): UsageOutbox {
  let held: UseEvent[] = [];
  const stopping = new AbortController();
  let wake = Promise.withResolvers<void>();

  const hold = (event: UseEvent): void => {
    held.push(event);
    if (held.length <= mostHeld) return;
    held.shift();
    logger.error('a use was dropped: Redis and the bus have been away for too long');
  };

  /** Returns how many were published. */
  const publishHeld = async (): Promise<number> => {
    if (held.length === 0) return 0;
    const { published } = await publish(held.slice(0, batchSize));
    const gone = new Set(published);
    held = held.filter((event) => !gone.has(event));
    if (held.length === 0) await spool.clear();
    return published.length;
  };

  /** Returns how many were published. */
  const publishWaiting = async (): Promise<number> => {
    const entries = await background.xrange(usageStream, '-', '+', 'COUNT', batchSize);
    if (entries.length === 0) return 0;
    const idOf = new Map(
      entries.map(([id, [, text]]) => [{ type: 'Model Used', detail: JSON.parse(text ?? '') } as UseEvent, id]),
    );
    const { published, failures } = await publish([...idOf.keys()]);
    const done = published.flatMap((event) => idOf.get(event) ?? []);
    if (done.length > 0) await background.xdel(usageStream, ...done);
    if (failures.length > 0) logger.warn({ failures: failures.slice(0, 3) }, 'usage waits: the bus did not take it');
    return done.length;
  };

  const relay = async (): Promise<void> => {
    for (const line of await spool.takeOver()) hold({ type: 'Model Used', detail: JSON.parse(line) });
    while (!stopping.signal.aborted) {
      wake = Promise.withResolvers();
      let published = 0;
      try {
        published = await publishHeld();
        if (published < batchSize) published = await publishWaiting();
      } catch (error) {
        logger.debug({ err: error }, 'usage waits: Redis does not answer');
      }
      // A full batch says that there is more.
      if (published === batchSize) continue;
      await Promise.race([wake.promise, sleep(safetyPollMilliseconds, undefined, { ref: false })]);
    }
    await publishHeld();
  };
  const relaying = relay();

  return {
    async record(use) {
      const event: UseEvent = {
        type: 'Model Used',
        detail: { id: use.completionId, schemaVersion, sequence: 1, occurredAt: use.occurredAt, data: use },
      };
      const line = JSON.stringify(event.detail);
      try {
        await commands.xadd(usageStream, 'MAXLEN', '~', mostWaiting, '*', 'event', line);
      } catch {
        hold(event);
        await spool.keep(line);
      }
      wake.resolve();
    },

    async stop() {
      stopping.abort();
      wake.resolve();
      await relaying;
    },
  };
}
