/** What people ask of a slot: deploy, cancel, undeploy, roll back. Pure, as deployment.ts is. */
import { DomainError } from '../../../platform/errors.ts';
import {
  beginStep,
  type Outcome,
  type Situation,
  type StepContext,
  secondsAfter,
  unchanged,
  waitingForDeployer,
} from './deployment-step.ts';
import type { Deployment, DeploymentTarget, ModelVersion, Slot, Strategy } from './model.ts';
import { allAtOnce } from './rollout.ts';

/** Deployments that wait for their slot. */
const mostWaiting = 20;

export interface NewDeployment {
  readonly id: string;
  readonly requestedBy: string;
  readonly strategy?: Strategy | undefined;
  readonly retryOf?: string | undefined;
  readonly rollbackOf?: string | undefined;
  /** Of a rollback: where another one would lead. */
  readonly replacesId?: string | undefined;
}

export function emptySlot({ modelId, deploymentTarget, teamId }: ModelVersion): Slot {
  return { modelId, deploymentTarget, teamId, waiting: [], revision: 0 };
}

/**
 * A new deployment of `version`, after those that are under way in its slot; a rollback comes next. Throws CONFLICT while another one
 * of the same version is under way, and when too many wait.
 */
export function queue(
  situation: Situation,
  version: ModelVersion,
  request: NewDeployment,
  context: StepContext,
): Outcome {
  requireDeployable(version);
  const { slot } = situation;
  if (slot.waiting.length >= mostWaiting) {
    throw new DomainError(
      'CONFLICT',
      `${mostWaiting} deployments wait for this model and target: let some of them end`,
    );
  }
  const step = beginStep(situation, context);
  const deployment = newDeployment(version, request, context);
  if (slot.underWayId === undefined) {
    step.changeSlot({ underWayId: deployment.id });
    step.add(deployment);
  } else {
    const { leaseExpiresAt: _none, ...rest } = deployment;
    const message = `Waiting for ${slot.waiting.length + 1} deployments of the same model and target`;
    step.add({ ...rest, waits: 'FOR_SLOT', message });
    step.changeSlot({
      waiting: request.rollbackOf ? [deployment.id, ...slot.waiting] : [...slot.waiting, deployment.id],
    });
  }
  return step.outcome();
}

/** Ends a deployment that is under way. Throws CONFLICT for one that has come to another end. */
export function cancel(situation: Situation, id: string, why: string | undefined, context: StepContext): Outcome {
  const step = beginStep(situation, context);
  const deployment = step.deployment(id);
  if (deployment.status === 'CANCELLED') return unchanged(situation);
  requireStatus(deployment, 'DEPLOYING', 'cancelled');
  const message = why ?? `Cancelled by ${context.by}`;
  step.end(id, { status: 'CANCELLED', reason: 'REQUESTED', message });
  return step.outcome();
}

/**
 * Ends a deployment that serves, what was kept warm for it, and what the registry deploys in its stead because it was missing. Throws
 * CONFLICT for one that does not serve.
 */
export function undeploy(situation: Situation, id: string, why: string | undefined, context: StepContext): Outcome {
  const step = beginStep(situation, context);
  requireStatus(step.deployment(id), 'DEPLOYED', 'undeployed');
  const { activeId, standby, underWayId } = step.slot;
  const message = why ?? `Undeployed by ${context.by}`;
  const ending = { status: 'UNDEPLOYED', reason: 'REQUESTED', message } as const;
  if (activeId === id && standby) step.end(standby.deploymentId, ending);
  const mends = underWayId !== undefined && isMendOf(step.deployment(underWayId), id);
  if (mends) step.end(underWayId, { ...ending, status: 'CANCELLED' });
  step.end(id, ending);
  return step.outcome();
}

/** As who the registry deploys what should run and does not. */
export const registryItself = 'registry';

function isMendOf({ requestedBy, retryOf }: Deployment, id: string): boolean {
  return requestedBy === registryItself && retryOf === id;
}

/** Where a deployer can choose how many replicas serve. */
const scalableTargets: readonly DeploymentTarget[] = ['EKS', 'LAMBDA'];

/** With how many replicas what serves is to serve. Throws CONFLICT for one that does not serve, and where there is one only. */
export function scale(situation: Situation, id: string, replicas: number, context: StepContext): Outcome {
  const step = beginStep(situation, context);
  const deployment = step.deployment(id);
  requireStatus(deployment, 'DEPLOYED', 'scaled');
  const { deploymentTarget, drift } = deployment;
  if (!scalableTargets.includes(deploymentTarget)) {
    throw new DomainError('CONFLICT', `What serves on ${deploymentTarget} cannot be scaled: it is one process`);
  }
  if (deployment.replicas === replicas) return unchanged(situation);
  // What could not be done before is asked anew.
  const kept = drift?.code === 'NOT_SCALED' ? undefined : drift;
  step.change(id, { replicas, drift: kept, message: `Scaled to ${replicas} replicas by ${context.by}` });
  return step.outcome();
}

/**
 * Goes back to what served before: a deployment under way is ended; for one that serves, what is kept warm takes over at once, and
 * else the version before it is deployed again as `newId`. Says which deployment serves then, if any. Throws CONFLICT when there is
 * nothing to go back to.
 */
export function rollBack(
  situation: Situation,
  id: string,
  newId: string,
  why: string | undefined,
  context: StepContext,
): { readonly outcome: Outcome; readonly servesId: string | undefined } {
  const { slot, deployments, versions } = situation;
  const step = beginStep(situation, context);
  const deployment = step.deployment(id);
  const ending = {
    status: 'ROLLED_BACK',
    reason: 'REQUESTED',
    message: why ?? `Rolled back by ${context.by}`,
  } as const;
  if (deployment.status === 'DEPLOYING') {
    step.end(id, ending);
    return { outcome: step.outcome(), servesId: slot.activeId };
  }
  requireStatus(deployment, 'DEPLOYED', 'rolled back');
  if (slot.activeId !== id) throw new DomainError('CONFLICT', 'The deployment is kept warm only: another one serves');
  if (slot.standby) {
    step.end(id, ending);
    return { outcome: step.outcome(), servesId: slot.standby.deploymentId };
  }
  const previous = deployments.get(deployment.replacesId ?? '');
  const version = versions.get(previous?.version ?? '');
  if (!previous || !version) throw new DomainError('CONFLICT', 'Nothing has served before it that could serve again');
  const request = { id: newId, requestedBy: context.by, rollbackOf: id, replacesId: previous.replacesId };
  return { outcome: queue(situation, version, request, context), servesId: newId };
}

function newDeployment(version: ModelVersion, request: NewDeployment, { now, leases }: StepContext): Deployment {
  const { modelId, teamId, framework, deploymentTarget, artifactUri, artifact } = version;
  const { id, requestedBy, strategy = allAtOnce, ...origin } = request;
  const at = now.toISOString();
  return {
    id,
    requestedBy,
    strategy,
    ...Object.fromEntries(Object.entries(origin).filter(([, value]) => value !== undefined)),
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
    message: waitingForDeployer,
    sequence: 1,
    attempt: 1,
    requestedAt: at,
    changedAt: at,
    leaseExpiresAt: secondsAfter(now, leases.queuedSeconds),
    revision: 1,
  };
}

function requireDeployable({ modelId, version, status, deploymentId }: ModelVersion): void {
  if (status === 'DEPLOYING') {
    throw new DomainError('CONFLICT', `A deployment of ${modelId} ${version} is under way`, {
      extensions: { deploymentId },
    });
  }
  if (status === 'ARCHIVED') throw new DomainError('CONFLICT', `${modelId} ${version} is archived: restore it first`);
}

function requireStatus({ id, status }: Deployment, needed: Deployment['status'], wish: string): void {
  if (status === needed) return;
  throw new DomainError('CONFLICT', `The deployment is ${status}: it cannot be ${wish}`, {
    extensions: { deploymentId: id, status },
  });
}
