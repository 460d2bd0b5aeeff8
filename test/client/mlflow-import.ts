/** `modelgraph import mlflow`, as a process, from an MLflow server into the whole of Modelgraph. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MlflowRegistry } from '../../client/cli/mlflow-api.ts';
import { importRegistry } from '../../client/cli/mlflow-import.ts';
import { createProgress } from '../../client/cli/progress.ts';
import type { ModelgraphClient } from '../../client/client.ts';
import { ImportedModelDocument, ModelByAliasDocument } from '../../client/generated/operations.ts';
import { keys, type StartedModelgraph } from '../supergraph/start-modelgraph.ts';
import { type MlflowServer, startMlflowServer } from './mlflow-server.ts';

const launcher = new URL('../../client/cli/modelgraph.mjs', import.meta.url).pathname;

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function runModelgraph(words: readonly string[], environment: Record<string, string> = {}): Promise<Outcome> {
  const child = spawn(process.execPath, [launcher, ...words], {
    env: { ...process.env, NODE_OPTIONS: '', MODELGRAPH_API_KEY: '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].on('data', (chunk) => {
      texts[name] += chunk;
    });
  }
  const code = await new Promise<number | null>((closed) => child.once('close', closed));
  return { code, ...texts };
}

export function mlflowImport(modelgraph: () => StartedModelgraph): void {
  describe('an import', () => {
    let started: StartedModelgraph;
    let mlflow: MlflowServer;
    let client: ModelgraphClient;
    beforeAll(async () => {
      mlflow = await startMlflowServer();
      started = modelgraph();
      client = started.client(keys.dataScience);
    });
    afterAll(() => mlflow?.close());

    const importAll = (environment?: Record<string, string>): Promise<Outcome> => {
      const words = ['import', 'mlflow', mlflow.url, '--team', 'data-science-team', '--url', started.url];
      return runModelgraph([...words, '--key', keys.dataScience, '--target', 'EKS'], environment);
    };

    it('registers models, versions, tags, descriptions and aliases, and says what it could not', async () => {
      // A server that is busy for a moment stops nothing.
      mlflow.failNext(2, 503);
      const { code, stdout, stderr } = await importAll({ MLFLOW_TRACKING_TOKEN: 'a token' });
      expect(stdout).toContain('3 versions registered, 3 aliases set, 0 were here already, 3 skipped, 1 failed');
      expect(stdout).toContain('Fraud Detection 1: MLflow says FAILED_REGISTRATION');
      expect(stdout).toContain('Fraud Detection 4: its artifacts are at dbfs:/databricks/mlflow/4/artifacts/model');
      expect(stdout).toContain('Fraud Detection @old: version 4 was not imported');
      expect(stdout).toContain('fraud_detection: its id would be fraud-detection, as that of Fraud Detection');
      expect(code).toBe(1);
      expect(stderr).toContain('5 of 5 versions');
      expect(mlflow.requests.every(({ authorization }) => authorization === 'Bearer a token')).toBe(true);

      const { model } = await client.request(ImportedModelDocument, { id: 'fraud-detection', after: null });
      expect(model).toMatchObject({
        teamId: 'data-science-team',
        aliases: [
          { alias: 'champion', modelVersion: { version: '2.0.0' } },
          { alias: 'production', modelVersion: { version: '2.0.0' } },
          { alias: 'shadow-test', modelVersion: { version: '3.0.0' } },
        ],
        versions: { nodes: [{ version: '3.0.0' }, { version: '2.0.0' }] },
      });
      expect(
        (await client.request(ModelByAliasDocument, { id: 'fraud-detection', alias: 'champion' })).model,
      ).toBeTruthy();
      expect(await record('fraud-detection', '3.0.0')).toEqual({
        framework: 'pytorch',
        deploymentTarget: 'EKS',
        description: 'Finds fraud in payments',
        tags: [
          { key: 'domain', value: 'cards' },
          { key: 'framework', value: 'pytorch' },
        ],
        lineage: { trainingRun: '9f3c2a7be41d4f6d8a5b' },
      });
      expect(await record('fraud-detection', '2.0.0')).toMatchObject({
        framework: 'mlflow',
        description: 'Knows travel patterns',
        tags: [{ key: 'domain', value: 'payments' }],
      });
    });

    it('goes on where it stopped: what is here stays', async () => {
      const { code, stdout } = await importAll();
      expect(stdout).toContain('0 versions registered, 0 aliases set, 6 were here already, 3 skipped, 1 failed');
      expect(code).toBe(1);
    });

    it('that was interrupted goes on where it stopped', async () => {
      const interrupted: MlflowRegistry = {
        async *models() {
          yield { name: 'interrupted', aliases: [{ alias: 'champion', version: '6' }] };
        },
        async *versionsOf(name) {
          for (const version of ['1', '2', '3', '4', '5', '6'])
            yield { version, source: `s3://elsewhere/${name}/${version}` };
        },
      };
      const options = {
        source: mlflow.url,
        teamId: 'data-science-team',
        framework: 'mlflow',
        deploymentTarget: 'LOCAL',
      } as const;
      const advance = (done: number) => {
        if (done === 2) throw new Error('the machine went off');
      };
      await expect(importRegistry(interrupted, client, options, { advance })).rejects.toThrow('went off');
      const summary = await importRegistry(interrupted, client, options, { advance: () => undefined });
      expect(summary.present).toBeGreaterThanOrEqual(2);
      expect(summary).toMatchObject({ registered: 6 - summary.present, aliasesSet: 1, skipped: [], failed: [] });
      const { model } = await client.request(ImportedModelDocument, { id: 'interrupted', after: null });
      expect(model?.versions.nodes).toHaveLength(6);
    });

    it('counts what another team’s model id makes fail', async () => {
      const words = [
        'import',
        'mlflow',
        mlflow.url,
        '--team',
        'growth-team',
        '--url',
        started.url,
        '--key',
        keys.growth,
      ];
      const { code, stdout } = await runModelgraph(words);
      expect(stdout).toContain('churn 1: DUPLICATE_RESOURCE');
      expect(stdout).toContain('0 versions registered');
      expect(code).toBe(1);
    });

    it('stops at once with a key that is none', async () => {
      const words = ['import', 'mlflow', mlflow.url, '--team', 'growth-team', '--url', started.url, '--key', 'none'];
      const asked = mlflow.requests.length;
      const { code, stderr, stdout } = await runModelgraph(words);
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toMatch(/^The import stopped: /);
      expect(mlflow.requests).toHaveLength(asked);
    });

    it('stops when MLflow is not there', async () => {
      const words = ['import', 'mlflow', `${mlflow.url}/elsewhere`, '--team', 'growth-team', '--url', started.url];
      const { code, stderr } = await runModelgraph([...words, '--key', keys.growth]);
      expect(code).toBe(1);
      expect(stderr).toContain('answered 404');
    });

    async function record(id: string, version: string) {
      const query = `query ($id: ID!, $version: String!) { model(id: $id) { version(version: $version) {
        framework deploymentTarget description tags { key value } lineage { trainingRun } } } }`;
      const response = await fetch(started.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-api-key': keys.dataScience },
        body: JSON.stringify({ query, variables: { id, version } }),
      });
      const { data } = (await response.json()) as { data: { model: { version: object } } };
      return data.model.version;
    }
  });

  describe('the command line', () => {
    it('helps', async () => {
      const { code, stdout, stderr } = await runModelgraph(['--help']);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      for (const word of ['--team', '--key', '--url', '--framework', '--target']) expect(stdout).toContain(word);
    });

    it.each([
      [['export']],
      [['import', 'mlflow']],
      [['import', 'mlflow', 'no-address', '--team', 'a', '--key', 'b']],
      [['import', 'mlflow', 'http://localhost:1', '--key', 'b']],
      [['import', 'mlflow', 'http://localhost:1', '--team', 'a']],
      [['import', 'mlflow', 'http://localhost:1', '--team', 'a', '--key', 'b', '--target', 'MOON']],
      [['import', 'mlflow', 'http://localhost:1', '--team', 'a', '--key', 'b', '--colour', 'red']],
    ])('refuses %j in one line', async (words) => {
      const { code, stdout, stderr } = await runModelgraph(words);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain('modelgraph --help');
    });

    it('is a command of the package', () => {
      const { bin } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
      expect(bin).toEqual({ modelgraph: 'client/cli/modelgraph.mjs' });
      expect(readFileSync(launcher, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
    });

    it('draws a bar on a terminal, and writes a line now and then elsewhere', () => {
      const written: string[] = [];
      const output = { isTTY: true, write: (text: string) => written.push(text) };
      const bar = createProgress(output);
      bar.advance(1, 2, 'fraud 1');
      bar.end();
      expect(written).toEqual([`\r\x1b[K${'█'.repeat(15)}${'░'.repeat(15)} 1/2 fraud 1`, '\r\x1b[K']);
      const lines: string[] = [];
      const progress = createProgress({ write: (text: string) => lines.push(text) });
      for (let done = 1; done <= 100; done++) progress.advance(done, 100, `fraud ${done}`);
      progress.end();
      expect(lines).toHaveLength(10);
      expect(lines.at(-1)).toBe('100 of 100 versions: fraud 100\n');
    });
  });
}
