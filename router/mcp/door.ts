/**
 * MCP on the router's address: streamable HTTP at /mcp, for the same keys as everything else, and what tells standard clients how to
 * authenticate. The protocol's library is loaded with the first request, for whoever does not use it need not wait for it.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Identity } from '../../platform/access.ts';
import { DomainError } from '../../platform/errors.ts';
import { httpStatusOf, toClientError } from '../../platform/graphql-errors.ts';
import { sendJson } from '../../platform/http-server.ts';
import type { Logger } from '../../platform/logging.ts';
import { readJson } from '../../platform/request-body.ts';
import { type Authenticate, credentialsInHeaders } from '../authentication.ts';
import type { Enter } from '../guards/entrance.ts';
import type { McpContent } from './content.ts';
import { faultOfSource, type SourcePolicy } from './request-source.ts';
import type { SessionLimits, Sessions } from './sessions.ts';

export interface McpDoorOptions {
  /** Passed by each message. */
  readonly enter: Enter;
  /** Asked again and again while a stream is open. */
  readonly authenticate: Authenticate;
  readonly content: () => Promise<McpContent>;
  readonly source: SourcePolicy;
  /** Whether clients may open sessions; without, every request stands alone, and nothing is told of changes. */
  readonly sessions: boolean;
  readonly limits?: Partial<SessionLimits>;
  /** Issuers of OAuth tokens that the platform takes. */
  readonly authorizationServers: readonly string[];
  readonly logger: Logger;
}

export interface McpDoor {
  readonly routes: Readonly<
    Record<string, (request: IncomingMessage, response: ServerResponse) => Promise<void> | void>
  >;
  /** Waits for the requests in hand, refuses new ones, and ends every session. */
  drain(): Promise<void>;
}

export const mcpPath = '/mcp';
const metadataPath = '/.well-known/oauth-protected-resource';
const defaultLimits: SessionLimits = { mostSessions: 1_000, mostSessionsPerUser: 50, idleMilliseconds: 15 * 60_000 };
const sessionHeader = 'mcp-session-id';

export function mcpDoor(options: McpDoorOptions): McpDoor {
  const { authenticate, enter, source, logger, authorizationServers } = options;
  let opened: Promise<Sessions> | undefined;
  let draining = false;

  const openSessions = async (): Promise<Sessions> => {
    const { mcpSessions } = await import('./sessions.ts');
    return mcpSessions(await options.content(), { ...defaultLimits, ...options.limits }, logger);
  };
  const sessionsOf = (): Promise<Sessions> => {
    opened ??= openSessions();
    return opened;
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const fault = faultOfSource(request.headers, source);
    if (fault) return sendFault(response, 403, fault);
    if (draining) return sendFault(response, 503, 'The router is stopping; connect again');
    let identity: Identity;
    const credentials = credentialsInHeaders(request.headers);
    try {
      identity = await enter(credentials, (told) => {
        for (const [name, value] of Object.entries(told)) response.setHeader(name, value);
      });
    } catch (error) {
      if (error instanceof DomainError && error.code === 'UNAUTHENTICATED') {
        response.setHeader('www-authenticate', challenge(request));
      }
      return sendError(response, error);
    }
    try {
      const body = request.method === 'POST' ? await readJson(request) : undefined;
      const stillAllowed = () => authenticate(credentials);
      await dispatch(await sessionsOf(), { request, response, body, identity, stillAllowed });
    } catch (error) {
      sendError(response, error);
    }
  };

  const dispatch: (sessions: Sessions, request: Parameters<Sessions['open']>[0]) => Promise<void> = async (
    sessions,
    mcpRequest,
  ) => {
    const { request, response, body } = mcpRequest;
    const sessionId = request.headers[sessionHeader];
    if (typeof sessionId === 'string') {
      const isKnown = await sessions.handle(sessionId, mcpRequest);
      if (!isKnown) sendFault(response, 404, 'Session not found', -32001);
    } else if (request.method !== 'POST') {
      sendFault(response, 405, `${request.method} needs a session: name it in Mcp-Session-Id`);
    } else if (options.sessions && isInitialize(body)) await sessions.open(mcpRequest);
    else await sessions.handleAlone(mcpRequest);
  };

  const sendError = (response: ServerResponse, error: unknown): void => {
    if (response.headersSent) return void response.destroy();
    const { message, extensions } = toClientError(error, logger);
    const status = httpStatusOf({ message, ...(extensions && { extensions }) });
    const code = error instanceof DomainError && error.code === 'VALIDATION_ERROR' ? -32700 : -32000;
    sendFault(response, status, message, code, extensions);
  };

  const describeResource = (request: IncomingMessage, response: ServerResponse): void => {
    const fault = faultOfSource(request.headers, { ...source, anyOrigin: true });
    if (fault) {
      sendFault(response, 403, fault);
      return;
    }
    response.setHeader('access-control-allow-origin', '*');
    sendJson(response, 200, {
      resource: `${originOf(request)}${mcpPath}`,
      ...(authorizationServers.length > 0 && { authorization_servers: authorizationServers }),
      bearer_methods_supported: ['header'],
      resource_name: 'Modelgraph',
    });
  };

  return {
    routes: {
      [`POST ${mcpPath}`]: serve,
      [`GET ${mcpPath}`]: serve,
      [`DELETE ${mcpPath}`]: serve,
      [`GET ${metadataPath}`]: describeResource,
      [`GET ${metadataPath}${mcpPath}`]: describeResource,
    },
    async drain() {
      draining = true;
      await (await opened)?.close();
    },
  };

  function originOf({ headers }: IncomingMessage): string {
    return source.publicOrigin ?? `http://${headers.host ?? 'localhost'}`;
  }

  /** RFC 9728, section 5.1. */
  function challenge(request: IncomingMessage): string {
    return `Bearer realm="Modelgraph", resource_metadata="${originOf(request)}${metadataPath}${mcpPath}"`;
  }
}

function isInitialize(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'method' in body && body.method === 'initialize';
}

/** Before the protocol's library has taken over, in its form. */
function sendFault(response: ServerResponse, status: number, message: string, code = -32000, data?: unknown): void {
  sendJson(response, status, {
    jsonrpc: '2.0',
    id: null,
    error: { code, message, ...(data !== undefined && { data }) },
  });
}
