import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { deployerMain, secret, startProcess } from './deployer-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'modelgraph-deployer-'));
afterAll(() => rmSync(folder, { recursive: true }));

const environment = {
  INTERNAL_SECRET: secret,
  REGISTRY_URL: 'http://127.0.0.1:9/graphql',
  DEPLOYER_QUEUE_URL: 'http://127.0.0.1:9/queue',
  DATA_DIR: folder,
  AWS_REGION: 'us-east-1',
};

it('says in one line which variables are missing', async () => {
  const { REGISTRY_URL: _missing, ...rest } = environment;
  await expect(startProcess(deployerMain, rest)).rejects.toThrow(
    /deployer: Set these environment variables.*REGISTRY_URL/,
  );
});

it('says in one line that it cannot use its folder', async () => {
  writeFileSync(join(folder, 'deployer'), 'a file where the folder should be');
  await expect(startProcess(deployerMain, environment)).rejects.toThrow(/deployer: Cannot make the folder .*DATA_DIR/);
});
