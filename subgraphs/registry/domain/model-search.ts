/**
 * Models by any combination of conditions, in any order. Every condition names lists that are sorted alike (see facets.ts), so that
 * the answer is what stands in all of them, found by skipping from one to the next.
 */
import { canSeeModel, type Identity, type VisibleTeams } from '../../../platform/access.ts';
import { DomainError } from '../../../platform/errors.ts';
import {
  type Facet,
  facetKey,
  idAt,
  type ModelOrder,
  type ModelTimes,
  ownerList,
  positionIn,
  tagList,
  wordList,
} from './facets.ts';
import { ownersOf, type RecordReader, teamsWithin } from './listing.ts';
import type { Model, Tag } from './model.ts';
import { type ConnectionRequest, connectionOf, largestPageSize, type Page, type Walk } from './page.ts';
import { intersectionOf, type SortedList, storedList, take, unionOf } from './sorted-list.ts';
import type { Audience, PositionRange, RegistryStore } from './store.ts';
import { wordsIn } from './words.ts';

/** Times are ISO 8601 in UTC with milliseconds. */
export interface TimeRange {
  readonly from?: string | undefined;
  /** Not included. */
  readonly to?: string | undefined;
}

export interface ModelFilter extends Facet {
  readonly teamId?: string | undefined;
  readonly tag?: Tag | undefined;
  readonly search?: string | undefined;
  readonly createdAt?: TimeRange | undefined;
  readonly updatedAt?: TimeRange | undefined;
}

export interface ModelSort {
  readonly field: ModelOrder;
  readonly direction: 'ASC' | 'DESC';
}

export interface ModelPage extends Page<Model> {
  /** How many models the whole list has, where that is known without reading it; else null. */
  totalCount(): Promise<number | null>;
}

const byId: ModelSort = { field: 'ID', direction: 'ASC' };
const rangedOrders = ['CREATED_AT', 'UPDATED_AT'] as const;
/** Read at a time where lists are compared. */
const pieceSize = 100;
/** So many models within a range of time are sorted in memory. */
const fewModels = 500;
const mostWords = 16;
const mostCompletions = 50;
/** Beyond, the lists have so little in common that the caller is asked for another question. */
const mostReads = 400;

interface Listed {
  readonly model: Model;
  readonly position: string;
}

/** Throws VALIDATION_ERROR for a cursor of another list, and for a text of too many words or of too short a last one. */
export async function listModels(
  store: RegistryStore,
  reader: RecordReader,
  identity: Identity,
  filter: ModelFilter,
  request: ConnectionRequest,
  sort: ModelSort = byId,
): Promise<ModelPage> {
  const { teams, shared } = await audiencesFor(store, identity, filter.teamId);
  const { teamId, ...conditions } = filter;
  const asked = JSON.stringify(conditions, Object.keys(allConditions));
  const scope = ['models', teamsWithin(identity, undefined), teamId, sort.field, sort.direction, asked];
  const search = await openSearch(store, [...ownersOf(teams), ...shared], filter, shared.length > 0);
  const visible = async (positions: readonly string[]): Promise<Listed[]> => {
    const models = await Promise.all(positions.map((position) => reader.model(idAt(position))));
    return positions.flatMap((position, index) => {
      const model = models[index];
      return model && canSeeModel(identity, model) ? [{ model, position }] : [];
    });
  };

  // A range of the order itself bounds the list; one of another order is a condition to look up.
  const otherRanges = rangedOrders.filter((order) => order !== sort.field && rangeOf(filter, order));
  const within = async (listed: readonly Listed[]) => {
    const times = await timesOf(store, listed, otherRanges);
    return listed.flatMap((one, index) => {
      const time = times[index];
      return time && otherRanges.every((order) => isWithin(time, order, filter)) ? [{ ...one, times: time }] : [];
    });
  };

  /** All models within a range of another order, when they are few. */
  const few = async (): Promise<Listed[] | undefined> => {
    for (const order of otherRanges) {
      const positions = await take(search.list(order, false, pieceSize), fewModels + 1, undefined, false);
      if (positions.length > fewModels) continue;
      const listed = await within(await visible(positions));
      return listed
        .map(({ model, times }) => ({ model, position: positionIn(sort.field, model.id, times) }))
        .filter(({ position }) => search.bounds(sort.field).includes(position))
        .sort((one, other) => (one.position < other.position ? -1 : 1));
    }
    return undefined;
  };
  const fewInMemory = otherRanges.length > 0 ? await few() : undefined;

  const walk: Walk<Model> = async function* ({ from, strictly, backwards, wanted }) {
    const descending = (sort.direction === 'DESC') !== backwards;
    const size = otherRanges.length > 0 ? pieceSize : Math.min(wanted, largestPageSize + 1);
    const list = fewInMemory
      ? listInMemory(fewInMemory, descending)
      : search.list(sort.field, descending, search.isSimple ? size : pieceSize);
    let [at, beyond] = [from, strictly];
    while (true) {
      const positions = await take(list, size, at, beyond);
      const listed = await visible(positions);
      const accepted = fewInMemory || otherRanges.length === 0 ? listed : await within(listed);
      for (const { model, position } of accepted) yield { node: model, position };
      if (positions.length < size) return;
      [at, beyond] = [positions.at(-1), true];
    }
  };

  const page = await connectionOf(request, scope, walk);
  return {
    ...page,
    async totalCount() {
      if (!page.pageInfo.hasNextPage && !page.pageInfo.hasPreviousPage) return page.nodes.length;
      const isWhole = Object.values(conditions).every((condition) => condition === undefined);
      // What others share is counted nowhere.
      return isWhole && shared.length === 0 ? ((await store.counters(teams)).get('models') ?? 0) : null;
    },
  };
}

/** Whose lists hold what the caller may see: those of their own teams, and those of what others share, where there is anything. */
async function audiencesFor(
  store: RegistryStore,
  identity: Identity,
  teamId: string | undefined,
): Promise<{ readonly teams: VisibleTeams; readonly shared: readonly Audience[] }> {
  const own = teamsWithin(identity, undefined);
  const teams = teamsWithin(identity, teamId);
  const isOwn = teamId !== undefined && teams.length > 0;
  if (own === 'ALL' || isOwn) return { teams, shared: [] };
  const { organization, teams: granted } = await store.sharedAudiences();
  const shared: Audience[] = own.filter((team) => granted.has(team)).map((grantedTo) => ({ grantedTo }));
  return { teams, shared: organization ? [...shared, 'ORGANIZATION'] : shared };
}

/** Names every condition in one order, so that equal filters have equal cursors. */
const allConditions: Record<string, true> = {
  framework: true,
  deploymentTarget: true,
  status: true,
  task: true,
  tag: true,
  key: true,
  value: true,
  search: true,
  createdAt: true,
  updatedAt: true,
  from: true,
  to: true,
};

interface Search {
  /** One list with nothing to compare it with. */
  readonly isSimple: boolean;
  list(order: ModelOrder, descending: boolean, size: number): SortedList;
  bounds(order: ModelOrder): {
    readonly lowest?: string;
    readonly highest?: string;
    includes(position: string): boolean;
  };
}

async function openSearch(
  store: RegistryStore,
  audiences: readonly Audience[],
  filter: ModelFilter,
  isShared: boolean,
): Promise<Search> {
  const words = wordsIn(filter.search ?? '');
  if (words.length > mostWords) throw tooBroad('filter.search', `A search has up to ${mostWords} words`);
  const beginning = words.pop();
  const completions = await Promise.all(
    audiences.map((audience) => (beginning === undefined ? undefined : completionsOf(store, audience, beginning))),
  );
  const facet = facetKey(filter);
  // Lists of what others share hold the models of many teams.
  const owner = isShared && filter.teamId !== undefined ? [ownerList(filter.teamId)] : [];
  const named = [...owner, ...(filter.tag ? [tagList(filter.tag)] : []), ...words.map(wordList)];
  const hasOthers = named.length > 0 || beginning !== undefined;
  const names = [...(facet !== 'all' || !hasOthers ? [facet] : []), ...new Set(named)];

  const bounds: Search['bounds'] = (order) => {
    const { from: lowest, to: highest } = rangeOf(filter, order) ?? {};
    const includes = (position: string): boolean =>
      (lowest === undefined || position >= lowest) && (highest === undefined || position < highest);
    return { ...(lowest !== undefined && { lowest }), ...(highest !== undefined && { highest }), includes };
  };
  let reads = 0;
  return {
    isSimple: names.length + (beginning === undefined ? 0 : 1) === 1,
    bounds,
    list(order, descending, size) {
      const { lowest, highest } = bounds(order);
      const stored = (audience: Audience, name: string): SortedList =>
        storedList(
          (from, limit) => {
            reads += 1;
            if (reads > mostReads)
              throw tooBroad('filter', 'Too few models meet all conditions; ask for fewer or others');
            const range: PositionRange = descending
              ? { lowest, highest: lesser(from, highest), descending, limit }
              : { lowest: greater(from, lowest), highest, descending, limit };
            return store.modelPositions(audience, { order, name }, range);
          },
          size,
          descending,
        );
      return unionOf(
        audiences.map((audience, index) => {
          const completed = completions[index]?.map((word) => stored(audience, wordList(word)));
          const lists = names.map((name) => stored(audience, name));
          return intersectionOf([...lists, ...(completed ? [unionOf(completed, descending)] : [])], descending);
        }),
        descending,
      );
    },
  };
}

async function completionsOf(store: RegistryStore, audience: Audience, beginning: string): Promise<string[]> {
  const words = await store.words(audience, beginning, mostCompletions + 1);
  if (words.length <= mostCompletions) return words;
  throw tooBroad('filter.search', `More than ${mostCompletions} words begin with "${beginning}": type more of it`);
}

function listInMemory(listed: readonly Listed[], descending: boolean): SortedList {
  const positions = listed.map(({ position }) => position);
  if (descending) positions.reverse();
  return storedList(async () => positions, positions.length + 1, descending);
}

async function timesOf(
  store: RegistryStore,
  listed: readonly Listed[],
  orders: readonly ModelOrder[],
): Promise<(ModelTimes | undefined)[]> {
  if (orders.length === 0) return listed.map(() => undefined);
  const updated = await store.updateTimes(listed.map(({ model }) => model.id));
  return listed.map(({ model: { createdAt } }, index) => {
    const updatedAt = updated[index];
    return updatedAt === undefined ? undefined : { createdAt, updatedAt };
  });
}

function isWithin({ createdAt, updatedAt }: ModelTimes, order: ModelOrder, filter: ModelFilter): boolean {
  const { from, to } = rangeOf(filter, order) ?? {};
  const time = order === 'CREATED_AT' ? createdAt : updatedAt;
  return (from === undefined || time >= from) && (to === undefined || time < to);
}

function rangeOf({ createdAt, updatedAt }: ModelFilter, order: ModelOrder): TimeRange | undefined {
  if (order === 'ID') return undefined;
  return order === 'CREATED_AT' ? createdAt : updatedAt;
}

function lesser(one: string | undefined, other: string | undefined): string | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one < other ? one : other;
}

function greater(one: string | undefined, other: string | undefined): string | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one > other ? one : other;
}

function tooBroad(path: string, message: string): DomainError {
  return new DomainError('VALIDATION_ERROR', message, { details: [{ path, message }] });
}
