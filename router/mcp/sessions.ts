/**
 * The sessions of MCP clients: bounded in number, ended when they idle or their key is no longer good, and of use to the user alone
 * who opened them. They live in this process; a client whose session is gone is told so, and opens another.
 */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { Identity } from '../../platform/access.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Logger } from '../../platform/logging.ts';
import type { Caller } from '../caller.ts';
import type { McpContent } from './content.ts';
import { recentEvents } from './event-store.ts';
import { type McpServer, mcpServer } from './server.ts';

export interface SessionLimits {
  readonly mostSessions: number;
  readonly mostSessionsPerUser: number;
  readonly idleMilliseconds: number;
}

/** An authenticated HTTP request to the MCP address. */
export interface McpRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: unknown;
  readonly identity: Identity;
  /** Throws when the request's key is no longer good. */
  readonly stillAllowed: () => Promise<unknown>;
}

interface Session {
  readonly id: string;
  readonly userId: string;
  readonly mcp: McpServer;
  readonly transport: StreamableHTTPServerTransport;
  readonly leaving: AbortController;
  /** Of the latest request. */
  stillAllowed: () => Promise<unknown>;
  lastUsedAt: number;
  /** HTTP answers that are being written, streams of events included. */
  open: number;
}

export interface Sessions {
  /** Opens a session for a client's `initialize`. Throws RATE_LIMITED when there are too many. */
  open(request: McpRequest): Promise<void>;
  /** Hands a request to its session; false when there is none of that name for its user. */
  handle(id: string, request: McpRequest): Promise<boolean>;
  /** Answers a request that has no session, and needs none. */
  handleAlone(request: McpRequest): Promise<void>;
  /** Waits for the requests in hand, and ends every session. */
  close(): Promise<void>;
}

const recheckMilliseconds = 750;
/** A client whose stream was closed comes back after this long. */
const retryMilliseconds = 1_000;
const drainMilliseconds = 5_000;

export function mcpSessions(content: McpContent, limits: SessionLimits, logger: Logger): Sessions {
  const sessions = new Map<string, Session>();
  const alone = new Set<McpServer>();

  const end = async (session: Session): Promise<void> => {
    if (!sessions.delete(session.id)) return;
    session.leaving.abort();
    await session.mcp.server.close();
  };

  const recheck = async (session: Session): Promise<void> => {
    if (session.open === 0) {
      if (Date.now() - session.lastUsedAt > limits.idleMilliseconds) await end(session);
      return;
    }
    try {
      await session.stillAllowed();
    } catch {
      await end(session);
    }
  };
  const rechecking = setInterval(() => {
    for (const session of [...sessions.values()]) recheck(session).catch((error) => logger.error({ err: error }));
  }, recheckMilliseconds);
  rechecking.unref();

  /** Makes room by ending the session its user has not used for longest; other users' sessions are left alone. */
  const makeRoom = async (userId: string): Promise<void> => {
    const ofUser = [...sessions.values()].filter((session) => session.userId === userId);
    if (ofUser.length >= limits.mostSessionsPerUser) {
      const idle = ofUser.filter(({ open }) => open === 0).sort((left, right) => left.lastUsedAt - right.lastUsedAt)[0];
      if (!idle) throw tooMany(`A user may have ${limits.mostSessionsPerUser} MCP sessions`);
      await end(idle);
    }
    if (sessions.size >= limits.mostSessions) throw tooMany('There are too many MCP sessions at the moment');
  };

  const begin = (id: string, { identity, stillAllowed }: McpRequest): Session => {
    const mcp = mcpServer(content, logger);
    const transport = new StreamableHTTPServerTransport({
      sessionIdGenerator: () => id,
      eventStore: recentEvents(),
      retryInterval: retryMilliseconds,
      onsessionclosed: () => end(session),
    });
    const session: Session = {
      id,
      userId: identity.userId,
      mcp,
      transport,
      leaving: new AbortController(),
      stillAllowed,
      lastUsedAt: Date.now(),
      open: 0,
    };
    mcp.server.onerror = (error) => logger.debug({ err: error }, 'mcp');
    mcp.server.oninitialized = () =>
      startWatching(session, { identity, anonymous: false, isOurs: true, signal: session.leaving.signal });
    return session;
  };

  const startWatching = (session: Session, caller: Caller): void => {
    const { mcp, leaving } = session;
    const quietly = (sending: Promise<void>) => void sending.catch((error) => logger.debug({ err: error }, 'mcp'));
    content.watch(
      caller,
      {
        toolsChanged: () => quietly(mcp.server.sendToolListChanged()),
        resourceChanged(isOfChange) {
          for (const uri of mcp.subscribed) if (isOfChange(uri)) quietly(mcp.server.sendResourceUpdated({ uri }));
        },
      },
      () => session.stillAllowed(),
      leaving.signal,
    );
  };

  const pass = async (session: Session, { request, response, body, identity, stillAllowed }: McpRequest) => {
    session.lastUsedAt = Date.now();
    session.stillAllowed = stillAllowed;
    session.open += 1;
    response.once('close', () => {
      session.open -= 1;
      session.lastUsedAt = Date.now();
    });
    await session.transport.handleRequest(withIdentity(request, identity), response, body);
  };

  return {
    async open(request) {
      await makeRoom(request.identity.userId);
      const session = begin(randomUUID(), request);
      sessions.set(session.id, session);
      await session.mcp.server.connect(session.transport as Transport);
      await pass(session, request);
      // Whatever was refused has opened nothing.
      if (session.transport.sessionId === undefined) await end(session);
    },

    async handle(id, request) {
      const session = sessions.get(id);
      if (!session || session.userId !== request.identity.userId) return false;
      await pass(session, request);
      return true;
    },

    async handleAlone({ request, response, body, identity }) {
      const mcp = mcpServer(content, logger);
      const transport = new StreamableHTTPServerTransport({ retryInterval: retryMilliseconds });
      alone.add(mcp);
      response.once('close', () => {
        alone.delete(mcp);
        mcp.server.close().catch((error) => logger.debug({ err: error }, 'mcp'));
      });
      await mcp.server.connect(transport as Transport);
      await transport.handleRequest(withIdentity(request, identity), response, body);
    },

    async close() {
      clearInterval(rechecking);
      const working = [...[...sessions.values()].map(({ mcp }) => mcp), ...alone];
      const deadline = new Promise((passed) => setTimeout(passed, drainMilliseconds).unref());
      await Promise.race([Promise.all(working.map((mcp) => mcp.idle())), deadline]);
      // The last answers are handed to their sockets in the next turn.
      await new Promise((resolve) => setImmediate(resolve));
      await Promise.all([...sessions.values()].map(end));
      await Promise.all([...alone].map(({ server }) => server.close()));
    },
  };
}

function tooMany(message: string): DomainError {
  return new DomainError('RATE_LIMITED', message, { extensions: { retryAfterSeconds: 60 } });
}

/** As the SDK hands it on to the handlers of what the request carries. */
function withIdentity(request: IncomingMessage, identity: Identity) {
  return Object.assign(request, { auth: { token: '', clientId: identity.userId, scopes: [], extra: { identity } } });
}
