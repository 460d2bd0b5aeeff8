/**
 * The state machine of a deployment: QUEUED → ACCEPTED → PREPARING → VERIFYING → SHIFTING → DONE, as deployers and clocks move it.
 * Pure: each step takes the situation and says what it becomes and which events that makes; whoever calls writes all of it, or nothing.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { DomainError } from '../../../platform/errors.ts';
import {
  beginStep,
  type Outcome,
  type Situation,
  type Step,
  type StepContext,
  secondsAfter,
  unchanged,
  waitingForDeployer,
} from './deployment-step.ts';
import {
  type Deployment,
  type DeploymentPhase,
  deploymentPhases,
  type FailureReason,
  type TrafficFigures,
} from './model.ts';
import { directiveFor, stepDue, verdictOn } from './rollout.ts';

export const maximumAttempts = 3;

export interface Claim {
  readonly attempt: number;
  readonly deployerId: string;
  readonly fencingToken: string;
}

/** Which claim speaks. */
export interface ClaimKey {
  readonly attempt: number;
  readonly fencingToken: string;
}

interface ReportOf<Phase extends DeploymentPhase> extends ClaimKey {
  readonly phase: Phase;
  readonly progressPercent: number;
  readonly message: string;
}
type ProgressReport = ReportOf<Exclude<DeploymentPhase, 'DONE' | 'SHIFTING'>>;
/** `endpoint`: where it answers, once verified. `trafficPercent`: what was shifted to it. */
type ShiftingReport = ReportOf<'SHIFTING'> & { readonly endpoint?: string; readonly trafficPercent?: number };
type DeployedReport = ReportOf<'DONE'> & { readonly status: 'DEPLOYED'; readonly endpoint: string };
type FailedReport = ReportOf<'DONE'> & { readonly status: 'FAILED'; readonly reason: FailureReason };
export type Report = ProgressReport | ShiftingReport | DeployedReport | FailedReport;

/**
 * The attempt gets a deployer, who may claim again after a restart; the token of an earlier claim is worth nothing then.
 * Throws CONFLICT when the attempt is over or another deployer has it.
 */
export function claim(
  situation: Situation,
  id: string,
  { attempt, deployerId, fencingToken }: Claim,
  context: StepContext,
): Outcome {
  const step = beginStep(situation, context);
  const deployment = step.deployment(id);
  if (deployment.phase === 'DONE' || deployment.attempt !== attempt || deployment.waits) throw attemptIsOver(attempt);
  if (deployment.phase !== 'QUEUED' && deployment.deployerId !== deployerId) {
    throw new DomainError('CONFLICT', 'Another deployer has claimed the attempt');
  }
  step.change(id, {
    ...fromTheBeginning(deployment),
    phase: 'ACCEPTED',
    message: `Claimed by ${deployerId}`,
    deployerId,
    fencingTokenDigest: digest(fencingToken),
    leaseExpiresAt: secondsAfter(context.now, context.leases.claimedSeconds),
  });
  return step.outcome();
}

/**
 * What a deployer says happened. A report that says nothing new only renews the lease; the last report repeated changes nothing.
 * Throws CONFLICT for an attempt that is over, for a step backwards, and for a canary that is done too soon.
 */
export function report(
  situation: Situation,
  id: string,
  report: Report,
  context: StepContext,
  figures?: TrafficFigures,
): Outcome {
  const step = beginStep(situation, context);
  const deployment = step.deployment(id);
  requireToken(deployment, report);
  const lastReportDigest = digest(JSON.stringify(report));
  if (deployment.phase === 'DONE' && deployment.lastReportDigest === lastReportDigest) return unchanged(situation);
  if (deployment.status !== 'DEPLOYING' && deployment.status !== 'DEPLOYED') {
    throw new DomainError('CONFLICT', `The deployment has ended: ${deployment.status}`);
  }
  requireForward(deployment, report);
  const { phase, progressPercent, message } = report;
  if (phase !== 'DONE') {
    const leaseExpiresAt = secondsAfter(context.now, context.leases.claimedSeconds);
    step.change(id, { phase, progressPercent, message, lastReportDigest, leaseExpiresAt });
    if (phase === 'SHIFTING') shifted(step, id, report, context.now, figures);
  } else {
    step.change(id, { lastReportDigest });
    if (report.status === 'FAILED') step.end(id, { status: 'FAILED', reason: report.reason, message });
    else if (deployment.status === 'DEPLOYED') step.change(id, movedTo(deployment, report));
    else deployed(step, id, report, context.now);
  }
  return step.outcome();
}

/**
 * Renews the lease of a claimed attempt; a canary is rolled back when the gateway's figures are beyond its bounds. One that has ended
 * is left as it is. Throws CONFLICT for an attempt that is over.
 */
export function heartbeat(
  situation: Situation,
  id: string,
  key: ClaimKey,
  context: StepContext,
  figures?: TrafficFigures,
): Outcome {
  const step = beginStep(situation, context);
  const deployment = step.deployment(id);
  requireToken(deployment, key);
  if (deployment.phase === 'DONE') return unchanged(situation);
  const verdict = verdictOn(deployment, figures);
  if (verdict) {
    step.end(id, { status: 'ROLLED_BACK', ...verdict });
    return step.outcome();
  }
  step.change(id, { leaseExpiresAt: secondsAfter(context.now, context.leases.claimedSeconds) });
  return step.outcome();
}

/** The next attempt, or the end, for a deployment whose lease ran out; unchanged while it holds. */
export function expireLease(situation: Situation, id: string, context: StepContext): Outcome {
  const step = beginStep(situation, context);
  const deployment = step.deployment(id);
  const { leaseExpiresAt, waits, attempt } = deployment;
  const { now, leases } = context;
  if (leaseExpiresAt === undefined || leaseExpiresAt > now.toISOString()) return unchanged(situation);
  const asked = {
    waits: undefined,
    message: waitingForDeployer,
    leaseExpiresAt: secondsAfter(now, leases.queuedSeconds),
  };
  if (waits === 'FOR_RETRY') {
    step.change(id, asked);
  } else if (attempt >= maximumAttempts) {
    const message = `No deployer finished within its lease, ${maximumAttempts} times`;
    step.end(id, { status: 'TIMED_OUT', reason: 'LEASE_EXPIRED', message });
  } else {
    const pause = (leases.retrySeconds ?? 0) * 4 ** (attempt - 1);
    const released = { ...fromTheBeginning(deployment), deployerId: undefined, fencingTokenDigest: undefined };
    step.change(id, { ...released, phase: 'QUEUED', attempt: attempt + 1, ...asked });
    const message = `Attempt ${attempt} was lost; the next one begins in ${pause} s`;
    if (pause > 0) step.change(id, { waits: 'FOR_RETRY', message, leaseExpiresAt: secondsAfter(now, pause) });
  }
  return step.outcome();
}

/** Ends what was kept warm for long enough. */
export function expireStandby(situation: Situation, context: StepContext): Outcome {
  const step = beginStep(situation, context);
  const { standby } = step.slot;
  if (!standby || standby.until > context.now.toISOString()) return unchanged(situation);
  step.end(standby.deploymentId, { status: 'SUPERSEDED', message: 'It was kept warm for as long as was asked' });
  return step.outcome();
}

function shifted(
  step: Step,
  id: string,
  { endpoint, trafficPercent }: ShiftingReport,
  now: Date,
  figures: TrafficFigures | undefined,
): void {
  if (endpoint !== undefined) step.change(id, { endpoint });
  const deployment = step.deployment(id);
  if (trafficPercent === undefined || trafficPercent === deployment.trafficPercent) return;
  const directive = directiveFor(deployment, step.slot.activeId !== undefined, now);
  if (directive.trafficPercent !== trafficPercent) {
    throw new DomainError('CONFLICT', `${trafficPercent} percent of the traffic were not asked for`);
  }
  if (directive.action !== 'SHIFT') return;
  const progress = { step: stepDue(deployment, now), since: now.toISOString() };
  step.change(id, { trafficPercent, canary: { ...progress, ...(figures && { baseline: figures }) } });
}

function deployed(step: Step, id: string, report: DeployedReport, now: Date): void {
  const { endpoint, message } = report;
  const { activeId, standby } = step.slot;
  step.change(id, { endpoint, phase: 'SHIFTING' });
  const deployment = step.deployment(id);
  if (directiveFor(deployment, activeId !== undefined, now).action !== 'FINISH') {
    throw new DomainError('CONFLICT', 'The canary is not done: wait for the directive FINISH');
  }
  const { strategy, rollbackOf } = deployment;
  const replacesId = rollbackOf === undefined ? activeId : deployment.replacesId;
  if (standby) step.end(standby.deploymentId, takenOverBy(deployment));
  step.changeSlot({ activeId: id, underWayId: undefined });
  step.change(id, {
    status: 'DEPLOYED',
    phase: 'DONE',
    message,
    progressPercent: 100,
    trafficPercent: 100,
    canary: undefined,
    leaseExpiresAt: undefined,
    deployedAt: now.toISOString(),
    replacesId,
  });
  if (activeId === undefined) return;
  const keptSeconds = strategy?.keepPreviousSeconds ?? 0;
  if (rollbackOf === activeId) {
    step.end(activeId, { status: 'ROLLED_BACK', reason: 'REQUESTED', message: takenOverBy(deployment).message });
  } else if (keptSeconds > 0) {
    step.changeSlot({ standby: { deploymentId: activeId, until: secondsAfter(now, keptSeconds) } });
    step.change(activeId, { trafficPercent: 0, message: `Kept warm for ${keptSeconds} s` });
  } else {
    step.end(activeId, takenOverBy(deployment));
  }
}

function takenOverBy({ id, version }: Deployment) {
  return { status: 'SUPERSEDED', message: `The deployment ${id} of ${version} serves now` } as const;
}

function movedTo(deployment: Deployment, { endpoint, message }: DeployedReport) {
  return deployment.endpoint === endpoint ? { lastReportDigest: deployment.lastReportDigest } : { endpoint, message };
}

/** Nothing runs of it: no endpoint, no traffic, no progress; a canary begins its step again. */
function fromTheBeginning({ canary }: Deployment) {
  return {
    progressPercent: 0,
    endpoint: undefined,
    trafficPercent: undefined,
    lastReportDigest: undefined,
    canary: canary && { step: canary.step },
  };
}

/** Throws CONFLICT when the claim that speaks is over. */
export function requireToken(deployment: Deployment, { attempt, fencingToken }: ClaimKey): void {
  const expected = Buffer.from(deployment.fencingTokenDigest ?? '', 'hex');
  const given = Buffer.from(digest(fencingToken), 'hex');
  const matches = expected.length === given.length && timingSafeEqual(expected, given);
  if (!matches || deployment.attempt !== attempt) throw attemptIsOver(attempt);
}

/** A final report is never a step back: the progress it ends with is its own. */
function requireForward(deployment: Deployment, { phase, progressPercent }: Report): void {
  if (deploymentPhases.indexOf(phase) < deploymentPhases.indexOf(deployment.phase)) {
    throw new DomainError('CONFLICT', `The deployment is past ${phase}: it is ${deployment.phase}`);
  }
  if (phase !== 'DONE' && progressPercent < deployment.progressPercent) {
    throw new DomainError('CONFLICT', `Progress never falls: it is ${deployment.progressPercent} percent`);
  }
}

function attemptIsOver(attempt: number): DomainError {
  return new DomainError('CONFLICT', `Attempt ${attempt} is over`);
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
