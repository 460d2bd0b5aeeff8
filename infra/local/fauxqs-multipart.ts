/** The two questions about multipart uploads that fauxqs 2.4.1 does not answer: ListParts and ListMultipartUploads. */
import type { buildApp } from 'fauxqs';
import type { S3Store } from '../../node_modules/fauxqs/dist/s3/s3Store.js';

interface Upload {
  readonly uploadId: string;
  readonly bucket: string;
  readonly key: string;
  readonly initiated: Date;
  readonly parts: ReadonlyMap<number, Part>;
}

interface Part {
  readonly partNumber: number;
  readonly body: Buffer;
  readonly etag: string;
  readonly lastModified: Date;
}

const mostParts = 1_000;

/** Answers both with XML as S3 gives it, before fauxqs takes the request for another one. */
export function answerMultipartLists(app: ReturnType<typeof buildApp>, store: S3Store): void {
  const uploads = Reflect.get(store, 'multipartUploads') as ReadonlyMap<string, Upload>;
  app.addHook('onRequest', async ({ method, url }, reply) => {
    const { pathname, searchParams } = new URL(url, 'http://localhost');
    const uploadId = searchParams.get('uploadId');
    if (method !== 'GET' || !(uploadId || searchParams.has('uploads'))) return;
    const [, bucket = '', ...key] = pathname.split('/').map(decodeURIComponent);
    reply.header('content-type', 'application/xml');
    if (!uploadId) return reply.send(uploadList(uploads, bucket, searchParams.get('prefix') ?? ''));
    const upload = uploads.get(uploadId);
    if (upload?.bucket === bucket && upload.key === key.join('/')) return reply.send(partList(upload, searchParams));
    return reply
      .status(404)
      .send(element('Error', element('Code', 'NoSuchUpload'), element('Message', 'No such upload')));
  });
}

function uploadList(uploads: ReadonlyMap<string, Upload>, bucket: string, prefix: string): string {
  const found = [...uploads.values()].filter((upload) => upload.bucket === bucket && upload.key.startsWith(prefix));
  return element(
    'ListMultipartUploadsResult',
    element('Bucket', escaped(bucket)),
    element('IsTruncated', 'false'),
    ...found.map(({ key, uploadId, initiated }) =>
      element(
        'Upload',
        element('Key', escaped(key)),
        element('UploadId', uploadId),
        element('Initiated', initiated.toISOString()),
      ),
    ),
  );
}

function partList({ bucket, key, uploadId, parts }: Upload, asked: URLSearchParams): string {
  const after = Number(asked.get('part-number-marker') ?? 0);
  const most = Math.min(Number(asked.get('max-parts') ?? mostParts), mostParts);
  const rest = [...parts.values()]
    .filter(({ partNumber }) => partNumber > after)
    .sort((one, other) => one.partNumber - other.partNumber);
  const page = rest.slice(0, most);
  return element(
    'ListPartsResult',
    element('Bucket', escaped(bucket)),
    element('Key', escaped(key)),
    element('UploadId', uploadId),
    element('IsTruncated', String(rest.length > page.length)),
    element('NextPartNumberMarker', String(page.at(-1)?.partNumber ?? after)),
    ...page.map(({ partNumber, body, etag, lastModified }) =>
      element(
        'Part',
        element('PartNumber', String(partNumber)),
        element('ETag', escaped(etag)),
        element('Size', String(body.length)),
        element('LastModified', lastModified.toISOString()),
      ),
    ),
  );
}

function element(name: string, ...content: string[]): string {
  return `<${name}>${content.join('')}</${name}>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
