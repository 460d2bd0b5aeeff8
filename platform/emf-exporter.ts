/**
 * Metrics for CloudWatch: lines in its embedded metric format, which the agent of any AWS compute service reads from the logs. See
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
import type { Attributes } from '@opentelemetry/api';
import {
  AggregationTemporality,
  type DataPoint,
  DataPointType,
  type Histogram,
  type MetricData,
  type PushMetricExporter,
  type ResourceMetrics,
} from '@opentelemetry/sdk-metrics';

type ExportResult = Parameters<Parameters<PushMetricExporter['export']>[1]>[0];

/** A histogram as CloudWatch takes it: from these it tells average, minimum, maximum and count. */
interface StatisticSet {
  readonly Min: number;
  readonly Max: number;
  readonly Sum: number;
  readonly Count: number;
}

/** What was measured with the same attributes. */
interface Group {
  readonly attributes: Attributes;
  readonly metrics: { readonly name: string; readonly unit: string; readonly value: number | StatisticSet }[];
}

const succeeded: ExportResult = { code: 0 };

/** CloudWatch's names of the units that instruments have. */
const units: Readonly<Record<string, string>> = { s: 'Seconds', ms: 'Milliseconds', By: 'Bytes' };

/**
 * Writes a line per set of attributes. Attributes become dimensions; each metric is also there without any, so that totals need no
 * sum over dimensions. Counters are what was added since the last export.
 */
export function emfExporter(namespace: string, write: (line: string) => void): PushMetricExporter {
  return {
    selectAggregationTemporality: () => AggregationTemporality.DELTA,
    export(collected, done) {
      for (const group of groupsOf(collected)) write(`${JSON.stringify(lineOf(namespace, group, Date.now()))}\n`);
      done(succeeded);
    },
    forceFlush: async () => undefined,
    shutdown: async () => undefined,
  };
}

function groupsOf({ scopeMetrics }: ResourceMetrics): Iterable<Group> {
  const groups = new Map<string, Group>();
  for (const metric of scopeMetrics.flatMap(({ metrics }) => metrics)) {
    for (const { attributes, value } of metric.dataPoints as DataPoint<number | Histogram>[]) {
      const name = JSON.stringify(attributes);
      const group = groups.get(name) ?? { attributes, metrics: [] };
      groups.set(name, group);
      group.metrics.push({ name: metric.descriptor.name, unit: unitOf(metric), value: asValue(value) });
    }
  }
  return groups.values();
}

function lineOf(namespace: string, { attributes, metrics }: Group, timestamp: number): object {
  const names = Object.keys(attributes);
  return {
    _aws: {
      Timestamp: timestamp,
      CloudWatchMetrics: [
        {
          Namespace: namespace,
          Dimensions: names.length > 0 ? [names, []] : [[]],
          Metrics: metrics.map(({ name, unit }) => ({ Name: name, Unit: unit })),
        },
      ],
    },
    ...attributes,
    ...Object.fromEntries(metrics.map(({ name, value }) => [name, value])),
  };
}

function unitOf({ dataPointType, descriptor }: MetricData): string {
  return units[descriptor.unit] ?? (dataPointType === DataPointType.GAUGE ? 'None' : 'Count');
}

function asValue(value: number | Histogram): number | StatisticSet {
  if (typeof value === 'number') return value;
  return { Min: value.min ?? 0, Max: value.max ?? 0, Sum: value.sum ?? 0, Count: value.count };
}
