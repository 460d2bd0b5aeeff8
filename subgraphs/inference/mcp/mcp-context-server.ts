/**
 * A client of one MCP server: one connection for all completions, opened in the background and again whenever it is lost. Lists are
 * remembered until the server says that they have changed.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { DomainError } from '../../../platform/errors.ts';
import type { Logger } from '../../../platform/logging.ts';
import type { Outbound } from '../../../platform/outbound.ts';
import type { ContextServer } from '../domain/context.ts';
import type { ForeignTool } from '../domain/context-tools.ts';
import type { McpServerSettings } from './mcp-servers-file.ts';

export interface McpContextServer extends ContextServer {
  /** Throws when the server does not answer. */
  ping(signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

const connectMilliseconds = 10_000;
const requestMilliseconds = 20_000;
const pingMilliseconds = 15_000;
const pongMilliseconds = 5_000;
const firstRetryMilliseconds = 250;
const longestRetryMilliseconds = 30_000;
const mostTools = 128;
const mostPages = 10;
const longestText = 1024 * 1024;

export function mcpContextServer(settings: McpServerSettings, outbound: Outbound, logger: Logger): McpContextServer {
  const { name, approvedTools } = settings;
  const stopping = new AbortController();
  let current: Promise<Client> | undefined;
  let known: Promise<readonly ForeignTool[]> | undefined;
  const firstTry = Promise.withResolvers<void>();
  let isDown = false;

  const connect = async (onClose: () => void): Promise<Client> => {
    const [{ Client: ClientClass }, { ToolListChangedNotificationSchema }] = await Promise.all([
      import('@modelcontextprotocol/sdk/client/index.js'),
      import('@modelcontextprotocol/sdk/types.js'),
    ]);
    const client = new ClientClass({ name: 'modelgraph', title: 'Modelgraph', version: '1.0.0' });
    client.onclose = onClose;
    client.onerror = (error) => logger.debug({ err: error, server: name }, 'mcp');
    client.setNotificationHandler(ToolListChangedNotificationSchema, () => {
      known = undefined;
    });
    await client.connect(await transportTo(settings, outbound), { timeout: connectMilliseconds });
    return client;
  };

  /** Until the connection is lost, or the server gives no sign of life. HTTP tells of neither by itself. */
  const watch = async (client: Client, lost: Promise<void>): Promise<void> => {
    let isLost = false;
    const losing = lost.then(() => {
      isLost = true;
    });
    while (!isLost && !stopping.signal.aborted) {
      await Promise.race([losing, sleep(pingMilliseconds, undefined, { signal: stopping.signal, ref: false })]);
      if (!isLost) await client.ping({ timeout: pongMilliseconds });
    }
  };

  /** Connects, waits until that is lost, and begins again. */
  const keepConnected = async (): Promise<void> => {
    let retry = firstRetryMilliseconds;
    while (!stopping.signal.aborted) {
      const lost = Promise.withResolvers<void>();
      try {
        const connecting = connect(lost.resolve);
        const client = await connecting;
        if (stopping.signal.aborted) return void (await client.close());
        if (isDown) logger.info({ server: name }, 'the MCP server is back');
        isDown = false;
        current = connecting;
        firstTry.resolve();
        retry = firstRetryMilliseconds;
        await watch(client, lost.promise);
      } catch (error) {
        if (!isDown)
          logger.warn({ err: error, server: name }, 'an MCP server does not answer; completions go on without');
        isDown = true;
      }
      const gone = current;
      current = undefined;
      known = undefined;
      firstTry.resolve();
      await gone?.then((client) => client.close()).catch(() => undefined);
      await sleep(retry * (0.5 + Math.random() / 2), undefined, { signal: stopping.signal, ref: false }).catch(
        () => undefined,
      );
      retry = Math.min(retry * 2, longestRetryMilliseconds);
    }
  };
  const keeping = keepConnected();

  const connected = async (): Promise<Client> => {
    await firstTry.promise;
    if (!current) throw new DomainError('PROVIDER_ERROR', 'cannot be reached');
    return current;
  };
  /**
   * Asks the server. What it says is wrong with the request may be told. Where there was no answer of the protocol the session is gone,
   * too, or soon will be: another is opened.
   */
  const ask = async <Answer>(
    signal: AbortSignal,
    request: (client: Client, within: { signal: AbortSignal; timeout: number }) => Promise<Answer>,
  ): Promise<Answer> => {
    const client = await connected();
    try {
      return await request(client, { signal, timeout: requestMilliseconds });
    } catch (error) {
      if (isRefusal(error)) throw new DomainError('PROVIDER_ERROR', `answered: ${error.message.slice(0, 300)}`);
      if (!signal.aborted) void client.close();
      throw error;
    }
  };

  const readTools = async (): Promise<readonly ForeignTool[]> => {
    const client = await connected();
    if (!client.getServerCapabilities()?.tools) return [];
    const tools: ForeignTool[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < mostPages && tools.length < mostTools; page += 1) {
      const answer = await client.listTools(cursor ? { cursor } : {}, { timeout: requestMilliseconds });
      for (const { name: tool, description = '', inputSchema } of answer.tools) {
        if (approvedTools === 'all' || approvedTools.includes(tool))
          tools.push({ name: tool, description, inputSchema });
      }
      cursor = answer.nextCursor;
      if (!cursor) break;
    }
    return tools.slice(0, mostTools);
  };

  return {
    name,
    teams: settings.teams,

    async read(uri, signal) {
      const { contents } = await ask(signal, (client, within) => client.readResource({ uri }, within));
      return textIn(contents.map((content) => ('text' in content ? content.text : '')));
    },

    async prompt(promptName, given, signal) {
      const request = { name: promptName, arguments: { ...given } };
      const { messages } = await ask(signal, (client, within) => client.getPrompt(request, within));
      return textIn(messages.map(({ role, content }) => `${role}: ${textOf(content)}`));
    },

    async tools() {
      // Shared by completions, so no one's leaving may end it.
      known ??= readTools();
      known.catch(() => {
        known = undefined;
      });
      return known;
    },

    async call(tool, input, signal) {
      const request = { name: tool, arguments: { ...input } };
      const result = await ask(signal, (client, within) => client.callTool(request, undefined, within));
      const content = Array.isArray(result.content) ? result.content : [];
      const text = textIn(content.map(textOf));
      if (result.isError) throw new DomainError('PROVIDER_ERROR', text.slice(0, 500) || 'it answered an error');
      return text;
    },

    async ping(signal) {
      await ask(signal, (client, within) => client.ping(within));
    },

    async close() {
      stopping.abort();
      const client = await current?.catch(() => undefined);
      await client?.close();
      await Promise.race([keeping, sleep(2_000, undefined, { ref: false })]);
    },
  };
}

async function transportTo({ reach }: McpServerSettings, outbound: Outbound): Promise<Transport> {
  if (reach.kind === 'STDIO') {
    const { StdioClientTransport } = await import('@modelcontextprotocol/sdk/client/stdio.js');
    const { command, words, environment } = reach;
    return new StdioClientTransport({ command, args: [...words], env: { ...environment }, stderr: 'ignore' });
  }
  const { StreamableHTTPClientTransport } = await import('@modelcontextprotocol/sdk/client/streamableHttp.js');
  const options = { requestInit: { headers: reach.headers }, fetch: outbound.fetch };
  return new StreamableHTTPClientTransport(new URL(reach.url), options) as Transport;
}

/** JSON-RPC's and the protocol's codes for a request that is wrong in itself. */
const refusals: ReadonlySet<unknown> = new Set([-32602, -32002, -32601]);

function isRefusal(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && refusals.has(error.code);
}

function textOf(content: { readonly type: string }): string {
  if (content.type === 'text' && 'text' in content) return String(content.text);
  if (content.type === 'resource' && 'resource' in content) {
    const { text } = content.resource as { text?: string };
    return text ?? '';
  }
  return `[${content.type}]`;
}

function textIn(parts: readonly string[]): string {
  return parts.filter(Boolean).join('\n').slice(0, longestText);
}
