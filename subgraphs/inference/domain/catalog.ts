/**
 * What the gateway knows of deployed models, in memory: a completion reads it without waiting for anyone. Changes come from
 * polls, events, look-ups and other instances, in any order: per deployment the higher sequence wins.
 */

import { DomainError } from '../../../platform/errors.ts';
import { createAccessList, type ModelAccess } from './model-access.ts';
import type { TensorSpecification } from './predictor.ts';

export const deploymentTargets = ['LAMBDA', 'EKS', 'LOCAL', 'EXTERNAL'] as const;
export type DeploymentTarget = (typeof deploymentTargets)[number];

/** What a version was registered to take and give. */
export interface ModelSignature {
  readonly inputs: DataSpecification;
  readonly outputs: DataSpecification | null;
}

/** Either tensors or a JSON Schema, in its text. */
export interface DataSpecification {
  readonly tensors: readonly TensorSpecification[] | null;
  readonly jsonSchema: string | null;
}

/** A deployment that serves. */
export interface CatalogEntry {
  readonly deploymentId: string;
  readonly sequence: number;
  readonly modelId: string;
  readonly version: string;
  readonly teamId: string;
  readonly deploymentTarget: DeploymentTarget;
  /** The model's base URL, as in http://host/v2/models/name. */
  readonly endpoint: string;
  /** Its share of the traffic of its model and target; 100 when absent. 0 answers only those who name the version. */
  readonly trafficPercent?: number;
  /** ISO 8601; empty of one that is not DEPLOYED yet. */
  readonly deployedAt: string;
  /** Null until it is known: events do not carry it. */
  readonly framework: string | null;
  readonly description: string | null;
  /** Null also when none was registered. */
  readonly signature: ModelSignature | null;
  /** Whom its model is shared with; absent while that is not known, and it is its team's alone. */
  readonly access?: ModelAccess | undefined;
  /** Absent while it has answered ever since it was deployed. */
  readonly health?: EntryHealth;
}

export interface EntryHealth {
  /** Nothing is routed to what is UNHEALTHY. */
  readonly status: 'HEALTHY' | 'UNHEALTHY';
  /** Rises with each change of the health of the deployment, apart from the entry's own. */
  readonly sequence: number;
}

export type CatalogChange =
  | { readonly kind: 'SERVES'; readonly entry: CatalogEntry }
  | { readonly kind: 'ENDED'; readonly deploymentId: string; readonly sequence: number }
  | { readonly kind: 'HEALTH'; readonly deploymentId: string; readonly health: EntryHealth }
  | { readonly kind: 'ACCESS'; readonly modelId: string; readonly access: ModelAccess };

export interface CatalogSnapshot {
  readonly entries: readonly CatalogEntry[];
  /** ISO 8601. */
  readonly refreshedAt: string;
}

export interface CatalogState {
  readonly source: 'REGISTRY' | 'CACHE';
  readonly refreshedAt: string | null;
  readonly stale: boolean;
}

export interface Catalog {
  /** What can be routed to: it serves, and answers. */
  entries(): readonly CatalogEntry[];
  /** The serving deployment of a version; the one with more traffic, then the newest, when two overlap. */
  find(modelId: string, version: string): CatalogEntry | undefined;
  /** A deployment that serves, whether it answers or not. */
  deployment(deploymentId: string): CatalogEntry | undefined;
  /** Whom a model is shared with, deployed or not. */
  accessOf(modelId: string): ModelAccess | undefined;
  /** Returns whether anything became different. */
  apply(change: CatalogChange): boolean;
  /** A point to hand to `replace`: changes applied after it outlive the replacement. */
  mark(): number;
  /** Takes over everything the registry serves, as read since `mark`. */
  replace(entries: readonly CatalogEntry[], mark: number): void;
  /** Takes over a cached snapshot, unless the registry has answered already. */
  restore(snapshot: CatalogSnapshot): void;
  /** The registry did not answer. */
  registryFailed(): void;
  /** What a cache should hold; undefined while nothing is known. */
  snapshot(): CatalogSnapshot | undefined;
  state(): CatalogState;
}

/**
 * Throws REGISTRY_UNAVAILABLE for a gateway that has never heard from the registry, nor found its copy in the cache: it cannot say
 * that there is no such model.
 */
export function requireKnown(catalog: Catalog): void {
  if (catalog.state().refreshedAt !== null) return;
  throw new DomainError('REGISTRY_UNAVAILABLE', 'Which models are deployed is not known yet; try again');
}

/** Deployments that are remembered: ended ones, so that late news of them change nothing, and those whose health was told of. */
const remembered = 10_000;

/** `pollMilliseconds`: how often the registry is asked; twice that makes the catalog stale. */
export function createCatalog(pollMilliseconds: number, now: () => number = Date.now): Catalog {
  const serving = new Map<string, CatalogEntry & { readonly appliedAt: number }>();
  const endings = new Map<string, number>();
  const accesses = createAccessList();
  const healths = new Map<string, EntryHealth>();
  let clock = 0;
  let source: CatalogState['source'] = 'CACHE';
  let refreshedAt: number | undefined;

  const isNews = (deploymentId: string, sequence: number): boolean =>
    sequence > (endings.get(deploymentId) ?? 0) && sequence > (serving.get(deploymentId)?.sequence ?? 0);

  const end = (deploymentId: string, sequence: number): boolean => {
    if (!isNews(deploymentId, sequence)) return false;
    remember(endings, deploymentId, sequence);
    healths.delete(deploymentId);
    return serving.delete(deploymentId);
  };

  const share = (modelId: string, access: ModelAccess): boolean => {
    if (!accesses.learn(modelId, access)) return false;
    for (const [id, entry] of serving) if (entry.modelId === modelId) serving.set(id, { ...entry, access });
    return true;
  };

  /** May come before the deployment itself is known. */
  const setHealth = (deploymentId: string, health: EntryHealth): boolean => {
    const known = healths.get(deploymentId);
    const isOver = endings.has(deploymentId) && !serving.has(deploymentId);
    if (isOver || health.sequence <= (known?.sequence ?? 0)) return false;
    remember(healths, deploymentId, health);
    return true;
  };
  const answers = ({ deploymentId }: CatalogEntry): boolean => healths.get(deploymentId)?.status !== 'UNHEALTHY';

  const serve = (entry: CatalogEntry): boolean => {
    const isShared = entry.access !== undefined && share(entry.modelId, entry.access);
    const isHealthNews = entry.health !== undefined && setHealth(entry.deploymentId, entry.health);
    const known = serving.get(entry.deploymentId);
    const completesCard = known?.sequence === entry.sequence && known.framework === null && entry.framework !== null;
    if (!isNews(entry.deploymentId, entry.sequence) && !completesCard) return isShared || isHealthNews;
    clock += 1;
    const { framework = null, description = null, signature = null } = entry.framework === null ? (known ?? {}) : entry;
    const access = accesses.of(entry.modelId);
    const deployedAt = entry.deployedAt || (known?.deployedAt ?? '');
    serving.set(entry.deploymentId, {
      ...entry,
      deployedAt,
      framework,
      description,
      signature,
      access,
      appliedAt: clock,
    });
    return true;
  };

  return {
    entries: () => [...serving.values()].filter(answers),

    find(modelId, version) {
      let newest: CatalogEntry | undefined;
      for (const entry of serving.values()) {
        if (entry.modelId !== modelId || entry.version !== version || !answers(entry)) continue;
        if (!newest || isBefore(entry, newest)) newest = entry;
      }
      return newest;
    },

    deployment: (deploymentId) => serving.get(deploymentId),

    accessOf: (modelId) => accesses.of(modelId),

    apply(change) {
      if (change.kind === 'SERVES') return serve(change.entry);
      if (change.kind === 'ACCESS') return share(change.modelId, change.access);
      if (change.kind === 'HEALTH') return setHealth(change.deploymentId, change.health);
      return end(change.deploymentId, change.sequence);
    },

    mark: () => clock,

    replace(entries, mark) {
      const listed = new Set(entries.map(({ deploymentId }) => deploymentId));
      for (const known of [...serving.values()]) {
        if (!listed.has(known.deploymentId) && known.appliedAt <= mark) serving.delete(known.deploymentId);
      }
      for (const entry of entries) serve(entry);
      source = 'REGISTRY';
      refreshedAt = now();
    },

    restore(snapshot) {
      if (refreshedAt !== undefined) return;
      for (const entry of snapshot.entries) serve(entry);
      refreshedAt = Date.parse(snapshot.refreshedAt);
    },

    registryFailed() {
      source = 'CACHE';
    },

    snapshot() {
      if (refreshedAt === undefined) return undefined;
      const entries = [...serving.values()].map(({ appliedAt: _clock, ...entry }) => {
        const health = healths.get(entry.deploymentId);
        return health ? { ...entry, health } : entry;
      });
      return { entries, refreshedAt: new Date(refreshedAt).toISOString() };
    },

    state() {
      const tooOld = refreshedAt === undefined || now() - refreshedAt > 2 * pollMilliseconds;
      return {
        source,
        refreshedAt: refreshedAt === undefined ? null : new Date(refreshedAt).toISOString(),
        stale: source === 'CACHE' || tooOld,
      };
    },
  };
}

function isBefore(one: CatalogEntry, other: CatalogEntry): boolean {
  const shares = (one.trafficPercent ?? 100) - (other.trafficPercent ?? 100);
  return shares === 0 ? one.deployedAt > other.deployedAt : shares > 0;
}

/** The one told of longest ago makes room. */
function remember<Value>(memory: Map<string, Value>, key: string, value: Value): void {
  memory.delete(key);
  memory.set(key, value);
  const [oldest] = memory.keys();
  if (memory.size > remembered && oldest !== undefined) memory.delete(oldest);
}
