/** Serves models on this machine, each by a process of its own beside the deployer. */
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Logger } from '../../../../platform/logging.ts';
import {
  DeploymentFailure,
  type DeploymentTarget,
  type ModelToServe,
  type StartedModel,
  type Watcher,
} from '../deployment-target.ts';
import type { FetchArtifact } from '../s3-artifact-download.ts';
import type { EndpointProbe } from './endpoint-probe.ts';
import { comesFree } from './free-port.ts';
import { type HealthTimes, watchHealth } from './health-watch.ts';
import { createLineLog, type LineLog } from './line-log.ts';
import { type ModelProcess, ModelProcessError, startModelProcess } from './model-process.ts';
import { type ModelServer, type ServerBinaries, serverFor } from './server-programs.ts';

export interface LocalProcessesOptions {
  /** Where artifacts are kept; made if it is missing. */
  readonly folder: string;
  readonly fetchArtifact: FetchArtifact;
  /** Must be allowed to ask 127.0.0.1. */
  readonly probe: EndpointProbe;
  readonly binaries: ServerBinaries;
  readonly health: HealthTimes;
  readonly logger: Logger;
}

interface ServedModel {
  readonly model: ModelToServe;
  readonly artifactSha256: string;
  readonly server: ModelServer;
  /** Aborted when the model is to be stopped. */
  readonly stopping: AbortController;
  process: ModelProcess;
}

/** Where the model was served before, and is to be served again if possible. */
const placementOf = z.object({ port: z.number().int() });

const probeMilliseconds = 10_000;
/** How much of a start is the download; the rest is the model server's. */
const downloadShare = 0.8;
const mostRestartsInARow = 5;
const firstRestartMilliseconds = 100;
/** A server that ran this long before it died has not died "in a row". */
const steadyMilliseconds = 60_000;

export function localProcesses(options: LocalProcessesOptions): DeploymentTarget {
  const { folder, fetchArtifact, probe, binaries, health, logger } = options;
  const served = new Map<string, ServedModel>();
  const logs = new Map<string, LineLog>();
  const fileOf = (deploymentId: string) => join(folder, `${encodeURIComponent(deploymentId)}${artifactEnding}`);

  const logOf = (deploymentId: string): LineLog => {
    const log = logs.get(deploymentId) ?? createLineLog();
    logs.set(deploymentId, log);
    return log;
  };

  const startOn = async (
    server: ModelServer,
    model: ModelToServe,
    port: number,
    signal: AbortSignal,
  ): Promise<ModelProcess> =>
    startModelProcess({
      program: await server.on(port),
      signal,
      onLine: logOf(model.deploymentId).write,
      logger: logger.child({ deploymentId: model.deploymentId }),
    });

  /** On its old port if that comes free in time, else on any. */
  const startProcess = async (server: ModelServer, model: ModelToServe, signal: AbortSignal): Promise<ModelProcess> => {
    const { port } = placementOf.safeParse(model.placement).data ?? {};
    if (port === undefined || !(await comesFree(port, signal))) return startOn(server, model, 0, signal);
    return startOn(server, model, port, signal).catch((error: unknown) => {
      // someone was quicker
      if (error instanceof ModelProcessError && error.code === 'PORT_IN_USE') return startOn(server, model, 0, signal);
      throw error;
    });
  };

  const stop = async ({ deploymentId }: Pick<ModelToServe, 'deploymentId'>): Promise<void> => {
    const model = served.get(deploymentId);
    served.delete(deploymentId);
    model?.stopping.abort();
    await model?.process.stop();
  };

  const find = ({ deploymentId }: ModelToServe): ServedModel => {
    const model = served.get(deploymentId);
    if (!model) throw new DeploymentFailure('UNHEALTHY', 'The model server was stopped');
    return model;
  };

  return {
    async start(model, { signal, onProgress }) {
      await stop(model);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const artifactSha256 = await fetchArtifact({
        ...model.artifact,
        file: fileOf(model.deploymentId),
        signal,
        onProgress: (received, total) =>
          onProgress(total ? (downloadShare * received) / total : 0, downloadMessage(received, total)),
      });
      onProgress(downloadShare, 'Starting the model server');
      const artifactFile = fileOf(model.deploymentId);
      const server = await serverFor({ ...model, artifactFile }, binaries);
      const process = await startProcess(server, model, signal).catch((error: unknown) => {
        throw startFailure(error, artifactFile);
      });
      const started = { model, artifactSha256, server, process, stopping: new AbortController() };
      served.set(model.deploymentId, started);
      return startedModel(started);
    },

    async verify(model, signal) {
      const started = find(model);
      const died = new AbortController();
      void started.process.ended.then((how) =>
        died.abort(new DeploymentFailure('UNHEALTHY', `The model server ${how} when it was asked`)),
      );
      await probe.probe(startedModel(started).endpoint, {
        signal: AbortSignal.any([signal, died.signal]),
        timeoutMilliseconds: probeMilliseconds,
      });
    },

    async shift(model) {
      // each process has an address of its own: whoever calls it has chosen it already
      find(model);
    },

    async scale(model, replicas) {
      find(model);
      if (replicas !== 1) {
        throw new DeploymentFailure(
          'TARGET_REJECTED',
          'A local process serves with one replica, neither more nor fewer',
        );
      }
    },

    watch(model, watcher) {
      const started = served.get(model.deploymentId);
      if (started) keepAlive(started, watcher);
    },

    logs: (model, options) => logOf(model.deploymentId).follow(options),

    list: async () =>
      [...served.values()].map((model) => ({
        deploymentId: model.model.deploymentId,
        endpoint: startedModel(model).endpoint,
      })),

    stop,

    async remove(model) {
      await stop(model);
      logs.delete(model.deploymentId);
      await rm(fileOf(model.deploymentId), { force: true });
    },

    async removeFilesOfAllBut(deploymentIds) {
      const kept = new Set(deploymentIds.map(fileOf));
      const names = await readdir(folder).catch(() => []);
      const files = names.map((name) => join(folder, name)).filter((file) => !kept.has(file));
      await Promise.all(files.map((file) => rm(file, { force: true })));
    },

    async close() {
      await Promise.all([...served.values()].map(({ model }) => stop(model)));
    },
  };

  function keepAlive(model: ServedModel, { onHealth, onMoved, onLost }: Watcher): void {
    const { signal } = model.stopping;
    const watch = watchHealth({
      ...health,
      signal,
      onHealth,
      check: (asked) => probe.checkReady(startedModel(model).endpoint, asked),
    });
    void (async () => {
      for (let failures = 0; ; ) {
        const servingSince = Date.now();
        const how = await model.process.ended;
        if (signal.aborted) return;
        if (Date.now() - servingSince > steadyMilliseconds) failures = 0;
        watch.failed(`The model server ${how}`);
        const before = model.process.port;
        const restarted = await restart(model, how, failures);
        if (signal.aborted) return;
        if ('lastWords' in restarted) return onLost(restarted.lastWords);
        failures = restarted.failures;
        if (model.process.port !== before) onMoved(startedModel(model));
      }
    })();
  }

  /** Starts the server of `model` again, ever more slowly, after so many failures in a row. */
  async function restart(
    model: ServedModel,
    how: string,
    failuresBefore: number,
  ): Promise<{ readonly failures: number } | { readonly lastWords: string }> {
    const { signal } = model.stopping;
    const { deploymentId } = model.model;
    const { port, pid } = model.process;
    logger.error({ deploymentId, pid }, `the model server ${how}`);
    let lastWords = `The model server ${how}`;
    for (let failures = failuresBefore + 1; failures <= mostRestartsInARow; failures += 1) {
      try {
        await sleep(firstRestartMilliseconds * 2 ** (failures - 1), undefined, { signal });
        model.process = await startProcess(model.server, { ...model.model, placement: { port } }, signal);
        // stopped in the very moment it came up
        if (signal.aborted) await model.process.stop();
        else logger.info({ deploymentId, pid: model.process.pid }, 'the model server runs again');
        return { failures };
      } catch (error) {
        if (signal.aborted) return { failures };
        lastWords = startFailure(error, fileOf(deploymentId)).message;
        logger.error({ err: error, deploymentId }, 'the model server did not start again');
      }
    }
    return { lastWords: `The model server died ${mostRestartsInARow} times in a row. ${lastWords}` };
  }
}

const artifactEnding = '.artifact';

function startedModel({ server, process, artifactSha256 }: ServedModel): StartedModel {
  const { port, pid } = process;
  return { endpoint: server.endpoint(port), artifactSha256, placement: { port, pid } };
}

function startFailure(error: unknown, file: string): Error {
  if (!(error instanceof ModelProcessError)) return error as Error;
  const reason =
    error.code === 'TIMEOUT' ? 'UNHEALTHY' : error.code === 'PORT_IN_USE' ? 'DEPLOYER_ERROR' : 'LOAD_ERROR';
  // where the deployer keeps its files is nobody's business
  return new DeploymentFailure(reason, error.message.replaceAll(file, 'the artifact'), error);
}

function downloadMessage(received: number, total: number | undefined): string {
  return `Fetching the artifact: ${size(received)}${total ? ` of ${size(total)}` : ''}`;
}

function size(bytes: number): string {
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
