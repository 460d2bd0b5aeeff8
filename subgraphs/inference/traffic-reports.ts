/** Tells the registry every second what has become of calls of deployed models; it judges canaries by that. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EventPublisher } from '../../platform/eventbridge-publisher.ts';
import { type ModelgraphEvent, schemaVersion } from '../../platform/events.ts';
import type { Stoppable } from '../../platform/lifecycle.ts';
import type { Logger } from '../../platform/logging.ts';
import { createTrafficCounts, type RecordCall, type Traffic } from './domain/traffic.ts';

const betweenReportsMilliseconds = 1_000;
const batchSize = 100;
/** While the bus is away: some minutes of a gateway with a few models. */
const mostWaiting = 1_000;

type TrafficEvent = ModelgraphEvent<'Model Traffic'>;

export interface TrafficReports extends Stoppable {
  readonly record: RecordCall;
}

/** What the bus does not take is sent again, under the same id. `stop` sends what is left. */
export function startTrafficReports(publish: EventPublisher, logger: Logger): TrafficReports {
  const counts = createTrafficCounts();
  const stopping = new AbortController();
  let waiting: TrafficEvent[] = [];

  const report = async (): Promise<void> => {
    waiting.push(...counts.take().map(eventOf));
    if (waiting.length > mostWaiting) {
      logger.warn({ dropped: waiting.length - mostWaiting }, 'figures of traffic were dropped: the bus is away');
      waiting = waiting.slice(-mostWaiting);
    }
    for (let batch = waiting.slice(0, batchSize); batch.length > 0; batch = waiting.slice(0, batchSize)) {
      const { published } = await publish(batch);
      const gone = new Set(published);
      waiting = waiting.filter((event) => !gone.has(event));
      if (published.length < batch.length) return;
    }
  };
  const reportQuietly = (): Promise<void> =>
    report().catch((error) => logger.debug({ err: error }, 'figures of traffic wait: the bus does not answer'));

  const reporting = (async () => {
    while (!stopping.signal.aborted) {
      const { signal } = stopping;
      await sleep(betweenReportsMilliseconds, undefined, { ref: false, signal }).catch(() => undefined);
      await reportQuietly();
    }
  })();

  return {
    record: counts.record,
    async stop() {
      stopping.abort();
      await reporting;
    },
  };
}

function eventOf({ entry, requests, failures, latencies }: Traffic): TrafficEvent {
  const { deploymentId, modelId, version, teamId, deploymentTarget } = entry;
  const subject = { deploymentId, modelId, version, teamId, deploymentTarget };
  const occurredAt = new Date().toISOString();
  const data = { ...subject, requests, failures, latencies: { ...latencies } };
  return { type: 'Model Traffic', detail: { id: randomUUID(), schemaVersion, sequence: 1, occurredAt, data } };
}
