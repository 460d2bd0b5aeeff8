/** Modelgraph in this process, on the embedded cloud, with a real model server, for clients of MCP. */
import { readFileSync } from 'node:fs';
import { afterAll } from '@jest/globals';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { createModelgraphClient } from '../../client/client.ts';
import type { Identity } from '../../platform/access.ts';
import type { ApiKeyRecord } from '../../platform/dynamo-api-keys.ts';
import { identityTokens } from '../../platform/identity.ts';
import { createLogger } from '../../platform/logging.ts';
import { type RouterOptions, startRouter } from '../../router/router.ts';
import { startGateway } from '../inference/start-gateway.ts';
import { identityOf } from '../registry/samples.ts';
import { sampleFile, startModelServer, stopModelServer } from '../registry/start-model-server.ts';
import { claim, deploy, register, secret, startRegistry } from '../registry/start-registry.ts';
import { createPauses } from '../runner/pauses.ts';

export const keyOf = { 'team-a': 'mg-key-of-team-a', 'team-b': 'mg-key-of-team-b', admin: 'mg-key-of-admin' } as const;
export type KeyHolder = keyof typeof keyOf;

export const suspicious = { features: [4800, 3, 900, 1] };

export function keysInHand(): Map<string, ApiKeyRecord> {
  return new Map(
    Object.entries(keyOf).map(([group, key]): [string, ApiKeyRecord] => [key, record(identityOf(group), key)]),
  );
}

const record = (identity: Identity, key: string): ApiKeyRecord => ({ identity, prefix: key.slice(0, 8) });

/** A router over two subgraphs that run already. */
export async function startMcpRouter(
  urls: RouterOptions['urls'],
  keys: Map<string, ApiKeyRecord>,
  options: Partial<RouterOptions> = {},
) {
  const router = await startRouter({
    host: '127.0.0.1',
    port: 0,
    logger: createLogger('router-of-the-test'),
    supergraphSdl: readFileSync(new URL('../../schema/supergraph.graphql', import.meta.url), 'utf8'),
    urls,
    apiKeys: { find: async (key) => keys.get(key), markUsed: async () => undefined },
    tokens: identityTokens(secret),
    introspection: true,
    ...options,
  });
  const mcpUrl = new URL('/mcp', `http://127.0.0.1:${router.port}`);
  const clients: Client[] = [];
  return {
    mcpUrl,
    router,
    /** A client of the protocol's own library, with a session. */
    async connect(holder: KeyHolder, headers: Record<string, string> = { 'x-api-key': keyOf[holder] }) {
      const client = new Client({ name: 'test', version: '1.0.0' });
      const transport = new StreamableHTTPClientTransport(mcpUrl, { requestInit: { headers } });
      await client.connect(transport as Transport);
      clients.push(client);
      return client;
    },
    async stop() {
      await Promise.all(clients.map((client) => client.close()));
      await router.stop();
    },
  };
}

/** Stopped after the tests of the file that asked for it, which it does while it loads. */
export async function startMcp(options: Partial<RouterOptions> = {}) {
  const stopping: (() => Promise<void>)[] = [];
  // Before the registry's own, so that whoever uses the cloud is gone when it stops.
  afterAll(async () => {
    for (const stop of stopping) await stop();
  });
  const [registry, modelServer] = await Promise.all([
    startRegistry(async () => ({ ALLOW_PRIVATE_ENDPOINTS: 'true' })),
    startModelServer(sampleFile('fraud-detection'), 'fraud-detection-model'),
  ]);
  const endpoint = `${modelServer.url}/models/fraud-detection-model`;
  const inference = await startGateway({ registryUrl: registry.url, internalSecret: secret });
  const urls = { registry: registry.url, inference: `http://127.0.0.1:${inference.port}/graphql` };
  const keys = keysInHand();
  const running = await startMcpRouter(urls, keys, options);
  stopping.push(running.stop, inference.stop, () => stopModelServer(modelServer));

  /** Registers a version; its description and other details may be given. */
  const registerFor = (team: string, modelId: string, more: object = {}) =>
    register(registry.as(team), { modelId, teamId: team, description: `The model ${modelId}`, ...more });
  /** What a deployer does, from the claim to the report that the endpoint has answered. */
  const serve = async (deploymentId: string) => {
    const report = await claim(registry.as('deployer'), deploymentId);
    await report({ phase: 'PREPARING', progressPercent: 30, message: 'starts the server' });
    await report({ phase: 'DONE', status: 'DEPLOYED', progressPercent: 100, endpoint });
  };

  return {
    ...running,
    /** The typed client, through the router. */
    as: (holder: KeyHolder) =>
      createModelgraphClient({ url: `http://127.0.0.1:${running.router.port}/graphql`, apiKey: keyOf[holder] }),
    keys,
    urls,
    registerFor,
    serve,
    async deployed(team: string, modelId: string, more: object = {}) {
      await registerFor(team, modelId, more);
      await serve(await deploy(registry.as(team), modelId));
    },
  };
}

export type RunningMcp = Awaited<ReturnType<typeof startMcp>>;

/** The first answer that `isRight`. Throws with the last one. */
export async function eventually<Answer>(
  ask: () => Answer | Promise<Answer>,
  isRight: (answer: Answer) => boolean,
  milliseconds = 30_000,
): Promise<Answer> {
  const deadline = Date.now() + milliseconds;
  const pause = createPauses();
  for (;;) {
    const answer = await ask();
    if (isRight(answer)) return answer;
    if (Date.now() > deadline) throw new Error(`Still not so: ${JSON.stringify(answer)}`);
    await pause();
  }
}
