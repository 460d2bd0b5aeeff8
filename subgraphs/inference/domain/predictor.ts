/** The port to a deployed model's endpoint, in the words of the Open Inference Protocol v2. */

/** One input or output. A dimension of -1 may have any size. */
export interface TensorSpecification {
  readonly name: string;
  /** As in FP32, INT64, BOOL, BYTES. */
  readonly datatype: string;
  readonly shape: readonly number[];
}

export interface ModelInterface {
  readonly inputs: readonly TensorSpecification[];
  readonly outputs: readonly TensorSpecification[];
}

export type TensorElement = number | boolean | string;

export interface InputTensor extends TensorSpecification {
  /** Row by row. */
  readonly data: readonly TensorElement[];
}

export interface OutputTensor {
  readonly name: string;
  readonly shape: readonly number[];
  /** Row by row; null is a number that JSON cannot hold. */
  readonly data: readonly (TensorElement | null)[];
}

/** A deployment that is asked. */
export interface PredictiveEndpoint {
  readonly deploymentId: string;
  readonly endpoint: string;
  readonly teamId: string;
}

/** Both throw PROVIDER_ERROR or PROVIDER_TIMEOUT, with a message that a chat model or person may read. */
export interface Predictor {
  /** What the model at the endpoint takes and gives. May come from a cache of a few minutes. */
  describe(deployment: PredictiveEndpoint, signal: AbortSignal): Promise<ModelInterface>;
  infer(
    deployment: PredictiveEndpoint,
    inputs: readonly InputTensor[],
    signal: AbortSignal,
  ): Promise<readonly OutputTensor[]>;
}
