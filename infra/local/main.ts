/** `npm start`: the whole of Modelgraph on one machine, the embedded cloud included. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { z } from 'zod';
import { port, readEnvironment, SetupError } from '../../platform/config.ts';
import { listen } from '../../platform/listen.ts';
import { type RunningChild, startChild } from './child-process.ts';
import { startEmbeddedCloud } from './cloud.ts';
import { DataDirectoryError, openDataDirectory } from './data-directory.ts';
import { freePort } from './free-port.ts';
import { seedAccess, seededTeams } from './seeds.ts';

const help = `Usage: npm start [-- --help]

Starts Modelgraph with everything it needs, and prints "ready <url>" on stdout once it serves.
Ctrl-C or SIGTERM stops it after the work in flight is finished.

Environment:
  PORT            where the router listens (4000)
  DATA_DIR        where all state is kept (.data); the logs are in <DATA_DIR>/logs
  OPENAI_API_KEY, OPENAI_BASE_URL
                  give the provider "openai"
  PROVIDERS_FILE  a YAML file with any number of providers
  MCP_SERVERS_FILE  a YAML file with MCP servers that completions have context from
  REDIS_URL       a Redis to use; else redis-server when it is installed, else one inside this process
  LOG_LEVEL       debug, info (the default), warn or error
`;

const root = new URL('../../', import.meta.url);
const host = '127.0.0.1';
const secretName = 'internal-secret';
const say = (message: string): void => void process.stderr.write(`${message}\n`);

interface RunningModelgraph {
  readonly url: string;
  /** From the clients inwards, so that what is in flight still finds what it needs. True when all ended cleanly. */
  stop(): Promise<boolean>;
}

async function start(): Promise<RunningModelgraph> {
  const { PORT, DATA_DIR } = readEnvironment({ PORT: port.default(4000), DATA_DIR: z.string().default('.data') });
  // Before anything is started: is the router's address free, is the folder ours?
  const [routerPort, registryPort, inferencePort] = await Promise.all([
    PORT === 0 ? freePort() : requireFree(PORT),
    freePort(),
    freePort(),
  ]);
  const dataDirectory = openDataDirectory(resolve(DATA_DIR));
  say(`Starting Modelgraph on ${dataDirectory.path} …`);

  const cloud = await startEmbeddedCloud({ dataDirectory: dataDirectory.path });
  Object.assign(process.env, cloud.environment, {
    DATA_DIR: dataDirectory.path,
    HOST: host,
    INTERNAL_SECRET: readOrMakeSecret(join(dataDirectory.path, secretName)),
    REGISTRY_URL: `http://${host}:${registryPort}/graphql`,
    INFERENCE_URL: `http://${host}:${inferencePort}/graphql`,
    NODE_COMPILE_CACHE: compileCache,
  });

  const child = (name: string, script: string, environment: Record<string, string>): Promise<RunningChild> =>
    startChild({
      name,
      script: new URL(script, root),
      environment,
      logFile: join(dataDirectory.path, 'logs', `${name}.log`),
      onRestart: say,
    });
  const [router, ...others] = await Promise.all([
    child('router', 'router/main.ts', {
      PORT: String(routerPort),
      LANDING_PAGE: 'sandbox',
      LANDING_PAGE_API_KEY: 'mg-local-data-science',
    }),
    child('registry', 'subgraphs/registry/main.ts', {
      PORT: String(registryPort),
      TEAMS: seededTeams.join(','),
      ALLOW_PRIVATE_ENDPOINTS: 'true',
    }),
    child('inference', 'subgraphs/inference/main.ts', { PORT: String(inferencePort), ALLOW_PRIVATE_ENDPOINTS: 'true' }),
    // whatever a version is registered for, here it is served
    child('deployer', 'subgraphs/registry/deployer/main.ts', {
      LOCAL_TARGETS: 'LOCAL,LAMBDA,EKS',
      ALLOW_PRIVATE_ENDPOINTS: 'true',
    }),
    seed(cloud.environment.TABLE_NAME ?? ''),
  ]);
  const children = [router, ...others].filter((running) => running !== undefined);

  return {
    url: `http://localhost:${routerPort}/graphql`,
    async stop() {
      for (const running of children) running.release();
      const codes = [await router.stop()];
      codes.push(...(await Promise.all(children.slice(1).map((running) => running.stop()))));
      await cloud.close();
      dataDirectory.close();
      return codes.every((code) => code === 0);
    },
  };
}

async function seed(tableName: string): Promise<undefined> {
  const database = new DynamoDBClient({});
  await seedAccess(database, tableName);
  database.destroy();
}

/** `port`. Throws `SetupError` when it is taken. */
async function requireFree(port: number): Promise<number> {
  const probe = createServer();
  await listen(probe, host, port);
  await new Promise((closed) => probe.close(closed));
  return port;
}

/** The secret Modelgraph's processes share; kept, so that identities stay valid over a restart. */
function readOrMakeSecret(path: string): string {
  if (existsSync(path)) return readFileSync(path, 'utf8').trim();
  const made = randomBytes(32).toString('base64url');
  writeFileSync(`${path}.new`, made, { mode: 0o600 });
  renameSync(`${path}.new`, path);
  return made;
}

if (process.argv.includes('--help')) {
  process.stdout.write(help);
  process.exit(0);
}

/** Compiled code is kept beside the packages: it makes every start but the first a second faster. */
const compileCache = fileURLToPath(new URL('node_modules/.cache/modelgraph', root));
enableCompileCache(compileCache);

let running: RunningModelgraph | undefined;
let stopping = false;
const stop = async (): Promise<void> => {
  if (stopping) return;
  stopping = true;
  say('Stopping …');
  // A signal that comes while things start must not leave half of them running.
  const clean = running ? await running.stop() : true;
  process.exit(clean ? 0 : 1);
};
process.on('SIGTERM', () => void stop());
process.on('SIGINT', () => void stop());

try {
  running = await start();
  process.stdout.write(`ready ${running.url}\n`);
} catch (error) {
  const known = error instanceof SetupError || error instanceof DataDirectoryError;
  say(
    known
      ? `Modelgraph cannot start: ${error.message}`
      : `Modelgraph cannot start: ${error instanceof Error ? error.stack : error}`,
  );
  process.exit(error instanceof SetupError ? error.exitCode : 1);
}
