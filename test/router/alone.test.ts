/** `modelgraph router`: the router by itself, before subgraphs that know nothing of the platform. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import subgraphPackage from '@apollo/subgraph';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GraphQLError, graphql, parse } from 'graphql';
import { createClient } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocket, WebSocketServer } from 'ws';
import { composed } from './federation/shop-subgraphs.ts';
import { until } from './start-supergraph.ts';

const folder = mkdtempSync(join(tmpdir(), 'alone-'));
const file = join(folder, 'supergraph.graphql');
const command = fileURLToPath(new URL('../../client/cli/modelgraph.mjs', import.meta.url));

const typeDefs = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Query { thing(id: ID!): Thing fails: String whoAmI: String }
  type Subscription { ticks: Int! }
  type Thing @key(fields: "id") { id: ID! name: String! }
`;
const resolvers = {
  Query: {
    thing: (_: unknown, { id }: { id: string }) => ({ id }),
    fails() {
      throw new GraphQLError('The shop is closed', { extensions: { code: 'SHOP_CLOSED', stacktrace: ['secret'] } });
    },
    whoAmI: (_: unknown, _arguments: unknown, headers: Record<string, string>) => JSON.stringify(headers),
  },
  Subscription: {
    ticks: {
      async *subscribe() {
        yield { ticks: 1 };
        await new Promise(() => undefined);
      },
    },
  },
  Thing: { name: ({ id }: { id: string }) => `thing ${id}` },
};

let subgraph: Server;
let url: string;
let router: ChildProcess;
let output = '';
const address = (): string => output.match(/"url":"([^"]+)"/)?.[1] ?? '';

/** As anybody would write one: plain HTTP, graphql-ws, no identity. */
async function startSubgraph(): Promise<void> {
  const schema = subgraphPackage.buildSubgraphSchema([{ typeDefs: parse(typeDefs), resolvers: resolvers as never }]);
  subgraph = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', async () => {
      const { query, variables } = JSON.parse(body);
      const result = await graphql({ schema, source: query, variableValues: variables, contextValue: request.headers });
      response.setHeader('content-type', 'application/json').end(JSON.stringify(result));
    });
  });
  useServer({ schema }, new WebSocketServer({ server: subgraph, path: '/graphql' }));
  subgraph.listen(0, '127.0.0.1');
  await once(subgraph, 'listening');
  url = `http://127.0.0.1:${(subgraph.address() as AddressInfo).port}/graphql`;
}

const supergraph = (extra = '') =>
  composed([{ name: 'shop', url, typeDefs: typeDefs.replace('fails: String', `fails: String ${extra}`) }]);

async function ask(query: string) {
  const response = await fetch(address(), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers of many shapes, and fail on a wrong one.
  return (await response.json()) as any;
}

beforeAll(async () => {
  await startSubgraph();
  writeFileSync(file, supergraph());
  router = spawn(process.execPath, [command, 'router', '--supergraph', file, '--port', '0', '--no-auth'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  router.stderr?.on('data', (chunk) => (output += chunk));
  await until(() => address() !== '', 25_000);
});
afterAll(async () => {
  const ended = once(router, 'exit');
  router.kill('SIGTERM');
  expect((await ended)[0]).toBe(0);
  subgraph.closeAllConnections();
  subgraph.close();
  rmSync(folder, { recursive: true });
});

describe('the router alone', () => {
  it('serves everyone when told so, and tells the subgraphs nothing of who calls', async () => {
    expect(await ask('{ thing(id: "1") { name } }')).toEqual({ data: { thing: { name: 'thing 1' } } });
    const { data } = await ask('{ whoAmI }');
    expect(data.whoAmI).not.toMatch(/identity/);
  });

  it("passes on the subgraph's own errors, with code and service, and no stack trace", async () => {
    expect(await ask('{ fails thing(id: "1") { id } }')).toEqual({
      data: { fails: null, thing: { id: '1' } },
      errors: [
        { message: 'The shop is closed', path: ['fails'], extensions: { code: 'SHOP_CLOSED', service: 'shop' } },
      ],
    });
  });

  it('goes on with the old supergraph when the new one is cut off or no supergraph at all', async () => {
    writeFileSync(file, supergraph('more: Int').slice(0, 900));
    await until(() => output.includes('going on with the old one'), 10_000);
    expect((await ask('{ thing(id: "2") { name } }')).data).toEqual({ thing: { name: 'thing 2' } });
    rmSync(file);
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect((await ask('{ thing(id: "2") { name } }')).errors).toBeUndefined();
  });

  it('serves a new one that replaces the file, and ends subscriptions with the reason', async () => {
    const client = createClient({ url: address().replace('http', 'ws'), webSocketImpl: WebSocket, retryAttempts: 0 });
    const events = client.iterate<{ ticks: number }>({ query: 'subscription { ticks }' });
    expect((await events.next()).value).toEqual({ data: { ticks: 1 } });
    const end = events.next();
    end.catch(() => undefined);

    expect((await ask('{ more }')).errors[0].message).toMatch(/Cannot query field/);
    writeFileSync(`${file}.new`, supergraph('more: Int'));
    renameSync(`${file}.new`, file);
    await until(() => output.includes('the supergraph has changed'), 10_000);
    const { data } = await ask('{ __type(name: "Query") { fields { name } } }');
    expect(data.__type.fields).toContainEqual({ name: 'more' });
    expect((await ask('{ thing(id: "3") { name } }')).data).toEqual({ thing: { name: 'thing 3' } });
    await expect(end).rejects.toMatchObject([
      { message: 'The schema has changed; subscribe again', extensions: { code: 'SUBGRAPH_UNAVAILABLE' } },
    ]);
    await client.dispose();
  });
});

it.each([
  ['no supergraph is named', ['--no-auth'], /--supergraph <file>/],
  ['its file is not there', ['--supergraph', '/nowhere', '--no-auth'], /cannot be read/],
  ['an option is unknown', ['--supergraf', 'x'], /modelgraph router --help/],
])('says in one line what to do when %s', async (_what, words, message) => {
  const child = spawn(process.execPath, [command, 'router', ...words], { stdio: ['ignore', 'ignore', 'pipe'] });
  let text = '';
  child.stderr.on('data', (chunk) => (text += chunk));
  expect((await once(child, 'exit'))[0]).toBe(78);
  expect(text).toMatch(message);
});
