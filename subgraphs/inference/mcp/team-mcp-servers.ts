/**
 * The MCP servers that teams have added, and what their completions get from them, in this process. A server is connected to when a
 * completion first wants it, and left when none did for a while: of thousands that teams may add only those in use cost anything.
 */
import { z } from 'zod';
import type { ContextWish } from '../domain/context.ts';
import type { CopiedSettings, KnownSettings } from '../settings-copy.ts';
import { type McpContextServer, onDemand } from './mcp-context-server.ts';
import type { McpServerSettings } from './mcp-servers-file.ts';
import { reachOf, teamCredential } from './team-credentials.ts';

const named = z.object({ server: z.string() });
/** As the registry's query gives it. */
const teamMcp = z.object({
  teamId: z.string(),
  servers: z.array(
    z.object({
      name: z.string(),
      url: z.string(),
      approvedTools: z.array(z.string()),
      approvesAllTools: z.boolean(),
      credential: teamCredential.nullish(),
    }),
  ),
  defaultContext: z
    .object({
      servers: z.array(z.string()),
      resources: z.array(named.extend({ uri: z.string() })),
      prompts: z.array(
        named.extend({ name: z.string(), arguments: z.array(z.object({ name: z.string(), value: z.string() })) }),
      ),
      tools: z.array(z.string()),
      maxTokens: z.number(),
    })
    .nullish(),
  revision: z.number(),
});
export type TeamMcp = z.infer<typeof teamMcp>;

export interface TeamMcpServers extends KnownSettings<TeamMcp> {
  servers(): readonly McpContextServer[];
  defaultsOf(team: string): readonly ContextWish[];
  close(): Promise<void>;
}

export interface TeamMcpRegistry {
  /** Throws when the registry does not answer, as the other does. */
  teamMcpServers(signal: AbortSignal): Promise<TeamMcp[]>;
  mcpServersOf(teamId: string, signal: AbortSignal): Promise<TeamMcp | undefined>;
}

export function copiedTeamMcp(known: TeamMcpServers, registry: TeamMcpRegistry): CopiedSettings<TeamMcp> {
  return {
    name: 'mcp-servers',
    known,
    shape: teamMcp,
    list: (signal) => registry.teamMcpServers(signal),
    async ofEvent(event, signal) {
      if (event.type !== 'MCP Servers Changed') return undefined;
      return registry.mcpServersOf(event.detail.data.teamId, signal);
    },
  };
}

interface KnownServer {
  /** All that the connection depends on. */
  readonly form: string;
  readonly server: McpContextServer;
}

export function teamMcpServers(connect: (settings: McpServerSettings) => McpContextServer): TeamMcpServers {
  const teams = new Map<string, TeamMcp>();
  const servers = new Map<string, KnownServer>();

  const serverOf = (teamId: string, given: TeamMcp['servers'][number]): McpContextServer => {
    const { name, approvesAllTools, approvedTools } = given;
    const tools = approvesAllTools ? ('all' as const) : approvedTools;
    return onDemand({ name, owner: teamId, teams: [teamId] }, () =>
      connect({ name, teams: [teamId], approvedTools: tools, reach: reachOf(teamId, given) }),
    );
  };

  /** Keeps the connections that nothing has changed of, and leaves the others. */
  const connectTo = (teamId: string, wanted: TeamMcp['servers']): void => {
    const prefix = `${teamId}/`;
    const forms = new Map(wanted.map((each) => [prefix + each.name, JSON.stringify(each)]));
    for (const [key, { form, server }] of servers) {
      if (!key.startsWith(prefix) || forms.get(key) === form) continue;
      servers.delete(key);
      server.close().catch(() => undefined);
    }
    for (const each of wanted) {
      const key = prefix + each.name;
      if (!servers.has(key)) servers.set(key, { form: forms.get(key) ?? '', server: serverOf(teamId, each) });
    }
  };

  const apply = (setting: TeamMcp): boolean => {
    const { teamId, revision } = setting;
    if ((teams.get(teamId)?.revision ?? 0) >= revision) return false;
    teams.set(teamId, setting);
    connectTo(teamId, setting.servers);
    return true;
  };

  return {
    apply,
    replace: (settings) => settings.forEach(apply),
    all: () => [...teams.values()],
    servers: () => [...servers.values()].map(({ server }) => server),
    defaultsOf(team) {
      const { defaultContext } = teams.get(team) ?? {};
      return defaultContext ? [wishOf(defaultContext)] : [];
    },
    async close() {
      await Promise.all([...servers.values()].map(({ server }) => server.close()));
    },
  };
}

function wishOf({ prompts, ...rest }: NonNullable<TeamMcp['defaultContext']>): ContextWish {
  const asObject = (given: readonly { name: string; value: string }[]) =>
    Object.fromEntries(given.map(({ name, value }) => [name, value]));
  return { ...rest, prompts: prompts.map((each) => ({ ...each, arguments: asObject(each.arguments) })) };
}
