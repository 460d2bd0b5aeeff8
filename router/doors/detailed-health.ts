/** Both subgraphs' health in one answer: what each depends on, the other side included. */
import type { DoorAnswer } from '../../platform/doors.ts';
import type { Caller } from '../caller.ts';
import { InferenceHealthOverRestDocument, RegistryHealthOverRestDocument } from '../generated/operations.ts';
import { OperationError, type TrustedDocuments } from '../trusted-documents.ts';

/** What a side that does not answer is; it has nothing to say of what it depends on. */
const silent = { status: 'UNHEALTHY', dependencies: [] } as const;
const silences = ['REGISTRY_UNAVAILABLE', 'PROVIDER_ERROR', 'PROVIDER_TIMEOUT', 'INTERNAL_SERVER_ERROR'];

/** 200 while anything is served, 503 when neither side works. Throws `OperationError` when the router refuses the caller. */
export async function detailedHealth(documents: TrustedDocuments, caller: Caller): Promise<DoorAnswer> {
  const [registry, inference] = await Promise.all([
    orSilence(documents.execute(RegistryHealthOverRestDocument, {}, caller)),
    orSilence(documents.execute(InferenceHealthOverRestDocument, {}, caller)),
  ]);
  const subgraphs = {
    registry: registry?.registryHealth ?? silent,
    inference: inference?.inferenceHealth ?? silent,
  };
  const statuses = Object.values(subgraphs).map(({ status }) => status);
  const are = (wanted: string) => statuses.every((status) => status === wanted);
  const status = are('UNHEALTHY') ? 'UNHEALTHY' : are('HEALTHY') ? 'HEALTHY' : 'DEGRADED';
  return { status: status === 'UNHEALTHY' ? 503 : 200, body: { status, subgraphs } };
}

async function orSilence<Data>(asked: Promise<Data>): Promise<Data | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof OperationError && silences.includes(error.code)) return undefined;
    throw error;
  }
}
