/** The processes of the comparison. The other gateways are installed where nothing of the project sees them. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Gateway {
  readonly name: string;
  readonly title: string;
  readonly url: string;
  readonly pid: number;
}

export interface Addresses {
  /** The file with the supergraph. */
  readonly supergraph: string;
  readonly catalog: string;
  readonly ratings: string;
}

const here = fileURLToPath(new URL('.', import.meta.url));
const installed = fileURLToPath(new URL('../../.data/bench/', import.meta.url));
const startMilliseconds = 60_000;
const children = new Set<ChildProcess>();

export const gateways: Readonly<Record<string, (addresses: Addresses) => Promise<Gateway>>> = {
  async ours({ supergraph }) {
    return { name: 'ours', title: 'Modelgraph', ...(await started(join(here, 'ours.ts'), [supergraph])) };
  },
  async stock({ supergraph }) {
    const main = join(install('apollo'), 'main.js');
    return {
      name: 'stock',
      title: '@apollo/server 5.5.1 over @apollo/gateway 2.14.4',
      ...(await started(main, [supergraph])),
    };
  },
  async hive({ supergraph }) {
    const port = await freePort();
    const command = join(install('hive'), 'node_modules/@graphql-hive/gateway/dist/bin.js');
    const words = [
      'supergraph',
      supergraph,
      '--hive-router-runtime',
      '--port',
      `${port}`,
      '--host',
      '127.0.0.1',
      '--fork',
      '1',
    ];
    const child = launch(command, words, installed);
    const url = `http://127.0.0.1:${port}/graphql`;
    await answering(url);
    return { name: 'hive', title: '@graphql-hive/gateway 2.15.1 --hive-router-runtime', url, pid: child.pid ?? 0 };
  },
  async mercurius({ catalog, ratings, supergraph }) {
    const main = join(install('mercurius'), 'main.js');
    const { url, pid } = await started(main, [supergraph, catalog, ratings]);
    return { name: 'mercurius', title: '@mercuriusjs/gateway 5.2.0, JIT, graphql 16.13.2', url, pid };
  },
};

export function startSubgraph(name: 'catalog' | 'ratings'): Promise<{ url: string; pid: number }> {
  return started(join(here, 'subgraph.ts'), [name]);
}

export async function stopAll(): Promise<void> {
  await Promise.all(
    [...children].map(async (child) => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      const impatient = setTimeout(() => child.kill('SIGKILL'), 3_000);
      await ended;
      clearTimeout(impatient);
    }),
  );
}

/** Its folder, with its packages in it. */
function install(rival: string): string {
  const folder = join(installed, rival);
  mkdirSync(folder, { recursive: true });
  cpSync(join(here, 'rivals', rival), folder, { recursive: true });
  if (!existsSync(join(folder, 'node_modules'))) {
    process.stderr.write(`Installing ${rival} into ${folder} …\n`);
    const words = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    execFileSync('npm', words, { cwd: folder, stdio: 'inherit' });
  }
  return folder;
}

function launch(file: string, words: readonly string[], cwd: string): ChildProcess {
  const child = spawn(process.execPath, [file, ...words], {
    cwd,
    env: { ...process.env, NODE_ENV: 'production', LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.add(child);
  child.once('exit', () => children.delete(child));
  return child;
}

/** Starts a script that prints where it listens. */
async function started(file: string, words: readonly string[]): Promise<{ url: string; pid: number }> {
  const child = launch(file, words, process.cwd());
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code}`)));
    child.stdout?.on('data', (chunk: Buffer) => {
      const address = /^listening (\S+)/m.exec(String(chunk))?.[1];
      if (address) resolve(address);
    });
  });
  return { url, pid: child.pid ?? 0 };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function answering(url: string): Promise<void> {
  const deadline = Date.now() + startMilliseconds;
  while (Date.now() < deadline) {
    const body = JSON.stringify({ query: '{ __typename }' });
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(url, { method: 'POST', headers, body }).catch(() => undefined);
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${url} does not answer`);
}
