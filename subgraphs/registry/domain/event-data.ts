import type { StatusChange, VersionKey } from './model.ts';
import type { LimitValues } from './usage-limits.ts';

interface RegistryEventData {
  readonly 'Model Registered': {
    modelId: string;
    version: string;
    teamId: string;
    framework: string;
    deploymentTarget: string;
    artifactUri: string;
    task: string;
    parent?: VersionKey;
  };
  readonly 'Deploy Model': DeploymentSubject & {
    attempt: number;
    framework: string;
    artifactUri: string;
    artifactSha256?: string;
  };
  readonly 'Deployment Status Changed': StatusChange & { deploymentTarget: string };
  readonly 'Model Deployed': DeploymentSubject & { endpoint: string; deployedAt: string; trafficPercent: number };
  readonly 'Deployment Ended': DeploymentSubject & { status: string; reason?: string };
  readonly 'Deployment Drifted': DeploymentSubject & {
    drift?: { code: string; message: string; since: string; mendedById?: string };
  };
  readonly 'Traffic Shifted': DeploymentSubject & { endpoint?: string; trafficPercent: number };
  readonly 'Deployment Health Changed': DeploymentSubject & { status: string; message: string };
  readonly 'Team Changed': TeamChange;
  readonly 'API Key Changed': ApiKeyChange;
  readonly 'Usage Limits Changed': { teamId?: string; apiKeyId?: string; changedBy: string } & LimitValues;
  readonly 'Model Approval Decided': ApprovalDecided;
  readonly 'Model Alias Changed': {
    modelId: string;
    teamId: string;
    alias: string;
    version?: string;
    previousVersion?: string;
    changedBy: string;
  };
  readonly 'Model Access Changed': {
    modelId: string;
    teamId: string;
    visibility: string;
    grantedTeams: string[];
    changedBy: string;
    reason?: string;
  };
  readonly 'Model Deleted': { modelId: string; teamId: string; changedBy: string; reason: string };
  readonly 'Model Version Archived': VersionChange;
  readonly 'Model Version Restored': VersionChange;
  readonly 'Model Version Deleted': VersionChange;
  readonly 'Artifact Ready': ArtifactSubject & { sizeBytes: number; sha256: string };
  readonly 'MCP Servers Changed': { teamId: string; change: string; server?: string; changedBy: string };
  readonly 'Artifact Rejected': ArtifactSubject & { reason: string };
  readonly 'Artifact Deleted': ArtifactSubject & { reason: string };
  readonly 'Webhook Changed': {
    webhookId: string;
    teamId: string;
    change: string;
    eventTypes: string[];
    changedBy: string;
  };
  readonly 'Webhook Tested': { webhookId: string; teamId: string; requestedBy: string };
  readonly 'Webhook Replay Requested': {
    webhookId: string;
    teamId: string;
    deliveryId: string;
    requestedBy: string;
  };
}

interface ArtifactSubject {
  uploadId: string;
  artifactUri: string;
  modelId: string;
  teamId: string;
}

export interface TeamChange {
  teamId: string;
  change: 'CREATED' | 'POLICY_CHANGED' | 'MEMBER_ADDED' | 'ROLE_CHANGED' | 'MEMBER_REMOVED';
  changedBy: string;
  /** Of members' changes. */
  userId?: string;
  role?: string;
}

export interface ApiKeyChange {
  apiKeyId: string;
  change: 'CREATED' | 'ROTATED' | 'REVOKED';
  changedBy: string;
  userId: string;
  name: string;
  groups: string[];
}

interface ApprovalDecided {
  modelId: string;
  version: string;
  teamId: string;
  decision: string;
  decidedBy: string;
  registeredBy: string;
  comment?: string;
}

export interface DeploymentSubject {
  deploymentId: string;
  modelId: string;
  version: string;
  teamId: string;
  deploymentTarget: string;
}

interface VersionChange {
  modelId: string;
  version: string;
  teamId: string;
  changedBy: string;
  reason: string;
}

type RegistryEventOf<Type extends keyof RegistryEventData> = {
  readonly type: Type;
  readonly detail: {
    readonly id: string;
    readonly schemaVersion: 1;
    /** Rises with every change of the deployment, the alias or the version; 1 for a registration. */
    readonly sequence: number;
    readonly occurredAt: string;
    readonly data: RegistryEventData[Type];
  };
};
export type RegistryEvent = { [Type in keyof RegistryEventData]: RegistryEventOf<Type> }[keyof RegistryEventData];
