/**
 * Modelgraph's MCP server for clients that speak MCP over the streams of a process they start, as desktop applications do: every
 * message is passed on to the router's /mcp, and back. When the session is lost there, another is opened, and the client need not know.
 */
import { StreamableHTTPClientTransport, StreamableHTTPError } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import {
  ErrorCode,
  isInitializedNotification,
  isInitializeRequest,
  isJSONRPCErrorResponse,
  isJSONRPCRequest,
  isJSONRPCResultResponse,
  type JSONRPCMessage,
} from '@modelcontextprotocol/sdk/types.js';

export interface BridgeOptions {
  /** As in http://localhost:4000/mcp. */
  readonly url: URL;
  readonly apiKey: string;
  readonly log: (line: string) => void;
}

/** Bridges the process's own streams until the client closes them. */
export async function bridge({ url, apiKey, log }: BridgeOptions): Promise<void> {
  const local = new StdioServerTransport();
  const { promise: closed, resolve: close } = Promise.withResolvers<void>();
  /** What the client opened its session with. */
  const opening: JSONRPCMessage[] = [];
  let remote = connect();
  let reopening: Promise<void> | undefined;

  /** A transport whose messages go to the client, but for the answer to `unwanted`. */
  function connect(unwanted?: string | number): StreamableHTTPClientTransport {
    const transport = new StreamableHTTPClientTransport(url, { requestInit: { headers: { 'x-api-key': apiKey } } });
    transport.onmessage = (message) => {
      const isAnswer = isJSONRPCResultResponse(message) || isJSONRPCErrorResponse(message);
      if (isJSONRPCResultResponse(message) && typeof message.result.protocolVersion === 'string') {
        transport.setProtocolVersion(message.result.protocolVersion);
      }
      if (isAnswer && unwanted !== undefined && message.id === unwanted) return;
      local.send(message).catch(() => close());
    };
    transport.onerror = (error) => log(`${url}: ${error.message}`);
    return transport;
  }

  const reopen = async (): Promise<void> => {
    const [first, ...rest] = opening;
    await remote.close();
    remote = connect(first && isJSONRPCRequest(first) ? first.id : undefined);
    await remote.start();
    for (const message of first ? [first, ...rest] : []) await remote.send(message);
  };

  const pass = async (message: JSONRPCMessage): Promise<void> => {
    try {
      await reopening;
      await remote.send(message);
    } catch (error) {
      const isLost = error instanceof StreamableHTTPError && error.code === 404 && opening.length > 0;
      if (!isLost || isInitializeRequest(message)) throw error;
      log('The session was lost, and is opened again');
      reopening ??= reopen().finally(() => {
        reopening = undefined;
      });
      await reopening;
      await remote.send(message);
    }
  };

  local.onmessage = (message) => {
    if (isInitializeRequest(message)) opening.splice(0, opening.length, message);
    if (isInitializedNotification(message)) opening.push(message);
    pass(message).catch((error) => {
      log(reasonOf(error, url));
      if (!isJSONRPCRequest(message)) return;
      const fault = { code: ErrorCode.ConnectionClosed, message: reasonOf(error, url) };
      local.send({ jsonrpc: '2.0', id: message.id, error: fault }).catch(() => close());
    });
  };
  local.onclose = () => close();
  process.stdin.once('end', close);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, close);

  await remote.start();
  await local.start();
  await closed;
  await remote.terminateSession().catch(() => undefined);
  await Promise.all([remote.close(), local.close()]);
}

function reasonOf(error: unknown, url: URL): string {
  if (error instanceof StreamableHTTPError) {
    return error.code === 401 ? `${url} does not take the API key` : `${url} answered ${error.code}`;
  }
  return `${url} does not answer`;
}
