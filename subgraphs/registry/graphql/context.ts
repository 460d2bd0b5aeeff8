/** What resolvers are given: the registry as the caller has it, reading each record once per request. */
import DataLoader from 'dataloader';
import type { Identity } from '../../../platform/access.ts';
import type { AccessStore } from '../domain/access-store.ts';
import type { ArtifactKeeping, CallerArtifacts } from '../domain/artifact-keeping.ts';
import type { DeploymentLogs } from '../domain/deployment-logs.ts';
import type { RecordReader } from '../domain/listing.ts';
import type { Alias, AliasKey, Deployment, Model, ModelVersion, VersionKey } from '../domain/model.ts';
import type { CallerRegistry, Registry } from '../domain/registry.ts';
import { type CallerReports, type ReportStore, reportsForCaller } from '../domain/reports.ts';
import type { RegistryStore } from '../domain/store.ts';
import type { CallerTeamMcp } from '../domain/team-mcp-changes.ts';
import { isTimeOrderedId } from '../domain/time-ordered-id.ts';
import { type LimitedSubject, nameOfSubject, type UsageLimits } from '../domain/usage-limits.ts';
import type { VersionDetails } from '../domain/version-details.ts';
import { isSemanticVersion } from '../domain/version-order.ts';
import type { CallerWebhooks } from '../domain/webhooks.ts';
import type { HealthReport } from '../health.ts';
import { aliasName, modelId } from './input.ts';

export interface RegistryContext {
  readonly identity: Identity;
  readonly registry: CallerRegistry;
  readonly reports: CallerReports;
  readonly artifacts: CallerArtifacts;
  readonly webhooks: CallerWebhooks;
  readonly mcp: CallerTeamMcp;
  /** Of deployments that the caller has. */
  readonly logs: DeploymentLogs;
  /** Aborted when the caller leaves. */
  readonly signal: AbortSignal;
  readonly health: () => Promise<HealthReport>;
  readonly usageLimits: DataLoader<LimitedSubject, UsageLimits | undefined, string>;
  /** Makes later reads of this request fresh. */
  readonly forget: () => void;
}

export interface ContextSources {
  readonly registry: Registry;
  readonly artifacts: Pick<ArtifactKeeping, 'forCaller'>;
  readonly webhooks: (identity: Identity) => CallerWebhooks;
  readonly mcp: (identity: Identity) => CallerTeamMcp;
  readonly logs: DeploymentLogs;
  readonly store: RegistryStore & AccessStore & ReportStore;
  readonly health: () => Promise<HealthReport>;
}

export function createContext(
  { registry, artifacts, webhooks, mcp, logs, store, health }: ContextSources,
  { identity, signal }: { identity: Identity; signal: AbortSignal },
): RegistryContext {
  const reader = createReader(store);
  return {
    identity,
    signal,
    health,
    forget: reader.forget,
    registry: registry.forCaller(identity, reader),
    reports: reportsForCaller(store, identity, reader),
    artifacts: artifacts.forCaller(identity),
    webhooks: webhooks(identity),
    mcp: mcp(identity),
    logs,
    usageLimits: new DataLoader((subjects) => store.usageLimits(subjects), { cacheKeyFn: nameOfSubject }),
  };
}

/** Records asked for in the same moment are read in one request; ids that cannot exist are not looked up. */
function createReader(store: RegistryStore): RecordReader {
  const models = new DataLoader<string, Model | undefined>((ids) => store.models(ids));
  const versions = new DataLoader<VersionKey, ModelVersion | undefined, string>((keys) => store.versions(keys), {
    cacheKeyFn: ({ modelId, version }) => `${modelId} ${version}`,
  });
  const deployments = new DataLoader<string, Deployment | undefined>((ids) => store.deployments(ids));
  const details = new DataLoader<VersionKey, VersionDetails | undefined, string>((keys) => store.details(keys), {
    cacheKeyFn: ({ modelId, version }) => `${modelId} ${version}`,
  });
  const aliases = new DataLoader<AliasKey, Alias | undefined, string>((keys) => store.aliases(keys), {
    cacheKeyFn: ({ modelId, alias }) => `${modelId} ${alias}`,
  });
  const updateTimes = new DataLoader<string, string | undefined>((ids) => store.updateTimes(ids));
  const isModelId = (id: string): boolean => modelId.safeParse(id).success;
  return {
    model: async (id) => (isModelId(id) ? models.load(id) : undefined),
    version: async (key) => (isModelId(key.modelId) && isSemanticVersion(key.version) ? versions.load(key) : undefined),
    deployment: async (id) => (isTimeOrderedId(id) ? deployments.load(id) : undefined),
    details: (key) => details.load(key),
    alias: async (key) => (aliasName.safeParse(key.alias).success ? aliases.load(key) : undefined),
    updateTime: (id) => updateTimes.load(id),
    forget() {
      models.clearAll();
      versions.clearAll();
      deployments.clearAll();
      updateTimes.clearAll();
      aliases.clearAll();
    },
  };
}
