/** Sends the spans of `platform/tracing.ts` to an OpenTelemetry collector. */
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { envDetectorSync, Resource } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor, type SpanProcessor } from '@opentelemetry/sdk-trace-base';

/**
 * Everything in this process is traced from now on, until `stop` has sent the rest. The `OTEL_…` variables of OpenTelemetry's
 * specification say where to (`OTEL_EXPORTER_OTLP_ENDPOINT`, over HTTP), with which headers, how many (`OTEL_TRACES_SAMPLER`) and under
 * which name; without one it is `modelgraph-<service>`.
 */
export function startSpanExport(
  service: string,
  processor: SpanProcessor = new BatchSpanProcessor(new OTLPTraceExporter()),
): { stop(): Promise<void> } {
  const named = new Resource({ 'service.name': `modelgraph-${service}` });
  const provider = new BasicTracerProvider({
    resource: Resource.default().merge(named).merge(envDetectorSync.detect()),
    spanProcessors: [processor],
  });
  provider.register({ contextManager: new AsyncLocalStorageContextManager().enable() });
  return { stop: () => provider.shutdown() };
}
