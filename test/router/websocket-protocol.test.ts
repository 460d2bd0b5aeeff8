import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WebSocket, WebSocketServer } from 'ws';
import { serveGraphqlTransportWs } from '../../router/graphql-transport-ws.ts';
import { keyRecord, TestSupergraph, until } from './start-supergraph.ts';

let supergraph: TestSupergraph;
beforeAll(async () => {
  supergraph = await TestSupergraph.start();
  supergraph.keys.set('mg-short-lived', keyRecord());
});
afterAll(() => supergraph.stop());

interface Closing {
  readonly code: number;
  readonly reason: string;
}

/** A bare WebSocket; sends each of `messages` once it is open. */
function open(protocol: string | undefined, messages: readonly unknown[] = [], origin?: string) {
  const socket = new WebSocket(supergraph.url.replace('http', 'ws'), protocol ?? [], origin ? { origin } : {});
  const received: { type: string; id?: string; payload?: unknown }[] = [];
  socket.on('open', () => {
    for (const message of messages) socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  });
  socket.on('message', (data) => received.push(JSON.parse(String(data))));
  const closed = new Promise<Closing>((resolve) => {
    socket.on('close', (code, reason) => resolve({ code, reason: String(reason) }));
  });
  socket.on('error', () => undefined);
  return { socket, received, closed };
}

const transport = 'graphql-transport-ws';
const init = (payload: unknown) => ({ type: 'connection_init', payload });
const goodInit = init({ 'X-API-KEY': 'mg-test-data-science' });
const subscribe = (id: string, query: string) => ({ id, type: 'subscribe', payload: { query } });

describe('a connection', () => {
  it('without the subprotocol is closed', async () => {
    expect(await open(undefined).closed).toEqual({ code: 4406, reason: 'Subprotocol not acceptable' });
  });

  it('that does not introduce itself in time is closed', async () => {
    expect(await open(transport).closed).toEqual({ code: 4408, reason: 'Connection initialisation timeout' });
  });

  it('without a key, or with a bad one, is closed with the reason', async () => {
    expect(await open(transport, [{ type: 'connection_init' }]).closed).toEqual({
      code: 4401,
      reason: 'No API key was sent: send it as X-API-Key',
    });
    expect(await open(transport, [init({ apiKey: 'nobody' })]).closed).toEqual({
      code: 4401,
      reason: 'The API key is not known',
    });
  });

  it('that subscribes before it is acknowledged is closed', async () => {
    expect((await open(transport, [subscribe('1', '{ providers }')]).closed).code).toBe(4401);
  });

  it('that speaks nonsense, or in the words of a server, is closed', async () => {
    expect((await open(transport, [goodInit, 'nonsense']).closed).code).toBe(4400);
    expect((await open(transport, [goodInit, { type: 'connection_ack' }]).closed).code).toBe(4400);
    expect((await open(transport, [goodInit, { type: 'subscribe', id: '1' }]).closed).code).toBe(4400);
  });

  it('that introduces itself twice is closed', async () => {
    expect(await open(transport, [goodInit, goodInit]).closed).toEqual({
      code: 4429,
      reason: 'Too many initialisation requests',
    });
  });

  it('that names two operations under way alike is closed, and one after the other is not', async () => {
    const { socket, received, closed } = open(transport, [goodInit]);
    await until(() => received.length === 1);
    for (const round of [1, 2]) {
      socket.send(JSON.stringify(subscribe('same', '{ providers }')));
      await until(() => received.length === 1 + 2 * round);
    }
    expect(received.map(({ type }) => type)).toEqual(['connection_ack', 'next', 'complete', 'next', 'complete']);
    for (const _ of [1, 2]) socket.send(JSON.stringify(subscribe('same', '{ slow(milliseconds: 5000) }')));
    expect(await closed).toEqual({ code: 4409, reason: 'Subscriber for same already exists' });
  });

  it("from the page of an origin that may not call is closed; from the router's own it is not", async () => {
    expect(await open(transport, [goodInit], 'https://elsewhere.example').closed).toEqual({
      code: 4403,
      reason: 'Pages of this origin may not call; see ALLOWED_ORIGINS',
    });
    const own = open(transport, [goodInit], new URL(supergraph.url).origin);
    await until(() => own.received.length === 1);
    own.socket.terminate();
  });

  it('may ask whether the router is there, before and after it was let in', async () => {
    const { socket, received } = open(transport, [{ type: 'ping' }, goodInit, { type: 'ping', payload: { a: 1 } }]);
    await until(() => received.length === 3);
    expect(received).toEqual(
      expect.arrayContaining([{ type: 'pong' }, { type: 'connection_ack' }, { type: 'pong', payload: { a: 1 } }]),
    );
    socket.terminate();
  });

  it('is told to come back while keys cannot be checked', async () => {
    supergraph.keyStoreFails = true;
    try {
      expect((await open(transport, [init({ apiKey: 'not-seen-yet' })]).closed).code).toBe(1013);
    } finally {
      supergraph.keyStoreFails = false;
    }
  });

  it('may have a hundred operations under way, and no more', async () => {
    const many = Array.from({ length: 101 }, (_, index) => subscribe(`${index}`, '{ slow(milliseconds: 300) }'));
    const { socket, received } = open(transport, [goodInit]);
    await until(() => received.length === 1);
    for (const message of many) socket.send(JSON.stringify(message));
    await until(() => received.some(({ type }) => type === 'error'));
    expect(received.filter(({ type }) => type === 'error')).toMatchObject([
      { id: '100', payload: [{ extensions: { code: 'RATE_LIMITED' } }] },
    ]);
    socket.terminate();
  });
});

it('a connection that has not answered one beat by the next is ended', async () => {
  const sockets = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(sockets, 'listening');
  const handlers = { connect: async () => ({ session: {} }), run: async () => undefined };
  const served = serveGraphqlTransportWs(sockets, handlers, supergraph.logger, 240);
  const url = `ws://127.0.0.1:${(sockets.address() as AddressInfo).port}`;
  const [silent, answering] = [false, true].map((autoPong) => new WebSocket(url, transport, { autoPong }));
  let askedAt = Number.POSITIVE_INFINITY;
  silent?.once('ping', () => {
    askedAt = performance.now();
  });
  let beats = 0;
  answering?.on('ping', () => {
    beats += 1;
  });
  try {
    const ended = new Promise((resolve) => silent?.on('close', resolve));
    expect(await ended).toBe(1006);
    // However few connections there are, each has all of a beat to answer in: 240 ms, less a timer's inexactness.
    expect(performance.now() - askedAt).toBeGreaterThan(200);
    const before = beats;
    await until(() => beats > before);
    expect(answering?.readyState).toBe(WebSocket.OPEN);
  } finally {
    for (const socket of [silent, answering]) socket?.terminate();
    await served.dispose();
  }
});

describe('a caller', () => {
  it('may have a thousand subscriptions under way, over all its sockets, and no more', async () => {
    const changes = 'subscription { deploymentChanged(modelId: "m") { sequence } }';
    const sockets = Array.from({ length: 10 }, () => open(transport, [goodInit]));
    await until(() => sockets.every(({ received }) => received.length === 1));
    for (const { socket } of sockets) {
      for (let index = 0; index < 100; index += 1) socket.send(JSON.stringify(subscribe(`${index}`, changes)));
    }
    await until(() => supergraph.registry.subscribers === 1_000, 20_000);
    const more = open(transport, [goodInit]);
    await until(() => more.received.length === 1);
    more.socket.send(JSON.stringify(subscribe('more', changes)));
    await until(() => more.received.length === 3);
    expect(more.received.slice(1)).toMatchObject([
      { type: 'next', payload: { errors: [{ extensions: { code: 'RATE_LIMITED' } }] } },
      { type: 'complete' },
    ]);
    for (const { socket } of [...sockets, more]) socket.terminate();
    await until(() => supergraph.registry.subscribers === 0, 20_000);
  });
});

describe('operations over WebSocket', () => {
  const run = async (query: string, variables: Record<string, unknown> = {}) => {
    const results = [];
    for await (const result of supergraph.socket().iterate({ query, variables })) results.push(result);
    return results;
  };

  it('may be queries and mutations', async () => {
    expect(await run('{ models { card } }')).toMatchObject([{ data: { models: [{}, {}, {}] } }]);
    expect(await run('mutation ($id: ID!) { register(id: $id) { id routable } }', { id: 'new' })).toEqual([
      { data: { register: { id: 'new', routable: true } } },
    ]);
    expect(await run('{ __schema { queryType { name } } }')).toEqual([
      { data: { __schema: { queryType: { name: 'Query' } } } },
    ]);
  });

  it('have the same masked, coded errors as over HTTP', async () => {
    const query = '{ a: fails(code: "CONFLICT") b: fails(code: "CRASH") models { price } }';
    const [overSocket] = await run(query);
    const { body } = await supergraph.query(query);
    const shapes = (errors: readonly { message: string; path?: unknown; extensions?: Record<string, unknown> }[]) =>
      errors.map(({ message, path, extensions }) => ({ message, path, ...extensions, errorId: undefined }));
    expect(shapes(overSocket?.errors ?? [])).toEqual(shapes(body.errors));
    expect(overSocket?.data).toEqual(body.data);
  });

  it.each([
    ['subscription { nonsense }', {}, 'GRAPHQL_VALIDATION_FAILED'],
    ['subscription {', {}, 'GRAPHQL_PARSE_FAILED'],
    ['subscription ($m: ID!) { deploymentChanged(modelId: $m) { sequence } }', {}, 'BAD_USER_INPUT'],
    ['subscription { deploymentChanged(modelId: "m") @skip(if: true) { sequence } }', {}, 'GRAPHQL_VALIDATION_FAILED'],
    ['query A { providers } query B { providers }', {}, 'OPERATION_RESOLUTION_FAILURE'],
  ])('that are faulty are refused: %s', async (query, variables, code) => {
    await expect(run(query, variables)).rejects.toMatchObject([{ extensions: { code } }]);
  });

  it('are refused once the key of their connection is revoked', async () => {
    const { socket, received } = open(transport, [init({ apiKey: 'mg-short-lived' })]);
    await until(() => received.length === 1);
    socket.send(JSON.stringify(subscribe('1', '{ providers }')));
    await until(() => received.length === 3);
    expect(received[1]).toMatchObject({ id: '1', type: 'next', payload: { data: { providers: ['local'] } } });

    supergraph.keys.delete('mg-short-lived');
    await new Promise((resolve) => setTimeout(resolve, 1_600));
    socket.send(JSON.stringify(subscribe('2', '{ providers }')));
    await until(() => received.length === 4);
    expect(received[3]).toMatchObject({ id: '2', type: 'error', payload: [{ message: 'The API key is not known' }] });
    socket.terminate();
  });
});
