/** Beginning and abandoning the upload of an artifact. */
import type { Identity } from '../../../platform/access.ts';
import { changeUpload, conflict, type Decision, hoursAfter, invalidInput, requireUpload } from './artifact-change.ts';
import type { ArtifactPorts } from './artifact-ports.ts';
import { removeFromStorage } from './artifact-removal.ts';
import { type ArtifactUpload, isOpen, partSizeFor, storageKeyOf, uploadUri } from './artifact-upload.ts';
import { once } from './idempotency.ts';
import { modelIdIsTaken, requireKnownTeam } from './registration.ts';
import { requireRole } from './teams.ts';
import { timeOrderedId } from './time-ordered-id.ts';

export interface NewUpload {
  readonly teamId: string;
  readonly modelId: string;
  readonly fileName: string;
  readonly sizeBytes: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
  readonly idempotencyKey?: string | undefined;
}

export interface UploadRequest {
  readonly uploadId: string;
  readonly idempotencyKey?: string | undefined;
}

/** What is remembered of a request about an upload. */
export interface UploadReference {
  readonly uploadId: string;
}

/**
 * Storage is ready for the parts of a new artifact. Throws FORBIDDEN, VALIDATION_ERROR, and DUPLICATE_RESOURCE for a model id
 * that another team has.
 */
export async function createUpload(
  ports: ArtifactPorts,
  identity: Identity,
  { idempotencyKey, ...input }: NewUpload,
): Promise<ArtifactUpload> {
  const { store, records, limits } = ports;
  await requireRole(store, identity, input.teamId, 'CONTRIBUTOR');
  await requireKnownTeam(store, identity, input.teamId);
  if (input.sizeBytes > limits.maximumBytes) {
    throw invalidInput('input.sizeBytes', `An artifact may have up to ${limits.maximumBytes} bytes`);
  }
  const keyed = { operation: 'createArtifactUpload', idempotencyKey, input };
  const upload = await once<ArtifactUpload, UploadReference>(ports, identity, keyed, {
    async execute(remember) {
      const [model] = await store.models([input.modelId]);
      if (model && model.teamId !== input.teamId) throw modelIdIsTaken();
      const made = newUpload(ports, identity, input);
      const outcome = await records.write({
        upload: { after: made },
        audit: { who: identity.userId, what: 'Began the upload', at: made.createdAt },
        ...remember({ uploadId: made.id }),
        events: [],
      });
      if (outcome !== 'COMMITTED') throw conflict('Another request came first; try again');
      return made;
    },
    repeat: ({ uploadId }) => requireUpload(records, uploadId),
  });
  return opened(ports, upload);
}

/** The upload, with storage ready to take its parts: the process that made the record may have died before it asked. */
export async function opened(ports: ArtifactPorts, upload: ArtifactUpload): Promise<ArtifactUpload> {
  const { records, storage } = ports;
  if (!isOpen(upload, ports.now()) || upload.storageUploadId) return upload;
  const storageUploadId = await storage.begin(storageKeyOf(upload));
  const after = { ...upload, storageUploadId, revision: upload.revision + 1 };
  if ((await records.write({ upload: { before: upload, after }, events: [] })) === 'COMMITTED') return after;
  await storage.discard(storageKeyOf(upload), storageUploadId);
  return requireUpload(records, upload.id);
}

/** Ends an upload of the caller's whose parts are not wanted any more. Repeatable. Throws CONFLICT once it is being, or has been, verified. */
export async function abortUpload(
  ports: ArtifactPorts,
  identity: Identity,
  { uploadId, idempotencyKey }: UploadRequest,
): Promise<ArtifactUpload> {
  const keyed = { operation: 'abortArtifactUpload', idempotencyKey, input: { uploadId } };
  const aborted = await once<ArtifactUpload, UploadReference>(ports, identity, keyed, {
    execute: (remember) =>
      changeUpload(ports, uploadId, (upload) => abort(ports, identity, upload), remember({ uploadId })),
    repeat: () => requireUpload(ports.records, uploadId),
  });
  return removeFromStorage(ports, aborted);
}

function abort({ now }: ArtifactPorts, { userId }: Identity, upload: ArtifactUpload): Decision {
  const { status } = upload;
  if (status === 'ABORTED') return {};
  if (status !== 'UPLOADING') throw conflict(`The upload is ${status}`);
  return {
    after: { ...upload, status: 'ABORTED', dueAt: now().toISOString() },
    audit: { who: userId, what: 'Aborted the upload' },
  };
}

function newUpload(
  { artifacts, limits, now }: ArtifactPorts,
  { userId }: Identity,
  input: Omit<NewUpload, 'idempotencyKey'>,
): ArtifactUpload {
  const id = timeOrderedId();
  const openUntil = hoursAfter(now(), limits.openHours);
  return {
    id,
    ...input,
    artifactUri: uploadUri(artifacts.bucket, { id, ...input }),
    partSizeBytes: partSizeFor(input.sizeBytes),
    status: 'UPLOADING',
    createdAt: now().toISOString(),
    createdBy: userId,
    openUntil,
    references: 0,
    dueAt: openUntil,
    revision: 1,
  };
}
