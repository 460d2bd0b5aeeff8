/** Counters and lists are kept, never counted: after any operations they equal a recount. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DomainError } from '../../platform/errors.ts';
import type { Report } from '../../subgraphs/registry/domain/deployment.ts';
import { facetKeysOf } from '../../subgraphs/registry/domain/facets.ts';
import type { ModelVersion } from '../../subgraphs/registry/domain/model.ts';
import { createRegistry } from '../../subgraphs/registry/domain/registry.ts';
import { statisticsFrom } from '../../subgraphs/registry/domain/statistics.ts';
import { latestRank } from '../../subgraphs/registry/domain/version-order.ts';
import { recordIn } from '../../subgraphs/registry/dynamo/dynamo-keys.ts';
import { dynamoRegistryStore } from '../../subgraphs/registry/dynamo/dynamo-registry-store.ts';
import { temporaryFolder } from '../infra/temporary-folder.ts';
import { emptyBucket, freshReader, identityOf, leases, sealer } from './samples.ts';
import { openTable } from './start-store.ts';

const operationCount = 1_000;
const workers = 4;
const teams = ['team-a', 'team-b', 'team-c'];

// Outside of the tests' process the database is several times as fast.
const database = fork(new URL('./dynamo-process.ts', import.meta.url), [temporaryFolder()]);
const [endpoint] = await once(database, 'message');
const { table, close } = await openTable(endpoint);
const store = dynamoRegistryStore(table);
afterAll(async () => {
  close();
  database.disconnect();
  await once(database, 'exit');
});

let offsetMilliseconds = 0;
const registry = createRegistry({
  store,
  artifacts: emptyBucket,
  hints: { listen: () => () => undefined },
  leases,
  sealer,
  committed: () => undefined,
  now: () => new Date(Date.now() + offsetMilliseconds),
});
const caller = registry.forCaller(identityOf('deployer', ...teams), freshReader(store));
const claimed: { deploymentId: string; attempt: number; fencingToken: string }[] = [];
const queued: { deploymentId: string; attempt: number }[] = [];

const model = fc.nat(40).map((number) => ({ modelId: `model-${number}`, teamId: teams[number % 3] ?? '' }));
const operation = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('register' as const),
      model,
      version: fc.nat(5).map((minor) => `1.${minor}.0`),
      framework: fc.constantFrom('onnx', 'pytorch', 'tensorflow'),
      deploymentTarget: fc.constantFrom('LAMBDA' as const, 'EKS' as const, 'LOCAL' as const),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('deploy' as const), model }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('claim' as const) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('report' as const),
      outcome: fc.constantFrom('progress', 'serves', 'fails'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('archive' as const, 'restore' as const, 'delete' as const),
      model,
      version: fc.nat(5).map((minor) => `1.${minor}.0`),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('sweep' as const) }) },
);
type Operation = typeof operation extends fc.Arbitrary<infer Value> ? Value : never;

async function run(operation: Operation): Promise<void> {
  if (operation.kind === 'register') {
    const { model, kind: _kind, ...version } = operation;
    await caller.register({ ...model, ...version, artifactUri: 's3://elsewhere/model.onnx', tags: [] });
  } else if (operation.kind === 'deploy') {
    const { id } = await caller.deploy(operation.model);
    queued.push({ deploymentId: id, attempt: 1 });
  } else if (operation.kind === 'claim') {
    const attempt = queued.shift();
    if (!attempt) return;
    const { fencingToken } = await caller.claim({ ...attempt, deployerId: 'deployer' });
    claimed.push({ ...attempt, fencingToken });
  } else if (operation.kind === 'report') {
    const attempt = claimed[0];
    if (!attempt) return;
    if (operation.outcome !== 'progress') claimed.shift();
    await caller.report({ deploymentId: attempt.deploymentId, report: reportOf(attempt, operation.outcome) });
  } else if (operation.kind !== 'sweep') {
    const { kind, model, version } = operation;
    await caller.lifeCycle[kind]({ modelId: model.modelId, version, reason: 'any' });
  } else {
    offsetMilliseconds += 20_000;
    await registry.expireLeases(5);
  }
}

function reportOf(attempt: { attempt: number; fencingToken: string }, outcome: string): Report {
  const said = { attempt: attempt.attempt, fencingToken: attempt.fencingToken, progressPercent: 50, message: '' };
  if (outcome === 'serves') return { ...said, phase: 'DONE', status: 'DEPLOYED', endpoint: 'http://127.0.0.1:1' };
  if (outcome === 'fails') return { ...said, phase: 'DONE', status: 'FAILED', reason: 'UNHEALTHY' };
  return { ...said, phase: 'PREPARING' };
}

async function allVersions(): Promise<ModelVersion[]> {
  const versions: ModelVersion[] = [];
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const page = await table.client.send(new ScanCommand({ TableName: table.name, ExclusiveStartKey }));
    const found = (page.Items ?? []).filter(({ sk }) => String(sk).startsWith('VERSION#'));
    versions.push(...found.map(recordIn<ModelVersion>));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return versions;
}

function recount(versions: readonly ModelVersion[], nameOf: (version: ModelVersion) => string) {
  const counts = Map.groupBy(versions, nameOf);
  return [...counts]
    .map(([name, counted]) => ({ name, count: counted.length }))
    .sort((one, other) => other.count - one.count || (one.name < other.name ? -1 : 1));
}

it('statistics and lists equal a recount after 1,000 random operations, four at a time', async () => {
  const operations = fc.sample(operation, operationCount);
  let done = 0;
  const work = async (): Promise<void> => {
    for (let next = operations.shift(); next; next = operations.shift()) {
      await run(next).then(
        () => done++,
        (error) => {
          if (!(error instanceof DomainError) || error.code === 'REGISTRY_UNAVAILABLE') throw error;
        },
      );
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  // Most operations must have had an effect, or this shows nothing.
  expect(done).toBeGreaterThan(operationCount / 3);

  const versions = await allVersions();
  expect(new Set(versions.map(({ status }) => status)).size).toBe(5);
  for (const visible of [['team-a'], ['team-b', 'team-c'], teams]) {
    const counted = versions.filter(({ teamId }) => visible.includes(teamId));
    const statistics = statisticsFrom(await store.counters(visible));
    expect(statistics).toEqual({
      totalModels: new Set(counted.map(({ modelId }) => modelId)).size,
      totalVersions: counted.length,
      byFramework: recount(counted, ({ framework }) => framework),
      byDeploymentTarget: recount(counted, ({ deploymentTarget }) => deploymentTarget),
      byStatus: recount(counted, ({ status }) => status),
      byTeam: recount(counted, ({ teamId }) => teamId),
    });
  }
  expect(statisticsFrom(await store.counters('ALL')).totalVersions).toBe(versions.length);

  const byModel = Map.groupBy(versions, ({ modelId }) => modelId);
  const latest = [...byModel.values()].map((ofOne) =>
    ofOne.reduce((best, other) => (latestRank(other) > latestRank(best) ? other : best)),
  );
  const pointers = await store.models([...byModel.keys()]);
  expect(pointers.map((model) => model?.latestVersion)).toEqual(latest.map(({ version }) => version));

  const members = new Map<string, Set<string>>();
  for (const version of versions) {
    for (const facet of facetKeysOf(version)) {
      members.set(facet, (members.get(facet) ?? new Set()).add(version.modelId));
    }
  }
  for (const [facet, ids] of members) {
    const everything = { descending: false, limit: 100 };
    expect(await store.modelPositions('ALL', { order: 'ID', name: facet }, everything)).toEqual([...ids].sort());
  }
}, 120_000);
