/** Predictions: finds the deployed version, checks what it gets, asks it, and counts the use. */
import { randomUUID } from 'node:crypto';
import type { Identity } from '../../../platform/access.ts';
import { DomainError, type ErrorDetail } from '../../../platform/errors.ts';
import { type AdmittedCallPorts, admittedCall } from './admitted-call.ts';
import { type AnswerForm, type AnswerStore, answeredOnce, answerKey } from './answer-once.ts';
import { type Catalog, type CatalogEntry, type DeploymentTarget, requireKnown } from './catalog.ts';
import type { ModelUse } from './completion.ts';
import { joinRows, splitRows, takesAnyRows } from './prediction-batch.ts';
import { outputsByName, toTensors } from './prediction-tool.ts';
import type { InputTensor, ModelInterface, OutputTensor, Predictor } from './predictor.ts';
import { findNamed, mayUse, visibleEntries } from './routing.ts';

/** Checked for form already. */
export interface PredictionRequest {
  readonly modelId: string;
  readonly version?: string;
  readonly alias?: string;
  /** What the model gets, by the names of its inputs, once for each prediction; at least one. */
  readonly records: readonly Readonly<Record<string, unknown>>[];
  /** Where each record stands in what the caller sent, as in `input.batch.3`. */
  readonly paths: readonly string[];
  readonly idempotencyKey?: string;
}

export interface Prediction {
  /** By the names of the model's outputs. */
  readonly outputs: Readonly<Record<string, unknown>>;
}

export interface PredictionAnswer {
  readonly id: string;
  readonly modelId: string;
  readonly version: string;
  readonly deploymentTarget: DeploymentTarget;
  readonly predictions: Prediction[];
}

export interface PredictionPorts extends AdmittedCallPorts {
  readonly catalog: Catalog;
  /** Asks the registry for a deployment that the catalog has not heard of yet, and adds it. Throws nothing. */
  readonly lookUp: (modelId: string, version?: string) => Promise<void>;
  /** The version an alias names, or undefined. Throws REGISTRY_UNAVAILABLE when that is not known. */
  readonly versionOf: (modelId: string, alias: string) => Promise<string | undefined>;
  readonly predictor: Predictor;
  /** What is wrong with `value` by a JSON Schema, in its text. */
  readonly faultsBySchema: (schema: string, value: unknown) => readonly ErrorDetail[];
  /** Throws nothing. */
  readonly recordUse: (use: ModelUse) => Promise<void>;
  readonly answers: AnswerStore;
}

/**
 * Throws NOT_FOUND when the version is not deployed or not the caller's to see, VALIDATION_ERROR when a record does not fit,
 * CONFLICT for an idempotency key in use, RATE_LIMITED, BUDGET_EXCEEDED, PROVIDER_ERROR or PROVIDER_TIMEOUT, and REGISTRY_UNAVAILABLE.
 */
export type Predict = (caller: Identity, request: PredictionRequest, signal: AbortSignal) => Promise<PredictionAnswer>;

const timeoutMilliseconds = 60_000;
/** Of one batch, where the model takes one record at a time. */
const callsAtOnce = 8;

export function predictionService(ports: PredictionPorts): Predict {
  const { answers, predictor } = ports;
  const admit = admittedCall(ports);

  const make = async (caller: Identity, request: PredictionRequest, signal: AbortSignal): Promise<PredictionAnswer> => {
    const entry = await findDeployed(ports, caller, request);
    checkBySchema(ports, entry, request);
    const id = `prediction-${randomUUID()}`;
    const outputs = await admit(caller, entry.teamId, id, async () => {
      const model = await interfaceOf(predictor, entry, signal);
      return ask(predictor, entry, model, tensorsOf(request, model), signal);
    });
    const answer: PredictionAnswer = {
      id,
      modelId: entry.modelId,
      version: entry.version,
      deploymentTarget: entry.deploymentTarget,
      predictions: outputs.map((tensors) => ({ outputs: outputsByName(tensors) })),
    };
    await ports.recordUse(useOf(answer, caller, entry));
    return answer;
  };

  const makeInTime: Predict = async (caller, request, signal) => {
    const deadline = AbortSignal.timeout(timeoutMilliseconds);
    try {
      return await make(caller, request, AbortSignal.any([signal, deadline]));
    } catch (error) {
      if (!deadline.aborted || signal.aborted) throw error;
      throw new DomainError('PROVIDER_TIMEOUT', 'The deployed model did not answer in time', { cause: error });
    }
  };

  return (caller, request, signal) => {
    const { idempotencyKey, paths: _paths, ...payload } = request;
    const key = idempotencyKey ? answerKey(caller.userId, idempotencyKey, { predict: payload }) : undefined;
    const form: AnswerForm<PredictionAnswer> = {
      write: (answer) => JSON.stringify({ answer, teamId: ports.catalog.find(answer.modelId, answer.version)?.teamId }),
      read: (stored) => recalled(ports.catalog, stored, caller, request),
    };
    return answeredOnce(answers, key, form, () => makeInTime(caller, request, signal));
  };
}

/** A stored answer is given to those only who may still use its model. */
function recalled(catalog: Catalog, stored: string, caller: Identity, request: PredictionRequest): PredictionAnswer {
  const { answer, teamId } = JSON.parse(stored) as { answer: PredictionAnswer; teamId?: string };
  if (teamId === undefined || mayUse(catalog, caller, { modelId: answer.modelId, teamId })) return answer;
  throw notDeployed(request);
}

async function findDeployed(
  { catalog, lookUp, versionOf }: PredictionPorts,
  caller: Identity,
  request: PredictionRequest,
): Promise<CatalogEntry> {
  const { modelId, alias } = request;
  const version = alias === undefined ? request.version : await versionOf(modelId, alias);
  if (alias !== undefined && version === undefined) throw notDeployed(request);
  const wish = { id: modelId, ...(version !== undefined && { version }) };
  const find = () => findNamed(visibleEntries(catalog.entries(), caller), wish);
  const known = find();
  if (known) return known;
  await lookUp(modelId, version);
  const found = find();
  if (found) return found;
  requireKnown(catalog);
  throw notDeployed(request);
}

/** In the same words for a model that does not exist, or that the caller may not see. */
function notDeployed({ modelId, version, alias }: PredictionRequest): DomainError {
  const name = alias ?? version;
  return new DomainError('NOT_FOUND', `Model "${name ? `${modelId}@${name}` : modelId}" is not deployed`);
}

/** What a version takes and gives: the tensors it was registered with, else what its endpoint says. */
export async function interfaceOf(
  predictor: Predictor,
  entry: CatalogEntry,
  signal: AbortSignal,
): Promise<ModelInterface> {
  const { signature } = entry;
  const inputs = signature?.inputs.tensors;
  return inputs ? { inputs, outputs: signature.outputs?.tensors ?? [] } : predictor.describe(entry, signal);
}

function checkBySchema(
  { faultsBySchema }: PredictionPorts,
  { signature }: CatalogEntry,
  { records, paths }: PredictionRequest,
): void {
  const schema = signature?.inputs.jsonSchema;
  if (!schema) return;
  refuse(records.flatMap((record, index) => faultsBySchema(schema, record).map((fault) => below(paths[index], fault))));
}

function tensorsOf({ records, paths }: PredictionRequest, model: ModelInterface): readonly (readonly InputTensor[])[] {
  const faults: ErrorDetail[] = [];
  const tensors = records.map((record, index) => {
    try {
      return toTensors(record, model);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      faults.push(...error.details.map((fault) => below(paths[index], fault)));
      return [];
    }
  });
  refuse(faults);
  return tensors;
}

const below = (path = '', fault: ErrorDetail): ErrorDetail => ({
  path: [path, fault.path].filter(Boolean).join('.'),
  message: fault.message,
});

function refuse(details: readonly ErrorDetail[]): void {
  const [first] = details;
  if (first) throw new DomainError('VALIDATION_ERROR', first.message, { details: details.slice(0, 100) });
}

/** The outputs for each record. */
async function ask(
  predictor: Predictor,
  entry: CatalogEntry,
  model: ModelInterface,
  records: readonly (readonly InputTensor[])[],
  signal: AbortSignal,
): Promise<readonly (readonly OutputTensor[])[]> {
  if (records.length > 1 && takesAnyRows(model)) {
    return splitRows(await predictor.infer(entry, joinRows(records), signal), records);
  }
  const outputs: (readonly OutputTensor[])[] = [];
  for (let start = 0; start < records.length; start += callsAtOnce) {
    const some = records.slice(start, start + callsAtOnce);
    outputs.push(...(await Promise.all(some.map((inputs) => predictor.infer(entry, inputs, signal)))));
  }
  return outputs;
}

function useOf(answer: PredictionAnswer, { userId }: Identity, { teamId }: CatalogEntry): ModelUse {
  const { id, modelId, version } = answer;
  return {
    completionId: id,
    modelId,
    version,
    teamId,
    userId,
    provider: 'registry',
    providerModel: modelId,
    promptTokens: 0,
    completionTokens: 0,
    costUsd: '0',
    occurredAt: new Date().toISOString(),
  };
}
