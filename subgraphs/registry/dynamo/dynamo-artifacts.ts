/** Uploads of artifacts, the versions that name them, and what is due. */
import type { ArtifactRecords, UploadCommit } from '../domain/artifact-ports.ts';
import type { ArtifactUpload } from '../domain/artifact-upload.ts';
import type { ModelVersion, VersionKey } from '../domain/model.ts';
import { timeOrderedId } from '../domain/time-ordered-id.ts';
import type { DynamoTable } from './dynamo-client.ts';
import { rememberedWrites } from './dynamo-idempotency.ts';
import {
  artifactReferenceKey,
  artifactReferencePrefix,
  artifactsDuePartition,
  artifactUploadKey,
  auditOfArtifactKey,
  leaseIndex,
  outboxKey,
  recordIn,
} from './dynamo-keys.ts';
import { firstItems, getItems, queryItems } from './dynamo-reads.ts';
import { type TransactionWrite, transact } from './dynamo-transactions.ts';

const itemIsNew = 'attribute_not_exists(pk)';
const nobodyWroteSince = 'revision = :expectedRevision';
/** What versions name is, and stays. */
const isReady = '#status = :ready';

/** What has come to a bad end is remembered for a while, for those who ask what became of it. */
const endedKeptDays = 90;

export function dynamoArtifactRecords(table: DynamoTable): ArtifactRecords {
  return {
    upload: (id) => getArtifactUpload(table, id),
    async write(commit) {
      const writes = writesOf(commit);
      return writes.length === 0 ? 'COMMITTED' : transact(table, writes);
    },
    async due(now, limit) {
      const items = queryItems<{ id: string }>(table, {
        IndexName: leaseIndex,
        KeyConditionExpression: 'leasePartition = :artifacts AND leaseSort <= :now',
        ExpressionAttributeValues: { ':artifacts': artifactsDuePartition, ':now': now },
        Limit: limit,
      });
      return (await firstItems(items, limit)).map(({ id }) => id);
    },
    async versionsNaming(uploadId, limit) {
      const items = queryItems<VersionKey>(table, {
        KeyConditionExpression: 'pk = :artifact AND begins_with(sk, :references)',
        ExpressionAttributeValues: {
          ':artifact': artifactUploadKey(uploadId).pk,
          ':references': artifactReferencePrefix,
        },
        ConsistentRead: true,
        Limit: limit,
      });
      return (await firstItems(items, limit)).map(({ modelId, version }) => ({ modelId, version }));
    },
  };
}

export async function getArtifactUpload(table: DynamoTable, id: string): Promise<ArtifactUpload | undefined> {
  const [item] = await getItems(table, [artifactUploadKey(id)]);
  if (!item) return undefined;
  const { expiresAt: _ofTheTable, ...upload } = recordIn<ArtifactUpload & { expiresAt?: number }>(item);
  return upload;
}

function writesOf({ upload, audit, remembered, events }: UploadCommit): TransactionWrite<'STALE' | 'REMEMBERED'>[] {
  const subject = upload?.after.id;
  return [
    ...rememberedWrites(remembered),
    ...(upload ? [putUpload(upload)] : []),
    ...(audit && subject ? [{ Put: { Item: { ...auditOfArtifactKey(subject, timeOrderedId()), ...audit } } }] : []),
    ...events.map((event) => ({
      Put: { Item: { ...outboxKey(event.detail.id), event: JSON.stringify(event) }, ConditionExpression: itemIsNew },
    })),
  ];
}

function putUpload({ before, after }: NonNullable<UploadCommit['upload']>): TransactionWrite<'STALE'> {
  const { dueAt, status } = after;
  const expires = !dueAt && status !== 'READY' && { expiresAt: Math.floor(Date.now() / 1000) + endedKeptDays * 86_400 };
  return {
    refusal: 'STALE',
    Put: {
      Item: {
        ...artifactUploadKey(after.id),
        ...(dueAt && { leasePartition: artifactsDuePartition, leaseSort: dueAt }),
        ...after,
        ...expires,
      },
      ...(before
        ? {
            ConditionExpression: nobodyWroteSince,
            ExpressionAttributeValues: { ':expectedRevision': before.revision },
          }
        : { ConditionExpression: itemIsNew }),
    },
  };
}

/**
 * A version's hold on its artifact, for the transaction that registers it: of a registration and the artifact's deletion, one
 * is refused. Nothing for artifacts that were not uploaded.
 */
export function holdArtifact(version: ModelVersion): TransactionWrite<'ARTIFACT_GONE'>[] {
  const { uploadId } = version.artifact;
  if (!uploadId) return [];
  const { modelId, version: number, registeredAt } = version;
  return [
    {
      refusal: 'ARTIFACT_GONE',
      Update: countReference(uploadId, 1, registeredAt),
    },
    { Put: { Item: { ...artifactReferenceKey(uploadId, version), modelId, version: number } } },
  ];
}

/** For the transaction that deletes a version. */
export function releaseArtifact(version: ModelVersion, at: string): TransactionWrite<never>[] {
  const { uploadId } = version.artifact;
  if (!uploadId) return [];
  return [{ Update: countReference(uploadId, -1, at) }, { Delete: { Key: artifactReferenceKey(uploadId, version) } }];
}

/** The revision rises too, so that who has read the record before does not write it back. */
function countReference(uploadId: string, change: 1 | -1, at: string) {
  return {
    Key: artifactUploadKey(uploadId),
    UpdateExpression: 'SET referencedAt = :at ADD #references :change, revision :one',
    ConditionExpression: isReady,
    ExpressionAttributeNames: { '#references': 'references', '#status': 'status' },
    ExpressionAttributeValues: { ':at': at, ':change': change, ':one': 1, ':ready': 'READY' },
  };
}
