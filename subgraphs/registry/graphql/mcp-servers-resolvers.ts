/** MCP servers of teams: parse, delegate. */
import type { DefaultContext, KnownMcpServer, TeamMcpServer } from '../domain/team-mcp.ts';
import type { DefaultContext as DefaultContextShape, Resolvers } from '../generated/resolvers.ts';
import { parse } from './input.ts';
import { defaultContextChange, mcpServerRemoval, newMcpServer, teamMcpRequest } from './mcp-servers-input.ts';

const ofTeam = (teamId: string, servers: readonly TeamMcpServer[] = []): KnownMcpServer[] =>
  servers.map((server) => ({ ...server, teamId }));
const noDetails = { header: null, clientId: null, scope: null, issuer: null };
const shown = (context: DefaultContext | undefined) => (context ?? null) as DefaultContextShape | null;

export const mcpServersResolvers: Resolvers = {
  Query: {
    mcpServers: async (_parent, { teamId }, { mcp }) => ofTeam(teamId, (await mcp.ofTeam(teamId))?.servers),
    teamMcpServers: (_parent, request, { mcp }) => {
      const { teamId, ...page } = parse(teamMcpRequest, request);
      return mcp.list(teamId, page);
    },
  },

  Mutation: {
    addMcpServer: async (_parent, { input }, { mcp }) => ({
      server: { ...(await mcp.addServer(parse(newMcpServer, input, 'input'))), teamId: input.teamId },
    }),
    removeMcpServer: (_parent, { input }, { mcp }) => mcp.removeServer(parse(mcpServerRemoval, input, 'input')),
    setDefaultContext: async (_parent, { input }, { mcp }) => ({
      defaultContext: shown(await mcp.setDefaultContext(parse(defaultContextChange, input, 'input'))),
    }),
  },

  Team: {
    defaultContext: async ({ id }, _request, { mcp }) => shown((await mcp.ofTeam(id))?.defaultContext),
  },

  TeamMcpServers: {
    servers: ({ teamId, servers }) => ofTeam(teamId, servers),
    defaultContext: ({ defaultContext }) => shown(defaultContext),
  },

  McpServer: {
    approvedTools: ({ approvedTools }) => (approvedTools === 'ALL' ? [] : [...approvedTools]),
    approvesAllTools: ({ approvedTools }) => approvedTools === 'ALL',
    credential: ({ credential }) => (credential ? { ...noDetails, ...credential } : null),
  },
};
