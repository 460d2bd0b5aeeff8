/** Reads an upload, decides what becomes of it, and writes that, unless another writer came first: then it is decided anew. */
import { canSeeTeam, type Identity } from '../../../platform/access.ts';
import { DomainError } from '../../../platform/errors.ts';
import type { ArtifactPorts, ArtifactRecords, UploadCommit } from './artifact-ports.ts';
import type { ArtifactUpload } from './artifact-upload.ts';
import type { RegistryEvent } from './event-data.ts';
import type { RememberedRequest } from './store.ts';
import { isTimeOrderedId } from './time-ordered-id.ts';

/** What becomes of the upload. Without `after` it stays as it is. */
export interface Decision {
  readonly after?: ArtifactUpload;
  /** For the audit: who did what. */
  readonly audit?: Pick<NonNullable<UploadCommit['audit']>, 'who' | 'what'>;
  readonly events?: readonly RegistryEvent[];
}

const decisionsBeforeGivingUp = 10;
const hourMilliseconds = 3_600_000;

/** The upload after the decision. Throws what `decide` throws, and CONFLICT. `remembered` is written even when nothing changes. */
export async function changeUpload(
  { records, now, committed }: Pick<ArtifactPorts, 'records' | 'now' | 'committed'>,
  id: string,
  decide: (upload: ArtifactUpload) => Decision,
  remembered: { readonly remembered?: RememberedRequest } = {},
): Promise<ArtifactUpload> {
  for (let tries = 0; tries < decisionsBeforeGivingUp; tries++) {
    const before = await requireUpload(records, id);
    const { after: decided = before, audit, events = [] } = decide(before);
    const after = decided === before ? before : { ...decided, revision: before.revision + 1 };
    const outcome = await records.write({
      ...(after !== before && { upload: { before, after } }),
      ...(audit && { audit: { ...audit, at: now().toISOString() } }),
      ...remembered,
      events,
    });
    if (outcome === 'COMMITTED') {
      committed(events);
      return after;
    }
    if (outcome === 'REMEMBERED') break;
  }
  throw conflict('Other writers kept coming first; try again');
}

/** Throws NOT_FOUND. */
export async function requireUpload(records: ArtifactRecords, id: string): Promise<ArtifactUpload> {
  const upload = isTimeOrderedId(id) ? await records.upload(id) : undefined;
  if (!upload) throw noUpload(id);
  return upload;
}

/** Throws NOT_FOUND for what the caller may not see. */
export async function requireVisibleUpload(
  records: ArtifactRecords,
  identity: Identity,
  id: string,
): Promise<ArtifactUpload> {
  const upload = await requireUpload(records, id);
  if (!canSeeTeam(identity, upload.teamId)) throw noUpload(id);
  return upload;
}

export function hoursAfter(time: Date, hours: number): string {
  return new Date(time.getTime() + hours * hourMilliseconds).toISOString();
}

export function conflict(message: string, extensions: Readonly<Record<string, unknown>> = {}): DomainError {
  return new DomainError('CONFLICT', message, { extensions });
}

export function invalidInput(path: string, message: string): DomainError {
  return new DomainError('VALIDATION_ERROR', message, { details: [{ path, message }] });
}

function noUpload(id: string): DomainError {
  return new DomainError('NOT_FOUND', `No upload "${id}"`);
}
