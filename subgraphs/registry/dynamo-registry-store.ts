/** The registry's store on DynamoDB. */
import type { VisibleTeams } from '../../platform/access.ts';
import type { AccessStore } from './domain/access-store.ts';
import type { Counters, RegistryStore } from './domain/store.ts';
import type { DynamoTable } from './dynamo-client.ts';
import { writeCommit } from './dynamo-commit.ts';
import { getDeployments, queryChanges, queryDeploymentEntries, queryExpiredLeases } from './dynamo-deployments.ts';
import { getRemembered } from './dynamo-idempotency.ts';
import { recordIn, statisticsKey, statisticsPartition, teamKey } from './dynamo-keys.ts';
import { getModels, getVersions, queryModelIds, queryVersions, raiseLatestVersion } from './dynamo-models.ts';
import { getItems, queryItems } from './dynamo-reads.ts';
import { addTeam, dynamoTeams } from './dynamo-teams.ts';
import { readUsage } from './dynamo-usage.ts';
import { getDetails, queryDerivedVersions } from './dynamo-version-details.ts';

export function dynamoRegistryStore(table: DynamoTable): RegistryStore & AccessStore {
  return {
    ...dynamoTeams(table),
    commit: (commit) => writeCommit(table, commit),
    raiseLatestVersion: (key) => raiseLatestVersion(table, key),
    models: (ids) => getModels(table, ids),
    versions: (keys) => getVersions(table, keys),
    deployments: (ids) => getDeployments(table, ids),
    details: (keys) => getDetails(table, keys),
    remembered: (request) => getRemembered(table, request),
    versionsOf: (modelId, range) => queryVersions(table, modelId, range),
    derivedVersions: (parent, teams, range) => queryDerivedVersions(table, parent, teams, range),
    modelIds: (teams, facet, range) => queryModelIds(table, teams, facet, range),
    deploymentEntries: (teams, status, range) => queryDeploymentEntries(table, teams, status, range),
    changesAfter: (deploymentId, sequence) => queryChanges(table, deploymentId, sequence),
    expiredLeases: (now, limit) => queryExpiredLeases(table, now, limit),
    counters: (teams) => readCounters(table, teams),
    usage: (modelId, window, now) => readUsage(table, modelId, window, now),
    hasTeam: async (teamId) => (await getItems(table, [teamKey(teamId)]))[0] !== undefined,
    addTeam: (teamId) => addTeam(table, teamId),
  };
}

/** One query for those who see every team, one batch for others. */
async function readCounters(table: DynamoTable, teams: VisibleTeams): Promise<Counters> {
  const totals = new Map<string, number>();
  const add = (item: object = {}): void => {
    for (const [name, count] of Object.entries(recordIn<Record<string, number>>(item))) {
      totals.set(name, (totals.get(name) ?? 0) + count);
    }
  };
  if (teams === 'ALL') for await (const item of everyTeamsCounters(table)) add(item);
  else for (const item of await getItems(table, teams.map(statisticsKey))) add(item);
  return totals;
}

function everyTeamsCounters(table: DynamoTable): AsyncGenerator<object> {
  return queryItems(table, {
    KeyConditionExpression: 'pk = :statistics',
    ExpressionAttributeValues: { ':statistics': statisticsPartition },
    ConsistentRead: true,
  });
}
