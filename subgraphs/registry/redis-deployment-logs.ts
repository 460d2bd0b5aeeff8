/** Reads what deployers write of their model servers' lines: one Redis stream a deployment. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { DomainError } from '../../platform/errors.ts';
import type { Logger } from '../../platform/logging.ts';
import type { DeploymentLogs, LogBatch, LogLine } from './domain/deployment-logs.ts';

export interface RedisDeploymentLogs extends DeploymentLogs {
  stop(): void;
}

type Entry = [id: string, fields: string[]];

const streamOf = (deploymentId: string) => `modelgraph:deployment-logs:${deploymentId}`;
const pollMilliseconds = 300;
const mostAtOnce = 200;
/** How many lines a follower gets of those that were written before. */
const linesBefore = 100;

export function redisDeploymentLogs(url: string, logger: Logger): RedisDeploymentLogs {
  const redis = new Redis(url, {
    maxRetriesPerRequest: 1,
    connectTimeout: 2_000,
    commandTimeout: 2_000,
    retryStrategy: (times) => Math.min(50 * 2 ** times, 2_000),
  });
  redis.on('error', (error) => logger.debug({ err: error }, 'Redis is not reachable; logs wait until it is'));

  const newest = async (deploymentId: string, most: number): Promise<Entry[]> =>
    (await redis.xrevrange(streamOf(deploymentId), '+', '-', 'COUNT', most)).reverse();

  const after = async (deploymentId: string, id: string): Promise<Entry[]> => {
    const found = await redis.xread('COUNT', mostAtOnce, 'STREAMS', streamOf(deploymentId), id);
    return found?.[0]?.[1] ?? [];
  };

  return {
    async tail(deploymentId, last) {
      // the mark of an end is an entry, too
      const entries = await newest(deploymentId, last + 1).catch((cause: unknown) => {
        throw new DomainError('REGISTRY_UNAVAILABLE', 'The logs cannot be read at the moment; try again', { cause });
      });
      return entries.flatMap(lineOf).slice(-last);
    },

    /** Reads as fast as it is asked to: what the stream has forgotten by then was dropped. */
    async *follow(deploymentId, signal) {
      let lastId: string | undefined;
      let lastNumber: number | undefined;
      while (!signal.aborted) {
        const read = lastId === undefined ? newest(deploymentId, linesBefore) : after(deploymentId, lastId);
        const entries = await read.catch(() => undefined);
        if (entries) {
          const batch = batchOf(entries, lastNumber);
          lastId = entries.at(-1)?.[0] ?? lastId ?? '0-0';
          lastNumber = batch.lines.at(-1)?.number ?? lastNumber ?? 0;
          if (entries.length > 0) yield batch;
        }
        if (!entries || entries.length < mostAtOnce) {
          await sleep(pollMilliseconds, undefined, { signal }).catch(() => undefined);
        }
      }
    },

    stop: () => redis.disconnect(),
  };
}

/** `lastNumber`: of the line before; undefined where reading begins. */
function batchOf(entries: readonly Entry[], lastNumber: number | undefined): LogBatch {
  const lines: LogLine[] = [];
  let dropped = 0;
  let last = lastNumber;
  for (const line of entries.flatMap(lineOf)) {
    // a line that was written twice, as its writer had lost the answer
    if (last !== undefined && line.number <= last) continue;
    if (last !== undefined) dropped += line.number - last - 1;
    last = line.number;
    lines.push(line);
  }
  const isEnd = entries.at(-1)?.[1].includes('end') === true;
  return { lines, dropped, isEnd };
}

function lineOf([, fields]: Entry): LogLine[] {
  const field = (name: string): string | undefined => {
    for (let index = 0; index < fields.length; index += 2) if (fields[index] === name) return fields[index + 1];
    return undefined;
  };
  const text = field('text');
  return text === undefined ? [] : [{ number: Number(field('number')), at: field('at') ?? '', text }];
}
