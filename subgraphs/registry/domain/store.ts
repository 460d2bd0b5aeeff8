/** The port to the database. Its contract is test/contracts/registry-store.ts; what it throws is REGISTRY_UNAVAILABLE at most. */
import type { VisibleTeams } from '../../../platform/access.ts';
import type { RegistryEvent } from './events.ts';
import type { Deployment, DeploymentStatus, Model, ModelVersion, StatusChange, VersionKey } from './model.ts';
import type { VersionDetails } from './version-details.ts';

/** A record as it becomes, and as it was read; without `before` it is new. */
export interface Change<Record> {
  readonly before?: Record;
  readonly after: Record;
}

interface AuditEntry {
  readonly modelId: string;
  readonly who: string;
  readonly what: string;
  /** ISO 8601. */
  readonly at: string;
}

/** What a request with an idempotency key has led to; see idempotency.ts. */
export interface RememberedRequest {
  readonly userId: string;
  /** The name of the mutation. */
  readonly operation: string;
  readonly key: string;
  /** Digest of the input: the same key with another input is a mistake. */
  readonly inputDigest: string;
  /** JSON from which the answer can be given again. */
  readonly result: unknown;
  /** ISO 8601. */
  readonly expiresAt: string;
}

/** One change of state, with all that follows from it. Statistics and lists are derived from the versions' changes. */
export interface Commit {
  readonly newModel?: Model;
  readonly version?: Change<ModelVersion>;
  /** Of a new version. */
  readonly details?: VersionDetails | undefined;
  readonly deployments?: readonly Change<Deployment>[];
  readonly audit?: AuditEntry;
  readonly remembered?: RememberedRequest;
  /** Published after the commit, at least once. */
  readonly events: readonly RegistryEvent[];
}

/**
 * Why nothing was written: the request has been answered before, the model or the version exists, or a record is no
 * longer as it was read.
 */
export type Refusal = 'REMEMBERED' | 'MODEL_EXISTS' | 'VERSION_EXISTS' | 'STALE';

/** A version in the list of those made from another one. */
export interface DerivedEntry extends VersionKey {
  readonly position: string;
}

/** A part of a list: at most `limit` entries, those after the position. */
export interface Range {
  readonly after?: string | undefined;
  readonly limit: number;
}

/** Counters by name: `models`, `versions`, `framework#…`, `target#…`, `status#…`. */
export type Counters = ReadonlyMap<string, number>;

export type UsageWindow = 'LAST_HOUR' | 'LAST_24_HOURS' | 'LAST_30_DAYS';

export interface ModelUsage {
  readonly requests: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** An exact decimal. */
  readonly costUsd: string;
}

export interface RegistryStore {
  /** Writes all of a commit or, when refused, nothing. An empty one is COMMITTED. */
  commit(commit: Commit): Promise<'COMMITTED' | Refusal>;
  /** Makes `version` the latest unless a higher one is. */
  raiseLatestVersion(key: VersionKey): Promise<void>;

  /** The look-ups answer in the order of the keys. Up to 100 keys are one request. */
  models(ids: readonly string[]): Promise<(Model | undefined)[]>;
  versions(keys: readonly VersionKey[]): Promise<(ModelVersion | undefined)[]>;
  deployments(ids: readonly string[]): Promise<(Deployment | undefined)[]>;
  details(keys: readonly VersionKey[]): Promise<(VersionDetails | undefined)[]>;
  remembered(request: Pick<RememberedRequest, 'userId' | 'operation' | 'key'>): Promise<RememberedRequest | undefined>;

  /** The highest first; the position is a version. */
  versionsOf(modelId: string, range: Range): Promise<ModelVersion[]>;
  /** Versions of these teams' models that have `parent`, by model and version. */
  derivedVersions(parent: VersionKey, teams: VisibleTeams, range: Range): Promise<DerivedEntry[]>;
  /** Ids of the models of a list (see facets.ts), ascending; the position is an id. */
  modelIds(teams: VisibleTeams, facet: string, range: Range): Promise<string[]>;
  /** The newest first. */
  deploymentEntries(
    teams: VisibleTeams,
    status: DeploymentStatus | undefined,
    range: Range,
  ): Promise<{ readonly id: string; readonly position: string }[]>;
  /** The changes of a deployment after a sequence, in order. */
  changesAfter(deploymentId: string, sequence: number): Promise<StatusChange[]>;
  /** Ids of deployments whose lease ended before `now` (ISO 8601), the longest overdue first. */
  expiredLeases(now: string, limit: number): Promise<string[]>;

  counters(teams: VisibleTeams): Promise<Counters>;
  usage(modelId: string, window: UsageWindow, now: Date): Promise<ModelUsage>;

  hasTeam(teamId: string): Promise<boolean>;
  /** One that exists is left as it is. */
  addTeam(teamId: string): Promise<void>;
}
