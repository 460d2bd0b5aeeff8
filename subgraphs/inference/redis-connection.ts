import { type Command, Redis, type RedisOptions } from 'ioredis';
import type { Logger } from '../../platform/logging.ts';

export interface RedisConnections {
  /** For what a request waits for. While Redis is away each command fails at once or within `patienceMilliseconds`. */
  readonly commands: Redis;
  /** For what nobody waits for: commands may take a second. */
  readonly background: Redis;
  /** For subscriptions only. */
  readonly subscriber: Redis;
  /**
   * For what no request waits for, but which has to be on its way before an answer is: has `send` called at the end of this turn of the
   * event loop, and resolves once what it sends is written, in one write with the other commands of the turn. They may take a second.
   */
  readonly atEndOfTurn: (send: (redis: Redis) => void) => Promise<void>;
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
/** So many waits in a row without an answer in time, and nothing is sent for a while: a Redis that hangs costs nobody time. */
const mostUnanswered = 5;
const restMilliseconds = 1_000;

/** Connects in the background, and again whenever the connection is lost; each loss is logged once. */
export function connectRedis(
  url: string,
  logger: Logger,
  { patienceMilliseconds = 50 }: PatienceOptions = {},
): RedisConnections {
  const commands = new Redis(url, options);
  const atEndOfTurn = inTurns(commands, patienceMilliseconds);
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
    atEndOfTurn,
    close() {
      for (const connection of [commands, background, subscriber]) connection.disconnect();
    },
  };
}

/** The commands of one turn of the event loop. */
interface Turn {
  /** What they are on the wire. */
  readonly texts: (string | Buffer)[];
  /** Those that are given up when Redis does not answer in time. */
  readonly impatient: Command[];
  readonly atItsEnd: ((redis: Redis) => void)[];
  readonly written: Promise<void>;
}

/**
 * Has `redis` write what is sent in one turn of the event loop as one text: a write of its own costs more than its command. A turn's
 * commands are given up together when the last of them has no answer after so long, which is counted from the write.
 */
function inTurns(redis: Redis, patienceMilliseconds: number): RedisConnections['atEndOfTurn'] {
  const send = redis.sendCommand.bind(redis);
  const patience = patienceWith(patienceMilliseconds);
  let current: Turn | undefined;
  let isLasting = false;

  const begin = (): Turn => {
    const { stream } = redis;
    const { promise: written, resolve } = Promise.withResolvers<void>();
    const turn: Turn = { texts: [], impatient: [], atItsEnd: [], written };
    setImmediate(() => {
      isLasting = true;
      for (const sendLast of turn.atItsEnd) sendLast(redis);
      isLasting = false;
      current = undefined;
      // The commands of a connection that is lost have failed with it.
      if (redis.stream === stream) writeTogether(stream, turn.texts);
      resolve();
      patience.begin(turn.impatient);
    });
    return turn;
  };
  /** Where ioredis writes a command to; as one of its pipelines, for which it looks at the connection behind. */
  const destination = {
    isPipeline: true,
    destination: { redis },
    write: (text: string | Buffer) => current?.texts.push(text),
  };

  redis.sendCommand = (command, stream) => {
    // The handshake of the connection takes its own time.
    if (redis.status !== 'ready') return send(command, stream);
    if (!isLasting && patience.isOver()) {
      command.reject(new Error('Redis has not been answering'));
      return command.promise;
    }
    current ??= begin();
    if (isLasting) command.setTimeout(backgroundMilliseconds);
    else current.impatient.push(command);
    return send(command, destination as never);
  };
  return (sendLast) => {
    current ??= begin();
    current.atItsEnd.push(sendLast);
    return current.written;
  };
}

function writeTogether(stream: Redis['stream'], texts: readonly (string | Buffer)[]): void {
  if (texts.length === 0) return;
  const isText = texts.every((text) => typeof text === 'string');
  stream.write(isText ? texts.join('') : Buffer.concat(texts.map((text) => Buffer.from(text as string))));
}

/**
 * `commandTimeout` of ioredis would fail commands whose answer has arrived while this process was busy; here what has arrived is
 * read first.
 */
function patienceWith(milliseconds: number) {
  let unanswered = 0;
  let gaveUpAt = 0;
  let restsUntil = 0;

  return {
    isOver: () => Date.now() < restsUntil,
    begin(commands: readonly Command[]): void {
      const last = commands.at(-1);
      if (!last) return;
      const begunAt = Date.now();
      let reading: NodeJS.Immediate | undefined;
      const giveUp = (): void => {
        // Those that were waited for at the same time count as one.
        if (begunAt >= gaveUpAt) unanswered += 1;
        gaveUpAt = Date.now();
        if (unanswered >= mostUnanswered) restsUntil = gaveUpAt + restMilliseconds;
        for (const command of commands) command.reject(new Error('Redis did not answer in time'));
      };
      const timer = setTimeout(() => {
        reading = setImmediate(giveUp);
      }, milliseconds);
      const end = (): void => {
        clearTimeout(timer);
        clearImmediate(reading);
      };
      // Answers come in the order of the commands.
      last.promise.then(() => {
        unanswered = 0;
        end();
      }, end);
    },
  };
}
