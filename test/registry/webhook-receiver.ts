/** A server that webhooks are sent to. */
import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from '@jest/globals';
import { eventually } from './start-registry.ts';

export interface Received {
  readonly delivery: string;
  readonly event: string;
  readonly signature: string;
  readonly body: string;
}

const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

/** Answers with `status`, which tests may change; a function is given the count of requests so far. */
export async function startReceiver() {
  const received: Received[] = [];
  const receiver = {
    received,
    url: '',
    status: 204 as number | ((count: number) => number | Promise<number>),
    /** Resolves when `count` requests have come. */
    until: (count: number) => eventually(async () => received.length >= count && received),
  };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const header = (name: string): string => String(request.headers[`x-modelgraph-${name}`]);
    const body = Buffer.concat(chunks).toString();
    received.push({ delivery: header('delivery'), event: header('event'), signature: header('signature'), body });
    const { status } = receiver;
    const code = typeof status === 'number' ? status : await status(received.length);
    response.writeHead(code, code === 302 ? { location: receiver.url } : {}).end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  servers.push(server);
  return receiver;
}

/** As a receiver in any language would. */
export function isSignedWith(secret: string, { signature, body }: Received): boolean {
  const [, time, digest] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(signature) ?? [];
  const isRecent = Math.abs(Date.now() / 1000 - Number(time)) < 60;
  return isRecent && digest === createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
}
