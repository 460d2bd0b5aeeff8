/** Compares what should run with what deployers say runs, tells where they differ, and mends what can be mended without harm. */
import { type Identity, requireDeployer } from '../../../platform/access.ts';
import { beginStep, type Outcome, type Situation, type StepContext } from './deployment-step.ts';
import { queue } from './deployment-wishes.ts';
import { once } from './idempotency.ts';
import type { Deployment, Drift } from './model.ts';
import { allAtOnce } from './rollout.ts';
import { changeSlot, type DeployingPorts } from './slot-change.ts';
import { timeOrderedId } from './time-ordered-id.ts';

/** What a deployer serves. */
export interface Serving {
  readonly deploymentId: string;
  readonly attempt: number;
  readonly endpoint: string;
}

export interface ReconcileRequest {
  readonly deployerId: string;
  readonly serving: readonly Serving[];
  readonly idempotencyKey?: string | undefined;
}

/** END: the registry does not have it as serving. REPORT: it has it at another endpoint. */
export interface ServingInstruction {
  readonly deploymentId: string;
  readonly action: 'KEEP' | 'END' | 'REPORT';
  readonly trafficPercent: number | undefined;
}

export interface Reconciled {
  readonly instructions: readonly ServingInstruction[];
  /** What the deployer should serve and does not. */
  readonly missing: readonly Deployment[];
}

/** What has just changed may not be known to both sides yet. */
const graceSeconds = 10;
/** So long something may be missing before it is deployed again. */
const mendSeconds = 30;

/** Throws FORBIDDEN unless the caller is a deployer. */
export async function reconcileDeployments(
  ports: DeployingPorts,
  identity: Identity,
  { idempotencyKey, ...request }: ReconcileRequest,
): Promise<Reconciled> {
  requireDeployer(identity);
  const keyed = { operation: 'reconcileDeployments', idempotencyKey, input: request };
  return once<Reconciled>(ports, identity, keyed, {
    async execute(remember) {
      const reconciled = await reconcile(ports, request);
      if (idempotencyKey !== undefined) await ports.store.commit({ ...remember({}), events: [] });
      return reconciled;
    },
    repeat: () => compare(ports, request),
  });
}

async function reconcile(
  ports: DeployingPorts,
  request: Omit<ReconcileRequest, 'idempotencyKey'>,
): Promise<Reconciled> {
  const compared = await compare(ports, request);
  const listed = new Set(request.serving.map(({ deploymentId }) => deploymentId));
  const found = compared.known.filter(({ id, drift }) => drift && listed.has(id));
  const by = 'registry';
  await Promise.all([
    ...compared.missing.map(({ id }) =>
      changeSlot(ports, id, { by, decide: (situation, context) => missed(situation, id, request.deployerId, context) }),
    ),
    ...found.map(({ id }) =>
      changeSlot(ports, id, { by, decide: (situation, context) => foundAgain(situation, id, context) }),
    ),
  ]);
  return compared;
}

async function compare(
  { store, now }: DeployingPorts,
  { deployerId, serving }: Omit<ReconcileRequest, 'idempotencyKey'>,
): Promise<Reconciled & { readonly known: readonly Deployment[] }> {
  const expected = await store.servedBy(deployerId);
  const listed = new Map(serving.map((one) => [one.deploymentId, one]));
  const ids = [...new Set([...listed.keys(), ...expected])];
  const known = (await store.deployments(ids)).filter((deployment) => deployment !== undefined);
  const byId = new Map(known.map((deployment) => [deployment.id, deployment]));
  const latest = new Date(now().getTime() - graceSeconds * 1000).toISOString();
  return {
    known,
    instructions: serving.map((one) => instructionFor(one, byId.get(one.deploymentId), deployerId)),
    missing: expected.flatMap((id) => {
      const deployment = byId.get(id);
      const isSettled = deployment && (deployment.drift || deployment.changedAt < latest);
      return isSettled && isServedBy(deployment, deployerId) && !listed.has(id) ? [deployment] : [];
    }),
  };
}

function instructionFor(
  { deploymentId, attempt, endpoint }: Serving,
  deployment: Deployment | undefined,
  deployerId: string,
): ServingInstruction {
  const { trafficPercent } = deployment ?? {};
  if (!deployment || !isServedBy(deployment, deployerId) || deployment.attempt !== attempt) {
    return { deploymentId, action: 'END', trafficPercent };
  }
  return { deploymentId, action: deployment.endpoint === endpoint ? 'KEEP' : 'REPORT', trafficPercent };
}

function isServedBy({ status, deployerId }: Deployment, id: string): boolean {
  return status === 'DEPLOYED' && deployerId === id;
}

/** Says so; when that was said for long enough, deploys the version again, unless something is under way in its slot anyway. */
function missed(situation: Situation, id: string, deployerId: string, context: StepContext): Outcome {
  const step = beginStep(situation, context);
  const deployment = step.deployment(id);
  const { drift, version, status } = deployment;
  if (status !== 'DEPLOYED') return step.outcome();
  if (!drift) {
    step.change(id, driftOf('NOT_RUNNING', `${deployerId} should run it, and does not`, context));
    return step.outcome();
  }
  const isOld = context.now.getTime() - Date.parse(drift.since) > mendSeconds * 1000;
  const { activeId, underWayId } = situation.slot;
  const stored = situation.versions.get(version);
  if (!isOld || activeId !== id || underWayId || !stored) return step.outcome();
  const request = { id: timeOrderedId(), requestedBy: 'registry', strategy: allAtOnce, retryOf: id };
  return queue(situation, stored, request, context);
}

function foundAgain(situation: Situation, id: string, context: StepContext): Outcome {
  const step = beginStep(situation, context);
  if (step.deployment(id).drift) step.change(id, { drift: undefined, message: 'It runs as it should again' });
  return step.outcome();
}

function driftOf(code: Drift['code'], message: string, { now }: StepContext) {
  return { drift: { code, message, since: now.toISOString() }, message };
}
