/** Whatever deployers, people and clocks do, the deployments of a slot keep their promises. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DomainError } from '../../platform/errors.ts';
import {
  claim,
  expireLease,
  expireStandby,
  heartbeat,
  maximumAttempts,
  type Report,
  report,
} from '../../subgraphs/registry/domain/deployment.ts';
import type { Outcome, Situation, StepContext } from '../../subgraphs/registry/domain/deployment-step.ts';
import { cancel, emptySlot, queue, rollBack, undeploy } from '../../subgraphs/registry/domain/deployment-wishes.ts';
import {
  type Deployment,
  deploymentPhases,
  type ModelVersion,
  type Strategy,
  type TrafficFigures,
} from '../../subgraphs/registry/domain/model.ts';
import { directiveFor } from '../../subgraphs/registry/domain/rollout.ts';
import { sampleVersion } from './samples.ts';

const start = Date.parse('2026-01-01T00:00:00.000Z');
const leases = { claimedSeconds: 15, queuedSeconds: 60, retrySeconds: 1 };

const strategies: Record<string, Strategy> = {
  plain: { kind: 'ALL_AT_ONCE', keepPreviousSeconds: 0 },
  blueGreen: { kind: 'BLUE_GREEN', keepPreviousSeconds: 30 },
  canary: {
    kind: 'CANARY',
    keepPreviousSeconds: 0,
    steps: [
      { percent: 10, holdSeconds: 10 },
      { percent: 50, holdSeconds: 0 },
    ],
    abortOn: { maximumErrorRate: 0.1, minimumRequests: 10 },
  },
};
const healthy: TrafficFigures = { requests: 100, failures: 1, latencies: { 20: 100 } };
const failing: TrafficFigures = { requests: 100, failures: 50, latencies: { 20: 100 } };

/** A slot with two versions and all their deployments, all steps applied. */
class World {
  situation: Situation;
  readonly tokens = new Map<string, string>();
  seconds = 0;

  constructor() {
    const versions = ['1.0.0', '2.0.0'].map((version) => sampleVersion({ version }));
    this.situation = {
      slot: emptySlot(versions[0] as ModelVersion),
      deployments: new Map(),
      versions: new Map(versions.map((version) => [version.version, version])),
    };
  }

  get all(): Deployment[] {
    return [...this.situation.deployments.values()];
  }

  context(by = 'someone'): StepContext {
    return { now: new Date(start + this.seconds * 1000), leases, by };
  }

  find(id: string): Deployment {
    return this.situation.deployments.get(id) as Deployment;
  }

  apply(outcome: Outcome): void {
    for (const [id, after] of outcome.deployments) requireStep(this.situation.deployments.get(id), after, outcome);
    for (const [number, version] of outcome.versions) {
      const before = this.situation.versions.get(number);
      if (before !== version) expect(version.revision).toBe((before?.revision ?? 0) + 1);
    }
    this.situation = outcome;
    requireConsistency(this);
  }

  wait(seconds: number): void {
    this.seconds += seconds;
    for (const { id } of this.all) this.apply(expireLease(this.situation, id, this.context('registry')));
    this.apply(expireStandby(this.situation, this.context('registry')));
  }

  deploy(version: string, strategy: Strategy = strategies.plain as Strategy): string {
    const id = `deployment-${this.all.length}`;
    const found = this.situation.versions.get(version) as ModelVersion;
    this.apply(queue(this.situation, found, { id, requestedBy: 'someone', strategy }, this.context()));
    return id;
  }

  claim(id: string, deployerId = 'one', late = false): void {
    const { attempt, revision } = this.find(id);
    const fencingToken = `token-${this.seconds}-${deployerId}-${revision}`;
    const key = { attempt: late ? attempt - 1 : attempt, deployerId, fencingToken };
    this.apply(claim(this.situation, id, key, this.context(deployerId)));
    this.tokens.set(id, fencingToken);
  }

  key(id: string, forged = false) {
    return { attempt: this.find(id).attempt, fencingToken: forged ? 'forged' : (this.tokens.get(id) ?? 'none') };
  }

  report(id: string, said: object, forged = false): void {
    this.apply(report(this.situation, id, { ...said, ...this.key(id, forged) } as Report, this.context('one')));
  }

  heartbeat(id: string, figures?: TrafficFigures, forged = false): void {
    this.apply(heartbeat(this.situation, id, this.key(id, forged), this.context('one'), figures));
  }

  /** Does what the registry says, until it says nothing new. */
  obey(id: string): string {
    for (;;) {
      const { activeId } = this.situation.slot;
      const { action, trafficPercent } = directiveFor(this.find(id), activeId !== undefined, this.context().now);
      if (action !== 'SHIFT') return action;
      this.report(id, { ...shifting, trafficPercent });
    }
  }

  /** From the claim to DEPLOYED. */
  serve(id: string, endpoint = `http://${id}`): void {
    this.claim(id);
    this.report(id, { ...shifting, endpoint });
    while (this.obey(id) !== 'FINISH') this.wait(10);
    this.report(id, { ...serves, endpoint });
  }
}

const shifting = { phase: 'SHIFTING', progressPercent: 90, message: 'moves' };
const serves = { phase: 'DONE', status: 'DEPLOYED', progressPercent: 100, message: 'serves' };
const isOver = ({ status }: Deployment): boolean => status !== 'DEPLOYING' && status !== 'DEPLOYED';

function requireStep(before: Deployment | undefined, after: Deployment, { events }: Outcome): void {
  const changes = events.filter(
    ({ type, detail }) =>
      type === 'Deployment Status Changed' && 'deploymentId' in detail.data && detail.data.deploymentId === after.id,
  );
  const rise = after.sequence - (before?.sequence ?? 0);
  expect(rise === 0 || rise === 1).toBe(true);
  expect(changes.map(({ detail }) => detail.sequence)).toEqual(rise === 1 ? [after.sequence] : []);
  if (!before || after === before) return;
  expect(after.revision).toBe(before.revision + 1);
  if (isOver(before)) expect(after).toEqual(before);
  if (before.attempt === after.attempt && before.deployerId === after.deployerId && after.phase !== 'ACCEPTED') {
    expect(deploymentPhases.indexOf(after.phase)).toBeGreaterThanOrEqual(deploymentPhases.indexOf(before.phase));
    expect(after.progressPercent).toBeGreaterThanOrEqual(before.progressPercent);
  }
}

function requireConsistency({ situation: { slot, versions }, all }: World): void {
  const idsOf = (matches: (deployment: Deployment) => boolean): string[] => all.filter(matches).map(({ id }) => id);
  const { activeId, standby, underWayId, waiting } = slot;
  expect(idsOf(({ status, waits }) => status === 'DEPLOYING' && waits !== 'FOR_SLOT')).toEqual(
    underWayId ? [underWayId] : [],
  );
  expect(idsOf(({ waits }) => waits === 'FOR_SLOT').sort()).toEqual([...waiting].sort());
  expect(idsOf(({ status }) => status === 'DEPLOYED').sort()).toEqual(
    [activeId, standby?.deploymentId].filter((id) => id !== undefined).sort(),
  );
  const shareOf = (id?: string): number => all.find((deployment) => deployment.id === id)?.trafficPercent ?? 0;
  if (activeId) expect(shareOf(activeId) + shareOf(underWayId)).toBe(100);
  expect(shareOf(standby?.deploymentId)).toBe(0);
  for (const version of versions.values()) requireVersion(version, all, [activeId, standby?.deploymentId]);
  for (const { attempt, leaseExpiresAt, phase, status, endpoint, reason, waits } of all) {
    expect(attempt).toBeLessThanOrEqual(maximumAttempts);
    expect(leaseExpiresAt === undefined).toBe(phase === 'DONE' || waits === 'FOR_SLOT');
    expect(status === 'DEPLOYING').toBe(phase !== 'DONE');
    if (status === 'DEPLOYED') expect(endpoint).toBeDefined();
    if (status === 'FAILED' || status === 'TIMED_OUT' || status === 'ROLLED_BACK') expect(reason).toBeDefined();
    if (phase === 'DONE' && status !== 'DEPLOYED') expect(endpoint).toBeUndefined();
  }
}

function requireVersion(version: ModelVersion, all: readonly Deployment[], serving: readonly (string | undefined)[]) {
  const own = all.filter((deployment) => deployment.version === version.version);
  expect(version.deploymentId).toBe(own.at(-1)?.id);
  const servingId = serving.find((id) => own.some((deployment) => deployment.id === id));
  expect(version.servingDeploymentId).toBe(servingId);
  const isUnderWay = own.some(({ status }) => status === 'DEPLOYING');
  expect(version.status === 'DEPLOYING').toBe(isUnderWay);
  expect(version.status === 'DEPLOYED').toBe(!isUnderWay && servingId !== undefined);
}

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
});
