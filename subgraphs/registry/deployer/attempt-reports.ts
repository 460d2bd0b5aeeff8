/** What a deployer says of one attempt, one thing after the other, and the heartbeats in between. */
import type { ModelgraphClient } from '../../../client/client.ts';
import {
  type DeploymentPhase,
  HeartbeatDeploymentDocument,
  type HeartbeatDeploymentMutation,
  ReportDeploymentDocument,
  type ReportDeploymentInput,
} from '../../../client/generated/operations.ts';
import type { ModelToServe } from './deployment-target.ts';
import { AttemptOver, isRefusal, untilAnswered } from './registry-answers.ts';

export interface AttemptKey {
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

/** Of a report in phase SHIFTING: where the model answers, and what share of the traffic was moved there. */
export interface Traffic {
  readonly endpoint: string;
  readonly trafficPercent?: number;
}

interface Answer {
  readonly leaseExpiresAt: string | null;
  readonly directive: Directive;
}

const longestMessage = 1_024;
/** Heartbeats in the time of one lease: two may be lost. */
const heartbeatsPerLease = 4;
const shortestHeartbeatMilliseconds = 200;
const betweenProgressMilliseconds = 250;

/** Starts the heartbeats of a claimed attempt. Aborting `openerSignal` ends them, for its reason. */
export function openAttempt(client: ModelgraphClient, claim: Claim, openerSignal: AbortSignal): AttemptReports {
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
    return enqueue(() => sendReport(client, input, signal));
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
}

function isEnd({ action }: Directive): boolean {
  return action === 'CANCEL' || action === 'ROLL_BACK';
}

/** As long as the registry takes it. */
export function toldMessage(message: string): string {
  return message.slice(0, longestMessage);
}

/** Sends one report, once. */
export async function sendReport(client: ModelgraphClient, input: ReportDeploymentInput, signal: AbortSignal) {
  const variables = { input: { ...input, message: toldMessage(input.message) } };
  return (await client.request(ReportDeploymentDocument, variables, { signal })).reportDeployment;
}
