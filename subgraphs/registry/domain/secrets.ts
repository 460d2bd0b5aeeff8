/** Seals what must be readable again by us alone, and must not lie in the table as it is. Fencing tokens, signing secrets. */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

export interface Sealer {
  /** `purpose` is part of the seal: what was sealed for one thing cannot be opened as another. */
  seal(plain: string, purpose: string): string;
  /** Throws when it was not sealed for this purpose with the same secret. */
  open(sealed: string, purpose: string): string;
}

const algorithm = 'aes-256-gcm';
const initialBytes = 12;
const tagBytes = 16;

/** AES-256-GCM under a key derived from the processes' common secret (HKDF-SHA256); base64url of vector, tag and text. */
export function createSealer(internalSecret: string): Sealer {
  const key = Buffer.from(hkdfSync('sha256', internalSecret, '', 'modelgraph sealed secrets', 32));
  return {
    seal(plain, purpose) {
      const vector = randomBytes(initialBytes);
      const cipher = createCipheriv(algorithm, key, vector).setAAD(Buffer.from(purpose));
      const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return Buffer.concat([vector, cipher.getAuthTag(), text]).toString('base64url');
    },
    open(sealed, purpose) {
      const bytes = Buffer.from(sealed, 'base64url');
      const textStart = initialBytes + tagBytes;
      const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, initialBytes), { authTagLength: tagBytes })
        .setAAD(Buffer.from(purpose))
        .setAuthTag(bytes.subarray(initialBytes, textStart));
      return Buffer.concat([decipher.update(bytes.subarray(textStart)), decipher.final()]).toString('utf8');
    },
  };
}
