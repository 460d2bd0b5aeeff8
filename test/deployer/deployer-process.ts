/** The deployer as it runs: a process of its own, with S3, SQS and a registry around it. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startFauxqsServer } from '../../infra/local/fauxqs-server.ts';
import type { ReadyMessage } from '../../platform/lifecycle.ts';
import { createPauses } from '../runner/pauses.ts';
import { type RegistryInMemory, startRegistryInMemory } from './registry-in-memory.ts';

const root = join(import.meta.dirname, '../..');
export const deployerMain = join(root, 'subgraphs/registry/deployer/main.ts');
export const registryMain = join(root, 'subgraphs/registry/main.ts');
export const secret = 'a secret for tests that is long enough';
export const bucket = 'modelgraph-artifacts';

export const sampleFile = (name: 'fraud-detection' | 'recommendation'): string =>
  join(root, 'infra/local/samples', name, 'model.onnx');

const recordEnding = '.deployment.json';

export interface Surroundings {
  readonly registry: RegistryInMemory;
  /** The deployer's part of the data directory. */
  readonly workFolder: string;
  /** Puts bytes into the bucket and returns their URI. */
  upload(key: string, content: Buffer): string;
  /** Starts a deployer on the one work folder of these surroundings, and resolves when it is ready. */
  startDeployer(environment?: Readonly<Record<string, string>>): Promise<RunningProcess>;
  /** What the deployer has on disk, by file name. */
  records(): Record<string, { readonly state: string }>;
  files(): string[];
  /** Ends every deployer that still runs, then the rest. */
  close(): Promise<void>;
}

export interface RunningProcess {
  /** Where it listens, if it does. */
  readonly url: string;
  readonly readyMilliseconds: number;
  log(): string;
  /** SIGKILL: nothing is cleaned up. */
  kill(): Promise<void>;
  /** SIGTERM. Resolves with the exit code. */
  stop(): Promise<number | null>;
}

export async function startSurroundings(options: { readonly leaseSeconds?: number } = {}): Promise<Surroundings> {
  const folder = mkdtempSync(join(tmpdir(), 'modelgraph-deployer-'));
  const cloud = await startFauxqsServer({ path: join(folder, 'fauxqs'), region: 'us-east-1' });
  cloud.ensureBucket(bucket);
  const queue = cloud.ensureQueue('modelgraph-deployer', { VisibilityTimeout: '30' });
  const registry = await startRegistryInMemory({ ...options, secret, send: (body) => cloud.send(queue.arn, body) });
  const deployers: RunningProcess[] = [];
  const dataDirectory = join(folder, 'data');
  const workFolder = join(dataDirectory, 'deployer');

  return {
    registry,
    workFolder,
    upload(key, content) {
      cloud.putObject(bucket, key, content);
      return `s3://${bucket}/${key}`;
    },
    async startDeployer(environment = {}) {
      const deployer = await startProcess(deployerMain, {
        INTERNAL_SECRET: secret,
        REGISTRY_URL: registry.url,
        DEPLOYER_QUEUE_URL: queue.url,
        DATA_DIR: dataDirectory,
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'local',
        AWS_SECRET_ACCESS_KEY: 'local',
        AWS_ENDPOINT_URL_S3: cloud.endpoint,
        AWS_ENDPOINT_URL_SQS: cloud.endpoint,
        ...environment,
      });
      deployers.push(deployer);
      return deployer;
    },
    records() {
      const names = readdirSync(workFolder).filter((name) => name.endsWith(recordEnding));
      const records = names.map((name) => [name.slice(0, -recordEnding.length), recordIn(join(workFolder, name))]);
      return Object.fromEntries(records.filter(([, record]) => record !== undefined));
    },
    files: () => readdirSync(join(workFolder, 'artifacts')),
    async close() {
      await Promise.all(deployers.map((deployer) => deployer.kill()));
      await registry.stop();
      await cloud.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Undefined for one that was removed a moment ago. */
function recordIn(file: string): { readonly state: string } | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Starts one of our processes, and resolves when it says that it is ready. */
export async function startProcess(
  script: string,
  environment: Readonly<Record<string, string>>,
): Promise<RunningProcess> {
  const startedAt = performance.now();
  const child = fork(script, {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: [],
    env: {
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      ...environment,
    },
  });
  let log = '';
  child.stderr?.on('data', (chunk) => {
    log += String(chunk);
  });
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  const notReady = exited.then(() => Promise.reject(new Error(`${script} did not start: ${log}`)));
  const [ready] = await Promise.race([once(child, 'message') as Promise<[ReadyMessage]>, notReady]);
  notReady.catch(() => undefined);
  return {
    url: ready.url ?? '',
    readyMilliseconds: performance.now() - startedAt,
    log: () => log,
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
    stop() {
      child.kill('SIGTERM');
      return exited;
    },
  };
}

/** Model servers that run for a deployment, whoever started them. Linux only, as /proc is. */
export function modelServers(modelId: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
        return words.some((word) => word.endsWith('model-server.ts')) && words.includes(`--model-name=${modelId}`);
      } catch {
        return false;
      }
    })
    .map(Number);
}

/** Resolves with what `look` finds; throws when it has found nothing in time. */
export async function eventually<Found>(
  what: string,
  look: () => Found | undefined | false | Promise<Found | undefined | false>,
  milliseconds = 30_000,
): Promise<Found> {
  const until = Date.now() + milliseconds;
  const pause = createPauses();
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > until) throw new Error(`not in time: ${what}`);
    await pause();
  }
}
