/** The registry's real schema on a real wire, with deployments that the test writes. */
import { EventEmitter, on } from 'node:events';
import { globSync, readFileSync } from 'node:fs';
import subgraph from '@apollo/subgraph';
import { parse } from 'graphql';
import { identityTokens } from '../../platform/identity.ts';
import { createLogger } from '../../platform/logging.ts';
import { startSubgraphServer } from '../../platform/subgraph-server.ts';
import type { CatalogEntry } from '../../subgraphs/inference/domain/catalog.ts';

const schemaFolder = new URL('../../subgraphs/registry/graphql/', import.meta.url).pathname;
const typeDefs = globSync(`${schemaFolder}*.graphql`).map((file) => parse(readFileSync(file, 'utf8')));

export async function startRegistryServer(internalSecret: string, port = 0, serving: CatalogEntry[] = []) {
  /** Versions by `model@alias`. */
  const aliases = new Map<string, string>();
  /** What was set for teams and keys. */
  const limits: { teamId?: string; apiKeyId?: string; revision: number; requestsPerMinute?: number }[] = [];
  /** What teams have of MCP servers. */
  const mcp: { teamId: string; servers: object[]; defaultContext?: object; revision: number }[] = [];
  const listings: { after: string | null; caller: string }[] = [];

  const modelOf = ({ modelId, access }: CatalogEntry) => {
    const { revision = 0, visibility = 'TEAM', grantedTeams = [] } = access ?? {};
    return { id: modelId, accessRevision: revision, visibility, grantedTeams };
  };
  const toDeployment = (entry: CatalogEntry) => ({
    ...entry,
    id: entry.deploymentId,
    status: 'DEPLOYED',
    modelVersion: { ...entry, model: modelOf(entry) },
  });
  const toVersion = (entry: CatalogEntry | undefined) =>
    entry && { ...entry, model: modelOf(entry), servingDeployment: toDeployment(entry) };
  const resolvers = {
    Query: {
      deployments: (
        _parent: unknown,
        { first, after, filter }: { first: number; after: string | null; filter: { status: string } },
        { caller }: { caller: string },
      ) => {
        if (filter.status !== 'DEPLOYED') return { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } };
        listings.push({ after, caller });
        const start = Number(after ?? 0);
        const end = start + first;
        return {
          nodes: serving.slice(start, end).map(toDeployment),
          pageInfo: { hasNextPage: end < serving.length, endCursor: String(end) },
        };
      },
      model: (_parent: unknown, { id }: { id: string }) => {
        const ofModel = serving.filter(({ modelId }) => modelId === id);
        if (ofModel.length === 0) return null;
        return {
          id,
          version: ({ version }: { version: string }) => toVersion(ofModel.find((entry) => entry.version === version)),
          latestVersion: () => toVersion(ofModel.at(-1)),
          alias: ({ name }: { name: string }) =>
            toVersion(ofModel.find((entry) => entry.version === aliases.get(`${id}@${name}`))),
        };
      },
      teamMcpServers: (_parent: unknown, { teamId }: { teamId?: string }) => ({
        nodes: mcp.filter((each) => !teamId || each.teamId === teamId),
        pageInfo: { hasNextPage: false, endCursor: null },
      }),
      usageLimits: () => ({ nodes: limits, pageInfo: { hasNextPage: false, endCursor: null } }),
      registryHealth: () => ({ status: 'HEALTHY', dependencies: [] }),
    },
    // Nothing changes while a test looks on; a stream that waits for the first change is open all the same.
    Subscription: {
      deploymentStatusChanged: {
        subscribe: (_parent: unknown, _request: unknown, { signal }: { signal: AbortSignal }) =>
          on(new EventEmitter(), 'change', { signal }),
      },
    },
  };
  const server = await startSubgraphServer({
    host: '127.0.0.1',
    port,
    logger: createLogger('registry-of-the-test'),
    schema: subgraph.buildSubgraphSchema(typeDefs.map((document) => ({ typeDefs: document, resolvers }))),
    tokens: identityTokens(internalSecret),
    createContext: ({ identity, signal }) => ({ caller: `${identity.userId}:${identity.groups}`, signal }),
  });
  let stopped: Promise<void> | undefined;
  return {
    url: `http://127.0.0.1:${server.port}/graphql`,
    port: server.port,
    serving,
    aliases,
    limits,
    mcp,
    listings,
    stop() {
      stopped ??= server.stop();
      return stopped;
    },
  };
}

export type RegistryServer = Awaited<ReturnType<typeof startRegistryServer>>;
