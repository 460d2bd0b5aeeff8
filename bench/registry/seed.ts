/** Fills a table as registrations would have, through BatchWriteItem. */
import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import {
  changedCounts,
  combinationsOf,
  counterNamesOf,
  listsOfModel,
  modelOrders,
  positionIn,
  wordsOfVersion,
} from '../../subgraphs/registry/domain/facets.ts';
import type { Alias, Model, ModelVersion } from '../../subgraphs/registry/domain/model.ts';
import { latestRank } from '../../subgraphs/registry/domain/version-order.ts';
import type { DynamoTable } from '../../subgraphs/registry/dynamo/dynamo-client.ts';
import {
  aliasKey,
  dailyStatisticsKey,
  dailyStatisticsPartition,
  type ItemKey,
  listCountsKey,
  modelKey,
  modelListKeys,
  statisticsKey,
  teamKey,
  versionKey,
  wordsPartition,
} from '../../subgraphs/registry/dynamo/dynamo-keys.ts';

export const versionsPerModel = 20;
export const teams = ['team-a', 'team-b'];

const itemsPerBatch = 25;
const batchesAtOnce = 8;
const registeredAt = '2026-01-31T12:00:00.000Z';

export const modelIdOf = (index: number): string => `model-${String(index).padStart(6, '0')}`;
export const versionOf = (index: number): string => `1.${index % versionsPerModel}.0`;

/** Writes `count` versions, twenty of each model, half of the models in each of two teams. */
export async function seed(table: DynamoTable, count: number): Promise<void> {
  const counters = new Map(teams.map((team) => [team, new Map<string, number>()]));
  const write = batchWriter(table);
  for (const teamId of teams) await write([{ ...teamKey(teamId), createdAt: registeredAt } as ItemKey]);
  for (let index = 0; index < count / versionsPerModel; index++) await write(itemsOf(index, counters));
  for (const [teamId, counts] of counters) {
    const day = { organizationPartition: dailyStatisticsPartition, organizationSort: `2026-01-31#${teamId}`, teamId };
    await write([
      { ...statisticsKey(teamId), ...Object.fromEntries(counts) },
      { ...dailyStatisticsKey(teamId, '2026-01-31'), ...day, ...Object.fromEntries(counts) },
    ]);
  }
  await write.end();
}

/** A model with everything that its registrations leave for reading; audit entries and published events are never read here. */
function itemsOf(index: number, counters: ReadonlyMap<string, Map<string, number>>): ItemKey[] {
  const versions = Array.from({ length: versionsPerModel }, (_, number) => versionRecord(index, number));
  const latest = versions[versionsPerModel - 1] ?? versionRecord(index, 0);
  const { modelId: id, teamId } = latest;
  const model: Model = { id, teamId, createdAt: registeredAt, latestVersion: latest.version };
  const champion: Alias = {
    modelId: id,
    alias: 'champion',
    version: '1.0.0',
    changedAt: registeredAt,
    changedBy: 'bench',
    revision: 1,
  };
  const counts = new Map<string, number>();
  const add = (totals: Map<string, number>, name: string): void => void totals.set(name, (totals.get(name) ?? 0) + 1);
  const ofTeam = counters.get(teamId) ?? new Map<string, number>();
  add(ofTeam, 'models');
  for (const version of versions) {
    for (const name of changedCounts(counterNamesOf, undefined, version).keys()) add(ofTeam, name);
    for (const combination of combinationsOf(version)) add(counts, `#${combination}`);
  }
  const combinations = [...counts.keys()].map((name) => name.slice(1));
  const times = { createdAt: registeredAt, updatedAt: registeredAt };
  const lists = [...listsOfModel(combinations, latest)];
  return [
    { ...modelKey(id), ...model, latestOrder: latestRank(latest) } as ItemKey,
    ...versions.map((version) => ({ ...versionKey(version), ...version })),
    { ...aliasKey(champion), ...champion } as ItemKey,
    { ...listCountsKey(id), updatedAt: registeredAt, ...Object.fromEntries(counts) } as ItemKey,
    ...lists.flatMap((list) =>
      modelOrders.map((order) => modelListKeys(model, order, list, positionIn(order, id, times))),
    ),
    ...wordsOfVersion(latest).flatMap((sk) => [
      { pk: wordsPartition({ teamId }), sk },
      { pk: wordsPartition('ALL'), sk },
    ]),
  ];
}

function versionRecord(index: number, number: number): ModelVersion {
  return {
    modelId: modelIdOf(index),
    version: versionOf(number),
    teamId: teams[index % teams.length] ?? '',
    framework: index % 4 < 2 ? 'onnx' : 'pytorch',
    deploymentTarget: 'EKS',
    artifactUri: `s3://models/${modelIdOf(index)}/${versionOf(number)}/model.onnx`,
    artifact: { verified: true, sizeBytes: 1_000_000, sha256: '0'.repeat(64) },
    description: 'Finds fraud in payments',
    tags: [{ key: 'domain', value: 'payments' }],
    registeredAt,
    registeredBy: 'bench',
    status: 'REGISTERED',
    ...(number === 0 && { aliases: ['champion'] }),
    revision: 1,
  };
}

/** Writes items in full batches, several at once; the same key twice in a batch is written once. */
function batchWriter({ client, name }: DynamoTable) {
  const waiting = new Map<string, ItemKey>();
  const running = new Set<Promise<void>>();
  const writeBatch = async (batch: readonly ItemKey[]): Promise<void> => {
    let requests = batch.map((Item) => ({ PutRequest: { Item } }));
    while (requests.length > 0) {
      const { UnprocessedItems } = await client.send(new BatchWriteCommand({ RequestItems: { [name]: requests } }));
      requests = (UnprocessedItems?.[name] ?? []) as typeof requests;
    }
  };
  const begin = (): void => {
    const batch = [...waiting].slice(0, itemsPerBatch);
    for (const [key] of batch) waiting.delete(key);
    const run = writeBatch(batch.map(([, item]) => item)).finally(() => running.delete(run));
    running.add(run);
  };
  const write = async (items: readonly ItemKey[]): Promise<void> => {
    for (const item of items) waiting.set(`${item.pk} ${item.sk}`, item);
    while (waiting.size >= itemsPerBatch) {
      if (running.size >= batchesAtOnce) await Promise.race(running);
      begin();
    }
  };
  const end = async (): Promise<void> => {
    if (waiting.size > 0) begin();
    await Promise.all(running);
  };
  return Object.assign(write, { end });
}
