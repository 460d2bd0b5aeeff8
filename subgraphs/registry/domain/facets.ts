/**
 * The lists a model stands in. For every subset of {framework, target, status, task} there is one list per combination of values,
 * and a model stands in it when one of its live versions has them; so whatever the filter, its answer is one key query. Tags and
 * words of the latest version have lists, too.
 */
import { createHash } from 'node:crypto';
import type { DeploymentTarget, ModelTask, ModelVersion, Tag, VersionStatus } from './model.ts';
import { wordsIn } from './words.ts';

export interface Facet {
  readonly framework?: string | undefined;
  readonly deploymentTarget?: DeploymentTarget | undefined;
  readonly status?: VersionStatus | undefined;
  readonly task?: ModelTask | undefined;
}

/** Words beyond these do not find a model: it must not cost more to list one because somebody has written a novel. */
const mostWords = 64;

/** The name of the list that answers a filter, as in `framework=onnx&target=EKS`; `all` without conditions. */
export function facetKey({ framework, deploymentTarget, status, task }: Facet): string {
  const conditions = [
    ...(framework ? [`framework=${framework}`] : []),
    ...(deploymentTarget ? [`target=${deploymentTarget}`] : []),
    ...(status ? [`status=${status}`] : []),
    ...(task ? [`task=${task}`] : []),
  ];
  return conditions.join('&') || 'all';
}

/** What a version is, for lists: a model is in those that its versions' combinations lead to. */
export function combinationsOf(version: ModelVersion): readonly string[] {
  return [facetKey({ ...version, task: version.task ?? 'PREDICTION' })];
}

/** Every list that a combination leads to, one per subset of its conditions. */
export function facetsOfCombination(combination: string): readonly string[] {
  const subsets = combination
    .split('&')
    .reduce<string[][]>((found, condition) => found.flatMap((subset) => [subset, [...subset, condition]]), [[]]);
  return subsets.map((subset) => subset.join('&') || 'all');
}

/** The lists a version puts its model into. */
export function facetKeysOf(version: ModelVersion): readonly string[] {
  return combinationsOf(version).flatMap(facetsOfCombination);
}

/** Models whose latest version has the tag. Digested, since keys may not be as long as tags. */
export function tagList({ key, value }: Tag): string {
  const digest = createHash('sha256').update(JSON.stringify([key, value]));
  return `tag=${digest.digest('base64url').slice(0, 22)}`;
}

/** Models of a team, in the lists of what is shared with others. */
export const ownerList = (teamId: string): string => `team=${teamId}`;

/** Models by a word of their id, or of the latest version's tags and description. */
export const wordList = (word: string): string => `word=${word}`;

/** The words that find a model. */
export function wordsOfVersion({ modelId, tags, description = '' }: ModelVersion): readonly string[] {
  const texts = [modelId, ...tags.flatMap(({ key, value }) => [key, value]), description];
  return [...new Set(texts.flatMap(wordsIn))].slice(0, mostWords);
}

/** Every list a model stands in; none when it has no live version. */
export function listsOfModel(combinations: readonly string[], latest: ModelVersion): ReadonlySet<string> {
  if (combinations.length === 0) return new Set();
  return new Set([
    ...combinations.flatMap(facetsOfCombination),
    ...latest.tags.map(tagList),
    ...wordsOfVersion(latest).map(wordList),
  ]);
}

export const modelOrders = ['ID', 'CREATED_AT', 'UPDATED_AT'] as const;
export type ModelOrder = (typeof modelOrders)[number];

export interface ModelTimes {
  /** ISO 8601. */
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** Where a model stands in a list of that order. */
export function positionIn(order: ModelOrder, id: string, { createdAt, updatedAt }: ModelTimes): string {
  if (order === 'ID') return id;
  return `${order === 'CREATED_AT' ? createdAt : updatedAt}#${id}`;
}

/** The id at a position. */
export function idAt(position: string): string {
  return position.slice(position.lastIndexOf('#') + 1);
}

/** The counters of a team that a version adds one to; `models` is counted apart. */
export function counterNamesOf({ framework, deploymentTarget, status }: ModelVersion): readonly string[] {
  return ['versions', `framework#${framework}`, `target#${deploymentTarget}`, `status#${status}`];
}

/** What a change of a version adds to each name, leaving out what stays the same. */
export function changedCounts(
  namesOf: (version: ModelVersion) => readonly string[],
  before: ModelVersion | undefined,
  after: ModelVersion | undefined,
): ReadonlyMap<string, 1 | -1> {
  const oldNames = new Set(before ? namesOf(before) : []);
  const newNames = new Set(after ? namesOf(after) : []);
  const changes = new Map<string, 1 | -1>();
  for (const name of oldNames) if (!newNames.has(name)) changes.set(name, -1);
  for (const name of newNames) if (!oldNames.has(name)) changes.set(name, 1);
  return changes;
}

/** The same for several versions at once. */
export function summedCounts(
  namesOf: (version: ModelVersion) => readonly string[],
  versions: readonly { readonly before?: ModelVersion | undefined; readonly after?: ModelVersion | undefined }[],
): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { before, after } of versions) {
    for (const [name, change] of changedCounts(namesOf, before, after)) sums.set(name, (sums.get(name) ?? 0) + change);
  }
  return new Map([...sums].filter(([, sum]) => sum !== 0));
}
