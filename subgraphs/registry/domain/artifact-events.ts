/** What the registry tells of artifacts in our bucket. */
import type { ArtifactUpload } from './artifact-upload.ts';
import type { RegistryEvent } from './event-data.ts';
import { timeOrderedId } from './time-ordered-id.ts';

/** Verified: versions may name it. */
export function artifactReady(upload: ArtifactUpload, occurredAt: string): RegistryEvent {
  const { sizeBytes, sha256 } = upload;
  return {
    type: 'Artifact Ready',
    detail: { ...detail(1, occurredAt), data: { ...subject(upload), sizeBytes, sha256 } },
  };
}

/** Not what was announced. */
export function artifactRejected(upload: ArtifactUpload, reason: string, occurredAt: string): RegistryEvent {
  return { type: 'Artifact Rejected', detail: { ...detail(1, occurredAt), data: { ...subject(upload), reason } } };
}

/** Removed by someone, or as an orphan that no version named. */
export function artifactDeleted(
  upload: ArtifactUpload,
  reason: 'DELETED' | 'ORPHANED',
  occurredAt: string,
): RegistryEvent {
  return { type: 'Artifact Deleted', detail: { ...detail(2, occurredAt), data: { ...subject(upload), reason } } };
}

function subject({ id, artifactUri, modelId, teamId }: ArtifactUpload) {
  return { uploadId: id, artifactUri, modelId, teamId };
}

function detail(sequence: number, occurredAt: string) {
  return { id: timeOrderedId(), schemaVersion: 1 as const, sequence, occurredAt };
}
