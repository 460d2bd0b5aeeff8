/** Streams that last: shared, replayed to who comes late, gone on with over a subgraph's restart; and their HTTP protocols. */
import { EventEmitter, on } from 'node:events';
import subgraphPackage from '@apollo/subgraph';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { DomainError } from '../../platform/errors.ts';
import type { RunningServer } from '../../platform/http-server.ts';
import { startSubgraphServer } from '../../platform/subgraph-server.ts';
import { composed } from './federation/shop-subgraphs.ts';
import { goodKey, keyRecord, TestSupergraph, until } from './start-supergraph.ts';

const typeDefs = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Query { ready: Boolean }
  type Subscription {
    deploymentStatusChanged(modelId: ID, afterSequence: Int, resumeAfter: [DeploymentPositionInput!]): DeploymentStatusEvent!
  }
  input DeploymentPositionInput { deploymentId: ID! sequence: Int! }
  type DeploymentStatusEvent { sequence: Int! message: String deployment: Deployment! }
  type Deployment @key(fields: "id") { id: ID! }
`;
const otherTypeDefs = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Query { other: Boolean }
  type Deployment @key(fields: "id") { id: ID! routable: Boolean! }
`;

/** A registry of one deployment "d", whose history outlives its restarts. */
class Deployments {
  readonly events = new EventEmitter().setMaxListeners(0);
  readonly history: { sequence: number; message: string; deployment: { id: string } }[] = [];
  subscriptions = 0;
  subscribers = 0;
  /** Where subscribers asked to go on. */
  readonly resumed: unknown[] = [];

  advance(): void {
    const sequence = this.history.length + 1;
    const event = { sequence, message: 'x'.repeat(sequence === 500 ? 10 : 1), deployment: { id: 'd' } };
    this.history.push(event);
    this.events.emit('change', event);
  }

  async *stream(after: number | undefined, signal: AbortSignal) {
    this.subscriptions += 1;
    this.subscribers += 1;
    try {
      const changes = on(this.events, 'change', { signal });
      let last = after ?? Math.max(0, this.history.length - 1);
      for (const event of this.history.slice(last)) {
        last = event.sequence;
        yield event;
      }
      for await (const [event] of changes) if (event.sequence > last) yield event;
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      this.subscribers -= 1;
    }
  }
}

const deployments = new Deployments();
let supergraph: TestSupergraph;
let registry: RunningServer;
let other: RunningServer;
/** Requests for what the other subgraph adds. */
let entityRequests = 0;

function startRegistry(port = 0): Promise<RunningServer> {
  const resolvers = {
    Subscription: {
      deploymentStatusChanged: {
        subscribe(
          _: unknown,
          request: { modelId: string; resumeAfter?: { sequence: number }[] },
          { signal }: { signal: AbortSignal },
        ) {
          if (request.modelId === 'refused') throw new DomainError('FORBIDDEN', 'Not for you');
          if (request.resumeAfter) deployments.resumed.push(request.resumeAfter);
          return deployments.stream(request.resumeAfter?.[0]?.sequence, signal);
        },
        resolve: (event: unknown) => event,
      },
    },
  };
  return serve(typeDefs, resolvers, port);
}

function serve(text: string, resolvers: object, port = 0): Promise<RunningServer> {
  return startSubgraphServer({
    host: '127.0.0.1',
    port,
    logger: supergraph.logger,
    tokens: supergraph.tokens,
    schema: subgraphPackage.buildSubgraphSchema([{ typeDefs: parse(text), resolvers: resolvers as never }]),
    createContext: (caller) => caller,
  });
}

let base: TestSupergraph;
beforeAll(async () => {
  base = await TestSupergraph.start();
  supergraph = base;
  registry = await startRegistry();
  other = await serve(otherTypeDefs, {
    Deployment: {
      __resolveReference(reference: object) {
        entityRequests += 1;
        return reference;
      },
      routable: () => true,
    },
  });
  supergraph = await TestSupergraph.start({
    supergraphSdl: composed([
      { name: 'registry', typeDefs },
      { name: 'other', typeDefs: otherTypeDefs },
    ]),
    urls: {
      registry: `http://127.0.0.1:${registry.port}/graphql`,
      other: `http://127.0.0.1:${other.port}/graphql`,
    },
  });
});
afterAll(async () => {
  await supergraph.stop();
  await Promise.all([registry.stop(), other.stop(), base.stop()]);
});

const query = 'subscription ($id: ID) { deploymentStatusChanged(modelId: $id) { sequence deployment { routable } } }';

/** Subscribes over graphql-ws, and collects the sequences that come. */
function follow(id: string, key = goodKey, text = query) {
  const sequences: number[] = [];
  const ended: unknown[] = [];
  const leave = supergraph.socket({ 'x-api-key': key }).subscribe<{ deploymentStatusChanged: { sequence: number } }>(
    { query: text, variables: { id } },
    {
      next: ({ data }) => void sequences.push(data?.deploymentStatusChanged.sequence ?? -1),
      error: (error) => void ended.push(error),
      complete: () => void ended.push('complete'),
    },
  );
  return { sequences, ended, leave };
}

/** Streams over plain HTTP. */
async function stream(accept: string, id: string, headers: Record<string, string> = {}) {
  const leaving = new AbortController();
  const response = await fetch(supergraph.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': goodKey, accept, ...headers },
    body: JSON.stringify({ query, variables: { id } }),
    signal: leaving.signal,
  });
  let text = '';
  const reading = (async () => {
    for await (const chunk of response.body ?? []) text += Buffer.from(chunk).toString();
  })().catch(() => undefined);
  return { response, text: () => text, leave: () => leaving.abort(), reading };
}

describe('equal subscriptions of equally entitled callers', () => {
  it('share one stream of the subgraph, and what the other subgraph adds is asked for once an event', async () => {
    deployments.advance();
    const opened = deployments.subscriptions;
    const all = Array.from({ length: 12 }, () => follow('shared'));
    await until(() => all.every(({ sequences }) => sequences.length === 1));
    expect(deployments.subscriptions).toBe(opened + 1);
    const before = entityRequests;
    deployments.advance();
    await until(() => all.every(({ sequences }) => sequences.length === 2));
    expect(entityRequests).toBe(before + 1);

    const late = follow('shared');
    await until(() => late.sequences.length === 1);
    deployments.advance();
    await until(() => [...all, late].every(({ sequences }) => sequences.at(-1) === 3));
    expect(late.sequences).toEqual([2, 3]);
    expect(deployments.subscribers).toBe(1);
    for (const { leave } of [...all, late]) leave();
    await until(() => deployments.subscribers === 0);
  });

  it('do not share it with callers of other groups', async () => {
    const identity = { userId: 'eve', tier: 'STANDARD', groups: ['another-team'] } as const;
    supergraph.keys.set('mg-eve', keyRecord({ identity }));
    const [mine, hers] = [follow('apart'), follow('apart', 'mg-eve')];
    await until(() => mine.sequences.length === 1 && hers.sequences.length === 1);
    expect(deployments.subscribers).toBe(2);
    mine.leave();
    hers.leave();
    await until(() => deployments.subscribers === 0);
  });

  it('end one by one when a key is revoked', async () => {
    const identity = keyRecord().identity;
    supergraph.keys.set('mg-second', keyRecord({ identity }));
    const [first, second] = [follow('revoked'), follow('revoked', 'mg-second')];
    await until(() => first.sequences.length === 1 && second.sequences.length === 1);
    supergraph.keys.set('mg-second', keyRecord({ identity, revokedAt: new Date().toISOString() }));
    await until(() => second.ended.length === 1, 5_000);
    expect(second.ended[0]).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    deployments.advance();
    await until(() => first.sequences.length === 2);
    expect(first.ended).toEqual([]);
    first.leave();
    await until(() => deployments.subscribers === 0);
  });
});

describe('a subgraph that is restarted', () => {
  it('is subscribed to again where the stream was: no event is lost, none comes twice', async () => {
    const [one, two] = [follow('restart'), follow('restart')];
    await until(() => one.sequences.length === 1 && two.sequences.length === 1);
    const [first = 0] = one.sequences;
    deployments.advance();
    await until(() => one.sequences.length === 2);
    const { port } = registry;
    await registry.stop();
    await until(() => deployments.subscribers === 0);
    for (let event = 0; event < 5; event += 1) deployments.advance();
    registry = await startRegistry(port);
    await until(() => one.sequences.length === 7 && two.sequences.length === 7, 10_000);
    deployments.advance();
    await until(() => one.sequences.length === 8 && two.sequences.length === 8);
    expect(one.sequences).toEqual(Array.from({ length: 8 }, (_, n) => first + n));
    expect(two.sequences).toEqual(one.sequences);
    expect(deployments.resumed.at(-1)).toMatchObject([{ deploymentId: 'd', sequence: first + 1 }]);
    expect(one.ended).toEqual([]);
    one.leave();
    two.leave();
    await until(() => deployments.subscribers === 0);
  });
});

describe('subscriptions over plain HTTP', () => {
  it('come as server-sent events, with the status first', async () => {
    const events = await stream('text/event-stream', 'sse');
    expect(events.response.headers.get('content-type')).toMatch('text/event-stream');
    await until(() => events.text().includes('event: next'));
    deployments.advance();
    const last = deployments.history.length;
    await until(() => events.text().includes(`"sequence":${last}`));
    expect(events.text()).toContain(
      `event: next\ndata: {"data":{"deploymentStatusChanged":{"sequence":${last},"deployment":{"routable":true}}}}\n\n`,
    );
    events.leave();
    await until(() => deployments.subscribers === 0);
  });

  it("come in Apollo's multipart protocol", async () => {
    const accept = 'multipart/mixed;boundary="graphql";subscriptionSpec=1.0,application/json';
    const parts = await stream(accept, 'multipart');
    expect(parts.response.headers.get('content-type')).toBe('multipart/mixed;boundary="graphql";subscriptionSpec=1.0');
    await until(() => parts.text().includes('payload'));
    const [, body = ''] = parts.text().split('\r\n\r\n');
    expect(JSON.parse(body.split('\r\n--graphql')[0] ?? '')).toMatchObject({
      payload: { data: { deploymentStatusChanged: { deployment: { routable: true } } } },
    });
    parts.leave();
    await until(() => deployments.subscribers === 0);
  });

  it('end with the coded error of the subgraph', async () => {
    const events = await stream('text/event-stream', 'refused');
    await events.reading;
    expect(events.text()).toMatch(/"code":"FORBIDDEN","service":"registry".*\n\nevent: complete\ndata:/s);
    const parts = await stream('multipart/mixed;subscriptionSpec=1.0', 'refused');
    await parts.reading;
    expect(parts.text()).toMatch(/"code":"FORBIDDEN".*--graphql--\r\n$/s);
  });

  it('are refused as a whole without a key, and for a document that is not valid', async () => {
    const withoutKey = await stream('text/event-stream', 'x', { 'x-api-key': 'mg-wrong' });
    expect(withoutKey.response.status).toBe(401);
    const response = await fetch(supergraph.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': goodKey, accept: 'text/event-stream' },
      body: JSON.stringify({ query: 'subscription { nothing }' }),
    });
    expect(response.status).toBe(400);
  });

  it('a query may be asked for as a stream of one', async () => {
    const response = await fetch(supergraph.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': goodKey, accept: 'text/event-stream' },
      body: JSON.stringify({ query: '{ __typename }' }),
    });
    expect(await response.text()).toBe(
      ':\n\nevent: next\ndata: {"data":{"__typename":"Query"}}\n\nevent: complete\ndata:\n\n',
    );
  });
});
