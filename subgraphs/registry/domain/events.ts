/** What the registry tells the rest of the platform. The shapes are those of the bus (platform/events.ts). */
import type { Deployment, ModelVersion, StatusChange } from './model.ts';
import { timeOrderedId } from './time-ordered-id.ts';

interface RegistryEventData {
  readonly 'Model Registered': {
    modelId: string;
    version: string;
    teamId: string;
    framework: string;
    deploymentTarget: string;
    artifactUri: string;
  };
  readonly 'Deploy Model': DeploymentSubject & {
    attempt: number;
    framework: string;
    artifactUri: string;
    artifactSha256?: string;
  };
  readonly 'Deployment Status Changed': StatusChange & { deploymentTarget: string };
  readonly 'Model Deployed': DeploymentSubject & { endpoint: string; deployedAt: string };
  readonly 'Deployment Ended': DeploymentSubject & { status: string; reason?: string };
}

interface DeploymentSubject {
  deploymentId: string;
  modelId: string;
  version: string;
  teamId: string;
  deploymentTarget: string;
}

type RegistryEventOf<Type extends keyof RegistryEventData> = {
  readonly type: Type;
  readonly detail: {
    readonly id: string;
    readonly schemaVersion: 1;
    /** The deployment's sequence after the change; 1 for a registration. */
    readonly sequence: number;
    readonly occurredAt: string;
    readonly data: RegistryEventData[Type];
  };
};
export type RegistryEvent = { [Type in keyof RegistryEventData]: RegistryEventOf<Type> }[keyof RegistryEventData];

export function modelRegistered(version: ModelVersion): RegistryEvent {
  const { modelId, teamId, framework, deploymentTarget, artifactUri } = version;
  return {
    type: 'Model Registered',
    detail: {
      ...detail(1, version.registeredAt),
      data: { modelId, version: version.version, teamId, framework, deploymentTarget, artifactUri },
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
  const { endpoint = '', deployedAt = deployment.changedAt } = deployment;
  return {
    type: 'Model Deployed',
    detail: {
      ...detail(deployment.sequence, deployment.changedAt),
      data: { ...subject(deployment), endpoint, deployedAt },
    },
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
