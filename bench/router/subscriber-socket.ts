/**
 * A graphql-ws subscriber that costs next to nothing, so that thousands of them on the router's own machine measure the router: a bare
 * TCP socket, which reads of each frame only the sequence and the time its event was made.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { connect, type Socket } from 'node:net';

export interface SubscriberOptions {
  readonly port: number;
  readonly apiKey: string;
  readonly operation: { readonly query: string; readonly variables: Record<string, unknown> };
  readonly heard: (sequence: number, madeAt: number) => void;
}

const opcodes = { text: 1, close: 8, ping: 9, pong: 10 } as const;
/** All sockets read into it, one after the other. */
const readBuffer = Buffer.allocUnsafe(64 * 1024);
const nextEvent = /"sequence":(\d+),"message":"(\d+)"/;

/** Subscribes; resolves with its socket once the first event is there. */
export function openSubscriber({ port, apiKey, operation, heard }: SubscriberOptions): Promise<Socket> {
  return new Promise((resolve, reject) => {
    let unread: Buffer = Buffer.alloc(0);
    let isOpen = false;
    const take = (opcode: number, payload: Buffer): void => {
      const text = payload.toString('latin1');
      const event = nextEvent.exec(text);
      if (event) {
        heard(Number(event[1]), Number(event[2]));
        resolve(socket);
      } else if (opcode === opcodes.ping) {
        socket.write(frame(opcodes.pong, payload));
      } else if (text.startsWith('{"type":"connection_ack"')) {
        socket.write(textFrame({ id: randomUUID(), type: 'subscribe', payload: operation }));
      } else if (opcode === opcodes.close || text.includes('"type":"error"')) {
        reject(new Error(`refused: ${text}`));
      }
    };
    const read = (bytes: Buffer): void => {
      let rest = unread.length > 0 ? Buffer.concat([unread, bytes]) : bytes;
      const headEnd = isOpen ? -4 : rest.indexOf('\r\n\r\n');
      if (headEnd !== -1) rest = rest.subarray(headEnd + 4);
      if (headEnd >= 0) {
        isOpen = true;
        socket.write(textFrame({ type: 'connection_init', payload: { 'x-api-key': apiKey } }));
      }
      for (let size = isOpen ? frameSize(rest) : 0; size > 0 && size <= rest.length; size = frameSize(rest)) {
        take((rest[0] ?? 0) & 0x0f, rest.subarray((rest[1] ?? 0) < 126 ? 2 : 4, size));
        rest = rest.subarray(size);
      }
      unread = rest.length > 0 ? Buffer.from(rest) : Buffer.alloc(0);
    };
    const socket = connect({
      host: '127.0.0.1',
      port,
      onread: {
        buffer: readBuffer,
        callback(length) {
          read(readBuffer.subarray(0, length));
          return true;
        },
      },
    });
    socket.on('error', reject);
    socket.write(
      `GET /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: ${randomBytes(16).toString('base64')}\r\nsec-websocket-protocol: graphql-transport-ws\r\n\r\n`,
    );
  });
}

/** The bytes of the first frame; 0 while its head is not there. The router's frames are shorter than 64 KiB. */
function frameSize(bytes: Buffer): number {
  const length = bytes[1];
  if (length === undefined || (length === 126 && bytes.length < 4)) return 0;
  return length < 126 ? 2 + length : 4 + bytes.readUInt16BE(2);
}

const textFrame = (message: object): Buffer => frame(opcodes.text, Buffer.from(JSON.stringify(message)));

/** Masked, as clients must, with a mask that changes nothing. */
function frame(opcode: number, payload: Buffer): Buffer {
  const { length } = payload;
  const head = length < 126 ? [0x80 + length] : [0x80 + 126, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([0x80 | opcode, ...head, 0, 0, 0, 0]), payload]);
}
