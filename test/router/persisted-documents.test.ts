/** Documents that are named instead of sent, and a router that runs nothing else. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { type RedisServer, startRedis } from '../../infra/local/redis.ts';
import { SetupError } from '../../platform/config.ts';
import { readManifest } from '../../router/guards/persisted-documents.ts';
import { type StartedDoors, startDoors } from './start-doors.ts';
import { goodKey, TestSupergraph } from './start-supergraph.ts';

const directory = mkdtempSync(join(tmpdir(), 'modelgraph-documents-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const json = { 'content-type': 'application/json', 'x-api-key': goodKey };
async function post(url: string, body: object) {
  const response = await fetch(url, { method: 'POST', headers: json, body: JSON.stringify(body) });
  // biome-ignore lint/suspicious/noExplicitAny: a wrong shape fails the test.
  return { status: response.status, body: (await response.json()) as any };
}
const persisted = (query: string) => ({
  persistedQuery: { version: 1, sha256Hash: createHash('sha256').update(query).digest('hex') },
});

describe('automatic persisted queries', () => {
  let server: RedisServer;
  let redis: Redis;
  let one: TestSupergraph;
  let other: TestSupergraph;
  beforeAll(async () => {
    server = await startRedis({ directory, environment: { REDIS_EMBEDDED: 'memory' } });
    redis = new Redis(server.url);
    one = await TestSupergraph.start({ guards: { redis } });
    other = await TestSupergraph.start({ guards: { redis } });
  });
  afterAll(async () => {
    await Promise.all([one.stop(), other.stop()]);
    redis.disconnect();
    await server.close();
  });

  it('are unknown at first, sent once, and known to every router', async () => {
    const query = '{ providers }';
    const unknown = await post(one.url, { extensions: persisted(query) });
    expect(unknown.body.errors[0].extensions.code).toBe('PERSISTED_QUERY_NOT_FOUND');
    const wrong = await post(one.url, { query: '{ caller { userId } }', extensions: persisted(query) });
    expect(wrong.status).toBe(400);
    expect((await post(one.url, { query, extensions: persisted(query) })).status).toBe(200);
    expect(await post(other.url, { extensions: persisted(query) })).toEqual({
      status: 200,
      body: { data: { providers: ['local'] } },
    });
  });

  it('are so over WebSocket and over HTTP streams', async () => {
    const query = 'subscription { completionStream(prompt: "once more") { delta } }';
    const named = { query: '', extensions: persisted(query) };
    const first = one.socket().iterate(named).next();
    await expect(first).rejects.toMatchObject([{ extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }]);
    for (const accept of streams) {
      expect(await streamed(one.url, accept, { extensions: persisted(query) })).toMatch('PERSISTED_QUERY_NOT_FOUND');
    }
    const wrong = one
      .socket()
      .iterate({ query: '{ providers }', extensions: persisted(query) })
      .next();
    await expect(wrong).rejects.toMatchObject([{ message: 'provided sha does not match query' }]);

    const told = [];
    for await (const { data } of one.socket().iterate({ query, extensions: persisted(query) })) told.push(data);
    expect(told).toEqual([{ completionStream: { delta: 'once' } }, { completionStream: { delta: 'more' } }]);
    const [known] = [(await other.socket().iterate(named).next()).value];
    expect(known).toEqual({ data: { completionStream: { delta: 'once' } } });
    for (const accept of streams) {
      expect(await streamed(other.url, accept, { extensions: persisted(query) })).toMatch(/"once".*"more"/s);
    }
  });
});

/** What the router answers to a request for a stream. */
async function streamed(url: string, accept: string, body: object): Promise<string> {
  const response = await fetch(url, { method: 'POST', headers: { ...json, accept }, body: JSON.stringify(body) });
  return response.text();
}
const streams = ['text/event-stream', 'multipart/mixed;subscriptionSpec=1.0'];

describe('a router that runs trusted documents only', () => {
  const manifestFile = join(directory, 'manifest.json');
  const listed = 'query Trusted { modelCatalog { stale } }';
  const listedSubscription =
    'subscription Watch($input: CompletionInput!) { completionStream(input: $input) { delta } }';
  let doors: StartedDoors;
  beforeAll(async () => {
    const operations = [
      { id: 'trusted-1', name: 'Trusted', type: 'query', body: 'query Trusted {\n  modelCatalog { stale }\n}' },
      { id: 'watch-1', name: 'Watch', type: 'subscription', body: listedSubscription },
    ];
    writeFileSync(manifestFile, JSON.stringify({ format: 'apollo-persisted-query-manifest', version: 1, operations }));
    doors = await startDoors({ guards: { manifest: readManifest(manifestFile), onlyTrustedDocuments: true } });
  });
  afterAll(() => doors.stop());

  it('runs what is on the list, by name or by text, white space aside', async () => {
    const { url } = doors.supergraph;
    const byName = await post(url, { extensions: { persistedQuery: { version: 1, sha256Hash: 'trusted-1' } } });
    expect(byName.body.errors?.[0]?.extensions.code).not.toBe('DOCUMENT_NOT_TRUSTED');
    expect(byName.body.data).toBeDefined();
    expect((await post(url, { query: listed })).body.data).toBeDefined();
  });

  it('refuses everything else, over HTTP and over WebSocket, and learns no new ones', async () => {
    const other = '{ modelCatalog { source } }';
    const refused = await post(doors.supergraph.url, { query: other, extensions: persisted(other) });
    expect([refused.status, refused.body.errors[0].extensions.code]).toEqual([403, 'DOCUMENT_NOT_TRUSTED']);
    const named = await post(doors.supergraph.url, { extensions: persisted(other) });
    expect(named.body.errors[0].extensions.code).toBe('PERSISTED_QUERY_NOT_FOUND');

    const socket = doors.supergraph.socket();
    const { value } = await socket.iterate({ query: other }).next();
    expect(value.errors[0].extensions.code).toBe('DOCUMENT_NOT_TRUSTED');
    const input = { messages: [{ role: 'USER', content: 'hello' }] };
    const unlisted = listedSubscription.replace('delta', 'delta finishReason');
    const refusedStream = await socket.iterate({ query: unlisted, variables: { input } }).next();
    expect(refusedStream.value.errors[0].extensions.code).toBe('DOCUMENT_NOT_TRUSTED');
    const byName = { variables: { input }, extensions: { persistedQuery: { version: 1, sha256Hash: 'watch-1' } } };
    for (const accept of streams) {
      const body = { query: unlisted, variables: { input } };
      expect(await streamed(doors.supergraph.url, accept, body)).toMatch('DOCUMENT_NOT_TRUSTED');
      expect(await streamed(doors.supergraph.url, accept, byName)).toMatch('{"delta":"You "}');
    }
    for (const operation of [
      { query: listedSubscription, variables: { input } },
      { query: '', ...byName },
    ]) {
      const watched = await socket.iterate(operation).next();
      expect(watched.value).toEqual({ data: { completionStream: { delta: 'You ' } } });
    }
  });

  it('keeps its other doors, whose documents are our own', async () => {
    const statistics = await fetch(`${doors.origin}/api/v1/statistics`, { headers: json });
    expect(statistics.status).toBe(200);
    const stream = await fetch(`${doors.origin}/v1/chat/completions`, {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ model: 'gpt-4', messages: [{ role: 'user', content: 'hello' }], stream: true }),
    });
    expect(await stream.text()).toContain('[DONE]');
  });

  it.each([
    ['is not there', undefined, /cannot be read/],
    ['is no JSON', '{', /cannot be read/],
    ['is of another format', '{"operations":[]}', /not an Apollo persisted query manifest: format/],
    [
      'holds no GraphQL',
      '{"format":"apollo-persisted-query-manifest","version":1,"operations":[{"id":"a","name":"A","body":"{"}]}',
      /no GraphQL under "a"/,
    ],
  ])('says what is wrong with a list that %s', (_what, text, message) => {
    const path = join(directory, 'bad.json');
    rmSync(path, { force: true });
    if (text !== undefined) writeFileSync(path, text);
    expect(() => readManifest(path)).toThrow(SetupError);
    expect(() => readManifest(path)).toThrow(message);
  });
});
