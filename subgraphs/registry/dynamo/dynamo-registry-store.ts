/** The registry's store on DynamoDB. */
import type { AccessStore } from '../domain/access-store.ts';
import type { ReportStore } from '../domain/reports.ts';
import type { RegistryStore } from '../domain/store.ts';
import { getAliases, queryAliases, queryAliasMoves } from './dynamo-aliases.ts';
import { getArtifactUpload } from './dynamo-artifacts.ts';
import { queryAudit } from './dynamo-audit.ts';
import type { DynamoTable } from './dynamo-client.ts';
import { writeCommit } from './dynamo-commit.ts';
import {
  deleteDeployer,
  getDeployments,
  getSlots,
  putDeployer,
  queryChanges,
  queryDeploymentPositions,
  queryExpiredLeases,
  queryServedBy,
  querySilentDeployers,
  querySlotsDue,
} from './dynamo-deployments.ts';
import { getRemembered } from './dynamo-idempotency.ts';
import { teamKey } from './dynamo-keys.ts';
import { getDeletedVersion, getKnownModel, raiseLatestVersion } from './dynamo-life-cycle.ts';
import { getUpdateTimes, modelLists } from './dynamo-model-lists.ts';
import { getModels, getVersions, queryModelPositions, queryVersions, queryWords } from './dynamo-models.ts';
import { getItems } from './dynamo-reads.ts';
import { sharedAudiences } from './dynamo-sharing.ts';
import { queryDailyChanges, readCounters } from './dynamo-statistics.ts';
import { addTeam, dynamoTeams } from './dynamo-teams.ts';
import { readTraffic } from './dynamo-traffic.ts';
import { queryUsedModels, readDailyUsage, readUsage } from './dynamo-usage.ts';
import { getDetails, queryDerivedVersions } from './dynamo-version-details.ts';

export function dynamoRegistryStore(table: DynamoTable): RegistryStore & AccessStore & ReportStore {
  const lists = modelLists(table);
  const audiences = sharedAudiences(table);
  return {
    ...dynamoTeams(table),
    async commit(commit) {
      const outcome = await writeCommit(table, commit);
      const { version, deletion, access, removal } = commit;
      const changed = version?.after.modelId ?? deletion?.before.modelId ?? access?.after.id ?? removal?.model.id;
      // Nobody has to wait for it: when it fails, the outbox relay does it again.
      const eventIds = commit.events.map(({ detail }) => detail.id);
      if (outcome === 'COMMITTED' && changed) lists.beginRefresh(changed, eventIds);
      if (access) audiences.forget();
      return outcome;
    },
    async raiseLatestVersion(key) {
      if (await raiseLatestVersion(table, key)) lists.beginRefresh(key.modelId);
    },
    models: (ids) => getModels(table, ids),
    versions: (keys) => getVersions(table, keys),
    aliases: (keys) => getAliases(table, keys),
    deployments: (ids) => getDeployments(table, ids),
    slots: (keys) => getSlots(table, keys),
    details: (keys) => getDetails(table, keys),
    remembered: (request) => getRemembered(table, request),
    knownModel: (id) => getKnownModel(table, id),
    deletedVersion: (key) => getDeletedVersion(table, key),
    aliasesOf: (modelId) => queryAliases(table, modelId),
    aliasMoves: (key, range) => queryAliasMoves(table, key, range),
    auditOf: (modelId, range) => queryAudit(table, modelId, range),
    versionsOf: (modelId, range) => queryVersions(table, modelId, range),
    derivedVersions: (parent, teams, range) => queryDerivedVersions(table, parent, teams, range),
    async modelPositions(audience, list, range) {
      // What this process has written is in its lists.
      await lists.settled();
      return queryModelPositions(table, audience, list, range);
    },
    async words(audience, prefix, limit) {
      await lists.settled();
      return queryWords(table, audience, prefix, limit);
    },
    sharedAudiences: () => audiences.read(),
    updateTimes: (ids) => getUpdateTimes(table, ids),
    refreshLists: (modelId, eventId) => lists.refreshAfter(modelId, eventId),
    deploymentPositions: (audience, status, range) => queryDeploymentPositions(table, audience, status, range),
    changesAfter: (deploymentId, sequence, limit) => queryChanges(table, deploymentId, sequence, limit),
    expiredLeases: (now, limit) => queryExpiredLeases(table, now, limit),
    servedBy: (deployerId) => queryServedBy(table, deployerId),
    hearDeployer: (deployerId, silentAt) => putDeployer(table, deployerId, silentAt),
    silentDeployers: (now, limit) => querySilentDeployers(table, now, limit),
    forgetDeployer: (deployerId) => deleteDeployer(table, deployerId),
    slotsDue: (now, limit) => querySlotsDue(table, now, limit),
    trafficOf: (deploymentId) => readTraffic(table, deploymentId),
    counters: (teams) => readCounters(table, teams),
    usage: (subject, window, now) => readUsage(table, subject, window, now),
    dailyUsage: (subject, firstDay) => readDailyUsage(table, subject, firstDay),
    usedModels: (teams, window, now) => queryUsedModels(table, teams, window, now),
    dailyChanges: (teams, firstDay) => queryDailyChanges(table, teams, firstDay),
    artifactUpload: (id) => getArtifactUpload(table, id),
    hasTeam: async (teamId) => (await getItems(table, [teamKey(teamId)]))[0] !== undefined,
    addTeam: (teamId) => addTeam(table, teamId),
  };
}
