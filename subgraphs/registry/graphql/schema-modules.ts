/** What the registry can do: a module for each capability, with its part of the schema. */
import { readFileSync } from 'node:fs';
import { parse } from 'graphql';
import { aliasesResolvers } from './aliases-resolvers.ts';
import { apiKeysResolvers } from './api-keys-resolvers.ts';
import { approvalResolvers } from './approval-resolvers.ts';
import { artifactResolvers } from './artifact-resolvers.ts';
import { deploymentHealthResolvers } from './deployment-health-resolvers.ts';
import { deploymentLogsResolvers } from './deployment-logs-resolvers.ts';
import { deploymentsResolvers } from './deployments-resolvers.ts';
import { lifeCycleResolvers } from './life-cycle-resolvers.ts';
import { mcpServersResolvers } from './mcp-servers-resolvers.ts';
import { resolvers } from './resolvers.ts';
import { searchResolvers } from './search-resolvers.ts';
import { sharingResolvers } from './sharing-resolvers.ts';
import { statisticsResolvers } from './statistics-resolvers.ts';
import { teamsResolvers } from './teams-resolvers.ts';
import { usageLimitsResolvers } from './usage-limits-resolvers.ts';
import { versionDetailsResolvers } from './version-details-resolvers.ts';
import { webhooksResolvers } from './webhooks-resolvers.ts';

const capabilities = [
  { schema: 'schema.graphql', resolvers },
  { schema: 'deployments.graphql', resolvers: deploymentsResolvers },
  { schema: 'deployment-health.graphql', resolvers: deploymentHealthResolvers },
  { schema: 'deployment-logs.graphql', resolvers: deploymentLogsResolvers },
  { schema: 'artifacts.graphql', resolvers: artifactResolvers },
  { schema: 'search.graphql', resolvers: searchResolvers },
  { schema: 'version-details.graphql', resolvers: versionDetailsResolvers },
  { schema: 'teams.graphql', resolvers: teamsResolvers },
  { schema: 'api-keys.graphql', resolvers: apiKeysResolvers },
  { schema: 'usage-limits.graphql', resolvers: usageLimitsResolvers },
  { schema: 'mcp-servers.graphql', resolvers: mcpServersResolvers },
  { schema: 'approval.graphql', resolvers: approvalResolvers },
  { schema: 'aliases.graphql', resolvers: aliasesResolvers },
  { schema: 'sharing.graphql', resolvers: sharingResolvers },
  { schema: 'life-cycle.graphql', resolvers: lifeCycleResolvers },
  { schema: 'webhooks.graphql', resolvers: webhooksResolvers },
  { schema: 'statistics.graphql', resolvers: statisticsResolvers },
] as const;

/** For `buildSubgraphSchema`. */
export function schemaModules() {
  return capabilities.map(({ schema, resolvers }) => ({
    typeDefs: parse(readFileSync(new URL(schema, import.meta.url), 'utf8')),
    resolvers: resolvers as never,
  }));
}
