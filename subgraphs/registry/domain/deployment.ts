/**
 * The state machine of a deployment: QUEUED → ACCEPTED → PREPARING → VERIFYING → SHIFTING → DONE. Pure: each step takes the
 * situation and says what it becomes and which events that makes; whoever calls writes all of it, or nothing.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { DomainError } from '../../../platform/errors.ts';
import { deployModel, deploymentEnded, deploymentStatusChanged, modelDeployed, type RegistryEvent } from './events.ts';
import {
  type Deployment,
  type DeploymentPhase,
  deploymentPhases,
  type FailureReason,
  type ModelVersion,
} from './model.ts';

export const maximumAttempts = 3;

export interface LeaseTimes {
  /** How long a claim or a report holds. */
  readonly claimedSeconds: number;
  /** How long an attempt may wait for a deployer. */
  readonly queuedSeconds: number;
}

/** A deployment, its version, and the other deployment that serves the version meanwhile, if there is one. */
export interface Situation {
  readonly deployment: Deployment;
  readonly version: ModelVersion;
  readonly serving?: Deployment;
}

/** What a step makes of a situation. Objects that did not change are the same objects. */
export interface Outcome extends Situation {
  readonly events: readonly RegistryEvent[];
}

export interface Claim {
  readonly attempt: number;
  readonly deployerId: string;
  readonly fencingToken: string;
}

interface ReportOf<Phase extends DeploymentPhase> {
  readonly attempt: number;
  readonly fencingToken: string;
  readonly phase: Phase;
  readonly progressPercent: number;
  readonly message: string;
}
type ProgressReport = ReportOf<Exclude<DeploymentPhase, 'DONE'>>;
type DeployedReport = ReportOf<'DONE'> & { readonly status: 'DEPLOYED'; readonly endpoint: string };
type FailedReport = ReportOf<'DONE'> & { readonly status: 'FAILED'; readonly reason: FailureReason };
export type Report = ProgressReport | DeployedReport | FailedReport;

/** A new deployment of `version`. Throws CONFLICT while another one is under way. */
export function queue(
  version: ModelVersion,
  request: { readonly id: string; readonly requestedBy: string },
  now: Date,
  leases: LeaseTimes,
): Omit<Outcome, 'serving'> {
  if (version.status === 'DEPLOYING') {
    throw new DomainError('CONFLICT', `A deployment of ${version.modelId} ${version.version} is under way`, {
      extensions: { deploymentId: version.deploymentId },
    });
  }
  if (version.status === 'ARCHIVED') {
    throw new DomainError('CONFLICT', `${version.modelId} ${version.version} is archived: restore it first`);
  }
  const { modelId, teamId, framework, deploymentTarget, artifactUri, artifact } = version;
  const at = now.toISOString();
  const deployment: Deployment = {
    ...request,
    modelId,
    version: version.version,
    teamId,
    framework,
    deploymentTarget,
    artifactUri,
    ...(artifact.sha256 && { artifactSha256: artifact.sha256 }),
    status: 'DEPLOYING',
    phase: 'QUEUED',
    progressPercent: 0,
    message: 'Waiting for a deployer',
    sequence: 1,
    attempt: 1,
    requestedAt: at,
    changedAt: at,
    leaseExpiresAt: later(now, leases.queuedSeconds),
    revision: 1,
  };
  return {
    deployment,
    version: { ...version, status: 'DEPLOYING', deploymentId: deployment.id, revision: version.revision + 1 },
    events: [deployModel(deployment), deploymentStatusChanged(deployment)],
  };
}

/**
 * The attempt gets a deployer, who may claim again after a restart; the token of an earlier claim is worth nothing then.
 * Throws CONFLICT when the attempt is over or another deployer has it.
 */
export function claim(situation: Situation, claim: Claim, now: Date, leases: LeaseTimes): Outcome {
  const { deployment } = situation;
  requireOpenAttempt(deployment, claim.attempt);
  if (deployment.phase !== 'QUEUED' && deployment.deployerId !== claim.deployerId) {
    throw new DomainError('CONFLICT', 'Another deployer has claimed the attempt');
  }
  const claimed: Deployment = {
    ...withoutLastReport(deployment),
    deployerId: claim.deployerId,
    fencingTokenDigest: digest(claim.fencingToken),
    leaseExpiresAt: later(now, leases.claimedSeconds),
    revision: deployment.revision + 1,
  };
  if (deployment.phase === 'ACCEPTED') return { ...situation, deployment: claimed, events: [] };
  const at = now.toISOString();
  const visible: Deployment = {
    ...claimed,
    changedAt: at,
    phase: 'ACCEPTED',
    progressPercent: 0,
    message: `Claimed by ${claim.deployerId}`,
    sequence: deployment.sequence + 1,
  };
  return { ...situation, deployment: visible, events: [deploymentStatusChanged(visible)] };
}

/**
 * What a deployer says happened. A report that says nothing new only renews the lease; the last report repeated changes nothing.
 * Throws CONFLICT for an attempt that is over, and for a step backwards.
 */
export function report(situation: Situation, report: Report, now: Date, leases: LeaseTimes): Outcome {
  const { deployment } = situation;
  requireToken(deployment, report);
  const lastReportDigest = digest(JSON.stringify(report));
  if (deployment.phase === 'DONE' && deployment.lastReportDigest === lastReportDigest) return unchanged(situation);
  if (deployment.status === 'FAILED' || deployment.status === 'SUPERSEDED') {
    throw new DomainError('CONFLICT', `The deployment has ended: ${deployment.status}`);
  }
  requireForward(deployment, report);
  const reported: Deployment = { ...deployment, lastReportDigest, revision: deployment.revision + 1 };
  if (report.phase !== 'DONE') return progressed(situation, reported, report, now, leases);
  const final: Deployment = { ...withoutLease(reported), phase: 'DONE', message: report.message };
  if (report.status === 'FAILED') return failed(situation, final, report.reason, now);
  return deployed(situation, final, report.endpoint, now);
}

/** The next attempt, or the end, for a deployment whose lease ran out; undefined while it holds. */
export function expireLease(situation: Situation, now: Date, leases: LeaseTimes): Outcome | undefined {
  const { deployment } = situation;
  const at = now.toISOString();
  if (deployment.leaseExpiresAt === undefined || deployment.leaseExpiresAt > at) return undefined;
  const { deployerId: _gone, fencingTokenDigest: _void, ...unclaimed } = withoutLastReport(withoutLease(deployment));
  const released: Deployment = { ...unclaimed, revision: deployment.revision + 1 };
  if (deployment.attempt >= maximumAttempts) {
    const message = `No deployer finished within its lease, ${maximumAttempts} times`;
    return failed(situation, { ...released, phase: 'DONE', message }, 'LEASE_EXPIRED', now);
  }
  const next: Deployment = {
    ...released,
    changedAt: at,
    phase: 'QUEUED',
    progressPercent: 0,
    attempt: deployment.attempt + 1,
    sequence: deployment.sequence + 1,
    message: `Attempt ${deployment.attempt} was lost; waiting for a deployer`,
    leaseExpiresAt: later(now, leases.queuedSeconds),
  };
  return { ...situation, deployment: next, events: [deployModel(next), deploymentStatusChanged(next)] };
}

function progressed(
  situation: Situation,
  reported: Deployment,
  report: Report,
  now: Date,
  leases: LeaseTimes,
): Outcome {
  const { deployment } = situation;
  const { phase, progressPercent, message } = report;
  const renewed = { ...reported, leaseExpiresAt: later(now, leases.claimedSeconds) };
  const saysNothingNew =
    phase === deployment.phase && progressPercent === deployment.progressPercent && message === deployment.message;
  if (saysNothingNew) return { ...situation, deployment: renewed, events: [] };
  const changedAt = now.toISOString();
  const visible = { ...renewed, phase, progressPercent, message, changedAt, sequence: deployment.sequence + 1 };
  return { ...situation, deployment: visible, events: [deploymentStatusChanged(visible)] };
}

function deployed(situation: Situation, final: Deployment, endpoint: string, now: Date): Outcome {
  const { deployment, version, serving } = situation;
  const at = now.toISOString();
  if (deployment.status === 'DEPLOYED' && deployment.endpoint === endpoint) return unchanged(situation);
  const after: Deployment = {
    ...final,
    status: 'DEPLOYED',
    progressPercent: 100,
    endpoint,
    deployedAt: deployment.deployedAt ?? at,
    changedAt: at,
    sequence: deployment.sequence + 1,
  };
  const events = [deploymentStatusChanged(after), modelDeployed(after)];
  if (deployment.status === 'DEPLOYED') return { ...situation, deployment: after, events };
  const served: ModelVersion = {
    ...version,
    status: 'DEPLOYED',
    servingDeploymentId: after.id,
    revision: version.revision + 1,
  };
  if (!serving) return { deployment: after, version: served, events };
  const superseded: Deployment = {
    ...serving,
    status: 'SUPERSEDED',
    message: 'A newer deployment of the version serves now',
    changedAt: at,
    sequence: serving.sequence + 1,
    revision: serving.revision + 1,
  };
  const endings = [deploymentStatusChanged(superseded), deploymentEnded(superseded)];
  return { deployment: after, version: served, serving: superseded, events: [...events, ...endings] };
}

/** Also the end of a deployment that has served: its endpoint is gone. */
function failed(situation: Situation, final: Deployment, reason: FailureReason, now: Date): Outcome {
  const { deployment, version } = situation;
  const at = now.toISOString();
  const { endpoint: _gone, ...withoutEndpoint } = final;
  const after: Deployment = {
    ...withoutEndpoint,
    status: 'FAILED',
    reason,
    changedAt: at,
    sequence: deployment.sequence + 1,
  };
  const events = [deploymentStatusChanged(after), deploymentEnded(after)];
  return { ...situation, deployment: after, version: versionAfterFailure(deployment, version), events };
}

function versionAfterFailure(deployment: Deployment, version: ModelVersion): ModelVersion {
  const revision = version.revision + 1;
  if (version.servingDeploymentId === deployment.id) {
    const { servingDeploymentId: _gone, ...unserved } = version;
    return { ...unserved, status: version.status === 'DEPLOYED' ? 'FAILED' : version.status, revision };
  }
  return { ...version, status: version.servingDeploymentId ? 'DEPLOYED' : 'FAILED', revision };
}

function requireOpenAttempt(deployment: Deployment, attempt: number): void {
  if (deployment.phase === 'DONE' || deployment.attempt !== attempt) throw attemptIsOver(attempt);
}

function requireToken(deployment: Deployment, { attempt, fencingToken }: Report): void {
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

function unchanged(situation: Situation): Outcome {
  return { ...situation, events: [] };
}

function withoutLease({ leaseExpiresAt: _ended, ...rest }: Deployment): Deployment {
  return rest;
}

function withoutLastReport({ lastReportDigest: _forgotten, ...rest }: Deployment): Deployment {
  return rest;
}

function later(now: Date, seconds: number): string {
  return new Date(now.getTime() + seconds * 1000).toISOString();
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
