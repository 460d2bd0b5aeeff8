/** A subgraph's own HTTP API behind the router, when the subgraph misbehaves. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventStreamType } from '../../platform/doors.ts';
import { identityHeader } from '../../platform/identity.ts';
import { wholeEvents } from '../../router/doors/whole-events.ts';
import { goodKey, TestSupergraph, until } from './start-supergraph.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let subgraph: Server;
let router: TestSupergraph;
let answer: Answer;
/** What the subgraph has been asked, with the bodies. */
let asked: { readonly request: IncomingMessage; readonly body: string }[] = [];

beforeAll(async () => {
  subgraph = createServer(async (request, response) => {
    let body = '';
    for await (const piece of request) body += piece;
    asked.push({ request, body });
    answer(request, response);
  }).listen(0, '127.0.0.1');
  await once(subgraph, 'listening');
  const { port } = subgraph.address() as AddressInfo;
  router = await TestSupergraph.start({
    urls: { registry: 'http://127.0.0.1:9/graphql', inference: `http://127.0.0.1:${port}/graphql` },
  });
});
afterAll(async () => {
  await router.stop();
  subgraph.closeAllConnections();
  subgraph.close();
});
beforeEach(() => {
  asked = [];
  router.log.length = 0;
});

const ask = (path = '/v1/chat/completions', init: RequestInit = {}) =>
  fetch(`http://127.0.0.1:${router.router.port}${path}`, {
    method: 'POST',
    ...(init.method === undefined && { body: '{"a": 1}' }),
    ...init,
    headers: { authorization: `Bearer ${goodKey}`, 'content-type': 'application/json', ...init.headers },
  });

const startsStream = (response: ServerResponse): void => {
  response.writeHead(200, { 'content-type': eventStreamType });
  response.write('data: one\n\n');
};

describe('a request', () => {
  it('is passed on as it is, with who asks and without their key', async () => {
    answer = (_request, response) => response.writeHead(201, { 'content-type': 'text/plain' }).end('made');
    const answered = await ask('/v1/any?thing=1', { body: '{ "as":\n"it is" }', headers: { 'idempotency-key': 'k' } });
    expect([answered.status, answered.headers.get('content-type'), await answered.text()]).toEqual([
      201,
      'text/plain',
      'made',
    ]);
    const [{ request, body } = { request: undefined, body: '' }] = asked;
    expect([request?.method, request?.url, body]).toEqual(['POST', '/v1/any?thing=1', '{ "as":\n"it is" }']);
    expect(request?.headers).toMatchObject({ 'idempotency-key': 'k', 'content-type': 'application/json' });
    expect(request?.headers.authorization).toBeUndefined();
    const identity = await router.tokens.verify(String(request?.headers[identityHeader]));
    expect(identity.groups).toEqual(['data-science-team']);
    expect(answered.headers.get('ratelimit-limit')).toMatch(/^\d+$/);
  });

  it('without a good key, or too large, is refused before the subgraph hears of it', async () => {
    const stranger = await ask('/v1/models', { method: 'GET', headers: { authorization: 'Bearer wrong' } });
    expect([stranger.status, await stranger.json()]).toMatchObject([401, { error: { code: 'invalid_api_key' } }]);
    const large = await ask('/v1/any', { body: 'x'.repeat(1024 * 1024 + 1) });
    expect([large.status, await large.json()]).toMatchObject([413, { error: { code: 'payload_too_large' } }]);
    expect(asked).toEqual([]);
  });

  it('of any method is the subgraph’s to answer', async () => {
    answer = (request, response) => response.writeHead(405, { allow: 'POST' }).end(request.method);
    const answered = await ask('/v1/any', { method: 'DELETE' });
    expect([answered.status, answered.headers.get('allow'), await answered.text()]).toEqual([405, 'POST', 'DELETE']);
  });
});

describe('a subgraph', () => {
  it('that breaks off before its answer is whole is an error with a code', async () => {
    answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': 100 });
      response.write('{"half":', () => response.destroy());
    };
    const answered = await ask();
    expect([answered.status, await answered.json()]).toMatchObject([
      502,
      { error: { type: 'server_error', code: 'provider_error', message: 'The inference gateway cannot be reached' } },
    ]);
  });

  it('that does not believe the router is a fault of ours, and says nothing of it', async () => {
    answer = (_request, response) => response.writeHead(401).end('{"error":{"message":"signature"}}');
    const answered = await ask();
    expect([answered.status, await answered.text()]).toEqual([500, expect.not.stringContaining('signature')]);
    expect(router.log.join()).toContain("refuses the router's signature");
  });

  it('that breaks off amid an event ends the stream with an event of its own, and nothing of the broken one', async () => {
    answer = (_request, response) => {
      startsStream(response);
      response.write('data: tw', () => response.destroy());
    };
    const events = (await (await ask()).text()).split('\n\n');
    expect(events[0]).toBe('data: one');
    expect(JSON.parse(String(events[1]).slice('data: '.length))).toMatchObject({ error: { code: 'provider_error' } });
    expect(events.slice(2)).toEqual(['']);
  });
});

describe('a reader of a stream', () => {
  it('that leaves ends it at the subgraph', async () => {
    let isLeft = false;
    answer = (_request, response) => {
      startsStream(response);
      response.on('close', () => {
        isLeft = true;
      });
    };
    const leaving = new AbortController();
    const { body } = await ask('/v1/any', { signal: leaving.signal });
    await body?.getReader().read();
    leaving.abort();
    await until(() => isLeft);
  });

  it('whose key is revoked is told so', async () => {
    let timer: NodeJS.Timeout | undefined;
    answer = (_request, response) => {
      startsStream(response);
      timer = setInterval(() => response.write('data: more\n\n'), 20);
      response.on('close', () => clearInterval(timer));
    };
    const key = 'mg-to-be-revoked';
    const good = router.keys.get(goodKey);
    if (!good) throw new Error('There is a good key');
    router.keys.set(key, good);
    const answered = await ask('/v1/any', { headers: { authorization: `Bearer ${key}` } });
    router.keys.set(key, { ...good, revokedAt: new Date().toISOString() });
    const last = (await answered.text()).trimEnd().split('\n\n').at(-1);
    expect(last).toContain('"code":"invalid_api_key"');
  });
});

it('events are passed on whole, however the network has cut them', () => {
  const text = 'data: one\n\ndata: zwei ü\n\n: ping\n\ndata: three\n\n';
  const bytes = Buffer.from(text);
  for (let size = 1; size <= bytes.length; size += 1) {
    const { take } = wholeEvents();
    const pieces: string[] = [];
    for (let at = 0; at < bytes.length; at += size) pieces.push(take(bytes.subarray(at, at + size)).toString());
    expect(pieces.join('')).toBe(text);
    for (const piece of pieces) expect(piece).toMatch(/^$|\n\n$/);
  }
});
