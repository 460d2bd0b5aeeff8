/** What the gateway's figures say of a deployment, and whether a canary may go on with them. */
import type { AbortBounds, EndReason, TrafficFigures } from './model.ts';

export const noTraffic: TrafficFigures = { requests: 0, failures: 0, latencies: {} };

/** Class n of the gateway's counts ends at 2^(n / 4) milliseconds: a percentile is 19 percent too high at most. */
const classesPerDoubling = 4;

/** What was counted since `earlier`. */
export function figuresSince(now: TrafficFigures, earlier: TrafficFigures): TrafficFigures {
  const latencies = Object.entries(now.latencies).map(([name, count]) => [
    name,
    count - (earlier.latencies[name] ?? 0),
  ]);
  return {
    requests: now.requests - earlier.requests,
    failures: now.failures - earlier.failures,
    latencies: Object.fromEntries(latencies),
  };
}

/** 0 to 1; 0 without requests. */
export function errorRate({ requests, failures }: TrafficFigures): number {
  return requests > 0 ? failures / requests : 0;
}

/** In milliseconds; undefined without requests. */
export function p95Latency({ latencies }: TrafficFigures): number | undefined {
  const counts = Object.entries(latencies)
    .map(([name, count]) => [Number(name), count] as const)
    .sort(([one], [other]) => one - other);
  const total = counts.reduce((sum, [, count]) => sum + count, 0);
  let seen = 0;
  for (const [name, count] of counts) {
    seen += count;
    if (count > 0 && seen >= 0.95 * total) return 2 ** (name / classesPerDoubling);
  }
  return undefined;
}

/** Why a canary must not go on; undefined when it may. */
export function beyondBounds(
  figures: TrafficFigures,
  { maximumErrorRate, maximumP95LatencyMs, minimumRequests }: AbortBounds,
): { readonly reason: EndReason; readonly message: string } | undefined {
  if (figures.requests < minimumRequests) return undefined;
  const rate = errorRate(figures);
  if (maximumErrorRate !== undefined && rate > maximumErrorRate) {
    const message = `${figures.failures} of ${figures.requests} requests failed, more than ${percent(maximumErrorRate)}`;
    return { reason: 'ERROR_RATE', message };
  }
  const latency = p95Latency(figures);
  if (maximumP95LatencyMs !== undefined && latency !== undefined && latency > maximumP95LatencyMs) {
    const message = `95 percent of the requests took up to ${Math.round(latency)} ms, more than ${maximumP95LatencyMs} ms`;
    return { reason: 'LATENCY', message };
  }
  return undefined;
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(2))} percent`;
}
