import { Redis, type RedisOptions } from 'ioredis';
import type { Logger } from '../../platform/logging.ts';

export interface RedisConnections {
  /** For what a request waits for. While Redis is away each command fails at once or within `patienceMilliseconds`. */
  readonly commands: Redis;
  /** For what nobody waits for: commands may take a second. */
  readonly background: Redis;
  /** For subscriptions only. */
  readonly subscriber: Redis;
  close(): void;
}

export interface PatienceOptions {
  /** How long a request waits for a command; 50 by default. */
  readonly patienceMilliseconds?: number;
}

const options: RedisOptions = {
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  connectTimeout: 1_000,
  // A connection that is lost already has no end to wait for; the default would hold up a stop for two seconds.
  disconnectTimeout: 100,
  retryStrategy: (times) => Math.min(50 * times, 1_000),
};

const backgroundMilliseconds = 1_000;
/** So many commands in a row without an answer in time, and no more are sent for a while: a Redis that hangs costs nobody time. */
const mostUnanswered = 5;
const restMilliseconds = 1_000;

/** Connects in the background, and again whenever the connection is lost; each loss is logged once. */
export function connectRedis(
  url: string,
  logger: Logger,
  { patienceMilliseconds = 50 }: PatienceOptions = {},
): RedisConnections {
  const commands = impatient(new Redis(url, options), patienceMilliseconds);
  const background = new Redis(url, { ...options, commandTimeout: backgroundMilliseconds });
  const subscriber = new Redis(url, { ...options, commandTimeout: backgroundMilliseconds, autoResubscribe: false });
  let isDown = false;
  commands.on('error', (error) => {
    if (!isDown) logger.warn({ err: error }, 'Redis cannot be reached; completions go on without it');
    isDown = true;
  });
  commands.on('ready', () => {
    if (isDown) logger.info('Redis is back');
    isDown = false;
  });
  // They fail together, and one log line is enough.
  background.on('error', () => undefined);
  subscriber.on('error', () => undefined);
  return {
    commands,
    background,
    subscriber,
    close() {
      for (const connection of [commands, background, subscriber]) connection.disconnect();
    },
  };
}

/**
 * `commandTimeout` of ioredis would fail commands whose answer has arrived while this process was busy; here what has arrived is
 * read first.
 */
function impatient(redis: Redis, milliseconds: number): Redis {
  const send = redis.sendCommand.bind(redis);
  const writeTogether = corking(redis);
  let unanswered = 0;
  let restsUntil = 0;

  redis.sendCommand = (command, stream) => {
    // The handshake of the connection takes its own time.
    if (redis.status !== 'ready') return send(command, stream);
    if (Date.now() < restsUntil) {
      command.reject(new Error('Redis has not been answering'));
      return command.promise;
    }
    const giveUp = (): void => {
      unanswered += 1;
      if (unanswered >= mostUnanswered) restsUntil = Date.now() + restMilliseconds;
      command.reject(new Error('Redis did not answer in time'));
    };
    let reading: NodeJS.Immediate | undefined;
    const timer = setTimeout(() => {
      reading = setImmediate(giveUp);
    }, milliseconds);
    const end = (): void => {
      clearTimeout(timer);
      clearImmediate(reading);
    };
    command.promise.then(() => {
      unanswered = 0;
      end();
    }, end);
    writeTogether();
    return send(command, stream);
  };
  return redis;
}

/** What is sent in one turn of the event loop goes out in one write: a write of its own costs more than its command. */
function corking(redis: Redis): () => void {
  let isCorked = false;
  return () => {
    if (isCorked) return;
    isCorked = true;
    const { stream } = redis;
    stream.cork();
    setImmediate(() => {
      isCorked = false;
      stream.uncork();
    });
  };
}
