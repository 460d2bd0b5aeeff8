/** What clients may send about sharing models. */
import { z } from 'zod';
import { modelVisibilities } from '../../../platform/access.ts';
import { idempotencyKey, modelId, optional, teamId, text } from './input.ts';

const request = { modelId, reason: optional(text(1024, 'A reason', 1)), idempotencyKey };

export const visibilityRequest = z.object({ ...request, visibility: z.enum(modelVisibilities) });
export const grantRequest = z.object({ ...request, teamId });
