/**
 * Tells the registry, some times a minute, what completions have cost, summed by who answered and who asked. The sums are in Redis before a
 * completion is answered whole; while Redis is away they are in memory. A report that the bus does not take is sent again under the
 * same id, and counted once.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Decimal } from 'decimal.js';
import type { EventPublisher } from '../../platform/eventbridge-publisher.ts';
import { type ModelgraphEvent, schemaVersion } from '../../platform/events.ts';
import type { Stoppable } from '../../platform/lifecycle.ts';
import type { Logger } from '../../platform/logging.ts';
import { payingTeam } from './domain/limit-policies.ts';
import type { CompletionReport } from './domain/observation.ts';
import type { UsageSum, UsageSums, UsedBy } from './redis-usage-sums.ts';

type UsageEvent = ModelgraphEvent<'Gateway Used'>;

export interface GatewayUsageReports extends Stoppable {
  /** Resolves once what it counts is on its way to Redis. Throws nothing. */
  record(report: CompletionReport): Promise<void>;
}

const betweenReportsMilliseconds = 5_000;
const batchSize = 100;
/** In memory, while Redis and the bus are away: an hour of a gateway with a dozen keys. */
const mostWaiting = 10_000;
/** More combinations than that are reported before their time. */
const mostHeld = 5_000;

export function startGatewayUsageReports(
  sums: UsageSums,
  publish: EventPublisher,
  logger: Logger,
): GatewayUsageReports {
  const stopping = new AbortController();
  const underWay = new Set<Promise<void>>();
  /** What Redis has not taken. */
  const held = new Map<string, { readonly by: UsedBy; readonly sum: UsageSum }>();
  let waiting: UsageEvent[] = [];

  const hold = (by: UsedBy, used: UsageSum): void => {
    const name = JSON.stringify(by);
    if (!held.has(name) && held.size >= mostHeld) closeHeld();
    const before = held.get(name);
    held.set(name, { by, sum: before ? added(before.sum, used) : used });
  };
  const closeHeld = (): void => {
    waiting.push(...[...held.values()].map(({ by, sum }) => eventOf(randomUUID(), by, sum)));
    held.clear();
    if (waiting.length <= mostWaiting) return;
    logger.error({ dropped: waiting.length - mostWaiting }, 'reports of usage were dropped: the bus is away');
    waiting = waiting.slice(-mostWaiting);
  };
  const reportHeld = async (): Promise<void> => {
    closeHeld();
    while (waiting.length > 0) {
      const batch = waiting.slice(0, batchSize);
      const { published } = await publish(batch);
      const gone = new Set(published);
      waiting = waiting.filter((event) => !gone.has(event));
      if (published.length < batch.length) return;
    }
  };
  const reportClosed = async (): Promise<void> => {
    for (const name of await sums.close()) {
      const events = (await sums.read(name)).map(({ id, by, sum }) => eventOf(id, by, sum));
      for (let start = 0; start < events.length; start += batchSize) {
        const batch = events.slice(start, start + batchSize);
        const { published } = await publish(batch);
        if (published.length < batch.length) return;
      }
      await sums.forget(name);
    }
  };
  const report = async (): Promise<void> => {
    for (const each of [reportClosed, reportHeld]) {
      await each().catch((error) => logger.debug({ err: error }, 'reports of usage wait: Redis or the bus is away'));
    }
  };

  const reporting = (async () => {
    while (!stopping.signal.aborted) {
      const { signal } = stopping;
      await sleep(betweenReportsMilliseconds, undefined, { ref: false, signal }).catch(() => undefined);
      if (stopping.signal.aborted) await Promise.all(underWay);
      await report();
    }
  })();

  return {
    async record({ run, routing, outcome, spent }) {
      // Nothing was asked of a provider, and nothing answered: refused, or not to be found.
      if (outcome !== 'OK' && spent.totalTokens === 0) return;
      const { keyId: apiKeyId } = run.caller;
      const teamId = payingTeam(run.caller, run.plan.model?.teamId);
      const by: UsedBy = {
        provider: routing.provider,
        providerModel: routing.model,
        ...(apiKeyId !== undefined && { apiKeyId }),
        ...(teamId !== undefined && { teamId }),
      };
      const { promptTokens, completionTokens, costUsd } = spent;
      const used: UsageSum = { requests: 1, promptTokens, completionTokens, costUsd: costUsd ?? '0' };
      // What is sent to Redis before the answer goes out is there whatever becomes of this process.
      const { isSent, isDone } = sums.add(by, used);
      const adding = isDone.catch(() => hold(by, used));
      underWay.add(adding);
      void adding.finally(() => underWay.delete(adding));
      await isSent;
    },
    async stop() {
      stopping.abort();
      await reporting;
    },
  };
}

function added(sum: UsageSum, more: UsageSum): UsageSum {
  return {
    requests: sum.requests + more.requests,
    promptTokens: sum.promptTokens + more.promptTokens,
    completionTokens: sum.completionTokens + more.completionTokens,
    costUsd: new Decimal(sum.costUsd).plus(more.costUsd).toFixed(),
  };
}

function eventOf(id: string, by: UsedBy, sum: UsageSum): UsageEvent {
  const data = { ...by, ...sum };
  return {
    type: 'Gateway Used',
    detail: { id, schemaVersion, sequence: 1, occurredAt: new Date().toISOString(), data },
  };
}
