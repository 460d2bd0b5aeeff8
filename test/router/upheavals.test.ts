/** What queries and streams live through: a subgraph that is killed, a supergraph that is replaced, clients that stop reading. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import subgraphPackage from '@apollo/subgraph';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { WebSocket } from 'ws';
import type { RunningServer } from '../../platform/http-server.ts';
import { startSubgraphServer } from '../../platform/subgraph-server.ts';
import { composed } from './federation/shop-subgraphs.ts';
import { type Followed, follow, wires } from './followers.ts';
import { goodKey, secret, TestSupergraph, until } from './start-supergraph.ts';

const otherTypeDefs = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Query { other: String }
  type Deployment @key(fields: "id") { id: ID! routable: Boolean! }
`;
const otherResolvers = {
  Query: { other: () => 'here' },
  Deployment: { __resolveReference: (reference: object) => reference, routable: () => true },
};
/** Long, since a process is started on a machine that may be busy. */
const startMilliseconds = 30_000;
const eventMilliseconds = 15_000;

let registry: ChildProcess;
let registryTypeDefs = '';
let changes = 0;
let other: RunningServer;
let supergraph: TestSupergraph;
const asked: unknown[] = [];

/** Starts the registry at `port`, with the history it should have by now. */
async function startRegistry(port: number): Promise<number> {
  const program = fileURLToPath(new URL('killable-registry.ts', import.meta.url));
  registry = spawn(process.execPath, [program, `${port}`, `${changes}`], {
    env: { ...process.env, INTERNAL_SECRET: secret, LOG_LEVEL: 'fatal' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const [told] = await once(registry, 'message');
  registryTypeDefs = told.typeDefs;
  registry.on('message', (message) => asked.push(message));
  return told.port;
}

function change(messageLength = 1): void {
  changes += 1;
  registry.send({ change: messageLength });
}

const served = (registryPart: string): string =>
  composed([
    { name: 'registry', typeDefs: registryPart },
    { name: 'other', typeDefs: otherTypeDefs },
  ]);

let port: number;
beforeAll(async () => {
  const base = { tokens: new TestSupergraph().tokens, logger: new TestSupergraph().logger };
  port = await startRegistry(0);
  other = await startSubgraphServer({
    host: '127.0.0.1',
    port: 0,
    ...base,
    schema: subgraphPackage.buildSubgraphSchema([{ typeDefs: parse(otherTypeDefs), resolvers: otherResolvers }]),
    createContext: (caller) => caller,
  });
  supergraph = await TestSupergraph.start({
    supergraphSdl: served(registryTypeDefs),
    urls: { registry: `http://127.0.0.1:${port}/graphql`, other: `http://127.0.0.1:${other.port}/graphql` },
  });
}, startMilliseconds);
afterAll(async () => {
  await supergraph.stop();
  await other.stop();
  registry.kill('SIGKILL');
});

const watch = 'subscription ($after: [DeploymentPositionInput!]) { deploymentStatusChanged(resumeAfter: $after) ';
const selection = '{ sequence deployment { routable } }';

function followed(text = `${watch} ${selection} }`, variables: Record<string, unknown> = {}): Followed[] {
  const router = { url: supergraph.url, apiKey: goodKey, socket: () => supergraph.socket() };
  return wires.map((wire) => follow(wire, router, { query: text, variables }));
}

const sequences = ({ results }: Followed): number[] => results.map(({ data }) => data.deploymentStatusChanged.sequence);

async function untilAllHave(streams: readonly Followed[], sequence: number): Promise<void> {
  await until(() => streams.every((stream) => sequences(stream).at(-1) === sequence), eventMilliseconds);
}

const fromTo = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

it('a subgraph killed while it answers costs its part; its streams go on when it is back, and answers are whole again', async () => {
  change();
  const streams = followed();
  await untilAllHave(streams, 1);
  const query = '{ heldBack other deployment { id routable } }';
  const answering = supergraph.query(query);
  await until(() => asked.length === 1, eventMilliseconds);
  registry.kill('SIGKILL');
  await once(registry, 'exit');
  const { status, body } = await answering;
  expect(status).toBe(200);
  expect(body.data).toEqual({ heldBack: null, other: 'here', deployment: null });
  expect(body.errors).toEqual([
    {
      message: 'The registry cannot be reached',
      extensions: { code: 'REGISTRY_UNAVAILABLE', service: 'registry' },
    },
  ]);

  changes += 3;
  await startRegistry(port);
  await untilAllHave(streams, 4);
  change();
  await untilAllHave(streams, 5);
  for (const stream of streams) {
    expect(sequences(stream)).toEqual(fromTo(1, 5));
    expect(stream.ended).toEqual([]);
    stream.leave();
  }
  const whole = supergraph.query(query);
  await until(() => asked.length === 2, eventMilliseconds);
  registry.send('answer');
  expect((await whole).body).toEqual({
    data: { heldBack: 'answered', other: 'here', deployment: { id: 'd', routable: true } },
  });
}, 60_000);

describe('when the supergraph is replaced', () => {
  const withMore = () => registryTypeDefs.replace('heldBack: String', 'heldBack: String more: Int');

  it('streams that last go on with the new one where they were, on every wire', async () => {
    change();
    const streams = followed();
    await untilAllHave(streams, changes);
    const first = changes;
    supergraph.router.replaceSupergraph(served(withMore()));
    for (let event = 0; event < 3; event += 1) change();
    await untilAllHave(streams, changes);
    supergraph.router.replaceSupergraph(served(registryTypeDefs));
    change();
    const late = followed();
    await untilAllHave([...streams, ...late], changes);
    for (const stream of streams) {
      expect(sequences(stream)).toEqual(fromTo(first, changes));
      expect(stream.results.at(-1)?.data.deploymentStatusChanged.deployment).toEqual({ routable: true });
    }
    for (const stream of [...streams, ...late]) {
      expect(stream.ended).toEqual([]);
      stream.leave();
    }
  });

  it('those that are not valid any more end with the reason, and are resumed by the last sequence', async () => {
    const streams = followed(`${watch} { sequence deployment { id routable } } }`);
    await untilAllHave(streams, changes);
    const without = otherTypeDefs.replace('routable: Boolean!', 'serving: Boolean!');
    supergraph.router.replaceSupergraph(
      composed([
        { name: 'registry', typeDefs: registryTypeDefs },
        { name: 'other', typeDefs: without },
      ]),
    );
    await until(() => streams.every(({ ended }) => ended.length === 1), eventMilliseconds);
    for (const { ended } of streams) {
      expect(ended[0]).toMatchObject([
        { message: 'The schema has changed; subscribe again', extensions: { code: 'SUBGRAPH_UNAVAILABLE' } },
      ]);
    }
    const last = changes;
    for (let event = 0; event < 2; event += 1) change();
    const resumed = followed(`${watch} { sequence } }`, { after: [{ deploymentId: 'd', sequence: last }] });
    await untilAllHave(resumed, changes);
    for (const stream of resumed) {
      expect(sequences(stream)).toEqual([last + 1, last + 2]);
      stream.leave();
    }
  });
});

it('a subgraph whose resolver returns no stream costs the one who asked for it, with a code', async () => {
  const streams = followed(`${watch} { sequence } }`);
  await untilAllHave(streams, changes);
  const [broken] = followed('subscription { brokenStream }');
  await until(() => broken?.ended.length === 1, eventMilliseconds);
  expect(broken?.results).toMatchObject([
    { data: { brokenStream: null }, errors: [{ extensions: { code: 'INTERNAL_SERVER_ERROR', service: 'registry' } }] },
  ]);
  change();
  await untilAllHave(streams, changes);
  for (const stream of streams) {
    expect(sequences(stream)).toEqual([changes - 1, changes]);
    stream.leave();
  }
});

describe('a client that stops reading', () => {
  const query = `${watch} { sequence message } }`;

  it('is told to go on after the last sequence it has, loses no event, and holds up nobody else', async () => {
    change();
    const first = changes;
    const reading = followed(`${watch} { sequence } }`);
    const stopped = new WebSocket(supergraph.url.replace('http', 'ws'), 'graphql-transport-ws');
    const closed = once(stopped, 'close');
    const received: number[] = [];
    stopped.on('message', (data) => {
      const { type, payload } = JSON.parse(String(data));
      if (type === 'connection_ack') {
        stopped.send(JSON.stringify({ id: 'ü', type: 'subscribe', payload: { query } }));
      }
      if (type === 'next') received.push(payload.data.deploymentStatusChanged.sequence);
    });
    await once(stopped, 'open');
    stopped.send(JSON.stringify({ type: 'connection_init', payload: { apiKey: goodKey } }));
    const stoppedOverHttp = await fetch(supergraph.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': goodKey, accept: 'text/event-stream' },
      body: JSON.stringify({ query }),
    });
    await until(() => received.length === 1, eventMilliseconds);
    await untilAllHave(reading, first);
    stopped.pause();

    // More than the kernel takes for a connection.
    for (let event = 0; event < 200; event += 1) {
      change(100_000);
      if (event % 10 === 0) await untilAllHave(reading, changes);
    }
    await untilAllHave(reading, changes);
    for (const stream of reading) {
      expect(sequences(stream)).toEqual(fromTo(first, changes));
      stream.leave();
    }

    stopped.resume();
    const [code, reason] = await closed;
    expect([code, String(reason)]).toEqual([4290, 'You fell behind: subscribe again after the last sequence you have']);
    const last = received.at(-1) ?? 0;
    expect(last).toBeLessThan(changes);
    expect(received).toEqual(fromTo(first, last));
    const text = await stoppedOverHttp.text();
    expect(text).toMatch(/You fell behind.*"code":"RATE_LIMITED".*event: complete/s);

    const resumed = followed(`${watch} { sequence } }`, { after: [{ deploymentId: 'd', sequence: last }] });
    await untilAllHave(resumed, changes);
    for (const stream of resumed) {
      expect(sequences(stream)).toEqual(fromTo(last + 1, changes));
      stream.leave();
    }
  }, 60_000);

  it('of log lines slows down its subgraph, and is not cut off', async () => {
    const before = asked.length;
    const stopped = new WebSocket(supergraph.url.replace('http', 'ws'), 'graphql-transport-ws');
    let closedWith: number | undefined;
    stopped.on('close', (code) => {
      closedWith = code;
    });
    const numbers: number[] = [];
    const logs = 'subscription { deploymentLogs(deploymentId: "d") { number lines } }';
    stopped.on('message', (data) => {
      const { type, payload } = JSON.parse(String(data));
      if (type === 'connection_ack')
        stopped.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: logs } }));
      if (type === 'next') numbers.push(payload.data.deploymentLogs.number);
    });
    await once(stopped, 'open');
    stopped.send(JSON.stringify({ type: 'connection_init', payload: { apiKey: goodKey } }));
    await until(() => numbers.length > 0, eventMilliseconds);
    stopped.pause();
    let reached = -1;
    while (asked.length !== reached) {
      reached = asked.length;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    stopped.resume();
    await until(() => numbers.length > reached - before + 50, eventMilliseconds);
    expect(numbers).toEqual(fromTo(1, numbers.length));
    expect(closedWith).toBeUndefined();
    stopped.terminate();
  });
});
