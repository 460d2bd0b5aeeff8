/** Statistics as people read them, from the counters that every commit keeps. */
import type { Counters } from './store.ts';

interface NamedCount {
  readonly name: string;
  readonly count: number;
}

export interface Statistics {
  readonly totalModels: number;
  readonly totalVersions: number;
  /** The most frequent first, then by name; never a count of 0. */
  readonly byFramework: NamedCount[];
  readonly byDeploymentTarget: NamedCount[];
  readonly byStatus: NamedCount[];
  readonly byTeam: NamedCount[];
}

export function statisticsFrom(counters: Counters): Statistics {
  const counts = (prefix: string): NamedCount[] =>
    [...counters]
      .filter(([name, count]) => name.startsWith(prefix) && count > 0)
      .map(([name, count]) => ({ name: name.slice(prefix.length), count }))
      .sort((one, other) => other.count - one.count || (one.name < other.name ? -1 : 1));
  return {
    totalModels: counters.get('models') ?? 0,
    totalVersions: counters.get('versions') ?? 0,
    byFramework: counts('framework#'),
    byDeploymentTarget: counts('target#'),
    byStatus: counts('status#'),
    byTeam: counts('team#'),
  };
}
