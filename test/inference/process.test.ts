import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, expect, it } from '@jest/globals';
import type { ReadyMessage } from '../../platform/lifecycle.ts';

const main = join(import.meta.dirname, '../../subgraphs/inference/main.ts');
/** Nothing that the process depends on is there. */
const environment = {
  PATH: process.env.PATH ?? '',
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? '',
  PORT: '0',
  INTERNAL_SECRET: 'a secret of the tests, longer than 32 characters',
  REGISTRY_URL: 'http://127.0.0.1:2/graphql',
  REDIS_URL: 'redis://127.0.0.1:2',
  EVENT_BUS_NAME: 'modelgraph',
  INFERENCE_QUEUE_URL: 'http://127.0.0.1:2/000000000000/queue',
  AWS_ENDPOINT_URL: 'http://127.0.0.1:2',
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  LOG_LEVEL: 'silent',
};

let child: ChildProcess | undefined;
afterEach(() => {
  child?.kill('SIGKILL');
});

function start(more: Record<string, string | undefined> = {}) {
  const started = spawn(process.execPath, [main], {
    env: { ...environment, ...more },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  child = started;
  return started;
}

it('serves with everything it depends on away, and stops cleanly with a connection open that was never used', async () => {
  const started = start();
  const [{ url = '' }] = (await once(started, 'message')) as [ReadyMessage];
  const { port } = new URL(url);
  const live = await fetch(`http://127.0.0.1:${port}/health/live`);
  expect(await live.json()).toEqual({ status: 'HEALTHY' });

  const unused = connect(Number(port), '127.0.0.1');
  await once(unused, 'connect');
  started.kill('SIGTERM');
  // One that waited for the connection would be ended by the deadline of its stop, with 1.
  expect(await once(started, 'exit')).toEqual([0, null]);
  unused.destroy();
});

it.each([
  ['a variable is missing', { REGISTRY_URL: undefined }, /REGISTRY_URL/],
  ['a number is malformed', { CATALOG_POLL_SECONDS: 'often' }, /CATALOG_POLL_SECONDS/],
  ['the providers cannot be read', { PROVIDERS_FILE: '/nowhere/providers.yaml' }, /PROVIDERS_FILE/],
])('says in one line what to set when %s', async (_case, more, message) => {
  const started = start(more);
  const [words, [code]] = await Promise.all([text(started.stderr as NodeJS.ReadableStream), once(started, 'exit')]);
  expect(code).toBe(78);
  expect(words).toMatch(message);
  expect(words.trim().split('\n')).toHaveLength(1);
});

it('writes its last log lines also when an exception ends it', async () => {
  const logging = JSON.stringify(join(import.meta.dirname, '../../platform/logging.ts'));
  const script = `import { createLogger } from ${logging}; createLogger('test').info('last words'); throw new Error('end');`;
  const started = spawn(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...environment, LOG_LEVEL: 'info' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  child = started;
  expect(await text(started.stderr)).toContain('"msg":"last words"');
});
