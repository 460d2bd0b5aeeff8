/** Completing an upload: its parts become one object, which is verified. Repeatable, wherever a process died. */
import type { Identity } from '../../../platform/access.ts';
import { changeUpload, conflict, hoursAfter, invalidInput, requireUpload } from './artifact-change.ts';
import { artifactReady, artifactRejected } from './artifact-events.ts';
import type { ArtifactPorts, UploadedPart } from './artifact-ports.ts';
import { removeFromStorage } from './artifact-removal.ts';
import { type ArtifactUpload, partsOf, storageKeyOf } from './artifact-upload.ts';
import { once } from './idempotency.ts';
import type { Artifact } from './model.ts';
import type { UploadReference, UploadRequest } from './uploading.ts';

/** Completions under way in this process, by upload: whoever asks again joins. */
export type Completions = Map<string, Promise<ArtifactUpload>>;

/**
 * An upload of the caller's becomes READY, or VERIFYING when that takes long: asked again, the answer is the same or the next. Throws CONFLICT for missing parts and
 * for an upload that has ended, VALIDATION_ERROR for an artifact that is not what was announced.
 */
export async function completeUpload(
  ports: ArtifactPorts & { readonly completions: Completions },
  identity: Identity,
  { uploadId, idempotencyKey }: UploadRequest,
): Promise<ArtifactUpload> {
  const { completions, limits } = ports;
  const outcome = async (): Promise<ArtifactUpload> => {
    let completion = completions.get(uploadId);
    if (!completion) {
      completion = complete(ports, identity, uploadId).finally(() => completions.delete(uploadId));
      completions.set(uploadId, completion);
    }
    // When nobody waits for it any more, what comes of it is in the record.
    completion.catch(() => undefined);
    const inTime = await Promise.race([completion, nothingAfter(limits.answerWithinMilliseconds)]);
    if (!inTime) return requireUpload(ports.records, uploadId);
    if (inTime.status === 'REJECTED') throw rejected(await removeFromStorage(ports, inTime));
    return inTime;
  };
  const keyed = { operation: 'completeArtifactUpload', idempotencyKey, input: { uploadId } };
  return once<ArtifactUpload, UploadReference>(ports, identity, keyed, {
    async execute(remember) {
      const upload = await outcome();
      // The steps themselves are repeatable; this only keeps the key from being used for another upload.
      await changeUpload(ports, uploadId, () => ({}), remember({ uploadId }));
      return upload;
    },
    repeat: outcome,
  });
}

/** READY or REJECTED. */
async function complete(ports: ArtifactPorts, identity: Identity, uploadId: string): Promise<ArtifactUpload> {
  const upload = await requireUpload(ports.records, uploadId);
  if (upload.status === 'READY' || upload.status === 'REJECTED') return upload;
  const assembled = await assemble(ports, upload);
  return verify(ports, identity, assembled);
}

/** VERIFYING, with the object in storage. */
async function assemble(ports: ArtifactPorts, upload: ArtifactUpload): Promise<ArtifactUpload> {
  const { storage, now, limits } = ports;
  const { storageUploadId } = upload;
  requireUnfinished(upload, now());
  const parts = storageUploadId ? await storage.uploadedParts(storageKeyOf(upload), storageUploadId) : [];
  if (parts) requireEveryPart(upload, parts);
  else if (upload.status === 'UPLOADING') throw conflict('Storage has dropped the upload; begin another one');
  // From here on nobody may abort it, and it does not expire while storage works.
  const claimed = await changeUpload(ports, upload.id, (current) => {
    requireUnfinished(current, now());
    const openUntil = hoursAfter(now(), limits.openHours);
    return { after: { ...current, status: 'VERIFYING', openUntil, dueAt: openUntil } };
  });
  if (parts && storageUploadId) await storage.assemble(storageKeyOf(upload), storageUploadId, parts);
  return claimed;
}

/** Compares the object with what was announced. */
async function verify(ports: ArtifactPorts, { userId }: Identity, assembled: ArtifactUpload): Promise<ArtifactUpload> {
  const { artifacts, now, limits } = ports;
  const found = await artifacts.verify(storageKeyOf(assembled));
  // Another process may be assembling it at this moment.
  if (!found) throw conflict('Storage does not show the artifact yet; try again');
  const rejection = faultOf(assembled, found);
  return changeUpload(ports, assembled.id, (upload) => {
    if (upload.status === 'READY' || upload.status === 'REJECTED') return {};
    requireUnfinished(upload, now());
    const at = now().toISOString();
    if (rejection) {
      const after = { ...upload, status: 'REJECTED', rejection, dueAt: at } as const;
      const audit = { who: userId, what: `Rejected: ${rejection}` };
      return { after, audit, events: [artifactRejected(upload, rejection, at)] };
    }
    const after = {
      ...upload,
      status: 'READY',
      readyAt: at,
      dueAt: hoursAfter(now(), limits.orphanDays * 24),
    } as const;
    return { after, audit: { who: userId, what: 'Verified' }, events: [artifactReady(upload, at)] };
  });
}

function faultOf({ sizeBytes, sha256 }: ArtifactUpload, found: Artifact): string | undefined {
  if (found.sizeBytes !== sizeBytes) return `The artifact has ${found.sizeBytes} bytes, not the announced ${sizeBytes}`;
  if (found.sha256 !== sha256) return `The artifact's sha256 is ${found.sha256}, not the announced ${sha256}`;
  return undefined;
}

function requireUnfinished({ status, openUntil }: ArtifactUpload, now: Date): void {
  if (status !== 'UPLOADING' && status !== 'VERIFYING') throw conflict(`The upload is ${status}`);
  if (openUntil <= now.toISOString()) throw conflict('The upload is EXPIRED');
}

function requireEveryPart(upload: ArtifactUpload, found: readonly UploadedPart[]): void {
  const missing = missingParts(upload, found);
  if (missing.length === 0) return;
  throw conflict(`${missing.length} of the upload's parts are missing`, { missingParts: missing });
}

/** The numbers of the parts that storage does not have, or has in another size. */
export function missingParts(upload: ArtifactUpload, found: readonly UploadedPart[]): number[] {
  const sizes = new Map(found.map(({ partNumber, sizeBytes }) => [partNumber, sizeBytes]));
  return partsOf(upload).flatMap(({ partNumber, sizeBytes }) =>
    sizes.get(partNumber) === sizeBytes ? [] : [partNumber],
  );
}

function rejected({ rejection = 'The artifact was rejected' }: ArtifactUpload) {
  return invalidInput('input.uploadId', rejection);
}

function nothingAfter(milliseconds: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds, undefined).unref());
}
