/** Writes one change of state and all that follows from it in one transaction. */
import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { statusChange } from './domain/events.ts';
import { changedCounts, counterNamesOf, facetKeysOf } from './domain/facets.ts';
import type { Deployment, Model, ModelVersion } from './domain/model.ts';
import type { Change, Commit, Refusal } from './domain/store.ts';
import { timeOrderedId } from './domain/time-ordered-id.ts';
import { latestOrder } from './domain/version-order.ts';
import type { DynamoTable } from './dynamo-client.ts';
import { rememberedWrites } from './dynamo-idempotency.ts';
import {
  auditKey,
  changeKey,
  deploymentIndexKeys,
  deploymentKey,
  facetIndexKeys,
  facetItemKey,
  leaseIndexKeys,
  listedDeploymentKey,
  modelKey,
  outboxKey,
  statisticsKey,
  versionKey,
} from './dynamo-keys.ts';
import { type TransactionWrite, transact } from './dynamo-transactions.ts';
import { detailsWrites } from './dynamo-version-details.ts';

type Write = TransactionWrite<Refusal>;

const itemIsNew = 'attribute_not_exists(pk)';
const nobodyWroteSince = 'revision = :expectedRevision';
const nothingIsCounted = 'versions <= :zero';

/** Writes all of `commit` or nothing. */
export async function writeCommit(table: DynamoTable, commit: Commit): Promise<'COMMITTED' | Refusal> {
  const { newModel, version, details, deployments = [], audit, remembered, events } = commit;
  // The order decides which refusal is told when several conditions fail.
  const writes: Write[] = [
    ...rememberedWrites(remembered),
    ...(newModel ? [putModel(newModel)] : []),
    ...(version ? [putVersion(version)] : []),
    ...(version && !version.before ? detailsWrites(version.after, details) : []),
    ...deployments.flatMap(putDeployment),
    ...(version ? [...addToLists(version), ...addToStatistics(version, newModel !== undefined)] : []),
    ...(audit ? [{ Put: { Item: { ...auditKey(audit.modelId, timeOrderedId()), ...audit } } }] : []),
    ...events.map((event) => ({
      Put: { Item: { ...outboxKey(event.detail.id), event: JSON.stringify(event) }, ConditionExpression: itemIsNew },
    })),
  ];
  if (writes.length === 0) return 'COMMITTED';
  const outcome = await transact(table, writes);
  // Nobody has to wait for the tidying, and it never rejects.
  if (outcome === 'COMMITTED' && version?.before) void removeEmptyEntries(table, version);
  return outcome;
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
  const by = deployment.sequence === 1 ? deployment.requestedBy : (deployment.deployerId ?? 'registry');
  return { ...statusChange(deployment), attempt: deployment.attempt, reason: deployment.reason, by };
}

function guard(before: { readonly revision: number } | undefined) {
  if (!before) return { ConditionExpression: itemIsNew };
  return {
    ConditionExpression: nobodyWroteSince,
    ExpressionAttributeValues: { ':expectedRevision': before.revision },
  };
}

/** One `ADD` per list, whatever the version had before: counters need no retries. */
function addToLists({ before, after }: Change<ModelVersion>): Write[] {
  return [...changedCounts(facetKeysOf, before, after)].map(([facet, change]) => ({
    Update: {
      Key: facetItemKey(after.modelId, facet),
      UpdateExpression:
        'SET teamPartition = :teamPartition, teamSort = :modelId, ' +
        'organizationPartition = :organizationPartition, organizationSort = :modelId ADD versions :change',
      ExpressionAttributeValues: { ...indexValues(after, facet), ':change': change },
    },
  }));
}

function indexValues(version: ModelVersion, facet: string) {
  const { teamPartition, organizationPartition, teamSort } = facetIndexKeys(version, facet);
  return {
    ':teamPartition': teamPartition,
    ':organizationPartition': organizationPartition,
    ':modelId': teamSort,
  };
}

function addToStatistics({ before, after }: Change<ModelVersion>, withModel: boolean): Write[] {
  const changes = [...changedCounts(counterNamesOf, before, after), ...(withModel ? [['models', 1] as const] : [])];
  if (changes.length === 0) return [];
  const update = {
    Key: statisticsKey(after.teamId),
    UpdateExpression: `ADD ${changes.map((_, index) => `#name${index} :change${index}`).join(', ')}`,
    ExpressionAttributeNames: Object.fromEntries(changes.map(([name], index) => [`#name${index}`, name])),
    ExpressionAttributeValues: Object.fromEntries(changes.map(([, change], index) => [`:change${index}`, change])),
  };
  return [{ Update: update }];
}

/** Tidies the lists that the model has left. Readers skip empty entries, so nothing is lost when this does not happen. */
function removeEmptyEntries({ client, name }: DynamoTable, { before, after }: Change<ModelVersion>): Promise<unknown> {
  const left = [...changedCounts(facetKeysOf, before, after)].filter(([, change]) => change < 0);
  return Promise.allSettled(
    left.map(([facet]) =>
      client.send(
        new DeleteCommand({
          TableName: name,
          Key: facetItemKey(after.modelId, facet),
          ConditionExpression: nothingIsCounted,
          ExpressionAttributeValues: { ':zero': 0 },
        }),
      ),
    ),
  );
}
