/** The registry's keys in the single table; docs/data-model.md explains them. */
import type { AccessSubject } from '../domain/access-store.ts';
import type { ModelOrder } from '../domain/facets.ts';
import type { AliasKey, Deployment, Model, Slot, SlotKey, VersionKey } from '../domain/model.ts';
import type { UsageSubject } from '../domain/reports.ts';
import type { Audience, RememberedRequest } from '../domain/store.ts';
import { versionOrder } from '../domain/version-order.ts';

/** Who finds a model in lists, beside its team and those who see all teams. */
export type SharedAudience = Exclude<Audience, 'ALL' | { readonly teamId: string }>;

export interface ItemKey {
  readonly pk: string;
  readonly sk: string;
}

export const teamIndex = 'team-index';
export const organizationIndex = 'organization-index';
export const leaseIndex = 'lease-index';

/** A part of a key that comes from outside must not look like two parts. */
export const part = encodeURIComponent;

export const modelKey = (id: string): ItemKey => ({ pk: `MODEL#${id}`, sk: 'MODEL' });

export const versionPrefix = 'VERSION#';
export const versionKey = ({ modelId, version }: VersionKey): ItemKey => ({
  pk: `MODEL#${modelId}`,
  sk: `${versionPrefix}${versionOrder(version)}`,
});

/** What is left of a deleted version: its number stays taken. */
export const tombstoneKey = ({ modelId, version }: VersionKey): ItemKey => ({
  pk: `MODEL#${modelId}`,
  sk: `TOMBSTONE#${versionOrder(version)}`,
});

export const aliasPrefix = 'ALIAS#';
export const aliasKey = ({ modelId, alias }: AliasKey): ItemKey => ({
  pk: `MODEL#${modelId}`,
  sk: `${aliasPrefix}${part(alias)}`,
});
export const aliasMovePrefix = ({ alias }: AliasKey): string => `ALIAS_MOVE#${part(alias)}#`;
export const aliasMoveKey = (key: AliasKey, revision: number): ItemKey => ({
  pk: `MODEL#${key.modelId}`,
  sk: `${aliasMovePrefix(key)}${String(revision).padStart(10, '0')}`,
});

export const auditPrefix = 'AUDIT#';
export const auditKey = (modelId: string, id: string): ItemKey => ({
  pk: `MODEL#${modelId}`,
  sk: `${auditPrefix}${id}`,
});

/** Counts the versions of a model by what they are; its list entries are made from it. */
export const listCountsKey = (modelId: string): ItemKey => ({ pk: `MODEL#${modelId}`, sk: 'LISTS' });
export const listEntryPrefix = 'LIST#';
export const teamModels = (teamId: string, order: ModelOrder, list: string): string =>
  `MODELS#${part(teamId)}#${order}#${list}`;
export const organizationModels = (order: ModelOrder, list: string): string => `MODELS#${order}#${list}`;
/** What other teams share: with everyone, or with one team. */
export const sharedModels = (audience: SharedAudience, order: ModelOrder, list: string): string =>
  `SHARED_MODELS#${nameOfAudience(audience)}#${order}#${list}`;
/** How many models are shared with each audience. */
export const sharedAudiencesKey: ItemKey = { pk: 'SHARED_AUDIENCES', sk: 'SHARED_AUDIENCES' };
/** An entry of a list: in the team's part of the index, and in the one of those who see all teams. */
export const modelListKeys = ({ id, teamId }: Model, order: ModelOrder, list: string, position: string) => ({
  pk: `MODEL#${id}`,
  sk: `${listEntryPrefix}${order}#${list}`,
  teamPartition: teamModels(teamId, order, list),
  teamSort: position,
  organizationPartition: organizationModels(order, list),
  organizationSort: position,
});
/** The same in a list of what is shared. */
export const sharedModelListKeys = (
  { id }: Model,
  audience: SharedAudience,
  order: ModelOrder,
  list: string,
  position: string,
) => ({
  pk: `MODEL#${id}`,
  sk: `${listEntryPrefix}${nameOfAudience(audience)}#${order}#${list}`,
  teamPartition: sharedModels(audience, order, list),
  teamSort: position,
});
function nameOfAudience(audience: SharedAudience): string {
  return audience === 'ORGANIZATION' ? 'EVERYONE' : `TEAM#${part(audience.grantedTo)}`;
}
/** The words of an audience's models. */
export function wordsPartition(audience: Audience): string {
  if (audience === 'ALL') return 'WORDS';
  if (typeof audience === 'object' && 'teamId' in audience) return `WORDS#${part(audience.teamId)}`;
  return `SHARED_WORDS#${nameOfAudience(audience)}`;
}

export const deploymentKey = (id: string): ItemKey => ({ pk: `DEPLOYMENT#${id}`, sk: 'DEPLOYMENT' });
/** Stands for the deployment in the lists of all statuses. */
export const listedDeploymentKey = (id: string): ItemKey => ({ pk: `DEPLOYMENT#${id}`, sk: 'LISTED' });
export const changePrefix = 'CHANGE#';
export const changeKey = (deploymentId: string, sequence: number): ItemKey => ({
  pk: `DEPLOYMENT#${deploymentId}`,
  sk: `${changePrefix}${String(sequence).padStart(10, '0')}`,
});
export const teamDeployments = (teamId: string, status: string | undefined): string =>
  ['DEPLOYMENTS', part(teamId), ...(status ? [status] : [])].join('#');
export const organizationDeployments = (status: string | undefined): string =>
  ['DEPLOYMENTS', ...(status ? [status] : [])].join('#');
export const deploymentIndexKeys = ({ teamId, requestedAt, id }: Deployment, status: string | undefined) => ({
  teamPartition: teamDeployments(teamId, status),
  teamSort: `${requestedAt}#${id}`,
  organizationPartition: organizationDeployments(status),
  organizationSort: `${requestedAt}#${id}`,
});

export const leasePartition = 'LEASE';
export const deployerKey = (deployerId: string): ItemKey => ({ pk: `DEPLOYER#${deployerId}`, sk: 'DEPLOYER' });
/** Deployers by when they will have been silent for too long, in the lease index. */
export const deployersPartition = 'DEPLOYER';
/** What a deployer should serve, in the lease index, too: what serves holds no lease. */
export const servedByPartition = (deployerId: string): string => `SERVED_BY#${deployerId}`;
export const leaseIndexKeys = ({ id, status, leaseExpiresAt, deployerId }: Deployment) => {
  if (leaseExpiresAt) return { leasePartition, leaseSort: leaseExpiresAt };
  if (status === 'DEPLOYED' && deployerId) return { leasePartition: servedByPartition(deployerId), leaseSort: id };
  return {};
};

export const slotKey = ({ modelId, deploymentTarget }: SlotKey): ItemKey => ({
  pk: `MODEL#${modelId}`,
  sk: `SLOT#${deploymentTarget}`,
});
/** Slots that keep something warm, in the lease index. */
export const slotsDuePartition = 'SLOT';
export const slotDueKeys = ({ standby }: Slot) =>
  standby ? { leasePartition: slotsDuePartition, leaseSort: standby.until } : {};

/** What the gateway has seen of a deployment, in shards. */
export const trafficPrefix = 'TRAFFIC#';
export const trafficKey = (deploymentId: string, shard: number): ItemKey => ({
  pk: `DEPLOYMENT#${deploymentId}`,
  sk: `${trafficPrefix}${shard}`,
});

export const artifactUploadKey = (id: string): ItemKey => ({ pk: `ARTIFACT_UPLOAD#${id}`, sk: 'ARTIFACT_UPLOAD' });
export const auditOfArtifactKey = (uploadId: string, id: string): ItemKey => ({
  pk: `ARTIFACT_UPLOAD#${uploadId}`,
  sk: `AUDIT#${id}`,
});
export const artifactReferencePrefix = 'REFERENCE#';
/** A live version that names the artifact. */
export const artifactReferenceKey = (uploadId: string, { modelId, version }: VersionKey): ItemKey => ({
  pk: `ARTIFACT_UPLOAD#${uploadId}`,
  sk: `${artifactReferencePrefix}${modelId}#${version}`,
});
/** Uploads that the sweeper has something to do with, in the lease index. */
export const artifactsDuePartition = 'ARTIFACT_UPLOAD';

export const outboxPartition = 'OUTBOX';
export const outboxKey = (id: string): ItemKey => ({ pk: outboxPartition, sk: id });

export const statisticsPartition = 'STATISTICS';
export const statisticsKey = (teamId: string): ItemKey => ({ pk: statisticsPartition, sk: `TEAM#${teamId}` });

/** What a day has added to a team's counters. */
export const dailyStatisticsKey = (teamId: string, day: string): ItemKey => ({
  pk: `STATISTICS#TEAM#${teamId}`,
  sk: `DAY#${day}`,
});
export const dailyStatisticsPartition = 'STATISTICS_DAYS';

export const teamKey = (teamId: string): ItemKey => ({ pk: `TEAM#${teamId}`, sk: 'TEAM' });
export const teamsPartition = 'TEAMS';
export const memberPrefix = 'MEMBER#';
export const memberKey = (teamId: string, userId: string): ItemKey => ({
  pk: `TEAM#${teamId}`,
  sk: `${memberPrefix}${userId}`,
});

/** The record people see; what the router looks up by a secret's digest is derived from it. */
export const apiKeyKey = (id: string): ItemKey => ({ pk: `KEY#${id}`, sk: 'KEY' });
export const apiKeysPartition = 'API_KEYS';

/** Beside the record of the team or key; all of them are one list. */
export const usageLimitsSort = 'USAGE_LIMITS';
export const usageLimitsPartition = 'USAGE_LIMITS';

export const teamMcpKey = (teamId: string): ItemKey => ({ pk: teamKey(teamId).pk, sk: 'MCP_SERVERS' });
export const teamMcpPartition = 'MCP_SERVERS';

export const teamApiKeyPrefix = 'KEY#';
export const accessAuditKey = (subject: AccessSubject, id: string): ItemKey => ({
  pk: 'teamId' in subject ? teamKey(subject.teamId).pk : apiKeyKey(subject.apiKeyId).pk,
  sk: `${auditPrefix}${id}`,
});
/** Stands for the key among those that reach the team. */
export const teamApiKeyKey = (teamId: string, id: string): ItemKey => ({
  pk: `TEAM#${teamId}`,
  sk: `${teamApiKeyPrefix}${id}`,
});

export const rememberedKey = ({
  userId,
  operation,
  key,
}: Pick<RememberedRequest, 'userId' | 'operation' | 'key'>): ItemKey => ({
  pk: `IDEMPOTENCY#${part(userId)}#${operation}#${part(key)}`,
  sk: 'IDEMPOTENCY',
});

export function usagePartition(subject: UsageSubject): string {
  if ('by' in subject) return `USAGE#GATEWAY#${subject.by}#${subject.name}`;
  if ('teamId' in subject) return `USAGE#TEAM#${subject.teamId}`;
  if ('version' in subject) return `USAGE#VERSION#${subject.modelId}#${subject.version}`;
  return `USAGE#MODEL#${subject.modelId}`;
}
export const teamUsage = (teamId: string, shard: number): string => `USAGE#${part(teamId)}#${shard}`;
export const organizationUsage = (shard: number): string => `USAGE#${shard}`;
/** Where a model's counters are among those of its team and of all teams, by period. */
export const usageIndexKeys = (
  { modelId, teamId }: { readonly modelId: string; readonly teamId: string },
  period: string,
  shard: number,
) => ({
  modelId,
  teamPartition: teamUsage(teamId, shard),
  teamSort: `${period}#${modelId}`,
  organizationPartition: organizationUsage(shard),
  organizationSort: `${period}#${modelId}`,
});
export const seenKey = (eventId: string): ItemKey => ({ pk: `SEEN#${eventId}`, sk: 'SEEN' });

export const webhookPrefix = 'WEBHOOK#';
/** A team's webhooks are one partition, to be read strongly consistent for each of its events. */
export const webhooksOfTeam = (teamId: string): string => `WEBHOOKS#${part(teamId)}`;
export const webhookKey = (teamId: string, id: string): ItemKey => ({
  pk: webhooksOfTeam(teamId),
  sk: `${webhookPrefix}${id}`,
});
/** Says which team a webhook is of. */
export const webhookTeamKey = (id: string): ItemKey => ({ pk: `WEBHOOK#${id}`, sk: 'TEAM' });
export const deliveryPrefix = 'DELIVERY#';
export const deliveryKey = (webhookId: string, eventId: string): ItemKey => ({
  pk: `WEBHOOK#${webhookId}`,
  sk: `${deliveryPrefix}${eventId}`,
});
export const deliveriesByStatus = (webhookId: string, status: string): string => `DELIVERIES#${webhookId}#${status}`;

/** Everything that is a key, or of an index, and not of the record. */
const keyAttributes = new Set([
  'pk',
  'sk',
  'teamPartition',
  'teamSort',
  'organizationPartition',
  'organizationSort',
  'leasePartition',
  'leaseSort',
]);

/** The record in an item. What is in the table was written by this adapter, so its shape is taken on trust. */
export function recordIn<Record>(item: object): Record {
  return Object.fromEntries(Object.entries(item).filter(([name]) => !keyAttributes.has(name))) as Record;
}
