/**
 * What a server measures of itself, for Prometheus: `GET /metrics`. The instruments are OpenTelemetry's, their attributes named by its
 * conventions.
 * Labels have few values: whatever a client can choose is bounded.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Histogram, UpDownCounter } from '@opentelemetry/api';
import type { PrometheusExporter } from '@opentelemetry/exporter-prometheus';

export interface OperationFacts {
  readonly name: string | undefined;
  readonly type: string | undefined;
  /** `OK`, or the code of the first error. */
  readonly outcome: string;
  readonly seconds: number;
}

export interface ServerMetrics {
  operation(facts: OperationFacts): void;
  httpRequest(facts: {
    readonly method: string;
    readonly route: string;
    readonly status: number;
    readonly seconds: number;
  }): void;
  /** A request to a subgraph; `outcome` is `OK` or an error's code. */
  fetch(facts: { readonly service: string; readonly outcome: string; readonly seconds: number }): void;
  /** Call what it returns once the stream has ended; only the first call counts. */
  subscriptionOpened(name: string | undefined): () => void;
  /** Answers `GET /metrics`. */
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>;
  stop(): Promise<void>;
}

interface Instruments {
  readonly exporter: PrometheusExporter;
  readonly operations: Histogram;
  readonly requests: Histogram;
  readonly fetches: Histogram;
  readonly subscriptions: UpDownCounter;
  stop(): Promise<void>;
}

/** Loading OpenTelemetry takes a tenth of a second, which no start should wait for: what is measured before waits. */
const startDelayMilliseconds = 10_000;
const durationBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
/** Different operation names that are told apart; clients make them up. */
const mostNames = 200;
const methods = new Set(['GET', 'HEAD', 'POST', 'OPTIONS', 'PUT', 'PATCH', 'DELETE']);

export function serverMetrics(): ServerMetrics {
  const wanted = Promise.withResolvers<void>();
  const timer = setTimeout(wanted.resolve, startDelayMilliseconds).unref();
  const loading = wanted.promise.then(load);
  loading.catch(() => undefined);
  const record = (use: (instruments: Instruments) => void): void => void loading.then(use, () => undefined);
  let loaded: Instruments | undefined;
  record((instruments) => {
    loaded = instruments;
  });
  const now = (use: (instruments: Instruments) => void): void => (loaded ? use(loaded) : record(use));

  const names = new Set<string>();
  const bounded = (name = 'anonymous'): string => {
    if (names.has(name)) return name;
    if (names.size >= mostNames) return 'other';
    names.add(name);
    return name;
  };

  return {
    operation({ name, type = 'unknown', outcome, seconds }) {
      const attributes = {
        'graphql.operation.name': bounded(name),
        'graphql.operation.type': type,
        'modelgraph.outcome': outcome,
      };
      now(({ operations }) => operations.record(seconds, attributes));
    },
    httpRequest({ method, route, status, seconds }) {
      const attributes = {
        'http.request.method': methods.has(method) ? method : '_OTHER',
        'http.route': route,
        'http.response.status_code': status,
      };
      now(({ requests }) => requests.record(seconds, attributes));
    },
    fetch({ service, outcome, seconds }) {
      now(({ fetches }) => fetches.record(seconds, { 'modelgraph.subgraph': service, 'modelgraph.outcome': outcome }));
    },
    subscriptionOpened(name) {
      const attributes = { 'graphql.operation.name': bounded(name) };
      let isOpen = true;
      now(({ subscriptions }) => subscriptions.add(1, attributes));
      return () => {
        if (isOpen) now(({ subscriptions }) => subscriptions.add(-1, attributes));
        isOpen = false;
      };
    },
    async answer(request, response) {
      wanted.resolve();
      const { exporter } = await loading;
      exporter.getMetricsRequestHandler(request, response);
    },
    async stop() {
      clearTimeout(timer);
      await loaded?.stop();
    },
  };
}

async function load(): Promise<Instruments> {
  const [{ PrometheusExporter: Exporter }, { MeterProvider }] = await Promise.all([
    import('@opentelemetry/exporter-prometheus'),
    import('@opentelemetry/sdk-metrics'),
  ]);
  const exporter = new Exporter({ preventServerStart: true, appendTimestamp: false });
  const provider = new MeterProvider({ readers: [exporter] });
  const meter = provider.getMeter('modelgraph');
  const duration = (name: string, description: string): Histogram =>
    meter.createHistogram(name, { description, advice: { explicitBucketBoundaries: durationBuckets } });
  meter
    .createObservableGauge('process_resident_memory_bytes', { description: 'Memory the process holds.' })
    .addCallback((result) => result.observe(process.memoryUsage.rss()));
  return {
    exporter,
    operations: duration('graphql_server_operation_duration_seconds', 'Queries and mutations, by name and outcome.'),
    requests: duration('http_server_request_duration_seconds', 'HTTP requests, by route and status.'),
    fetches: duration('modelgraph_subgraph_fetch_duration_seconds', 'Requests to subgraphs, by outcome.'),
    subscriptions: meter.createUpDownCounter('modelgraph_subscriptions_open', {
      description: 'Subscriptions that are open now.',
    }),
    stop: () => provider.shutdown(),
  };
}
