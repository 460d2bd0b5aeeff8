/**
 * Keeps the catalog right: by the registry's events at once, by a poll as the safety net, by look-ups for what a caller
 * asks before its event has come, and from Redis while the registry is away. Nothing here is waited for at start.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ModelVisibility } from '../../platform/access.ts';
import { type AnyEvent, parseBusMessage } from '../../platform/events.ts';
import type { Stoppable } from '../../platform/lifecycle.ts';
import type { Logger } from '../../platform/logging.ts';
import { type Catalog, type CatalogChange, type DeploymentTarget, deploymentTargets } from './domain/catalog.ts';
import type { Registry } from './graphql-registry.ts';
import type { CatalogCache } from './redis-catalog-cache.ts';

export interface CatalogRefreshOptions {
  readonly catalog: Catalog;
  readonly registry: Registry;
  readonly cache: CatalogCache;
  readonly logger: Logger;
  readonly pollMilliseconds: number;
  /** How often the registry is asked for a sign of life between polls, and tried again while it is away. */
  readonly probeMilliseconds?: number;
}

export interface CatalogRefresh extends Stoppable {
  /** Takes a message of the queue. Throws when it is not an event. */
  handleMessage(body: string): Promise<void>;
  /** Resolves when the catalog holds what is deployed, or that has been waited for long enough. */
  whenKnown(): Promise<void>;
  /** Adds a deployment that the registry serves and the catalog has not heard of. Throws nothing. */
  lookUp(modelId: string, version?: string): Promise<void>;
}

const refreshTimeoutMilliseconds = 10_000;
const shortTimeoutMilliseconds = 1_000;
/** A list of what is deployed would be wrong without any of it: it waits for longer than one model's look-up. */
const firstListMilliseconds = 3_000;
/** The registry often starts at the same time: until it has answered once, it is asked again soon, for ten seconds. */
const firstRetryMilliseconds = 250;
const startMilliseconds = 10_000;

export function startCatalogRefresh(options: CatalogRefreshOptions): CatalogRefresh {
  const { catalog, registry, cache, logger, pollMilliseconds, probeMilliseconds = 5_000 } = options;
  const stopping = new AbortController();
  const within = (milliseconds: number) => AbortSignal.any([stopping.signal, AbortSignal.timeout(milliseconds)]);
  const known = Promise.withResolvers<void>();
  const startedAt = Date.now();
  let wake = Promise.withResolvers<void>();
  let failures = 0;
  let pollIsDueAt = 0;

  const cacheQuietly = (work: Promise<void>): Promise<void> =>
    work.catch((error) => logger.debug({ err: error }, 'the catalog could not be written to Redis'));

  const registryAnswered = () => {
    if (failures > 0) logger.info({ models: catalog.entries().length }, 'the registry answers; the catalog is right');
    failures = 0;
  };

  const registryFailed = (error: unknown) => {
    if (stopping.signal.aborted) return;
    if (failures === 0) {
      logger.warn({ err: error }, 'the registry does not answer; completions go on with the catalog as it was');
    }
    failures += 1;
    pollIsDueAt = 0;
    catalog.registryFailed();
  };

  const refresh = async (): Promise<void> => {
    const mark = catalog.mark();
    try {
      catalog.replace(await registry.servingDeployments(within(refreshTimeoutMilliseconds)), mark);
      pollIsDueAt = Date.now() + pollMilliseconds;
      registryAnswered();
      known.resolve();
      await save();
    } catch (error) {
      registryFailed(error);
      await restore();
    }
  };

  const save = async (): Promise<void> => {
    const snapshot = catalog.snapshot();
    if (snapshot) await cacheQuietly(cache.save(snapshot));
  };

  const restore = async (): Promise<void> => {
    if (catalog.state().refreshedAt !== null) return;
    const snapshot = await cache.load().catch(() => undefined);
    if (snapshot) {
      catalog.restore(snapshot);
      known.resolve();
      logger.info({ refreshedAt: snapshot.refreshedAt }, 'the catalog was taken from Redis');
    }
  };

  const probe = async (): Promise<void> => {
    try {
      await registry.health(within(refreshTimeoutMilliseconds));
    } catch (error) {
      registryFailed(error);
    }
  };

  const keepRight = async (): Promise<void> => {
    let hasAnswered = false;
    while (!stopping.signal.aborted) {
      wake = Promise.withResolvers();
      if (Date.now() >= pollIsDueAt) await refresh();
      else await probe();
      hasAnswered ||= failures === 0;
      const soon = !hasAnswered && Date.now() - startedAt < startMilliseconds;
      const pause = soon ? firstRetryMilliseconds : Math.min(probeMilliseconds, pollMilliseconds);
      await Promise.race([wake.promise, sleep(pause, undefined, { ref: false })]);
    }
  };

  /** Makes a change known here and to the other instances. */
  const apply = async (change: CatalogChange): Promise<void> => {
    if (!catalog.apply(change)) return;
    await Promise.all([cacheQuietly(cache.publish(change)), save()]);
  };

  const whenKnown = async (patience = firstListMilliseconds): Promise<void> => {
    if (catalog.state().refreshedAt !== null || patience <= 0) return;
    await Promise.race([known.promise, sleep(patience, undefined, { ref: false })]);
  };

  const lookUpNow = async (modelId: string, version: string | undefined): Promise<void> => {
    const entry = await registry.servingVersion(modelId, version, within(shortTimeoutMilliseconds));
    if (entry) await apply({ kind: 'SERVES', entry });
  };

  cache.listen(
    (change) => catalog.apply(change),
    // Changes may have been missed; the registry knows them.
    () => {
      pollIsDueAt = 0;
      wake.resolve();
    },
  );
  const keeping = keepRight();

  return {
    async handleMessage(body) {
      const change = toChange(parseBusMessage(body));
      if (!change) return;
      await apply(change);
      if (change.kind !== 'SERVES') return;
      // The event does not carry what the card says; the deployment is routable without.
      const { modelId, version } = change.entry;
      await lookUpNow(modelId, version).catch((error) => logger.debug({ err: error }, 'a model card has to wait'));
    },

    whenKnown: () => whenKnown(),

    async lookUp(modelId, version) {
      await whenKnown(Math.min(shortTimeoutMilliseconds, startedAt + startMilliseconds - Date.now()));
      // While the registry is known to be away, callers do not wait for it.
      if (catalog.state().source !== 'REGISTRY') return;
      try {
        await lookUpNow(modelId, version);
      } catch (error) {
        registryFailed(error);
        wake.resolve();
      }
    },

    async stop() {
      stopping.abort();
      wake.resolve();
      await keeping;
    },
  };
}

function toChange(event: AnyEvent): CatalogChange | undefined {
  const { sequence } = event.detail;
  if (event.type === 'Deployment Ended') {
    return { kind: 'ENDED', deploymentId: event.detail.data.deploymentId, sequence };
  }
  if (event.type === 'Model Access Changed') {
    const { modelId, visibility, grantedTeams } = event.detail.data;
    const access = { revision: sequence, visibility: asVisibility(visibility), grantedTeams };
    return { kind: 'ACCESS', modelId, access };
  }
  if (event.type === 'Deployment Health Changed') {
    const { deploymentId, status } = event.detail.data;
    return { kind: 'HEALTH', deploymentId, health: { status: status === 'HEALTHY' ? status : 'UNHEALTHY', sequence } };
  }
  if (event.type !== 'Model Deployed' && event.type !== 'Traffic Shifted') return undefined;
  const {
    deploymentId,
    modelId,
    version,
    teamId,
    deploymentTarget,
    endpoint,
    trafficPercent = 100,
  } = event.detail.data;
  if (!isTarget(deploymentTarget)) return undefined;
  if (endpoint === undefined) return { kind: 'ENDED', deploymentId, sequence };
  const deployedAt = event.type === 'Model Deployed' ? event.detail.data.deployedAt : '';
  const subject = { deploymentId, sequence, modelId, version, teamId, deploymentTarget };
  const unknown = { framework: null, description: null, signature: null };
  return { kind: 'SERVES', entry: { ...subject, endpoint, trafficPercent, deployedAt, ...unknown } };
}

/** What a later release may add is not for this one to open. */
function asVisibility(visibility: string): ModelVisibility {
  return visibility === 'ORGANIZATION' ? 'ORGANIZATION' : 'TEAM';
}

function isTarget(target: string): target is DeploymentTarget {
  return (deploymentTargets as readonly string[]).includes(target);
}
