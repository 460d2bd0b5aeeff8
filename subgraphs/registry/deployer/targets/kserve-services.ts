/**
 * Serves models on Kubernetes with KServe (serverless mode). A model is one InferenceService; a deployment is a revision of it, and
 * the one before goes on with its share of the traffic until the new one has all of it.
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

  const find = async ({ modelId }: ModelToServe, signal?: AbortSignal): Promise<InferenceService> => {
    const found = await api.find(placeName(modelId), signal);
    if (!found) throw new DeploymentFailure('UNHEALTHY', 'The InferenceService is gone');
    return found;
  };

  /** Changes what is there if it is this deployment's; two changes at once are made one after the other. */
  const changeOwn = (model: ModelToServe, change: (found: InferenceService) => InferenceService | 'REMOVE') =>
    api.change(placeName(model.modelId), (found) => (isOf(found, model) ? change(found) : undefined));

  const whenReady = async (model: ModelToServe, signal: AbortSignal, onProgress: (fraction: number) => void) => {
    const until = Date.now() + settings.startSeconds * 1_000;
    let furthest = 0;
    for (;;) {
      const found = await find(model, signal);
      const pods = await api.pods(placeName(model.modelId), signal);
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
      const name = placeName(model.modelId);
      const known = await api.find(name, signal);
      const placed = placement.safeParse(model.placement);
      if (known && isOf(known, model) && !isStopped(known) && placed.success) {
        return { endpoint: placed.data.endpoint, placement: placed.data };
      }
      let artifactSha256: string | undefined;
      if (!known || !isOf(known, model) || isStopped(known)) {
        onProgress(0, 'Checking the artifact');
        artifactSha256 = await checkArtifact({
          ...model.artifact,
          signal,
          onProgress: (received, total) => onProgress(total ? (0.3 * received) / total : 0, 'Checking the artifact'),
        });
        const wanted = serviceFor(name, model, settings);
        const isMade = !known && (await api.create(wanted, signal));
        if (!isMade) await api.change(name, (found) => replacement(found, wanted, model), signal);
      }
      const ready = await whenReady(model, signal, (fraction) =>
        onProgress(0.3 + 0.7 * fraction, 'Waiting for the InferenceService'),
      );
      const endpoint = `${ready.status?.url}/v2/models/${name}`;
      const started: StartedModel = { endpoint, placement: { service: name, endpoint } };
      return artifactSha256 ? { ...started, artifactSha256 } : started;
    },

    async verify(model, signal) {
      const found = await find(model, signal);
      if (!isOf(found, model) || isStopped(found))
        throw new DeploymentFailure('UNHEALTHY', 'The InferenceService was stopped');
      await probe.probe(newestUrl(found), { signal, timeoutMilliseconds: probeMilliseconds });
    },

    async shift(model, percent, signal) {
      await changeOwn(model, (found) =>
        withPredictor(found, { canaryTrafficPercent: percent >= 100 ? undefined : percent }),
      );
      await whenReady(model, signal, () => undefined);
    },

    async scale(model, replicas, signal) {
      await changeOwn(model, (found) => {
        const { maxReplicas } = found.spec.predictor;
        const most = maxReplicas === undefined ? {} : { maxReplicas: Math.max(maxReplicas, replicas) };
        return withPredictor(found, { minReplicas: replicas, ...most });
      });
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

    logs: (model, { signal, onLine }) => api.followLogs(placeName(model.modelId), { signal, onLine }),

    async list(signal) {
      const services = await api.list(signal);
      return services.flatMap((service) => {
        const endpoint = `${service.status?.url}/v2/models/${service.metadata.name}`;
        const previous = previousOf(service)?.deploymentId;
        const deploymentIds = isStopped(service) ? [] : [deploymentOf(service), ...(previous ? [previous] : [])];
        return deploymentIds.map((deploymentId) => ({ deploymentId, endpoint }));
      });
    },

    async stop(model) {
      endWatching(model.deploymentId);
      await changeOwn(model, (found) =>
        previousOf(found)
          ? withPredictor(found, { canaryTrafficPercent: 0 })
          : withAnnotations(found, { [stopAnnotation]: 'true' }),
      );
    },

    async remove(model) {
      endWatching(model.deploymentId);
      await changeOwn(model, (found) => {
        const previous = previousOf(found);
        return previous ? restored(found, previous) : 'REMOVE';
      });
    },

    removeFilesOfAllBut: async () => undefined,

    async close() {
      for (const deploymentId of watching.keys()) endWatching(deploymentId);
    },
  };
}

const deploymentLabel = 'modelgraph.dev/deployment';
/** What the service was before its newest deployment, to go back to it. */
const previousAnnotation = 'modelgraph.dev/previous';
/** KServe 0.15: takes the pods away and keeps the rest. */
const stopAnnotation = 'serving.kserve.io/stop';

const previousService = z.object({ deploymentId: z.string(), predictor: z.record(z.string(), z.unknown()) });
type PreviousService = z.infer<typeof previousService>;

const deploymentOf = ({ metadata }: InferenceService): string => metadata.labels?.[deploymentLabel] ?? '';
const isOf = (service: InferenceService, { deploymentId }: ModelToServe) => deploymentOf(service) === deploymentId;
const isStopped = ({ metadata }: InferenceService) => metadata.annotations?.[stopAnnotation] === 'true';

function previousOf({ metadata }: InferenceService): PreviousService | undefined {
  const text = metadata.annotations?.[previousAnnotation];
  return text === undefined ? undefined : previousService.parse(JSON.parse(text));
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
        // gives the newest revision an address of its own, which is asked before it gets traffic
        'serving.kserve.io/enable-tag-routing': 'true',
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

/** `found` as `wanted`; without any traffic when another deployment has it now. */
function replacement(found: InferenceService, wanted: InferenceService, model: ModelToServe): InferenceService {
  const { [stopAnnotation]: _started, ...annotations } = found.metadata.annotations ?? {};
  const { canaryTrafficPercent: _share, ...predictor } = found.spec.predictor;
  const previous = isOf(found, model)
    ? {}
    : { [previousAnnotation]: JSON.stringify({ deploymentId: deploymentOf(found), predictor }) };
  return {
    ...found,
    metadata: {
      ...found.metadata,
      labels: { ...found.metadata.labels, ...wanted.metadata.labels },
      annotations: { ...annotations, ...wanted.metadata.annotations, ...previous },
    },
    spec: {
      predictor: {
        ...wanted.spec.predictor,
        minReplicas: found.spec.predictor.minReplicas ?? 1,
        ...(!isOf(found, model) && { canaryTrafficPercent: 0 }),
      },
    },
  };
}

function restored(found: InferenceService, { deploymentId, predictor }: PreviousService): InferenceService {
  const { [previousAnnotation]: _taken, ...annotations } = found.metadata.annotations ?? {};
  const labels = { ...found.metadata.labels, [deploymentLabel]: deploymentId };
  return {
    ...found,
    metadata: { ...found.metadata, labels, annotations },
    spec: { predictor: predictor as InferenceService['spec']['predictor'] },
  };
}

function withPredictor(
  found: InferenceService,
  change: Partial<InferenceService['spec']['predictor']>,
): InferenceService {
  const { [previousAnnotation]: previous, ...annotations } = found.metadata.annotations ?? {};
  const predictor = { ...found.spec.predictor, ...change };
  // with all of the traffic there is nothing to go back to
  const isWhole = predictor.canaryTrafficPercent === undefined;
  const kept = previous === undefined || isWhole ? annotations : { ...annotations, [previousAnnotation]: previous };
  return { ...found, metadata: { ...found.metadata, annotations: kept }, spec: { predictor } };
}

function withAnnotations(found: InferenceService, added: Record<string, string>): InferenceService {
  return { ...found, metadata: { ...found.metadata, annotations: { ...found.metadata.annotations, ...added } } };
}

/** Where the newest revision answers, whatever its share of the traffic. */
function newestUrl({ metadata, status }: InferenceService): string {
  const newest = status?.components?.predictor?.traffic?.find(({ latestRevision }) => latestRevision);
  return `${newest?.url ?? status?.url}/v2/models/${metadata.name}`;
}
