/** The protocol's own conformance suite against our door, and against our client. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it } from '@jest/globals';
import { createLogger } from '../../platform/logging.ts';
import { mcpDoor } from '../../router/mcp/door.ts';
import { allowedHosts, isLoopbackOrigin } from '../../router/mcp/request-source.ts';
import { temporaryFolder } from '../infra/temporary-folder.ts';
import { conformanceContent } from './conformance-content.ts';

const root = join(import.meta.dirname, '../..');
const suite = join(root, 'node_modules/@modelcontextprotocol/conformance/dist/index.js');
const folder = temporaryFolder();

/** The suite sends no key; who may come in is tested elsewhere. */
const identity = { userId: 'conformance', tier: 'STANDARD', groups: [] } as const;

async function run(...words: string[]) {
  const child = spawn(process.execPath, [suite, ...words], {
    cwd: root,
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const [output, faults, code] = await Promise.all([text(child.stdout), text(child.stderr), exited]);
  return { code, output: output + faults };
}

it('is passed by our server, every scenario of the active suite', async () => {
  const door = mcpDoor({
    enter: async () => identity,
    authenticate: async () => identity,
    content: async () => conformanceContent,
    source: { hosts: allowedHosts('127.0.0.1', []) ?? [], isAllowedOrigin: isLoopbackOrigin },
    sessions: true,
    authorizationServers: [],
    logger: createLogger('door-of-the-test'),
  });
  const server = createServer((request, response) => {
    const route = door.routes[`${request.method} ${request.url}`];
    if (route) void route(request, response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = server.address() as AddressInfo;
    const { code, output } = await run('server', '--url', `http://localhost:${port}/mcp`);
    const total = /Total: (\d+) passed, (\d+) failed/.exec(output);
    if (code !== 0) process.stderr.write(output);
    expect({ code, passed: Number(total?.[1]), failed: Number(total?.[2]) }).toEqual({
      code: 0,
      passed: 40,
      failed: 0,
    });
  } finally {
    await door.drain();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}, 120_000);

it('is passed by our client, every scenario there is', async () => {
  const program = (name: string) => join(import.meta.dirname, name);
  const client = spawn(process.execPath, [program('conformance-scenarios.ts'), folder], {
    env: { ...process.env, NODE_OPTIONS: '', LOG_LEVEL: 'fatal' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [address] = await once(client.stdout, 'data');
    const command = `${process.execPath} ${program('conformance-client.ts')} ${String(address).trim()}`;
    const words = ['client', '--command', command, '--timeout', '100000'];
    const { output } = await run(...words, '--suite', 'all');
    const outcomes = [...output.matchAll(/^. (\S+): \d+ passed, (\d+) failed/gm)];
    const failed = outcomes.flatMap(([, scenario = '', failures]) => (failures === '0' ? [] : scenario));
    if (failed.length > 0) process.stderr.write(output);
    // How soon a client comes back is measured in milliseconds: that one is played again, alone.
    expect({ scenarios: outcomes.length, failed: failed.filter((name) => name !== 'sse-retry') }).toEqual({
      scenarios: 26,
      failed: [],
    });
    const { code, output: alone } = await run(...words, '--scenario', 'sse-retry');
    expect({ code, noneFailed: / 0 failed/.test(alone) }).toEqual({ code: 0, noneFailed: true });
  } finally {
    client.kill();
  }
}, 240_000);
