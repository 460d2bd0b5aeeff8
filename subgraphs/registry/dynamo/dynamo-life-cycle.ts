/** Which version of a model is the latest, and what is left of deleted versions and models. */
import type { Model, ModelVersion, VersionKey } from '../domain/model.ts';
import type { Commit } from '../domain/store.ts';
import { latestRank } from '../domain/version-order.ts';
import type { DynamoTable } from './dynamo-client.ts';
import { modelKey, recordIn, tombstoneKey, versionKey } from './dynamo-keys.ts';
import { getItems } from './dynamo-reads.ts';
import { addToCounters } from './dynamo-statistics.ts';
import { type TransactionWrite, transact } from './dynamo-transactions.ts';

type Write = TransactionWrite<'STALE'>;

const itemIsNew = 'attribute_not_exists(pk)';
const nobodyWroteSince = 'revision = :expectedRevision';
const pointsWhereItWasRead = 'latestVersion = :before AND attribute_not_exists(deletedAt)';
const pointsToLowerVersion = 'latestOrder < :order AND attribute_not_exists(deletedAt)';
const isGone = 'attribute_exists(deletedAt)';
const isThere = 'attribute_exists(pk) AND attribute_not_exists(deletedAt)';
const neverDeployed = 'attribute_not_exists(deploymentsBegun)';
const nothingBegunSince = 'deploymentsBegun = :expectedDeployments';

/** How often the latest version is decided anew because another writer came first. */
const decisionsBeforeGivingUp = 20;

/** The number of a deleted version is kept: none may be registered with it. */
export function numberIsUnused(key: VersionKey): TransactionWrite<'VERSION_DELETED'> {
  return {
    refusal: 'VERSION_DELETED',
    ConditionCheck: { Key: tombstoneKey(key), ConditionExpression: itemIsNew },
  };
}

export function deletionWrites({ before, after }: NonNullable<Commit['deletion']>): Write[] {
  return [
    { refusal: 'STALE', Delete: { Key: versionKey(before), ...unchanged(before) } },
    { Put: { Item: { ...tombstoneKey(after), ...after } } },
  ];
}

/** A model that goes as a whole: from now on it is not there, and no deployment of its versions can begin. */
export function removalWrites({ model, at, by }: NonNullable<Commit['removal']>): Write[] {
  const { id, teamId, deploymentsBegun, removal } = model;
  const begun = deploymentsBegun === undefined ? neverDeployed : nothingBegunSince;
  return [
    {
      refusal: 'STALE',
      Update: {
        Key: modelKey(id),
        UpdateExpression: 'SET deletedAt = :at, removal = :removal',
        ConditionExpression: `${isThere} AND ${begun}`,
        ExpressionAttributeValues: {
          ':at': at,
          ':removal': { at, by, count: (removal?.count ?? 0) + 1 },
          ...(deploymentsBegun !== undefined && { ':expectedDeployments': deploymentsBegun }),
        },
      },
    },
    ...addToCounters(teamId, [['models', -1]], new Date(at)),
  ];
}

/** A deployment that begins is counted on its model: whoever deletes the model at the same time is noticed, and notices it. */
export function countBegun({ modelId }: VersionKey): TransactionWrite<'MODEL_GONE'> {
  return {
    refusal: 'MODEL_GONE',
    Update: {
      Key: modelKey(modelId),
      UpdateExpression: 'ADD deploymentsBegun :one',
      ConditionExpression: isThere,
      ExpressionAttributeValues: { ':one': 1 },
    },
  };
}

/** The pointer, on the conditions that it is where it was read, and that what it moves to is as it was read. */
export function latestWrites({ latest, version, deletion }: Commit): Write[] {
  if (!latest) return [];
  const { model, becomes, at } = latest;
  const Key = modelKey(model.id);
  const before = { ':before': model.latestVersion };
  if (!becomes) {
    return [
      {
        refusal: 'STALE',
        Update: {
          Key,
          UpdateExpression: 'SET deletedAt = :at',
          ConditionExpression: pointsWhereItWasRead,
          ExpressionAttributeValues: { ...before, ':at': at },
        },
      },
    ];
  }
  const changed = version?.after ?? deletion?.after;
  const pointer: Write = {
    refusal: 'STALE',
    Update: {
      Key,
      UpdateExpression: 'SET latestVersion = :version, latestOrder = :order',
      ConditionExpression: pointsWhereItWasRead,
      ExpressionAttributeValues: { ...before, ':version': becomes.version, ':order': latestRank(becomes) },
    },
  };
  // What is written in the same transaction has its own guard.
  if (changed?.version === becomes.version) return [pointer];
  return [pointer, { refusal: 'STALE', ConditionCheck: { Key: versionKey(becomes), ...unchanged(becomes) } }];
}

/**
 * Makes `version` the latest unless a higher one is, however often and in whatever order this runs. A version that does not exist any
 * more never becomes the latest: that it does is a condition of the write. Says whether the pointer has moved.
 */
export async function raiseLatestVersion(table: DynamoTable, key: VersionKey): Promise<boolean> {
  for (let tries = 0; tries < decisionsBeforeGivingUp; tries++) {
    const [modelItem, versionItem] = await getItems(table, [modelKey(key.modelId), versionKey(key)]);
    if (!modelItem || !versionItem) return false;
    const model = recordIn<Model & { latestOrder: string }>(modelItem);
    const version = recordIn<ModelVersion>(versionItem);
    // One that goes with its model must not bring the model back.
    if (model.removal && version.registeredAt <= model.removal.at) return false;
    const order = latestRank(version);
    if (!model.deletedAt && model.latestOrder >= order) return false;
    const writes: Write[] = [
      {
        refusal: 'STALE',
        Update: {
          Key: modelKey(key.modelId),
          UpdateExpression: 'SET latestVersion = :version, latestOrder = :order REMOVE deletedAt',
          ConditionExpression: model.deletedAt ? isGone : pointsToLowerVersion,
          ExpressionAttributeValues: { ':version': version.version, ':order': order },
        },
      },
      { refusal: 'STALE', ConditionCheck: { Key: versionKey(key), ...unchanged(version) } },
      // The model is one of its team's again.
      ...(model.deletedAt ? addToCounters(model.teamId, [['models', 1]], new Date()) : []),
    ];
    if ((await transact(table, writes)) === 'COMMITTED') return true;
  }
  return false;
}

export async function getKnownModel(table: DynamoTable, id: string): Promise<Model | undefined> {
  const [item] = await getItems(table, [modelKey(id)]);
  return item && modelIn(item);
}

/** With `deletedAt` when its last version was deleted. */
export function modelIn(item: object): Model {
  const { latestOrder: _ofTheStore, ...model } = recordIn<Model & { latestOrder: string }>(item);
  return model;
}

export async function getDeletedVersion(table: DynamoTable, key: VersionKey): Promise<ModelVersion | undefined> {
  const [item] = await getItems(table, [tombstoneKey(key)]);
  return item && recordIn<ModelVersion>(item);
}

function unchanged({ revision }: ModelVersion) {
  return { ConditionExpression: nobodyWroteSince, ExpressionAttributeValues: { ':expectedRevision': revision } };
}
