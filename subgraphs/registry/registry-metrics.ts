/** What the registry measures: CloudWatch's namespace `ModelRegistry`. Dimensions have a handful of values each. */
import type { Meter } from '@opentelemetry/api';
import type { EventPublisher } from '../../platform/eventbridge-publisher.ts';
import type { Telemetry } from '../../platform/telemetry.ts';
import type { Deployment } from './domain/model.ts';
import type { Change, Commit, RegistryStore } from './domain/store.ts';
import type { Outbox } from './dynamo/dynamo-outbox.ts';

export interface RegistryMetrics {
  /** The same store, with what it commits measured. */
  measured<Store extends Pick<RegistryStore, 'commit'>>(store: Store): Store;
  /** The same publisher, with what it publishes counted. */
  counted(publish: EventPublisher): EventPublisher;
  /** Begins to export. What happened before is not lost. */
  start(): void;
  /** Exports the rest. */
  stop(): Promise<void>;
}

export interface RegistryMetricsOptions {
  readonly intervalSeconds: number;
  readonly outbox: Pick<Outbox, 'oldest'>;
  readonly write?: ((line: string) => void) | undefined;
}

export const unmeasured: RegistryMetrics = {
  measured: (store) => store,
  counted: (publish) => publish,
  start: () => undefined,
  stop: async () => undefined,
};

const namespace = 'ModelRegistry';
/** Loading OpenTelemetry takes a tenth of a second: it must not make the start longer, nor the first answers. */
const startDelayMilliseconds = 10_000;

export function registryMetrics({ outbox, ...options }: RegistryMetricsOptions): RegistryMetrics {
  const starting = Promise.withResolvers<Telemetry>();
  let timer: NodeJS.Timeout | undefined;
  const load = (): void => {
    const loaded = import('../../platform/telemetry.ts');
    starting.resolve(loaded.then(({ startTelemetry }) => startTelemetry({ namespace, ...options })));
  };
  const instruments = starting.promise.then(({ meter }) => instrumentsOf(meter, outbox));
  const record = (use: (instruments: Instruments) => void): void => void instruments.then(use);

  return {
    measured: (store) => ({
      ...store,
      async commit(commit: Commit) {
        const outcome = await store.commit(commit);
        if (outcome === 'COMMITTED') record((instruments) => measure(commit, instruments));
        return outcome;
      },
    }),

    counted: (publish) => async (events) => {
      const outcome = await publish(events);
      record(({ eventsPublished }) => {
        for (const { type } of outcome.published) eventsPublished.add(1, { EventType: type });
      });
      return outcome;
    },

    start() {
      timer = setTimeout(load, startDelayMilliseconds);
      timer.unref();
    },

    async stop() {
      // A process that could not start has nothing to tell.
      if (!timer) return;
      clearTimeout(timer);
      load();
      await instruments;
      await (await starting.promise).stop();
    },
  };
}

type Instruments = ReturnType<typeof instrumentsOf>;

function instrumentsOf(meter: Meter, outbox: Pick<Outbox, 'oldest'>) {
  const outboxAge = meter.createObservableGauge('OutboxAge', {
    description: 'How long the oldest event has waited to be published.',
    unit: 's',
  });
  outboxAge.addCallback(async (result) => {
    const [oldest] = await outbox.oldest(1);
    result.observe(oldest ? Math.max(0, Date.now() - Date.parse(oldest.detail.occurredAt)) / 1_000 : 0);
  });
  return {
    modelRegistrations: meter.createCounter('ModelRegistrations', { description: 'Versions that were registered.' }),
    modelDeployments: meter.createCounter('ModelDeployments', { description: 'Deployments that were decided.' }),
    deploymentDuration: meter.createHistogram('DeploymentDuration', {
      description: 'From the request of a deployment until it served.',
      unit: 's',
    }),
    eventsPublished: meter.createCounter('EventsPublished', { description: 'Events that the bus took.' }),
  };
}

function measure({ version, deployments = [] }: Commit, instruments: Instruments): void {
  if (version && !version.before) {
    instruments.modelRegistrations.add(1, { DeploymentTarget: version.after.deploymentTarget });
  }
  for (const { after } of deployments.filter(isDecided)) {
    const { deploymentTarget: DeploymentTarget, status: Outcome } = after;
    instruments.modelDeployments.add(1, { DeploymentTarget, Outcome });
    if (Outcome !== 'DEPLOYED') continue;
    const milliseconds = Date.parse(after.changedAt) - Date.parse(after.requestedAt);
    instruments.deploymentDuration.record(milliseconds / 1_000, { DeploymentTarget });
  }
}

/** It serves now, or never will; what becomes of one that has served is not counted. */
function isDecided({ before, after }: Change<Deployment>): boolean {
  return before?.status === 'DEPLOYING' && (after.status === 'DEPLOYED' || after.status === 'FAILED');
}
