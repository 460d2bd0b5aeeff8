/** Metrics of a process, measured with OpenTelemetry's instruments. */
import type { Meter } from '@opentelemetry/api';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { emfExporter } from './emf-exporter.ts';
import type { Stoppable } from './lifecycle.ts';

export interface TelemetryOptions {
  /** CloudWatch's namespace. */
  readonly namespace: string;
  readonly intervalSeconds: number;
  /** Takes a line, its end included; standard output unless given. */
  readonly write?: ((line: string) => void) | undefined;
}

export interface Telemetry extends Stoppable {
  readonly meter: Meter;
}

/** Writes what was measured every `intervalSeconds`, and once more when it is stopped. */
export function startTelemetry({ namespace, intervalSeconds, write = toStandardOutput }: TelemetryOptions): Telemetry {
  const reader = new PeriodicExportingMetricReader({
    exporter: emfExporter(namespace, write),
    exportIntervalMillis: intervalSeconds * 1_000,
    exportTimeoutMillis: Math.min(intervalSeconds * 1_000, 5_000),
  });
  const provider = new MeterProvider({ readers: [reader] });
  return { meter: provider.getMeter(namespace), stop: () => provider.shutdown() };
}

function toStandardOutput(line: string): void {
  process.stdout.write(line);
}
