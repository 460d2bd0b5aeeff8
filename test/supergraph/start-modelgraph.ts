/** Starts the whole of Modelgraph as `npm start` does, for tests that use it as its clients would. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createModelgraphClient, type ModelgraphClient } from '../../client/client.ts';
import { freePort } from '../../infra/local/free-port.ts';
import { createPauses } from '../runner/pauses.ts';

export const keys = { admin: 'mg-local-admin', dataScience: 'mg-local-data-science', growth: 'mg-local-growth' };

export interface StartedModelgraph {
  readonly url: string;
  readonly dataDirectory: string;
  /** How long it took from the start of the process to the ready line, in milliseconds. */
  readonly startMilliseconds: number;
  /** Everything it wrote on stdout so far. */
  stdout(): string;
  /** A client that is closed by `stop` and `kill`. */
  client(apiKey: string): ModelgraphClient;
  /** Has a process of the tree stand still, by its script: it is there, and answers nothing. Returns how it goes on. */
  hold(script: string): () => void;
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>;
  /** SIGKILL to every process of the tree at once. */
  kill(): Promise<void>;
  /** SIGTERM to every process of the tree at once, as a Ctrl-C sends its signal; resolves with the exit code. */
  interrupt(): Promise<number | null>;
}

export interface StartOptions {
  /** An earlier run's folder; a new one by default. */
  readonly dataDirectory?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

export async function newDataDirectory(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'modelgraph-'));
}

export async function removeDataDirectory(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

/** Resolves once the ready line is there. Throws with what was written on stderr when the process ends before. */
export async function startModelgraph(options: StartOptions = {}): Promise<StartedModelgraph> {
  const dataDirectory = options.dataDirectory ?? (await newDataDirectory());
  const startedAt = Date.now();
  const tree = spawn(process.execPath, ['infra/local/main.ts'], {
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      PORT: String(await freePort()),
      DATA_DIR: dataDirectory,
      LOG_LEVEL: 'info',
      ...options.environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own, so that `kill` reaches every process of the tree.
    detached: true,
  });
  let stdout = '';
  tree.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  const url = await readyUrl(tree, () => stdout);
  const startMilliseconds = Date.now() - startedAt;
  const clients: ModelgraphClient[] = [];
  const exited = new Promise<number | null>((resolve) => tree.once('exit', resolve));
  const closeClients = () => Promise.all(clients.map((client) => client.close()));

  return {
    url,
    dataDirectory,
    startMilliseconds,
    stdout: () => stdout,
    client(apiKey) {
      const client = createModelgraphClient({ url, apiKey });
      clients.push(client);
      return client;
    },
    hold(script) {
      const pid = childOf(tree, script);
      process.kill(pid, 'SIGSTOP');
      return () => process.kill(pid, 'SIGCONT');
    },
    async stop() {
      await closeClients();
      tree.kill('SIGTERM');
      return exited;
    },
    async interrupt() {
      process.kill(-Number(tree.pid), 'SIGTERM');
      return exited;
    },
    async kill() {
      process.kill(-Number(tree.pid), 'SIGKILL');
      await exited;
      await closeClients();
    },
  };
}

function childOf({ pid = 0 }: ChildProcess, script: string): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);
  const child = children.find((one) => readFileSync(`/proc/${one}/cmdline`, 'utf8').includes(script));
  if (child === undefined) throw new Error(`No process runs ${script}`);
  return child;
}

function readyUrl(tree: ChildProcess, stdout: () => string): Promise<string> {
  let stderr = '';
  tree.stderr?.on('data', (chunk) => {
    stderr += chunk;
  });
  return new Promise((resolve, reject) => {
    tree.once('exit', (code) => reject(new Error(`ended with exit code ${code}: ${stderr}`)));
    tree.stdout?.on('data', () => {
      const ready = /^ready (\S+)$/m.exec(stdout());
      if (ready?.[1]) resolve(ready[1]);
    });
  });
}

/** Asks until `wanted` holds for the answer; throws with the last answer after `milliseconds`. */
export async function eventually<Value>(
  ask: () => Promise<Value>,
  wanted: (value: Value) => boolean,
  milliseconds = 30_000,
): Promise<Value> {
  const deadline = Date.now() + milliseconds;
  const pause = createPauses();
  for (;;) {
    const value = await ask();
    if (wanted(value)) return value;
    if (Date.now() > deadline) throw new Error(`still not so after ${milliseconds} ms: ${JSON.stringify(value)}`);
    await pause();
  }
}
