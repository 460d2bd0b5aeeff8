/** What clients may send about the life of versions. */
import { z } from 'zod';
import { idempotencyKey, modelId, pageShape, text, version } from './input.ts';

export const lifeCycleRequest = z.object({ modelId, version, reason: text(1024, 'A reason', 1), idempotencyKey });

export const modelDeletionRequest = lifeCycleRequest.omit({ version: true });

export const auditTrailRequest = z.object({ ...pageShape, modelId });
