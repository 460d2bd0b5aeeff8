/**
 * The lists a model stands in. For every subset of {framework, target, status} there is one list per combination of values, and
 * a model stands in it once per version that has them; so whatever the filter, its answer is one key query.
 */
import type { DeploymentTarget, ModelVersion, VersionStatus } from './model.ts';

export interface Facet {
  readonly framework?: string | undefined;
  readonly deploymentTarget?: DeploymentTarget | undefined;
  readonly status?: VersionStatus | undefined;
}

/** The name of the list that answers a filter, as in `framework=onnx&target=EKS`; `all` without conditions. */
export function facetKey({ framework, deploymentTarget, status }: Facet): string {
  const conditions = [
    ...(framework ? [`framework=${framework}`] : []),
    ...(deploymentTarget ? [`target=${deploymentTarget}`] : []),
    ...(status ? [`status=${status}`] : []),
  ];
  return conditions.join('&') || 'all';
}

/** The eight lists a version puts its model into. */
export function facetKeysOf({ framework, deploymentTarget, status }: ModelVersion): readonly string[] {
  return [{}, { framework }].flatMap((first) =>
    [{}, { deploymentTarget }].flatMap((second) =>
      [{}, { status }].map((third) => facetKey({ ...first, ...second, ...third })),
    ),
  );
}

/** The counters of a team that a version adds one to; `models` is counted apart. */
export function counterNamesOf({ framework, deploymentTarget, status }: ModelVersion): readonly string[] {
  return ['versions', `framework#${framework}`, `target#${deploymentTarget}`, `status#${status}`];
}

/** What a change of a version adds to each name, leaving out what stays the same. */
export function changedCounts(
  namesOf: (version: ModelVersion) => readonly string[],
  before: ModelVersion | undefined,
  after: ModelVersion,
): ReadonlyMap<string, 1 | -1> {
  const oldNames = new Set(before ? namesOf(before) : []);
  const newNames = new Set(namesOf(after));
  const changes = new Map<string, 1 | -1>();
  for (const name of oldNames) if (!newNames.has(name)) changes.set(name, -1);
  for (const name of newNames) if (!oldNames.has(name)) changes.set(name, 1);
  return changes;
}
