/** Tells a session of deployments that come and go, from the live subscriptions of the caller's teams. */
import { setTimeout as sleep } from 'node:timers/promises';
import { adminGroup, deployerGroup } from '../../platform/access.ts';
import type { Logger } from '../../platform/logging.ts';
import type { Caller } from '../caller.ts';
import { McpDeploymentsOfTeamDocument, McpTeamsDocument } from '../generated/operations.ts';
import type { TrustedDocuments } from '../trusted-documents.ts';
import type { McpChanges } from './content.ts';
import type { ModelTools } from './model-tools.ts';
import { parseModelUri } from './resources.ts';

/** An admin belongs to every team; of a platform with more, the first ones by id are watched: docs/decisions/0025. */
const mostTeams = 100;
/** Finds other tools that no stream tells of: of models that another team shares, and of teams beyond those that are watched. */
const compareAnywayMilliseconds = 60_000;
const firstRetryMilliseconds = 500;
const longestRetryMilliseconds = 30_000;
/** The gateway hears of an ended deployment by its own way: the tools are compared again until it surely has. */
const compareAfterMilliseconds = [50, 500, 2_000];

export interface FeedOptions {
  readonly documents: TrustedDocuments;
  readonly tools: ModelTools;
  readonly caller: Caller;
  readonly changes: McpChanges;
  readonly stillAllowed: () => Promise<unknown>;
  readonly logger: Logger;
}

/** Runs until the caller's signal is aborted. Throws nothing. */
export async function feedDeployments({
  documents,
  tools,
  caller,
  changes,
  stillAllowed,
  logger,
}: FeedOptions): Promise<void> {
  const { signal } = caller;
  let listed: string | undefined;
  let rounds = compareAfterMilliseconds.length;

  const compareOnce = async (): Promise<void> => {
    const now = await tools.fingerprint(caller).catch(() => listed);
    if (now === listed) return;
    listed = now;
    changes.toolsChanged();
  };
  /** Begins, or begins anew: however many deployments end at once, the tools are compared one time after the other. */
  const compareTools = async (): Promise<void> => {
    const isUnderWay = rounds < compareAfterMilliseconds.length;
    rounds = 0;
    if (isUnderWay) return;
    while (rounds < compareAfterMilliseconds.length) {
      await sleep(compareAfterMilliseconds[rounds], undefined, { signal, ref: false });
      rounds += 1;
      tools.forget();
      await compareOnce();
    }
  };
  const compareNowAndThen = async (): Promise<void> => {
    while (!signal.aborted) {
      await sleep(compareAnywayMilliseconds, undefined, { signal, ref: false });
      await compareOnce();
    }
  };

  /** A session that begins before it is known what is deployed has listed less than there is. */
  const learnTools = async (): Promise<void> => {
    let retry = firstRetryMilliseconds;
    for (let isFirst = true; !signal.aborted; isFirst = false) {
      const known = await tools.fingerprint(caller).catch(() => undefined);
      if (known !== undefined) {
        listed = known;
        if (!isFirst) changes.toolsChanged();
        return;
      }
      await sleep(retry, undefined, { signal, ref: false });
      retry = Math.min(retry * 2, longestRetryMilliseconds);
    }
  };

  const watchTeam = async (teamId: string): Promise<void> => {
    const seen = new Map<string, number>();
    let retry = firstRetryMilliseconds;
    while (!signal.aborted) {
      try {
        const events = documents.subscribe(McpDeploymentsOfTeamDocument, { teamId }, caller, stillAllowed);
        for await (const { deploymentStatusChanged: event } of events) {
          retry = firstRetryMilliseconds;
          const { id, modelVersion } = event.deployment;
          if (event.sequence <= (seen.get(id) ?? 0)) continue;
          seen.set(id, event.sequence);
          changes.resourceChanged((uri) => parseModelUri(uri)?.id === modelVersion.modelId);
          if (event.phase !== 'DONE') continue;
          // It ends early only with the session.
          compareTools().catch(() => undefined);
        }
      } catch (error) {
        logger.debug({ err: error, teamId }, 'a watch of deployments broke off');
      }
      await sleep(retry, undefined, { signal, ref: false }).catch(() => undefined);
      retry = Math.min(retry * 2, longestRetryMilliseconds);
    }
  };

  // They end early only with the session.
  learnTools()
    .then(compareNowAndThen)
    .catch(() => undefined);
  const teams = await teamsOf(documents, caller).catch(() => []);
  await Promise.all(teams.map(watchTeam));
}

async function teamsOf(documents: TrustedDocuments, caller: Caller): Promise<readonly string[]> {
  const { groups } = caller.identity;
  if (!groups.includes(adminGroup)) return groups.filter((group) => group !== deployerGroup);
  const { teams } = await documents.execute(McpTeamsDocument, { first: mostTeams }, caller);
  return teams.nodes.map(({ id }) => id);
}
