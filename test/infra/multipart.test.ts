/** What the embedded S3 adds to fauxqs: the lists of uploads and of their parts. */
import {
  CreateMultipartUploadCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  NoSuchUpload,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterAll, expect, it } from '@jest/globals';
import { startFauxqsServer } from '../../infra/local/fauxqs-server.ts';
import { temporaryFolder } from './temporary-folder.ts';

const Bucket = 'lists';
const server = await startFauxqsServer({ path: temporaryFolder(), region: 'us-east-1' });
server.ensureBucket(Bucket);
const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
const s3 = new S3Client({ endpoint: server.endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
afterAll(async () => {
  s3.destroy();
  await server.close();
});

const begin = async (Key: string) => (await s3.send(new CreateMultipartUploadCommand({ Bucket, Key }))).UploadId;

it('lists the parts of an upload in pages, with the tags that completing needs', async () => {
  const upload = { Bucket, Key: 'a folder/ä & <b>.bin', UploadId: await begin('a folder/ä & <b>.bin') };
  expect((await s3.send(new ListPartsCommand(upload))).Parts ?? []).toEqual([]);
  const tags: (string | undefined)[] = [];
  for (const PartNumber of [3, 1, 2]) {
    const { ETag } = await s3.send(new UploadPartCommand({ ...upload, PartNumber, Body: 'x'.repeat(PartNumber) }));
    tags[PartNumber - 1] = ETag;
  }
  const first = await s3.send(new ListPartsCommand({ ...upload, MaxParts: 2 }));
  expect(first).toMatchObject({ Key: upload.Key, UploadId: upload.UploadId, IsTruncated: true });
  const rest = await s3.send(new ListPartsCommand({ ...upload, PartNumberMarker: first.NextPartNumberMarker }));
  expect(rest.IsTruncated).toBe(false);
  const parts = [...(first.Parts ?? []), ...(rest.Parts ?? [])];
  expect(parts.map(({ PartNumber, Size, ETag }) => [PartNumber, Size, ETag])).toEqual([
    [1, 1, tags[0]],
    [2, 2, tags[1]],
    [3, 3, tags[2]],
  ]);
});

it('knows no parts of an upload that does not exist', async () => {
  const list = new ListPartsCommand({ Bucket, Key: 'nothing', UploadId: 'nothing' });
  await expect(s3.send(list)).rejects.toBeInstanceOf(NoSuchUpload);
});

it('lists the uploads of a prefix', async () => {
  const ids = [await begin('prefix/one'), await begin('prefix/one'), await begin('other')];
  const { Uploads = [] } = await s3.send(new ListMultipartUploadsCommand({ Bucket, Prefix: 'prefix/' }));
  expect(Uploads.map(({ Key, UploadId }) => [Key, UploadId])).toEqual([
    ['prefix/one', ids[0]],
    ['prefix/one', ids[1]],
  ]);
});
