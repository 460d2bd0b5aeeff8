/** A subgraph's own HTTP API, answered in the router's process. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';
import type { Identity } from '../../platform/access.ts';
import type { Door } from '../../platform/doors.ts';
import { DomainError } from '../../platform/errors.ts';
import { openAiError } from '../../platform/openai-errors.ts';
import { type SubgraphServer, startSubgraphServer } from '../../platform/subgraph-server.ts';
import { goodKey, TestSupergraph, until } from './start-supergraph.ts';

interface Context {
  readonly identity: Identity;
  readonly signal: AbortSignal;
}

let subgraph: SubgraphServer;
let router: TestSupergraph;
/** Requests that the subgraph has begun to answer. */
let begun: Context[];
/** The events of the stream that is answered; undefined ends it. */
let events: AsyncIterable<string>;

const door: Door<Context> = {
  prefix: '/v1',
  routes: [
    {
      method: 'POST',
      path: '/whole',
      handle: async ({ body, context }) => ({ status: 200, body: made(context, body) }),
    },
    {
      method: 'POST',
      path: '/stream',
      handle: async ({ context }) => {
        made(context);
        return { events };
      },
    },
    {
      method: 'POST',
      path: '/slow',
      handle: ({ context }) =>
        new Promise((_resolve, reject) => {
          made(context);
          // As the gateway's work ends when it is given up, for whatever reason.
          context.signal.addEventListener('abort', () =>
            reject(new DomainError('PROVIDER_ERROR', 'The caller has left')),
          );
        }),
    },
  ],
  errorBody: openAiError,
};

function made(context: Context, body?: unknown): object {
  begun.push(context);
  return { body, groups: context.identity.groups };
}

beforeEach(async () => {
  begun = [];
  events = endless();
  router = new TestSupergraph();
  subgraph = await startSubgraphServer<Context>({
    host: '127.0.0.1',
    port: 0,
    logger: router.logger,
    schema: buildSchema('type Query { nothing: String }'),
    tokens: router.tokens,
    createContext: (caller) => caller,
    drainMilliseconds: 300,
    doors: [door],
  });
  router = await TestSupergraph.start({ inference: subgraph });
});
afterEach(async () => {
  await stopOnce(router);
  await stopOnce(subgraph);
});

const stopped = new Set<object>();
function stopOnce(running: { stop(): Promise<void> }): Promise<void> {
  if (stopped.has(running)) return Promise.resolve();
  stopped.add(running);
  return running.stop();
}

async function* endless(): AsyncGenerator<string> {
  for (;;) {
    yield 'more';
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const ask = (path: string, init: RequestInit = {}) =>
  fetch(`http://127.0.0.1:${router.router.port}${path}`, {
    method: 'POST',
    body: '{"a":1}',
    ...init,
    headers: { authorization: `Bearer ${goodKey}`, 'content-type': 'application/json', ...init.headers },
  });
const lastOf = (text: string): string | undefined => text.trimEnd().split('\n\n').at(-1);

describe('a request', () => {
  it('is answered in the name of who asks, with the headers of the router', async () => {
    const answered = await ask('/v1/whole');
    expect(await answered.json()).toEqual({ body: { a: 1 }, groups: ['data-science-team'] });
    expect(answered.headers.get('ratelimit-limit')).toMatch(/^\d+$/);
    expect(answered.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('without a good key, or too large, is refused before the subgraph begins', async () => {
    const stranger = await ask('/v1/whole', { headers: { authorization: 'Bearer wrong' } });
    expect([stranger.status, await stranger.json()]).toMatchObject([401, { error: { code: 'invalid_api_key' } }]);
    const large = await ask('/v1/whole', { body: `"${'x'.repeat(1024 * 1024)}"` });
    expect([large.status, await large.json()]).toMatchObject([413, { error: { code: 'payload_too_large' } }]);
    expect(begun).toEqual([]);
  });

  it('that says by itself who asks is not believed', async () => {
    const admin: Identity = { userId: 'eve', tier: 'INTERNAL', groups: ['admin'] };
    const headers = { 'x-modelgraph-identity': await router.tokens.sign(admin) };
    expect(await (await ask('/v1/whole', { headers })).json()).toMatchObject({ groups: ['data-science-team'] });
  });

  it('of a path or method that nobody serves is refused as the API does', async () => {
    const nowhere = await ask('/v1/nowhere');
    expect([nowhere.status, await nowhere.json()]).toMatchObject([404, { error: { code: 'not_found' } }]);
    const wrong = await ask('/v1/whole', { method: 'DELETE', body: null });
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'POST']);
  });

  it('is counted by the router and by the subgraph', async () => {
    await (await ask('/v1/whole')).text();
    const metricsAt = async (port: number) => (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    expect(await metricsAt(router.router.port)).toMatch(
      /modelgraph_subgraph_fetch_duration_seconds_count\{.*modelgraph_subgraph="inference".*\} 1/,
    );
    expect(await metricsAt(subgraph.port)).toMatch(/http_server_request_duration_seconds_count\{.*"\/v1\/whole".*\} 1/);
  });
});

describe('a client that leaves', () => {
  it.each(['/v1/stream', '/v1/slow'])('%s gives up what is done for it', async (path) => {
    const leaving = new AbortController();
    const asking = ask(path, { signal: leaving.signal }).catch(() => undefined);
    await until(() => begun.length === 1);
    await (path === '/v1/stream' ? asking : undefined);
    leaving.abort();
    await until(() => begun[0]?.signal.aborted === true);
    await asking;
  });
});

describe('a stream', () => {
  it('whose key is revoked ends, and its reader is told', async () => {
    const key = 'mg-to-be-revoked';
    const good = router.keys.get(goodKey);
    if (!good) throw new Error('There is a good key');
    router.keys.set(key, good);
    const answered = await ask('/v1/stream', { headers: { authorization: `Bearer ${key}` } });
    router.keys.set(key, { ...good, revokedAt: new Date().toISOString() });
    expect(lastOf(await answered.text())).toContain('"code":"invalid_api_key"');
  });

  it('that goes on when the router stops ends within its time, and its reader is told', async () => {
    const answered = await ask('/v1/stream');
    const stopping = stopOnce(router);
    expect(lastOf(await answered.text())).toContain('The router is stopping');
    await stopping;
  }, 15_000);
});

describe('a subgraph that stops', () => {
  it('lets what it has begun finish for a while, then ends it, and begins nothing more', async () => {
    const slow = ask('/v1/slow');
    await until(() => begun.length === 1);
    const stopping = stopOnce(subgraph);
    const late = await ask('/v1/whole');
    expect([late.status, begun.length]).toEqual([503, 1]);
    const ended = await slow;
    expect([ended.status, await ended.text()]).toEqual([503, expect.stringContaining('The server is stopping')]);
    await stopping;
  });
});
