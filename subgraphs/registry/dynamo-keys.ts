/** The registry's keys in the single table; docs/data-model.md explains them. */
import type { Deployment, ModelVersion, VersionKey } from './domain/model.ts';
import type { RememberedRequest } from './domain/store.ts';
import { versionOrder } from './domain/version-order.ts';

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

export const auditKey = (modelId: string, id: string): ItemKey => ({ pk: `MODEL#${modelId}`, sk: `AUDIT#${id}` });

export const facetItemKey = (modelId: string, facet: string): ItemKey => ({
  pk: `MODEL#${modelId}`,
  sk: `FACET#${facet}`,
});
export const teamModels = (teamId: string, facet: string): string => `MODELS#${part(teamId)}#${facet}`;
export const organizationModels = (facet: string): string => `MODELS#${facet}`;
/** Where the models of a list are: in the team's part of the index, and in the one of those who see all teams. */
export const facetIndexKeys = ({ modelId, teamId }: ModelVersion, facet: string) => ({
  teamPartition: teamModels(teamId, facet),
  teamSort: modelId,
  organizationPartition: organizationModels(facet),
  organizationSort: modelId,
});

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
export const leaseIndexKeys = ({ leaseExpiresAt }: Deployment) =>
  leaseExpiresAt ? { leasePartition, leaseSort: leaseExpiresAt } : {};

export const outboxPartition = 'OUTBOX';
export const outboxKey = (id: string): ItemKey => ({ pk: outboxPartition, sk: id });

export const statisticsPartition = 'STATISTICS';
export const statisticsKey = (teamId: string): ItemKey => ({ pk: statisticsPartition, sk: `TEAM#${teamId}` });

export const teamKey = (teamId: string): ItemKey => ({ pk: `TEAM#${teamId}`, sk: 'TEAM' });

export const rememberedKey = ({
  userId,
  operation,
  key,
}: Pick<RememberedRequest, 'userId' | 'operation' | 'key'>): ItemKey => ({
  pk: `IDEMPOTENCY#${part(userId)}#${operation}#${part(key)}`,
  sk: 'IDEMPOTENCY',
});

export const usagePartition = (modelId: string): string => `USAGE#MODEL#${modelId}`;
export const seenKey = (eventId: string): ItemKey => ({ pk: `SEEN#${eventId}`, sk: 'SEEN' });

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
