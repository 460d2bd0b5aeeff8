/** What the registry tells the rest of the platform. The shapes are those of the bus (platform/events.ts). */

import type { ApiKey } from './api-keys.ts';
import type { ApiKeyChange, DeploymentSubject, RegistryEvent, TeamChange } from './event-data.ts';
import type { Alias, Deployment, Model, ModelVersion, StatusChange } from './model.ts';
import { timeOrderedId } from './time-ordered-id.ts';
import type { UsageLimits } from './usage-limits.ts';

export function modelRegistered(version: ModelVersion): RegistryEvent {
  const { modelId, teamId, framework, deploymentTarget, artifactUri, task = 'PREDICTION', parent } = version;
  return {
    type: 'Model Registered',
    detail: {
      ...detail(1, version.registeredAt),
      data: {
        modelId,
        version: version.version,
        teamId,
        framework,
        deploymentTarget,
        artifactUri,
        task,
        ...(parent && { parent }),
      },
    },
  };
}

/** A new attempt waits for a deployer. */
export function deployModel(deployment: Deployment): RegistryEvent {
  const { attempt, framework, artifactUri, artifactSha256 } = deployment;
  return {
    type: 'Deploy Model',
    detail: {
      ...detail(deployment.sequence, deployment.changedAt),
      data: { ...subject(deployment), attempt, framework, artifactUri, ...(artifactSha256 && { artifactSha256 }) },
    },
  };
}

export function deploymentStatusChanged(deployment: Deployment): RegistryEvent {
  return {
    type: 'Deployment Status Changed',
    detail: {
      ...detail(deployment.sequence, deployment.changedAt),
      data: { ...statusChange(deployment), deploymentTarget: deployment.deploymentTarget },
    },
  };
}

/** `deployment` is DEPLOYED: it has an endpoint. */
export function modelDeployed(deployment: Deployment): RegistryEvent {
  const { endpoint = '', deployedAt = deployment.changedAt, trafficPercent = 100 } = deployment;
  return {
    type: 'Model Deployed',
    detail: {
      ...detail(deployment.sequence, deployment.changedAt),
      data: { ...subject(deployment), endpoint, deployedAt, trafficPercent },
    },
  };
}

/** What runs differs from what should run; without `drift`, it does no more. */
export function deploymentDrifted(deployment: Deployment): RegistryEvent {
  const { drift } = deployment;
  return {
    type: 'Deployment Drifted',
    detail: {
      ...detail(deployment.sequence, deployment.changedAt),
      data: { ...subject(deployment), ...(drift && { drift: { ...drift } }) },
    },
  };
}

/** Another share of the slot's traffic; 0, and no endpoint, for an attempt that was lost while it had some. */
export function trafficShifted(deployment: Deployment): RegistryEvent {
  const { endpoint, trafficPercent = 0 } = deployment;
  return {
    type: 'Traffic Shifted',
    detail: {
      ...detail(deployment.sequence, deployment.changedAt),
      data: { ...subject(deployment), ...(endpoint && { endpoint }), trafficPercent },
    },
  };
}

/** `sequence` is that of its health. `deployment` has one. */
export function deploymentHealthChanged(deployment: Deployment): RegistryEvent {
  const { health, changedAt } = deployment;
  const { status = 'HEALTHY', message = '', sequence = 1, changedAt: occurredAt = changedAt } = health ?? {};
  return {
    type: 'Deployment Health Changed',
    detail: { ...detail(sequence, occurredAt), data: { ...subject(deployment), status, message } },
  };
}

export function deploymentEnded(deployment: Deployment): RegistryEvent {
  const { status, reason } = deployment;
  return {
    type: 'Deployment Ended',
    detail: {
      ...detail(deployment.sequence, deployment.changedAt),
      data: { ...subject(deployment), status, ...(reason && { reason }) },
    },
  };
}

/** `sequence` rises with each change of the same record: the team's own, or one membership's. */
export function teamChanged(data: TeamChange, sequence: number, occurredAt: string): RegistryEvent {
  return { type: 'Team Changed', detail: { ...detail(sequence, occurredAt), data } };
}

export function usageLimitsChanged({ subject, limits, changedBy, changedAt, revision }: UsageLimits): RegistryEvent {
  return {
    type: 'Usage Limits Changed',
    detail: { ...detail(revision, changedAt), data: { ...subject, ...limits, changedBy } },
  };
}

/** Nothing of its secrets is in it. */
export function apiKeyChanged(
  { id, name, userId, groups, revision }: ApiKey,
  change: ApiKeyChange['change'],
  changedBy: string,
  occurredAt: string,
): RegistryEvent {
  const data = { apiKeyId: id, change, changedBy, userId, name, groups: [...groups] };
  return { type: 'API Key Changed', detail: { ...detail(revision, occurredAt), data } };
}

export function aliasMoved(moved: Alias, teamId: string): RegistryEvent {
  const { modelId, alias, version, previousVersion, changedAt, changedBy, revision } = moved;
  return {
    type: 'Model Alias Changed',
    detail: {
      ...detail(revision, changedAt),
      data: {
        modelId,
        teamId,
        alias,
        ...(version && { version }),
        ...(previousVersion && { previousVersion }),
        changedBy,
      },
    },
  };
}

/** `model` as it was. */
export function modelDeleted(
  { id, teamId, removal }: Model,
  changedBy: string,
  reason: string,
  at: string,
): RegistryEvent {
  const data = { modelId: id, teamId, changedBy, reason };
  return { type: 'Model Deleted', detail: { ...detail((removal?.count ?? 0) + 1, at), data } };
}

export const versionArchived = versionChanged('Model Version Archived');
export const versionRestored = versionChanged('Model Version Restored');
export const versionDeleted = versionChanged('Model Version Deleted');

function versionChanged(type: 'Model Version Archived' | 'Model Version Restored' | 'Model Version Deleted') {
  return (after: ModelVersion, changedBy: string, reason: string, at: string): RegistryEvent => {
    const { modelId, version, teamId, revision } = after;
    return { type, detail: { ...detail(revision, at), data: { modelId, version, teamId, changedBy, reason } } };
  };
}

/** `version` as it became. */
export function approvalDecided(
  { modelId, version, teamId, registeredBy, revision }: ModelVersion,
  decision: string,
  decidedBy: string,
  occurredAt: string,
  comment: string | undefined,
): RegistryEvent {
  const data = { modelId, version, teamId, decision, decidedBy, registeredBy, ...(comment && { comment }) };
  return { type: 'Model Approval Decided', detail: { ...detail(revision, occurredAt), data } };
}

/** What subscribers see of a deployment's last change. */
export function statusChange(deployment: Deployment): StatusChange {
  const { id, modelId, version, teamId, sequence, status, phase, progressPercent, message, changedAt } = deployment;
  return {
    deploymentId: id,
    modelId,
    version,
    teamId,
    sequence,
    status,
    phase,
    progressPercent,
    message,
    occurredAt: changedAt,
  };
}

function detail(sequence: number, occurredAt: string) {
  return { id: timeOrderedId(), schemaVersion: 1 as const, sequence, occurredAt };
}

function subject({ id, modelId, version, teamId, deploymentTarget }: Deployment): DeploymentSubject {
  return { deploymentId: id, modelId, version, teamId, deploymentTarget };
}
