/** What a version may name as its artifact, and what is known of it. */
import { DomainError } from '../../../platform/errors.ts';
import { type ArtifactUpload, isUploadsKey, uploadIdIn } from './artifact-upload.ts';
import { type ArtifactStore, parseArtifactUri } from './artifacts.ts';
import type { Artifact } from './model.ts';

export interface ArtifactSources {
  readonly artifacts: ArtifactStore;
  readonly store: { artifactUpload(id: string): Promise<ArtifactUpload | undefined> };
}

/** The artifact of a new version of the team. Throws VALIDATION_ERROR for one that is not there, or not the team's. */
export async function artifactFor(
  { artifacts, store }: ArtifactSources,
  teamId: string,
  artifactUri: string,
): Promise<Artifact> {
  const location = parseArtifactUri(artifactUri);
  if (!location) throw invalidArtifact('Invalid S3 URI format');
  const { bucket, key } = location;
  if (bucket !== artifacts.bucket) {
    const found = await artifacts.probe(location);
    if (found === 'MISSING') throw artifactNotFound();
    if (found === 'UNKNOWN') return { verified: false, verification: 'FORM_ONLY' };
    return { verified: false, verification: 'EXISTS', sizeBytes: found.sizeBytes };
  }
  if (isUploadsKey(key)) return uploaded(await uploadOf(store, key), teamId, artifactUri);
  const artifact = await artifacts.verify(key);
  if (!artifact) throw artifactNotFound();
  return { ...artifact, verification: 'VERIFIED' };
}

async function uploadOf(store: ArtifactSources['store'], key: string): Promise<ArtifactUpload | undefined> {
  const id = uploadIdIn(key);
  return id === undefined ? undefined : store.artifactUpload(id);
}

/** It was verified when it was completed, and nobody can write it again. */
function uploaded(upload: ArtifactUpload | undefined, teamId: string, artifactUri: string): Artifact {
  if (upload?.teamId !== teamId || upload.artifactUri !== artifactUri) throw artifactNotFound();
  const { id, status, sizeBytes, sha256 } = upload;
  if (status === 'UPLOADING' || status === 'VERIFYING') throw invalidArtifact('The upload is not completed');
  if (status !== 'READY') throw artifactNotFound();
  return { verified: true, verification: 'VERIFIED', sizeBytes, sha256, uploadId: id };
}

export function artifactNotFound(): DomainError {
  return invalidArtifact('Artifact not found');
}

function invalidArtifact(message: string): DomainError {
  return new DomainError('VALIDATION_ERROR', message, { details: [{ path: 'input.artifactUri', message }] });
}
