/**
 * Redis, three ways: the one that `REDIS_URL` names; else `redis-server`, when it is installed, as a child process; else a server
 * inside this process, which keeps nothing over a restart. `REDIS_EMBEDDED=server` or `memory` forces one of the last two.
 */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { startRedisChildProcess } from './redis-child-process.ts';

export interface RedisServer {
  readonly kind: 'external' | 'server' | 'memory';
  readonly url: string;
  close(): Promise<void>;
}

export interface RedisOptions {
  /** Where a redis-server of ours keeps its append-only file. */
  readonly directory: string;
  /** `REDIS_URL`, `REDIS_EMBEDDED` and `PATH` are read from here. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Throws an error of one line when the forced way is not there or redis-server does not start. */
export async function startRedis({ directory, environment }: RedisOptions): Promise<RedisServer> {
  const forced = environment.REDIS_EMBEDDED;
  if (forced !== undefined && forced !== '' && forced !== 'server' && forced !== 'memory') {
    throw new Error(`REDIS_EMBEDDED is "${forced}": set it to server or memory, or leave it out`);
  }
  if (!forced && environment.REDIS_URL) {
    return { kind: 'external', url: environment.REDIS_URL, close: async () => {} };
  }
  const executable = forced === 'memory' ? undefined : findOnPath('redis-server', environment.PATH ?? '');
  if (executable) return { kind: 'server', ...(await startRedisChildProcess({ executable, directory })) };
  if (forced === 'server')
    throw new Error('REDIS_EMBEDDED is server, but there is no redis-server on PATH: install it');
  // Loaded only when it is needed, for it takes a Lua interpreter with it.
  const { startRedisMemoryServer } = await import('./redis-memory-server.ts');
  return { kind: 'memory', ...(await startRedisMemoryServer()) };
}

function findOnPath(name: string, path: string): string | undefined {
  return path
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

function isExecutable(file: string) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
