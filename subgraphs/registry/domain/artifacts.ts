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

/** OpenAI-compatible, or a model by the Open Inference Protocol v2. */
const externalPath = /^.*\/(v1|v2\/models\/[^/]+(\/versions\/[^/]+)?)\/?$/;
const longestEndpoint = 2048;

/** Whether it can be the address of an endpoint that runs already. Whether it may be asked is seen when it is. */
export function isExternalEndpoint(uri: string): boolean {
  if (uri.length > longestEndpoint || !URL.canParse(uri)) return false;
  const { protocol, pathname, username, password, search, hash } = new URL(uri);
  const isBare = !username && !password && !search && !hash;
  return ['http:', 'https:'].includes(protocol) && isBare && externalPath.test(pathname);
}

/** The parts of `s3://bucket/key`, or undefined when it is not of that form. */
export function parseArtifactUri(uri: string): ArtifactLocation | undefined {
  const [, bucket, key] = artifactUri.exec(uri) ?? [];
  if (!bucket || !key || Buffer.byteLength(key) > longestKeyBytes || bucket.includes('..')) return undefined;
  return { bucket, key };
}
