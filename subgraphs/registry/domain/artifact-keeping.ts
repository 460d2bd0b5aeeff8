/** Artifacts in our bucket as one caller has them: every method checks what that caller may see and do. */
import { canSeeTeam, type Identity } from '../../../platform/access.ts';
import { requireVisibleUpload } from './artifact-change.ts';
import type { ArtifactPorts } from './artifact-ports.ts';
import { type ArtifactDeletion, deleteArtifact, sweepArtifacts } from './artifact-removal.ts';
import { type ArtifactUpload, isOpen, partsOf, storageKeyOf } from './artifact-upload.ts';
import { type Completions, completeUpload, missingParts } from './artifact-verification.ts';
import { parseArtifactUri } from './artifacts.ts';
import type { ModelVersion } from './model.ts';
import { requireRole } from './teams.ts';
import { isTimeOrderedId } from './time-ordered-id.ts';
import { abortUpload, createUpload, type NewUpload, opened, type UploadRequest } from './uploading.ts';

/** A part of an upload, as who brings it needs it. */
export interface PartToUpload {
  /** Counts from 1. */
  readonly partNumber: number;
  readonly sizeBytes: number;
  readonly uploaded: boolean;
  /** Of the first 100 parts that storage does not have. */
  readonly url?: string;
}

/** Signing takes time, and URLs do not last: more are made when these parts are there. */
const mostUrls = 100;

/** What a version's artifact is called where it is stored: the parts of a version that concern it. */
export type ArtifactOfVersion = Pick<ModelVersion, 'artifact' | 'artifactUri'>;

export interface CallerArtifacts {
  /** Undefined for what the caller may not see. */
  upload(id: string): Promise<ArtifactUpload | undefined>;
  create(request: NewUpload): Promise<ArtifactUpload>;
  complete(request: UploadRequest): Promise<ArtifactUpload>;
  abort(request: UploadRequest): Promise<ArtifactUpload>;
  delete(request: ArtifactDeletion): Promise<ArtifactUpload>;
  /** Of an upload that the caller has: in order; none unless it is open. */
  partsOf(upload: ArtifactUpload): Promise<PartToUpload[]>;
  /** Of a version that the caller has; undefined for what the registry has not verified. */
  downloadUrlOf(version: ArtifactOfVersion): Promise<string | undefined>;
}

export interface ArtifactKeeping {
  forCaller(identity: Identity): CallerArtifacts;
  /** See `sweepArtifacts`. */
  sweep(limit: number): Promise<number>;
}

export function createArtifactKeeping(
  givenPorts: Omit<ArtifactPorts, 'now'> & Partial<Pick<ArtifactPorts, 'now'>>,
): ArtifactKeeping {
  const completions: Completions = new Map();
  const ports = { now: () => new Date(), ...givenPorts, completions };
  const { store, records, storage, artifacts, now } = ports;
  return {
    sweep: (limit) => sweepArtifacts(ports, limit),
    forCaller(identity) {
      const requireUploader = async (uploadId: string): Promise<void> => {
        const { teamId } = await requireVisibleUpload(records, identity, uploadId);
        await requireRole(store, identity, teamId, 'CONTRIBUTOR');
      };
      return {
        async upload(id) {
          const upload = isTimeOrderedId(id) ? await records.upload(id) : undefined;
          return upload && canSeeTeam(identity, upload.teamId) ? upload : undefined;
        },
        create: (request) => createUpload(ports, identity, request),
        async complete(request) {
          await requireUploader(request.uploadId);
          return completeUpload(ports, identity, request);
        },
        async abort(request) {
          await requireUploader(request.uploadId);
          return abortUpload(ports, identity, request);
        },
        delete: (request) => deleteArtifact(ports, identity, request),

        async partsOf(given) {
          const upload = await opened(ports, given);
          const { storageUploadId } = upload;
          if (!isOpen(upload, now()) || !storageUploadId) return [];
          const key = storageKeyOf(upload);
          const found = (await storage.uploadedParts(key, storageUploadId)) ?? [];
          const missing = missingParts(upload, found);
          const isMissing = new Set(missing);
          const next = new Set(missing.slice(0, mostUrls));
          return Promise.all(
            partsOf(upload).map(async (part) => ({
              ...part,
              uploaded: !isMissing.has(part.partNumber),
              ...(next.has(part.partNumber) && { url: await storage.partUrl(key, storageUploadId, part) }),
            })),
          );
        },
        async downloadUrlOf({ artifact, artifactUri }) {
          const location = parseArtifactUri(artifactUri);
          if (!artifact.verified || location?.bucket !== artifacts.bucket) return undefined;
          return storage.downloadUrl(location.key);
        },
      };
    },
  };
}
