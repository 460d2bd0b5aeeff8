/** Bodies of HTTP requests. */
import type { IncomingMessage } from 'node:http';
import { DomainError } from './errors.ts';

/** Larger bodies are refused with 413; artifacts go to S3, never through GraphQL. */
export const largestBodyBytes = 1024 * 1024;
/** How much of an oversized body is still read, so that its sender gets to read why it was refused. */
const largestRefusedBytes = 64 * 1024 * 1024;

/** The body as it is. Throws PAYLOAD_TOO_LARGE or VALIDATION_ERROR. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const tooLarge = () =>
    new DomainError('PAYLOAD_TOO_LARGE', `The request body is larger than ${largestBodyBytes / 1024 / 1024} MiB`);
  if (Number(request.headers['content-length'] ?? 0) > largestBodyBytes) throw tooLarge();
  return wholeBody(request, largestBodyBytes, tooLarge);
}

/** The parsed body, undefined when it is not JSON by its type. Throws PAYLOAD_TOO_LARGE or VALIDATION_ERROR. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const body = await readBody(request);
  if (!request.headers['content-type']?.includes('json')) return undefined;
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new DomainError('VALIDATION_ERROR', 'The request body is not valid JSON');
  }
}

/** By events: an iterator over a small body takes several times as long as the body. */
function wholeBody(request: IncomingMessage, largestBytes: number, tooLarge: () => Error): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const settle = (): void => {
      request.off('data', take).off('end', end).off('error', cut).off('close', cut);
    };
    const take = (chunk: Buffer): void => {
      size += chunk.length;
      if (size > largestBytes) fail(tooLarge());
      else chunks.push(chunk);
    };
    const end = (): void => {
      settle();
      const [only, ...more] = chunks;
      resolve(only && more.length === 0 ? only : Buffer.concat(chunks));
    };
    const fail = (error: Error): void => {
      settle();
      reject(error);
    };
    const cut = (): void => fail(new DomainError('VALIDATION_ERROR', 'The request was cut off'));
    // A client that left while something else was waited for sends no event any more.
    if (request.destroyed) return cut();
    request.on('data', take).on('end', end).on('error', cut).on('close', cut);
  });
}

/** Reads on without keeping, up to a limit: a connection closed on a sender takes the answer with it. */
export function discardBody(request: IncomingMessage): void {
  let discarded = 0;
  request.on('data', (chunk: Buffer) => {
    discarded += chunk.length;
    if (discarded > largestRefusedBytes) request.destroy();
  });
}
