/** Multipart uploads into our bucket, and presigned URLs for those who bring and fetch the bytes. */
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  NoSuchUpload,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { DomainError } from '../../platform/errors.ts';
import type { ArtifactStorage, UploadedPart } from './domain/artifact-ports.ts';

const partUrlSeconds = 3_600;
const downloadUrlSeconds = 900;

/**
 * `client` must add checksums only where S3 requires them (`requestChecksumCalculation: 'WHEN_REQUIRED'`): a presigned URL would
 * carry the one of an empty body. Throws REGISTRY_UNAVAILABLE.
 */
export function s3ArtifactUploads(client: S3Client, bucket: string): ArtifactStorage {
  const discard = async (Key: string, UploadId: string): Promise<void> => {
    await unlessGone(() => client.send(new AbortMultipartUploadCommand({ Bucket: bucket, Key, UploadId })));
  };
  return {
    discard,
    async begin(Key) {
      const { UploadId } = await reached(() => client.send(new CreateMultipartUploadCommand({ Bucket: bucket, Key })));
      if (!UploadId) throw new Error('S3 began an upload without an id');
      return UploadId;
    },

    uploadedParts: (Key, UploadId) =>
      unlessGone(async () => {
        const found: UploadedPart[] = [];
        let more = true;
        // The SDK's own paginator does not end: S3 names a next marker on the last page, too.
        while (more) {
          const after = found.at(-1)?.partNumber;
          const list = { Bucket: bucket, Key, UploadId, ...(after && { PartNumberMarker: String(after) }) };
          const { Parts = [], IsTruncated } = await client.send(new ListPartsCommand(list));
          for (const { PartNumber = 0, Size = 0, ETag = '' } of Parts) {
            found.push({ partNumber: PartNumber, sizeBytes: Size, tag: ETag });
          }
          more = IsTruncated === true && Parts.length > 0;
        }
        return found;
      }),

    async assemble(Key, UploadId, parts) {
      const MultipartUpload = { Parts: parts.map(({ partNumber, tag }) => ({ PartNumber: partNumber, ETag: tag })) };
      const command = new CompleteMultipartUploadCommand({ Bucket: bucket, Key, UploadId, MultipartUpload });
      await unlessGone(() => client.send(command));
    },

    async remove(Key) {
      const list = new ListMultipartUploadsCommand({ Bucket: bucket, Prefix: Key });
      const { Uploads = [] } = await reached(() => client.send(list));
      // A process that died may have begun one that the record does not know.
      const open = Uploads.filter((upload) => upload.Key === Key);
      await Promise.all(open.map(({ UploadId }) => UploadId && discard(Key, UploadId)));
      await reached(() => client.send(new DeleteObjectCommand({ Bucket: bucket, Key })));
    },

    partUrl(Key, UploadId, { partNumber, sizeBytes }) {
      // The size is signed: S3 takes no more and no less.
      const part = { Bucket: bucket, Key, UploadId, PartNumber: partNumber, ContentLength: sizeBytes };
      return reached(() => getSignedUrl(client, new UploadPartCommand(part), { expiresIn: partUrlSeconds }));
    },

    downloadUrl(Key) {
      const fileName = Key.slice(Key.lastIndexOf('/') + 1).replaceAll(/[^\w.+-]/g, '_');
      const ResponseContentDisposition = `attachment; filename="${fileName}"`;
      const command = new GetObjectCommand({ Bucket: bucket, Key, ResponseContentDisposition });
      return reached(() => getSignedUrl(client, command, { expiresIn: downloadUrlSeconds }));
    },
  };
}

/** What S3 answers; undefined when it knows no such upload, or no more. */
async function unlessGone<Answer>(ask: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof NoSuchUpload) return undefined;
    throw unreachable(error);
  }
}

async function reached<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    throw unreachable(error);
  }
}

function unreachable(cause: unknown): DomainError {
  return new DomainError('REGISTRY_UNAVAILABLE', 'The artifact storage did not answer; try again', { cause });
}
