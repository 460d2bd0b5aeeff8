/** What becomes of calls of deployed models, per deployment: how many, how many failed, how long they took. */
import { DomainError } from '../../../platform/errors.ts';
import type { CandidateHealth } from './candidate-health.ts';
import type { Catalog, CatalogEntry } from './catalog.ts';
import type { Predictor } from './predictor.ts';

/** Called with the outcome of each call of a deployment. */
export type RecordCall = (
  entry: CatalogEntry,
  call: { readonly milliseconds: number; readonly failed: boolean },
) => void;

/** What was counted of one deployment. */
export interface Traffic {
  readonly entry: CatalogEntry;
  readonly requests: number;
  readonly failures: number;
  /** Calls by the class of their latency. */
  readonly latencies: Readonly<Record<string, number>>;
}

export interface TrafficCounts {
  readonly record: RecordCall;
  /** All that was counted since the last time. */
  take(): readonly Traffic[];
}

const classesPerDoubling = 4;
const highestClass = 80;

/** Classes end at 2^(class / 4) milliseconds: a percentile of theirs is 19 percent too high at most. */
export function latencyClass(milliseconds: number): number {
  const exact = Math.ceil(Math.log2(Math.max(1, milliseconds)) * classesPerDoubling);
  return Math.min(highestClass, exact);
}

/** Holds one entry for each deployment that was called, and so no more than the catalog has. */
export function createTrafficCounts(): TrafficCounts {
  type Counted = { entry: CatalogEntry; requests: number; failures: number; latencies: Record<string, number> };
  let counts = new Map<string, Counted>();

  return {
    record(entry, { milliseconds, failed }) {
      const counted = counts.get(entry.deploymentId) ?? { entry, requests: 0, failures: 0, latencies: {} };
      counts.set(entry.deploymentId, counted);
      const latency = String(latencyClass(milliseconds));
      counted.requests += 1;
      if (failed) counted.failures += 1;
      counted.latencies[latency] = (counted.latencies[latency] ?? 0) + 1;
    },

    take() {
      const taken = [...counts.values()];
      counts = new Map();
      return taken;
    },
  };
}

/**
 * The same predictor, each call of a deployment recorded. A call has failed when the model did not answer in time, with an answer that
 * can be read; one that the model refuses as the caller's mistake has not, and one that the caller leaves is not counted.
 */
export function watchedPredictor(
  predictor: Predictor,
  catalog: Pick<Catalog, 'deployment'>,
  record: RecordCall,
): Predictor {
  return {
    ...predictor,
    async infer(deployment, inputs, signal) {
      const entry = catalog.deployment(deployment.deploymentId);
      const startedAt = performance.now();
      const ended = (failed: boolean): void => {
        if (entry) record(entry, { milliseconds: performance.now() - startedAt, failed });
      };
      try {
        const outputs = await predictor.infer(deployment, inputs, signal);
        ended(false);
        return outputs;
      } catch (error) {
        if (!signal.aborted) ended(!isCallersMistake(error));
        throw error;
      }
    },
  };
}

/**
 * The same health of a deployment that is a chat model, each of its requests recorded, those included that are not sent because too many
 * have failed. An answer is as late as its first word. A request that the caller leaves, or that comes while the model takes no more, is
 * not counted.
 */
export function watchedHealth(health: CandidateHealth, entry: CatalogEntry, record: RecordCall): CandidateHealth {
  return {
    ...health,
    begin() {
      const startedAt = performance.now();
      const request = health.begin();
      let firstWordAfter: number | undefined;
      return {
        answeredAfter(milliseconds) {
          firstWordAfter = milliseconds;
          request.answeredAfter(milliseconds);
        },
        ended(outcome) {
          request.ended(outcome);
          if (outcome === 'NOTHING_LEARNED') return;
          const milliseconds = firstWordAfter ?? performance.now() - startedAt;
          record(entry, { milliseconds, failed: outcome === 'FAILED' });
        },
      };
    },
    passedOver() {
      if (health.coolingMilliseconds() === 0) record(entry, { milliseconds: 0, failed: true });
    },
  };
}

function isCallersMistake(error: unknown): boolean {
  const status = error instanceof DomainError ? Number(error.extensions.endpointStatus) : Number.NaN;
  return status >= 400 && status < 500;
}
