/** Statistics by day and usage: told from counters that were kept, each team its own. */
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { type EventData, inferenceSource } from '../../platform/events.ts';
import { createRegistry } from '../../subgraphs/registry/domain/registry.ts';
import { reportsForCaller } from '../../subgraphs/registry/domain/reports.ts';
import { statisticsFrom } from '../../subgraphs/registry/domain/statistics.ts';
import { recordUsage } from '../../subgraphs/registry/dynamo/dynamo-usage.ts';
import { emptyBucket, freshReader, identityOf, leases, sealer } from './samples.ts';
import { type Answer, eventually, register, startRegistry } from './start-registry.ts';
import { startStore } from './start-store.ts';

const { as, cloud } = await startRegistry();
const { store, table } = await startStore();
const today = (): string => new Date().toISOString().slice(0, 10);

describe('over the wire', () => {
  beforeAll(async () => {
    const everyone = as('team-a', 'team-b');
    await register(everyone, { modelId: 'often-used' });
    await register(everyone, { modelId: 'often-used', version: '2.0.0' });
    await register(everyone, { modelId: 'seldom-used' });
    await register(everyone, { modelId: 'never-used' });
    await register(everyone, { modelId: 'of-others', teamId: 'team-b' });
    const uses = [
      ...Array.from({ length: 12 }, () => use('often-used', '1.0.0', 'team-a')),
      ...Array.from({ length: 3 }, () => use('often-used', '2.0.0', 'team-a')),
      use('seldom-used', '1.0.0', 'team-a'),
      ...Array.from({ length: 20 }, () => use('of-others', '1.0.0', 'team-b')),
    ];
    // Everything is delivered twice.
    await publish(cloud.environment.EVENT_BUS_NAME ?? '', [...uses, ...uses]);
    const query = '{ topModels(first: 10) { usage { requests } } }';
    await eventually(async () => sum((await as('admin').request(query)).data.topModels) === uses.length);
  });

  it('tells the statistics of today, and of days before there was anything', async () => {
    const { data } = await as('team-a', 'team-b').request(
      `{ registryStatisticsHistory(days: 3) { day statistics { totalModels totalVersions byTeam { name count } } }
         registryStatistics { totalModels totalVersions byTeam { name count } } }`,
    );
    const days = data.registryStatisticsHistory;
    expect(days).toHaveLength(3);
    const now = {
      totalModels: 4,
      totalVersions: 5,
      byTeam: [
        { name: 'team-a', count: 4 },
        { name: 'team-b', count: 1 },
      ],
    };
    expect(days[2]).toEqual({ day: today(), statistics: now });
    expect(data.registryStatistics).toEqual(now);
    expect(days[0].statistics).toEqual({ totalModels: 0, totalVersions: 0, byTeam: [] });
  });

  it('tells the history of the caller’s teams only', async () => {
    const query = '{ registryStatisticsHistory(days: 1) { statistics { totalVersions byTeam { name } } } }';
    const of = async (...groups: string[]) =>
      (await as(...groups).request(query)).data.registryStatisticsHistory[0].statistics;
    expect(await of('team-b')).toEqual({ totalVersions: 1, byTeam: [{ name: 'team-b' }] });
    expect(await of('team-c')).toEqual({ totalVersions: 0, byTeam: [] });
    expect(await of('admin')).toEqual({ totalVersions: 5, byTeam: [{ name: 'team-a' }, { name: 'team-b' }] });
  });

  it('counts each use once, of the model, the version and the team, in every window and by day', async () => {
    const usage = '{ requests promptTokens completionTokens costUsd }';
    const { data } = await as('team-a').request(`{
      model(id: "often-used") {
        hour: usage(window: LAST_HOUR) ${usage} day: usage ${usage} month: usage(window: LAST_30_DAYS) ${usage}
        usageByDay(days: 2) { day usage ${usage} }
        version(version: "2.0.0") { usage ${usage} usageByDay(days: 1) { usage ${usage} } }
      }
      teamUsage(teamId: "team-a") { teamId usage ${usage} usageByDay(days: 1) { usage ${usage} } }
    }`);
    const used = (requests: number) => ({
      requests,
      promptTokens: 10 * requests,
      completionTokens: 5 * requests,
      costUsd: String(requests / 1_000),
    });
    expect(data.model.hour).toEqual(used(15));
    expect(data.model.day).toEqual(used(15));
    expect(data.model.month).toEqual(used(15));
    expect(data.model.usageByDay[0].usage).toEqual(used(0));
    expect(data.model.usageByDay[1]).toEqual({ day: today(), usage: used(15) });
    expect(data.model.version).toEqual({ usage: used(3), usageByDay: [{ usage: used(3) }] });
    expect(data.teamUsage).toEqual({ teamId: 'team-a', usage: used(16), usageByDay: [{ usage: used(16) }] });
  });

  it.each([
    [['team-a'], 10, ['often-used', 'seldom-used']],
    [['team-b'], 10, ['of-others']],
    [['team-a', 'team-b'], 2, ['of-others', 'often-used']],
    [['admin'], 10, ['of-others', 'often-used', 'seldom-used']],
    [['team-c'], 10, []],
  ])('shows %j the most used models, at most %d', async (groups, first, ids) => {
    for (const window of ['LAST_HOUR', 'LAST_24_HOURS', 'LAST_30_DAYS']) {
      const { data } = await as(...groups).request(
        `{ topModels(window: ${window}, first: ${first}) { model { id } } }`,
      );
      expect(data.topModels.map(({ model }: { model: { id: string } }) => model.id)).toEqual(ids);
    }
  });

  it('shows nobody what another team has used', async () => {
    const { data } = await as('team-b').request('{ teamUsage(teamId: "team-a") { usage { requests } } }');
    expect(data).toEqual({ teamUsage: null });
  });

  it.each([
    ['registryStatisticsHistory(days: 0) { day }', 'days'],
    ['registryStatisticsHistory(days: 91) { day }', 'days'],
    ['topModels(first: 0) { model { id } }', 'first'],
    ['topModels(first: 101) { model { id } }', 'first'],
    ['teamUsage(teamId: "") { teamId }', 'teamId'],
    ['teamUsage(teamId: "team-a") { usageByDay(days: 61) { day } }', 'days'],
    ['model(id: "often-used") { usageByDay(days: 0) { day } }', 'days'],
    ['model(id: "often-used") { latestVersion { usageByDay(days: -1) { day } } }', 'days'],
  ])('refuses %s', async (field, path) => {
    const { errors } = (await as('team-a').request(`{ ${field} }`)) as Required<Answer>;
    expect(errors[0]?.extensions).toMatchObject({ code: 'VALIDATION_ERROR', details: [{ path }] });
  });
});

describe('over days', () => {
  let now = new Date('2026-03-01T12:00:00.000Z');
  const nextDay = (): void => {
    now = new Date(now.getTime() + 24 * 3_600_000);
  };

  it('the end of every day stays what it was', async () => {
    const registry = createRegistry({
      store,
      artifacts: emptyBucket,
      hints: { listen: () => () => undefined },
      leases,
      sealer,
      committed: () => undefined,
      now: () => now,
    });
    const identity = identityOf('deployer', 'team-a', 'team-b');
    const caller = registry.forCaller(identity, freshReader(store));
    const registerOne = (modelId: string, version: string, teamId: string) =>
      caller.register({
        modelId,
        version,
        teamId,
        framework: 'onnx',
        deploymentTarget: 'LOCAL',
        artifactUri: 's3://elsewhere/model.onnx',
        tags: [],
      });
    const atTheEnd: object[] = [];
    const changes = [
      () => registerOne('first-model', '1.0.0', 'team-a'),
      () => caller.deploy({ modelId: 'first-model' }),
      async () => undefined,
      () => Promise.all([registerOne('first-model', '2.0.0', 'team-a'), registerOne('second', '1.0.0', 'team-b')]),
      async () => {
        const [oldest] = (await caller.deployments({}, { first: 1 })).nodes;
        await caller
          .claim({ deploymentId: oldest?.id ?? '', attempt: 1, deployerId: 'deployer' })
          .catch(() => undefined);
        await registry.expireLeases(5);
      },
    ];
    for (const change of changes) {
      nextDay();
      await change();
      atTheEnd.push(statisticsFrom(await store.counters(['team-a', 'team-b'])));
    }
    for (const groups of [['team-a', 'team-b'], ['admin']]) {
      const history = await reportsForCaller(
        store,
        identityOf(...groups),
        freshReader(store),
        () => now,
      ).statisticsHistory(changes.length + 1);
      expect(history[0]?.statistics).toMatchObject({ totalModels: 0, totalVersions: 0, byTeam: [], byStatus: [] });
      expect(history.slice(1).map(({ statistics }) => statistics)).toEqual(atTheEnd);
      expect(history.at(-1)?.day).toBe('2026-03-06');
    }
    expect(new Set(atTheEnd.map((statistics) => JSON.stringify(statistics))).size).toBeGreaterThanOrEqual(3);
  });

  it('asks the database as often for many days, models and versions as for few', async () => {
    const events = Array.from({ length: 60 }, (_, index) => ({
      id: `event-${index}`,
      modelId: `model-${index % 30}`,
      version: '1.0.0',
      teamId: 'team-a',
      promptTokens: 1,
      completionTokens: 1,
      costUsd: '0.1',
      occurredAt: new Date(now.getTime() - (index % 20) * 24 * 3_600_000).toISOString(),
    }));
    await Promise.all(events.map((event) => recordUsage(table, event)));
    let asked = 0;
    table.plainClient.middlewareStack.add(
      (next) => (command) => {
        asked += 1;
        return next(command);
      },
      { step: 'build', name: 'count' },
    );
    const requestsOf = async (count: Promise<object>): Promise<number> => {
      asked = 0;
      await count;
      return asked;
    };
    expect(await requestsOf(store.usage({ modelId: 'model-1' }, 'LAST_30_DAYS', now))).toBe(1);
    expect(await requestsOf(store.dailyUsage({ teamId: 'team-a' }, '2026-02-01'))).toBe(1);
    expect(await requestsOf(store.usedModels(['team-a'], 'LAST_30_DAYS', now))).toBe(4);
    expect(await requestsOf(store.usedModels('ALL', 'LAST_30_DAYS', now))).toBe(4);
    expect(await requestsOf(store.dailyChanges('ALL', '2026-01-01'))).toBe(1);
    const used = await store.usedModels(['team-a'], 'LAST_30_DAYS', now);
    expect(used.size).toBe(30);
    expect([...used.values()].every(({ requests, costUsd }) => requests === 2 && costUsd === '0.2')).toBe(true);
    expect((await store.usedModels(['team-b'], 'LAST_30_DAYS', now)).size).toBe(0);
  });
});

type Used = EventData<'Model Used'> & { id: string };

let useCount = 0;
function use(modelId: string, version: string, teamId: string): Used {
  return {
    id: `use-${useCount++}`,
    completionId: 'completion',
    modelId,
    version,
    teamId,
    userId: 'someone',
    provider: 'local',
    providerModel: 'any',
    promptTokens: 10,
    completionTokens: 5,
    costUsd: '0.001',
    occurredAt: new Date().toISOString(),
  };
}

/** As the gateway does, ten a call. */
async function publish(EventBusName: string, events: readonly Used[]): Promise<void> {
  const bus = new EventBridgeClient({});
  for (let start = 0; start < events.length; start += 10) {
    await bus.send(
      new PutEventsCommand({
        Entries: events.slice(start, start + 10).map(({ id, ...data }) => ({
          EventBusName,
          Source: inferenceSource,
          DetailType: 'Model Used',
          Detail: JSON.stringify({ id, schemaVersion: 1, sequence: 1, occurredAt: data.occurredAt, data }),
        })),
      }),
    );
  }
  bus.destroy();
}

const sum = (top: { usage: { requests: number } }[]): number =>
  top.reduce((total, { usage }) => total + usage.requests, 0);
