/** One attempt of one deployment, from the claim to its outcome. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../../../platform/logging.ts';
import type { AttemptReports, Claim } from './attempt-reports.ts';
import type { DeploymentRecord, DeploymentRecords } from './deployment-records.ts';
import { DeploymentFailure, type DeploymentTarget, type ModelToServe, type StartedModel } from './deployment-target.ts';
import { AttemptOver, RegistryUnreachable } from './registry-answers.ts';
import type { RegistryReports } from './registry-reports.ts';

export interface AttemptOptions {
  readonly registry: RegistryReports;
  readonly target: DeploymentTarget;
  readonly records: DeploymentRecords;
  readonly logger: Logger;
  /** Aborted when this deployer stops, or with AttemptOver when the registry has started a newer attempt. */
  readonly signal: AbortSignal;
}

/** The registry's word on an outcome is worth waiting for: until it is known, it may have gone either way. */
const outcomePatienceMilliseconds = 120_000;
/** While a canary is watched. */
const betweenDirectivesMilliseconds = 500;

/**
 * Runs a claimed attempt. Resolves with the record of a model that serves, or with undefined when the attempt has ended otherwise
 * and nothing of it is left. Throws RegistryUnreachable or the signal's reason: then the model is stopped and its record kept,
 * for whoever takes it up again.
 */
export async function runAttempt(claim: Claim, options: AttemptOptions): Promise<DeploymentRecord | undefined> {
  const { registry, target, records, logger, signal } = options;
  const { deploymentId, attempt, fencingToken, modelId, version, deploymentTarget, teamId, framework, artifact } =
    claim;
  const whose = { deploymentId, attempt, fencingToken, modelId, version, deploymentTarget, teamId, framework };
  const patience = { signal, milliseconds: outcomePatienceMilliseconds };
  const reports = registry.openAttempt(claim, signal);

  try {
    await records.save({ ...whose, artifact, state: 'UNDER_WAY' });
    const { artifactSha256, ...started } = await startVerified(claim, reports, target);
    const record = {
      ...whose,
      ...started,
      artifact: { ...artifact, ...(artifactSha256 && { sha256: artifactSha256 }) },
    };
    // before the outcome is reported: after a crash in between, the registry may know of an endpoint that must come back
    await records.save({ ...record, state: 'UNDER_WAY' });
    await reports.close();

    const { endpoint } = started;
    const isAccepted = await registry.finish(claim, { endpoint, message: `Serving at ${endpoint}` }, patience);
    if (!isAccepted) throw new AttemptOver('The registry has refused the outcome');
    const serving = { ...record, state: 'SERVING' } as const;
    await records.save(serving);
    logger.info({ deploymentId, attempt, endpoint }, 'deployed');
    return serving;
  } catch (thrown) {
    await reports.close();
    await target.stop(claim);
    const error = signal.aborted ? signal.reason : thrown;
    if (error instanceof RegistryUnreachable || (signal.aborted && !(error instanceof AttemptOver))) throw error;

    if (!(error instanceof AttemptOver)) {
      const failure = asFailure(error);
      logger.warn({ err: error, deploymentId, attempt, reason: failure.reason }, 'deployment failed');
      const outcome = { failure, progressPercent: reports.progressPercent };
      await registry.finish(claim, outcome, patience).catch((refused: unknown) => {
        // the registry's own event of the end may be quicker than its answer
        if (!(refused instanceof AttemptOver)) throw refused;
      });
    }
    await target.remove(claim);
    await records.remove(deploymentId);
    return undefined;
  }
}

async function startVerified(claim: Claim, reports: AttemptReports, target: DeploymentTarget): Promise<StartedModel> {
  const { signal } = reports;
  await reports.report('PREPARING', 5, `Fetching ${claim.artifact.uri}`);
  const started = await target.start(claim, {
    signal,
    onProgress: (fraction, message) => reports.progress(5 + 55 * fraction, message),
  });
  await reports.report('VERIFYING', 65, `Asking ${started.endpoint} for its health and a prediction`);
  const placed = { ...claim, placement: started.placement };
  await target.verify(placed, signal);
  await takeOver(placed, started.endpoint, reports, target);
  return started;
}

/** Moves the traffic as the registry says, until all of it is to go to the model. */
async function takeOver(
  model: ModelToServe,
  endpoint: string,
  reports: AttemptReports,
  target: DeploymentTarget,
): Promise<void> {
  const { signal } = reports;
  let directive = await reports.report('SHIFTING', 90, `Moving traffic to ${endpoint}`, { endpoint });
  while (directive.action !== 'FINISH') {
    const trafficPercent = directive.trafficPercent ?? 0;
    if (directive.action === 'SHIFT') {
      await target.shift(model, trafficPercent, signal);
      const message = `${trafficPercent} percent of the traffic go to ${endpoint}`;
      const traffic = { endpoint, trafficPercent };
      directive = await reports.report('SHIFTING', 90 + trafficPercent / 11, message, traffic);
    } else {
      await sleep(betweenDirectivesMilliseconds, undefined, { signal });
      directive = await reports.heartbeat();
    }
  }
  await target.shift(model, 100, signal);
}

function asFailure(error: unknown): DeploymentFailure {
  if (error instanceof DeploymentFailure) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new DeploymentFailure('DEPLOYER_ERROR', `The deployer could not finish: ${message}`, error);
}
