import { z } from 'zod';
import type { PredictionRequest } from '../domain/prediction-service.ts';
import type { PredictInput } from '../generated/resolvers.ts';
import { check, name } from './input.ts';

const mostRecords = 256;

const record = z.record(z.string(), z.unknown(), 'An object is needed that has a field for each input of the model');

const predictInput = z
  .object({
    modelId: name('The model id', 128),
    version: name('The version', 128).exactOptional(),
    alias: name('The alias', 128).exactOptional(),
    inputs: record.exactOptional(),
    batch: z
      .array(record)
      .min(1, 'A batch has at least one entry')
      .max(mostRecords, `A batch has at most ${mostRecords} entries`)
      .exactOptional(),
    idempotencyKey: name('The idempotency key', 128).exactOptional(),
  })
  .refine(({ version, alias }) => version === undefined || alias === undefined, {
    path: ['alias'],
    error: 'Give either version or alias',
  })
  .refine(({ inputs, batch }) => (inputs === undefined) !== (batch === undefined), {
    path: ['inputs'],
    error: 'Give either inputs or batch',
  });

/** Throws VALIDATION_ERROR. */
export function parsePredictInput(input: PredictInput): PredictionRequest {
  const { inputs, batch, ...rest } = check(predictInput, input, ['input']);
  return inputs
    ? { ...rest, records: [inputs], paths: ['input.inputs'] }
    : { ...rest, records: batch ?? [], paths: (batch ?? []).map((_record, index) => `input.batch.${index}`) };
}
