/** Adding and removing a team's MCP servers, and setting what its completions get from them. */
import { canSeeTeam, type Identity } from '../../../platform/access.ts';
import { DomainError } from '../../../platform/errors.ts';
import type { AccessStore } from './access-store.ts';
import type { RegistryEvent } from './event-data.ts';
import { type Keyed, once } from './idempotency.ts';
import { type Page, type PageRequest, pageOf, positionAfter } from './page.ts';
import type { RegistryStore } from './store.ts';
import {
  type DefaultContext,
  type McpChange,
  mcpServersChanged,
  type TeamMcp,
  type TeamMcpServer,
} from './team-mcp.ts';
import { isPlatformAdmin, requireRole } from './teams.ts';

export interface TeamMcpPorts {
  readonly store: AccessStore & Pick<RegistryStore, 'remembered'>;
  /** Why nothing may be sent to an address, as far as the address itself tells; undefined when it may. */
  readonly faultOfUrl: (url: string) => string | undefined;
  readonly now: () => Date;
  /** Called with the events of each commit, so that they leave at once. */
  readonly committed: (events: readonly RegistryEvent[]) => void;
}

export interface NewMcpServer extends Keyed, Omit<TeamMcpServer, 'addedAt' | 'addedBy'> {
  readonly teamId: string;
}
export interface McpServerRemoval extends Keyed {
  readonly teamId: string;
  readonly name: string;
}
export interface DefaultContextChange extends Keyed {
  readonly teamId: string;
  /** None from now on when undefined. */
  readonly context?: DefaultContext | undefined;
}

/** Members see their team's, its maintainers change them. */
export interface CallerTeamMcp {
  /** Undefined also for a team that the caller does not belong to. */
  ofTeam(teamId: string): Promise<TeamMcp | undefined>;
  /** For platform admins: one team's, or every team's. */
  list(teamId: string | undefined, page: PageRequest): Promise<Page<TeamMcp>>;
  /** Throws DUPLICATE_RESOURCE for a name that the team has, CONFLICT for too many, VALIDATION_ERROR for an address that may not be asked. */
  addServer(request: NewMcpServer): Promise<TeamMcpServer>;
  /** Throws NOT_FOUND. */
  removeServer(request: McpServerRemoval): Promise<{ teamId: string; name: string }>;
  setDefaultContext(request: DefaultContextChange): Promise<DefaultContext | undefined>;
}

export const mostServersOfTeam = 20;
/** How often a change is decided anew because another writer came first. */
const decisionsBeforeGivingUp = 10;

export function teamMcpOf(ports: TeamMcpPorts, identity: Identity): CallerTeamMcp {
  const { store } = ports;
  return {
    ofTeam: async (teamId) => (canSeeTeam(identity, teamId) ? store.teamMcp(teamId) : undefined),
    async list(teamId, page) {
      if (!isPlatformAdmin(identity))
        throw new DomainError('FORBIDDEN', 'Only platform admins list those of all teams');
      const scope = ['mcp-servers', teamId ?? null];
      const after = positionAfter(page, scope);
      const ofOne = async (id: string) => ((await store.teamMcp(id)) ?? []) as TeamMcp | [];
      const found = teamId ? [await ofOne(teamId)].flat() : await store.teamMcpList({ after, limit: page.first + 1 });
      return pageOf(found, page, scope, (each) => each.teamId);
    },
    addServer: (request) => addServer(ports, identity, request),
    removeServer: (request) => removeServer(ports, identity, request),
    setDefaultContext: (request) => setDefaultContext(ports, identity, request),
  };
}

function addServer(
  ports: TeamMcpPorts,
  identity: Identity,
  { idempotencyKey, ...input }: NewMcpServer,
): Promise<TeamMcpServer> {
  const { teamId, ...given } = input;
  const message = ports.faultOfUrl(given.url);
  if (message) throw new DomainError('VALIDATION_ERROR', message, { details: [{ path: 'input.url', message }] });
  const server = { ...given, addedAt: ports.now().toISOString(), addedBy: identity.userId };
  return change(ports, identity, teamId, {
    request: { operation: 'addMcpServer', idempotencyKey, input },
    event: 'SERVER_ADDED',
    server: server.name,
    answer: server,
    decide({ servers }) {
      if (servers.some(({ name }) => name === server.name)) {
        throw new DomainError('DUPLICATE_RESOURCE', `The team has an MCP server "${server.name}" already`);
      }
      if (servers.length >= mostServersOfTeam) {
        throw new DomainError('CONFLICT', `A team may have up to ${mostServersOfTeam} MCP servers`);
      }
      return { servers: [...servers, server].sort((left, right) => (left.name < right.name ? -1 : 1)) };
    },
  });
}

function removeServer(
  ports: TeamMcpPorts,
  identity: Identity,
  { idempotencyKey, teamId, name }: McpServerRemoval,
): Promise<{ teamId: string; name: string }> {
  return change(ports, identity, teamId, {
    request: { operation: 'removeMcpServer', idempotencyKey, input: { teamId, name } },
    event: 'SERVER_REMOVED',
    server: name,
    answer: { teamId, name },
    decide({ servers }) {
      const left = servers.filter((each) => each.name !== name);
      if (left.length === servers.length) throw new DomainError('NOT_FOUND', `The team has no MCP server "${name}"`);
      return { servers: left };
    },
  });
}

async function setDefaultContext(
  ports: TeamMcpPorts,
  identity: Identity,
  { idempotencyKey, teamId, context }: DefaultContextChange,
): Promise<DefaultContext | undefined> {
  const { defaultContext } = await change(ports, identity, teamId, {
    request: { operation: 'setDefaultContext', idempotencyKey, input: { teamId, context } },
    event: 'DEFAULT_CONTEXT_SET',
    answer: { ...(context && { defaultContext: context }) } as { defaultContext?: DefaultContext },
    decide: () => ({ defaultContext: context }),
  });
  return defaultContext;
}

interface TeamMcpChange<Answer> {
  readonly request: Parameters<typeof once>[2];
  readonly event: McpChange;
  readonly server?: string;
  /** Holds no secrets: it is remembered as it is. */
  readonly answer: Answer;
  /** What becomes different. Throws a `DomainError` for what cannot be. */
  readonly decide: (before: Pick<TeamMcp, 'servers'>) => {
    readonly servers?: readonly TeamMcpServer[];
    readonly defaultContext?: DefaultContext | undefined;
  };
}

async function change<Answer>(
  ports: TeamMcpPorts,
  identity: Identity,
  teamId: string,
  { request, event, server, answer, decide }: TeamMcpChange<Answer>,
): Promise<Answer> {
  const { store, now, committed } = ports;
  await requireRole(store, identity, teamId, 'MAINTAINER');
  if (!(await store.team(teamId))) throw new DomainError('NOT_FOUND', `No team "${teamId}"`);
  return once<Answer, Answer>(ports, identity, request, {
    async execute(remember) {
      for (let tries = 0; tries < decisionsBeforeGivingUp; tries++) {
        const before = await store.teamMcp(teamId);
        const at = now().toISOString();
        const { defaultContext, ...rest } = { ...before, ...decide(before ?? { servers: [] }) };
        const after: TeamMcp = {
          ...rest,
          ...(defaultContext && { defaultContext }),
          servers: rest.servers ?? [],
          teamId,
          changedAt: at,
          changedBy: identity.userId,
          revision: (before?.revision ?? 0) + 1,
        };
        const events = [mcpServersChanged(after, event, server)];
        const audit = {
          subjects: [{ teamId }],
          who: identity.userId,
          code: `MCP_${event}`,
          what: inWords(event, server),
          at,
        };
        const mcp = before ? { before, after } : { after };
        const outcome = await store.commitAccess({ mcp, audit, events, ...remember(answer) });
        if (outcome === 'COMMITTED') {
          committed(events);
          return answer;
        }
        if (outcome === 'REMEMBERED') break;
      }
      throw new DomainError('CONFLICT', 'Other writers kept coming first; try again');
    },
    repeat: async (remembered) => remembered,
  });
}

function inWords(event: McpChange, server: string | undefined): string {
  if (event === 'DEFAULT_CONTEXT_SET') return 'Set the context of every completion';
  return `${event === 'SERVER_ADDED' ? 'Added' : 'Removed'} the MCP server ${server}`;
}
