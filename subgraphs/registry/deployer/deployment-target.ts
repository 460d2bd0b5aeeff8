/** What the deployer asks of a place that can serve models. One adapter for each kind of place. */
import type { DeploymentFailureReason } from '../../../client/generated/operations.ts';

/** Why a model cannot be served; `message` is for the person who asked for it. */
export class DeploymentFailure extends Error {
  override name = 'DeploymentFailure';
  readonly reason: DeploymentFailureReason;

  constructor(reason: DeploymentFailureReason, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.reason = reason;
  }
}

export interface ModelToServe {
  readonly deploymentId: string;
  readonly modelId: string;
  readonly version: string;
  readonly artifact: {
    /** As in s3://bucket/key. */
    readonly uri: string;
    /** Lower-case hexadecimal; what is fetched must have it. */
    readonly sha256?: string | undefined;
    readonly sizeBytes?: number | undefined;
  };
  /** Where it was served before, and is to be served again if possible. */
  readonly port?: number | undefined;
}

export interface StartedModel {
  /** Base URL of the model by the Open Inference Protocol v2: `{endpoint}/infer`, `{endpoint}/ready`. */
  readonly endpoint: string;
  readonly artifactSha256: string;
  readonly port: number;
  readonly pid: number;
}

export interface StartOptions {
  readonly signal: AbortSignal;
  /** `fraction` of the whole start, 0 to 1, never falling. */
  readonly onProgress: (fraction: number, message: string) => void;
}

export interface KeepOptions {
  /** The model serves again, somewhere else. */
  readonly onMoved: (started: StartedModel) => void;
  /** The model serves no more and could not be brought back; `message` says why. */
  readonly onLost: (message: string) => void;
}

export interface DeploymentTarget {
  /** Makes the model run. What ran under the same deployment before is stopped first. Throws DeploymentFailure, or the signal's reason. */
  start(model: ModelToServe, options: StartOptions): Promise<StartedModel>;
  /** Resolves when the started model has answered a health check and a prediction. Throws DeploymentFailure, or the signal's reason. */
  verify(deploymentId: string, signal: AbortSignal): Promise<void>;
  /** From now on brings the started model back when it dies. */
  keep(deploymentId: string, options: KeepOptions): void;
  /** Stops the model; what was fetched for it stays. Does nothing when there is none. */
  stop(deploymentId: string): Promise<void>;
  /** Stops the model and removes what was fetched for it. Does nothing when there is none. */
  remove(deploymentId: string): Promise<void>;
  /** Removes what was fetched for deployments other than these. */
  removeAllBut(deploymentIds: readonly string[]): Promise<void>;
  /** Stops every model; what was fetched stays for the next start. */
  close(): Promise<void>;
}
