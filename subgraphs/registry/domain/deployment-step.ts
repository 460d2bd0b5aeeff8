/**
 * One step of a slot: what is read, what a step changes, and all that follows from it. Steps say only what becomes of deployments;
 * sequences, statuses of versions, the next in line and the events are derived here, from the difference, for every step alike.
 */
import { isDeepStrictEqual } from 'node:util';
import type { RegistryEvent } from './event-data.ts';
import {
  deployModel,
  deploymentDrifted,
  deploymentEnded,
  deploymentStatusChanged,
  modelDeployed,
  trafficShifted,
} from './events.ts';
import type { Deployment, DeploymentStatus, EndReason, ModelVersion, Slot } from './model.ts';

/** A slot, and what it names: its deployments by id, their versions by number. What was deleted is missing. */
export interface Situation {
  readonly slot: Slot;
  readonly deployments: ReadonlyMap<string, Deployment>;
  readonly versions: ReadonlyMap<string, ModelVersion>;
}

/** What a step makes of a situation. Records that did not change are the same objects. */
export interface Outcome extends Situation {
  readonly events: readonly RegistryEvent[];
}

export interface LeaseTimes {
  /** How long a claim or a report holds. */
  readonly claimedSeconds: number;
  /** How long an attempt may wait for a deployer. */
  readonly queuedSeconds: number;
  /** The pause before the second attempt; before the third it is four times as long. None when absent. */
  readonly retrySeconds?: number;
  /** A deployer that tells nothing for so long is silent; 60 when absent. */
  readonly silenceSeconds?: number;
}

/** When a step is taken, and by whom: a user, a deployer, or `registry`. */
export interface StepContext {
  readonly now: Date;
  readonly leases: LeaseTimes;
  readonly by: string;
}

export interface Ending {
  readonly status: Exclude<DeploymentStatus, 'DEPLOYING' | 'DEPLOYED'>;
  readonly reason?: EndReason;
  readonly message: string;
}

type Changes<Record> = { readonly [Name in keyof Record]?: Record[Name] | undefined };

export interface Step {
  readonly slot: Slot;
  /** As the step has left it so far. */
  deployment(id: string): Deployment;
  add(deployment: Deployment): void;
  /** What is undefined is taken away. */
  change(id: string, changes: Changes<Deployment>): void;
  changeSlot(changes: Changes<Slot>): void;
  /** Ends a deployment in any state, and takes it out of the slot. What shared its traffic, or was kept warm for it, gets it. */
  end(id: string, ending: Ending): void;
  outcome(): Outcome;
}

/** What people see of a deployment: its sequence rises when any of it changes. */
const visible = [
  'status',
  'phase',
  'progressPercent',
  'message',
  'attempt',
  'endpoint',
  'trafficPercent',
  'replicas',
  'drift',
] as const satisfies readonly (keyof Deployment)[];

/** More than three attempts have, unless deployers start again all the time. */
const mostPhases = 50;

export const waitingForDeployer = 'Waiting for a deployer';

export function beginStep(before: Situation, { now, leases, by }: StepContext): Step {
  const deployments = new Map(before.deployments);
  /** Ids of new deployments, by version. */
  const added = new Map<string, string>();
  let slot = before.slot;

  const deployment = (id: string): Deployment => {
    const found = deployments.get(id);
    if (!found) throw new Error(`The deployment ${id} was not read`);
    return found;
  };
  const change = (id: string, changes: Changes<Deployment>): void => {
    deployments.set(id, changed(deployment(id), changes));
  };
  const changeSlot = (changes: Changes<Slot>): void => {
    slot = changed(slot, changes);
  };

  const end = (id: string, { status, reason, message }: Ending): void => {
    change(id, {
      status,
      reason,
      message,
      phase: 'DONE',
      ...{ leaseExpiresAt: undefined, waits: undefined, canary: undefined },
      ...{ endpoint: undefined, trafficPercent: undefined, drift: undefined },
    });
    changeSlot({ waiting: slot.waiting.filter((waiting) => waiting !== id) });
    if (slot.standby?.deploymentId === id) changeSlot({ standby: undefined });
    if (slot.underWayId === id) changeSlot({ underWayId: undefined });
    if (slot.activeId === id) changeSlot({ activeId: slot.standby?.deploymentId, standby: undefined });
    shareTraffic();
  };

  /** What serves has all the traffic but the canary's. */
  const shareTraffic = (): void => {
    const canary = slot.underWayId ? (deployments.get(slot.underWayId)?.trafficPercent ?? 0) : 0;
    if (slot.activeId) change(slot.activeId, { trafficPercent: 100 - canary });
  };

  const beginNext = (): void => {
    const [next, ...waiting] = slot.waiting;
    if (slot.underWayId || next === undefined) return;
    changeSlot({ underWayId: next, waiting });
    const leaseExpiresAt = secondsAfter(now, leases.queuedSeconds);
    change(next, { waits: undefined, leaseExpiresAt, message: waitingForDeployer });
  };

  return {
    get slot() {
      return slot;
    },
    deployment,
    add(deployment) {
      deployments.set(deployment.id, deployment);
      added.set(deployment.version, deployment.id);
    },
    change(id, changes) {
      change(id, changes);
      shareTraffic();
    },
    changeSlot,
    end,
    outcome() {
      beginNext();
      const events: RegistryEvent[] = [];
      for (const [id, after] of deployments) {
        const earlier = before.deployments.get(id);
        if (earlier && isDeepStrictEqual(after, earlier)) {
          deployments.set(id, earlier);
          continue;
        }
        const settled = settledDeployment(earlier, after, now, by);
        deployments.set(id, settled);
        events.push(...eventsOf(earlier, settled));
      }
      const versions = [...before.versions].map(([number, version]) => {
        const newestId = added.get(number) ?? version.deploymentId;
        return [number, settledVersion(version, slot, deployments, newestId)] as const;
      });
      const slotAfter = isDeepStrictEqual(slot, before.slot)
        ? before.slot
        : { ...slot, revision: before.slot.revision + 1 };
      return { slot: slotAfter, deployments, versions: new Map(versions), events };
    },
  };
}

export function secondsAfter(now: Date, seconds: number): string {
  return new Date(now.getTime() + seconds * 1000).toISOString();
}

export function unchanged(situation: Situation): Outcome {
  return { ...situation, events: [] };
}

function settledDeployment(earlier: Deployment | undefined, after: Deployment, now: Date, by: string): Deployment {
  const at = now.toISOString();
  if (!earlier) return { ...after, changedBy: by, phases: [phaseStart(after, at)] };
  const revision = earlier.revision + 1;
  if (visible.every((name) => isDeepStrictEqual(after[name], earlier[name]))) return { ...after, revision };
  const isNewPhase = after.phase !== earlier.phase || after.attempt !== earlier.attempt;
  const phases = [...(earlier.phases ?? []), ...(isNewPhase ? [phaseStart(after, at)] : [])].slice(-mostPhases);
  return { ...after, revision, phases, sequence: earlier.sequence + 1, changedAt: at, changedBy: by };
}

function phaseStart({ attempt, phase }: Deployment, startedAt: string) {
  return { attempt, phase, startedAt };
}

function eventsOf(earlier: Deployment | undefined, after: Deployment): RegistryEvent[] {
  const events: RegistryEvent[] = [];
  const isAsked = (one: Deployment): boolean => one.phase === 'QUEUED' && !one.waits;
  const asksAnew = !earlier || !isAsked(earlier) || earlier.attempt !== after.attempt;
  if (isAsked(after) && asksAnew) events.push(deployModel(after));
  if (after.sequence === earlier?.sequence) return events;
  events.push(deploymentStatusChanged(after));
  const isDeployed = after.status === 'DEPLOYED';
  if (isDeployed && (earlier?.status !== 'DEPLOYED' || earlier.endpoint !== after.endpoint)) {
    events.push(modelDeployed(after));
  } else if (after.endpoint && after.trafficPercent !== earlier?.trafficPercent) {
    events.push(trafficShifted(after));
  } else if (earlier?.endpoint && !after.endpoint && after.status === 'DEPLOYING') {
    events.push(trafficShifted(after));
  }
  if (isDeployed && !isDeepStrictEqual(after.drift, earlier?.drift)) events.push(deploymentDrifted(after));
  if (!isDeployed && after.status !== 'DEPLOYING') events.push(deploymentEnded(after));
  return events;
}

/** A version's status follows from its newest deployment, and from what its slot serves. */
function settledVersion(
  version: ModelVersion,
  slot: Slot,
  deployments: ReadonlyMap<string, Deployment>,
  newestId: string | undefined,
): ModelVersion {
  const isOfVersion = (id: string | undefined): boolean =>
    id !== undefined && deployments.get(id)?.version === version.version;
  const servingDeploymentId = [slot.activeId, slot.standby?.deploymentId].find(isOfVersion);
  const newest = newestId === undefined ? undefined : deployments.get(newestId);
  // One that was not read has not changed.
  const isUnderWay = newest ? newest.status === 'DEPLOYING' : version.status === 'DEPLOYING';
  const hasFailed = newest ? endedBadly(newest) : version.status === 'FAILED';
  const settled = changed(version, {
    deploymentId: newestId,
    servingDeploymentId,
    status: isUnderWay ? 'DEPLOYING' : servingDeploymentId ? 'DEPLOYED' : hasFailed ? 'FAILED' : 'REGISTERED',
  });
  if (version.status === 'ARCHIVED' || isDeepStrictEqual(settled, version)) return version;
  return { ...settled, revision: version.revision + 1 };
}

function endedBadly({ status, reason }: Deployment): boolean {
  return status === 'FAILED' || status === 'TIMED_OUT' || (status === 'ROLLED_BACK' && reason !== 'REQUESTED');
}

function changed<Record extends object>(record: Record, changes: Changes<Record>): Record {
  const kept = Object.entries({ ...record, ...changes }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept) as Record;
}
