/** Puts the router's MCP server together. */
import type { Logger } from '../../platform/logging.ts';
import type { TrustedDocuments } from '../trusted-documents.ts';
import { type McpDoor, type McpDoorOptions, mcpDoor } from './door.ts';
import { allowedHosts, isLoopback, isLoopbackOrigin } from './request-source.ts';
import type { McpOptions } from './settings.ts';

export interface McpParts extends Pick<McpDoorOptions, 'enter' | 'authenticate'> {
  /** Where the router listens. */
  readonly host: string;
  readonly documents: TrustedDocuments;
  readonly isAllowedOrigin: (origin: string) => boolean;
  readonly logger: Logger;
}

export function serveMcp(
  options: McpOptions,
  { host, documents, isAllowedOrigin, logger, ...guards }: McpParts,
): McpDoor {
  const hosts = allowedHosts(host, options.allowedHosts);
  return mcpDoor({
    enter: guards.enter,
    authenticate: guards.authenticate,
    async content() {
      const { modelgraphContent } = await import('./modelgraph-content.ts');
      return modelgraphContent(documents, options.toolTokens, logger);
    },
    source: {
      ...(hosts && { hosts }),
      ...(options.publicOrigin && { publicOrigin: options.publicOrigin }),
      isAllowedOrigin: (origin) => isAllowedOrigin(origin) || (isLoopback(host) && isLoopbackOrigin(origin)),
    },
    sessions: options.sessions,
    authorizationServers: options.authorizationServers,
    logger,
  });
}
