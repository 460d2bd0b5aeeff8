/** Writes one change of state and all that follows from it in one transaction. */
import { statusChange } from '../domain/events.ts';
import { counterNamesOf, summedCounts } from '../domain/facets.ts';
import type { Deployment, Model, ModelVersion, Slot } from '../domain/model.ts';
import type { Change, Commit, Refusal } from '../domain/store.ts';
import { timeOrderedId } from '../domain/time-ordered-id.ts';
import { latestOrder } from '../domain/version-order.ts';
import { aliasWrites } from './dynamo-aliases.ts';
import { holdArtifact, releaseArtifact } from './dynamo-artifacts.ts';
import type { DynamoTable } from './dynamo-client.ts';
import { rememberedWrites } from './dynamo-idempotency.ts';
import {
  auditKey,
  changeKey,
  deploymentIndexKeys,
  deploymentKey,
  leaseIndexKeys,
  listedDeploymentKey,
  modelKey,
  outboxKey,
  slotDueKeys,
  slotKey,
  versionKey,
} from './dynamo-keys.ts';
import { countBegun, deletionWrites, latestWrites, numberIsUnused, removalWrites } from './dynamo-life-cycle.ts';
import { countInLists } from './dynamo-model-lists.ts';
import { accessWrites } from './dynamo-sharing.ts';
import { addToCounters } from './dynamo-statistics.ts';
import { type TransactionWrite, transact } from './dynamo-transactions.ts';
import { detailsWrites } from './dynamo-version-details.ts';

type Write = TransactionWrite<Refusal>;

const itemIsNew = 'attribute_not_exists(pk)';
const nobodyWroteSince = 'revision = :expectedRevision';

/** Writes all of `commit` or nothing. */
export async function writeCommit(table: DynamoTable, commit: Commit): Promise<'COMMITTED' | Refusal> {
  const {
    newModel,
    access,
    removal,
    version,
    details,
    deployments = [],
    otherVersions = [],
    slot,
    alias,
    deletion,
    audit,
    remembered,
    events,
  } = commit;
  // The order decides which refusal is told when several conditions fail.
  const writes: Write[] = [
    ...rememberedWrites(remembered),
    ...(newModel ? [putModel(newModel)] : []),
    ...(access ? accessWrites(access) : []),
    ...(removal ? removalWrites(removal) : []),
    ...(version && !version.before ? [numberIsUnused(version.after)] : []),
    ...[version, ...otherVersions].filter((change) => change !== undefined).map(putVersion),
    ...(alias ? aliasWrites(alias) : []),
    ...(deletion ? deletionWrites(deletion) : []),
    ...latestWrites(commit),
    ...(version && !version.before ? detailsWrites(version.after, details) : []),
    ...(version && !version.before ? holdArtifact(version.after) : []),
    ...(deletion ? releaseArtifact(deletion.before, deletion.after.deletedAt ?? '') : []),
    ...(slot ? [putSlot(slot)] : []),
    ...deployments.flatMap(putDeployment),
    ...deployments.filter(({ before }) => !before).map(({ after }) => countBegun(after)),
    ...countChanges(commit),
    ...(audit ? [{ Put: { Item: { ...auditKey(audit.modelId, timeOrderedId()), ...audit } } }] : []),
    ...events.map((event) => ({
      Put: { Item: { ...outboxKey(event.detail.id), event: JSON.stringify(event) }, ConditionExpression: itemIsNew },
    })),
  ];
  if (writes.length === 0) return 'COMMITTED';
  return transact(table, writes);
}

function putModel(model: Model): Write {
  return {
    refusal: 'MODEL_EXISTS',
    Put: {
      Item: { ...modelKey(model.id), ...model, latestOrder: latestOrder(model.latestVersion) },
      ConditionExpression: itemIsNew,
    },
  };
}

function putVersion({ before, after }: Change<ModelVersion>): Write {
  return {
    refusal: before ? 'STALE' : 'VERSION_EXISTS',
    Put: { Item: { ...versionKey(after), ...after }, ...guard(before) },
  };
}

function putSlot({ before, after }: Change<Slot>): Write {
  return {
    refusal: 'STALE',
    Put: { Item: { ...slotKey(after), ...slotDueKeys(after), ...after }, ...guard(before) },
  };
}

/** The record, its change when people can see one, and at first its entry in the lists of all statuses. */
function putDeployment({ before, after }: Change<Deployment>): Write[] {
  const record: Write = {
    refusal: 'STALE',
    Put: {
      Item: {
        ...deploymentKey(after.id),
        ...deploymentIndexKeys(after, after.status),
        ...leaseIndexKeys(after),
        ...after,
      },
      ...guard(before),
    },
  };
  const writes = [record];
  if (after.sequence !== before?.sequence) {
    writes.push({ Put: { Item: { ...changeKey(after.id, after.sequence), ...changeOf(after) } } });
  }
  if (!before) {
    writes.push({
      Put: { Item: { ...listedDeploymentKey(after.id), ...deploymentIndexKeys(after, undefined), id: after.id } },
    });
  }
  return writes;
}

/** What subscribers see of the change and, for the audit, who made it. */
function changeOf(deployment: Deployment) {
  const { attempt, reason, changedBy = 'registry' } = deployment;
  return { ...statusChange(deployment), attempt, reason, by: changedBy };
}

function guard(before: { readonly revision: number } | undefined) {
  if (!before) return { ConditionExpression: itemIsNew };
  return {
    ConditionExpression: nobodyWroteSince,
    ExpressionAttributeValues: { ':expectedRevision': before.revision },
  };
}

/** Lists and statistics follow from what becomes of the versions. */
function countChanges({
  newModel,
  version,
  otherVersions = [],
  deletion,
  latest,
  deployments,
  audit,
  events,
}: Commit): Write[] {
  const subject = version?.after ?? deletion?.before;
  if (!subject) return [];
  const changes = [{ before: version?.before ?? deletion?.before, after: version?.after }, ...otherVersions];
  const models = newModel ? 1 : latest && !latest.becomes ? -1 : 0;
  const updatedAt = deployments ? undefined : (audit?.at ?? subject.registeredAt);
  const counts = [...summedCounts(counterNamesOf, changes), ...(models === 0 ? [] : [['models', models] as const])];
  return [
    ...countInLists(subject.modelId, changes, updatedAt),
    ...addToCounters(subject.teamId, counts, timeOf(events)),
  ];
}

/** When a change happened; now, when no event tells. */
function timeOf([event]: Commit['events']): Date {
  return event ? new Date(event.detail.occurredAt) : new Date();
}
