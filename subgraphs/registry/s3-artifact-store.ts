/** Verifies artifacts in our bucket. */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  NoSuchBucket,
  NoSuchKey,
  NotFound,
  type S3Client,
} from '@aws-sdk/client-s3';
import { DomainError } from '../../platform/errors.ts';
import type { ArtifactStore } from './domain/artifacts.ts';

/** A registration waits no longer for a bucket that is not ours. */
const probeMilliseconds = 2_000;

/** Reads each object once, as a stream: size and digest are those of the same bytes. Throws REGISTRY_UNAVAILABLE. */
export function s3ArtifactStore(client: S3Client, bucket: string): ArtifactStore {
  return {
    bucket,
    async verify(key) {
      const digest = createHash('sha256');
      let sizeBytes = 0;
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        if (!(Body instanceof Readable)) throw new Error('S3 answered without a body');
        await pipeline(Body, async (chunks: AsyncIterable<Buffer>) => {
          for await (const chunk of chunks) {
            digest.update(chunk);
            sizeBytes += chunk.length;
          }
        });
      } catch (cause) {
        if (cause instanceof NoSuchKey || cause instanceof NoSuchBucket) return undefined;
        throw new DomainError('REGISTRY_UNAVAILABLE', 'The artifact could not be read; try again', { cause });
      }
      return { verified: true, sizeBytes, sha256: digest.digest('hex') };
    },

    async probe({ bucket: Bucket, key: Key }) {
      const abortSignal = AbortSignal.timeout(probeMilliseconds);
      try {
        const { ContentLength } = await client.send(new HeadObjectCommand({ Bucket, Key }), { abortSignal });
        return ContentLength === undefined ? 'UNKNOWN' : { sizeBytes: ContentLength };
      } catch (error) {
        if (!(error instanceof NotFound)) return 'UNKNOWN';
      }
      try {
        // The same answer is given for a bucket that does not exist here, and may exist elsewhere.
        await client.send(new HeadBucketCommand({ Bucket }), { abortSignal });
        return 'MISSING';
      } catch {
        return 'UNKNOWN';
      }
    },
  };
}
