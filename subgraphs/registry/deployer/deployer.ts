/** Takes "Deploy Model" events and makes deployments of them; after a restart, takes up what it had in hand. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { SQSClient } from '@aws-sdk/client-sqs';
import { parseBusMessage } from '../../../platform/events.ts';
import type { Stoppable } from '../../../platform/lifecycle.ts';
import type { Logger } from '../../../platform/logging.ts';
import { consumeQueue } from '../../../platform/sqs-consumer.ts';
import { runAttempt } from './deployment-attempt.ts';
import type { DeploymentRecord, DeploymentRecords } from './deployment-records.ts';
import type { DeploymentTarget } from './deployment-target.ts';
import { AttemptOver } from './registry-answers.ts';
import type { RegistryReports } from './registry-reports.ts';
import { servingDeployments } from './serving-deployments.ts';
import { createSlots } from './slots.ts';

export interface DeployerOptions {
  readonly registry: RegistryReports;
  readonly target: DeploymentTarget;
  readonly records: DeploymentRecords;
  readonly queue: { readonly client: SQSClient; readonly url: string };
  /** Deployments under way at once. */
  readonly concurrency: number;
  /** Between comparisons of what runs with what should run; 5,000 by default. */
  readonly reconcileMilliseconds?: number;
  readonly logger: Logger;
}

/** A deployment that this process works on. */
interface Work {
  readonly attempt: number;
  readonly abort: AbortController;
  /** Resolves when nothing of it goes on any more; never rejects. */
  readonly done: Promise<unknown>;
}

/** Long enough for most deployments to come to their end; the others go on at the next start. */
const drainMilliseconds = 3_000;
/** Longer, and the message comes back for another try. */
const claimPatienceMilliseconds = 10_000;
const defaultReconcileMilliseconds = 5_000;

/** Starts to deploy. `stop` finishes what it can in a few seconds and stops every model; the records keep the rest. */
export async function startDeployer(options: DeployerOptions): Promise<Stoppable> {
  const { registry, target, records, queue, concurrency, logger } = options;
  const { reconcileMilliseconds = defaultReconcileMilliseconds } = options;
  const serving = servingDeployments(options);
  const slots = createSlots(concurrency);
  const stopping = new AbortController();
  const inHand = new Map<string, Work>();

  /** One piece of work at a time for a deployment, as many as there are slots in all. */
  const work = (
    { deploymentId, attempt }: { readonly deploymentId: string; readonly attempt: number },
    run: (signal: AbortSignal) => Promise<void>,
  ): Promise<void> => {
    const abort = new AbortController();
    const signal = AbortSignal.any([abort.signal, stopping.signal]);
    const before = inHand.get(deploymentId);
    const running = (async () => {
      await before?.done;
      await slots.use(signal, () => run(signal));
    })();
    const current: Work = {
      attempt,
      abort,
      done: running
        .catch(() => undefined)
        .finally(() => {
          if (inHand.get(deploymentId) === current) inHand.delete(deploymentId);
        }),
    };
    inHand.set(deploymentId, current);
    return running;
  };

  const deploy = async (deploymentId: string, attempt: number, signal: AbortSignal, milliseconds: number) => {
    const claim = await registry.claim(deploymentId, attempt, { signal, milliseconds });
    if (claim) {
      logger.info({ deploymentId, attempt, modelId: claim.modelId, version: claim.version }, 'claimed');
      const record = await runAttempt(claim, { registry, target, records, logger, signal });
      if (record) serving.keep(record);
      return;
    }
    logger.info({ deploymentId, attempt }, 'the attempt is over, or someone else has it');
    const record = records.find(deploymentId);
    // the attempt may have ended well without this process having heard of it
    if (record) await serving.settle(record);
  };

  /** Heartbeats and restarts would tell, too; this is sooner. Whatever is in hand is left, and nothing of it stays. */
  const end = async ({ deploymentId, status }: { readonly deploymentId: string; readonly status: string }) => {
    const current = inHand.get(deploymentId);
    current?.abort.abort(new AttemptOver(`The deployment is ${status}`));
    await current?.done;
    const record = records.find(deploymentId);
    if (record) serving.ended(record);
  };

  const take = async (body: string): Promise<void> => {
    const event = parseBusMessage(body);
    if (event.type === 'Deployment Ended') return end(event.detail.data);
    if (event.type !== 'Deploy Model') return;
    const { deploymentId, attempt } = event.detail.data;
    const current = inHand.get(deploymentId);
    if (current && current.attempt >= attempt) return;
    const record = records.find(deploymentId);
    if (record?.state === 'SERVING' && record.attempt >= attempt) return;

    current?.abort.abort(new AttemptOver(`Attempt ${attempt} has begun`));
    const deployed = work({ deploymentId, attempt }, (signal) =>
      deploy(deploymentId, attempt, signal, claimPatienceMilliseconds),
    );
    await deployed.catch((error: unknown) => {
      // ended while it waited for its turn: nothing is left to do
      if (!(error instanceof AttemptOver)) throw error;
    });
  };

  const takeUp = (record: DeploymentRecord): Promise<void> => {
    const { deploymentId, attempt, state } = record;
    const resumed = work(record, (signal) =>
      state === 'SERVING' ? serving.restore(record) : deploy(deploymentId, attempt, signal, Number.POSITIVE_INFINITY),
    );
    return resumed.catch((error: unknown) => {
      if (!stopping.signal.aborted) logger.error({ err: error, deploymentId }, 'could not take a deployment up again');
    });
  };

  // what serves comes first: someone may be waiting for it
  const left = records.all().toSorted((one, other) => one.state.localeCompare(other.state));
  await target.removeFilesOfAllBut(left.map(({ deploymentId }) => deploymentId));
  const restored = Promise.all(left.map(takeUp));
  // until then, what is about to be restored would be missing
  void restored.then(() => serving.reconcileEvery(reconcileMilliseconds));
  const consumer = consumeQueue({ client: queue.client, queueUrl: queue.url, logger, concurrency, handle: take });

  return {
    async stop() {
      const stopped = consumer.stop();
      const finished = Promise.all([...inHand.values()].map(({ done }) => done));
      await Promise.race([finished, sleep(drainMilliseconds, undefined, { ref: false })]);
      stopping.abort(new Error('the deployer stops'));
      await Promise.all([...inHand.values()].map(({ done }) => done));
      await stopped;
      await serving.stop();
    },
  };
}
