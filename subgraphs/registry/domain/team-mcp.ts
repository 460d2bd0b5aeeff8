/** The MCP servers that a team has added for its completions, and what each completion gets from them. The gateway connects to them. */
import type { RegistryEvent } from './event-data.ts';
import { timeOrderedId } from './time-ordered-id.ts';

/** BEARER and HEADER send the secret as it is; the others get a token for it from the server's authorization server. */
export const credentialKinds = ['BEARER', 'HEADER', 'OAUTH_CLIENT_SECRET', 'OAUTH_PRIVATE_KEY'] as const;

/** Names a secret that the gateway's operator has set; the secret itself is kept nowhere here. */
export interface McpCredential {
  readonly kind: (typeof credentialKinds)[number];
  /** As in DOCS: the gateway reads MCP_CREDENTIAL_<TEAM>__DOCS. */
  readonly reference: string;
  /** The header that HEADER sends it in. */
  readonly header?: string;
  /** OAuth's client, its scopes, and the only authorization server that may see its secret. */
  readonly clientId?: string;
  readonly scope?: string;
  readonly issuer?: string;
}

export interface TeamMcpServer {
  /** Unique in the team. */
  readonly name: string;
  readonly url: string;
  /** What a chat model may have called. */
  readonly approvedTools: 'ALL' | readonly string[];
  readonly credential?: McpCredential;
  /** ISO 8601. */
  readonly addedAt: string;
  readonly addedBy: string;
}

/** A server, with the team that it was found with. */
export interface KnownMcpServer extends TeamMcpServer {
  readonly teamId: string;
}

/** What every completion of the team gets. */
export interface DefaultContext {
  readonly servers: readonly string[];
  readonly resources: readonly { readonly server: string; readonly uri: string }[];
  readonly prompts: readonly {
    readonly server: string;
    readonly name: string;
    readonly arguments: readonly { readonly name: string; readonly value: string }[];
  }[];
  /** Only these of the servers' tools; all approved ones when empty. */
  readonly tools: readonly string[];
  readonly maxTokens: number;
}

/** All of a team in one record, so that one revision guards it. */
export interface TeamMcp {
  readonly teamId: string;
  /** By name. */
  readonly servers: readonly TeamMcpServer[];
  readonly defaultContext?: DefaultContext;
  /** ISO 8601. */
  readonly changedAt: string;
  readonly changedBy: string;
  /** Rises with every write of the record. */
  readonly revision: number;
}

export type McpChange = 'SERVER_ADDED' | 'SERVER_REMOVED' | 'DEFAULT_CONTEXT_SET';

/** Without addresses, which may hold secrets of their servers: the gateway asks for those. */
export function mcpServersChanged(
  { teamId, changedAt, changedBy, revision }: TeamMcp,
  change: McpChange,
  server: string | undefined,
): RegistryEvent {
  const data = { teamId, change, ...(server !== undefined && { server }), changedBy };
  return {
    type: 'MCP Servers Changed',
    detail: { id: timeOrderedId(), schemaVersion: 1, sequence: revision, occurredAt: changedAt, data },
  };
}
