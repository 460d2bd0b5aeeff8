/**
 * The wire that DynamoDB and EventBridge share: AWS JSON over HTTP, where the operation is named in `X-Amz-Target` and an error is
 * a body with `__type`. Signatures are not checked: the server listens on 127.0.0.1 only.
 */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An answer other than success. `type` is the exception's name as the SDKs know it; `fields` go into the body beside the message. */
export class AwsError extends Error {
  readonly statusCode: number;
  readonly body: Record<string, unknown>;

  constructor(type: string, message: string, fields: Record<string, unknown> = {}, statusCode = 400) {
    super(message);
    this.name = type.slice(type.indexOf('#') + 1);
    this.statusCode = statusCode;
    this.body = { __type: type, message, ...fields };
  }
}

export interface AwsJsonServer {
  /** `http://127.0.0.1:<port>` */
  readonly endpoint: string;
  /** Stops listening and cuts open connections. */
  close(): Promise<void>;
}

export interface AwsJsonServerOptions {
  /** The protocol's minor version: DynamoDB speaks 1.0, EventBridge 1.1. */
  readonly version: '1.0' | '1.1';
  /** What stands before the dot in `X-Amz-Target`. */
  readonly targetPrefix: string;
  readonly maximumBytes: number;
  /** Runs one operation. Throws an {@link AwsError}, or anything with `statusCode` and `body`, for an answer that is not success. */
  readonly execute: (operation: string, parameters: Record<string, unknown>) => Promise<unknown>;
}

/** Listens on a free port of 127.0.0.1. */
export async function startAwsJsonServer(options: AwsJsonServerOptions): Promise<AwsJsonServer> {
  const server = createServer((request, response) => {
    answer(request, response, options).catch(() => response.destroy());
  });
  // Longer than the SDKs keep idle connections, so that no request meets a connection which is being closed.
  server.keepAliveTimeout = 75_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, options: AwsJsonServerOptions) {
  const contentType = `application/x-amz-json-${options.version}`;
  const send = (statusCode: number, body: unknown) => {
    const text = JSON.stringify(body);
    response.writeHead(statusCode, {
      'content-type': contentType,
      'content-length': Buffer.byteLength(text),
      'x-amzn-requestid': randomUUID(),
    });
    response.end(text);
  };
  try {
    const parameters = await readParameters(request, options.maximumBytes);
    const [prefix, operation] = String(request.headers['x-amz-target'] ?? '').split('.');
    if (prefix !== options.targetPrefix || !operation) {
      throw new AwsError('com.amazon.coral.service#UnknownOperationException', 'Unknown operation');
    }
    send(200, await options.execute(operation, parameters));
  } catch (error) {
    if (hasAnswer(error)) send(error.statusCode, error.body);
    else send(500, { __type: 'InternalServerError', message: error instanceof Error ? error.message : String(error) });
  }
}

async function readParameters(request: IncomingMessage, maximumBytes: number): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    // The rest is read and dropped: cutting the connection would hide the answer from the client.
    if (size <= maximumBytes) chunks.push(chunk);
  }
  if (size > maximumBytes) {
    throw new AwsError('RequestEntityTooLargeException', `Request exceeds ${maximumBytes} bytes`, {}, 413);
  }
  const parsed = parse(Buffer.concat(chunks).toString('utf8'));
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw serializationError();
  return parsed as Record<string, unknown>;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw serializationError();
  }
}

function serializationError() {
  return new AwsError('com.amazon.coral.service#SerializationException', 'The request body is not a JSON object');
}

function hasAnswer(error: unknown): error is { statusCode: number; body: object } {
  return typeof error === 'object' && error !== null && 'statusCode' in error && 'body' in error;
}
