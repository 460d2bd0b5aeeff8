/** How the registry grew and what its models were used for, as one caller may know it. */
import { canSeeTeam, type Identity, type VisibleTeams, visibleTeams } from '../../../platform/access.ts';
import type { Model, VersionKey } from './model.ts';
import { type Statistics, statisticsFrom } from './statistics.ts';
import type { Counters, ModelUsage, UsageWindow } from './store.ts';

/** What usage is counted of. */
export type UsageSubject = { readonly modelId: string } | VersionKey | { readonly teamId: string } | GatewaySubject;

/** Whose completions are summed, whatever models of ours they used. */
export const gatewayDimensions = ['PROVIDER', 'MODEL', 'API_KEY', 'TEAM'] as const;
export interface GatewaySubject {
  readonly by: (typeof gatewayDimensions)[number];
  /** A provider's name, `provider/model`, a key's id, or a team's. */
  readonly name: string;
}

export interface UsageOfDay {
  /** In UTC, as in 2026-01-31. */
  readonly day: string;
  readonly usage: ModelUsage;
}

interface StatisticsOfDay {
  /** In UTC, as in 2026-01-31. */
  readonly day: string;
  readonly statistics: Statistics;
}

export interface ReportStore {
  /** The counters as they are now. */
  counters(teams: VisibleTeams): Promise<Counters>;
  /** What each day since `firstDay` has added to the counters; days without a change are left out. */
  dailyChanges(teams: VisibleTeams, firstDay: string): Promise<ReadonlyMap<string, Counters>>;
  /** The sum over a window that ends now. */
  usage(subject: UsageSubject, window: UsageWindow, now: Date): Promise<ModelUsage>;
  /** By day since `firstDay`; days without use are left out. */
  dailyUsage(subject: UsageSubject, firstDay: string): Promise<ReadonlyMap<string, ModelUsage>>;
  /** By id, each model of these teams that was used in the window. */
  usedModels(teams: VisibleTeams, window: UsageWindow, now: Date): Promise<ReadonlyMap<string, ModelUsage>>;
}

/** What is told of a team that the caller may see. */
export interface TeamReport {
  readonly teamId: string;
}

/** The caller has seen the models and versions that usage is asked of: only teams are checked here. */
export interface CallerReports {
  /** At the end of each of the last days, today included, the oldest first. */
  statisticsHistory(days: number): Promise<StatisticsOfDay[]>;
  /** Undefined for what the caller may not see: other teams and keys than their own; providers and models are for platform admins. */
  ofGateway(subject: GatewaySubject): GatewaySubject | undefined;
  /** Undefined for a team that the caller may not see. */
  ofTeam(teamId: string): TeamReport | undefined;
  usage(subject: UsageSubject, window: UsageWindow): Promise<ModelUsage>;
  /** Of each of the last days, today included, the oldest first. */
  usageByDay(subject: UsageSubject, days: number): Promise<UsageOfDay[]>;
  /** The models that most completions have used, the most used first. */
  topModels(request: { window: UsageWindow; first: number }): Promise<{ model: Model; usage: ModelUsage }[]>;
}

interface ReportReader {
  model(id: string): Promise<Model | undefined>;
}

const dayMilliseconds = 24 * 3_600_000;
const noUsage: ModelUsage = { requests: 0, promptTokens: 0, completionTokens: 0, costUsd: '0' };

export function reportsForCaller(
  store: ReportStore,
  identity: Identity,
  reader: ReportReader,
  now: () => Date = () => new Date(),
): CallerReports {
  return {
    async statisticsHistory(days) {
      const teams = visibleTeams(identity);
      const dates = lastDays(days, now());
      const [counters, changes] = await Promise.all([store.counters(teams), store.dailyChanges(teams, dates[0] ?? '')]);
      return statisticsByDay(counters, changes, dates);
    },

    ofGateway: (subject) => (mayKnow(identity, subject) ? subject : undefined),

    ofTeam: (teamId) => (canSeeTeam(identity, teamId) ? { teamId } : undefined),

    usage: (subject, window) => store.usage(subject, window, now()),

    async usageByDay(subject, days) {
      const dates = lastDays(days, now());
      const usage = await store.dailyUsage(subject, dates[0] ?? '');
      return dates.map((day) => ({ day, usage: usage.get(day) ?? noUsage }));
    },

    async topModels({ window, first }) {
      const used = [...(await store.usedModels(visibleTeams(identity), window, now()))].sort(mostUsedFirst);
      const top: { model: Model; usage: ModelUsage }[] = [];
      while (top.length < first && used.length > 0) {
        const next = used.splice(0, first - top.length);
        const models = await Promise.all(next.map(([id]) => reader.model(id)));
        for (const [index, model] of models.entries()) {
          const usage = next[index]?.[1];
          // One that was deleted, or is another team's, makes room for the next.
          if (model && usage && canSeeTeam(identity, model.teamId)) top.push({ model, usage });
        }
      }
      return top;
    },
  };
}

function mayKnow(identity: Identity, { by, name }: GatewaySubject): boolean {
  if (visibleTeams(identity) === 'ALL') return true;
  if (by === 'TEAM') return canSeeTeam(identity, name);
  return by === 'API_KEY' && identity.keyId === name;
}

/**
 * The counters at the end of each day: those of today, less what every later day has added. `dates` are ascending and end with
 * today.
 */
export function statisticsByDay(
  counters: Counters,
  changes: ReadonlyMap<string, Counters>,
  dates: readonly string[],
): StatisticsOfDay[] {
  const counts = new Map(counters);
  const history = dates.toReversed().map((day) => {
    const statistics = statisticsFrom(counts);
    for (const [name, change] of changes.get(day) ?? []) counts.set(name, (counts.get(name) ?? 0) - change);
    return { day, statistics };
  });
  return history.reverse();
}

/** Ascending; the last is today in UTC. */
function lastDays(count: number, now: Date): string[] {
  return Array.from({ length: count }, (_, index) =>
    new Date(now.getTime() - (count - 1 - index) * dayMilliseconds).toISOString().slice(0, 10),
  );
}

type Used = readonly [id: string, usage: ModelUsage];

function mostUsedFirst([id, usage]: Used, [otherId, other]: Used): number {
  return other.requests - usage.requests || (id < otherId ? -1 : 1);
}
