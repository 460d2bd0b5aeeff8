/** Compares what should run with what deployers say runs, tells where they differ, and mends what can be mended without harm. */
import { type Identity, requireDeployer } from '../../../platform/access.ts';
import {
  beginStep,
  type LeaseTimes,
  type Outcome,
  type Situation,
  type StepContext,
  secondsAfter,
  unchanged,
} from './deployment-step.ts';
import { queue, registryItself } from './deployment-wishes.ts';
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
  /** Why it does not serve with as many replicas as it should, when that was tried. */
  readonly scalingFault?: string | undefined;
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
  /** With how many replicas it is to serve, where somebody has said. */
  readonly replicas: number | undefined;
}

export interface Reconciled {
  readonly instructions: readonly ServingInstruction[];
  /** What the deployer should serve and does not. */
  readonly missing: readonly Deployment[];
}

/** How long one waits before one believes that something is wrong, and before it is mended. */
function patienceOf({ silenceSeconds = 60 }: LeaseTimes) {
  return { silenceSeconds, graceSeconds: silenceSeconds / 6, mendSeconds: silenceSeconds / 2 };
}

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
      const [reconciled] = await Promise.all([reconcile(ports, request), heard(ports, request.deployerId)]);
      if (idempotencyKey !== undefined) await ports.store.commit({ ...remember({}), events: [] });
      return reconciled;
    },
    repeat: () => compare(ports, request),
  });
}

/** Looks after what silent deployers should serve, up to `limit` of them. Returns how many there were. */
export async function lookAfterSilentDeployers(ports: DeployingPorts, limit: number): Promise<number> {
  const { store, now, leases } = ports;
  const { silenceSeconds, mendSeconds } = patienceOf(leases);
  const deployerIds = await store.silentDeployers(now().toISOString(), limit);
  await Promise.all(
    deployerIds.map(async (deployerId) => {
      const ids = await store.servedBy(deployerId);
      const message = `${deployerId} should run it, and has been silent for ${silenceSeconds} s`;
      await missAll(ports, ids, 'DEPLOYER_SILENT', message);
      if (ids.length === 0) await store.forgetDeployer(deployerId);
      else await store.hearDeployer(deployerId, secondsAfter(now(), mendSeconds));
    }),
  );
  return deployerIds.length;
}

/** It is silent only when nothing follows for so long. */
function heard({ store, now, leases }: DeployingPorts, deployerId: string): Promise<void> {
  return store.hearDeployer(deployerId, secondsAfter(now(), patienceOf(leases).silenceSeconds));
}

async function missAll(
  ports: DeployingPorts,
  ids: readonly string[],
  code: Drift['code'],
  message: string,
): Promise<void> {
  await Promise.all(
    ids.map((id) =>
      changeSlot(ports, id, {
        by: 'registry',
        decide: (situation, context) => missed(situation, id, { code, message }, context),
      }),
    ),
  );
}

async function reconcile(
  ports: DeployingPorts,
  request: Omit<ReconcileRequest, 'idempotencyKey'>,
): Promise<Reconciled> {
  const compared = await compare(ports, request);
  const listed = new Map(request.serving.map((one) => [one.deploymentId, one]));
  const found = compared.known.flatMap((deployment) => {
    const one = listed.get(deployment.id);
    if (!one || !isServedBy(deployment, request.deployerId)) return [];
    return deployment.drift || one.scalingFault ? [one] : [];
  });
  const missing = compared.missing.map(({ id }) => id);
  await Promise.all([
    missAll(ports, missing, 'NOT_RUNNING', `${request.deployerId} should run it, and does not`),
    ...found.map((serving) =>
      changeSlot(ports, serving.deploymentId, {
        by: 'registry',
        decide: (situation, context) => seen(situation, serving, context),
      }),
    ),
  ]);
  return compared;
}

async function compare(
  { store, now, leases }: DeployingPorts,
  { deployerId, serving }: Omit<ReconcileRequest, 'idempotencyKey'>,
): Promise<Reconciled & { readonly known: readonly Deployment[] }> {
  const expected = await store.servedBy(deployerId);
  const listed = new Map(serving.map((one) => [one.deploymentId, one]));
  const ids = [...new Set([...listed.keys(), ...expected])];
  const known = (await store.deployments(ids)).filter((deployment) => deployment !== undefined);
  const byId = new Map(known.map((deployment) => [deployment.id, deployment]));
  const latest = secondsAfter(now(), -patienceOf(leases).graceSeconds);
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
  const { trafficPercent, replicas } = deployment ?? {};
  if (!deployment || !isServedBy(deployment, deployerId) || deployment.attempt !== attempt) {
    return { deploymentId, action: 'END', trafficPercent, replicas };
  }
  return { deploymentId, action: deployment.endpoint === endpoint ? 'KEEP' : 'REPORT', trafficPercent, replicas };
}

function isServedBy({ status, deployerId }: Deployment, id: string): boolean {
  return status === 'DEPLOYED' && deployerId === id;
}

/** Says so; when that was said for long enough, deploys the version again, once, unless something is under way in its slot anyway. */
function missed(
  situation: Situation,
  id: string,
  { code, message }: Pick<Drift, 'code' | 'message'>,
  context: StepContext,
): Outcome {
  const step = beginStep(situation, context);
  const { drift, version, status } = step.deployment(id);
  if (status !== 'DEPLOYED') return unchanged(situation);
  const { now, leases } = context;
  if (!drift || drift.code === 'NOT_SCALED') {
    step.change(id, { drift: { code, message, since: now.toISOString() }, message });
    return step.outcome();
  }
  const isOld = drift.since < secondsAfter(now, -patienceOf(leases).mendSeconds);
  const { activeId, underWayId } = situation.slot;
  const stored = situation.versions.get(version);
  if (!isOld || drift.mendedById || activeId !== id || underWayId || !stored) return unchanged(situation);
  const mendedById = timeOrderedId();
  step.change(id, { drift: { ...drift, mendedById } });
  const marked = step.outcome();
  const again = queue(
    { ...situation, deployments: marked.deployments },
    stored,
    { id: mendedById, requestedBy: registryItself, strategy: allAtOnce, retryOf: id },
    context,
  );
  return { ...again, events: [...marked.events, ...again.events] };
}

/** What is served has no drift but one. */
function seen(situation: Situation, { deploymentId, scalingFault }: Serving, context: StepContext): Outcome {
  const step = beginStep(situation, context);
  const { drift, status } = step.deployment(deploymentId);
  if (status !== 'DEPLOYED') return unchanged(situation);
  if (scalingFault === undefined) {
    if (drift) step.change(deploymentId, { drift: undefined, message: 'It runs as it should again' });
  } else if (drift?.code !== 'NOT_SCALED') {
    const since = context.now.toISOString();
    step.change(deploymentId, { drift: { code: 'NOT_SCALED', message: scalingFault, since }, message: scalingFault });
  }
  return step.outcome();
}
