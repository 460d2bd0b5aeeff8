/** Brings an artifact from S3 into a file, and lets nothing pass that is not what was registered. */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, type WriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { type Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { GetObjectCommand, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { DeploymentFailure } from './deployment-target.ts';

interface ArtifactToCheck {
  /** As in s3://bucket/key. */
  readonly uri: string;
  /** Lower-case hexadecimal. */
  readonly sha256?: string | undefined;
  readonly sizeBytes?: number | undefined;
  readonly signal: AbortSignal;
  /** `totalBytes` is undefined when S3 does not say. */
  readonly onProgress: (receivedBytes: number, totalBytes: number | undefined) => void;
}

interface ArtifactToFetch extends ArtifactToCheck {
  /** Where to put it. */
  readonly file: string;
}

/**
 * Fetches the artifact and returns its sha256. A file that is there already and has the digest is not fetched again. Throws
 * DeploymentFailure: ARTIFACT_NOT_FOUND, CHECKSUM_MISMATCH, OUT_OF_DISK, or DEPLOYER_ERROR when S3 cannot be reached; or the signal's reason.
 */
export type FetchArtifact = (artifact: ArtifactToFetch) => Promise<string>;
/** The same for an artifact that others will fetch: it is read to its end, and kept nowhere. */
export type CheckArtifact = (artifact: ArtifactToCheck) => Promise<string>;

/** A connection that breaks in the middle is worth another try; the SDK itself only tries the request again. */
const tries = 3;
const waitMilliseconds = 500;

export function s3ArtifactDownload(client: S3Client): FetchArtifact {
  return async (artifact) => {
    const { file, sha256 } = artifact;
    if (sha256 !== undefined && (await digestOf(file)) === sha256) return sha256;
    return persistently(artifact, () => download(client, artifact));
  };
}

export function s3ArtifactCheck(client: S3Client): CheckArtifact {
  return (artifact) => persistently(artifact, () => receive(client, artifact, nowhere));
}

async function persistently({ uri, signal }: ArtifactToCheck, receiveIt: () => Promise<string>): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await receiveIt();
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof DeploymentFailure) throw error;
      if (isFull(error)) throw outOfDisk(uri, error);
      if (isOfTheDisk(error)) throw failure(`The artifact could not be stored: ${(error as Error).message}`, error);
      if (attempt === tries) throw failure(`${uri} could not be fetched: ${(error as Error).message}`, error);
    }
    await sleep(waitMilliseconds * attempt, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}

async function download(client: S3Client, artifact: ArtifactToFetch): Promise<string> {
  const partial = `${artifact.file}.part`;
  let written: WriteStream | undefined;
  try {
    const digest = await receive(client, artifact, () => {
      written = createWriteStream(partial);
      return written;
    });
    await rename(partial, artifact.file);
    return digest;
  } catch (error) {
    // one that is being opened would make the file again after it was removed
    if (written) await closed(written);
    await rm(partial, { force: true });
    throw error;
  }
}

async function closed(stream: Writable): Promise<void> {
  const isClosed = stream.closed ? undefined : new Promise<void>((resolve) => stream.once('close', () => resolve()));
  stream.destroy();
  await isClosed;
}

function nowhere(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() });
}

/** Reads the artifact into what `open` gives once there is something to read, and returns its digest when everything about it is as registered. */
async function receive(client: S3Client, artifact: ArtifactToCheck, open: () => Writable): Promise<string> {
  const { uri, sha256, sizeBytes, signal, onProgress } = artifact;
  const object = await client
    .send(new GetObjectCommand(locationOf(uri)), { abortSignal: signal })
    .catch((error: unknown) => {
      throw isMissing(error)
        ? new DeploymentFailure('ARTIFACT_NOT_FOUND', `${uri} does not exist, or the deployer may not read it`, error)
        : error;
    });
  const hash = createHash('sha256');
  let received = 0;

  async function* checked(chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      hash.update(chunk);
      received += chunk.length;
      if (sizeBytes !== undefined && received > sizeBytes) throw wrongSize(uri, sizeBytes, `more than ${received}`);
      onProgress(received, object.ContentLength);
      yield chunk;
    }
  }

  await pipeline(object.Body as Readable, checked, open(), { signal });
  if (sizeBytes !== undefined && received !== sizeBytes) throw wrongSize(uri, sizeBytes, String(received));
  const digest = hash.digest('hex');
  if (sha256 !== undefined && digest !== sha256) {
    throw new DeploymentFailure(
      'CHECKSUM_MISMATCH',
      `${uri} has changed since it was registered: its sha256 is ${digest}, not ${sha256}`,
    );
  }
  return digest;
}

function locationOf(uri: string): { Bucket: string; Key: string } {
  const { bucket, key } = /^s3:\/\/(?<bucket>[^/]+)\/(?<key>.+)$/s.exec(uri)?.groups ?? {};
  if (!bucket || !key) throw new DeploymentFailure('ARTIFACT_NOT_FOUND', `${uri} is not of the form s3://bucket/key`);
  return { Bucket: bucket, Key: key };
}

/** S3 hides from those who may not list a bucket whether an object exists: 403 may stand for either. */
function isMissing(error: unknown): boolean {
  const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
  return status === 404 || status === 403;
}

function isFull(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException).code ?? '');
}

function outOfDisk(uri: string, cause: unknown): DeploymentFailure {
  return new DeploymentFailure('OUT_OF_DISK', `The deployer has no room left on its disk for ${uri}`, cause);
}

function isOfTheDisk(error: unknown): boolean {
  return ['EROFS', 'EACCES', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '');
}

function failure(message: string, cause: unknown): DeploymentFailure {
  return new DeploymentFailure('DEPLOYER_ERROR', message, cause);
}

function wrongSize(uri: string, expected: number, actual: string): DeploymentFailure {
  return new DeploymentFailure(
    'CHECKSUM_MISMATCH',
    `${uri} has changed since it was registered: it has ${actual} bytes, not ${expected}`,
  );
}

async function digestOf(file: string): Promise<string | undefined> {
  const exists = await stat(file).catch(() => undefined);
  if (!exists) return undefined;
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest('hex');
}
