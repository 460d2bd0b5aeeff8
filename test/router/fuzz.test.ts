/**
 * Bodies, paths and WebSocket messages with mistakes in them: none crashes the router, is taken for a fault of ours, or is answered
 * with something from the inside. `FUZZ=10000` tries that many.
 */
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { WebSocket } from 'ws';
import { type StartedDoors, startDoors } from './start-doors.ts';
import { goodKey } from './start-supergraph.ts';

const runs = Number(process.env.FUZZ ?? 300);
let doors: StartedDoors;
const unhandled: unknown[] = [];
const note = (error: unknown): void => void unhandled.push(error);
beforeAll(async () => {
  process.on('unhandledRejection', note);
  doors = await startDoors({ guards: { rateLimits: { FREE: 1e9, STANDARD: 1e9, PREMIUM: 1e9 } } });
});
afterAll(async () => {
  await doors.stop();
  process.off('unhandledRejection', note);
});

const query = `query Search($first: Int = 5, $filter: ModelFilter) @include(if: true) {
  models(first: $first, filter: $filter) { ...Page pageInfo { hasNextPage endCursor } } a: __typename
}
fragment Page on ModelConnection { nodes { id ... on Model { latestVersion { version status } } } }`;
const registration = { modelId: 'fraud', version: '1.0.0', framework: 'onnx', deploymentTarget: 'LAMBDA', teamId: 't' };
const chat = { model: 'gpt-4', messages: [{ role: 'user', content: 'hello' }], temperature: 1, stream: false };
const samples = [
  {
    path: '/graphql',
    body: { query, variables: { first: 5, filter: { status: 'DEPLOYED' } }, operationName: 'Search' },
  },
  { path: '/graphql', body: { query: 'mutation { deployModel(input: { modelId: "a" }) { deployment { id } } }' } },
  {
    path: '/graphql',
    body: { query: '{ __typename }', extensions: { persistedQuery: { version: 1, sha256Hash: 'a' } } },
  },
  { path: '/graphql', body: { query: '{ __schema { types { name fields { name } } } }', extensions: { cost: true } } },
  { path: '/api/v1/models', body: { ...registration, artifactUri: 's3://b/k', tags: [{ key: 'a', value: 'b' }] } },
  { path: '/api/v1/models/fraud/deploy', body: { version: '1.0.0', idempotencyKey: 'k' } },
  {
    path: '/api/v1/completions',
    body: { messages: [{ role: 'USER', content: 'hi' }], routing: { deploymentTarget: 'EKS' } },
  },
  { path: '/v1/chat/completions', body: { ...chat, modelgraph: { registeredModel: { id: 'fraud' } } } },
  { path: '/v1/chat/completions', body: { ...chat, stream: true, stream_options: { include_usage: true } } },
];

/** What is put in: what parsers stumble over. */
const pieces = fc.oneof(
  fc.constantFrom(
    '"',
    '{',
    '}',
    '[',
    ']',
    ':',
    ',',
    '\\',
    '\\u0000',
    '\u0000',
    '\ufeff',
    '$',
    '@',
    '...',
    '#',
    '"""',
    '!',
  ),
  fc.constantFrom(
    'null',
    'true',
    '-1',
    '1e999',
    '99999999999999999999',
    '""',
    '[]',
    '{}',
    '[[[[[[[[',
    '__proto__',
    'constructor',
  ),
  fc.constantFrom(
    'fragment A on Model { ...A }',
    '{ a: a { a: a',
    '@skip(if: $x)',
    '__typename',
    'subscription',
    'é',
    '\ud800',
    '💥',
  ),
  fc.string({ maxLength: 8 }),
);
const mutation = fc.record({ at: fc.nat(10_000), cut: fc.constantFrom(0, 0, 1, 2, 7, 40), put: pieces });
const mutated = (text: string, mutations: readonly { at: number; cut: number; put: string }[]): string =>
  mutations.reduce((result, { at, cut, put }) => {
    const place = at % (result.length + 1);
    return result.slice(0, place) + put + result.slice(place + cut);
  }, text);
const mutations = fc.array(mutation, { minLength: 1, maxLength: 4 });

interface RawAnswer {
  readonly status: number;
  readonly text: string;
}

/** As bytes on the wire: `fetch` would refuse to send some of it. */
function send(
  method: string,
  path: string,
  body: string | undefined,
  headers: Record<string, string>,
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const { port, hostname } = new URL(doors.origin);
    const sent = httpRequest(
      { host: hostname, port, method, path, headers: { 'x-api-key': goodKey, ...headers } },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk) => {
          text += chunk;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text })).on('error', reject);
      },
    );
    sent.on('error', reject).setTimeout(10_000, () => sent.destroy(new Error('no answer')));
    sent.end(body);
  });
}

/** Traces of code, files, our headers and secrets. */
const inside = /node_modules|\.ts:\d|\bat .+\(.+:\d+:\d+\)|x-modelgraph-identity|the secret|ECONN[A-Z]|127\.0\.0\.1:\d/;

function expectCareful({ status, text }: RawAnswer): void {
  expect([status >= 200 && status < 500, text]).toEqual([true, text]);
  expect(inside.exec(text)).toBeNull();
  expect(text).not.toContain('INTERNAL_SERVER_ERROR');
}

async function expectAlive(): Promise<void> {
  const { status, body } = await doors.supergraph.query('{ models(first: 1) { nodes { id } } }');
  expect([status, body.data.models.nodes]).toEqual([200, [{ id: 'fraud' }]]);
  expect(unhandled).toEqual([]);
}

it('bodies with mistakes in them', async () => {
  const type = fc.constantFrom(
    'application/json',
    'application/json',
    'application/json',
    'text/plain',
    'application/json; charset=utf-16',
    '',
  );
  const property = fc.asyncProperty(
    fc.constantFrom(...samples),
    mutations,
    type,
    async (sample, changes, contentType) => {
      const headers: Record<string, string> = contentType ? { 'content-type': contentType } : {};
      expectCareful(await send('POST', sample.path, mutated(JSON.stringify(sample.body), changes), headers));
    },
  );
  await fc.assert(property, { numRuns: runs });
  await expectAlive();
}, 900_000);

it('documents with mistakes in them, in bodies that are well', async () => {
  const property = fc.asyncProperty(mutations, fc.jsonValue(), async (changes, variables) => {
    const body = JSON.stringify({ query: mutated(query, changes), variables: { first: variables, filter: variables } });
    expectCareful(await send('POST', '/graphql', body, { 'content-type': 'application/json' }));
  });
  await fc.assert(property, { numRuns: runs });
  await expectAlive();
}, 900_000);

it('paths, methods and query strings with mistakes in them', async () => {
  const paths = [
    '/graphql?query={models{nodes{id}}}&variables={}',
    '/api/v1/models?limit=5&cursor=a',
    '/api/v1/models/a/versions/1.0.0',
    '/v1/models/a',
    '//',
    '/health/live',
    '/metrics',
    '/openapi.json',
  ];
  const methods = fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'PROPFIND');
  const property = fc.asyncProperty(fc.constantFrom(...paths), mutations, methods, async (path, changes, method) => {
    const changed = `/${mutated(path.slice(1), changes)}`.replace(/[^\x21-\x7e]/g, '%');
    expectCareful(await send(method, changed, undefined, { 'apollo-require-preflight': '1' }));
  });
  await fc.assert(property, { numRuns: Math.ceil(runs / 3) });
  await expectAlive();
}, 900_000);

it('WebSocket messages with mistakes in them', async () => {
  const messages = [
    JSON.stringify({ type: 'connection_init', payload: { 'x-api-key': goodKey } }),
    JSON.stringify({ id: '1', type: 'subscribe', payload: { query, variables: { first: 1 } } }),
    JSON.stringify({
      id: '2',
      type: 'subscribe',
      payload: { query: 'subscription { completionStream(input: { messages: [] }) { delta } }' },
    }),
  ];
  const property = fc.asyncProperty(fc.nat(2), mutations, async (which, changes) => {
    const socket = new WebSocket(doors.supergraph.url.replace('http', 'ws'), 'graphql-transport-ws');
    const received: string[] = [];
    socket.on('message', (data) => received.push(String(data))).on('error', () => undefined);
    await once(socket, 'open');
    for (const [index, message] of messages.entries()) {
      if (socket.readyState === WebSocket.OPEN) socket.send(index === which ? mutated(message, changes) : message);
    }
    // Whatever became of it, a ping after it is answered, or the socket was closed with a reason.
    if (socket.readyState === WebSocket.OPEN) socket.ping();
    const closed = once(socket, 'close').then(([code]) => code as number);
    const outcome = await Promise.race([once(socket, 'pong').then(() => 0), closed]);
    expect(outcome === 0 || outcome === 1003 || outcome >= 4400).toBe(true);
    socket.terminate();
    expect(inside.exec(received.join())).toBeNull();
  });
  await fc.assert(property, { numRuns: Math.ceil(runs / 6) });
  await expectAlive();
}, 900_000);
