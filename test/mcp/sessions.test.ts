/** Sessions of MCP clients: how many there may be, how long they last, and what becomes of them when the router stops. */
import { join } from 'node:path';
import { afterEach, expect, it } from '@jest/globals';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { freePort } from '../../infra/local/free-port.ts';
import { startServing } from './start-context-servers.ts';
import { eventually } from './start-mcp.ts';

const opening = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'test', version: '1' } };
const stopping: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stopping.splice(0)) await stop();
});

/** Calls of its tool are answered by `answer`. */
async function start(limits: object = {}, port = 0) {
  const called = Promise.withResolvers<void>();
  const waiting = Promise.withResolvers<CallToolResult>();
  const tools = [{ name: 'wait', inputSchema: { type: 'object' as const } }];
  const callTool = async () => {
    called.resolve();
    return waiting.promise;
  };
  const server = await startServing({ listTools: async () => tools, callTool }, { limits, port });
  stopping.push(server.kill);

  const post = (user: string, method: string, session?: string) =>
    fetch(server.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        'x-api-key': user,
        ...(session && { 'mcp-session-id': session }),
      },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: method === 'initialize' ? opening : {} }),
    });
  return {
    ...server,
    called: called.promise,
    answer: (text: string) => waiting.resolve({ content: [{ type: 'text', text }] }),
    /** The session, or the status of the refusal. */
    async open(user: string): Promise<string | number> {
      const answer = await post(user, 'initialize');
      await answer.text();
      return answer.headers.get('mcp-session-id') ?? answer.status;
    },
    async statusOf(user: string, session: string | number): Promise<number> {
      const answer = await post(user, 'tools/list', String(session));
      await answer.text();
      return answer.status;
    },
    async connect(user: string) {
      const client = new Client({ name: user, version: '1.0.0' });
      const requestInit = { headers: { 'x-api-key': user } };
      await client.connect(new StreamableHTTPClientTransport(new URL(server.url), { requestInit }) as Transport);
      stopping.unshift(() => client.close());
      return client;
    },
  };
}

it('are few: the one a user has not used for longest makes room, never another user’s', async () => {
  const { open, statusOf } = await start({ mostSessionsPerUser: 2, mostSessions: 3 });
  const [first, second, ofBob] = [await open('ann'), await open('ann'), await open('bob')];
  expect(await open('cleo')).toBe(429);
  expect(await statusOf('ann', first)).toBe(200);
  const third = await open('ann');
  expect(await statusOf('ann', second)).toBe(404);
  for (const session of [first, third]) expect(await statusOf('ann', session)).toBe(200);
  expect(await statusOf('bob', ofBob)).toBe(200);
});

it('that have a stream open are in use, and make no room', async () => {
  const { connect, open } = await start({ mostSessionsPerUser: 1 });
  const client = await connect('ann');
  await eventually(
    () => open('ann'),
    (outcome) => outcome === 429,
  );
  expect((await client.listTools()).tools).toHaveLength(1);
});

it('end when they idle', async () => {
  const { open, statusOf } = await start({ idleMilliseconds: 100 });
  const session = await open('ann');
  // To ask for it is to use it, so it is asked for once, when it has idled for long.
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  expect(await statusOf('ann', session)).toBe(404);
});

it('have what is under way answered when the router stops, and take no more', async () => {
  const { connect, called, answer, drain, url } = await start();
  const client = await connect('ann');
  const calling = client.callTool({ name: 'wait' });
  await called;
  const drained = drain();
  const refused = await fetch(url, { method: 'POST', body: '{}' });
  expect([refused.status, await refused.text()]).toEqual([503, expect.stringContaining('The router is stopping')]);
  answer('just in time');
  expect((await calling).content).toEqual([{ type: 'text', text: 'just in time' }]);
  await drained;
});

it('are opened anew by `modelgraph mcp` after a restart of the router', async () => {
  const port = await freePort();
  const first = await start({}, port);
  const command = join(import.meta.dirname, '../../client/cli/modelgraph.mjs');
  const words = [command, 'mcp', '--url', first.url, '--key', 'mg-key'];
  const client = new Client({ name: 'desktop', version: '1.0.0' });
  await client.connect(new StdioClientTransport({ command: process.execPath, args: words, stderr: 'inherit' }));
  stopping.unshift(() => client.close());
  expect((await client.listTools()).tools).toHaveLength(1);
  await first.kill();
  await start({}, port);
  const tools = await eventually(
    () =>
      client.listTools().then(
        (answer) => answer.tools,
        () => [],
      ),
    ({ length }) => length > 0,
  );
  expect(tools).toHaveLength(1);
});
