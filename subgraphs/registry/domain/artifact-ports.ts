/** What keeping artifacts needs of the database and of storage. */
import type { ArtifactUpload } from './artifact-upload.ts';
import type { ArtifactStore } from './artifacts.ts';
import type { RegistryEvent } from './event-data.ts';
import type { VersionKey } from './model.ts';
import type { Change, RegistryStore, RememberedRequest } from './store.ts';

export interface ArtifactPorts {
  readonly store: RegistryStore;
  readonly records: ArtifactRecords;
  readonly storage: ArtifactStorage;
  readonly artifacts: ArtifactStore;
  readonly limits: UploadLimits;
  readonly now: () => Date;
  /** Called with the events of each commit, so that they leave at once. */
  readonly committed: (events: readonly RegistryEvent[]) => void;
}

export interface UploadLimits {
  readonly maximumBytes: number;
  /** How long parts may be uploaded, and again how long a verification may take. */
  readonly openHours: number;
  /** How long an artifact is kept that no live version names. */
  readonly orphanDays: number;
  /** How long a caller waits for a verification before it is told that it goes on. */
  readonly answerWithinMilliseconds: number;
}

/** One change of an upload, with all that follows from it. */
export interface UploadCommit {
  readonly upload?: Change<ArtifactUpload>;
  readonly audit?: { readonly who: string; readonly what: string; readonly at: string };
  readonly remembered?: RememberedRequest;
  readonly events: readonly RegistryEvent[];
}

/** The port to the records. What it throws is REGISTRY_UNAVAILABLE at most. */
export interface ArtifactRecords {
  upload(id: string): Promise<ArtifactUpload | undefined>;
  /** Writes all or, when refused, nothing. An empty one is COMMITTED. */
  write(commit: UploadCommit): Promise<'COMMITTED' | 'STALE' | 'REMEMBERED'>;
  /** Ids of uploads that were due before `now` (ISO 8601), the longest overdue first. */
  due(now: string, limit: number): Promise<string[]>;
  /** Live versions that name the artifact. */
  versionsNaming(uploadId: string, limit: number): Promise<VersionKey[]>;
}

export interface UploadedPart {
  /** Counts from 1. */
  readonly partNumber: number;
  readonly sizeBytes: number;
  /** What storage knows the part's content by. */
  readonly tag: string;
}

/** The port to our bucket. What it throws is REGISTRY_UNAVAILABLE at most; `uploadId` is storage's own. */
export interface ArtifactStorage {
  /** Storage is ready to take parts. Returns its id of the upload. */
  begin(key: string): Promise<string>;
  /** In order; undefined when there is no such upload, or no more. */
  uploadedParts(key: string, uploadId: string): Promise<UploadedPart[] | undefined>;
  /** Makes one object of the parts. One that has been assembled before is left as it is. */
  assemble(key: string, uploadId: string, parts: readonly UploadedPart[]): Promise<void>;
  /** Drops an upload and its parts. */
  discard(key: string, uploadId: string): Promise<void>;
  /** Drops the object and every upload of it, whatever there is. */
  remove(key: string): Promise<void>;
  /** Where a client may PUT exactly so many bytes, for an hour. */
  partUrl(key: string, uploadId: string, part: { partNumber: number; sizeBytes: number }): Promise<string>;
  /** Where a client may GET the object, for 15 minutes. */
  downloadUrl(key: string): Promise<string>;
}
