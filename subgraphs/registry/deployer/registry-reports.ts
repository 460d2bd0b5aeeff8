/** The deployer's side of its talk with the registry: claims, outcomes, the health of what serves, and what should. */
import type { ModelgraphClient } from '../../../client/client.ts';
import {
  ClaimDeploymentDocument,
  DeploymentByIdDocument,
  type DeploymentByIdQuery,
  ReconcileDeploymentsDocument,
  type ReconcileDeploymentsMutation,
  ReportDeploymentHealthDocument,
  type ReportDeploymentInput,
  type ServedDeploymentInput,
} from '../../../client/generated/operations.ts';
import type { Logger } from '../../../platform/logging.ts';
import {
  type AttemptKey,
  type AttemptReports,
  type Claim,
  openAttempt,
  sendReport,
  toldMessage,
} from './attempt-reports.ts';
import type { DeploymentFailure, ModelHealth } from './deployment-target.ts';
import { isRefusal, untilAnswered } from './registry-answers.ts';

export type ServingInstruction = ReconcileDeploymentsMutation['reconcileDeployments']['instructions'][number];

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

interface Patience {
  readonly signal: AbortSignal;
  /** How long to try again while there is no answer. */
  readonly milliseconds: number;
}

export function registryReports(client: ModelgraphClient, deployerId: string, logger: Logger): RegistryReports {
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
        const { deploymentTarget, teamId } = deployment;
        const { modelId, version, framework, artifactUri, artifact } = deployment.modelVersion;
        return {
          deploymentId,
          attempt,
          fencingToken,
          leaseExpiresAt: Date.parse(leaseExpiresAt),
          modelId,
          version,
          deploymentTarget,
          teamId,
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

    openAttempt: (claim, signal) => openAttempt(client, claim, signal),

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
        await untilAnswered(() => sendReport(client, input, signal), { signal, until: () => until });
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
      const input = { deploymentId, attempt, fencingToken, status, message: toldMessage(message) };
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
