/**
 * What the servers of a deployment write, in a Redis stream of its own: capped, and gone a day after the last line. Lines are numbered,
 * so that readers see how many they have missed. Nothing waits for Redis: while it is away lines are kept, and in the end lost.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { Logger } from '../../../platform/logging.ts';
import { redactLine } from './log-redaction.ts';

export interface LogSink {
  /** `position`: where the line stands at its place, see `lastPosition`. */
  write(deploymentId: string, line: string, position?: string): void;
  /** The position of the last line that has one, whichever process wrote it; undefined while Redis does not say. Throws nothing. */
  lastPosition(deploymentId: string): Promise<string | undefined>;
  /** Nothing follows for now. */
  end(deploymentId: string): void;
  /** Writes what is left, if Redis takes it. */
  close(): Promise<void>;
}

interface Entry {
  /** Counts from 1 since this process opened the log; what was there before is added when it is written. */
  readonly number: number;
  readonly at: string;
  /** Undefined where the log ends. */
  readonly text: string | undefined;
  readonly position: string | undefined;
}

interface OpenLog {
  count: number;
  /** The number of the last line that an earlier process wrote; undefined until it is known. */
  before: number | undefined;
  waiting: Entry[];
  isEnded: boolean;
}

const streamOf = (deploymentId: string) => `modelgraph:deployment-logs:${deploymentId}`;
const flushMilliseconds = 200;
const mostWaiting = 1_000;
const mostKept = 1_000;
const keptSeconds = 24 * 3_600;
/** Of the newest entries: the mark of an end has none. */
const positionsLookedAt = 20;
/** A log that cannot go on where it was begins with its last lines again. */
const readyMilliseconds = 2_000;

export function redisLogSink(url: string, logger: Logger): LogSink {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: 2_000,
    disconnectTimeout: 100,
    retryStrategy: (times) => Math.min(50 * 2 ** times, 2_000),
  });
  let isDown = false;
  redis.on('error', (error) => {
    if (!isDown) logger.warn({ err: error }, "Redis is not reachable; the model servers' lines wait");
    isDown = true;
  });
  redis.on('ready', () => {
    isDown = false;
  });

  const logs = new Map<string, OpenLog>();
  const logOf = (deploymentId: string): OpenLog => {
    const log = logs.get(deploymentId) ?? { count: 0, before: undefined, waiting: [], isEnded: false };
    logs.set(deploymentId, log);
    return log;
  };
  const put = (log: OpenLog, text: string | undefined, position?: string): void => {
    if (text !== undefined) log.count += 1;
    log.waiting.push({ number: log.count, at: new Date().toISOString(), text, position });
    // their numbers tell readers that they are missing
    if (log.waiting.length > mostWaiting) log.waiting.shift();
  };

  const flush = async (deploymentId: string, log: OpenLog): Promise<void> => {
    const stream = streamOf(deploymentId);
    log.before ??= await lastNumber(redis, stream);
    const { before } = log;
    const writing = [...log.waiting];
    const commands = redis.pipeline();
    for (const { number, at, text, position } of writing) {
      const what = text === undefined ? ['end', '1'] : ['text', text];
      const where = position === undefined ? [] : ['position', position];
      commands.xadd(stream, 'MAXLEN', '~', mostKept, '*', 'number', before + number, 'at', at, ...what, ...where);
    }
    commands.expire(stream, keptSeconds);
    const answers = (await commands.exec()) ?? [];
    const failed = answers.findIndex(([error]) => error !== null);
    const written = new Set(failed < 0 ? writing : writing.slice(0, failed));
    log.waiting = log.waiting.filter((entry) => !written.has(entry));
    if (log.isEnded && log.waiting.length === 0) logs.delete(deploymentId);
  };

  const flushAll = async (): Promise<void> => {
    if (redis.status !== 'ready') return;
    const due = [...logs].filter(([, { waiting }]) => waiting.length > 0);
    await Promise.all(due.map(([deploymentId, log]) => flush(deploymentId, log).catch(() => undefined)));
  };

  let flushing = Promise.resolve();
  const timer = setInterval(() => {
    flushing = flushing.then(flushAll);
  }, flushMilliseconds);
  timer.unref();

  return {
    write(deploymentId, line, position) {
      const log = logOf(deploymentId);
      log.isEnded = false;
      put(log, redactLine(line), position);
    },
    async lastPosition(deploymentId) {
      if (redis.status !== 'ready') {
        const ready = new Promise<void>((resolve) => redis.once('ready', () => resolve()));
        await Promise.race([ready, sleep(readyMilliseconds, undefined, { ref: false })]);
      }
      const newest = await redis
        .xrevrange(streamOf(deploymentId), '+', '-', 'COUNT', positionsLookedAt)
        .catch(() => []);
      return newest.map(([, fields]) => fieldOf(fields, 'position')).find((position) => position !== undefined);
    },
    end(deploymentId) {
      const log = logOf(deploymentId);
      if (log.isEnded) return;
      log.isEnded = true;
      put(log, undefined);
    },
    async close() {
      clearInterval(timer);
      await flushing;
      await flushAll();
      redis.disconnect();
    },
  };
}

async function lastNumber(redis: Redis, stream: string): Promise<number> {
  const [last] = await redis.xrevrange(stream, '+', '-', 'COUNT', 1);
  return Number(fieldOf(last?.[1] ?? [], 'number') ?? 0);
}

/** Names and values take turns. */
function fieldOf(fields: readonly string[], name: string): string | undefined {
  const index = fields.findIndex((field, position) => position % 2 === 0 && field === name);
  return index < 0 ? undefined : fields[index + 1];
}
