/** What a provider sends, no more of it in memory than an answer needs. What is too long is a fault, or an attack. */

/** Much more than a model writes. */
export const largestAnswerBytes = 16 * 1024 * 1024;
/** An image in base64 fits in. */
export const longestEventBytes = 4 * 1024 * 1024;

/** Throws `RangeError` for a body that is too long. */
export async function readText(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > largestAnswerBytes) throw new RangeError('The answer is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The bytes of a stream of events as they are. Throws `RangeError` for an event that is too long to be read. */
export async function* boundedEvents(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let size = 0;
  let before = Buffer.alloc(0);
  for await (const chunk of body) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
    const end = endOfLastEvent(bytes);
    const isEndCut = end < 0 && endOfLastEvent(Buffer.concat([before, bytes.subarray(0, longestEnd)])) >= 0;
    size = end >= 0 ? bytes.length - end : isEndCut ? bytes.length : size + bytes.length;
    if (size > longestEventBytes) throw new RangeError('An event is too long');
    before = Buffer.concat([before, bytes]).subarray(-longestEnd);
    yield chunk;
  }
}

/** An event ends with an empty line. */
const ends = ['\n\n', '\n\r\n', '\r\r'];
const longestEnd = 3;

/** Where the last empty line begins; -1 when there is none. */
function endOfLastEvent(bytes: Buffer): number {
  return Math.max(...ends.map((end) => bytes.lastIndexOf(end)));
}
