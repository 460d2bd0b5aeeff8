/** `redis-server` as a child that never outlives us, and never shares its files with one that did. */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';

import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { DataDirectoryError } from './data-directory.ts';
import { freePort } from './free-port.ts';

export interface RedisChildProcess {
  readonly url: string;
  readonly processId: number;
  /** Resolves when the process is gone and its files are complete. */
  close(): Promise<void>;
}

/**
 * The shell becomes redis-server. What it leaves beside it waits for the end of our pipe, which comes with our own end, be it by
 * `kill -9`, and then ends redis-server.
 */
const shellScript = 'exec 3<&0; (read -r _ <&3; kill $$) >/dev/null 2>&1 & exec 3<&-; exec "$@" </dev/null';

const attempts = 3;
const startMilliseconds = 20_000;
const staleMilliseconds = 3_000;

/** Starts it on a free port of 127.0.0.1, with an append-only file in `directory`. Throws an error of one line when it does not start. */
export async function startRedisChildProcess(options: {
  executable: string;
  directory: string;
}): Promise<RedisChildProcess> {
  mkdirSync(options.directory, { recursive: true });
  await endStaleServers(options.directory);
  for (let attempt = 1; ; attempt++) {
    const outcome = await start(options.executable, options.directory, await freePort());
    if (typeof outcome !== 'string') return outcome;
    // Another process may have taken the port between the question and the start.
    if (/address already in use/i.test(outcome) && attempt < attempts) continue;
    throw new DataDirectoryError(
      'CORRUPT',
      `redis-server does not start on ${options.directory} (${outcome}): move that folder away, or set REDIS_EMBEDDED=memory`,
    );
  }
}

/** The running server, or the reason that it gave for not running. */
async function start(executable: string, directory: string, port: number): Promise<RedisChildProcess | string> {
  const settings = {
    port: String(port),
    bind: '127.0.0.1',
    dir: directory,
    pidfile: join(directory, `redis-${port}.pid`),
    save: '',
    appendonly: 'yes',
    appendfsync: 'everysec',
  };
  const redisArguments = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  const child = spawn('/bin/sh', ['-c', shellScript, 'sh', executable, ...redisArguments], {
    stdio: ['pipe', 'pipe', 'pipe'],
    // A Ctrl-C in the terminal is for us; we end redis-server last.
    detached: true,
  });
  let output = '';
  const isReady = new Promise<boolean>((resolve) => {
    const read = (chunk: Buffer) => {
      if (output.length < 100_000) output += chunk.toString();
      if (output.includes('Ready to accept connections')) resolve(true);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', () => setImmediate(() => resolve(false)));
    child.once('error', (error) => {
      output += error.message;
      resolve(false);
    });
    setTimeout(() => resolve(false), startMilliseconds).unref();
  });
  const hasExited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  // Writing to a child that is gone is not our failure.
  child.stdin.on('error', () => {});
  if (!(await isReady)) {
    child.stdin.destroy();
    child.kill('SIGKILL');
    child.stdout.destroy();
    child.stderr.destroy();
    return reasonIn(output);
  }
  output = 'Ready to accept connections';
  // The parent may end while the server runs; its pipe takes care of the rest.
  child.unref();
  return {
    url: `redis://127.0.0.1:${port}`,
    processId: child.pid as number,
    async close() {
      child.ref();
      child.stdin.end();
      const isGone = await Promise.race([hasExited.then(() => true), delay(staleMilliseconds, false, { ref: false })]);
      if (!isGone) child.kill('SIGKILL');
      await hasExited;
      child.stdout.destroy();
      child.stderr.destroy();
    },
  };
}

/** Redis marks what went wrong by `#`; the last such line is the reason. */
function reasonIn(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  const line = lines.filter((each) => / # /.test(each)).at(-1) ?? lines.at(-1) ?? 'it said nothing';
  return line.replace(/^.* # /, '').trim();
}

/** Two servers on one append-only file would destroy it: one that an earlier start left behind must be gone first. */
async function endStaleServers(directory: string) {
  for (const name of readdirSync(directory)) {
    const port = /^redis-(\d+)\.pid$/.exec(name)?.[1];
    if (!port) continue;
    await endServer(Number(readFileSync(join(directory, name), 'utf8')), port);
    rmSync(join(directory, name), { force: true });
  }
}

async function endServer(processId: number, port: string) {
  if (!isOurServer(processId, port)) return;
  process.kill(processId, 'SIGTERM');
  for (let waited = 0; isOurServer(processId, port); waited += 10) {
    if (waited === staleMilliseconds) process.kill(processId, 'SIGKILL');
    await delay(10);
  }
}

/** Process ids come around again; the port in its command tells our server from another one. */
function isOurServer(processId: number, port: string): boolean {
  if (!Number.isInteger(processId) || processId <= 1) return false;
  try {
    process.kill(processId, 0);
    const command = commandOf(processId);
    return command.includes('redis-server') && command.includes(port);
  } catch {
    return false;
  }
}

function commandOf(processId: number): string {
  if (existsSync('/proc/self/cmdline')) return readFileSync(`/proc/${processId}/cmdline`, 'utf8');
  return execFileSync('ps', ['-o', 'command=', '-p', String(processId)], { encoding: 'utf8' });
}
