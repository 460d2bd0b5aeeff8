/**
 * What a version says of itself beyond its record. It is registered with the version and never changes; it is kept beside the
 * record, and read only when someone asks for it.
 */
import type { ModelTask, VersionKey } from './model.ts';

export const tensorDatatypes = [
  'BOOL',
  'UINT8',
  'UINT16',
  'UINT32',
  'UINT64',
  'INT8',
  'INT16',
  'INT32',
  'INT64',
  'FP16',
  'FP32',
  'FP64',
  'BYTES',
] as const;

export interface Metric {
  readonly name: string;
  readonly value: number;
}

export interface Hyperparameter {
  readonly name: string;
  readonly value: string;
}

export interface TensorSpec {
  readonly name: string;
  readonly datatype: (typeof tensorDatatypes)[number];
  /** -1 for a dimension that varies. */
  readonly shape: readonly number[];
}

/** Exactly one of both. */
export interface DataSpec {
  readonly tensors?: readonly TensorSpec[] | undefined;
  /** In a string, as it was registered. */
  readonly jsonSchema?: string | undefined;
}

export interface ModelSignature {
  readonly inputs: DataSpec;
  readonly outputs?: DataSpec | undefined;
}

export interface Dataset {
  readonly uri: string;
  readonly digest?: string | undefined;
}

export interface VersionDetails {
  /** Markdown. */
  readonly modelCard?: string | undefined;
  readonly metrics?: readonly Metric[] | undefined;
  readonly hyperparameters?: readonly Hyperparameter[] | undefined;
  readonly signature?: ModelSignature | undefined;
  readonly datasets?: readonly Dataset[] | undefined;
  readonly trainingRun?: string | undefined;
  /** Lower-case hexadecimal. */
  readonly gitCommit?: string | undefined;
}

/** The part of a registration that is about this; task and parent go into the version's record. */
export interface DetailedRegistration
  extends Pick<VersionDetails, 'modelCard' | 'metrics' | 'hyperparameters' | 'signature'> {
  readonly task?: ModelTask | undefined;
  readonly lineage?:
    | (Pick<VersionDetails, 'datasets' | 'trainingRun' | 'gitCommit'> & { readonly parent?: VersionKey | undefined })
    | undefined;
}

/** The details in a registration; undefined when there are none to keep. */
export function detailsIn(registration: DetailedRegistration): VersionDetails | undefined {
  const { modelCard, metrics, hyperparameters, signature, lineage = {} } = registration;
  const { datasets, trainingRun, gitCommit } = lineage;
  const given = Object.entries({
    modelCard,
    metrics,
    hyperparameters,
    signature,
    datasets,
    trainingRun,
    gitCommit,
  }).filter(([, value]) => value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0));
  return given.length > 0 ? Object.fromEntries(given) : undefined;
}
