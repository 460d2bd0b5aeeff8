/** The registry as one caller has it: every method checks what that caller may see and do. */
import {
  canSeeModel,
  canSeeTeam,
  deployerGroup,
  type Identity,
  requireTeam,
  visibleTeams,
} from '../../../platform/access.ts';
import { DomainError } from '../../../platform/errors.ts';
import { accessOf, type CallerAccess } from './access.ts';
import type { AccessStore } from './access-store.ts';
import { aliasesFor, type CallerAliases } from './aliases.ts';
import { type DecisionRequest, decideApproval } from './approval.ts';
import type { ArtifactStore } from './artifacts.ts';
import { auditFor, type CallerAudit } from './audit.ts';
import {
  type ClaimRequest,
  claimDeployment,
  expireLeases,
  type HeartbeatRequest,
  heartbeatDeployment,
  type Instructed,
  type ReportRequest,
  reportDeployment,
} from './deployer-requests.ts';
import { type CallerDeploying, deployingFor } from './deploying.ts';
import { type HealthRequest, reportHealth } from './deployment-health.ts';
import { listChanges, type PhaseDuration, phaseDurations, type TimedChange } from './deployment-history.ts';
import type { LeaseTimes } from './deployment-step.ts';
import type { RegistryEvent } from './event-data.ts';
import { type CallerLifeCycle, lifeCycleFor } from './life-cycle.ts';
import { type FindVersion, listDerivedVersions } from './lineage.ts';
import { type DeploymentFilter, listDeployments, listVersions, type RecordReader } from './listing.ts';
import {
  type Deployment,
  deploymentTargets,
  type Model,
  type ModelVersion,
  type Slot,
  type StatusChange,
  type VersionKey,
} from './model.ts';
import { listModels, type ModelFilter, type ModelPage, type ModelSort } from './model-search.ts';
import type { ConnectionRequest, Page, PageRequest } from './page.ts';
import {
  lookAfterSilentDeployers,
  type Reconciled,
  type ReconcileRequest,
  reconcileDeployments,
} from './reconciling.ts';
import { type Registration, register } from './registration.ts';
import type { Sealer } from './secrets.ts';
import { watchWhileShared } from './shared-watch.ts';
import { type CallerSharing, sharingFor } from './sharing.ts';
import { type Statistics, statisticsFrom } from './statistics.ts';
import type { ModelUsage, RegistryStore, UsageWindow } from './store.ts';
import type { VersionDetails } from './version-details.ts';
import { type StatusHints, type Subject, watch } from './watch.ts';

export interface RegistryPorts {
  readonly store: RegistryStore & AccessStore;
  readonly artifacts: ArtifactStore;
  readonly hints: StatusHints;
  readonly leases: LeaseTimes;
  readonly sealer: Sealer;
  /** Called with the events of each commit, so that they leave at once. */
  readonly committed: (events: readonly RegistryEvent[]) => void;
  readonly now?: () => Date;
}

/**
 * Look-ups answer undefined for what the caller may not see. What hangs on a record that the caller has is theirs to see:
 * the methods that take such a record check nothing.
 */
export interface CallerRegistry {
  /** Teams and API keys. */
  readonly access: CallerAccess;

  model(id: string): Promise<Model | undefined>;
  version(key: VersionKey): Promise<ModelVersion | undefined>;
  deployment(id: string): Promise<Deployment | undefined>;
  /** By id, unless sorted otherwise. */
  models(filter: ModelFilter, page: ConnectionRequest, sort?: ModelSort): Promise<ModelPage>;
  /** ISO 8601. */
  updateTimeOf(model: Model): Promise<string>;
  deployments(filter: DeploymentFilter, page: ConnectionRequest): Promise<Page<Deployment>>;
  statistics(): Promise<Statistics>;

  versionsOf(model: Model, page: ConnectionRequest): Promise<Page<ModelVersion>>;
  /** Empty for a version that was registered without. */
  detailsOf(version: ModelVersion): Promise<VersionDetails>;
  derivedVersionsOf(version: ModelVersion, page: ConnectionRequest): Promise<Page<ModelVersion>>;
  usageOf(model: Model, window: UsageWindow): Promise<ModelUsage>;
  modelOf(version: ModelVersion): Promise<Model>;
  versionOf(owner: VersionKey): Promise<ModelVersion>;
  latestVersionOf(model: Model): Promise<ModelVersion>;
  newestDeploymentOf(version: ModelVersion): Promise<Deployment | undefined>;
  deploymentOf(change: StatusChange): Promise<Deployment>;

  slotsOf(model: Model): Promise<Slot[]>;
  /** A deployment that a record of the same team names. */
  linkedDeployment(id: string | undefined): Promise<Deployment | undefined>;

  historyOf(deployment: Deployment, page: PageRequest): Promise<Page<TimedChange>>;
  phaseDurationsOf(deployment: Deployment): PhaseDuration[];

  readonly aliases: CallerAliases;
  readonly deploying: CallerDeploying;
  readonly sharing: CallerSharing;
  readonly lifeCycle: CallerLifeCycle;
  readonly audit: CallerAudit;

  register(registration: Registration): Promise<ModelVersion>;
  decideApproval(request: DecisionRequest): Promise<ModelVersion>;
  /** See `CallerDeploying`. */
  deploy: CallerDeploying['deploy'];
  claim(request: ClaimRequest): Promise<{ deployment: Deployment; fencingToken: string }>;
  report(request: ReportRequest): Promise<Instructed>;
  heartbeat(request: HeartbeatRequest): Promise<Instructed>;
  /** See `reportHealth`. */
  reportHealth(request: HealthRequest): Promise<Deployment>;
  reconcile(request: ReconcileRequest): Promise<Reconciled>;

  /** Throws NOT_FOUND or FORBIDDEN for what the caller may not see. See `watch`. */
  watch(
    subject: Subject,
    after: ReadonlyMap<string, number>,
    signal: AbortSignal,
  ): Promise<AsyncGenerator<StatusChange>>;
}

export interface Registry {
  /** `reader` reads for this caller's request. */
  forCaller(identity: Identity, reader: RecordReader): CallerRegistry;
  /** See `expireLeases`. */
  expireLeases(limit: number): Promise<number>;
  /** See `lookAfterSilentDeployers`. */
  lookAfterSilentDeployers(limit: number): Promise<number>;
}

export function createRegistry(givenPorts: RegistryPorts): Registry {
  const ports = { now: () => new Date(), ...givenPorts };
  const { store, hints, now } = ports;
  const startedAt = now().getTime();
  return {
    expireLeases: (limit) => expireLeases(ports, limit),
    async lookAfterSilentDeployers(limit) {
      // Whoever could not be heard while nobody listened gets the time to speak.
      const { silenceSeconds = 0 } = ports.leases;
      if (now().getTime() - startedAt < silenceSeconds * 1_000) return 0;
      return lookAfterSilentDeployers(ports, limit);
    },
    forCaller(identity, reader) {
      /** After a write, later reads of the same request must see it. */
      const forgetting = async <Result>(write: Promise<Result>): Promise<Result> => {
        try {
          return await write;
        } finally {
          reader.forget();
        }
      };
      const findModel = async (id: string): Promise<Model | undefined> => {
        const model = await reader.model(id);
        return model && canSeeModel(identity, model) ? model : undefined;
      };
      /** What belongs to a model is seen by those who see the model. */
      const visible = async <Record extends { readonly teamId: string; readonly modelId: string }>(
        record: Record | undefined,
      ): Promise<Record | undefined> => {
        if (!record || canSeeTeam(identity, record.teamId)) return record;
        return (await findModel(record.modelId)) ? record : undefined;
      };
      const findVersion: FindVersion = async (key) => visible(await reader.version(key));
      /** History names versions that have been deleted since. */
      const versionOf = async (key: VersionKey): Promise<ModelVersion> =>
        stored((await reader.version(key)) ?? (await store.deletedVersion(key)));
      /** Whose it is. */
      const requireSubject = async (subject: Subject): Promise<string> => {
        if ('teamId' in subject) {
          requireTeam(identity, subject.teamId);
          return subject.teamId;
        }
        const found =
          'modelId' in subject
            ? await findModel(subject.modelId)
            : await visible(await reader.deployment(subject.deploymentId));
        if (found) return found.teamId;
        throw 'modelId' in subject ? notFound('model', subject.modelId) : notFound('deployment', subject.deploymentId);
      };

      const deploying = deployingFor(ports, identity, forgetting);

      return {
        access: accessOf(ports, identity),
        model: findModel,
        version: findVersion,
        async deployment(id) {
          const deployment = await reader.deployment(id);
          // Deployers serve every team.
          return identity.groups.includes(deployerGroup) ? deployment : visible(deployment);
        },
        models: (filter, page, sort) => listModels(store, reader, identity, filter, page, sort),
        updateTimeOf: async ({ id }) => stored(await reader.updateTime(id)),
        deployments: (filter, page) => listDeployments(store, reader, identity, filter, page),
        statistics: async () => statisticsFrom(await store.counters(visibleTeams(identity))),

        versionsOf: (model, page) => listVersions(store, model.id, page),
        detailsOf: async (version) => (await reader.details(version)) ?? {},
        derivedVersionsOf: (version, page) => listDerivedVersions(store, findVersion, identity, version, page),
        usageOf: (model, window) => store.usage({ modelId: model.id }, window, now()),
        modelOf: async ({ modelId }) => stored((await reader.model(modelId)) ?? (await store.knownModel(modelId))),
        versionOf,
        latestVersionOf: ({ id, latestVersion }) => versionOf({ modelId: id, version: latestVersion }),
        newestDeploymentOf: async ({ deploymentId }) => (deploymentId ? reader.deployment(deploymentId) : undefined),
        async deploymentOf(change) {
          // Who asks for the deployment of a change asks for its version next: both are read side by side.
          const [deployment] = await Promise.all([reader.deployment(change.deploymentId), reader.version(change)]);
          return stored(deployment);
        },

        async slotsOf({ id: modelId }) {
          const slots = await store.slots(deploymentTargets.map((deploymentTarget) => ({ modelId, deploymentTarget })));
          return slots.filter((slot) => slot !== undefined);
        },
        linkedDeployment: async (id) => (id === undefined ? undefined : reader.deployment(id)),

        historyOf: (deployment, page) => listChanges(store, identity, deployment, page),
        phaseDurationsOf: (deployment) => phaseDurations(deployment, now()),

        deploying,
        deploy: deploying.deploy,
        aliases: aliasesFor(ports, identity, reader, forgetting),
        sharing: sharingFor(ports, identity, forgetting),
        lifeCycle: lifeCycleFor(ports, identity, forgetting),
        audit: auditFor(store, identity),

        register: (registration) => forgetting(register({ ...ports, findVersion }, identity, registration)),
        decideApproval: (request) => forgetting(decideApproval(ports, identity, request)),
        claim: (request) => forgetting(claimDeployment(ports, identity, request)),
        report: (request) => forgetting(reportDeployment(ports, identity, request)),
        heartbeat: (request) => forgetting(heartbeatDeployment(ports, identity, request)),
        reportHealth: (request) => forgetting(reportHealth(ports, identity, request)),
        reconcile: (request) => forgetting(reconcileDeployments(ports, identity, request)),

        async watch(subject, after, signal) {
          const teamId = await requireSubject(subject);
          const open = (ended: AbortSignal) => watch(store, hints, { subject, after }, ended, now);
          if (canSeeTeam(identity, teamId)) return open(signal);
          const requireShared = () => {
            reader.forget();
            return requireSubject(subject);
          };
          return watchWhileShared(open, requireShared, signal);
        },
      };
    },
  };
}

function notFound(what: string, id: string): DomainError {
  return new DomainError('NOT_FOUND', `No ${what} "${id}"`);
}

/** A record that another one names. */
function stored<Record>(record: Record | undefined): Record {
  if (record === undefined) throw new Error('A record that another one names is missing');
  return record;
}
