/** The port to the database. Its contract is test/contracts/registry-store.ts; what it throws is REGISTRY_UNAVAILABLE at most. */
import type { VisibleTeams } from '../../../platform/access.ts';
import type { ArtifactUpload } from './artifact-upload.ts';
import type { RegistryEvent } from './event-data.ts';
import type { ModelOrder } from './facets.ts';
import type {
  Alias,
  AliasKey,
  Deployment,
  DeploymentStatus,
  Model,
  ModelVersion,
  RecordedChange,
  Slot,
  SlotKey,
  TrafficFigures,
  VersionKey,
} from './model.ts';
import type { TeamDirectory } from './teams.ts';
import type { VersionDetails } from './version-details.ts';

/** A record as it becomes, and as it was read; without `before` it is new. */
export interface Change<Record> {
  readonly before?: Record;
  readonly after: Record;
}

interface AuditEntry {
  readonly modelId: string;
  readonly who: string;
  /** For people. */
  readonly what: string;
  /** For programs, as in VERSION_ARCHIVED. */
  readonly code: string;
  /** Why, when that was said. */
  readonly reason?: string;
  readonly version?: string;
  /** ISO 8601. */
  readonly at: string;
}

export interface RecordedAuditEntry extends Omit<AuditEntry, 'modelId'> {
  /** Time-ordered. */
  readonly id: string;
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
  /** The model goes; its versions are removed afterwards. Refused when a deployment has begun since it was read. */
  readonly removal?: { readonly model: Model; readonly at: string; readonly by: string };
  /** Whom the model is shared with. */
  readonly access?: Change<Model>;
  readonly version?: Change<ModelVersion>;
  /** Versions that change with it: one that an alias names no more, one that another took over from. */
  readonly otherVersions?: readonly Change<ModelVersion>[];
  /** The record, and the move. */
  readonly alias?: Change<Alias>;
  /** The version goes, a tombstone stays. */
  readonly deletion?: { readonly before: ModelVersion; readonly after: ModelVersion };
  /** Which version is the latest, once `version` or `deletion` is written; without one, the model goes. */
  readonly latest?: { readonly model: Model; readonly becomes: ModelVersion | undefined; readonly at: string };
  /** Of a new version. */
  readonly details?: VersionDetails | undefined;
  readonly deployments?: readonly Change<Deployment>[];
  /** Where those deployments serve. */
  readonly slot?: Change<Slot>;
  readonly audit?: AuditEntry;
  readonly remembered?: RememberedRequest;
  /** Published after the commit, at least once. */
  readonly events: readonly RegistryEvent[];
}

/**
 * Why nothing was written: the request has been answered before, the model or the version exists, the version's number
 * was used by one that has been deleted, the artifact or the model has been deleted meanwhile, or a record is no longer as it was
 * read.
 */
export type Refusal =
  | 'REMEMBERED'
  | 'MODEL_EXISTS'
  | 'VERSION_EXISTS'
  | 'VERSION_DELETED'
  | 'ARTIFACT_GONE'
  | 'STALE'
  | 'MODEL_GONE';

/** A version in the list of those made from another one. */
export interface DerivedEntry extends VersionKey {
  readonly position: string;
}

/** A part of a list: at most `limit` entries, those after the position. */
export interface Range {
  readonly after?: string | undefined;
  readonly limit: number;
}

/** At most `limit` entries from a position on, in one direction; the one at the position is among them unless `strictly`. */
export interface DerivedRange {
  readonly from?: string | undefined;
  readonly strictly: boolean;
  readonly backwards: boolean;
  readonly limit: number;
}

export interface VersionRange extends Range {
  readonly lowestFirst?: boolean;
}

/** At most `limit` entries between two positions, both included. */
export interface PositionRange {
  readonly lowest?: string | undefined;
  readonly highest?: string | undefined;
  readonly descending: boolean;
  readonly limit: number;
}

/** Whose list it is: what one team owns, or all teams do. */
export type Owners = 'ALL' | { readonly teamId: string };
/** Also of what other teams share: with everyone, or with one team. */
export type Audience = Owners | 'ORGANIZATION' | { readonly grantedTo: string };

/** Which audiences other teams share anything with: `team` ids, and everyone. */
export interface SharedAudiences {
  readonly organization: boolean;
  readonly teams: ReadonlySet<string>;
}

export interface ModelList {
  readonly order: ModelOrder;
  /** As facets.ts names it. */
  readonly name: string;
}

/** Counters by name: `models`, `versions`, `framework#…`, `target#…`, `status#…`, `team#…`. */
export type Counters = ReadonlyMap<string, number>;

export type UsageWindow = 'LAST_HOUR' | 'LAST_24_HOURS' | 'LAST_30_DAYS';

export interface ModelUsage {
  readonly requests: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** An exact decimal. */
  readonly costUsd: string;
}

export interface RegistryStore extends TeamDirectory {
  /** Writes all of a commit or, when refused, nothing. An empty one is COMMITTED. */
  commit(commit: Commit): Promise<'COMMITTED' | Refusal>;
  /**
   * Makes `version` the latest unless a higher one is, or it does not exist any more; archived versions are lower than all others. A
   * model that was gone with its last version is back.
   */
  raiseLatestVersion(key: VersionKey): Promise<void>;

  /** The look-ups answer in the order of the keys. Up to 100 keys are one request. */
  models(ids: readonly string[]): Promise<(Model | undefined)[]>;
  versions(keys: readonly VersionKey[]): Promise<(ModelVersion | undefined)[]>;
  /** Those that were removed, too: they name no version. */
  aliases(keys: readonly AliasKey[]): Promise<(Alias | undefined)[]>;
  deployments(ids: readonly string[]): Promise<(Deployment | undefined)[]>;
  slots(keys: readonly SlotKey[]): Promise<(Slot | undefined)[]>;
  details(keys: readonly VersionKey[]): Promise<(VersionDetails | undefined)[]>;
  remembered(request: Pick<RememberedRequest, 'userId' | 'operation' | 'key'>): Promise<RememberedRequest | undefined>;
  artifactUpload(id: string): Promise<ArtifactUpload | undefined>;

  /** The model, even when its last version has been deleted. */
  knownModel(id: string): Promise<Model | undefined>;
  /** The tombstone of a version. */
  deletedVersion(key: VersionKey): Promise<ModelVersion | undefined>;
  /** Those that name a version, by name. */
  aliasesOf(modelId: string): Promise<Alias[]>;
  /** The newest first; the position is a revision. */
  aliasMoves(key: AliasKey, range: Range): Promise<Alias[]>;
  /** The newest first; the position is an id. */
  auditOf(modelId: string, range: Range): Promise<RecordedAuditEntry[]>;

  /** The highest first, unless the range says otherwise; the position is a version. */
  versionsOf(modelId: string, range: VersionRange): Promise<ModelVersion[]>;
  /** Versions of these teams' models that have `parent`, by model and version, or in the reverse order. */
  derivedVersions(parent: VersionKey, teams: VisibleTeams, range: DerivedRange): Promise<DerivedEntry[]>;
  /** Where the models of a list stand; see `positionIn` and `idAt`. */
  modelPositions(audience: Audience, list: ModelList, range: PositionRange): Promise<string[]>;
  /** The words of models that begin with `prefix`, in their order; also such as no model has any more. */
  words(audience: Audience, prefix: string, limit: number): Promise<string[]>;
  /** As it was a second ago at most; what this process has committed is in it. */
  sharedAudiences(): Promise<SharedAudiences>;
  /** When each model was updated last (ISO 8601), in the order of the ids. Up to 100 ids are one request. */
  updateTimes(ids: readonly string[]): Promise<(string | undefined)[]>;
  /**
   * Brings the lists of a model up to date. Commits begin that by themselves; with the event of one, this only waits for it,
   * unless it has failed or another process has committed.
   */
  refreshLists(modelId: string, eventId?: string): Promise<void>;
  /** Where deployments stand in time; see `idAt`. */
  deploymentPositions(owners: Owners, status: DeploymentStatus | undefined, range: PositionRange): Promise<string[]>;
  /** The changes of a deployment after a sequence, in order; all of them, or so many at most. */
  changesAfter(deploymentId: string, sequence: number, limit?: number): Promise<RecordedChange[]>;
  /** Ids of deployments whose lease ended before `now` (ISO 8601), the longest overdue first. */
  expiredLeases(now: string, limit: number): Promise<string[]>;
  /** Ids of the deployments that are DEPLOYED by this deployer, up to 1000. */
  servedBy(deployerId: string): Promise<string[]>;
  /** A deployer has told what it serves, and will have been silent at `silentAt` (ISO 8601) unless it does again. */
  hearDeployer(deployerId: string, silentAt: string): Promise<void>;
  /** Ids of deployers that have been silent since before `now` (ISO 8601). */
  silentDeployers(now: string, limit: number): Promise<string[]>;
  /** One that serves nothing may be as silent as it likes. */
  forgetDeployer(deployerId: string): Promise<void>;
  /** Slots that have kept something warm until before `now` (ISO 8601). */
  slotsDue(now: string, limit: number): Promise<SlotKey[]>;
  /** What the gateway has seen of a deployment so far. */
  trafficOf(deploymentId: string): Promise<TrafficFigures>;

  counters(teams: VisibleTeams): Promise<Counters>;
  usage(subject: { readonly modelId: string }, window: UsageWindow, now: Date): Promise<ModelUsage>;

  hasTeam(teamId: string): Promise<boolean>;
  /** One that exists is left as it is. */
  addTeam(teamId: string): Promise<void>;
}
