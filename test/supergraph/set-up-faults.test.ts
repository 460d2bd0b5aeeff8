/** What keeps Modelgraph from starting is said in one line that tells what to do, and the exit code is not 0. */
import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { freePort } from '../../infra/local/free-port.ts';
import { newDataDirectory, removeDataDirectory } from './start-modelgraph.ts';

let folder: string;
beforeAll(async () => {
  folder = await newDataDirectory();
});
afterAll(async () => {
  await removeDataDirectory(folder);
});

interface Ending {
  readonly code: number | null;
  /** The lines on stderr but for the progress. */
  readonly complaint: string[];
}

async function startAndFail(environment: Record<string, string>): Promise<Ending> {
  const child = spawn(process.execPath, ['infra/local/main.ts'], {
    env: { ...process.env, NODE_OPTIONS: '', ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { code, complaint: stderr.split('\n').filter((line) => line && !line.endsWith('…')) };
}

function expectOneLine({ code, complaint }: Ending, message: RegExp): void {
  expect(complaint).toEqual([expect.stringMatching(message)]);
  expect(code).not.toBe(0);
}

it('a port in use', async () => {
  const other = createServer();
  const port = await freePort();
  await new Promise<void>((listening) => other.listen(port, '127.0.0.1', listening));
  expectOneLine(
    await startAndFail({ PORT: String(port), DATA_DIR: join(folder, 'fresh') }),
    new RegExp(`Port ${port} is in use.*another port`),
  );
  await new Promise((closed) => other.close(closed));
});

it('a port that is not a number', async () => {
  expectOneLine(await startAndFail({ PORT: 'http', DATA_DIR: join(folder, 'fresh') }), /PORT/);
});

it('a data folder that cannot be written', async () => {
  const file = join(folder, 'a-file');
  await writeFile(file, '');
  expectOneLine(await startAndFail({ PORT: '0', DATA_DIR: join(file, 'inside') }), /cannot write to .*DATA_DIR/);
});

it('a folder that is not ours', async () => {
  const foreign = join(folder, 'photos');
  await mkdir(foreign);
  await writeFile(join(foreign, 'holiday.jpg'), '');
  expectOneLine(await startAndFail({ PORT: '0', DATA_DIR: foreign }), /is not a Modelgraph folder.*DATA_DIR/);
});

it('a damaged store', async () => {
  const damaged = join(folder, 'damaged');
  await mkdir(damaged);
  await writeFile(join(damaged, 'modelgraph.json'), '{"format":');
  expectOneLine(await startAndFail({ PORT: '0', DATA_DIR: damaged }), /is damaged.*move .* away/);
});

it('a providers file that makes no sense', async () => {
  const providers = join(folder, 'providers.yaml');
  await writeFile(providers, 'providers: [{ name: 7 }]');
  expectOneLine(
    await startAndFail({ PORT: '0', DATA_DIR: join(folder, 'providers'), PROVIDERS_FILE: providers }),
    /providers\.yaml.*name/,
  );
});
