/**
 * Tells the registry, some times a minute, what completions have cost, summed by who answered and who asked. A report that the bus does not take is
 * sent again under the same id, and counted once. What was not reported yet goes with a process that is killed: some seconds.
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

type UsageEvent = ModelgraphEvent<'Gateway Used'>;

interface Sum {
  readonly provider: string;
  readonly providerModel: string;
  readonly apiKeyId: string | undefined;
  readonly teamId: string | undefined;
  requests: number;
  promptTokens: number;
  completionTokens: number;
  cost: Decimal;
}

export interface GatewayUsageReports extends Stoppable {
  /** Throws nothing. */
  record(report: CompletionReport): void;
}

const betweenReportsMilliseconds = 5_000;
const batchSize = 100;
/** While the bus is away: an hour of a gateway with a dozen keys. */
const mostWaiting = 10_000;
/** More combinations than that are reported before their time. */
const mostSums = 5_000;

export function startGatewayUsageReports(publish: EventPublisher, logger: Logger): GatewayUsageReports {
  const stopping = new AbortController();
  const sums = new Map<string, Sum>();
  let waiting: UsageEvent[] = [];

  const closeSums = (): void => {
    waiting.push(...[...sums.values()].map(eventOf));
    sums.clear();
    if (waiting.length <= mostWaiting) return;
    logger.error({ dropped: waiting.length - mostWaiting }, 'reports of usage were dropped: the bus is away');
    waiting = waiting.slice(-mostWaiting);
  };
  const report = async (): Promise<void> => {
    closeSums();
    for (let batch = waiting.slice(0, batchSize); batch.length > 0; batch = waiting.slice(0, batchSize)) {
      const { published } = await publish(batch);
      const gone = new Set(published);
      waiting = waiting.filter((event) => !gone.has(event));
      if (published.length < batch.length) return;
    }
  };
  const reportQuietly = (): Promise<void> =>
    report().catch((error) => logger.debug({ err: error }, 'reports of usage wait: the bus does not answer'));

  const reporting = (async () => {
    while (!stopping.signal.aborted) {
      const { signal } = stopping;
      await sleep(betweenReportsMilliseconds, undefined, { ref: false, signal }).catch(() => undefined);
      await reportQuietly();
    }
  })();

  return {
    record({ run, routing, outcome, spent }) {
      // Nothing was asked of a provider, and nothing answered: refused, or not to be found.
      if (outcome !== 'OK' && spent.totalTokens === 0) return;
      const { provider, model: providerModel } = routing;
      const { keyId: apiKeyId } = run.caller;
      const teamId = payingTeam(run.caller, run.plan.model?.teamId);
      const name = JSON.stringify([provider, providerModel, apiKeyId, teamId]);
      if (!sums.has(name) && sums.size >= mostSums) closeSums();
      const sum = sums.get(name) ?? newSum({ provider, providerModel, apiKeyId, teamId });
      sums.set(name, sum);
      sum.requests += 1;
      sum.promptTokens += spent.promptTokens;
      sum.completionTokens += spent.completionTokens;
      if (spent.costUsd !== null) sum.cost = sum.cost.plus(spent.costUsd);
    },
    async stop() {
      stopping.abort();
      await reporting;
    },
  };
}

function newSum(of: Pick<Sum, 'provider' | 'providerModel' | 'apiKeyId' | 'teamId'>): Sum {
  return { ...of, requests: 0, promptTokens: 0, completionTokens: 0, cost: new Decimal(0) };
}

function eventOf({ provider, providerModel, apiKeyId, teamId, cost, ...counts }: Sum): UsageEvent {
  const data = {
    provider,
    providerModel,
    ...(apiKeyId !== undefined && { apiKeyId }),
    ...(teamId !== undefined && { teamId }),
    ...counts,
    costUsd: cost.toFixed(),
  };
  return {
    type: 'Gateway Used',
    detail: { id: randomUUID(), schemaVersion, sequence: 1, occurredAt: new Date().toISOString(), data },
  };
}
