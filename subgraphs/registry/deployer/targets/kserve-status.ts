/** How far an InferenceService is, and why it will not get further: its conditions, and those of its pods. */
import type { V1ContainerStatus, V1Pod } from '@kubernetes/client-node';
import { DeploymentFailure } from '../deployment-target.ts';
import type { InferenceService } from './kserve-api.ts';

export interface ServiceProgress {
  readonly failure?: DeploymentFailure;
  /** 1 once the newest revision is ready and has all of the service's traffic. */
  readonly fraction: number;
  /** What is missing, for people. */
  readonly waitsFor: string;
}

type Reason = DeploymentFailure['reason'];

const conditionsOnTheWay = ['PredictorReady', 'IngressReady', 'Ready'];

export function progressOf(service: InferenceService, pods: readonly V1Pod[]): ServiceProgress {
  const { metadata, status } = service;
  if (!status || (status.observedGeneration ?? 0) < (metadata.generation ?? 0)) {
    return { fraction: 0, waitsFor: 'KServe has not looked at it yet' };
  }
  const failure = failureOf(service, pods);
  if (failure) return { failure, fraction: 0, waitsFor: failure.message };

  const conditions = status.conditions ?? [];
  const isTrue = (type: string) => conditions.some((one) => one.type === type && one.status === 'True');
  const { latestCreatedRevision, latestReadyRevision, traffic = [] } = status.components?.predictor ?? {};
  const share = traffic.find(({ latestRevision }) => latestRevision)?.percent ?? 0;
  const isNewestReady = latestReadyRevision !== undefined && latestReadyRevision === latestCreatedRevision;
  const met = [...conditionsOnTheWay.map(isTrue), isNewestReady, share === 100, status.url !== undefined];
  return { fraction: met.filter(Boolean).length / met.length, waitsFor: waitsFor(service, pods) };
}

function waitsFor({ status }: InferenceService, pods: readonly V1Pod[]): string {
  const unscheduled = pods
    .flatMap((pod) => pod.status?.conditions ?? [])
    .find(({ type, status: value }) => type === 'PodScheduled' && value === 'False');
  if (unscheduled) return `no node takes its pod: ${unscheduled.message ?? unscheduled.reason}`;
  const open = (status?.conditions ?? []).find((one) => one.status !== 'True' && one.message);
  return open ? `${open.type}: ${open.message}` : 'its newest revision is not ready';
}

function failureOf(service: InferenceService, pods: readonly V1Pod[]): DeploymentFailure | undefined {
  const newest = service.status?.components?.predictor?.latestCreatedRevision;
  const ofNewest = pods.filter(
    ({ metadata }) => !newest || metadata?.labels?.['serving.knative.dev/revision'] === newest,
  );
  for (const pod of ofNewest) {
    const failure = failureOfPod(pod);
    if (failure) return failure;
  }
  return failureOfModel(service) ?? failureOfConditions(service);
}

const missing = /\b404\b|NoSuchKey|NoSuchBucket|not found|does not exist|Failed to fetch model|cannot find/i;

function failureOfPod({ status }: V1Pod): DeploymentFailure | undefined {
  for (const container of status?.initContainerStatuses ?? []) {
    const message = failingMessage(container);
    if (message === undefined) continue;
    // KServe's storage-initializer is what fetches the artifact
    return failure(
      missing.test(message) ? 'ARTIFACT_NOT_FOUND' : 'LOAD_ERROR',
      'The artifact was not fetched',
      message,
    );
  }
  for (const container of status?.containerStatuses ?? []) {
    const waiting = container.state?.waiting?.reason ?? '';
    if (/^(ErrImagePull|ImagePullBackOff|InvalidImageName|CreateContainerConfigError)$/.test(waiting)) {
      return failure(
        'TARGET_REJECTED',
        `The server's container cannot start (${waiting})`,
        container.state?.waiting?.message,
      );
    }
    const message = failingMessage(container);
    if (message !== undefined) return failure('LOAD_ERROR', 'The model server ends again and again', message);
  }
  return undefined;
}

/** The last words of a container that fails; undefined while it may come up. */
function failingMessage({ state, lastState }: V1ContainerStatus): string | undefined {
  const isLooping = state?.waiting?.reason === 'CrashLoopBackOff';
  const ended = state?.terminated ?? (isLooping ? lastState?.terminated : undefined);
  if (!isLooping && (ended === undefined || ended.exitCode === 0)) return undefined;
  if (ended?.reason === 'OOMKilled') return 'it needs more memory than it may have (OOMKilled)';
  return ended?.message ?? `exit code ${ended?.exitCode ?? 'unknown'}`;
}

const reasons: Readonly<Record<string, Reason>> = {
  ModelLoadFailed: 'LOAD_ERROR',
  RuntimeUnhealthy: 'UNHEALTHY',
  RuntimeDisabled: 'TARGET_REJECTED',
  NoSupportingRuntime: 'TARGET_REJECTED',
  RuntimeNotRecognized: 'TARGET_REJECTED',
  InvalidPredictorSpec: 'TARGET_REJECTED',
};

function failureOfModel({ status }: InferenceService): DeploymentFailure | undefined {
  const { transitionStatus, lastFailureInfo } = status?.modelStatus ?? {};
  if (transitionStatus !== 'BlockedByFailedLoad' && transitionStatus !== 'InvalidSpec') return undefined;
  const { reason = transitionStatus, message } = lastFailureInfo ?? {};
  return failure(reasons[reason] ?? 'LOAD_ERROR', `KServe cannot serve the model (${reason})`, message);
}

/** What no later moment mends. */
const refusals = /exceeded quota|forbidden|admission webhook|is invalid/i;

function failureOfConditions({ status }: InferenceService): DeploymentFailure | undefined {
  const refused = (status?.conditions ?? []).find((one) => one.status === 'False' && refusals.test(one.message ?? ''));
  return refused && failure('TARGET_REJECTED', 'Kubernetes refused the pods', refused.message);
}

function failure(reason: Reason, what: string, message = 'no reason given'): DeploymentFailure {
  return new DeploymentFailure(reason, `${what}: ${message.replace(/\s+/g, ' ').trim().slice(0, 500)}`);
}
