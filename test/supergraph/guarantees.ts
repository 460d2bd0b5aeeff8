/** What the supergraph promises under rivalry, in time, and for bad input, as a client sees it. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { createModelgraphClient, type ModelgraphClient, ModelgraphError } from '../../client/client.ts';
import {
  ClaimDeploymentDocument,
  DeployModelDocument,
  DeploymentStatusChangedDocument,
  ListModelsDocument,
  ModelVersionsDocument,
  RegisterModelDocument,
  type RegisterModelInput,
  RegistryStatisticsDocument,
  ReportDeploymentDocument,
  RoutableLineageDocument,
  ViewerDocument,
} from '../../client/generated/operations.ts';
import { identityTokens } from '../../platform/identity.ts';
import { fraudDetection } from './samples.ts';
import { keys, type StartedModelgraph } from './start-modelgraph.ts';

export function guarantees(modelgraph: () => StartedModelgraph): void {
  let client: ModelgraphClient;

  beforeAll(async () => {
    client = modelgraph().client(keys.dataScience);
  });

  describe('rivals', () => {
    it('lets exactly one of forty registrations of one version succeed', async () => {
      const input = { ...fraudDetection, modelId: 'contested-model' };
      const outcomes = await Promise.allSettled(
        Array.from({ length: 40 }, () => client.request(RegisterModelDocument, { input })),
      );
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const refusals = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.code] : []));
      expect(new Set(refusals)).toEqual(new Set(['DUPLICATE_RESOURCE']));
    });

    it('registers forty versions of one model at once, and counts them', async () => {
      const before = (await client.request(RegistryStatisticsDocument, {})).registryStatistics.totalVersions;
      await Promise.all(
        Array.from({ length: 40 }, (_, patch) =>
          client.request(RegisterModelDocument, {
            input: { ...fraudDetection, modelId: 'busy-model', version: `1.0.${patch}` },
          }),
        ),
      );
      const { model } = await client.request(ModelVersionsDocument, { id: 'busy-model' });
      expect(model?.latestVersion.version).toBe('1.0.39');
      const { registryStatistics } = await client.request(RegistryStatisticsDocument, {});
      expect(registryStatistics.totalVersions).toBe(before + 40);
    });

    it('answers a repeated mutation with the same idempotency key as the first time', async () => {
      const input = { ...fraudDetection, modelId: 'repeated-model', idempotencyKey: 'first' };
      const [first, second] = [
        await client.request(RegisterModelDocument, { input }),
        await client.request(RegisterModelDocument, { input }),
      ];
      expect(second).toEqual(first);
      await expect(
        client.request(RegisterModelDocument, { input: { ...input, version: '1.0.1' } }),
      ).rejects.toMatchObject({
        code: 'CONFLICT',
      });
    });
  });

  describe('the lineage of versions', () => {
    it('is one graph with what the gateway knows of each version', async () => {
      const base = { modelId: 'lineage-base', version: '1.0.0' };
      await client.request(RegisterModelDocument, { input: { ...fraudDetection, ...base } });
      const lineage = { parent: base, gitCommit: '4fc1717' };
      await client.request(RegisterModelDocument, { input: { ...fraudDetection, modelId: 'lineage-child', lineage } });
      const { model } = await client.request(RoutableLineageDocument, { id: base.modelId, version: base.version });
      expect(model?.version?.derivedVersions.nodes).toEqual([
        {
          modelId: 'lineage-child',
          version: '1.0.0',
          routable: false,
          task: 'PREDICTION',
          lineage: { gitCommit: '4fc1717', parent: { version: '1.0.0', routable: false } },
        },
      ]);
    });
  });

  describe('the way of a status event', () => {
    it('from the deployer’s report to the WebSocket client takes less than 50 ms at the median, or eight times a query where the machine is busy', async () => {
      // A deployment that no deployer may take: this test is its deployer.
      const secret = readFileSync(join(modelgraph().dataDirectory, 'internal-secret'), 'utf8').trim();
      const token = await identityTokens(secret).sign({
        userId: 'test-deployer',
        tier: 'INTERNAL',
        groups: ['deployer', 'admin'],
      });
      const deployer = createModelgraphClient({
        url: modelgraph().url,
        headers: () => ({ authorization: `Bearer ${token}` }),
      });
      const { deploymentId, attempt, fencingToken } = await claimBeforeTheDeployer(deployer);

      const events = client.subscribe(DeploymentStatusChangedDocument, { deploymentId });
      await events.next();

      /** Ten reports, each sent once the one before has arrived; the median of their ways in milliseconds. */
      const medianOfRound = async (round: number): Promise<number> => {
        const latencies: number[] = [];
        for (let progressPercent = 10 * round + 1; progressPercent <= 10 * (round + 1); progressPercent += 1) {
          const reportedAt = performance.now();
          const message = `step ${progressPercent}`;
          const reporting = deployer.request(ReportDeploymentDocument, {
            input: { deploymentId, attempt, fencingToken, phase: 'PREPARING', progressPercent, message },
          });
          const { value } = await events.next();
          latencies.push(performance.now() - reportedAt);
          expect(value.deploymentStatusChanged).toMatchObject({
            progressPercent,
            deployment: { modelVersion: { routable: false } },
          });
          await reporting;
        }
        return latencies.sort((left, right) => left - right)[5] ?? Number.NaN;
      };
      /** The median of ten plain queries in milliseconds: what the machine has to give at this moment. */
      const medianOfQueries = async (): Promise<number> => {
        const latencies: number[] = [];
        for (let query = 0; query < 10; query += 1) {
          const askedAt = performance.now();
          await client.request(ViewerDocument, {});
          latencies.push(performance.now() - askedAt);
        }
        return latencies.sort((left, right) => left - right)[5] ?? Number.NaN;
      };
      // What else runs on the machine only ever adds to the time, so one round that is not disturbed shows what it takes. Where
      // all are disturbed, a plain query takes more than its few milliseconds, too.
      const medians: number[] = [];
      const best = () => Math.min(...medians, Number.POSITIVE_INFINITY);
      let allowed = 50;
      for (let round = 0; round < 9 && best() >= allowed; round += 1) {
        medians.push(await medianOfRound(round));
        allowed = Math.max(allowed, 8 * (await medianOfQueries()));
      }
      await events.return?.();
      await deployer.close();
      const rounds = medians.map((median) => median.toFixed(1)).join(', ');
      process.stderr.write(
        `report to WebSocket client: p50 of each round ${rounds} ms, allowed ${allowed.toFixed(1)} ms\n`,
      );
      expect(best()).toBeLessThan(allowed);
    });

    async function claimBeforeTheDeployer(deployer: ModelgraphClient) {
      const resume = modelgraph().hold('deployer/main.ts');
      try {
        const version = '3.0.0';
        await client.request(RegisterModelDocument, { input: { ...fraudDetection, version } });
        const { deployModel } = await client.request(DeployModelDocument, {
          input: { modelId: fraudDetection.modelId, version },
        });
        const deploymentId = deployModel.deployment.id;
        const { claimDeployment } = await deployer.request(ClaimDeploymentDocument, {
          input: { deploymentId, attempt: 1, deployerId: 'test-deployer' },
        });
        return { deploymentId, attempt: 1, fencingToken: claimDeployment.fencingToken };
      } finally {
        resume();
      }
    }
  });

  describe('bad input', () => {
    const registrations: readonly (readonly [
      fault: string,
      change: Partial<RegisterModelInput>,
      code: string,
      path: string | null,
      message: string,
    ])[] = [
      [
        'malformed S3 URI',
        { artifactUri: 'http://example.com/model' },
        'VALIDATION_ERROR',
        'input.artifactUri',
        'Invalid S3 URI format',
      ],
      [
        'no such artifact',
        { artifactUri: 's3://modelgraph-artifacts/none' },
        'VALIDATION_ERROR',
        'input.artifactUri',
        'Artifact not found',
      ],
      ['bad version', { version: '1.0' }, 'VALIDATION_ERROR', 'input.version', 'Invalid semantic version'],
      ['oversized description', { description: 'x'.repeat(5000) }, 'VALIDATION_ERROR', 'input.description', ''],
      ['oversized model id', { modelId: 'x'.repeat(65) }, 'VALIDATION_ERROR', 'input.modelId', ''],
      ['empty model id', { modelId: '' }, 'VALIDATION_ERROR', 'input.modelId', ''],
      [
        'too many tags',
        { tags: Array.from({ length: 51 }, (_, n) => ({ key: `k${n}`, value: '' })) },
        'VALIDATION_ERROR',
        'input.tags',
        '',
      ],
      ['another team', { teamId: 'growth-team' }, 'FORBIDDEN', null, ''],
    ];
    it.each(registrations)('%s', async (_fault, change, code, path, message) => {
      const { totalVersions } = (await client.request(RegistryStatisticsDocument, {})).registryStatistics;
      const input = { ...fraudDetection, modelId: 'never-registered', ...change };
      const error = await client.request(RegisterModelDocument, { input }).catch((reason: ModelgraphError) => reason);
      if (!(error instanceof ModelgraphError)) throw new Error('nothing was refused');
      expect(error.code).toBe(code);
      expect(error.message).toContain(message);
      if (path) expect(error.errors[0]?.extensions?.details).toContainEqual({ path, message: expect.any(String) });
      expect((await client.request(RegistryStatisticsDocument, {})).registryStatistics.totalVersions).toBe(
        totalVersions,
      );
    });

    it('an unknown team, by an administrator', async () => {
      const input = { ...fraudDetection, modelId: 'never-registered', teamId: 'no-such-team' };
      await expect(modelgraph().client(keys.admin).request(RegisterModelDocument, { input })).rejects.toMatchObject({
        code: 'VALIDATION_ERROR',
        errors: [{ extensions: { details: [{ path: 'input.teamId', message: 'Unknown team' }] } }],
      });
    });

    it('the same version twice', async () => {
      const input = { ...fraudDetection, modelId: 'twice' };
      await client.request(RegisterModelDocument, { input });
      await expect(client.request(RegisterModelDocument, { input })).rejects.toMatchObject({
        code: 'DUPLICATE_RESOURCE',
        message: 'Model version already exists',
      });
    });

    it('an unknown model where an action needs it', async () => {
      await expect(client.request(DeployModelDocument, { input: { modelId: 'no-such-model' } })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    });

    it('a cursor of another list', async () => {
      await expect(client.request(ListModelsDocument, { after: 'Z2FyYmFnZQ' })).rejects.toMatchObject({
        code: 'VALIDATION_ERROR',
      });
    });

    const post = (body: string, headers: Record<string, string> = { 'x-api-key': keys.dataScience }) =>
      fetch(modelgraph().url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
    const requests: readonly (readonly [fault: string, send: () => Promise<Response>, status: number, code: string])[] =
      [
        ['no key', () => post('{"query":"{viewer{userId}}"}', {}), 401, 'UNAUTHENTICATED'],
        [
          'unknown key',
          () => post('{"query":"{viewer{userId}}"}', { 'x-api-key': 'mg-guess' }),
          401,
          'UNAUTHENTICATED',
        ],
        [
          'forged identity',
          () => post('{"query":"{viewer{userId}}"}', { 'x-modelgraph-identity': 'e30.e30.x' }),
          401,
          'UNAUTHENTICATED',
        ],
        ['bad JSON', () => post('{"query":'), 400, 'VALIDATION_ERROR'],
        ['bad GraphQL', () => post('{"query":"{viewer{"}'), 400, 'GRAPHQL_PARSE_FAILED'],
        ['unknown field', () => post('{"query":"{viewer{password}}"}'), 400, 'GRAPHQL_VALIDATION_FAILED'],
        [
          'ten megabytes',
          () => post(JSON.stringify({ query: 'x'.repeat(10 * 1024 * 1024) })),
          413,
          'PAYLOAD_TOO_LARGE',
        ],
      ];
    it.each(requests)('%s', async (_fault, send, status, code) => {
      const response = await send();
      const text = await response.text();
      expect({ status: response.status, code: JSON.parse(text).errors[0].extensions.code }).toEqual({ status, code });
      expect(text).not.toMatch(/127\.0\.0\.1|at .*\.ts|node_modules/);
    });
  });
}
