/** What the target needs of a Kubernetes cluster with KServe, its refusals as failures of the deployment. */
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiException, CoreV1Api, CustomObjectsApi, type KubeConfig, type V1Pod } from '@kubernetes/client-node';
import { DeploymentFailure, type LogReading } from '../deployment-target.ts';
import { followPodLogs } from './kserve-logs.ts';

/** What is used of https://kserve.github.io/website/docs/reference/crd-api. */
export interface InferenceService {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly generation?: number;
    readonly resourceVersion?: string;
  };
  readonly spec: { readonly predictor: Predictor };
  readonly status?: ServiceStatus;
}

interface Predictor {
  readonly minReplicas?: number | undefined;
  readonly maxReplicas?: number | undefined;
  readonly serviceAccountName?: string | undefined;
  readonly model?: Readonly<Record<string, unknown>>;
}

export interface ServiceStatus {
  readonly observedGeneration?: number;
  readonly url?: string;
  readonly conditions?: readonly { type: string; status: string; reason?: string; message?: string }[];
  readonly components?: {
    readonly predictor?: {
      readonly latestCreatedRevision?: string;
      readonly latestReadyRevision?: string;
      readonly traffic?: readonly { latestRevision?: boolean; percent?: number }[];
    };
  };
  readonly modelStatus?: {
    readonly transitionStatus?: string;
    readonly lastFailureInfo?: { readonly reason?: string; readonly message?: string };
  };
}

const kind = { group: 'serving.kserve.io', version: 'v1beta1', plural: 'inferenceservices' } as const;
const managed = 'app.kubernetes.io/managed-by=modelgraph';
/** Someone else's change came first: worth this many more tries. */
const mostConflicts = 20;

export function kserveApi(cluster: KubeConfig, namespace: string, pollMilliseconds: number) {
  const objects = cluster.makeApiClient(CustomObjectsApi);
  const core = cluster.makeApiClient(CoreV1Api);
  const all = { ...kind, namespace };

  const pause = (signal?: AbortSignal) =>
    sleep(pollMilliseconds, undefined, { ...(signal && { signal }) }).catch(() => signal?.throwIfAborted());

  /** Undefined for what does not exist. Throws DeploymentFailure, or the signal's reason. */
  const ask = async <Answer>(request: () => Promise<Answer>, signal?: AbortSignal): Promise<Answer | undefined> => {
    for (;;) {
      signal?.throwIfAborted();
      try {
        return await request();
      } catch (error) {
        signal?.throwIfAborted();
        if (codeOf(error) === 404) return undefined;
        if (codeOf(error) !== 429) throw toFailure(error);
      }
      await pause(signal);
    }
  };

  const find = async (name: string, signal?: AbortSignal): Promise<InferenceService | undefined> =>
    (await ask(() => objects.getNamespacedCustomObject({ ...all, name }), signal)) as InferenceService | undefined;

  const podsOf = async (name: string, signal?: AbortSignal): Promise<V1Pod[]> => {
    const labelSelector = `serving.kserve.io/inferenceservice=${name}`;
    return (await ask(() => core.listNamespacedPod({ namespace, labelSelector }), signal))?.items ?? [];
  };

  return {
    pause,
    find,
    pods: podsOf,

    async list(signal: AbortSignal): Promise<InferenceService[]> {
      const found = await ask(() => objects.listNamespacedCustomObject({ ...all, labelSelector: managed }), signal);
      return (found as { items?: InferenceService[] } | undefined)?.items ?? [];
    },

    /** False when there is one of that name already. */
    async create(service: InferenceService, signal: AbortSignal): Promise<boolean> {
      const made = ask(() => objects.createNamespacedCustomObject({ ...all, body: service }), signal);
      return made.then(
        () => true,
        (error: unknown) => {
          if (codeOf((error as Error).cause) === 409) return false;
          throw error;
        },
      );
    },

    /** Makes of a service what `decide` makes of it, which is asked again when someone else's change comes first. */
    async change(
      name: string,
      decide: (found: InferenceService) => InferenceService | 'REMOVE' | undefined,
      signal?: AbortSignal,
    ): Promise<void> {
      for (let conflicts = 0; ; conflicts += 1) {
        const found = await find(name, signal);
        const decided = found && decide(found);
        if (!decided) return;
        const { resourceVersion } = found.metadata;
        const request = () =>
          decided === 'REMOVE'
            ? objects.deleteNamespacedCustomObject({
                ...all,
                name,
                body: { preconditions: { resourceVersion: String(resourceVersion) } },
              })
            : objects.replaceNamespacedCustomObject({ ...all, name, body: decided });
        try {
          await ask(request, signal);
          return;
        } catch (error) {
          if (codeOf((error as Error).cause) !== 409 || conflicts >= mostConflicts) throw error;
        }
        await pause(signal);
      }
    },

    followLogs: (name: string, reading: LogReading) =>
      followPodLogs(
        {
          cluster,
          namespace,
          pollMilliseconds,
          pods: async (signal) => (await podsOf(name, signal)).map(({ metadata }) => metadata?.name ?? ''),
        },
        reading,
      ),
  };
}

function codeOf(error: unknown): number | undefined {
  return error instanceof ApiException ? error.code : undefined;
}

function toFailure(error: unknown): unknown {
  const code = codeOf(error);
  if (code === undefined) {
    return new DeploymentFailure('DEPLOYER_ERROR', 'The Kubernetes cluster cannot be reached', error);
  }
  const message = messageOf((error as ApiException<unknown>).body);
  if (code >= 500)
    return new DeploymentFailure('DEPLOYER_ERROR', `Kubernetes had a fault of its own: ${message}`, error);
  return new DeploymentFailure('TARGET_REJECTED', `Kubernetes refused: ${message}`, error);
}

/** Of the Status object that Kubernetes answers with, as text or parsed. */
function messageOf(body: unknown): string {
  try {
    const status = typeof body === 'string' ? JSON.parse(body) : body;
    return String((status as { message?: unknown }).message ?? 'no reason given').slice(0, 500);
  } catch {
    return 'no reason given';
  }
}
