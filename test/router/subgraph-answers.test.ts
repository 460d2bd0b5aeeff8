/** What the client gets when a subgraph answers with something that is no answer: its part is missing, with a code. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anonymousIdentity } from '../../router/caller.ts';
import { httpSubgraph } from '../../router/http-subgraph.ts';
import { TestSupergraph } from './start-supergraph.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

let handler: Handler;
let requests = 0;
let server: Server;
let url: string;
let registry: TestSupergraph;
let supergraph: TestSupergraph;

beforeAll(async () => {
  server = createServer((request, response) => {
    requests += 1;
    request.resume();
    request.on('end', () => handler(request, response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  registry = await TestSupergraph.start();
  supergraph = await TestSupergraph.start({
    urls: { registry: `http://127.0.0.1:${registry.registryServer.port}/graphql`, inference: url },
  });
});
afterAll(async () => {
  await supergraph.stop();
  await registry.stop();
  server.closeAllConnections();
  server.close();
});

const sending =
  (status: number, contentType: string, body: string): Handler =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': contentType }).end(body);
  };
const json = 'application/json; charset=utf-8';

describe('a subgraph that answers nonsense', () => {
  it.each([
    ['no JSON', 200, json, '<html>secret-host</html>'],
    ['another content type', 200, 'text/html', '{"data":{"_entities":[{"price":1},{"price":1},{"price":1}]}}'],
    ['JSON that is no GraphQL answer', 200, json, '{"ok":true}'],
    ['JSON that is no object', 200, json, '[1]'],
    ['nothing', 204, json, ''],
    ['an error page of a proxy', 502, 'text/plain', 'Bad gateway at 10.0.0.7'],
  ])('with %s costs its part of the answer, with a code', async (_what, status, type, body) => {
    handler = sending(status, type, body);
    const answer = await supergraph.query('{ models { id price } }');
    expect(answer.status).toBe(200);
    expect(answer.body.data.models).toEqual(['fraud', 'broken', 'churn'].map((id) => ({ id, price: null })));
    expect(answer.body.errors).toEqual([
      {
        message: 'The inference gateway cannot be reached',
        extensions: { code: 'PROVIDER_ERROR', service: 'inference' },
      },
    ]);
  });

  it('with too few entities costs its part, too', async () => {
    handler = sending(200, json, '{"data":{"_entities":[{"price":1}]}}');
    const { body } = await supergraph.query('{ models { id price } }');
    expect(body.data.models[0]).toEqual({ id: 'fraud', price: null });
    expect(body.errors[0].extensions.code).toBe('INTERNAL_SERVER_ERROR');
  });

  it('with status 500 and a GraphQL body has answered', async () => {
    const error = { message: 'No price', path: ['_entities', 1, 'price'], extensions: { code: 'CONFLICT', host: 'x' } };
    const entities = [{ price: 1 }, { price: null }, { price: 3 }];
    handler = sending(500, json, JSON.stringify({ data: { _entities: entities }, errors: [error] }));
    const { body } = await supergraph.query('{ models { id price } }');
    expect(body.data.models.map(({ price }: { price: number }) => price)).toEqual([1, null, 3]);
    expect(body.errors).toEqual([
      {
        message: 'No price',
        path: ['models', 1, 'price'],
        extensions: { code: 'CONFLICT', host: 'x', service: 'inference' },
      },
    ]);
  });

  it('with errors without a code shows none of them, and says which subgraph it was', async () => {
    const errors = [{ message: 'at db.internal:5432', path: ['_entities', 0, 'price'] }];
    handler = sending(200, json, JSON.stringify({ data: { _entities: [null, null, null] }, errors }));
    const { body } = await supergraph.query('{ models { id price } }');
    expect(body.errors[0].extensions).toEqual({
      code: 'INTERNAL_SERVER_ERROR',
      service: 'inference',
      errorId: expect.any(String),
    });
    expect(JSON.stringify(body)).not.toContain('internal:');
  });

  it('asks for equal entities once', async () => {
    let sent = '';
    handler = (request, response) => {
      request.on('close', () => undefined);
      response.writeHead(200, { 'content-type': json }).end('{"data":{"_entities":[{"price":5}]}}');
    };
    const reading = (request: IncomingMessage) => request.on('data', (chunk: Buffer) => (sent += chunk));
    server.on('request', reading);
    const { body } = await supergraph.query('{ a: model(id: "x") { price } b: model(id: "x") { price } }');
    server.off('request', reading);
    expect(body).toEqual({ data: { a: { price: 5 }, b: { price: 5 } } });
    expect(sent.match(/"id":"x"/g)).toHaveLength(1);
  });
});

describe('a request whose answer was lost', () => {
  const caller = { identity: anonymousIdentity, anonymous: true, signal: new AbortController().signal };
  const subgraph = (deadlineMilliseconds?: number) =>
    httpSubgraph({ name: 'inference', url, headersFor: async () => ({}), deadlineMilliseconds });
  /** Breaks the connection of the first requests. */
  const breakingOff = (times: number): Handler => {
    let left = times;
    return (_request, response) => {
      left -= 1;
      if (left >= 0) response.destroy();
      else response.writeHead(200, { 'content-type': json }).end('{"data":{}}');
    };
  };

  it('is sent again when it was a query', async () => {
    const other = subgraph();
    handler = breakingOff(2);
    expect(await other.fetch({ body: '{}', isQuery: true }, caller)).toEqual({ data: {} });
    await other.close();
  });

  it('is not sent again when it was a mutation', async () => {
    const other = subgraph();
    handler = breakingOff(1);
    const before = requests;
    await expect(other.fetch({ body: '{}', isQuery: false }, caller)).rejects.toMatchObject({ code: 'PROVIDER_ERROR' });
    expect(requests).toBe(before + 1);
    await other.close();
  });

  it.each([
    ['never begins', () => undefined],
    [
      'never ends',
      (_request: IncomingMessage, response: ServerResponse) => {
        response.writeHead(200, { 'content-type': json });
        const dripping = setInterval(() => response.write(' '), 20);
        response.on('close', () => clearInterval(dripping));
      },
    ],
  ])('is given up at its deadline when the answer %s', async (_what, slow) => {
    const other = subgraph(200);
    handler = slow;
    const started = Date.now();
    await expect(other.fetch({ body: '{}', isQuery: true }, caller)).rejects.toMatchObject({
      code: 'PROVIDER_TIMEOUT',
      message: 'The inference gateway did not answer in time',
    });
    expect(Date.now() - started).toBeLessThan(5_000);
    await other.close();
  });
});
