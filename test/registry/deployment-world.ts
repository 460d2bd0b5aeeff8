/** One slot with two versions and all their deployments, in a test's hands; after each step it keeps its promises, or the test fails. */
import { expect } from '@jest/globals';
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
import { emptySlot, queue } from '../../subgraphs/registry/domain/deployment-wishes.ts';
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

export const strategies: Record<string, Strategy> = {
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
export const healthy: TrafficFigures = { requests: 100, failures: 1, latencies: { 20: 100 } };
export const failing: TrafficFigures = { requests: 100, failures: 50, latencies: { 20: 100 } };

/** A slot with two versions and all their deployments, all steps applied. */
export class World {
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

  /** So many seconds from now. */
  after(seconds: number): string {
    return new Date(start + (this.seconds + seconds) * 1000).toISOString();
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

export const shifting = { phase: 'SHIFTING', progressPercent: 90, message: 'moves' };
export const serves = { phase: 'DONE', status: 'DEPLOYED', progressPercent: 100, message: 'serves' };
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
