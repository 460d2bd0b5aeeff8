/** Whatever deployers, people and clocks do, a deployment keeps its promises. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DomainError } from '../../platform/errors.ts';
import {
  claim,
  expireLease,
  maximumAttempts,
  type Outcome,
  queue,
  type Report,
  report,
  type Situation,
} from '../../subgraphs/registry/domain/deployment.ts';
import { type Deployment, deploymentPhases, type ModelVersion } from '../../subgraphs/registry/domain/model.ts';
import { leases, sampleVersion } from './samples.ts';

const start = Date.parse('2026-01-01T00:00:00.000Z');
const at = (seconds: number): Date => new Date(start + seconds * 1000);

/** A version with its deployments, all steps applied. */
class World {
  version: ModelVersion = sampleVersion();
  readonly deployments: Deployment[] = [];
  readonly tokens = new Map<string, string>();
  seconds = 0;

  get newest(): Deployment | undefined {
    return this.deployments.at(-1);
  }

  situation(deployment: Deployment): Situation {
    const serving = this.deployments.find(({ id }) => id === this.version.servingDeploymentId && id !== deployment.id);
    return { deployment, version: this.version, ...(serving && { serving }) };
  }

  apply(outcome: Omit<Outcome, 'serving'> & { serving?: Deployment }): void {
    for (const changed of [outcome.deployment, outcome.serving]) {
      if (!changed) continue;
      const index = this.deployments.findIndex(({ id }) => id === changed.id);
      const before = this.deployments[index];
      if (before) this.deployments[index] = changed;
      else this.deployments.push(changed);
      requireStep(before, changed, outcome);
    }
    this.version = outcome.version;
    requireConsistency(this);
  }
}

function requireStep(before: Deployment | undefined, after: Deployment, { events }: Pick<Outcome, 'events'>): void {
  const changes = events.filter(
    ({ type, detail }) =>
      type === 'Deployment Status Changed' && 'deploymentId' in detail.data && detail.data.deploymentId === after.id,
  );
  const rise = after.sequence - (before?.sequence ?? 0);
  expect(rise === 0 || rise === 1).toBe(true);
  expect(changes.map(({ detail }) => detail.sequence)).toEqual(rise === 1 ? [after.sequence] : []);
  if (!before || after === before) return;
  expect(after.revision).toBe(before.revision + 1);
  if (before.attempt === after.attempt && before.deployerId === after.deployerId && after.phase !== 'ACCEPTED') {
    expect(deploymentPhases.indexOf(after.phase)).toBeGreaterThanOrEqual(deploymentPhases.indexOf(before.phase));
    expect(after.progressPercent).toBeGreaterThanOrEqual(before.progressPercent);
  }
  if (before.status === 'FAILED' || before.status === 'SUPERSEDED') expect(after).toEqual(before);
}

function requireConsistency({ version, deployments }: World): void {
  const underWay = deployments.filter(({ status }) => status === 'DEPLOYING');
  const serving = deployments.filter(({ status }) => status === 'DEPLOYED');
  expect(underWay.length).toBeLessThanOrEqual(1);
  expect(serving.length).toBeLessThanOrEqual(1);
  expect(version.servingDeploymentId).toBe(serving[0]?.id);
  const expected = underWay.length > 0 ? 'DEPLOYING' : serving.length > 0 ? 'DEPLOYED' : 'FAILED';
  expect(version.status).toBe(deployments.length === 0 ? 'REGISTERED' : expected);
  for (const { attempt, leaseExpiresAt, phase, status, endpoint, reason } of deployments) {
    expect(attempt).toBeLessThanOrEqual(maximumAttempts);
    expect(leaseExpiresAt === undefined).toBe(phase === 'DONE');
    expect(status === 'DEPLOYING').toBe(phase !== 'DONE');
    if (status === 'DEPLOYED') expect(endpoint).toBeDefined();
    if (status === 'FAILED') expect(reason).toBeDefined();
  }
}

const reports: fc.Arbitrary<Omit<Report, 'attempt' | 'fencingToken'>> = fc.oneof(
  fc.record({
    phase: fc.constantFrom('ACCEPTED', 'PREPARING', 'VERIFYING', 'SHIFTING'),
    progressPercent: fc.constantFrom(0, 30, 60),
    message: fc.constantFrom('one', 'other'),
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
) as fc.Arbitrary<Omit<Report, 'attempt' | 'fencingToken'>>;

const steps = fc.oneof(
  fc.constant({ step: 'deploy' as const }),
  fc.record({ step: fc.constant('claim' as const), deployer: fc.constantFrom('one', 'other'), late: fc.boolean() }),
  fc.record({ step: fc.constant('report' as const), report: reports, older: fc.boolean(), forged: fc.boolean() }),
  fc.record({ step: fc.constant('wait' as const), seconds: fc.constantFrom(1, 20, 100) }),
);

function take(world: World, step: Step): void {
  const now = at(world.seconds);
  if (step.step === 'wait') {
    world.seconds += step.seconds;
    for (const deployment of [...world.deployments]) {
      const outcome = expireLease(world.situation(deployment), at(world.seconds), leases);
      if (outcome) world.apply(outcome);
    }
    return;
  }
  if (step.step === 'deploy') {
    const id = `deployment-${world.deployments.length}`;
    world.apply(queue(world.version, { id, requestedBy: 'someone' }, now, leases));
    return;
  }
  const deployment = step.step === 'report' && step.older ? world.deployments.at(-2) : world.newest;
  if (!deployment) return;
  if (step.step === 'claim') {
    const attempt = step.late ? deployment.attempt - 1 : deployment.attempt;
    const fencingToken = `token-${world.seconds}-${step.deployer}-${deployment.revision}`;
    world.apply(claim(world.situation(deployment), { attempt, deployerId: step.deployer, fencingToken }, now, leases));
    world.tokens.set(deployment.id, fencingToken);
    return;
  }
  const fencingToken = step.forged ? 'forged' : (world.tokens.get(deployment.id) ?? 'none');
  const said = { ...step.report, attempt: deployment.attempt, fencingToken } as Report;
  world.apply(report(world.situation(deployment), said, now, leases));
  expect(step.forged).toBe(false);
}

type Step =
  | { step: 'deploy' }
  | { step: 'claim'; deployer: string; late: boolean }
  | { step: 'report'; report: Omit<Report, 'attempt' | 'fencingToken'>; older: boolean; forged: boolean }
  | { step: 'wait'; seconds: number };

describe('the state machine', () => {
  it('keeps its promises over any steps, and refuses with CONFLICT only', () => {
    fc.assert(
      fc.property(fc.array(steps, { minLength: 5, maxLength: 60 }), (taken) => {
        const world = new World();
        for (const step of taken) {
          try {
            take(world, step as Step);
          } catch (error) {
            if (!(error instanceof DomainError)) throw error;
            expect(error.code).toBe('CONFLICT');
          }
        }
      }),
      { numRuns: 400 },
    );
  });

  it('recognises the last report when it is repeated', () => {
    const world = new World();
    world.apply(queue(world.version, { id: 'one', requestedBy: 'someone' }, at(0), leases));
    const claimed = { attempt: 1, deployerId: 'deployer', fencingToken: 'token' };
    world.apply(claim(world.situation(world.deployments[0] as Deployment), claimed, at(1), leases));
    const done: Report = {
      attempt: 1,
      fencingToken: 'token',
      phase: 'DONE',
      status: 'DEPLOYED',
      progressPercent: 100,
      message: 'serves',
      endpoint: 'http://one',
    };
    world.apply(report(world.situation(world.deployments[0] as Deployment), done, at(2), leases));
    const before = world.situation(world.deployments[0] as Deployment);
    expect(report(before, done, at(3), leases)).toEqual({ ...before, events: [] });
    // Another endpoint is news: the server has moved.
    const moved = report(before, { ...done, endpoint: 'http://other' }, at(4), leases);
    expect(moved.events.map(({ type }) => type)).toEqual(['Deployment Status Changed', 'Model Deployed']);
    expect(moved.deployment.deployedAt).toBe(before.deployment.deployedAt);
  });

  it('ends FAILED after three lost attempts', () => {
    const world = new World();
    world.apply(queue(world.version, { id: 'one', requestedBy: 'someone' }, at(0), leases));
    const types: string[][] = [];
    for (const seconds of [61, 122, 183]) {
      const outcome = expireLease(world.situation(world.deployments[0] as Deployment), at(seconds), leases);
      if (outcome) world.apply(outcome);
      types.push(outcome?.events.map(({ type }) => type) ?? []);
    }
    expect(world.deployments[0]).toMatchObject({ status: 'FAILED', reason: 'LEASE_EXPIRED', attempt: 3 });
    expect(types).toEqual([
      ['Deploy Model', 'Deployment Status Changed'],
      ['Deploy Model', 'Deployment Status Changed'],
      ['Deployment Status Changed', 'Deployment Ended'],
    ]);
  });
});
