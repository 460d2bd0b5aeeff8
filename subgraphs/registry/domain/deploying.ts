/** Deploying a version: each step of the state machine, read, decided and written as one. */
import { randomBytes } from 'node:crypto';
import { canSeeTeam, type Identity, requireDeployer } from '../../../platform/access.ts';
import { DomainError } from '../../../platform/errors.ts';
import { requireApproval } from './approval.ts';
import {
  type Claim,
  claim,
  expireLease,
  type LeaseTimes,
  type Outcome,
  queue,
  type Report,
  report,
  type Situation,
} from './deployment.ts';
import type { RegistryEvent } from './events.ts';
import { once, type Remember } from './idempotency.ts';
import type { Deployment, ModelVersion, VersionKey } from './model.ts';
import type { Sealer } from './secrets.ts';
import type { Change, Commit, RegistryStore } from './store.ts';
import { requireRole, type TeamPolicy } from './teams.ts';
import { isTimeOrderedId, timeOrderedId } from './time-ordered-id.ts';

export interface DeployRequest {
  readonly modelId: string;
  /** The latest when there is neither a version nor an alias. */
  readonly version?: string | undefined;
  readonly alias?: string | undefined;
  readonly idempotencyKey?: string | undefined;
}

export interface ClaimRequest extends Omit<Claim, 'fencingToken'> {
  readonly deploymentId: string;
  readonly idempotencyKey?: string | undefined;
}

export interface ReportRequest {
  readonly deploymentId: string;
  readonly report: Report;
  readonly idempotencyKey?: string | undefined;
}

/** What is remembered of a request about a deployment. */
interface DeploymentReference {
  readonly deploymentId: string;
}

export interface DeployingPorts {
  readonly store: RegistryStore;
  readonly sealer: Sealer;
  readonly leases: LeaseTimes;
  readonly now: () => Date;
  /** Called with the events of each commit, so that they leave at once. */
  readonly committed: (events: readonly RegistryEvent[]) => void;
}

/** How often a step is decided anew because another writer came first. */
const decisionsBeforeGivingUp = 10;

/** Begins a deployment. Throws NOT_FOUND for what the caller may not see, CONFLICT while one is under way. */
export async function deploy(ports: DeployingPorts, identity: Identity, request: DeployRequest): Promise<Deployment> {
  const { store } = ports;
  const { modelId, idempotencyKey } = request;
  const [model] = await store.models([modelId]);
  if (!model || !canSeeTeam(identity, model.teamId)) throw new DomainError('NOT_FOUND', `No model "${modelId}"`);
  const { policy } = await requireRole(store, identity, model.teamId, 'CONTRIBUTOR');
  const keyed = { operation: 'deployModel', idempotencyKey, input: request };
  return once<Deployment, DeploymentReference>(ports, identity, keyed, {
    execute: (remember) => deployNew(ports, identity, request, policy, remember),
    repeat: ({ deploymentId }) => requireDeployment(store, deploymentId),
  });
}

async function deployNew(
  { store, now, leases, committed }: DeployingPorts,
  identity: Identity,
  request: DeployRequest,
  policy: TeamPolicy,
  remember: Remember<DeploymentReference>,
): Promise<Deployment> {
  const id = timeOrderedId();
  const { modelId } = request;
  for (let tries = 0; tries < decisionsBeforeGivingUp; tries++) {
    // Read anew each time: who moves the alias writes the version, too, so that a move in between is noticed.
    const key = await versionToDeploy(store, request);
    const [version] = await store.versions([key]);
    if (!version) throw new DomainError('NOT_FOUND', `The model "${modelId}" has no version ${key.version}`);
    requireApproval(policy, version);
    const { deployment, version: after, events } = queue(version, { id, requestedBy: identity.userId }, now(), leases);
    const outcome = await store.commit({
      version: { before: version, after },
      deployments: [{ after: deployment }],
      audit: {
        modelId,
        who: identity.userId,
        code: 'DEPLOYMENT_REQUESTED',
        what: `Deploys ${key.version} as ${id}`,
        version: key.version,
        at: deployment.requestedAt,
      },
      ...remember({ deploymentId: id }),
      events,
    });
    if (outcome === 'REMEMBERED') break;
    if (outcome === 'COMMITTED') {
      committed(events);
      return deployment;
    }
  }
  throw otherWritersCameFirst();
}

async function versionToDeploy(store: RegistryStore, { modelId, version, alias }: DeployRequest): Promise<VersionKey> {
  if (version !== undefined) return { modelId, version };
  if (alias === undefined) {
    const [model] = await store.models([modelId]);
    if (!model) throw new DomainError('NOT_FOUND', `No model "${modelId}"`);
    return { modelId, version: model.latestVersion };
  }
  const [named] = await store.aliases([{ modelId, alias }]);
  if (!named?.version) throw new DomainError('NOT_FOUND', `The model "${modelId}" has no alias "${alias}"`);
  return { modelId, version: named.version };
}

/** Gives the current attempt to a deployer, with the token its reports must carry. */
export async function claimDeployment(
  ports: DeployingPorts,
  identity: Identity,
  { idempotencyKey, ...request }: ClaimRequest,
): Promise<{ deployment: Deployment; fencingToken: string }> {
  requireDeployer(identity);
  const { store, sealer } = ports;
  const { deploymentId, attempt, deployerId } = request;
  type Reference = DeploymentReference & { readonly sealedToken: string };
  const keyed = { operation: 'claimDeployment', idempotencyKey, input: request };
  return once<{ deployment: Deployment; fencingToken: string }, Reference>(ports, identity, keyed, {
    async execute(remember) {
      const fencingToken = randomBytes(24).toString('base64url');
      const remembered = remember({ deploymentId, sealedToken: sealer.seal(fencingToken, deploymentId) });
      const decide = (situation: Situation): Outcome =>
        claim(situation, { attempt, deployerId, fencingToken }, ports.now(), ports.leases);
      return { deployment: await change(ports, deploymentId, decide, remembered), fencingToken };
    },
    repeat: async ({ sealedToken }) => ({
      deployment: await requireDeployment(store, deploymentId),
      fencingToken: sealer.open(sealedToken, deploymentId),
    }),
  });
}

/** The deployment after a deployer's report. */
export async function reportDeployment(
  ports: DeployingPorts,
  identity: Identity,
  { idempotencyKey, ...request }: ReportRequest,
): Promise<Deployment> {
  requireDeployer(identity);
  const { deploymentId, report: reported } = request;
  const decide = (situation: Situation): Outcome => report(situation, reported, ports.now(), ports.leases);
  const keyed = { operation: 'reportDeployment', idempotencyKey, input: request };
  return once<Deployment, DeploymentReference>(ports, identity, keyed, {
    execute: (remember) => change(ports, deploymentId, decide, remember({ deploymentId })),
    repeat: () => requireDeployment(ports.store, deploymentId),
  });
}

/** Takes every overdue deployment, up to `limit`, to its next attempt or its end. Returns how many. */
export async function expireLeases(ports: DeployingPorts, limit: number): Promise<number> {
  const ids = await ports.store.expiredLeases(ports.now().toISOString(), limit);
  const expired = ids.map((id) =>
    change(ports, id, (situation) => expireLease(situation, ports.now(), ports.leases) ?? { ...situation, events: [] }),
  );
  await Promise.all(expired);
  return ids.length;
}

async function change(
  { store, committed }: DeployingPorts,
  deploymentId: string,
  decide: (situation: Situation) => Outcome,
  remembered: ReturnType<Remember<DeploymentReference>> = {},
): Promise<Deployment> {
  for (let tries = 0; tries < decisionsBeforeGivingUp; tries++) {
    const before = await situationOf(store, deploymentId);
    const outcome = decide(before);
    const deployments: Change<Deployment>[] = [];
    if (outcome.deployment !== before.deployment) {
      deployments.push({ before: before.deployment, after: outcome.deployment });
    }
    if (before.serving && outcome.serving && outcome.serving !== before.serving) {
      deployments.push({ before: before.serving, after: outcome.serving });
    }
    const written = await store.commit({
      ...(outcome.version !== before.version && {
        version: { before: before.version, after: outcome.version },
        audit: endOfDeployment(outcome),
      }),
      deployments,
      ...remembered,
      events: outcome.events,
    });
    if (written === 'REMEMBERED') break;
    if (written === 'COMMITTED') {
      committed(outcome.events);
      return outcome.deployment;
    }
  }
  throw otherWritersCameFirst();
}

/** What the deployment has come to for its version. */
function endOfDeployment({ deployment, version }: Outcome): NonNullable<Commit['audit']> {
  const { id, status, message, deployerId, changedAt } = deployment;
  return {
    modelId: version.modelId,
    who: deployerId ?? 'registry',
    code: `DEPLOYMENT_${status}`,
    what: `The deployment ${id} of ${version.version} is ${status}`,
    reason: deployment.reason ? `${deployment.reason}: ${message}` : message,
    version: version.version,
    at: changedAt,
  };
}

async function situationOf(store: RegistryStore, deploymentId: string): Promise<Situation> {
  const deployment = await requireDeployment(store, deploymentId);
  const [version] = await store.versions([deployment]);
  if (!version) throw new DomainError('NOT_FOUND', 'The version of the deployment does not exist');
  return { deployment, version, ...(await servingBeside(store, deployment, version)) };
}

async function servingBeside(
  store: RegistryStore,
  { id }: Deployment,
  { servingDeploymentId }: ModelVersion,
): Promise<{ serving?: Deployment }> {
  if (!servingDeploymentId || servingDeploymentId === id) return {};
  const [serving] = await store.deployments([servingDeploymentId]);
  return serving ? { serving } : {};
}

async function requireDeployment(store: RegistryStore, id: string): Promise<Deployment> {
  const [deployment] = isTimeOrderedId(id) ? await store.deployments([id]) : [];
  if (!deployment) throw new DomainError('NOT_FOUND', `No deployment "${id}"`);
  return deployment;
}

function otherWritersCameFirst(): DomainError {
  return new DomainError('CONFLICT', 'Other writers kept coming first; try again');
}
