/** What clients may send about approvals. */
import { z } from 'zod';
import { approvalDecisions } from '../domain/model.ts';
import { idempotencyKey, modelId, optional, text, version } from './input.ts';

export const decisionRequest = z
  .object({
    modelId,
    version,
    decision: z.enum(approvalDecisions),
    comment: optional(text(1024, 'A comment')),
    idempotencyKey,
  })
  .refine(({ decision, comment }) => decision === 'APPROVED' || comment?.trim(), {
    path: ['comment'],
    message: 'A rejection says why',
  });
