/** Removing artifacts from our bucket: on request, when they were never finished, and when no version names them. */
import { canSeeTeam, type Identity } from '../../../platform/access.ts';
import { DomainError } from '../../../platform/errors.ts';
import { changeUpload, conflict, type Decision, hoursAfter, requireUpload } from './artifact-change.ts';
import { artifactDeleted } from './artifact-events.ts';
import type { ArtifactPorts } from './artifact-ports.ts';
import { type ArtifactUpload, storageKeyOf, uploadIdIn } from './artifact-upload.ts';
import { parseArtifactUri } from './artifacts.ts';
import { once } from './idempotency.ts';
import { requireRole } from './teams.ts';

export interface ArtifactDeletion {
  readonly artifactUri: string;
  readonly idempotencyKey?: string | undefined;
}

type RemovalPorts = Pick<ArtifactPorts, 'records' | 'storage' | 'now' | 'committed'>;

/** As many as a message names. */
const versionsToName = 3;

/** Repeatable. Throws NOT_FOUND for what is no uploaded artifact of the caller's teams, CONFLICT while a live version names it. */
export async function deleteArtifact(
  ports: ArtifactPorts,
  identity: Identity,
  { artifactUri, idempotencyKey }: ArtifactDeletion,
): Promise<ArtifactUpload> {
  const { id, teamId } = await requireUploaded(ports, identity, artifactUri);
  await requireRole(ports.store, identity, teamId, 'CONTRIBUTOR');
  const keyed = { operation: 'deleteArtifact', idempotencyKey, input: { artifactUri } };
  const deleted = await once<ArtifactUpload, { readonly uploadId: string }>(ports, identity, keyed, {
    async execute(remember) {
      const decide = (upload: ArtifactUpload): Decision => {
        if (upload.references > 0) throw conflict('A version names the artifact');
        return upload.status === 'DELETED' ? {} : deletion(ports, upload, identity.userId, 'DELETED');
      };
      try {
        return await changeUpload(ports, id, decide, remember({ uploadId: id }));
      } catch (error) {
        const names = await ports.records.versionsNaming(id, versionsToName);
        if (!(error instanceof DomainError) || names.length === 0) throw error;
        throw conflict(
          `The artifact is named by ${names.map(({ modelId, version }) => `${modelId} ${version}`).join(', ')}`,
        );
      }
    },
    repeat: ({ uploadId }) => requireUpload(ports.records, uploadId),
  });
  return removeFromStorage(ports, deleted);
}

async function requireUploaded(
  { records, artifacts }: ArtifactPorts,
  identity: Identity,
  artifactUri: string,
): Promise<ArtifactUpload> {
  const location = parseArtifactUri(artifactUri);
  const id = location?.bucket === artifacts.bucket ? uploadIdIn(location.key) : undefined;
  const upload = id && (await records.upload(id));
  const isThere = upload && (upload.status === 'READY' || upload.status === 'DELETED');
  if (!isThere || upload.artifactUri !== artifactUri || !canSeeTeam(identity, upload.teamId)) {
    throw new DomainError('NOT_FOUND', `No uploaded artifact "${artifactUri}"`);
  }
  return upload;
}

function deletion(
  { now }: Pick<ArtifactPorts, 'now'>,
  upload: ArtifactUpload,
  who: string,
  reason: 'DELETED' | 'ORPHANED',
): Decision {
  const at = now().toISOString();
  const what = reason === 'DELETED' ? 'Deleted' : 'Deleted, since no version named it';
  return {
    after: { ...upload, status: 'DELETED', dueAt: at },
    audit: { who, what },
    events: [artifactDeleted(upload, reason, at)],
  };
}

/**
 * Leaves nothing in storage of an upload that has come to a bad end; the upload as it then is. What fails, or what a dying
 * process leaves, is done by the sweeper, since the record stays due until then.
 */
export async function removeFromStorage(ports: RemovalPorts, upload: ArtifactUpload): Promise<ArtifactUpload> {
  if (!isToBeRemoved(upload)) return upload;
  try {
    return await remove(ports, upload);
  } catch {
    return upload;
  }
}

async function remove(ports: RemovalPorts, upload: ArtifactUpload): Promise<ArtifactUpload> {
  await ports.storage.remove(storageKeyOf(upload));
  return changeUpload(ports, upload.id, (current) => {
    const { dueAt: _done, storageUploadId: _gone, ...after } = current;
    return isToBeRemoved(current) ? { after } : {};
  });
}

function isToBeRemoved({ status, dueAt }: ArtifactUpload): boolean {
  return dueAt !== undefined && ['REJECTED', 'ABORTED', 'EXPIRED', 'DELETED'].includes(status);
}

/** Ends what is overdue, up to `limit`. Returns how many. Any number of processes may sweep. */
export async function sweepArtifacts(ports: ArtifactPorts, limit: number): Promise<number> {
  const ids = await ports.records.due(ports.now().toISOString(), limit);
  const outcomes = await Promise.allSettled(ids.map((id) => sweep(ports, id)));
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed) throw failed.reason;
  return ids.length;
}

async function sweep(ports: ArtifactPorts, id: string): Promise<void> {
  const upload = await changeUpload(ports, id, (current) => overdue(ports, current));
  if (isToBeRemoved(upload)) await remove(ports, upload);
}

/** What becomes of an upload whose time has come. */
function overdue({ now, limits }: ArtifactPorts, upload: ArtifactUpload): Decision {
  const at = now().toISOString();
  const { status, dueAt, references, readyAt = at, referencedAt = readyAt } = upload;
  // The index may lag behind the record.
  if (!dueAt || dueAt > at) return {};
  if (status === 'UPLOADING' || status === 'VERIFYING') {
    return { after: { ...upload, status: 'EXPIRED', dueAt: at }, audit: { who: 'registry', what: 'Expired' } };
  }
  if (status !== 'READY') return {};
  const keptUntil = hoursAfter(references > 0 ? now() : new Date(referencedAt), limits.orphanDays * 24);
  return keptUntil > at
    ? { after: { ...upload, dueAt: keptUntil } }
    : deletion({ now }, upload, 'registry', 'ORPHANED');
}
