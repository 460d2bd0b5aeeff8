/** MCP servers as others write them, started for a test. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createLogger } from '../../platform/logging.ts';
import type { McpContent } from '../../router/mcp/content.ts';
import { mcpDoor } from '../../router/mcp/door.ts';
import { allowedHosts, isLoopbackOrigin } from '../../router/mcp/request-source.ts';

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

/** A server of `content`, for whoever asks. */
export async function startServing(content: Partial<McpContent>): Promise<RunningServer> {
  const nothing = async (): Promise<never> => {
    throw new Error('not served here');
  };
  const identity = { userId: 'anyone', tier: 'STANDARD', groups: [] } as const;
  const door = mcpDoor({
    enter: async () => identity,
    authenticate: async () => identity,
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
  return listening(
    createServer((request, response) => void door.routes[`${request.method} ${request.url}`]?.(request, response)),
  );
}

/** Takes requests and never answers. */
export function startSilent(): Promise<RunningServer> {
  return listening(createServer(() => undefined));
}

async function listening(server: ReturnType<typeof createServer>): Promise<RunningServer> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`,
    async kill() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
