/** The deployer's side of its talk with the registry: claims, reports, and the heartbeats in between. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type ModelgraphClient, ModelgraphError } from '../../../client/client.ts';
import {
  ClaimDeploymentDocument,
  DeploymentByIdDocument,
  type DeploymentByIdQuery,
  type DeploymentPhase,
  ReportDeploymentDocument,
  type ReportDeploymentInput,
} from '../../../client/generated/operations.ts';
import type { Logger } from '../../../platform/logging.ts';
import type { DeploymentFailure, ModelToServe } from './deployment-target.ts';

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
  /** Resolves when the registry has taken the report. Throws the signal's reason. */
  report(phase: DeploymentPhase, progressPercent: number, message: string): Promise<void>;
  /** As `report` in the same phase, but neither waited for nor sent each time. */
  progress(progressPercent: number, message: string): void;
  /** Ends the heartbeats. */
  close(): Promise<void>;
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
  /** Undefined when there is no such deployment. Throws RegistryUnreachable, or the signal's reason. */
  find(deploymentId: string, options: Patience): Promise<DeploymentState | undefined>;
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
  const send = async (input: ReportDeploymentInput, signal: AbortSignal) => {
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
        const { modelId, version, artifactUri, artifact } = deployment.modelVersion;
        return {
          deploymentId,
          attempt,
          fencingToken,
          leaseExpiresAt: Date.parse(leaseExpiresAt),
          modelId,
          version,
          deploymentTarget,
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
      const over = new AbortController();
      const signal = AbortSignal.any([over.signal, openerSignal]);
      let { leaseExpiresAt } = claim;
      let progressPercent = 0;
      let last: ReportDeploymentInput | undefined;
      let lastSentAt = 0;
      let waiting = 0;
      let line = Promise.resolve();

      const deliver = async (input: ReportDeploymentInput): Promise<void> => {
        if (signal.aborted) return;
        lastSentAt = Date.now();
        try {
          const answer = await untilAnswered(() => send(input, signal), { signal, until: () => leaseExpiresAt });
          if (answer.leaseExpiresAt) leaseExpiresAt = Date.parse(answer.leaseExpiresAt);
        } catch (error) {
          over.abort(isRefusal(error) ? new AttemptOver((error as Error).message) : error);
        }
      };
      // one at a time, or progress could fall
      const enqueue = (input: ReportDeploymentInput): Promise<void> => {
        last = input;
        waiting += 1;
        line = line
          .then(() => deliver(input))
          .finally(() => {
            waiting -= 1;
          });
        return line;
      };
      const next = (phase: DeploymentPhase, percent: number, message: string): ReportDeploymentInput => {
        progressPercent = Math.max(progressPercent, Math.floor(percent));
        return { deploymentId, attempt, fencingToken, phase, progressPercent, message };
      };

      let heartbeat: NodeJS.Timeout;
      const beat = () => {
        if (last && waiting === 0) void enqueue(last);
        scheduleBeat();
      };
      const scheduleBeat = () => {
        const share = (leaseExpiresAt - Date.now()) / heartbeatsPerLease;
        heartbeat = setTimeout(beat, Math.max(shortestHeartbeatMilliseconds, share));
      };
      scheduleBeat();

      return {
        signal,
        get progressPercent() {
          return progressPercent;
        },
        async report(phase, percent, message) {
          await enqueue(next(phase, percent, message));
          signal.throwIfAborted();
        },
        progress(percent, message) {
          if (!last || waiting > 0 || Date.now() - lastSentAt < betweenProgressMilliseconds) return;
          void enqueue(next(last.phase, percent, message));
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
        await untilAnswered(() => send(input, signal), { signal, until: () => until });
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
