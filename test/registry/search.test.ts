/** Lists compared with a plain filter and sort of all records, under random operations. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DomainError } from '../../platform/errors.ts';
import type { Model, ModelVersion } from '../../subgraphs/registry/domain/model.ts';
import { modelTasks, versionStatuses } from '../../subgraphs/registry/domain/model.ts';
import type { ModelFilter, ModelSort } from '../../subgraphs/registry/domain/model-search.ts';
import type { Page } from '../../subgraphs/registry/domain/page.ts';
import { createRegistry } from '../../subgraphs/registry/domain/registry.ts';
import { dynamoTable } from '../../subgraphs/registry/dynamo/dynamo-client.ts';
import { writeCommit } from '../../subgraphs/registry/dynamo/dynamo-commit.ts';
import { dynamoRegistryStore } from '../../subgraphs/registry/dynamo/dynamo-registry-store.ts';
import { createContext } from '../../subgraphs/registry/graphql/context.ts';
import { emptyBucket, identityOf, leases, noArtifacts, noLogs, noWebhooks, sampleVersion, sealer } from './samples.ts';
import { startStore } from './start-store.ts';

const { store, table, server } = await startStore();
let clock = Date.UTC(2026, 0, 1);
const registry = createRegistry({
  store,
  artifacts: emptyBucket,
  hints: { listen: () => () => undefined },
  leases,
  sealer,
  committed: () => undefined,
  now: () => new Date(clock),
});
const as = (...groups: string[]) =>
  createContext(
    {
      registry,
      artifacts: noArtifacts,
      webhooks: noWebhooks,
      mcp: () => ({}) as never,
      logs: noLogs,
      store,
      health: async () => ({ status: 'HEALTHY', dependencies: [] }),
    },
    { identity: identityOf(...groups), signal: new AbortController().signal },
  ).registry;

const teams = ['team-a', 'team-b', 'team-c'] as const;
const modelIds = Array.from({ length: 14 }, (_, index) => `${['fraud', 'churn', 'vision'][index % 3]}-model-${index}`);
const teamOf = (modelId: string): string => teams[modelIds.indexOf(modelId) % 3] ?? 'team-a';
const numbers = ['1.0.0', '1.1.0', '2.0.0-beta.1', '2.0.0'];
const frameworks = ['onnx', 'pytorch'];
const targets = ['LAMBDA', 'EKS'] as const;
const descriptions = [undefined, 'Finds FRAUD in card payments', 'Café: finds churners', 'Sees'];
const tags = [
  { key: 'domain', value: 'payments' },
  { key: 'domain', value: 'retail' },
];

const updatedAt = new Map<string, string>();
const touched = fc.record({ modelId: fc.constantFrom(...modelIds), version: fc.constantFrom(...numbers) });
const operation = fc.record({
  kind: fc.constantFrom('register', 'register', 'register', 'deploy', 'archive', 'restore', 'delete'),
  touched,
  framework: fc.constantFrom(...frameworks),
  deploymentTarget: fc.constantFrom(...targets),
  description: fc.constantFrom(...descriptions),
  tags: fc.subarray(tags),
  task: fc.constantFrom(undefined, ...modelTasks),
  seconds: fc.integer({ min: 0, max: 3 }),
});
type Operation = typeof operation extends fc.Arbitrary<infer Value> ? Value : never;

async function run({ kind, touched, seconds, ...version }: Operation): Promise<void> {
  clock += seconds * 1_000;
  const caller = as('admin', ...teams);
  const why = { ...touched, reason: 'because' };
  try {
    if (kind === 'register') {
      const artifactUri = 's3://elsewhere/model.onnx';
      await caller.register({ ...touched, ...version, teamId: teamOf(touched.modelId), artifactUri });
    } else if (kind === 'archive') await caller.lifeCycle.archive(why);
    else if (kind === 'restore') await caller.lifeCycle.restore(why);
    else if (kind === 'delete') await caller.lifeCycle.delete(why);
    else await caller.deploy(touched);
    if (kind !== 'deploy') updatedAt.set(touched.modelId, new Date(clock).toISOString());
  } catch (error) {
    // Many operations meet nothing to work on; what counts is that the lists follow those that do.
    if (!(error instanceof DomainError) || error.code === 'REGISTRY_UNAVAILABLE') throw error;
  }
}

interface Known {
  readonly model: Model;
  readonly versions: readonly ModelVersion[];
  readonly latest: ModelVersion;
  readonly updatedAt: string;
}

async function everything(): Promise<Known[]> {
  const models = (await store.models(modelIds)).filter((model) => model !== undefined);
  return Promise.all(
    models.map(async (model) => {
      const versions = await store.versionsOf(model.id, { limit: 100 });
      const latest = versions.find(({ version }) => version === model.latestVersion);
      if (!latest) throw new Error('the latest version is missing');
      return { model, versions, latest, updatedAt: updatedAt.get(model.id) ?? '' };
    }),
  );
}

const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .replaceAll('é', 'e')
    .split(/[^a-z0-9]+/)
    .filter(Boolean);

function meets({ model, versions, latest, updatedAt }: Known, filter: ModelFilter): boolean {
  const equals = <Value>(wanted: Value | undefined, is: Value): boolean => wanted === undefined || wanted === is;
  const within = (time: string, range: ModelFilter['createdAt']): boolean =>
    time >= (range?.from ?? '') && time < (range?.to ?? '~');
  const text = [model.id, latest.description ?? '', ...latest.tags.flatMap(({ key, value }) => [key, value])].join(' ');
  const searched = wordsOf(filter.search ?? '');
  const beginning = searched.pop() ?? '';
  return (
    equals(filter.teamId, model.teamId) &&
    versions.some(
      ({ framework, deploymentTarget, status, task = 'PREDICTION' }) =>
        equals(filter.framework, framework) &&
        equals(filter.deploymentTarget, deploymentTarget) &&
        equals(filter.status, status) &&
        equals(filter.task, task),
    ) &&
    (!filter.tag || latest.tags.some(({ key, value }) => key === filter.tag?.key && value === filter.tag.value)) &&
    searched.every((word) => wordsOf(text).includes(word)) &&
    wordsOf(text).some((word) => word.startsWith(beginning)) &&
    within(model.createdAt, filter.createdAt) &&
    within(updatedAt, filter.updatedAt)
  );
}

function sorted(known: readonly Known[], { field, direction }: ModelSort): string[] {
  const keyOf = ({ model, updatedAt }: Known): string =>
    field === 'ID' ? model.id : `${field === 'CREATED_AT' ? model.createdAt : updatedAt} ${model.id}`;
  const ids = known.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1)).map(({ model }) => model.id);
  return direction === 'ASC' ? ids : ids.reverse();
}

/** Every page in one direction. Pages are full but the last, and say truly what lies around them. */
async function allPages<Node>(
  ask: (page: object) => Promise<Page<Node>>,
  size: number,
  backwards: boolean,
): Promise<Node[]> {
  const found: Node[] = [];
  let cursor: string | undefined;
  while (true) {
    const { nodes, pageInfo } = await ask(backwards ? { last: size, before: cursor } : { first: size, after: cursor });
    const { hasNextPage, hasPreviousPage, startCursor, endCursor } = pageInfo;
    const [goesOn, cameFromElsewhere] = backwards ? [hasPreviousPage, hasNextPage] : [hasNextPage, hasPreviousPage];
    expect(cameFromElsewhere).toBe(found.length > 0);
    if (backwards) found.unshift(...nodes);
    else found.push(...nodes);
    if (!goesOn) return found;
    expect(nodes).toHaveLength(size);
    cursor = (backwards ? startCursor : endCursor) ?? undefined;
  }
}

const perhaps = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined, freq: 1 });
const time = fc
  .integer({ min: 0, max: 90 })
  .map((seconds) => new Date(Date.UTC(2026, 0, 1, 0, 0, seconds)).toISOString());
const range = fc.record({ from: perhaps(time), to: perhaps(time) });
const filter: fc.Arbitrary<ModelFilter> = fc.record({
  teamId: perhaps(fc.constantFrom(...teams)),
  framework: perhaps(fc.constantFrom(...frameworks)),
  deploymentTarget: perhaps(fc.constantFrom(...targets)),
  status: perhaps(fc.constantFrom(...versionStatuses)),
  task: perhaps(fc.constantFrom(...modelTasks)),
  tag: perhaps(fc.constantFrom(...tags)),
  search: perhaps(
    fc.constantFrom('f', 'FRAUD', 'model fra', 'finds', 'cafe', 'pay', 'model 1', 'retail vis', '- ', 'x'),
  ),
  createdAt: perhaps(range),
  updatedAt: perhaps(range),
});
const sort: fc.Arbitrary<ModelSort> = fc.record({
  field: fc.constantFrom('ID', 'CREATED_AT', 'UPDATED_AT'),
  direction: fc.constantFrom('ASC', 'DESC'),
});
const callers: fc.Arbitrary<readonly string[]> = fc.constantFrom<(readonly string[])[]>(
  ['admin'],
  [...teams],
  ['team-b'],
  ['team-a', 'team-c'],
);

it('a list forwards, and backwards, is a plain filter and sort of all records', async () => {
  let matches = 0;
  for (const operations of [fc.sample(operation, 50), fc.sample(operation, 60)]) {
    await Promise.all(operations.map(run));
    const known = await everything();
    await fc.assert(
      fc.asyncProperty(filter, sort, callers, fc.integer({ min: 2, max: 7 }), async (filter, sort, groups, size) => {
        const visible = known.filter(({ model }) => groups.includes('admin') || groups.includes(model.teamId));
        const expected = sorted(
          visible.filter((one) => meets(one, filter)),
          sort,
        );
        matches += expected.length;
        const ask = (page: object) => as(...groups).models(filter, page, sort);
        const forwards = await allPages(ask, size, false);
        expect(forwards.map(({ id }) => id)).toEqual(expected);
        const backwards = await allPages(ask, size, true);
        expect(backwards.map(({ id }) => id)).toEqual(expected);
        const count = await (await ask({ first: size })).totalCount();
        expect([null, expected.length]).toContain(count);
      }),
      { numRuns: 25 },
    );
  }
  // Most filters must find something, or this shows nothing.
  expect(matches).toBeGreaterThan(50);
});

describe('lists of versions and of deployments', () => {
  it('are read in both directions', async () => {
    const caller = as('team-z', 'admin');
    const common = {
      teamId: 'team-z',
      framework: 'onnx',
      deploymentTarget: 'EKS',
      artifactUri: 's3://elsewhere/m',
      tags: [],
    } as const;
    await store.addTeam('team-z');
    const expected = ['2.0.0', '2.0.0-rc.1', '1.10.0', '1.9.0', '1.0.0'];
    for (const version of expected.toReversed())
      await caller.register({ modelId: 'many-versions', version, ...common });
    const model = (await caller.model('many-versions')) as Model;
    for (const backwards of [false, true]) {
      const versions = await allPages((page) => caller.versionsOf(model, page), 2, backwards);
      expect(versions.map(({ version }) => version)).toEqual(expected);
    }
    const ids: string[] = [];
    for (const version of expected) {
      clock += 1_000;
      ids.unshift((await caller.deploy({ modelId: 'many-versions', version })).id);
    }
    for (const status of [undefined, 'DEPLOYING'] as const) {
      for (const backwards of [false, true]) {
        const ask = (page: object) => as('team-z').deployments({ ...(status && { status }) }, page);
        expect((await allPages(ask, 2, backwards)).map(({ id }) => id)).toEqual(ids);
      }
    }
  });
});

describe('list entries', () => {
  const entries = (teamId: string, order: 'ID' | 'UPDATED_AT' = 'ID') =>
    store.modelPositions({ teamId }, { order, name: 'all' }, { descending: false, limit: 100 });
  const commitOf = (version: ModelVersion, isFirst = true) => ({
    ...(isFirst && {
      newModel: {
        id: version.modelId,
        teamId: version.teamId,
        createdAt: version.registeredAt,
        latestVersion: version.version,
      },
    }),
    version: { after: version },
    events: [],
  });

  it('are made up for by the relay when a process dies after its commit', async () => {
    const version = sampleVersion({ modelId: 'died-early', teamId: 'team-died' });
    // What is left of a process that died: the commit and nothing else.
    expect(await writeCommit(table, commitOf(version))).toBe('COMMITTED');
    expect(await entries('team-died')).toEqual([]);
    await dynamoRegistryStore(table).refreshLists('died-early');
    expect(await entries('team-died')).toEqual(['died-early']);
  });

  it('are right although a slow process writes what it has read before another one', async () => {
    const client = new DynamoDBClient({
      endpoint: server.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    const slowTable = dynamoTable(client, table.name);
    const gate = Promise.withResolvers<void>();
    const reached = Promise.withResolvers<void>();
    slowTable.client.middlewareStack.add(
      (next, { commandName }) =>
        async (command) => {
          if (commandName === 'BatchWriteItemCommand') {
            reached.resolve();
            await gate.promise;
          }
          return next(command);
        },
      { step: 'initialize', name: 'slow' },
    );
    const named = (version: string, description: string): ModelVersion =>
      sampleVersion({ modelId: 'overtaken', teamId: 'team-overtaken', version, description });
    await writeCommit(table, commitOf(named('1.0.0', 'outdated')));
    const slow = dynamoRegistryStore(slowTable).refreshLists('overtaken');
    await reached.promise;
    await store.commit(commitOf(named('1.1.0', 'current'), false));
    await store.raiseLatestVersion(named('1.1.0', 'current'));
    await store.refreshLists('overtaken');
    gate.resolve();
    await slow;
    const withWord = (word: string) =>
      store.modelPositions(
        { teamId: 'team-overtaken' },
        { order: 'ID', name: `word=${word}` },
        { descending: false, limit: 9 },
      );
    expect(await withWord('outdated')).toEqual([]);
    expect(await withWord('current')).toEqual(['overtaken']);
    client.destroy();
  });

  it('are right whichever of several processes comes last', async () => {
    const processes = Array.from({ length: 4 }, () => dynamoRegistryStore(table));
    const of = (index: number): ModelVersion =>
      sampleVersion({
        modelId: 'contended',
        teamId: 'team-contended',
        version: `1.${index}.0`,
        description: `word${index}`,
        registeredAt: new Date(Date.UTC(2026, 0, 1, 0, 0, index)).toISOString(),
      });
    await store.commit(commitOf(of(0)));
    await Promise.all(
      Array.from({ length: 24 }, async (_, index) => {
        const one = processes[index % 4] ?? store;
        const version = of(index + 1);
        expect(await one.commit(commitOf(version, false))).toBe('COMMITTED');
        await one.raiseLatestVersion(version);
        await one.refreshLists('contended');
      }),
    );
    const withWord = (word: string) =>
      store.modelPositions(
        { teamId: 'team-contended' },
        { order: 'ID', name: `word=${word}` },
        { descending: false, limit: 9 },
      );
    expect(await withWord('word24')).toEqual(['contended']);
    for (const stale of ['word0', 'word7', 'word23']) expect(await withWord(stale)).toEqual([]);
    const [updated] = await store.updateTimes(['contended']);
    expect(await entries('team-contended', 'UPDATED_AT')).toEqual([`${updated}#contended`]);
  });
});
