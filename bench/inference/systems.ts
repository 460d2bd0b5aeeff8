/** What is measured: Modelgraph's router and inference subgraph, in one process and in two, Portkey's gateway, a raw pipe, and the upstream itself. */
import { type ChildProcess, execFile, fork, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { startEmbeddedCloud } from '../../infra/local/cloud.ts';
import { seedAccess } from '../../infra/local/seeds.ts';
import { listen } from '../../platform/listen.ts';

export interface System {
  readonly name: string;
  /** Of its chat completions, as OpenAI has them. */
  readonly url: string;
  /** For those who come that way. */
  readonly graphqlUrl?: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Its processes, whose CPU time and memory are counted. */
  readonly processes: readonly number[];
}

export interface Systems {
  readonly upstream: System;
  readonly pipe: System;
  readonly portkey: System;
  /** As `npm start` has it: the router and the inference subgraph in one process. */
  readonly modelgraph: System;
  readonly inTwoProcesses: System;
  stop(): Promise<void>;
}

const root = new URL('../../', import.meta.url);
const portkeyFolder = fileURLToPath(new URL('portkey/', import.meta.url));
const chatPath = '/v1/chat/completions';

/** Everything is on, and nothing of it refuses: what it costs is to be seen. */
const limits = `
tiers:
  STANDARD:
    requestsPerMinute: 1000000000
    tokensPerMinute: 1000000000
    concurrentStreams: 1000000
    dailyBudgetUsd: 1000000
    monthlyBudgetUsd: 1000000
`;

export async function startSystems(): Promise<Systems> {
  const folder = mkdtempSync(join(tmpdir(), 'modelgraph-bench-'));
  const children: ChildProcess[] = [];
  const start = async (script: string, environment: Record<string, string> = {}) => {
    const child = startNode(new URL(script, root), environment, join(folder, `${script.replaceAll('/', '-')}.log`));
    children.push(child);
    return { url: await readyUrl(child, script), processId: child.pid ?? 0 };
  };

  const upstream = await start('bench/inference/upstream.ts');
  const pipe = await start('bench/inference/pipe.ts', { UPSTREAM_URL: upstream.url });
  const portkey = await startPortkey(folder);
  children.push(portkey.child);

  const cloud = await startEmbeddedCloud({ dataDirectory: folder });
  Object.assign(process.env, cloud.environment, {
    INTERNAL_SECRET: 'a secret of the benchmark, longer than 32 characters',
  });
  const database = new DynamoDBClient({});
  await seedAccess(database, cloud.environment.TABLE_NAME ?? '');
  database.destroy();
  writeFileSync(join(folder, 'limits.yaml'), limits);
  // The registry stays away: no completion waits for it.
  const registryUrl = 'http://127.0.0.1:9/graphql';
  const environment = {
    PORT: '0',
    REGISTRY_URL: registryUrl,
    OPENAI_API_KEY: 'bench',
    OPENAI_BASE_URL: `${upstream.url}/v1`,
    LIMITS_FILE: join(folder, 'limits.yaml'),
    COMPLETION_CACHE: 'READ_WRITE',
    DATA_DIR: folder,
    RATE_LIMITS: 'STANDARD=999999999',
  };
  const gateway = await start('infra/gateway/main.ts', environment);
  const inference = await start('subgraphs/inference/main.ts', environment);
  const router = await start('router/main.ts', { ...environment, INFERENCE_URL: inference.url });
  const modelgraphAt = (url: string, ...processes: number[]): System => ({
    name: 'Modelgraph',
    url: new URL(chatPath, url).href,
    graphqlUrl: url,
    headers: { 'x-api-key': 'mg-local-data-science' },
    processes,
  });

  return {
    upstream: { name: 'upstream', url: upstream.url + chatPath, headers: {}, processes: [upstream.processId] },
    pipe: { name: 'raw node pipe', url: pipe.url + chatPath, headers: {}, processes: [pipe.processId] },
    portkey: {
      name: 'Portkey',
      url: portkey.url + chatPath,
      headers: { 'x-portkey-provider': 'openai', 'x-portkey-custom-host': `${upstream.url}/v1` },
      processes: [portkey.child.pid ?? 0],
    },
    modelgraph: modelgraphAt(gateway.url, gateway.processId),
    inTwoProcesses: modelgraphAt(router.url, router.processId, inference.processId),
    async stop() {
      await Promise.all(children.map(end));
      await cloud.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function startNode(script: URL, environment: Record<string, string>, logFile: string): ChildProcess {
  const log = openSync(logFile, 'a');
  return fork(script, { env: { ...process.env, ...environment }, stdio: ['ignore', log, log, 'ipc'] });
}

function readyUrl(child: ChildProcess, name: string): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`${name} ended with exit code ${code}`)));
    child.on('message', (message) => {
      if (typeof message === 'object' && message !== null && 'url' in message) resolve(String(message.url));
    });
  });
}

/** Installs it, the first time, and starts it as its documentation says. */
async function startPortkey(folder: string): Promise<{ url: string; child: ChildProcess }> {
  if (!existsSync(join(portkeyFolder, 'node_modules'))) {
    process.stderr.write('Installing Portkey into bench/inference/portkey …\n');
    await promisify(execFile)('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: portkeyFolder });
  }
  const probe = createServer();
  const port = await listen(probe, '127.0.0.1', 0);
  await new Promise((closed) => probe.close(closed));
  const log = openSync(join(folder, 'portkey.log'), 'a');
  const script = join(portkeyFolder, 'node_modules/@portkey-ai/gateway/build/start-server.js');
  const child = spawn(process.execPath, [script, `--port=${port}`, '--headless'], { stdio: ['ignore', log, log] });
  const url = `http://127.0.0.1:${port}`;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`Portkey ended with exit code ${child.exitCode}`);
    if (await fetch(url).then(Boolean, () => false)) return { url, child };
    await sleep(100);
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const deadline = setTimeout(() => child.kill('SIGKILL'), 3_000);
  await exited;
  clearTimeout(deadline);
}
