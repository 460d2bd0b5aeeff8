/**
 * Serves models on Kubernetes with KServe (serverless mode). Each deployment is an InferenceService of its own, with an address of its
 * own: whoever calls it gets this version and no other, and what share of the calls it gets is the gateway's to say.
 */
import type { KubeConfig } from '@kubernetes/client-node';
import { z } from 'zod';
import {
  DeploymentFailure,
  type DeploymentTarget,
  type ModelToServe,
  type StartedModel,
} from '../deployment-target.ts';
import type { CheckArtifact } from '../s3-artifact-download.ts';
import type { EndpointProbe } from './endpoint-probe.ts';
import { type HealthTimes, watchHealth } from './health-watch.ts';
import { type InferenceService, kserveApi } from './kserve-api.ts';
import { progressOf } from './kserve-status.ts';
import { placeName } from './place-name.ts';

export interface KserveServicesOptions {
  readonly cluster: KubeConfig;
  readonly settings: KserveSettings;
  readonly checkArtifact: CheckArtifact;
  readonly probe: EndpointProbe;
  readonly health: HealthTimes;
  /** How often the cluster is asked whether a change is done. */
  readonly pollMilliseconds?: number;
}

export interface KserveSettings {
  readonly namespace: string;
  /** What the pods may do: read the artifacts. */
  readonly serviceAccount?: string | undefined;
  /** A service that is not ready by then is given up. */
  readonly startSeconds: number;
}

const placement = z.object({ service: z.string(), endpoint: z.string() });
const probeMilliseconds = 60_000;

export function kserveServices(options: KserveServicesOptions): DeploymentTarget {
  const { cluster, settings, checkArtifact, probe, health, pollMilliseconds = 2_000 } = options;
  const api = kserveApi(cluster, settings.namespace, pollMilliseconds);
  const watching = new Map<string, AbortController>();

  const endWatching = (deploymentId: string): void => {
    watching.get(deploymentId)?.abort();
    watching.delete(deploymentId);
  };

  const find = async (model: ModelToServe, signal?: AbortSignal): Promise<InferenceService> => {
    const found = await api.find(serviceOf(model), signal);
    if (!found || !isOf(found, model)) throw new DeploymentFailure('UNHEALTHY', 'The InferenceService is gone');
    return found;
  };

  /** Changes what is there if it is this deployment's; two changes at once are made one after the other. */
  const changeOwn = (model: ModelToServe, change: (found: InferenceService) => InferenceService | 'REMOVE') =>
    api.change(serviceOf(model), (found) => (isOf(found, model) ? change(found) : undefined));

  const whenReady = async (model: ModelToServe, signal: AbortSignal, onProgress: (fraction: number) => void) => {
    const until = Date.now() + settings.startSeconds * 1_000;
    let furthest = 0;
    for (;;) {
      const found = await find(model, signal);
      const pods = await api.pods(serviceOf(model), signal);
      const { failure, fraction, waitsFor } = progressOf(found, pods);
      if (failure) throw failure;
      if (fraction === 1) return found;
      furthest = Math.max(furthest, fraction);
      onProgress(furthest);
      if (Date.now() > until) {
        const message = `The InferenceService was not ready within ${settings.startSeconds} s: ${waitsFor}`;
        throw new DeploymentFailure('TARGET_REJECTED', message);
      }
      await api.pause(signal);
    }
  };

  return {
    async start(model, { signal, onProgress }) {
      signal.throwIfAborted();
      const name = serviceOf(model);
      const known = await api.find(name, signal);
      if (known && !isOf(known, model)) {
        throw new DeploymentFailure('TARGET_REJECTED', `Somebody else has an InferenceService "${name}"`);
      }
      const runs = known !== undefined && !isStopped(known);
      const placed = placement.safeParse(model.placement);
      if (runs && placed.success) return { endpoint: placed.data.endpoint, placement: placed.data };
      let artifactSha256: string | undefined;
      if (!runs) {
        onProgress(0, 'Checking the artifact');
        artifactSha256 = await checkArtifact({
          ...model.artifact,
          signal,
          onProgress: (received, total) => onProgress(total ? (0.3 * received) / total : 0, 'Checking the artifact'),
        });
        const wanted = serviceFor(name, model, settings);
        if (known || !(await api.create(wanted, signal))) await changeOwn(model, started);
      }
      const ready = await whenReady(model, signal, (fraction) =>
        onProgress(0.3 + 0.7 * fraction, 'Waiting for the InferenceService'),
      );
      const endpoint = endpointOf(ready);
      const result: StartedModel = { endpoint, placement: { service: name, endpoint } };
      return artifactSha256 ? { ...result, artifactSha256 } : result;
    },

    async verify(model, signal) {
      const found = await find(model, signal);
      if (isStopped(found)) throw new DeploymentFailure('UNHEALTHY', 'The InferenceService was stopped');
      await probe.probe(endpointOf(found), { signal, timeoutMilliseconds: probeMilliseconds });
    },

    async shift(model, _percent, signal) {
      // each service has an address of its own: whoever calls it has chosen it already
      await find(model, signal);
    },

    async scale(model, replicas, signal) {
      await find(model, signal);
      await changeOwn(model, (found) => withReplicas(found, replicas));
      await whenReady(model, signal, () => undefined);
    },

    watch(model, { onHealth }) {
      endWatching(model.deploymentId);
      const placed = placement.safeParse(model.placement);
      if (!placed.success) return;
      const ending = new AbortController();
      watching.set(model.deploymentId, ending);
      const { endpoint } = placed.data;
      watchHealth({
        ...health,
        signal: ending.signal,
        onHealth,
        check: (asked) => probe.checkReady(endpoint, asked),
      });
    },

    logs: (model, options) => api.followLogs(serviceOf(model), options),

    async list(signal) {
      const services = (await api.list(signal)).filter((service) => !isStopped(service));
      return services.map((service) => ({ deploymentId: deploymentOf(service), endpoint: endpointOf(service) }));
    },

    async stop(model) {
      endWatching(model.deploymentId);
      await changeOwn(model, stopped);
    },

    async remove(model) {
      endWatching(model.deploymentId);
      await changeOwn(model, () => 'REMOVE');
    },

    removeFilesOfAllBut: async () => undefined,

    async close() {
      for (const deploymentId of watching.keys()) endWatching(deploymentId);
    },
  };
}

const deploymentLabel = 'modelgraph.dev/deployment';
/** KServe 0.15: takes the pods away and keeps the rest. */
const stopAnnotation = 'serving.kserve.io/stop';

const deploymentOf = ({ metadata }: InferenceService): string => metadata.labels?.[deploymentLabel] ?? '';
const isOf = (service: InferenceService, { deploymentId }: ModelToServe) => deploymentOf(service) === deploymentId;
const isStopped = ({ metadata }: InferenceService) => metadata.annotations?.[stopAnnotation] === 'true';
const endpointOf = ({ metadata, status }: InferenceService) => `${status?.url}/v2/models/${metadata.name}`;

/** Its name: as noted down, and else by the model and the deployment. */
function serviceOf(model: ModelToServe): string {
  return placement.safeParse(model.placement).data?.service ?? placeName(model.modelId, model.deploymentId);
}

/** By the framework of the version, unless the artifact's name says more. */
const formats: Readonly<Record<string, string>> = {
  onnx: 'onnx',
  tensorflow: 'tensorflow',
  pytorch: 'pytorch',
  'scikit-learn': 'sklearn',
  xgboost: 'xgboost',
  lightgbm: 'lightgbm',
};

function serviceFor(
  name: string,
  model: ModelToServe,
  { namespace, serviceAccount }: KserveSettings,
): InferenceService {
  const { artifact, framework = 'onnx', deploymentId, modelId, version } = model;
  const format = artifact.uri.endsWith('.onnx') ? 'onnx' : formats[framework];
  if (format === undefined) {
    throw new DeploymentFailure('TARGET_REJECTED', `KServe has no model format for the framework "${framework}"`);
  }
  return {
    apiVersion: 'serving.kserve.io/v1beta1',
    kind: 'InferenceService',
    metadata: {
      name,
      namespace,
      labels: { 'app.kubernetes.io/managed-by': 'modelgraph', [deploymentLabel]: deploymentId },
      annotations: {
        'modelgraph.dev/model': modelId,
        'modelgraph.dev/version': version,
      },
    },
    spec: {
      predictor: {
        minReplicas: 1,
        ...(serviceAccount && { serviceAccountName: serviceAccount }),
        model: { modelFormat: { name: format }, protocolVersion: 'v2', storageUri: artifact.uri },
      },
    },
  };
}

function withReplicas(found: InferenceService, replicas: number): InferenceService {
  const { maxReplicas } = found.spec.predictor;
  const most = maxReplicas === undefined ? {} : { maxReplicas: Math.max(maxReplicas, replicas) };
  return { ...found, spec: { predictor: { ...found.spec.predictor, minReplicas: replicas, ...most } } };
}

function stopped(found: InferenceService): InferenceService {
  const annotations = { ...found.metadata.annotations, [stopAnnotation]: 'true' };
  return { ...found, metadata: { ...found.metadata, annotations } };
}

function started(found: InferenceService): InferenceService {
  const { [stopAnnotation]: _taken, ...annotations } = found.metadata.annotations ?? {};
  return { ...found, metadata: { ...found.metadata, annotations } };
}
