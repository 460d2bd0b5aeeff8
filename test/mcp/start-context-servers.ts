/** MCP servers as others write them, started for a test. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createLogger } from '../../platform/logging.ts';
import type { Credentials } from '../../router/authentication.ts';
import type { McpContent } from '../../router/mcp/content.ts';
import { mcpDoor } from '../../router/mcp/door.ts';
import { allowedHosts, isLoopbackOrigin } from '../../router/mcp/request-source.ts';
import type { SessionLimits } from '../../router/mcp/sessions.ts';

const packages = join(import.meta.dirname, '../../node_modules/@modelcontextprotocol');
export const filesystemServer = join(packages, 'server-filesystem/dist/index.js');

export interface RunningServer {
  readonly url: string;
  kill(): Promise<void>;
}

/** The protocol's reference server, over HTTP. Resolves once it listens. */
export async function startEverything(port: number): Promise<RunningServer> {
  const child: ChildProcess = spawn(
    process.execPath,
    [join(packages, 'server-everything/dist/index.js'), 'streamableHttp'],
    { env: { ...process.env, NODE_OPTIONS: '', PORT: String(port) }, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  await new Promise<void>((resolve, reject) => {
    child.stderr?.on('data', (line) => String(line).includes('listening') && resolve());
    child.once('exit', (code) => reject(new Error(`ended with ${code}`)));
  });
  return {
    url: `http://127.0.0.1:${port}/mcp`,
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

interface ServingOptions {
  /** Told what each who comes in shows of itself. */
  readonly onEnter?: (credentials: Credentials) => void;
  readonly limits?: Partial<SessionLimits>;
  readonly port?: number;
}

/** A server of `content`, for whoever asks; an API key is the name of its user. */
export async function startServing(
  content: Partial<McpContent>,
  { onEnter = () => undefined, limits = {}, port = 0 }: ServingOptions = {},
): Promise<RunningServer & { drain(): Promise<void> }> {
  const nothing = async (): Promise<never> => {
    throw new Error('not served here');
  };
  const authenticate = async ({ apiKey = 'anyone' }: Credentials) =>
    ({ userId: apiKey, tier: 'STANDARD', groups: [] }) as const;
  const door = mcpDoor({
    enter(credentials) {
      onEnter(credentials);
      return authenticate(credentials);
    },
    authenticate,
    limits,
    content: async () => ({
      instructions: '',
      listTools: async () => [],
      callTool: nothing,
      listResources: async () => ({ resources: [] }),
      resourceTemplates: [],
      readResource: nothing,
      prompts: [],
      getPrompt: nothing,
      complete: async () => [],
      watch: () => undefined,
      ...content,
    }),
    source: { hosts: allowedHosts('127.0.0.1', []) ?? [], isAllowedOrigin: isLoopbackOrigin },
    sessions: true,
    authorizationServers: [],
    logger: createLogger('server-of-the-test'),
  });
  const serve = createServer(
    (request, response) => void door.routes[`${request.method} ${request.url}`]?.(request, response),
  );
  return { ...(await listening(serve, port)), drain: () => door.drain() };
}

/** Takes requests and never answers. */
export function startSilent(): Promise<RunningServer> {
  return listening(createServer(() => undefined));
}

async function listening(server: ReturnType<typeof createServer>, port = 0): Promise<RunningServer> {
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`,
    async kill() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
