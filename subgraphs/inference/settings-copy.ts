/**
 * Keeps right what the registry was told to hold for the gateway: by the registry's events at once, by a poll as the safety net, and
 * from Redis while the registry is away. Nothing here is waited for by a request.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { type AnyEvent, parseBusMessage } from '../../platform/events.ts';
import type { Stoppable } from '../../platform/lifecycle.ts';
import type { Logger } from '../../platform/logging.ts';
import type { RedisConnections } from './redis-connection.ts';

/** Where the settings are in this process. They come in any order: per subject the higher revision wins. */
export interface KnownSettings<Setting> {
  /** Returns whether anything became different. */
  apply(setting: Setting): boolean;
  /** Takes over all that the registry has. Nothing is ever deleted there, so what it does not name yet stays. */
  replace(settings: readonly Setting[]): void;
  all(): readonly Setting[];
}

export interface CopiedSettings<Setting> {
  /** For the log and for Redis, as in "limits". */
  readonly name: string;
  readonly known: KnownSettings<Setting>;
  /** What Redis holds of one. */
  readonly shape: z.ZodType<Setting>;
  /** All that were set. Throws when the registry does not answer. */
  readonly list: (signal: AbortSignal) => Promise<Setting[]>;
  /** What an event tells; undefined for events of other kinds. Throws when the registry has to be asked and does not answer. */
  readonly ofEvent: (event: AnyEvent, signal: AbortSignal) => Promise<Setting | undefined>;
}

export interface SettingsCopy extends Stoppable {
  /** Takes a message of the queue; those of other kinds are passed over. */
  handleMessage(body: string): Promise<void>;
}

const listMilliseconds = 10_000;
const retryMilliseconds = 1_000;

export function copySettings<Setting>(
  { name, known, shape, list, ofEvent }: CopiedSettings<Setting>,
  { background, subscriber }: RedisConnections,
  logger: Logger,
  pollMilliseconds: number,
): SettingsCopy {
  const copyName = `modelgraph:inference:${name}`;
  const channel = `modelgraph:inference:${name}-changes`;
  const stopping = new AbortController();
  const inTime = () => AbortSignal.any([stopping.signal, AbortSignal.timeout(listMilliseconds)]);
  let isKnown = false;

  const save = (): Promise<unknown> =>
    background
      .set(copyName, JSON.stringify(known.all()))
      .catch((error) => logger.debug({ err: error, name }, 'settings could not be written to Redis'));

  const restore = async (): Promise<void> => {
    const text = await background.get(copyName).catch(() => null);
    if (text !== null) known.replace(z.array(shape).parse(JSON.parse(text)));
  };

  /** Returns how long until the next time. */
  const refresh = async (): Promise<number> => {
    try {
      known.replace(await list(inTime()));
      isKnown = true;
      await save();
      return pollMilliseconds;
    } catch (error) {
      if (!isKnown) await restore().catch(() => undefined);
      logger.debug({ err: error, name }, 'settings stay as they were: the registry does not answer');
      return Math.min(retryMilliseconds, pollMilliseconds);
    }
  };

  const keepRight = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const pause = await refresh();
      await sleep(pause, undefined, { ref: false, signal: stopping.signal }).catch(() => undefined);
    }
  };

  const hear = (heardOn: string, text: string): void => {
    if (heardOn !== channel) return;
    const heard = shape.safeParse(JSON.parse(text));
    if (heard.success) known.apply(heard.data);
  };
  const listen = (): void => void subscriber.subscribe(channel).catch(() => undefined);
  subscriber.on('message', hear);
  subscriber.on('ready', listen);
  if (subscriber.status === 'ready') listen();
  const keeping = keepRight();

  return {
    async handleMessage(body) {
      const changed = await ofEvent(parseBusMessage(body), inTime());
      if (!changed || !known.apply(changed)) return;
      // The queue gives a message to one instance; the others hear of it there.
      await Promise.all([save(), background.publish(channel, JSON.stringify(changed)).catch(() => undefined)]);
    },

    async stop() {
      stopping.abort();
      await keeping;
    },
  };
}
