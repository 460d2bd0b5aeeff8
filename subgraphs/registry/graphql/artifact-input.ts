/** What clients may say of artifacts. */
import { z } from 'zod';
import { parseArtifactUri } from '../domain/artifacts.ts';
import { idempotencyKey, modelId, text } from './input.ts';

const uploadId = text(64, 'An upload id', 1);

export const newUpload = z.object({
  teamId: text(64, 'A team id', 1),
  modelId,
  fileName: z
    .string()
    .regex(
      /^[A-Za-z0-9][A-Za-z0-9._+-]{0,127}$/,
      'A file name has 1 to 128 letters, digits, dots, underscores, pluses and hyphens, the first a letter or digit',
    ),
  sizeBytes: z.number().int('A size is a whole number of bytes').min(1, 'An artifact has at least 1 byte'),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/i, 'A sha256 has 64 hexadecimal digits')
    .toLowerCase(),
  idempotencyKey,
});

export const uploadRequest = z.object({ uploadId, idempotencyKey });

export const artifactDeletion = z.object({
  artifactUri: z.string().refine((uri) => parseArtifactUri(uri) !== undefined, 'Invalid S3 URI format'),
  idempotencyKey,
});
