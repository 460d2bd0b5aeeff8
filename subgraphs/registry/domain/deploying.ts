/** Deploying, as people ask for it: each wish is read, decided and written as one. */
import type { Identity } from '../../../platform/access.ts';
import { DomainError } from '../../../platform/errors.ts';
import { requireApproval } from './approval.ts';
import { requestAudit, rollbackAudit, scaleAudit } from './deployment-audit.ts';
import type { Outcome, Situation, StepContext } from './deployment-step.ts';
import { requireOwnDeployment, servingDeployment, type VersionWish, versionToDeploy } from './deployment-subjects.ts';
import { cancel, type NewDeployment, queue, rollBack, scale, undeploy } from './deployment-wishes.ts';
import { once, type Remember } from './idempotency.ts';
import type { Deployment, Strategy, VersionKey } from './model.ts';
import { requireOwnModel } from './own-model.ts';
import {
  changeSlot,
  commitOf,
  contextOf,
  type DeployingPorts,
  type DeploymentReference,
  decisionsBeforeGivingUp,
  otherWritersCameFirst,
  requireDeployment,
  situationFor,
} from './slot-change.ts';
import type { TeamPolicy } from './teams.ts';
import { timeOrderedId } from './time-ordered-id.ts';

/** Of the latest version when there is neither a version nor an alias. */
export interface DeployRequest extends VersionWish {
  /** All at once when absent. */
  readonly strategy?: Strategy | undefined;
  readonly idempotencyKey?: string | undefined;
}

/** Of the version that serves when there is neither a version nor an alias. */
export interface UndeployRequest extends VersionWish {
  readonly reason?: string | undefined;
  readonly idempotencyKey?: string | undefined;
}

/** A wish about one deployment. */
export interface DeploymentRequest {
  readonly deploymentId: string;
  readonly reason?: string | undefined;
  readonly idempotencyKey?: string | undefined;
}

export interface ScaleRequest extends DeploymentRequest {
  /** 1 to 100. */
  readonly replicas: number;
}

export interface RolledBack {
  /** As it is now. */
  readonly deployment: Deployment;
  /** What serves instead, or will; undefined when nothing does. */
  readonly serves: Deployment | undefined;
}

/** What one caller may do with deployments of their teams. Each throws NOT_FOUND for what the caller may not see. */
export interface CallerDeploying {
  /** Throws CONFLICT while a deployment of the same version is under way. */
  deploy(request: DeployRequest): Promise<Deployment>;
  /** Throws CONFLICT for a deployment that is not under way. */
  cancel(request: DeploymentRequest): Promise<Deployment>;
  /** A new deployment like an earlier one that did not come to serve. Throws CONFLICT for another one. */
  retry(request: DeploymentRequest): Promise<Deployment>;
  /** Throws CONFLICT for a deployment that does not serve, or on a target where there is one process only. */
  scale(request: ScaleRequest): Promise<Deployment>;
  /** See `rollBack`. */
  rollBack(request: DeploymentRequest): Promise<RolledBack>;
  /** Throws CONFLICT when the version does not serve, or several do and none is named. */
  undeploy(request: UndeployRequest): Promise<Deployment>;
}

/** `forgetting` makes the request's later reads fresh, once the write is done. */
export function deployingFor(
  ports: DeployingPorts,
  identity: Identity,
  forgetting: <Result>(write: Promise<Result>) => Promise<Result>,
): CallerDeploying {
  return {
    deploy: (request) => forgetting(deploy(ports, identity, request)),
    cancel: (request) => forgetting(cancelNow(ports, identity, request)),
    retry: (request) => forgetting(retry(ports, identity, request)),
    scale: (request) => forgetting(scaleNow(ports, identity, request)),
    rollBack: (request) => forgetting(rollBackNow(ports, identity, request)),
    undeploy: (request) => forgetting(undeployNow(ports, identity, request)),
  };
}

async function deploy(ports: DeployingPorts, identity: Identity, request: DeployRequest): Promise<Deployment> {
  const { store } = ports;
  const { modelId, idempotencyKey, strategy } = request;
  const { standing } = await requireOwnModel(store, identity, modelId);
  const keyed = { operation: 'deployModel', idempotencyKey, input: request };
  return once<Deployment, DeploymentReference>(ports, identity, keyed, {
    execute(remember) {
      // Read anew each time: who moves the alias writes the version, too, so that a move in between is noticed.
      const find = () => versionToDeploy(store, request);
      return deployNew(ports, identity, find, { strategy }, standing.policy, remember);
    },
    repeat: ({ deploymentId }) => requireDeployment(store, deploymentId),
  });
}

async function retry(ports: DeployingPorts, identity: Identity, request: DeploymentRequest): Promise<Deployment> {
  const { store } = ports;
  const { deployment, policy } = await requireOwnDeployment(store, identity, request.deploymentId);
  const keyed = { operation: 'retryDeployment', idempotencyKey: request.idempotencyKey, input: request };
  return once<Deployment, DeploymentReference>(ports, identity, keyed, {
    execute(remember) {
      const { id, status, strategy } = deployment;
      if (!['FAILED', 'TIMED_OUT', 'CANCELLED', 'ROLLED_BACK'].includes(status)) {
        throw new DomainError('CONFLICT', `The deployment is ${status}: there is nothing to try again`, {
          extensions: { deploymentId: id, status },
        });
      }
      return deployNew(ports, identity, async () => deployment, { strategy, retryOf: id }, policy, remember);
    },
    repeat: ({ deploymentId }) => requireDeployment(store, deploymentId),
  });
}

async function deployNew(
  ports: DeployingPorts,
  identity: Identity,
  findVersion: () => Promise<VersionKey>,
  wish: Omit<NewDeployment, 'id' | 'requestedBy'>,
  policy: TeamPolicy,
  remember: Remember<DeploymentReference>,
): Promise<Deployment> {
  const { store } = ports;
  const id = timeOrderedId();
  for (let tries = 0; tries < decisionsBeforeGivingUp; tries++) {
    const { modelId, version: number } = await findVersion();
    const [version] = await store.versions([{ modelId, version: number }]);
    if (!version) throw new DomainError('NOT_FOUND', `The model "${modelId}" has no version ${number}`);
    requireApproval(policy, version);
    const before = await situationFor(store, version);
    const request = { ...wish, id, requestedBy: identity.userId };
    const outcome = queue(before, version, request, contextOf(ports, identity.userId));
    const written = await store.commit({
      ...commitOf(before, outcome),
      audit: requestAudit(known(outcome, id)),
      ...remember({ deploymentId: id }),
    });
    if (written === 'MODEL_GONE') throw new DomainError('NOT_FOUND', `No model "${modelId}"`);
    if (written === 'REMEMBERED') break;
    if (written === 'COMMITTED') {
      ports.committed(outcome.events);
      return known(outcome, id);
    }
  }
  throw otherWritersCameFirst();
}

async function cancelNow(ports: DeployingPorts, identity: Identity, request: DeploymentRequest): Promise<Deployment> {
  const { deploymentId, reason, idempotencyKey } = request;
  await requireOwnDeployment(ports.store, identity, deploymentId);
  const keyed = { operation: 'cancelDeployment', idempotencyKey, input: request };
  return once<Deployment, DeploymentReference>(ports, identity, keyed, {
    async execute(remember) {
      const outcome = await changeSlot(ports, deploymentId, {
        by: identity.userId,
        decide: (situation, context) => cancel(situation, deploymentId, reason, context),
        remembered: () => remember({ deploymentId }),
      });
      return known(outcome, deploymentId);
    },
    repeat: () => requireDeployment(ports.store, deploymentId),
  });
}

async function scaleNow(ports: DeployingPorts, identity: Identity, request: ScaleRequest): Promise<Deployment> {
  const { deploymentId, replicas, reason, idempotencyKey } = request;
  await requireOwnDeployment(ports.store, identity, deploymentId);
  const keyed = { operation: 'scaleDeployment', idempotencyKey, input: request };
  return once<Deployment, DeploymentReference>(ports, identity, keyed, {
    async execute(remember) {
      const outcome = await changeSlot(ports, deploymentId, {
        by: identity.userId,
        decide: (situation, context) => scale(situation, deploymentId, replicas, context),
        audit: (decided) => scaleAudit(known(decided, deploymentId), identity, reason, ports.now()),
        remembered: () => remember({ deploymentId }),
      });
      return known(outcome, deploymentId);
    },
    repeat: () => requireDeployment(ports.store, deploymentId),
  });
}

async function undeployNow(ports: DeployingPorts, identity: Identity, request: UndeployRequest): Promise<Deployment> {
  const { store } = ports;
  const { modelId, reason, idempotencyKey } = request;
  await requireOwnModel(store, identity, modelId);
  const keyed = { operation: 'undeployModel', idempotencyKey, input: request };
  return once<Deployment, DeploymentReference>(ports, identity, keyed, {
    async execute(remember) {
      const deploymentId = await servingDeployment(store, request);
      const outcome = await changeSlot(ports, deploymentId, {
        by: identity.userId,
        decide: (situation, context) => undeploy(situation, deploymentId, reason, context),
        remembered: () => remember({ deploymentId }),
      });
      return known(outcome, deploymentId);
    },
    repeat: ({ deploymentId }) => requireDeployment(store, deploymentId),
  });
}

async function rollBackNow(ports: DeployingPorts, identity: Identity, request: DeploymentRequest): Promise<RolledBack> {
  const { store } = ports;
  const { deploymentId, reason, idempotencyKey } = request;
  const { policy } = await requireOwnDeployment(store, identity, deploymentId);
  const newId = timeOrderedId();
  const keyed = { operation: 'rollbackDeployment', idempotencyKey, input: request };
  type Reference = DeploymentReference & { readonly servesId?: string | undefined };
  return once<RolledBack, Reference>(ports, identity, keyed, {
    async execute(remember) {
      let servesId: string | undefined;
      const decide = (situation: Situation, context: StepContext): Outcome => {
        const decided = rollBack(situation, deploymentId, newId, reason, context);
        const again = decided.outcome.deployments.get(newId);
        const version = again && situation.versions.get(again.version);
        if (version) requireApproval(policy, version);
        servesId = decided.servesId;
        return decided.outcome;
      };
      const outcome = await changeSlot(ports, deploymentId, {
        by: identity.userId,
        decide,
        audit: (decided) => rollbackAudit(known(decided, deploymentId), identity, reason, ports.now()),
        remembered: () => remember({ deploymentId, servesId }),
      });
      return {
        deployment: known(outcome, deploymentId),
        serves: servesId === undefined ? undefined : known(outcome, servesId),
      };
    },
    async repeat({ servesId }) {
      const [deployment, serves] = await Promise.all([
        requireDeployment(store, deploymentId),
        servesId === undefined ? undefined : requireDeployment(store, servesId),
      ]);
      return { deployment, serves };
    },
  });
}

function known({ deployments }: Outcome, id: string): Deployment {
  const found = deployments.get(id);
  if (!found) throw new Error(`The deployment ${id} was not read`);
  return found;
}
