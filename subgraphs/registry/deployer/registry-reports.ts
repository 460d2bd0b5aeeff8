/** The deployer's side of its talk with the registry: claims, reports, and the heartbeats in between. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type ModelgraphClient, ModelgraphError } from '../../../client/client.ts';
import {
  ClaimDeploymentDocument,
  DeploymentByIdDocument,
  type DeploymentByIdQuery,
  type DeploymentPhase,
  HeartbeatDeploymentDocument,
  type HeartbeatDeploymentMutation,
  ReconcileDeploymentsDocument,
  type ReconcileDeploymentsMutation,
  ReportDeploymentDocument,
  ReportDeploymentHealthDocument,
  type ReportDeploymentInput,
  type ServedDeploymentInput,
} from '../../../client/generated/operations.ts';
import type { Logger } from '../../../platform/logging.ts';
import type { DeploymentFailure, ModelHealth, ModelToServe } from './deployment-target.ts';

/** The registry has given the deployment to someone else, or ended it: whatever runs for it is to be stopped. */
export class AttemptOver extends Error {
  override name = 'AttemptOver';
}

/** The registry did not answer for so long that nothing can be said about the deployment. */
export class RegistryUnreachable extends Error {
  override name = 'RegistryUnreachable';
}

interface AttemptKey {
  readonly deploymentId: string;
  readonly attempt: number;
  readonly fencingToken: string;
}

export interface Claim extends AttemptKey, ModelToServe {
  /** Milliseconds since the epoch. */
  readonly leaseExpiresAt: number;
}

export interface AttemptReports {
  /** Aborted when the attempt cannot go on: AttemptOver, RegistryUnreachable, the registry's complaint, or the opener's reason. */
  readonly signal: AbortSignal;
  readonly progressPercent: number;
  /** Resolves with what to do next, when the registry has taken the report. Throws the signal's reason. */
  report(phase: DeploymentPhase, progressPercent: number, message: string, traffic?: Traffic): Promise<Directive>;
  /** Renews the lease, and resolves with what to do next. Throws the signal's reason. */
  heartbeat(): Promise<Directive>;
  /** As `report` in the same phase, but neither waited for nor sent each time. */
  progress(progressPercent: number, message: string): void;
  /** Ends the heartbeats. */
  close(): Promise<void>;
}

export type Directive = HeartbeatDeploymentMutation['heartbeatDeployment']['directive'];

export type ServingInstruction = ReconcileDeploymentsMutation['reconcileDeployments']['instructions'][number];

/** Of a report in phase SHIFTING: where the model answers, and what share of the traffic was moved there. */
export interface Traffic {
  readonly endpoint: string;
  readonly trafficPercent?: number;
}

/** How a deployment ends, or that it serves somewhere else now. */
export type Outcome =
  | { readonly endpoint: string; readonly message: string }
  | { readonly failure: DeploymentFailure; readonly progressPercent: number };

export type DeploymentState = NonNullable<DeploymentByIdQuery['deployment']>;

export interface RegistryReports {
  /** Takes the attempt; undefined when it is over or someone else's. Throws RegistryUnreachable, or the signal's reason. */
  claim(deploymentId: string, attempt: number, options: Patience): Promise<Claim | undefined>;
  /** Starts the heartbeats of a claimed attempt. Aborting `signal` ends them, for its reason. */
  openAttempt(claim: Claim, signal: AbortSignal): AttemptReports;
  /** False when the registry has refused it: then the attempt is over. Throws RegistryUnreachable, or the signal's reason. */
  finish(attempt: AttemptKey, outcome: Outcome, options: Patience): Promise<boolean>;
  /** Says whether what serves answers; what the registry refuses to hear is over, and nothing is thrown. Throws as `finish`. */
  reportHealth(attempt: AttemptKey, health: ModelHealth, options: Patience): Promise<void>;
  /** Tells what is served, and resolves with what to do with each. Throws RegistryUnreachable, or the signal's reason. */
  reconcile(serving: readonly ServedDeploymentInput[], options: Patience): Promise<readonly ServingInstruction[]>;
  /** Undefined when there is no such deployment. Throws RegistryUnreachable, or the signal's reason. */
  find(deploymentId: string, options: Patience): Promise<DeploymentState | undefined>;
}

interface Answer {
  readonly leaseExpiresAt: string | null;
  readonly directive: Directive;
}

interface Patience {
  readonly signal: AbortSignal;
  /** How long to try again while there is no answer. */
  readonly milliseconds: number;
}

const firstBackOffMilliseconds = 100;
const longestBackOffMilliseconds = 3_000;
const longestMessage = 1_024;
/** Heartbeats in the time of one lease: two may be lost. */
const heartbeatsPerLease = 4;
const shortestHeartbeatMilliseconds = 200;
const betweenProgressMilliseconds = 250;

export function registryReports(client: ModelgraphClient, deployerId: string, logger: Logger): RegistryReports {
  const sendReport = async (input: ReportDeploymentInput, signal: AbortSignal) => {
    const variables = { input: { ...input, message: input.message.slice(0, longestMessage) } };
    return (await client.request(ReportDeploymentDocument, variables, { signal })).reportDeployment;
  };

  return {
    async claim(deploymentId, attempt, { signal, milliseconds }) {
      const until = Date.now() + milliseconds;
      const input = { deploymentId, attempt, deployerId };
      try {
        const { claimDeployment } = await untilAnswered(
          () => client.request(ClaimDeploymentDocument, { input }, { signal }),
          { signal, until: () => until },
        );
        const { deployment, fencingToken, leaseExpiresAt } = claimDeployment;
        const { deploymentTarget } = deployment;
        const { modelId, version, framework, artifactUri, artifact } = deployment.modelVersion;
        return {
          deploymentId,
          attempt,
          fencingToken,
          leaseExpiresAt: Date.parse(leaseExpiresAt),
          modelId,
          version,
          deploymentTarget,
          framework,
          artifact: {
            uri: artifactUri,
            ...(artifact.sha256 !== null && { sha256: artifact.sha256 }),
            ...(artifact.sizeBytes !== null && { sizeBytes: artifact.sizeBytes }),
          },
        };
      } catch (error) {
        if (isRefusal(error)) return undefined;
        throw error;
      }
    },

    openAttempt(claim, openerSignal) {
      const { deploymentId, attempt, fencingToken } = claim;
      const key = { deploymentId, attempt, fencingToken };
      const over = new AbortController();
      const signal = AbortSignal.any([over.signal, openerSignal]);
      let { leaseExpiresAt } = claim;
      let directive: Directive = { action: 'CONTINUE', trafficPercent: null };
      let progressPercent = 0;
      let phase: DeploymentPhase = 'ACCEPTED';
      let lastSentAt = 0;
      let waiting = 0;
      let line = Promise.resolve();

      /** One at a time, or progress could fall. */
      const enqueue = async (say: () => Promise<Answer>): Promise<Directive> => {
        waiting += 1;
        line = line
          .then(() => deliver(say))
          .finally(() => {
            waiting -= 1;
          });
        await line;
        signal.throwIfAborted();
        return directive;
      };
      const deliver = async (say: () => Promise<Answer>): Promise<void> => {
        if (signal.aborted) return;
        lastSentAt = Date.now();
        try {
          const answer = await untilAnswered(say, { signal, until: () => leaseExpiresAt });
          if (answer.leaseExpiresAt) leaseExpiresAt = Date.parse(answer.leaseExpiresAt);
          directive = answer.directive;
          if (isEnd(directive)) over.abort(new AttemptOver(`The registry says ${directive.action}`));
        } catch (error) {
          over.abort(isRefusal(error) ? new AttemptOver((error as Error).message) : error);
        }
      };
      const send = (percent: number, message: string, traffic?: Traffic): Promise<Directive> => {
        progressPercent = Math.max(progressPercent, Math.floor(percent));
        const input = { ...key, phase, progressPercent, message, ...traffic };
        return enqueue(() => sendReport(input, signal));
      };
      const beat = (): Promise<Directive> =>
        enqueue(async () => {
          const { heartbeatDeployment } = await client.request(HeartbeatDeploymentDocument, { input: key }, { signal });
          return heartbeatDeployment;
        });

      let heartbeat: NodeJS.Timeout;
      const scheduleBeat = () => {
        const share = (leaseExpiresAt - Date.now()) / heartbeatsPerLease;
        heartbeat = setTimeout(
          () => {
            if (waiting === 0) beat().catch(() => undefined);
            scheduleBeat();
          },
          Math.max(shortestHeartbeatMilliseconds, share),
        );
      };
      scheduleBeat();

      return {
        signal,
        get progressPercent() {
          return progressPercent;
        },
        report(reached, percent, message, traffic) {
          phase = reached;
          return send(percent, message, traffic);
        },
        heartbeat: beat,
        progress(percent, message) {
          if (phase === 'ACCEPTED' || waiting > 0 || Date.now() - lastSentAt < betweenProgressMilliseconds) return;
          send(percent, message).catch(() => undefined);
        },
        async close() {
          clearTimeout(heartbeat);
          over.abort(new AttemptOver('the attempt has ended'));
          await line;
        },
      };
    },

    async finish({ deploymentId, attempt, fencingToken }, outcome, { signal, milliseconds }) {
      const key = { deploymentId, attempt, fencingToken, phase: 'DONE' } as const;
      const input: ReportDeploymentInput =
        'failure' in outcome
          ? {
              ...key,
              status: 'FAILED',
              reason: outcome.failure.reason,
              message: outcome.failure.message,
              progressPercent: outcome.progressPercent,
            }
          : {
              ...key,
              status: 'DEPLOYED',
              endpoint: outcome.endpoint,
              message: outcome.message,
              progressPercent: 100,
            };
      const until = Date.now() + milliseconds;
      try {
        await untilAnswered(() => sendReport(input, signal), { signal, until: () => until });
        return true;
      } catch (error) {
        if (!isRefusal(error)) throw error;
        logger.warn(
          { deploymentId, attempt, status: input.status, err: error },
          'the registry has refused the outcome',
        );
        return false;
      }
    },

    async reportHealth({ deploymentId, attempt, fencingToken }, { status, message }, { signal, milliseconds }) {
      const until = Date.now() + milliseconds;
      const input = { deploymentId, attempt, fencingToken, status, message: message.slice(0, longestMessage) };
      const send = () => client.request(ReportDeploymentHealthDocument, { input }, { signal });
      await untilAnswered(send, { signal, until: () => until }).catch((error: unknown) => {
        if (!isRefusal(error)) throw error;
      });
    },

    async reconcile(serving, { signal, milliseconds }) {
      const until = Date.now() + milliseconds;
      const input = { deployerId, serving: [...serving] };
      const { reconcileDeployments } = await untilAnswered(
        () => client.request(ReconcileDeploymentsDocument, { input }, { signal }),
        { signal, until: () => until },
      );
      const { instructions, missing } = reconcileDeployments;
      if (missing.length > 0) logger.error({ missing: missing.map(({ id }) => id) }, 'models that should run do not');
      return instructions;
    },

    async find(id, { signal, milliseconds }) {
      const until = Date.now() + milliseconds;
      const answer = await untilAnswered(() => client.request(DeploymentByIdDocument, { id }, { signal }), {
        signal,
        until: () => until,
      });
      return answer.deployment ?? undefined;
    },
  };
}

function isEnd({ action }: Directive): boolean {
  return action === 'CANCEL' || action === 'ROLL_BACK';
}

/** Asks again, ever more slowly, while there is no answer and the time has not come. */
async function untilAnswered<Answer>(
  ask: () => Promise<Answer>,
  { signal, until }: { readonly signal: AbortSignal; readonly until: () => number },
): Promise<Answer> {
  for (let backOff = firstBackOffMilliseconds; ; backOff = Math.min(backOff * 2, longestBackOffMilliseconds)) {
    try {
      return await ask();
    } catch (error) {
      signal.throwIfAborted();
      if (!isOutage(error)) throw error;
      if (Date.now() + backOff > until()) throw new RegistryUnreachable((error as Error).message, { cause: error });
    }
    await sleep(backOff, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof ModelgraphError && (error.code === 'CONFLICT' || error.code === 'NOT_FOUND');
}

const outages = ['NETWORK_ERROR', 'REGISTRY_UNAVAILABLE', 'INTERNAL_SERVER_ERROR', 'RATE_LIMITED'];

function isOutage(error: unknown): boolean {
  return error instanceof ModelgraphError && outages.includes(error.code);
}
