import { z } from 'zod';
import type { EmbeddingCall } from '../domain/embedding.ts';
import { providerChoice } from './completion-input.ts';
import { check, name } from './input.ts';

const mostTexts = 256;
const mostBytes = 256 * 1024;

const embeddingInput = z.object({
  model: name('The model', 256),
  texts: z
    .array(z.string().min(1, 'A text is empty'))
    .min(1, 'At least one text is needed')
    .max(mostTexts, `At most ${mostTexts} texts are taken`)
    .refine((texts) => texts.reduce((bytes, text) => bytes + Buffer.byteLength(text), 0) <= mostBytes, {
      error: `The texts are larger than ${mostBytes / 1024} KiB in all`,
    }),
  dimensions: z
    .int()
    .min(1, 'dimensions must be at least 1')
    .max(8_192, 'dimensions must be at most 8192')
    .exactOptional(),
  user: name('The user', 256).exactOptional(),
  routing: z.object(providerChoice).exactOptional(),
  idempotencyKey: name('The idempotency key', 128).exactOptional(),
});

/** Throws VALIDATION_ERROR. */
export function parseEmbeddingInput(input: object): EmbeddingCall {
  return check(embeddingInput, input, ['input']);
}
