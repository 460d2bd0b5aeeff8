/** Keeps what versions say of themselves beside their records, and finds versions by their parent. */
import type { VisibleTeams } from '../../../platform/access.ts';
import type { ModelVersion, VersionKey } from '../domain/model.ts';
import type { DerivedEntry, DerivedRange } from '../domain/store.ts';
import type { VersionDetails } from '../domain/version-details.ts';
import { versionOrder } from '../domain/version-order.ts';
import type { DynamoTable } from './dynamo-client.ts';
import { type ItemKey, organizationIndex, part, teamIndex } from './dynamo-keys.ts';
import { firstItems, getItems, queryItems } from './dynamo-reads.ts';
import type { TransactionWrite } from './dynamo-transactions.ts';

interface DetailsItem {
  readonly modelCard?: string;
  /** The rest as JSON: DynamoDB's numbers do not hold every double. */
  readonly facts: string;
}

interface DerivedItem {
  readonly modelId: string;
  readonly version: string;
  readonly teamSort: string;
}

/** Not `VERSION#…`: the versions of a model are read without their details. */
const detailsKey = ({ modelId, version }: VersionKey): ItemKey => ({
  pk: `MODEL#${modelId}`,
  sk: `CARD#${versionOrder(version)}`,
});

const derivedKey = ({ modelId, version }: VersionKey): ItemKey => ({
  pk: `MODEL#${modelId}`,
  sk: `DERIVED#${versionOrder(version)}`,
});
const derivedFrom = ({ modelId, version }: VersionKey): string => `DERIVED#${modelId}#${version}`;
const teamDerivedFrom = (parent: VersionKey, teamId: string): string => `${derivedFrom(parent)}#${part(teamId)}`;

/** What is written with a new version, in its transaction. The version's own item guards them: they are new when it is. */
export function detailsWrites(version: ModelVersion, details: VersionDetails | undefined): TransactionWrite<never>[] {
  const writes: TransactionWrite<never>[] = [];
  if (details) {
    const { modelCard, ...facts } = details;
    const item: DetailsItem = { ...(modelCard && { modelCard }), facts: JSON.stringify(facts) };
    writes.push({ Put: { Item: { ...detailsKey(version), ...item } } });
  }
  if (version.parent) {
    const { modelId, teamId, parent } = version;
    const sort = `${modelId}#${versionOrder(version.version)}`;
    const keys = {
      teamPartition: teamDerivedFrom(parent, teamId),
      teamSort: sort,
      organizationPartition: derivedFrom(parent),
      organizationSort: sort,
    };
    writes.push({ Put: { Item: { ...derivedKey(version), ...keys, modelId, version: version.version } } });
  }
  return writes;
}

/** In the order of the keys; undefined for versions without any. */
export async function getDetails(
  table: DynamoTable,
  keys: readonly VersionKey[],
): Promise<(VersionDetails | undefined)[]> {
  const items = (await getItems(table, keys.map(detailsKey))) as (DetailsItem | undefined)[];
  return items.map((item) => {
    if (!item) return undefined;
    const { modelCard, facts } = item;
    return { ...(JSON.parse(facts) as VersionDetails), ...(modelCard && { modelCard }) };
  });
}

/** The lists of several teams are merged: each gives as many as are wanted. */
export async function queryDerivedVersions(
  table: DynamoTable,
  parent: VersionKey,
  teams: VisibleTeams,
  range: DerivedRange,
): Promise<DerivedEntry[]> {
  const lists =
    teams === 'ALL'
      ? [entriesIn(table, organizationIndex, 'organization', derivedFrom(parent), range)]
      : teams.map((team) => entriesIn(table, teamIndex, 'team', teamDerivedFrom(parent, team), range));
  const entries = (await Promise.all(lists)).flat();
  entries.sort((one, other) => (one.position < other.position === range.backwards ? 1 : -1));
  return entries.slice(0, range.limit);
}

async function entriesIn(
  table: DynamoTable,
  IndexName: string,
  index: 'team' | 'organization',
  partition: string,
  { from, strictly, backwards, limit }: DerivedRange,
): Promise<DerivedEntry[]> {
  const comparison = `${backwards ? '<' : '>'}${strictly ? '' : '='}`;
  const items = queryItems<DerivedItem>(table, {
    IndexName,
    KeyConditionExpression: `${index}Partition = :partition${from ? ` AND ${index}Sort ${comparison} :from` : ''}`,
    ExpressionAttributeValues: { ':partition': partition, ...(from && { ':from': from }) },
    ScanIndexForward: !backwards,
    Limit: limit,
  });
  return (await firstItems(items, limit)).map(({ modelId, version, teamSort }) => ({
    modelId,
    version,
    position: teamSort,
  }));
}
