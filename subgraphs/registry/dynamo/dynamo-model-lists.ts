/**
 * The lists of models, as entries in the table. A commit only counts a model's versions by what they are, in one item; the entries
 * are made from that item, the model and its latest version afterwards, again and again until none of the three has changed
 * meanwhile. So whoever comes last leaves what is true, in whatever order and however often this runs; the outbox relay runs
 * it once more for every event, which makes up for a process that died in between.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { LRUCache } from 'lru-cache';
import { DomainError } from '../../../platform/errors.ts';
import {
  combinationsOf,
  listsOfModel,
  modelOrders,
  ownerList,
  positionIn,
  summedCounts,
  wordsOfVersion,
} from '../domain/facets.ts';
import type { Model, ModelVersion } from '../domain/model.ts';
import type { DynamoTable } from './dynamo-client.ts';
import {
  type ItemKey,
  listCountsKey,
  listEntryPrefix,
  modelKey,
  modelListKeys,
  recordIn,
  sharedModelListKeys,
  versionKey,
  wordsPartition,
} from './dynamo-keys.ts';
import { getItems, queryItems } from './dynamo-reads.ts';
import { audiencesOf } from './dynamo-sharing.ts';

/** Before the name of a combination in the item that counts versions. */
const countOf = '#';
const writesPerBatch = 25;
const maximumTries = 10;
const mostKnownWords = 50_000;
const mostKnownEvents = 10_000;
/** A model that is written all the time must not hold up those who read lists. */
const longestWaitMilliseconds = 1_000;

interface ListCounts {
  /** ISO 8601. */
  readonly updatedAt: string;
  /** Versions by `#<combination>`. */
  readonly [count: `#${string}`]: number;
}

interface Entry extends ItemKey {
  readonly teamPartition: string;
  readonly teamSort: string;
}

export interface ModelLists {
  /** Begins to bring the model's entries up to date, after a commit of this process with these events. */
  beginRefresh(modelId: string, eventIds?: readonly string[]): void;
  /** The model's entries are up to date with what led to the event; without one, with all that was written before. */
  refreshAfter(modelId: string, eventId?: string): Promise<void>;
  /** Resolves when every refresh that has begun in this process has ended, well or not; after a second in any case. */
  settled(): Promise<void>;
}

/**
 * Counts versions by what they become and no more by what they were. The model counts as updated at `at`, unless that is undefined:
 * a deployment is no update of the model.
 */
export function countInLists(modelId: string, versions: Parameters<typeof summedCounts>[1], at: string | undefined) {
  const changes = [...summedCounts(combinationsOf, versions)];
  if (changes.length === 0 && at === undefined) return [];
  const adds = changes.map((_, index) => `#count${index} :change${index}`);
  const update = {
    Key: listCountsKey(modelId),
    UpdateExpression: [at ? 'SET updatedAt = :at' : '', adds.length > 0 ? `ADD ${adds.join(', ')}` : ''].join(' '),
    ...(changes.length > 0 && {
      ExpressionAttributeNames: Object.fromEntries(
        changes.map(([combination], index) => [`#count${index}`, `${countOf}${combination}`]),
      ),
    }),
    ExpressionAttributeValues: {
      ...(at && { ':at': at }),
      ...Object.fromEntries(changes.map(([, change], index) => [`:change${index}`, change])),
    },
  };
  return [{ Update: update }];
}

/** When each model was updated last (ISO 8601), in the order of the ids. */
export async function getUpdateTimes(table: DynamoTable, ids: readonly string[]): Promise<(string | undefined)[]> {
  const items = await getItems(table, ids.map(listCountsKey));
  return items.map((item) => item && recordIn<ListCounts>(item).updatedAt);
}

export function modelLists(table: DynamoTable): ModelLists {
  const running = new Map<string, { again: boolean; readonly ended: Promise<void> }>();
  const knownWords = new LRUCache<string, true>({ max: mostKnownWords });
  /** Events of this process whose refresh has begun, and models of which one has failed since. */
  const begun = new LRUCache<string, true>({ max: mostKnownEvents });
  const failed = new Set<string>();

  const refreshUntilTrue = async (modelId: string): Promise<void> => {
    let source = await readSource(table, modelId);
    while (true) {
      await writeEntries(table, modelId, source, knownWords);
      const now = await readSource(table, modelId, source.latest);
      if (JSON.stringify(now) === JSON.stringify(source)) return;
      source = now;
    }
  };

  const refresh = (modelId: string): Promise<void> => {
    const current = running.get(modelId);
    if (current) {
      current.again = true;
      return current.ended;
    }
    const state: { again: boolean; ended: Promise<void> } = { again: false, ended: Promise.resolve() };
    running.set(modelId, state);
    const run = async (): Promise<void> => {
      try {
        do {
          state.again = false;
          await refreshUntilTrue(modelId);
        } while (state.again);
        failed.delete(modelId);
      } catch (error) {
        failed.add(modelId);
        throw error;
      } finally {
        running.delete(modelId);
      }
    };
    state.ended = run();
    return state.ended;
  };

  return {
    beginRefresh(modelId, eventIds = []) {
      for (const id of eventIds) begun.set(id, true);
      refresh(modelId).catch(() => undefined);
    },
    async refreshAfter(modelId, eventId) {
      if (eventId === undefined || !begun.has(eventId)) return refresh(modelId);
      await running.get(modelId)?.ended.catch(() => undefined);
      if (failed.has(modelId)) await refresh(modelId);
    },
    async settled() {
      if (running.size === 0) return;
      const ended = Promise.allSettled([...running.values()].map(({ ended }) => ended));
      const timeout = new AbortController();
      const longest = sleep(longestWaitMilliseconds, undefined, { signal: timeout.signal }).catch(() => undefined);
      await Promise.race([ended, longest]);
      timeout.abort();
    },
  };
}

/** What entries are made from. */
interface Source {
  readonly model: Model | undefined;
  readonly counts: ListCounts | undefined;
  readonly latest: ModelVersion | undefined;
}

/** One request when the latest version is the one that was `expected`. */
async function readSource(table: DynamoTable, modelId: string, expected?: ModelVersion): Promise<Source> {
  const keys = [modelKey(modelId), listCountsKey(modelId), ...(expected ? [versionKey(expected)] : [])];
  const [modelItem, countsItem, versionItem] = await getItems(table, keys);
  const model = modelItem && recordIn<Model>(modelItem);
  const counts = countsItem && recordIn<ListCounts>(countsItem);
  if (!model) return { model, counts, latest: undefined };
  if (model.latestVersion === expected?.version) {
    return { model, counts, latest: versionItem && recordIn<ModelVersion>(versionItem) };
  }
  const [latestItem] = await getItems(table, [versionKey({ modelId, version: model.latestVersion })]);
  return { model, counts, latest: latestItem && recordIn<ModelVersion>(latestItem) };
}

async function writeEntries(
  table: DynamoTable,
  modelId: string,
  source: Source,
  knownWords: LRUCache<string, true>,
): Promise<void> {
  const wanted = entriesOf(source);
  const present = await entriesIn(table, modelId);
  const changed = [...wanted.values()].filter(({ sk, teamSort }) => present.get(sk) !== teamSort);
  const gone = [...present.keys()].filter((sk) => !wanted.has(sk));
  const { pk } = modelKey(modelId);
  await Promise.all([
    writeInBatches(table, [
      ...changed.map((Item) => ({ PutRequest: { Item } })),
      ...gone.map((sk) => ({ DeleteRequest: { Key: { pk, sk } } })),
    ]),
    addWords(table, source, knownWords),
  ]);
}

/** Every list entry of a model, by sort key: one for each of its lists and orders, and for each audience it is shared with. */
function entriesOf({ model, counts, latest }: Source): ReadonlyMap<string, Entry> {
  if (!model || !counts || !latest || model.deletedAt) return new Map();
  const combinations = Object.entries(counts).flatMap(([name, count]) =>
    name.startsWith(countOf) && count > 0 ? [name.slice(countOf.length)] : [],
  );
  const times = { createdAt: model.createdAt, updatedAt: counts.updatedAt };
  const lists = [...listsOfModel(combinations, latest)];
  const entries: Entry[] = modelOrders.flatMap((order) => {
    const position = positionIn(order, model.id, times);
    const shared = audiencesOf(model).flatMap((audience) =>
      [...lists, ownerList(model.teamId)].map((list) => sharedModelListKeys(model, audience, order, list, position)),
    );
    return [...lists.map((list) => modelListKeys(model, order, list, position)), ...shared];
  });
  return new Map(entries.map((entry) => [entry.sk, entry]));
}

/** Positions by sort key. What else is in an entry follows from its key, since a model never changes its team. */
async function entriesIn(table: DynamoTable, modelId: string): Promise<ReadonlyMap<string, string>> {
  const positions = new Map<string, string>();
  const items = queryItems<Pick<Entry, 'sk' | 'teamSort'>>(table, {
    KeyConditionExpression: 'pk = :model AND begins_with(sk, :entries)',
    ExpressionAttributeValues: { ':model': modelKey(modelId).pk, ':entries': listEntryPrefix },
    ProjectionExpression: 'sk, teamSort',
    ConsistentRead: true,
  });
  for await (const { sk, teamSort } of items) positions.set(sk, teamSort);
  return positions;
}

/**
 * The words that were ever used in a team, in all, and among what is shared, by which the beginning of a word is completed. One that no model has any
 * more leads to an empty list.
 */
async function addWords(
  table: DynamoTable,
  { model, latest }: Source,
  knownWords: LRUCache<string, true>,
): Promise<void> {
  if (!model || !latest) return;
  const audiences = [{ teamId: model.teamId }, 'ALL' as const, ...audiencesOf(model)];
  const keys = wordsOfVersion(latest).flatMap((sk) =>
    audiences.map((audience) => ({ pk: wordsPartition(audience), sk })),
  );
  const nameOf = ({ pk, sk }: ItemKey): string => `${pk} ${sk}`;
  const unknown = keys.filter((key) => !knownWords.has(nameOf(key)));
  await writeInBatches(
    table,
    unknown.map((Item) => ({ PutRequest: { Item } })),
  );
  for (const key of unknown) knownWords.set(nameOf(key), true);
}

type BatchedWrite = { PutRequest: { Item: ItemKey } } | { DeleteRequest: { Key: ItemKey } };

async function writeInBatches(table: DynamoTable, writes: readonly BatchedWrite[]): Promise<void> {
  const batches = Array.from({ length: Math.ceil(writes.length / writesPerBatch) }, (_, index) =>
    writeBatch(table, writes.slice(index * writesPerBatch, (index + 1) * writesPerBatch)),
  );
  await Promise.all(batches);
}

async function writeBatch({ client, name }: DynamoTable, writes: readonly BatchedWrite[]): Promise<void> {
  let waiting = [...writes];
  for (let tries = 0; tries < maximumTries; tries++) {
    const { UnprocessedItems } = await client.send(new BatchWriteCommand({ RequestItems: { [name]: waiting } }));
    waiting = (UnprocessedItems?.[name] ?? []) as BatchedWrite[];
    if (waiting.length === 0) return;
    await sleep(Math.random() * 10 * 2 ** tries);
  }
  throw new DomainError('REGISTRY_UNAVAILABLE', 'The database is too busy; try again');
}
