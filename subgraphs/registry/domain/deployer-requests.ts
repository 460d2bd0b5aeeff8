/** What deployers and clocks do to deployments: claims, reports, heartbeats, leases that run out. */
import { randomBytes } from 'node:crypto';
import { type Identity, requireDeployer } from '../../../platform/access.ts';
import {
  type Claim,
  type ClaimKey,
  claim,
  expireLease,
  expireStandby,
  heartbeat,
  type Report,
  report,
} from './deployment.ts';
import type { Outcome, Situation, StepContext } from './deployment-step.ts';
import { once } from './idempotency.ts';
import type { Deployment, SlotKey } from './model.ts';
import { type Directive, directiveFor } from './rollout.ts';
import {
  changeSlot,
  type DeployingPorts,
  type DeploymentReference,
  requireDeployment,
  situationOf,
} from './slot-change.ts';

export interface ClaimRequest extends Omit<Claim, 'fencingToken'> {
  readonly deploymentId: string;
  readonly idempotencyKey?: string | undefined;
}

export interface ReportRequest {
  readonly deploymentId: string;
  readonly report: Report;
  readonly idempotencyKey?: string | undefined;
}

export interface HeartbeatRequest extends ClaimKey {
  readonly deploymentId: string;
  readonly idempotencyKey?: string | undefined;
}

/** A deployment, and what its deployer is to do next. */
export interface Instructed {
  readonly deployment: Deployment;
  readonly directive: Directive;
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
      const { deployments } = await changeSlot(ports, deploymentId, {
        by: deployerId,
        decide: (situation, context) => claim(situation, deploymentId, { attempt, deployerId, fencingToken }, context),
        remembered: () => remember({ deploymentId, sealedToken: sealer.seal(fencingToken, deploymentId) }),
      });
      return { deployment: deployments.get(deploymentId) as Deployment, fencingToken };
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
): Promise<Instructed> {
  const { deploymentId, report: said } = request;
  return instructed(ports, identity, 'reportDeployment', { deploymentId, idempotencyKey, input: request }, (...known) =>
    report(known[0], deploymentId, said, known[1], known[2]),
  );
}

/** The deployment after its lease was renewed. */
export async function heartbeatDeployment(
  ports: DeployingPorts,
  identity: Identity,
  { idempotencyKey, ...request }: HeartbeatRequest,
): Promise<Instructed> {
  const { deploymentId } = request;
  return instructed(
    ports,
    identity,
    'heartbeatDeployment',
    { deploymentId, idempotencyKey, input: request },
    (...known) => heartbeat(known[0], deploymentId, request, known[1], known[2]),
  );
}

async function instructed(
  ports: DeployingPorts,
  identity: Identity,
  operation: string,
  { deploymentId, ...keyed }: { deploymentId: string; idempotencyKey: string | undefined; input: object },
  decide: Parameters<typeof changeSlot>[2]['decide'],
): Promise<Instructed> {
  requireDeployer(identity);
  const answer = ({ slot, deployments }: Situation): Instructed => {
    const deployment = deployments.get(deploymentId) as Deployment;
    return { deployment, directive: directiveFor(deployment, slot.activeId !== undefined, ports.now()) };
  };
  return once<Instructed, DeploymentReference>(
    ports,
    identity,
    { operation, ...keyed },
    {
      async execute(remember) {
        const by = ({ deployerId }: Deployment): string => deployerId ?? identity.userId;
        const remembered = () => remember({ deploymentId });
        return answer(await changeSlot(ports, deploymentId, { by, decide, remembered }));
      },
      repeat: async () => answer(await situationOf(ports.store, await requireDeployment(ports.store, deploymentId))),
    },
  );
}

/** Takes every overdue deployment and slot, up to `limit` of each, to its next attempt or its end. Returns how many. */
export async function expireLeases(ports: DeployingPorts, limit: number): Promise<number> {
  const now = ports.now().toISOString();
  const [ids, slots] = await Promise.all([ports.store.expiredLeases(now, limit), ports.store.slotsDue(now, limit)]);
  const by = 'registry';
  await Promise.all([
    ...ids.map((id) =>
      changeSlot(ports, id, { by, decide: (situation, context) => expireLease(situation, id, context) }),
    ),
    ...slots.map((key) => endStandby(ports, key)),
  ]);
  return ids.length + slots.length;
}

async function endStandby(ports: DeployingPorts, key: SlotKey): Promise<void> {
  const [slot] = await ports.store.slots([key]);
  if (!slot?.standby) return;
  const decide = (situation: Situation, context: StepContext): Outcome => expireStandby(situation, context);
  await changeSlot(ports, slot.standby.deploymentId, { by: 'registry', decide });
}
