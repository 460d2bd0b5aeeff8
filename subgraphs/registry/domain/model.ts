/** What the registry keeps: models, their immutable versions, and the deployments of those. */

export const deploymentTargets = ['LAMBDA', 'EKS', 'LOCAL', 'EXTERNAL'] as const;
export type DeploymentTarget = (typeof deploymentTargets)[number];

export const versionStatuses = ['REGISTERED', 'DEPLOYING', 'DEPLOYED', 'FAILED', 'ARCHIVED'] as const;
export type VersionStatus = (typeof versionStatuses)[number];

/** What a client may ask of a version. */
export const modelTasks = ['PREDICTION', 'TEXT_GENERATION', 'EMBEDDING'] as const;
export type ModelTask = (typeof modelTasks)[number];

export const deploymentStatuses = ['DEPLOYING', 'DEPLOYED', 'FAILED', 'SUPERSEDED'] as const;
export type DeploymentStatus = (typeof deploymentStatuses)[number];

/** In the order a deployment goes through them. */
export const deploymentPhases = ['QUEUED', 'ACCEPTED', 'PREPARING', 'VERIFYING', 'SHIFTING', 'DONE'] as const;
export type DeploymentPhase = (typeof deploymentPhases)[number];

export const failureReasons = [
  'CHECKSUM_MISMATCH',
  'ARTIFACT_NOT_FOUND',
  'LOAD_ERROR',
  'UNHEALTHY',
  'TARGET_REJECTED',
  'LEASE_EXPIRED',
  'DEPLOYER_ERROR',
] as const;
export type FailureReason = (typeof failureReasons)[number];

export const approvalDecisions = ['APPROVED', 'REJECTED'] as const;
export type ApprovalDecision = (typeof approvalDecisions)[number];

/** How a maintainer of the team has decided on a version. */
export interface Approval {
  readonly decision: ApprovalDecision;
  readonly decidedBy: string;
  /** ISO 8601. */
  readonly decidedAt: string;
  readonly comment?: string;
}

export interface Model {
  readonly id: string;
  /** Never changes. */
  readonly teamId: string;
  /** ISO 8601. */
  readonly createdAt: string;
  /** The highest release, or the highest pre-release while there is no release. */
  readonly latestVersion: string;
  /** When its last version was deleted. Such a model is no longer seen; its id stays its team's. */
  readonly deletedAt?: string;
}

export interface Tag {
  readonly key: string;
  readonly value: string;
}

export const artifactVerifications = ['VERIFIED', 'EXISTS', 'FORM_ONLY'] as const;
export type ArtifactVerification = (typeof artifactVerifications)[number];

export interface Artifact {
  /** True when the bucket is ours; then size and digest are known. */
  readonly verified: boolean;
  /** Absent from versions that were registered before it was kept. */
  readonly verification?: ArtifactVerification;
  /** The upload that made it. */
  readonly uploadId?: string;
  readonly sizeBytes?: number;
  /** Lower-case hexadecimal. */
  readonly sha256?: string;
}

export interface VersionKey {
  readonly modelId: string;
  readonly version: string;
}

/** Everything but `status` and what follows it never changes. */
export interface ModelVersion extends VersionKey {
  readonly teamId: string;
  readonly framework: string;
  readonly deploymentTarget: DeploymentTarget;
  readonly artifactUri: string;
  readonly artifact: Artifact;
  readonly description?: string;
  readonly tags: readonly Tag[];
  /** PREDICTION when absent. */
  readonly task?: ModelTask;
  /** The version it was made from; it existed before. */
  readonly parent?: VersionKey;
  /** ISO 8601. */
  readonly registeredAt: string;
  readonly registeredBy: string;
  readonly status: VersionStatus;
  /** The newest deployment. */
  readonly deploymentId?: string;
  /** The deployment that serves now; another than the newest while that one is under way, or after it failed. */
  readonly servingDeploymentId?: string;
  /** Absent while nobody has decided. */
  readonly approval?: Approval;
  /** The aliases that name it, sorted. */
  readonly aliases?: readonly string[];
  /** What it goes back to when it is restored; only while ARCHIVED. */
  readonly statusBeforeArchive?: VersionStatus;
  /** Only of a deleted version, which is found by what its number is kept for and in history. */
  readonly deletedAt?: string;
  /** Rises with every write of the record. */
  readonly revision: number;
}

export interface AliasKey {
  readonly modelId: string;
  readonly alias: string;
}

/** An alias as a move has left it. Its moves are kept in the same form. */
export interface Alias extends AliasKey {
  /** Absent when it was removed; the record stays, so that the count of its moves goes on. */
  readonly version?: string;
  readonly previousVersion?: string;
  /** ISO 8601. */
  readonly changedAt: string;
  readonly changedBy: string;
  readonly reason?: string;
  /** Rises by one with every move. */
  readonly revision: number;
}

export interface Deployment extends VersionKey {
  readonly id: string;
  readonly teamId: string;
  readonly framework: string;
  readonly deploymentTarget: DeploymentTarget;
  readonly artifactUri: string;
  readonly artifactSha256?: string;
  readonly status: DeploymentStatus;
  readonly phase: DeploymentPhase;
  /** 0 to 100. */
  readonly progressPercent: number;
  readonly message: string;
  readonly reason?: FailureReason;
  /** Rises by one with every change that people can see. */
  readonly sequence: number;
  /** Counts from 1. */
  readonly attempt: number;
  readonly endpoint?: string;
  /** ISO 8601, as are the other times. */
  readonly requestedAt: string;
  readonly requestedBy: string;
  readonly deployedAt?: string;
  /** When `sequence` rose last. */
  readonly changedAt: string;
  readonly deployerId?: string;
  /** SHA-256 of the fencing token of the current claim. */
  readonly fencingTokenDigest?: string;
  /** What the last report said, digested: tells a repeated report from a new one. */
  readonly lastReportDigest?: string;
  /** Absent once the deployment is done. */
  readonly leaseExpiresAt?: string;
  /** Rises with every write of the record, renewals of the lease included. */
  readonly revision: number;
}

/** One change of a deployment: what its subscribers see, and its audit. */
export interface StatusChange {
  readonly deploymentId: string;
  readonly modelId: string;
  readonly version: string;
  readonly teamId: string;
  readonly sequence: number;
  readonly status: DeploymentStatus;
  readonly phase: DeploymentPhase;
  readonly progressPercent: number;
  readonly message: string;
  readonly occurredAt: string;
}
