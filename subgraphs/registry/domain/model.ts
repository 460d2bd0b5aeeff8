/** What the registry keeps: models, their immutable versions, and the deployments of those. */

export const deploymentTargets = ['LAMBDA', 'EKS', 'LOCAL', 'EXTERNAL'] as const;
export type DeploymentTarget = (typeof deploymentTargets)[number];

export const versionStatuses = ['REGISTERED', 'DEPLOYING', 'DEPLOYED', 'FAILED', 'ARCHIVED'] as const;
export type VersionStatus = (typeof versionStatuses)[number];

/** What a client may ask of a version. */
export const modelTasks = ['PREDICTION', 'TEXT_GENERATION', 'EMBEDDING'] as const;
export type ModelTask = (typeof modelTasks)[number];

export const deploymentStatuses = [
  'DEPLOYING',
  'DEPLOYED',
  'FAILED',
  'CANCELLED',
  'TIMED_OUT',
  'ROLLED_BACK',
  'SUPERSEDED',
  'UNDEPLOYED',
] as const;
export type DeploymentStatus = (typeof deploymentStatuses)[number];

/** In the order a deployment goes through them. */
export const deploymentPhases = ['QUEUED', 'ACCEPTED', 'PREPARING', 'VERIFYING', 'SHIFTING', 'DONE'] as const;
export type DeploymentPhase = (typeof deploymentPhases)[number];

export const failureReasons = [
  'CHECKSUM_MISMATCH',
  'ARTIFACT_NOT_FOUND',
  'OUT_OF_DISK',
  'LOAD_ERROR',
  'UNHEALTHY',
  'TARGET_REJECTED',
  'LEASE_EXPIRED',
  'DEPLOYER_ERROR',
] as const;
export type FailureReason = (typeof failureReasons)[number];
/** Those that deployers report, those the gateway's figures give, and a person's wish. */
export type EndReason = FailureReason | 'ERROR_RATE' | 'LATENCY' | 'REQUESTED';

export const strategyKinds = ['ALL_AT_ONCE', 'BLUE_GREEN', 'CANARY'] as const;
export type StrategyKind = (typeof strategyKinds)[number];

export interface CanaryStep {
  /** Of the slot's traffic, 1 to 99. */
  readonly percent: number;
  readonly holdSeconds: number;
}

/** Bounds on the gateway's figures of one canary step; beyond them the deployment is rolled back. */
export interface AbortBounds {
  /** 0 to 1. */
  readonly maximumErrorRate?: number;
  readonly maximumP95LatencyMs?: number;
  /** Fewer requests say nothing. */
  readonly minimumRequests: number;
}

/** How a deployment takes over from what serves. */
export interface Strategy {
  readonly kind: StrategyKind;
  /** Of CANARY. */
  readonly steps?: readonly CanaryStep[];
  /** Of CANARY. */
  readonly abortOn?: AbortBounds;
  /** How long what served before is kept warm, so that going back takes no time. */
  readonly keepPreviousSeconds: number;
}

/** What the gateway has seen of a deployment. */
export interface TrafficFigures {
  readonly requests: number;
  readonly failures: number;
  /** Requests by latency; see traffic-figures.ts. */
  readonly latencies: Readonly<Record<string, number>>;
}

/** How far a canary is. */
export interface CanaryProgress {
  /** Counts from 0. */
  readonly step: number;
  /** Since when the step's share of the traffic goes to the deployment (ISO 8601); absent until it does. */
  readonly since?: string;
  /** The figures at that time. */
  readonly baseline?: TrafficFigures;
}

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
  /** TEAM when absent. */
  readonly visibility?: 'TEAM' | 'ORGANIZATION';
  /** Teams that its own has let in, sorted. */
  readonly grantedTeams?: readonly string[];
  /** Rises with every change of the two; 0 when absent. */
  readonly accessRevision?: number;
  /** How many deployments of its versions were ever begun; 0 when absent. */
  readonly deploymentsBegun?: number;
  /** When it was last deleted with all its versions, by whom, and how often so far. */
  readonly removal?: { readonly at: string; readonly by: string; readonly count: number };
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

export const healthStatuses = ['HEALTHY', 'UNHEALTHY'] as const;

/** Whether what serves answers. */
export interface DeploymentHealth {
  readonly status: (typeof healthStatuses)[number];
  readonly message: string;
  /** ISO 8601. */
  readonly changedAt: string;
  /** Rises by one with every change; the deployment's own sequence does not. */
  readonly sequence: number;
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
  readonly reason?: EndReason;
  readonly strategy?: Strategy;
  /** Only while it is QUEUED and no deployer is asked for yet: others of its slot come first, or the next attempt waits a moment. */
  readonly waits?: 'FOR_SLOT' | 'FOR_RETRY';
  /** Its share of the slot's traffic, 0 to 100; absent while it has no endpoint. */
  readonly trafficPercent?: number;
  readonly canary?: CanaryProgress;
  /** What served in the slot before it: where a rollback leads. */
  readonly replacesId?: string;
  /** The deployment that it was asked for to go back from. */
  readonly rollbackOf?: string;
  /** The deployment that it repeats. */
  readonly retryOf?: string;
  /** Rises by one with every change that people can see. */
  readonly sequence: number;
  /** Counts from 1. */
  readonly attempt: number;
  readonly endpoint?: string;
  /** ISO 8601, as are the other times. */
  readonly requestedAt: string;
  readonly requestedBy: string;
  readonly deployedAt?: string;
  /** Absent while nobody has reported it since it was deployed. */
  readonly health?: DeploymentHealth;
  /** When `sequence` rose last. */
  readonly changedAt: string;
  /** By whom: a user, a deployer, or `registry`. */
  readonly changedBy?: string;
  readonly deployerId?: string;
  /** SHA-256 of the fencing token of the current claim. */
  readonly fencingTokenDigest?: string;
  /** What the last report said, digested: tells a repeated report from a new one. */
  readonly lastReportDigest?: string;
  /** Absent once the deployment is done. */
  readonly leaseExpiresAt?: string;
  /** When each phase of each attempt began; the latest of them, 50 at most. */
  readonly phases?: readonly PhaseStart[];
  /** With how many replicas it is to serve; absent while nobody has said. */
  readonly replicas?: number;
  /** Where what runs is not what should run; absent while all is well. */
  readonly drift?: Drift;
  /** Rises with every write of the record, renewals of the lease included. */
  readonly revision: number;
}

export interface PhaseStart {
  readonly attempt: number;
  readonly phase: DeploymentPhase;
  /** ISO 8601. */
  readonly startedAt: string;
}

/** How what runs differs from what should run. */
export interface Drift {
  readonly code: 'NOT_RUNNING' | 'DEPLOYER_SILENT' | 'NOT_SCALED';
  /** For people. */
  readonly message: string;
  /** ISO 8601. */
  readonly since: string;
  /** The deployment that is to mend it. */
  readonly mendedById?: string;
}

export interface SlotKey {
  readonly modelId: string;
  readonly deploymentTarget: DeploymentTarget;
}

/** Where one version of a model serves on one target: what serves and what is to serve are kept apart. */
export interface Slot extends SlotKey {
  readonly teamId: string;
  /** The deployment that serves. */
  readonly activeId?: string;
  /** One that served before, kept warm without traffic. */
  readonly standby?: { readonly deploymentId: string; readonly until: string };
  /** The one deployment under way. */
  readonly underWayId?: string;
  /** Those that come after it, in this order. */
  readonly waiting: readonly string[];
  /** Rises with every write of the record; 0 of a slot that was never written. */
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

/** A change as it is kept. */
export interface RecordedChange extends StatusChange {
  readonly attempt: number;
  readonly reason?: EndReason;
  /** A user, a deployer, or `registry`. */
  readonly by: string;
}
