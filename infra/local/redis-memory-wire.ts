/** Replies in RESP2, https://redis.io/docs/latest/develop/reference/protocol-spec/ */

/** A reply such as `+OK`, which is not a bulk string. */
export class SimpleString {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export function encodeReply(reply: unknown): Buffer {
  if (reply === null || reply === undefined || reply === false) return Buffer.from('$-1\r\n');
  if (reply instanceof SimpleString) return Buffer.from(`+${reply.text}\r\n`);
  if (reply === true) return Buffer.from(':1\r\n');
  // As a script's numbers: cut, not rounded.
  if (typeof reply === 'number') return Buffer.from(`:${Math.trunc(reply)}\r\n`);
  if (Array.isArray(reply)) return Buffer.concat([Buffer.from(`*${reply.length}\r\n`), ...reply.map(encodeReply)]);
  const bytes = Buffer.isBuffer(reply) ? reply : Buffer.from(String(reply));
  return Buffer.concat([Buffer.from(`$${bytes.length}\r\n`), bytes, Buffer.from('\r\n')]);
}

/** An error's message is sent as it is when it begins with a code such as `NOSCRIPT`. */
export function encodeError(error: unknown): Buffer {
  const message = (error instanceof Error ? error.message : String(error)).replace(/[\r\n]+/g, ' ');
  return Buffer.from(`-${/^[A-Z]{3,} /.test(message) ? message : `ERR ${message}`}\r\n`);
}
