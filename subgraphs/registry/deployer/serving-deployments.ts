/** The models that serve: kept alive, brought back after a restart, and ended when they are no longer wanted. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Stoppable } from '../../../platform/lifecycle.ts';
import type { Logger } from '../../../platform/logging.ts';
import type { DeploymentRecord, DeploymentRecords } from './deployment-records.ts';
import { DeploymentFailure, type DeploymentTarget, type ModelHealth, type StartedModel } from './deployment-target.ts';
import type { DeploymentState, Outcome, RegistryReports, ServingInstruction } from './registry-reports.ts';

export interface ServingDeployments extends Stoppable {
  /** From now on keeps the model alive, and ends the deployments it has taken over from. */
  keep(record: DeploymentRecord): void;
  /** From now on compares what runs with what should run, again and again, and ends or reports what the registry says. */
  reconcileEvery(milliseconds: number): void;
  /** Ends a model that the registry has ended. */
  ended(record: DeploymentRecord): void;
  /**
   * Brings a model back, on its old endpoint if that is free, and resolves when it runs. Then, as soon as the registry answers, it
   * is kept or ended as the registry knows it.
   */
  restore(record: DeploymentRecord): Promise<void>;
  /** Restores the record's model if the registry has it as serving, and ends it otherwise. */
  settle(record: DeploymentRecord): Promise<void>;
}

export interface ServingDeploymentsOptions {
  readonly registry: RegistryReports;
  readonly target: DeploymentTarget;
  readonly records: DeploymentRecords;
  readonly logger: Logger;
}

/** Whoever calls an endpoint that was superseded gets the time to hear of the new one. */
const lingerMilliseconds = 2_000;
const reconcilePatienceMilliseconds = 5_000;
const longestFault = 1_024;

export function servingDeployments(options: ServingDeploymentsOptions): ServingDeployments {
  const { registry, target, records, logger } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  /** Nothing else waits for these answers: they may take as long as the registry is away. */
  const untilStopped = { signal, milliseconds: Number.POSITIVE_INFINITY };
  const background = new Set<Promise<void>>();
  /** The share of the traffic that the registry has told last, where it is not all. */
  const shares = new Map<string, number>();
  /** The number of replicas that the registry has told last, and why there are not as many. */
  const scales = new Map<string, { readonly replicas: number; readonly fault: string | undefined }>();

  const inBackground = (what: string, record: DeploymentRecord | undefined, work: () => Promise<void>): void => {
    const done = work()
      .catch((error: unknown) => {
        if (!signal.aborted) logger.error({ err: error, deploymentId: record?.deploymentId }, `could not ${what}`);
      })
      .finally(() => background.delete(done));
    background.add(done);
  };

  const end = async (record: DeploymentRecord): Promise<void> => {
    const { deploymentId } = record;
    await target.remove(record);
    await records.remove(deploymentId);
    shares.delete(deploymentId);
    scales.delete(deploymentId);
    logger.info({ deploymentId }, 'the deployment serves no more');
  };

  /** What the registry refuses to hear is over. */
  const tell = async (record: DeploymentRecord, outcome: Outcome): Promise<void> => {
    const isAccepted = await registry.finish(record, outcome, untilStopped);
    if (!isAccepted || 'failure' in outcome) await end(record);
  };

  const moved = async (record: DeploymentRecord, started: StartedModel): Promise<void> => {
    const { endpoint, placement } = started;
    await records.save({ ...record, endpoint, placement, state: 'SERVING' });
    await tell(record, { endpoint, message: `Serving again, at ${endpoint}` });
  };

  const lost = (record: DeploymentRecord, message: string): Promise<void> => {
    logger.error({ deploymentId: record.deploymentId, reason: message }, 'a model that served is lost');
    return tell(record, { failure: new DeploymentFailure('UNHEALTHY', message), progressPercent: 100 });
  };

  /** Of the same model and target: what the registry does not have as serving any more. */
  const endOlder = async ({ deploymentId, modelId, deploymentTarget }: DeploymentRecord): Promise<void> => {
    const others = records
      .all()
      .filter((other) => other.modelId === modelId && other.deploymentTarget === deploymentTarget)
      .filter((other) => other.deploymentId !== deploymentId && other.state === 'SERVING');
    await Promise.all(
      others.map(async (other) => {
        const deployment = await registry.find(other.deploymentId, untilStopped);
        if (!isServing(deployment, other)) await endSoon(other);
      }),
    );
  };

  const endSoon = async (record: DeploymentRecord): Promise<void> => {
    await sleep(lingerMilliseconds, undefined, { signal });
    await end(record);
  };

  /** By deployment, what the registry is to hear; while it does not answer, only the latest. */
  const unreported = new Map<string, ModelHealth>();
  const tellHealth = (record: DeploymentRecord, health: ModelHealth): void => {
    const { deploymentId } = record;
    logger.info({ deploymentId, ...health }, 'the health of a model');
    const isTelling = unreported.has(deploymentId);
    unreported.set(deploymentId, health);
    if (isTelling) return;
    inBackground('report the health of a model', record, async () => {
      try {
        for (let said: ModelHealth | undefined; said !== unreported.get(deploymentId); ) {
          said = unreported.get(deploymentId);
          if (said) await registry.reportHealth(record, said, untilStopped);
        }
      } finally {
        unreported.delete(deploymentId);
      }
    });
  };

  const keepAlive = (record: DeploymentRecord): void =>
    target.watch(record, {
      onHealth: (health) => tellHealth(record, health),
      onMoved: (started) => inBackground('report a moved endpoint', record, () => moved(record, started)),
      onLost: (message) => inBackground('report a lost model', record, () => lost(record, message)),
    });

  const isServing = (deployment: DeploymentState | undefined, { attempt }: DeploymentRecord): boolean =>
    deployment?.status === 'DEPLOYED' && deployment.attempt === attempt;

  const restore = async (record: DeploymentRecord): Promise<void> => {
    const { deploymentId } = record;
    // one that runs and does not answer may do so later: whoever watches it sees
    const result = await target.start(record, { signal, onProgress: () => undefined }).catch((error: unknown) => {
      signal.throwIfAborted();
      return error instanceof DeploymentFailure ? error : new DeploymentFailure('DEPLOYER_ERROR', String(error));
    });
    if (result instanceof DeploymentFailure) logger.error({ err: result, deploymentId }, 'could not restore a model');
    else logger.info({ deploymentId, endpoint: result.endpoint }, 'restored');

    inBackground('settle a restored deployment', record, async () => {
      if (result instanceof DeploymentFailure) await target.stop(record);
      else keepAlive({ ...record, placement: result.placement });
      const deployment = await registry.find(deploymentId, untilStopped);
      if (!isServing(deployment, record)) return end(record);
      if (result instanceof DeploymentFailure) {
        return lost(record, `The model could not be started again: ${result.message}`);
      }
      if (deployment?.endpoint !== result.endpoint) return moved(record, result);
      await records.save({ ...record, placement: result.placement, state: 'SERVING' });
    });
  };

  const reconcile = async (): Promise<void> => {
    const running = new Set((await target.list(signal)).map(({ deploymentId }) => deploymentId));
    const served = records
      .all()
      .filter(({ state, deploymentId }) => state === 'SERVING' && running.has(deploymentId))
      .flatMap(({ deploymentId, attempt, endpoint }) => {
        const { fault } = scales.get(deploymentId) ?? {};
        return endpoint ? [{ deploymentId, attempt, endpoint, ...(fault && { scalingFault: fault }) }] : [];
      });
    const instructions = await registry.reconcile(served, { signal, milliseconds: reconcilePatienceMilliseconds });
    await Promise.all(instructions.map(obey));
  };

  /** Once for each number that the registry says; what could not be done is told with what serves. */
  const scale = async (record: DeploymentRecord, replicas: number): Promise<void> => {
    const fault = await target.scale(record, replicas, signal).then(
      () => undefined,
      (error: unknown) => {
        signal.throwIfAborted();
        if (!(error instanceof DeploymentFailure)) throw error;
        return error.message.slice(0, longestFault);
      },
    );
    scales.set(record.deploymentId, { replicas, fault });
    logger.info({ deploymentId: record.deploymentId, replicas, fault }, 'scaled, or tried to');
  };

  const obey = async ({ deploymentId, action, trafficPercent, replicas }: ServingInstruction): Promise<void> => {
    const record = records.find(deploymentId);
    if (record?.state !== 'SERVING') return;
    if (action === 'END') return endSoon(record);
    const { endpoint } = record;
    if (action === 'REPORT' && endpoint) return tell(record, { endpoint, message: `Serving at ${endpoint}` });
    if (replicas !== null && replicas !== scales.get(deploymentId)?.replicas) await scale(record, replicas);
    const before = shares.get(deploymentId) ?? 100;
    if (trafficPercent === null || trafficPercent === before) return;
    // What takes traffic away moves it itself; what is left with all of it again has to be moved back.
    if (trafficPercent === 100) await target.shift(record, 100, signal);
    shares.set(deploymentId, trafficPercent);
  };

  return {
    keep(record) {
      keepAlive(record);
      inBackground('end older deployments', record, () => endOlder(record));
    },

    restore,

    reconcileEvery(milliseconds) {
      inBackground('go on with reconciling', undefined, async () => {
        while (!signal.aborted) {
          await sleep(milliseconds, undefined, { signal });
          await reconcile().catch((error: unknown) => {
            if (!signal.aborted) logger.warn({ err: error }, 'what runs could not be compared with what should run');
          });
        }
      });
    },

    ended(record) {
      inBackground('end a deployment', record, () => endSoon(record));
    },

    async settle(record) {
      const deployment = await registry.find(record.deploymentId, untilStopped);
      if (isServing(deployment, record)) await restore(record);
      else await end(record);
    },

    async stop() {
      stopping.abort();
      await Promise.all(background);
      await target.close();
    },
  };
}
