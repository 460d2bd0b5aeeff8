/**
 * A client of one MCP server: one connection for all completions, opened in the background and again whenever it is lost. Lists are
 * remembered until the server says that they have changed.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { ElicitRequest, ElicitResult } from '@modelcontextprotocol/sdk/types.js';
import { DomainError } from '../../../platform/errors.ts';
import type { Logger } from '../../../platform/logging.ts';
import type { Outbound } from '../../../platform/outbound.ts';
import type { ContextServer } from '../domain/context.ts';
import type { ForeignTool } from '../domain/context-tools.ts';
import { boundedFetch } from './bounded-answers.ts';
import { authorizedFetch, notLetIn } from './mcp-authorization.ts';
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
/** Longer than a completion takes: one that is under way does not lose its server. */
const idleMilliseconds = 10 * 60_000;
const mostTools = 128;
const mostPages = 10;
const longestText = 1024 * 1024;
/** One answer, or one event of a stream; what is larger is not read on. */
const largestAnswerBytes = 4 * 1024 * 1024;

export function mcpContextServer(settings: McpServerSettings, outbound: Outbound, logger: Logger): McpContextServer {
  const { name, approvedTools } = settings;
  const stopping = new AbortController();
  let current: Promise<Client> | undefined;
  let known: Promise<readonly ForeignTool[]> | undefined;
  const firstTry = Promise.withResolvers<void>();
  let isDown = false;
  /** Why there is no connection, as far as it may be told. */
  let fault: DomainError | undefined;
  /** Why the latest connection was given up. */
  let overflow: DomainError | undefined;

  const connect = async (onClose: () => void): Promise<Client> => {
    const [{ Client: ClientClass }, { ElicitRequestSchema, ToolListChangedNotificationSchema }] = await Promise.all([
      import('@modelcontextprotocol/sdk/client/index.js'),
      import('@modelcontextprotocol/sdk/types.js'),
    ]);
    const client = new ClientClass(
      { name: 'modelgraph', title: 'Modelgraph', version: '1.0.0' },
      { capabilities: settings.answersDefaults ? { elicitation: { form: { applyDefaults: true } } } : {} },
    );
    client.onclose = onClose;
    client.onerror = (error) => logger.debug({ err: error, server: name }, 'mcp');
    client.setNotificationHandler(ToolListChangedNotificationSchema, () => {
      known = undefined;
    });
    if (settings.answersDefaults)
      client.setRequestHandler(ElicitRequestSchema, ({ params }) => answerByDefaults(params));
    const onTooLarge = () => {
      overflow = new DomainError('PROVIDER_ERROR', 'answered more than is read of an answer');
      void client.close();
    };
    await client.connect(await transportTo(settings, outbound, onTooLarge), { timeout: connectMilliseconds });
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
        overflow = undefined;
        const connecting = connect(lost.resolve);
        const client = await connecting;
        if (stopping.signal.aborted) return void (await client.close());
        if (isDown) logger.info({ server: name }, 'the MCP server is back');
        isDown = false;
        fault = undefined;
        current = connecting;
        firstTry.resolve();
        retry = firstRetryMilliseconds;
        await watch(client, lost.promise);
      } catch (error) {
        if (!isDown && !stopping.signal.aborted)
          logger.warn({ err: error, server: name }, 'an MCP server does not answer; completions go on without');
        isDown = true;
        fault = error instanceof DomainError ? error : (overflow ?? refusalIn(error));
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
    if (!current) throw fault ?? new DomainError('PROVIDER_ERROR', 'cannot be reached');
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
      throw overflow ?? error;
    }
  };

  const readTools = async (): Promise<readonly ForeignTool[]> => {
    const client = await connected();
    if (!client.getServerCapabilities()?.tools) return [];
    const tools: ForeignTool[] = [];
    let cursor: string | undefined;
    for (let pages = 0; pages < mostPages && tools.length < mostTools; pages += 1) {
      const page = cursor ? { cursor } : {};
      const answer = await ask(stopping.signal, (asked, within) => asked.listTools(page, within));
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

async function transportTo(
  { reach }: McpServerSettings,
  outbound: Outbound,
  onTooLarge: () => void,
): Promise<Transport> {
  if (reach.kind === 'STDIO') {
    const { StdioClientTransport } = await import('@modelcontextprotocol/sdk/client/stdio.js');
    const { command, words, environment } = reach;
    const transport = new StdioClientTransport({
      command,
      args: [...words],
      env: { ...environment },
      stderr: 'ignore',
      maxBufferSize: largestAnswerBytes,
    });
    // The transport ends the program then; what is asked of it fails with that.
    return Object.assign(transport, {
      onerror: (error: Error) => void (error.message.startsWith('ReadBuffer exceeded') && onTooLarge()),
    });
  }
  const { StreamableHTTPClientTransport } = await import('@modelcontextprotocol/sdk/client/streamableHttp.js');
  const bounded = boundedFetch(outbound.fetch, largestAnswerBytes, onTooLarge);
  const fetch = reach.oauth ? authorizedFetch(bounded, reach.url, reach.oauth) : bounded;
  const options = { requestInit: { headers: reach.headers }, fetch };
  return new StreamableHTTPClientTransport(new URL(reach.url), options) as Transport;
}

/**
 * A server that is only connected to once something is wanted of it, and left when nothing was for a while. What `connect` throws is
 * what whoever asks gets.
 */
export function onDemand(
  named: Pick<McpContextServer, 'name' | 'teams' | 'owner'>,
  connect: () => McpContextServer,
): McpContextServer {
  let connected: McpContextServer | undefined;
  let idle: NodeJS.Timeout | undefined;
  const leave = async (): Promise<void> => {
    clearTimeout(idle);
    const left = connected;
    connected = undefined;
    await left?.close();
  };
  const used = async (): Promise<McpContextServer> => {
    clearTimeout(idle);
    idle = setTimeout(() => void leave().catch(() => undefined), idleMilliseconds).unref();
    connected ??= connect();
    return connected;
  };
  return {
    ...named,
    read: async (uri, signal) => (await used()).read(uri, signal),
    prompt: async (name, given, signal) => (await used()).prompt(name, given, signal),
    tools: async () => (await used()).tools(),
    call: async (tool, input, signal) => (await used()).call(tool, input, signal),
    ping: async (signal) => (await used()).ping(signal),
    close: leave,
  };
}

/** There is nobody to ask: where the defaults answer all that is required they do, else the server goes without. */
async function answerByDefaults(params: ElicitRequest['params']): Promise<ElicitResult> {
  if (!('requestedSchema' in params)) return { action: 'decline' };
  const { properties, required = [] } = params.requestedSchema;
  const isAnswered = required.every((name) => properties[name] !== undefined && 'default' in properties[name]);
  return isAnswered ? { action: 'accept', content: {} } : { action: 'decline' };
}

/** JSON-RPC's and the protocol's codes for a request that is wrong in itself. */
const refusals: ReadonlySet<unknown> = new Set([-32602, -32002, -32601]);

/** A server that wants another credential than it gets, or any. */
function refusalIn(error: unknown): DomainError | undefined {
  const status = error instanceof Error && 'code' in error ? error.code : undefined;
  return status === 401 || status === 403 ? new DomainError('PROVIDER_ERROR', notLetIn, { cause: error }) : undefined;
}

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
