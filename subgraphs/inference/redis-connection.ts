import { Redis, type RedisOptions } from 'ioredis';
import type { Logger } from '../../platform/logging.ts';

export interface RedisConnections {
  /** For commands. While Redis is away each fails within a fifth of a second: nothing waits for it. */
  readonly commands: Redis;
  /** For subscriptions only. */
  readonly subscriber: Redis;
  close(): void;
}

const options: RedisOptions = {
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  commandTimeout: 200,
  connectTimeout: 1_000,
  // A connection that is lost already has no end to wait for; the default would hold up a stop for two seconds.
  disconnectTimeout: 100,
  retryStrategy: (times) => Math.min(50 * times, 1_000),
};

/** Connects in the background, and again whenever the connection is lost; each loss is logged once. */
export function connectRedis(url: string, logger: Logger): RedisConnections {
  const commands = new Redis(url, options);
  const subscriber = new Redis(url, { ...options, autoResubscribe: false });
  let isDown = false;
  commands.on('error', (error) => {
    if (!isDown) logger.warn({ err: error }, 'Redis cannot be reached; completions go on without it');
    isDown = true;
  });
  commands.on('ready', () => {
    if (isDown) logger.info('Redis is back');
    isDown = false;
  });
  // The two fail together, and one log line is enough.
  subscriber.on('error', () => undefined);
  return {
    commands,
    subscriber,
    close() {
      commands.disconnect();
      subscriber.disconnect();
    },
  };
}
