/** Where artifacts are, and the port that verifies them. */
import type { Artifact } from './model.ts';

export interface ArtifactLocation {
  readonly bucket: string;
  readonly key: string;
}

export interface ArtifactStore {
  /** The bucket whose artifacts are verified. */
  readonly bucket: string;
  /** Size and digest of an object in our bucket, computed here from its bytes; undefined when there is none. */
  verify(key: string): Promise<Artifact | undefined>;
  /**
   * Whether an object is in a bucket that is not ours. UNKNOWN when the registry may not look, or gets no answer in time:
   * never throws.
   */
  probe(location: ArtifactLocation): Promise<{ readonly sizeBytes: number } | 'MISSING' | 'UNKNOWN'>;
}

/** Bucket names as AWS allows them; keys of up to 1024 bytes without control characters. */
const artifactUri = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\/(\P{Cc}+)$/u;
const longestKeyBytes = 1024;

/** The parts of `s3://bucket/key`, or undefined when it is not of that form. */
export function parseArtifactUri(uri: string): ArtifactLocation | undefined {
  const [, bucket, key] = artifactUri.exec(uri) ?? [];
  if (!bucket || !key || Buffer.byteLength(key) > longestKeyBytes || bucket.includes('..')) return undefined;
  return { bucket, key };
}
