/** The processes of Modelgraph and the cloud that they stand on, started side by side. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { port, readEnvironment, SetupError } from '../../platform/config.ts';
import { listen } from '../../platform/listen.ts';
import { type RunningChild, startChild } from './child-process.ts';
import { DataDirectoryError, openDataDirectory } from './data-directory.ts';
import { freePort } from './free-port.ts';

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

  const cloud = startCloud(dataDirectory.path, {
    DATA_DIR: dataDirectory.path,
    HOST: host,
    INTERNAL_SECRET: readOrMakeSecret(join(dataDirectory.path, secretName)),
    REGISTRY_URL: `http://${host}:${registryPort}/graphql`,
    INFERENCE_URL: `http://${host}:${inferencePort}/graphql`,
    ALLOW_PRIVATE_ENDPOINTS: 'true',
  });
  const child = (name: string, script: string, own: Record<string, string>): Promise<RunningChild> =>
    startChild({
      name,
      script: new URL(script, root),
      environment: cloud.then(({ environment }) => ({ ...environment, ...own })),
      logFile: join(dataDirectory.path, 'logs', `${name}.log`),
      onRestart: say,
    });
  const [gateway, ...others] = await Promise.all([
    child('gateway', 'infra/gateway/main.ts', {
      PORT: String(routerPort),
      INFERENCE_PORT: String(inferencePort),
      LANDING_PAGE: 'sandbox',
      LANDING_PAGE_API_KEY: 'mg-local-data-science',
    }),
    child('registry', 'subgraphs/registry/main.ts', { PORT: String(registryPort) }),
    // whatever a version is registered for, here it is served
    child('deployer', 'subgraphs/registry/deployer/main.ts', { LOCAL_TARGETS: 'LOCAL,LAMBDA,EKS' }),
    cloud.then(({ seeded }) => seeded),
  ]);
  const children = [gateway, ...others].filter((running) => running !== undefined);

  return {
    url: `http://localhost:${routerPort}/graphql`,
    async stop() {
      for (const running of children) running.release();
      const codes = [await gateway.stop()];
      codes.push(...(await Promise.all(children.slice(1).map((running) => running.stop()))));
      await (await cloud).close();
      dataDirectory.close();
      return codes.every((code) => code === 0);
    },
  };
}

interface StartedCloud {
  /** What every process gets: where the cloud is, and `more`. */
  readonly environment: Readonly<Record<string, string>>;
  /** Resolves when what is there from the start is there. */
  readonly seeded: Promise<undefined>;
  close(): Promise<void>;
}

/** Loaded here, and not above, so that the processes load their own code meanwhile. */
async function startCloud(dataDirectory: string, more: Record<string, string>): Promise<StartedCloud> {
  const [{ startEmbeddedCloud }, { seedAccess, seededTeams }, { DynamoDBClient }] = await Promise.all([
    import('./cloud.ts'),
    import('./seeds.ts'),
    import('@aws-sdk/client-dynamodb'),
  ]);
  const cloud = await startEmbeddedCloud({ dataDirectory });
  const environment = { ...cloud.environment, TEAMS: seededTeams.join(','), ...more };
  Object.assign(process.env, environment);
  const seed = async (): Promise<undefined> => {
    const database = new DynamoDBClient({});
    await seedAccess(database, cloud.environment.TABLE_NAME ?? '');
    database.destroy();
  };
  return { environment, seeded: seed(), close: cloud.close };
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

/** Starts everything, says on stdout that it is ready, and stops it on a signal. */
export async function runModelgraph(): Promise<void> {
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
}
