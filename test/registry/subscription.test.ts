/** Subscriptions: the current status first, then every change in order, none twice, none missing. */
import { afterAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { type CuttableProxy, startProxy } from './start-proxy.ts';
import { claim, deploy, fails, register, rest, serves, startRegistry, take } from './start-registry.ts';

let redisProxy: CuttableProxy;
const { as, cloud } = await startRegistry(async ({ REDIS_URL = '' }) => {
  redisProxy = await startProxy(Number(new URL(REDIS_URL).port));
  return { REDIS_URL: `redis://127.0.0.1:${redisProxy.port}` };
});
const member = as('team-a');
const deployer = as('deployer');
const redis = new Redis(cloud.environment.REDIS_URL ?? '');
afterAll(async () => {
  redis.disconnect();
  await redisProxy.close();
});

const channel = 'modelgraph:deployment-status';
const sequencesOf = (events: readonly { sequence: number }[]): number[] => events.map(({ sequence }) => sequence);
const upTo = (last: number, first = 1): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

async function deployed(modelId: string) {
  await register(member, { modelId });
  const id = await deploy(member, modelId);
  return { id, watch: `deploymentId: "${id}"` };
}

describe('one deployment', () => {
  it('is watched from its current status to its end, and the stream completes then', async () => {
    const { id, watch } = await deployed('watched');
    const report = await claim(deployer, id);
    await report({ phase: 'PREPARING', progressPercent: 10 });
    const events = member.watch(watch);
    const [current] = await take(events, 1);
    expect(current).toMatchObject({ sequence: 3, phase: 'PREPARING', progressPercent: 10 });
    await report({ phase: 'VERIFYING', progressPercent: 60 });
    await report(serves);
    const later = await rest(events);
    expect(sequencesOf(later)).toEqual([4, 5]);
    // The deployment of an event is the one of that moment or later, never an older one.
    expect(later.at(-1)).toMatchObject({
      status: 'DEPLOYED',
      deployment: { id, endpoint: serves.endpoint, sequence: 5, modelVersion: { status: 'DEPLOYED' } },
    });
    // One that is over shows how it ended.
    expect(sequencesOf(await rest(member.watch(watch)))).toEqual([5]);
  });

  it('ends with its failure', async () => {
    const { id, watch } = await deployed('watched-failure');
    const report = await claim(deployer, id);
    const watching = rest(member.watch(watch));
    await report(fails);
    expect((await watching).at(-1)).toMatchObject({ status: 'FAILED', phase: 'DONE' });
  });

  it('is seen the same by every subscriber, whatever the channel repeats and reorders', async () => {
    const { id, watch } = await deployed('disordered');
    const recorded: string[] = [];
    const recorder = redis.duplicate();
    recorder.on('message', (_channel, message) => recorded.push(message));
    await recorder.subscribe(channel);
    const report = await claim(deployer, id);
    const watching = Array.from({ length: 3 }, () => member.watch(watch));
    const firsts = await Promise.all(watching.map((events) => take(events, 1)));
    for (let percent = 1; percent <= 20; percent++) {
      await report({ phase: 'PREPARING', progressPercent: percent });
      const noise = recorded.filter((message) => message.includes(id)).toReversed();
      await Promise.all(noise.slice(0, 5).map((message) => redis.publish(channel, message)));
    }
    await report(serves);
    const rests = await Promise.all(watching.map((events) => rest(events)));
    for (const [index, rest] of rests.entries()) {
      expect(sequencesOf([...(firsts[index] ?? []), ...rest])).toEqual(upTo(23, firsts[index]?.[0]?.sequence));
    }
    recorder.disconnect();
  });

  it('misses nothing when the connection to Redis is lost', async () => {
    const { id, watch } = await deployed('reconnected');
    const report = await claim(deployer, id);
    const events = member.watch(watch);
    const [first] = await take(events, 1);
    redisProxy.cut();
    await report({ phase: 'PREPARING', progressPercent: 10 });
    await report({ phase: 'PREPARING', progressPercent: 20 });
    await report(serves);
    await new Promise((resolve) => setTimeout(resolve, 200));
    redisProxy.mend();
    expect(sequencesOf(await rest(events))).toEqual(upTo(5, (first?.sequence ?? 0) + 1));
  });
});

describe('the deployments of a model', () => {
  it('are watched without end: the newest of each version, then what happens to any', async () => {
    await register(member, { modelId: 'versions' });
    await register(member, { modelId: 'versions', version: '2.0.0' });
    const one = await deploy(member, 'versions', '1.0.0');
    const report = await claim(deployer, one);
    const events = member.watch('modelId: "versions"');
    expect(await take(events, 1)).toMatchObject([{ sequence: 2, deployment: { id: one } }]);
    const two = await deploy(member, 'versions', '2.0.0');
    expect(await take(events, 1)).toMatchObject([{ sequence: 1, phase: 'QUEUED', deployment: { id: two } }]);
    await report(serves);
    expect(await take(events, 1)).toMatchObject([{ sequence: 3, status: 'DEPLOYED', deployment: { id: one } }]);
    await events.return?.();
  });
});

describe('the deployments of a team', () => {
  it('are watched without end: those under way, then what happens to any', async () => {
    const team = as('team-c');
    await register(team, { modelId: 'over', teamId: 'team-c' });
    await (await claim(deployer, await deploy(team, 'over')))(serves);
    await register(team, { modelId: 'under-way', teamId: 'team-c' });
    const underWay = await deploy(team, 'under-way');
    const events = team.watch('teamId: "team-c"');
    expect(await take(events, 1)).toMatchObject([{ sequence: 1, deployment: { id: underWay } }]);
    // Another team's deployments are not among them.
    await deployed('of-team-a');
    const again = await deploy(team, 'over');
    expect(await take(events, 1)).toMatchObject([{ sequence: 1, deployment: { id: again } }]);
    await events.return?.();
  });
});

it.each(['', 'modelId: null', 'modelId: "a", teamId: "team-a"', 'deploymentId: "a", modelId: "b", teamId: "c"'])(
  'exactly one thing is watched: (%s) is refused',
  async (argument) => {
    const watching = member.watch(argument || 'teamId: null');
    await expect(take(watching, 1)).rejects.toMatchObject({ errors: [{ extensions: { code: 'VALIDATION_ERROR' } }] });
  },
);

it('what is unknown is NOT_FOUND', async () => {
  for (const argument of ['deploymentId: "unknown"', 'modelId: "unknown"']) {
    await expect(take(member.watch(argument), 1)).rejects.toMatchObject({
      errors: [{ extensions: { code: 'NOT_FOUND' } }],
    });
  }
});

it('an event is there soon after the report that made it', async () => {
  const { id, watch } = await deployed('quick');
  const report = await claim(deployer, id);
  const events = member.watch(watch);
  await take(events, 1);
  const latencies: number[] = [];
  for (let percent = 1; percent <= 15; percent++) {
    const started = performance.now();
    await Promise.all([report({ phase: 'PREPARING', progressPercent: percent }), take(events, 1)]);
    latencies.push(performance.now() - started);
  }
  // On a machine at rest the median is about 20 ms; here it must only not have become a matter of polling.
  expect(latencies.sort((one, other) => one - other)[7]).toBeLessThan(400);
  await events.return?.();
});
