/** Serves models on this machine, each by a process of its own beside the deployer. */
import { mkdir, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../../../platform/logging.ts';
import {
  DeploymentFailure,
  type DeploymentTarget,
  type KeepOptions,
  type ModelToServe,
  type StartedModel,
  type StartOptions,
} from './deployment-target.ts';
import { type ModelProcess, ModelProcessError, startModelProcess } from './model-process.ts';
import { probeEndpoint } from './open-inference-probe.ts';
import type { FetchArtifact } from './s3-artifact-download.ts';

export interface LocalProcessTargetOptions {
  /** Where artifacts are kept; made if it is missing. */
  readonly folder: string;
  readonly fetchArtifact: FetchArtifact;
  readonly logger: Logger;
}

interface ServedModel {
  readonly model: ModelToServe;
  readonly artifactSha256: string;
  /** Aborted when the model is to be stopped. */
  readonly stopping: AbortController;
  process: ModelProcess;
}

const probeMilliseconds = 10_000;
/** How much of a start is the download; the rest is the model server's. */
const downloadShare = 0.8;
/** The server of a deployer that was killed may hold its port a moment longer than the deployer. */
const portWaitMilliseconds = 2_000;
const portCheckMilliseconds = 50;
const mostRestartsInARow = 5;
const firstRestartMilliseconds = 100;
/** A server that ran this long before it died has not died "in a row". */
const steadyMilliseconds = 60_000;

export function localProcessTarget({ folder, fetchArtifact, logger }: LocalProcessTargetOptions): DeploymentTarget {
  const served = new Map<string, ServedModel>();
  const fileOf = (deploymentId: string) => join(folder, `${encodeURIComponent(deploymentId)}${artifactEnding}`);

  const startOn = (model: ModelToServe, port: number, signal: AbortSignal): Promise<ModelProcess> =>
    startModelProcess({
      file: fileOf(model.deploymentId),
      name: model.modelId,
      version: model.version,
      port,
      signal,
      logger: logger.child({ deploymentId: model.deploymentId }),
    });

  /** On its old port if that comes free in time, else on any. */
  const startProcess = async (model: ModelToServe, signal: AbortSignal): Promise<ModelProcess> => {
    if (model.port === undefined || !(await comesFree(model.port, signal))) return startOn(model, 0, signal);
    return startOn(model, model.port, signal).catch((error: unknown) => {
      // someone was quicker
      if (error instanceof ModelProcessError && error.code === 'PORT_IN_USE') return startOn(model, 0, signal);
      throw error;
    });
  };

  const stop = async (deploymentId: string): Promise<void> => {
    const model = served.get(deploymentId);
    served.delete(deploymentId);
    model?.stopping.abort();
    await model?.process.stop();
  };

  return {
    async start(model, { signal, onProgress }: StartOptions) {
      await stop(model.deploymentId);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const artifactSha256 = await fetchArtifact({
        ...model.artifact,
        file: fileOf(model.deploymentId),
        signal,
        onProgress: (received, total) =>
          onProgress(total ? (downloadShare * received) / total : 0, downloadMessage(received, total)),
      });
      onProgress(downloadShare, 'Starting the model server');
      const process = await startProcess(model, signal).catch((error: unknown) => {
        throw startFailure(error, fileOf(model.deploymentId));
      });
      const started = { model, artifactSha256, process, stopping: new AbortController() };
      served.set(model.deploymentId, started);
      return startedModel(started);
    },

    async verify(deploymentId, signal) {
      const model = served.get(deploymentId);
      if (!model) throw new DeploymentFailure('UNHEALTHY', 'The model server was stopped');
      const died = new AbortController();
      void model.process.ended.then((how) =>
        died.abort(new DeploymentFailure('UNHEALTHY', `The model server ${how} when it was asked`)),
      );
      await probeEndpoint(startedModel(model).endpoint, {
        signal: AbortSignal.any([signal, died.signal]),
        timeoutMilliseconds: probeMilliseconds,
      });
    },

    keep(deploymentId, options) {
      const model = served.get(deploymentId);
      if (model) void keepAlive(model, options);
    },

    stop,

    async remove(deploymentId) {
      await stop(deploymentId);
      await rm(fileOf(deploymentId), { force: true });
    },

    async removeAllBut(deploymentIds) {
      const kept = new Set(deploymentIds.map(fileOf));
      const names = await readdir(folder).catch(() => []);
      const files = names.map((name) => join(folder, name)).filter((file) => !kept.has(file));
      await Promise.all(files.map((file) => rm(file, { force: true })));
    },

    async close() {
      await Promise.all([...served.keys()].map(stop));
    },
  };

  async function keepAlive(model: ServedModel, { onMoved, onLost }: KeepOptions): Promise<void> {
    let failures = 0;
    for (;;) {
      const servingSince = Date.now();
      const how = await model.process.ended;
      if (model.stopping.signal.aborted) return;
      if (Date.now() - servingSince > steadyMilliseconds) failures = 0;
      logger.error({ deploymentId: model.model.deploymentId, pid: model.process.pid }, `the model server ${how}`);

      const before = model.process;
      let lastWords = `The model server ${how}`;
      while (model.process === before) {
        failures += 1;
        if (failures > mostRestartsInARow) {
          return onLost(`The model server died ${mostRestartsInARow} times in a row. ${lastWords}`);
        }
        try {
          const { signal } = model.stopping;
          await sleep(firstRestartMilliseconds * 2 ** (failures - 1), undefined, { signal });
          model.process = await startProcess({ ...model.model, port: before.port }, signal);
          // stopped in the very moment it came up
          if (signal.aborted) return await model.process.stop();
        } catch (error) {
          if (model.stopping.signal.aborted) return;
          lastWords = startFailure(error, fileOf(model.model.deploymentId)).message;
          logger.error({ err: error, deploymentId: model.model.deploymentId }, 'the model server did not start again');
        }
      }
      logger.info({ deploymentId: model.model.deploymentId, pid: model.process.pid }, 'the model server runs again');
      if (model.process.port !== before.port) onMoved(startedModel(model));
    }
  }
}

const artifactEnding = '.onnx';

function startedModel({ model, process, artifactSha256 }: ServedModel): StartedModel {
  const { port, pid } = process;
  const endpoint = `http://127.0.0.1:${port}/v2/models/${encodeURIComponent(model.modelId)}`;
  return { endpoint, artifactSha256, port, pid };
}

/** Whether nobody listens on the port, now or soon. Throws the signal's reason. */
async function comesFree(port: number, signal: AbortSignal): Promise<boolean> {
  const lastTry = Date.now() + portWaitMilliseconds;
  for (;;) {
    if (await isFree(port)) return true;
    if (Date.now() > lastTry) return false;
    await sleep(portCheckMilliseconds, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}

function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  return new Promise((resolve) => {
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
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
