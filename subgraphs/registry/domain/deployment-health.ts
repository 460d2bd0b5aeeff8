/** Whether what serves still answers, as its deployer sees it. Beside the state machine: a model that fails for a while is DEPLOYED. */
import { type Identity, requireDeployer } from '../../../platform/access.ts';
import { DomainError } from '../../../platform/errors.ts';
import { type ClaimKey, requireToken } from './deployment.ts';
import { deploymentHealthChanged } from './events.ts';
import { once } from './idempotency.ts';
import type { Deployment, DeploymentHealth } from './model.ts';
import {
  type DeployingPorts,
  type DeploymentReference,
  decisionsBeforeGivingUp,
  otherWritersCameFirst,
  requireDeployment,
} from './slot-change.ts';

export interface HealthRequest extends ClaimKey {
  readonly deploymentId: string;
  readonly status: DeploymentHealth['status'];
  readonly message: string;
  readonly idempotencyKey?: string | undefined;
}

/** What is known of the health of a deployment; undefined while it does not serve. */
export function healthOf({ status, health, deployedAt, requestedAt }: Deployment): DeploymentHealth | undefined {
  if (status !== 'DEPLOYED') return undefined;
  const message = 'It answered when it was deployed';
  return health ?? { status: 'HEALTHY', message, changedAt: deployedAt ?? requestedAt, sequence: 0 };
}

/** The deployment after the report. Throws CONFLICT for a claim that is over, and for a deployment that does not serve. */
export async function reportHealth(
  ports: DeployingPorts,
  identity: Identity,
  { idempotencyKey, ...request }: HealthRequest,
): Promise<Deployment> {
  requireDeployer(identity);
  const { store, now, committed } = ports;
  const { deploymentId } = request;
  const keyed = { operation: 'reportDeploymentHealth', idempotencyKey, input: request };
  return once<Deployment, DeploymentReference>(ports, identity, keyed, {
    async execute(remember) {
      for (let tries = 0; tries < decisionsBeforeGivingUp; tries++) {
        const before = await requireDeployment(store, deploymentId);
        const after = withHealth(before, request, now());
        if (after === before) return before;
        const events = [deploymentHealthChanged(after)];
        const written = await store.commit({
          deployments: [{ before, after }],
          ...remember({ deploymentId }),
          events,
        });
        if (written === 'REMEMBERED') break;
        if (written === 'COMMITTED') {
          committed(events);
          return after;
        }
      }
      throw otherWritersCameFirst();
    },
    repeat: () => requireDeployment(store, deploymentId),
  });
}

/** The same object when the report says what is known. */
function withHealth(deployment: Deployment, report: HealthRequest, now: Date): Deployment {
  requireToken(deployment, report);
  const known = healthOf(deployment);
  if (!known) throw new DomainError('CONFLICT', `The deployment does not serve: it is ${deployment.status}`);
  const { status, message } = report;
  if (known.status === status) return deployment;
  const health = { status, message, changedAt: now.toISOString(), sequence: known.sequence + 1 };
  return { ...deployment, health, revision: deployment.revision + 1 };
}
