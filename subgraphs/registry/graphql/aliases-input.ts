/** What clients may send about aliases. */
import { z } from 'zod';
import { aliasName, idempotencyKey, modelId, optional, pageShape, text, version } from './input.ts';

const reason = optional(text(1024, 'A reason', 1));

export const removeAliasRequest = z.object({
  modelId,
  alias: aliasName,
  expectedVersion: optional(version),
  reason,
  idempotencyKey,
});

export const setAliasRequest = removeAliasRequest.extend({ version });

export const aliasHistoryRequest = z.object({ ...pageShape, alias: aliasName });
