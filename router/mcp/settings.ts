/** What the router's MCP server reads from the environment: docs/configuration.md. */
import { z } from 'zod';
import { flag } from '../../platform/config.ts';

export const mcpVariables = {
  ALLOWED_HOSTS: z.string().default(''),
  PUBLIC_ORIGIN: z.url({ protocol: /^https?$/ }).optional(),
  MCP_SESSIONS: flag.default(true),
  MCP_TOOL_TOKENS: z.coerce.number().int().positive().default(8_000),
};
type McpSettings = z.infer<z.ZodObject<typeof mcpVariables>> & { readonly JWT_ISSUER?: string | undefined };

export interface McpOptions {
  /** Whether clients may open sessions: behind a load balancer, only where it keeps a client at one router. */
  readonly sessions: boolean;
  /** The most that the list of tools may take of a client's context, in tokens. */
  readonly toolTokens: number;
  /** Further names that requests may be addressed to; a router on loopback takes loopback names only, another one any if none is given. */
  readonly allowedHosts: readonly string[];
  /** Where clients reach the router when they do not say so themselves, as in https://models.example.com. */
  readonly publicOrigin?: string;
  /** Issuers whose OAuth tokens are taken; clients are told of them. */
  readonly authorizationServers: readonly string[];
}

export const defaultMcpOptions: McpOptions = {
  sessions: true,
  toolTokens: 8_000,
  allowedHosts: [],
  authorizationServers: [],
};

export function mcpOptionsOf(settings: McpSettings): McpOptions {
  return {
    sessions: settings.MCP_SESSIONS,
    toolTokens: settings.MCP_TOOL_TOKENS,
    allowedHosts: settings.ALLOWED_HOSTS.split(',').flatMap((name) => name.trim() || []),
    ...(settings.PUBLIC_ORIGIN && { publicOrigin: new URL(settings.PUBLIC_ORIGIN).origin }),
    authorizationServers: settings.JWT_ISSUER ? [settings.JWT_ISSUER] : [],
  };
}
