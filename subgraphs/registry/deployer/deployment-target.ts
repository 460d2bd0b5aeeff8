/**
 * What the deployer asks of a place that can serve models. One adapter for each kind of place, in `targets/`; what all of them
 * promise is the suite test/contracts/deployment-target.ts.
 */
import type { DeploymentFailureReason, DeploymentTarget as TargetName } from '../../../client/generated/operations.ts';

export type { TargetName };
export const targetNames = ['LOCAL', 'LAMBDA', 'EKS', 'EXTERNAL'] as const satisfies readonly TargetName[];

/** Why a model cannot be served; `message` is for the person who asked for it. */
export class DeploymentFailure extends Error {
  override name = 'DeploymentFailure';
  readonly reason: DeploymentFailureReason;

  constructor(reason: DeploymentFailureReason, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.reason = reason;
  }
}

/** What a target notes down to find a deployment again, as the port of a process. Nobody else reads it. */
export type Placement = Readonly<Record<string, string | number>>;

/** A deployment as a target knows it: the same object, or one read from the deployer's records after a restart. */
export interface ModelToServe {
  readonly deploymentId: string;
  readonly modelId: string;
  readonly version: string;
  readonly deploymentTarget: TargetName;
  /** Unknown in records of before it was noted down. */
  readonly teamId?: string | undefined;
  /** Lower-case, as in scikit-learn. */
  readonly framework?: string | undefined;
  readonly artifact: {
    /** As in s3://bucket/key; of EXTERNAL the address of what runs. */
    readonly uri: string;
    /** Lower-case hexadecimal; what is fetched must have it. */
    readonly sha256?: string | undefined;
    readonly sizeBytes?: number | undefined;
  };
  /** From its last start, if it was started before. */
  readonly placement?: Placement | undefined;
}

export interface StartedModel {
  /**
   * Base URL of this deployment: by the Open Inference Protocol v2, with `{endpoint}/infer` and `{endpoint}/ready`, or one that ends
   * with /v1 and speaks OpenAI's protocol.
   */
  readonly endpoint: string;
  /** Absent where no artifact was fetched. */
  readonly artifactSha256?: string;
  readonly placement: Placement;
}

export interface StartOptions {
  readonly signal: AbortSignal;
  /** `fraction` of the whole start, 0 to 1, never falling. */
  readonly onProgress: (fraction: number, message: string) => void;
}

export interface ModelHealth {
  readonly status: 'HEALTHY' | 'UNHEALTHY';
  /** What was found, for people. */
  readonly message: string;
}

export interface Watcher {
  /** What is found at first, then each change once: the model has stopped to answer, or answers again. */
  readonly onHealth: (health: ModelHealth) => void;
  /** The model serves again, somewhere else. */
  readonly onMoved: (started: StartedModel) => void;
  /** The model serves no more and could not be brought back; `message` says why. Nothing follows. */
  readonly onLost: (message: string) => void;
}

export interface LogReading {
  readonly signal: AbortSignal;
  /** Where reading goes on: the position of a line that was handed over before. */
  readonly after?: string | undefined;
  /** `position` is where the line stands, if it is kept by the place itself and so can be read again. */
  readonly onLine: (line: string, position?: string) => void;
}

export interface RunningModel {
  readonly deploymentId: string;
  readonly endpoint: string;
}

/** Every method may throw DeploymentFailure, or the reason of its signal. */
export interface DeploymentTarget {
  /**
   * Fetches and checks the artifact, makes the model run, and resolves when it does. One that runs already as it should is left as it
   * is, whether it answers or not; anything else under the same deployment is replaced.
   */
  start(model: ModelToServe, options: StartOptions): Promise<StartedModel>;
  /** Resolves when the started model has answered a health check and a prediction. */
  verify(model: ModelToServe, signal: AbortSignal): Promise<void>;
  /** Sends this share of the calls at the model's common address, where the target has one, to this deployment. */
  shift(model: ModelToServe, percent: number, signal: AbortSignal): Promise<void>;
  /** Serves with so many replicas. Throws TARGET_REJECTED where there can be one only. */
  scale(model: ModelToServe, replicas: number, signal: AbortSignal): Promise<void>;
  /** From now on watches the started model, and brings it back if it can. Ends with `stop`, `remove` and `close`. */
  watch(model: ModelToServe, watcher: Watcher): void;
  /** The lines that the model's servers have written lately, then each as it comes; resolves when the signal is aborted. */
  logs(model: ModelToServe, reading: LogReading): Promise<void>;
  /** The deployments that run here, whoever started them. */
  list(signal: AbortSignal): Promise<readonly RunningModel[]>;
  /** Stops the model; what was made for it stays for the next start. Does nothing when there is none. */
  stop(model: ModelToServe): Promise<void>;
  /** Stops the model and removes what was made for it. Does nothing when there is none. */
  remove(model: ModelToServe): Promise<void>;
  /** Removes what lies on the deployer's own disk for deployments other than these. What runs elsewhere is not touched. */
  removeFilesOfAllBut(deploymentIds: readonly string[]): Promise<void>;
  /** Ends the watching, and every model that cannot run without the deployer; the next start brings those back. */
  close(): Promise<void>;
}
