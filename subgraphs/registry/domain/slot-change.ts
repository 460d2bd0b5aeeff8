/** A step of a slot, read, decided and written as one; decided anew when another writer came first. */
import { DomainError } from '../../../platform/errors.ts';
import type { LeaseTimes, Outcome, Situation, StepContext } from './deployment-step.ts';
import { emptySlot } from './deployment-wishes.ts';
import type { RegistryEvent } from './event-data.ts';
import type { Remember } from './idempotency.ts';
import type { Deployment, ModelVersion, Slot, TrafficFigures, VersionKey } from './model.ts';
import { isCanary } from './rollout.ts';
import type { Sealer } from './secrets.ts';
import type { Change, Commit, RegistryStore } from './store.ts';
import { isTimeOrderedId } from './time-ordered-id.ts';

export interface DeployingPorts {
  readonly store: RegistryStore;
  readonly sealer: Sealer;
  readonly leases: LeaseTimes;
  readonly now: () => Date;
  /** Called with the events of each commit, so that they leave at once. */
  readonly committed: (events: readonly RegistryEvent[]) => void;
}

/** What is remembered of a request about a deployment. */
export interface DeploymentReference {
  readonly deploymentId: string;
}

/** How often a step is decided anew because another writer came first. */
export const decisionsBeforeGivingUp = 10;

interface SlotStep {
  /** Whose step it is, for history and audit. */
  readonly by: string | ((deployment: Deployment) => string);
  readonly decide: (situation: Situation, context: StepContext, figures: TrafficFigures | undefined) => Outcome;
  /** What the audit says of it; by default, how the deployment has ended. */
  readonly audit?: (outcome: Outcome) => Commit['audit'];
  /** Called once it is decided. */
  readonly remembered?: () => ReturnType<Remember<never>>;
}

/** The situation after a step about a deployment. Throws NOT_FOUND for an unknown one, and what `decide` throws. */
export async function changeSlot(ports: DeployingPorts, deploymentId: string, step: SlotStep): Promise<Outcome> {
  const { store } = ports;
  for (let tries = 0; tries < decisionsBeforeGivingUp; tries++) {
    const deployment = await requireDeployment(store, deploymentId);
    const [before, figures] = await Promise.all([
      situationOf(store, deployment),
      isCanary(deployment) && deployment.phase === 'SHIFTING' ? store.trafficOf(deploymentId) : undefined,
    ]);
    const by = typeof step.by === 'string' ? step.by : step.by(deployment);
    const outcome = step.decide(before, contextOf(ports, by), figures);
    const commit = commitOf(before, outcome);
    const audit = step.audit ? step.audit(outcome) : commit.version && endOf(outcome.deployments.get(deploymentId), by);
    const written = await store.commit({ ...commit, ...(audit && { audit }), ...step.remembered?.() });
    if (written === 'REMEMBERED') break;
    if (written === 'COMMITTED') {
      ports.committed(outcome.events);
      return outcome;
    }
  }
  throw otherWritersCameFirst();
}

export function contextOf({ now, leases }: Pick<DeployingPorts, 'now' | 'leases'>, by: string): StepContext {
  return { now: now(), leases, by };
}

/** What a step writes, without audit. */
export function commitOf(before: Situation, outcome: Outcome): Commit {
  const [version, ...otherVersions] = changesOf(before.versions, outcome.versions);
  return {
    ...(version && { version: { before: version.before as ModelVersion, after: version.after } }),
    ...(otherVersions.length > 0 && { otherVersions }),
    ...(outcome.slot !== before.slot && {
      slot: { ...(before.slot.revision > 0 && { before: before.slot }), after: outcome.slot },
    }),
    deployments: changesOf(before.deployments, outcome.deployments),
    events: outcome.events,
  };
}

/** The slot of a deployment, with all that a step about it may touch. */
export async function situationOf(store: RegistryStore, deployment: Deployment): Promise<Situation> {
  const [[slot], [version]] = await Promise.all([store.slots([deployment]), store.versions([deployment])]);
  return completed(store, slot ?? slotBefore(deployment, version), [deployment], version ? [version] : []);
}

/** The slot that a version is to be deployed to. */
export async function situationFor(store: RegistryStore, version: ModelVersion): Promise<Situation> {
  const [slot] = await store.slots([version]);
  const { servingDeploymentId } = version;
  const before = { ...emptySlot(version), ...(servingDeploymentId && { activeId: servingDeploymentId }) };
  return completed(store, slot ?? before, [], [version]);
}

async function completed(
  store: RegistryStore,
  slot: Slot,
  known: readonly Deployment[],
  knownVersions: readonly ModelVersion[],
): Promise<Situation> {
  const { activeId, standby, underWayId, waiting } = slot;
  const named = [activeId, standby?.deploymentId, underWayId, waiting[0], known[0]?.replacesId];
  const missing = new Set(named.filter((id) => id !== undefined && id !== known[0]?.id));
  const read = missing.size > 0 ? await store.deployments([...missing].map(String)) : [];
  const deployments = [...known, ...read.filter((found) => found !== undefined)];
  const numbers = new Set(deployments.map(({ version }) => version));
  for (const { version } of knownVersions) numbers.delete(version);
  const keys: VersionKey[] = [...numbers].map((version) => ({ modelId: slot.modelId, version }));
  const others = keys.length > 0 ? await store.versions(keys) : [];
  const versions = [...knownVersions, ...others.filter((found) => found !== undefined)];
  return {
    slot,
    deployments: new Map(deployments.map((found) => [found.id, found])),
    versions: new Map(versions.map((found) => [found.version, found])),
  };
}

/** For a deployment that is older than slots are. */
function slotBefore(deployment: Deployment, version: ModelVersion | undefined): Slot {
  const { id, modelId, deploymentTarget, teamId, status } = deployment;
  const activeId = version?.servingDeploymentId;
  return {
    ...{ modelId, deploymentTarget, teamId, waiting: [], revision: 0 },
    ...(activeId && { activeId }),
    ...(status === 'DEPLOYING' && { underWayId: id }),
  };
}

function changesOf<Record>(
  before: ReadonlyMap<string, Record>,
  after: ReadonlyMap<string, Record>,
): (Change<Record> & { readonly after: Record })[] {
  return [...after].flatMap(([key, record]) => {
    const earlier = before.get(key);
    if (record === earlier) return [];
    return [earlier === undefined ? { after: record } : { before: earlier, after: record }];
  });
}

/** What the deployment has come to for its version. */
function endOf(deployment: Deployment | undefined, who: string): Commit['audit'] {
  if (!deployment) return undefined;
  const { id, modelId, version, status, message, reason, changedAt } = deployment;
  return {
    modelId,
    who,
    code: `DEPLOYMENT_${status}`,
    what: `The deployment ${id} of ${version} is ${status}`,
    reason: reason ? `${reason}: ${message}` : message,
    version,
    at: changedAt,
  };
}

export async function requireDeployment(store: RegistryStore, id: string): Promise<Deployment> {
  const [deployment] = isTimeOrderedId(id) ? await store.deployments([id]) : [];
  if (!deployment) throw new DomainError('NOT_FOUND', `No deployment "${id}"`);
  return deployment;
}

export function otherWritersCameFirst(): DomainError {
  return new DomainError('CONFLICT', 'Other writers kept coming first; try again');
}
