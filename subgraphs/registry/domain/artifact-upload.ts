/** An artifact on its way into our bucket, and in it: from the first part to its removal. */
import { parseArtifactUri } from './artifacts.ts';
import { isTimeOrderedId } from './time-ordered-id.ts';

export const artifactUploadStatuses = [
  'UPLOADING',
  'VERIFYING',
  'READY',
  'REJECTED',
  'ABORTED',
  'EXPIRED',
  'DELETED',
] as const;
export type ArtifactUploadStatus = (typeof artifactUploadStatuses)[number];

export interface ArtifactUpload {
  readonly id: string;
  readonly teamId: string;
  readonly modelId: string;
  readonly fileName: string;
  readonly artifactUri: string;
  /** As announced; what is READY has been found to have this size and digest. */
  readonly sizeBytes: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
  /** Of every part but the last, which may be smaller. */
  readonly partSizeBytes: number;
  readonly status: ArtifactUploadStatus;
  /** Why it was REJECTED. */
  readonly rejection?: string;
  /** Storage's own id; absent until storage has been asked to take parts. */
  readonly storageUploadId?: string;
  /** ISO 8601, as are the other times. */
  readonly createdAt: string;
  readonly createdBy: string;
  /** When it expires unless it has come to its end. */
  readonly openUntil: string;
  readonly readyAt?: string;
  /** How many live versions name it. */
  readonly references: number;
  /** When a version last began or ceased to name it. */
  readonly referencedAt?: string;
  /** When the sweeper has something to do with it. Absent once nothing of it is left in storage. */
  readonly dueAt?: string;
  /** Rises with every write of the record, that of a reference included. */
  readonly revision: number;
}

/** S3 takes up to 10,000 parts; fewer keep the list of their URLs short. */
const mostParts = 1_000;
const smallestPartBytes = 8 * 2 ** 20;
const mebibyte = 2 ** 20;

/** For an object of so many bytes: at least 8 MiB, whole MiB, 1,000 parts at most. */
export function partSizeFor(sizeBytes: number): number {
  return Math.max(smallestPartBytes, Math.ceil(sizeBytes / mostParts / mebibyte) * mebibyte);
}

/** The parts an upload has when it is complete. */
export function partsOf({ sizeBytes, partSizeBytes }: ArtifactUpload): { partNumber: number; sizeBytes: number }[] {
  return Array.from({ length: Math.ceil(sizeBytes / partSizeBytes) }, (_, index) => ({
    partNumber: index + 1,
    sizeBytes: Math.min(partSizeBytes, sizeBytes - index * partSizeBytes),
  }));
}

const uploadsFolder = 'teams';

export function uploadUri(
  bucket: string,
  upload: Pick<ArtifactUpload, 'id' | 'teamId' | 'modelId' | 'fileName'>,
): string {
  const { id, teamId, modelId, fileName } = upload;
  return `s3://${bucket}/${[uploadsFolder, encodeURIComponent(teamId), modelId, id, fileName].join('/')}`;
}

/** Whether only an upload may have made the object. */
export function isUploadsKey(key: string): boolean {
  return key.startsWith(`${uploadsFolder}/`);
}

/** The id of the upload that made an object; undefined when none did. */
export function uploadIdIn(key: string): string | undefined {
  const [folder, , , id = '', fileName] = key.split('/');
  return folder === uploadsFolder && fileName && isTimeOrderedId(id) ? id : undefined;
}

export function storageKeyOf({ artifactUri }: ArtifactUpload): string {
  const location = parseArtifactUri(artifactUri);
  if (!location) throw new Error(`The upload's own URI is malformed: ${artifactUri}`);
  return location.key;
}

/** Whether parts may still be uploaded. */
export function isOpen({ status, openUntil }: ArtifactUpload, now: Date): boolean {
  return status === 'UPLOADING' && openUntil > now.toISOString();
}
