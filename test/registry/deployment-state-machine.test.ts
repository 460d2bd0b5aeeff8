/** Whatever deployers, people and clocks do, the deployments of a slot keep their promises. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DomainError } from '../../platform/errors.ts';
import { expireLease, type Report, report } from '../../subgraphs/registry/domain/deployment.ts';
import { phaseDurations } from '../../subgraphs/registry/domain/deployment-history.ts';
import { cancel, queue, rollBack, undeploy } from '../../subgraphs/registry/domain/deployment-wishes.ts';
import type { ModelVersion } from '../../subgraphs/registry/domain/model.ts';
import { failing, healthy, serves, shifting, strategies, World } from './deployment-world.ts';

const reports = fc.oneof(
  fc.record({
    phase: fc.constantFrom('ACCEPTED', 'PREPARING', 'VERIFYING'),
    progressPercent: fc.constantFrom(0, 30, 60),
    message: fc.constantFrom('one', 'other'),
  }),
  fc.record({
    phase: fc.constant('SHIFTING'),
    progressPercent: fc.constant(90),
    message: fc.constant('moves'),
    endpoint: fc.constantFrom('http://one', 'http://other'),
    trafficPercent: fc.constantFrom(undefined, 10, 50, 100),
  }),
  fc.record({
    phase: fc.constant('DONE'),
    status: fc.constant('DEPLOYED'),
    progressPercent: fc.constantFrom(0, 100),
    message: fc.constant('serves'),
    endpoint: fc.constantFrom('http://one', 'http://other'),
  }),
  fc.record({
    phase: fc.constant('DONE'),
    status: fc.constant('FAILED'),
    progressPercent: fc.constantFrom(0, 100),
    message: fc.constant('failed'),
    reason: fc.constantFrom('LOAD_ERROR', 'UNHEALTHY'),
  }),
);

/** Which deployment a step is about, counted from the newest. */
const which = fc.constantFrom(0, 0, 0, 1, 1, 2, 3);
const steps = fc.oneof(
  fc.record({
    step: fc.constant('deploy' as const),
    version: fc.constantFrom('1.0.0', '2.0.0'),
    strategy: fc.constantFrom('plain', 'blueGreen', 'canary'),
  }),
  fc.record({
    step: fc.constant('claim' as const),
    which,
    deployer: fc.constantFrom('one', 'one', 'other'),
    late: fc.constantFrom(false, false, true),
  }),
  fc.record({
    step: fc.constant('report' as const),
    which,
    report: reports,
    forged: fc.constantFrom(false, false, true),
  }),
  fc.record({ step: fc.constant('serve' as const), which }),
  fc.record({ step: fc.constant('heartbeat' as const), which, figures: fc.constantFrom(undefined, healthy, failing) }),
  fc.record({ step: fc.constantFrom('cancel' as const, 'undeploy' as const, 'rollBack' as const), which }),
  fc.record({ step: fc.constant('wait' as const), seconds: fc.constantFrom(1, 10, 20, 100) }),
);
type Step = typeof steps extends fc.Arbitrary<infer Taken> ? Taken : never;

function take(world: World, step: Step): void {
  const id = 'which' in step ? world.all.at(-1 - step.which)?.id : 'any';
  if (id === undefined) return;
  const { situation } = world;
  const context = world.context();
  switch (step.step) {
    case 'wait':
      world.wait(step.seconds);
      break;
    case 'deploy':
      world.deploy(step.version, strategies[step.strategy]);
      break;
    case 'claim':
      world.claim(id, step.deployer, step.late);
      break;
    case 'serve':
      world.serve(id);
      break;
    case 'heartbeat':
      world.heartbeat(id, step.figures);
      break;
    case 'report':
      world.report(id, step.report, step.forged);
      expect(step.forged).toBe(false);
      break;
    case 'cancel':
      world.apply(cancel(situation, id, undefined, context));
      break;
    case 'undeploy':
      world.apply(undeploy(situation, id, undefined, context));
      break;
    case 'rollBack':
      world.apply(rollBack(situation, id, `deployment-${world.all.length}`, undefined, context).outcome);
  }
}

describe('the state machine', () => {
  it('keeps its promises over any steps, refuses with CONFLICT only, and is stuck nowhere', () => {
    const reached = new Set<string>();
    fc.assert(
      fc.property(fc.array(steps, { minLength: 5, maxLength: 60 }), (taken) => {
        const world = new World();
        for (const step of taken) {
          try {
            take(world, step);
          } catch (error) {
            if (!(error instanceof DomainError)) throw error;
            expect(error.code).toBe('CONFLICT');
          }
        }
        // Nobody does anything any more but the clock: three attempts and two pauses for each.
        const isAtRest = () => world.all.every((one) => one.status !== 'DEPLOYING') && !world.situation.slot.standby;
        for (let rest = 0; rest < 5 * (world.all.length + 1) && !isAtRest(); rest++) world.wait(61);
        for (const { status } of world.all) reached.add(status);
        expect(world.all.filter(({ status }) => status === 'DEPLOYING')).toEqual([]);
        expect(world.situation.slot).toMatchObject({ waiting: [] });
        expect(world.situation.slot.standby).toBeUndefined();
      }),
      { numRuns: Number(process.env.STATE_MACHINE_RUNS ?? 120) },
    );
    expect(reached.size).toBeGreaterThan(4);
  });

  it('recognises the last report when it is repeated', () => {
    const world = new World();
    const id = world.deploy('1.0.0');
    world.serve(id);
    const before = world.situation;
    world.report(id, { ...serves, endpoint: `http://${id}` });
    expect(world.situation).toEqual({ ...before, events: [] });
    // Another endpoint is news: the server has moved.
    const { deployedAt } = world.find(id);
    const moved = report(
      world.situation,
      id,
      { ...serves, ...world.key(id), endpoint: 'http://other' } as Report,
      world.context(),
    );
    expect(moved.events.map(({ type }) => type)).toEqual(['Deployment Status Changed', 'Model Deployed']);
    expect(moved.deployments.get(id)?.deployedAt).toBe(deployedAt);
  });

  it('pauses before the next attempt, ever longer, and ends TIMED_OUT after three that were lost', () => {
    const world = new World();
    const id = world.deploy('1.0.0');
    const types: string[][] = [];
    for (const seconds of [61, 1, 61, 3, 1, 61]) {
      world.seconds += seconds;
      const outcome = expireLease(world.situation, id, world.context('registry'));
      types.push(outcome.events.map(({ type }) => type));
      world.apply(outcome);
    }
    expect(types).toEqual([
      ['Deployment Status Changed'],
      ['Deploy Model', 'Deployment Status Changed'],
      ['Deployment Status Changed'],
      [],
      ['Deploy Model', 'Deployment Status Changed'],
      ['Deployment Status Changed', 'Deployment Ended'],
    ]);
    expect(world.find(id)).toMatchObject({ status: 'TIMED_OUT', reason: 'LEASE_EXPIRED', attempt: 3 });
    expect(world.situation.versions.get('1.0.0')?.status).toBe('FAILED');
  });

  it('takes a canary from step to step, and sends all traffic back when too much of its own fails', () => {
    const world = new World();
    const stable = world.deploy('1.0.0');
    world.serve(stable);
    const canary = world.deploy('2.0.0', strategies.canary);
    world.claim(canary);
    world.report(canary, { ...shifting, endpoint: 'http://canary' });
    expect(world.find(canary).trafficPercent).toBeUndefined();
    expect(world.obey(canary)).toBe('CONTINUE');
    expect([world.find(stable).trafficPercent, world.find(canary).trafficPercent]).toEqual([90, 10]);
    expect(() => world.report(canary, { ...serves, endpoint: 'http://canary' })).toThrow('FINISH');
    expect(() => world.report(canary, { ...shifting, trafficPercent: 90 })).toThrow('were not asked for');
    world.heartbeat(canary, healthy);
    world.wait(10);
    expect(world.obey(canary)).toBe('FINISH');
    expect([world.find(stable).trafficPercent, world.find(canary).trafficPercent]).toEqual([50, 50]);
    world.heartbeat(canary, failing);
    expect(world.find(canary)).toMatchObject({ status: 'ROLLED_BACK', reason: 'ERROR_RATE' });
    expect(world.find(stable)).toMatchObject({ status: 'DEPLOYED', trafficPercent: 100 });
    expect(world.obey(canary)).toBe('ROLL_BACK');
    expect(world.situation.versions.get('2.0.0')?.status).toBe('FAILED');
  });

  it('goes back at once to what is kept warm, and else deploys it again', () => {
    const world = new World();
    const [blue, green] = [world.deploy('1.0.0'), world.deploy('2.0.0', strategies.blueGreen)];
    world.serve(blue);
    world.serve(green);
    expect(world.find(blue)).toMatchObject({ status: 'DEPLOYED', trafficPercent: 0 });
    const back = rollBack(world.situation, green, 'unused', undefined, world.context());
    world.apply(back.outcome);
    expect(back.servesId).toBe(blue);
    expect(world.find(blue)).toMatchObject({ status: 'DEPLOYED', trafficPercent: 100 });
    expect(world.find(green)).toMatchObject({ status: 'ROLLED_BACK', reason: 'REQUESTED' });
    expect(world.situation.versions.get('2.0.0')?.status).toBe('REGISTERED');

    const next = world.deploy('2.0.0');
    world.serve(next);
    expect(world.find(blue).status).toBe('SUPERSEDED');
    world.apply(rollBack(world.situation, next, 'again', undefined, world.context()).outcome);
    expect(world.find('again')).toMatchObject({ version: '1.0.0', status: 'DEPLOYING', rollbackOf: next });
    expect(world.find(next).status).toBe('DEPLOYED');
    world.serve('again');
    expect(world.find(next).status).toBe('ROLLED_BACK');
    expect(() => rollBack(world.situation, 'again', 'more', undefined, world.context())).toThrow('Nothing has served');
  });

  it('asks for a deployer of a rival when its slot is free, and not before', () => {
    const world = new World();
    const first = world.deploy('1.0.0');
    const version = world.situation.versions.get('2.0.0') as ModelVersion;
    const waits = queue(world.situation, version, { id: 'rival', requestedBy: 'someone' }, world.context());
    expect(waits.events.map(({ type }) => type)).toEqual(['Deployment Status Changed']);
    world.apply(waits);
    world.wait(30);
    const freed = cancel(world.situation, first, undefined, world.context());
    world.apply(freed);
    const asked = freed.events.filter(({ type }) => type === 'Deploy Model');
    expect(asked.map(({ detail }) => detail.data)).toMatchObject([{ deploymentId: 'rival', attempt: 1 }]);
    // It may wait for a deployer for as long as any other.
    expect(world.find('rival').leaseExpiresAt).toBe(world.after(60));
    world.serve('rival');
    expect(world.find('rival').status).toBe('DEPLOYED');
  });

  it('tells how long each phase of each attempt took, and takes so far', () => {
    const world = new World();
    const id = world.deploy('1.0.0');
    world.wait(5);
    world.claim(id);
    world.wait(2);
    world.report(id, { phase: 'PREPARING', progressPercent: 30, message: 'fetches' });
    // The lease runs out, and the next attempt begins after a pause, which is part of its waiting.
    world.wait(20);
    world.wait(7);
    world.claim(id);
    world.wait(1);
    world.report(id, { ...shifting, endpoint: 'http://one' });
    world.wait(4);
    const times = () =>
      phaseDurations(world.find(id), world.context().now).map(({ attempt, phase, durationMs, endedAt }) => {
        return [attempt, phase, durationMs / 1_000, endedAt !== undefined];
      });
    const before = [
      [1, 'QUEUED', 5, true],
      [1, 'ACCEPTED', 2, true],
      [1, 'PREPARING', 20, true],
      [2, 'QUEUED', 7, true],
      [2, 'ACCEPTED', 1, true],
    ];
    expect(times()).toEqual([...before, [2, 'SHIFTING', 4, false]]);
    world.report(id, { ...serves, endpoint: 'http://one' });
    world.wait(100);
    expect(times()).toEqual([...before, [2, 'SHIFTING', 4, true]]);
  });
});
