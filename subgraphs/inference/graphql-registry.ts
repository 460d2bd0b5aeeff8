/** The registry, as the gateway sees it: through the typed client, as a machine. */
import { createModelgraphClient } from '../../client/client.ts';
import {
  AliasedVersionDocument,
  ModelVersionCardDocument,
  RegistryHealthDocument,
  ServingDeploymentsDocument,
  TeamMcpServersListDocument,
  type TeamMcpServersListQuery,
  UsageLimitsListDocument,
} from '../../client/generated/operations.ts';
import type { Identity, ModelVisibility } from '../../platform/access.ts';
import { type IdentityTokens, identityHeader } from '../../platform/identity.ts';
import { traceHeaders } from '../../platform/tracing.ts';
import { policyOf } from './copied-limits.ts';
import type { CatalogEntry, DeploymentTarget, EntryHealth, ModelSignature } from './domain/catalog.ts';
import type { LimitPolicy } from './domain/limit-policies.ts';

/** Every call throws when the registry does not answer within the signal. */
export interface Registry {
  /** Every deployment that serves. */
  servingDeployments(signal: AbortSignal): Promise<CatalogEntry[]>;
  /** The deployment that serves a version, or the latest version; undefined when it is not served. */
  servingVersion(modelId: string, version: string | undefined, signal: AbortSignal): Promise<CatalogEntry | undefined>;
  /** The version an alias names; undefined when there is no such model or alias. */
  aliasedVersion(modelId: string, alias: string, signal: AbortSignal): Promise<string | undefined>;
  /** All limits that were set for teams and keys. */
  limitPolicies(signal: AbortSignal): Promise<LimitPolicy[]>;
  /** What teams have of MCP servers: all of them, or one that has ever had any. */
  teamMcpServers(signal: AbortSignal): Promise<TeamMcpServersListQuery['teamMcpServers']['nodes']>;
  mcpServersOf(
    teamId: string,
    signal: AbortSignal,
  ): Promise<TeamMcpServersListQuery['teamMcpServers']['nodes'][number] | undefined>;
  health(signal: AbortSignal): Promise<'HEALTHY' | 'DEGRADED' | 'UNHEALTHY'>;
}

const machineIdentity: Identity = { userId: 'inference', tier: 'INTERNAL', groups: ['admin'] };
const pageSize = 100;
/** Ends a listing that never ends: a million deployments. */
const mostPages = 10_000;

interface PageInfo {
  readonly hasNextPage: boolean;
  readonly endCursor: string | null;
}

interface ServingDeployment {
  readonly id: string;
  readonly sequence: number;
  readonly endpoint: string | null;
  readonly trafficPercent: number | null;
  readonly deployedAt: string | null;
  readonly deploymentTarget: DeploymentTarget;
  readonly teamId: string;
  readonly health: EntryHealth | null;
}

interface DescribedVersion {
  readonly model: {
    readonly visibility: ModelVisibility;
    readonly grantedTeams: readonly string[];
    readonly accessRevision: number;
  };
  readonly modelId: string;
  readonly version: string;
  readonly framework: string;
  readonly description: string | null;
  readonly signature?: ModelSignature | null | undefined;
}

export function graphqlRegistry(url: string, tokens: IdentityTokens): Registry {
  const client = createModelgraphClient({
    url,
    headers: async () => ({ [identityHeader]: await tokens.sign(machineIdentity), ...traceHeaders() }),
  });

  /** Every page of a list. */
  const listed = async <Node>(
    readPage: (first: number, after: string | null) => Promise<{ nodes: Node[]; pageInfo: PageInfo }>,
  ): Promise<Node[]> => {
    const found: Node[] = [];
    let after: string | null = null;
    for (let page = 0; page < mostPages; page += 1) {
      const { nodes, pageInfo } = await readPage(pageSize, after);
      found.push(...nodes);
      after = pageInfo.endCursor;
      if (!pageInfo.hasNextPage || after === null) break;
    }
    return found;
  };
  const serving = async (status: 'DEPLOYED' | 'DEPLOYING', signal: AbortSignal): Promise<CatalogEntry[]> => {
    const nodes = await listed(
      async (first, after) =>
        (await client.request(ServingDeploymentsDocument, { status, first, after }, { signal })).deployments,
    );
    return nodes.flatMap((node) => toEntries(node, node.modelVersion));
  };

  return {
    async servingDeployments(signal) {
      const [deployed, deploying] = await Promise.all([serving('DEPLOYED', signal), serving('DEPLOYING', signal)]);
      // A canary has traffic before it is deployed; what has none is nobody's business yet.
      return [...deployed, ...deploying.filter(({ trafficPercent }) => trafficPercent)];
    },

    async servingVersion(modelId, version, signal) {
      const { model } = await client.request(
        ModelVersionCardDocument,
        { modelId, version: version ?? '', latest: version === undefined },
        { signal },
      );
      const found = model?.version ?? model?.latestVersion;
      return found?.servingDeployment ? toEntries(found.servingDeployment, found)[0] : undefined;
    },

    async aliasedVersion(modelId, alias, signal) {
      const { model } = await client.request(AliasedVersionDocument, { modelId, alias }, { signal });
      return model?.alias?.version;
    },

    async limitPolicies(signal) {
      const nodes = await listed(
        async (first, after) =>
          (await client.request(UsageLimitsListDocument, { first, after }, { signal })).usageLimits,
      );
      return nodes.flatMap((node) => policyOf(node.teamId, node.apiKeyId, node, node.revision) ?? []);
    },

    teamMcpServers: (signal) =>
      listed(
        async (first, after) =>
          (await client.request(TeamMcpServersListDocument, { first, after }, { signal })).teamMcpServers,
      ),

    async mcpServersOf(teamId, signal) {
      const { teamMcpServers } = await client.request(TeamMcpServersListDocument, { teamId }, { signal });
      return teamMcpServers.nodes[0];
    },

    async health(signal) {
      const { registryHealth } = await client.request(RegistryHealthDocument, {}, { signal });
      return registryHealth.status;
    },
  };
}

/** One entry; none while the deployment has no endpoint. */
function toEntries(deployment: ServingDeployment, version: DescribedVersion): CatalogEntry[] {
  const { id, sequence, endpoint, trafficPercent, deployedAt, deploymentTarget, teamId, health } = deployment;
  const { visibility, grantedTeams, accessRevision } = version.model;
  if (endpoint === null) return [];
  return [
    {
      deploymentId: id,
      sequence,
      modelId: version.modelId,
      version: version.version,
      teamId,
      deploymentTarget,
      endpoint,
      // One of an earlier release knows of no shares; of one under way there is nothing to know.
      trafficPercent: trafficPercent ?? (deployedAt === null ? 0 : 100),
      deployedAt: deployedAt ?? '',
      framework: version.framework,
      description: version.description,
      signature: version.signature ?? null,
      access: { revision: accessRevision, visibility, grantedTeams },
      ...(health && { health: { status: health.status, sequence: health.sequence } }),
    },
  ];
}
