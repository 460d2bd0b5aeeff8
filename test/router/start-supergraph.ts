/** The router over two real subgraphs, all on ports of this machine. */
import composition from '@apollo/composition';
import { type Client, createClient } from 'graphql-ws';
import pino from 'pino';
import { WebSocket } from 'ws';
import type { Identity } from '../../platform/access.ts';
import type { ApiKeyRecord } from '../../platform/dynamo-api-keys.ts';
import type { RunningServer } from '../../platform/http-server.ts';
import { identityTokens } from '../../platform/identity.ts';
import type { SubgraphServer } from '../../platform/subgraph-server.ts';
import { type Router, type RouterOptions, startRouter } from '../../router/router.ts';
import { inferenceTypeDefs, startTestInference } from './inference-subgraph.ts';
import { registryTypeDefs, TestRegistry } from './registry-subgraph.ts';

export const secret = 'the secret of all processes in this test';
export const goodKey = 'mg-test-data-science';

export interface GraphQLAnswer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers of many shapes, and fail on a wrong one.
  readonly body: any;
  readonly headers: Headers;
}

/** The supergraph of the two test subgraphs. */
export function testSupergraph(): string {
  const url = 'http://127.0.0.1:9/graphql';
  const { supergraphSdl, errors } = composition.composeServices([
    { name: 'registry', url, typeDefs: registryTypeDefs },
    { name: 'inference', url, typeDefs: inferenceTypeDefs },
  ]);
  if (!supergraphSdl) throw new Error(`The test's subgraphs do not compose: ${errors}`);
  return supergraphSdl;
}

export class TestSupergraph {
  readonly tokens = identityTokens(secret);
  readonly registry = new TestRegistry();
  /** What the router logs: one JSON object a line. */
  readonly log: string[] = [];
  readonly logger = pino({ level: 'debug' }, { write: (line: string) => void this.log.push(line) });
  readonly keys = new Map<string, ApiKeyRecord>([[goodKey, keyRecord()]]);
  /** Look-ups in the key store. */
  lookups = 0;
  /** Keys whose use was written down. */
  readonly marks: string[] = [];
  keyStoreFails = false;
  registryServer!: RunningServer;
  inferenceServer!: SubgraphServer;
  router!: Router;
  readonly #sockets: Client[] = [];

  /** `inOneProcess`: the router meets the inference subgraph without a connection. */
  static async start({
    inOneProcess = false,
    ...options
  }: Partial<RouterOptions> & { readonly inOneProcess?: boolean } = {}): Promise<TestSupergraph> {
    const supergraph = new TestSupergraph();
    const { tokens, logger, registry } = supergraph;
    supergraph.registryServer = await registry.start(tokens, logger);
    supergraph.inferenceServer = await startTestInference(tokens, logger);
    supergraph.router = await startRouter({
      host: '127.0.0.1',
      port: 0,
      logger,
      supergraphSdl: testSupergraph(),
      urls: {
        registry: `http://127.0.0.1:${supergraph.registryServer.port}/graphql`,
        inference: `http://127.0.0.1:${supergraph.inferenceServer.port}/graphql`,
      },
      apiKeys: {
        find: (apiKey) => supergraph.#findKey(apiKey),
        markUsed: async (apiKey) => void supergraph.marks.push(apiKey),
      },
      tokens,
      introspection: true,
      ...(inOneProcess && { inference: supergraph.inferenceServer }),
      ...options,
    });
    return supergraph;
  }

  get url(): string {
    return `http://127.0.0.1:${this.router.port}/graphql`;
  }

  /** Posts an operation with the good key, unless `headers` says otherwise. */
  async query(
    query: string,
    variables: Record<string, unknown> = {},
    headers: Record<string, string> = { 'x-api-key': goodKey },
    signal?: AbortSignal,
  ): Promise<GraphQLAnswer> {
    const response = await fetch(this.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables }),
      ...(signal && { signal }),
    });
    return { status: response.status, body: await response.json(), headers: response.headers };
  }

  /** A graphql-ws client that does not retry; closed with the supergraph. */
  socket(connectionParams: Record<string, unknown> = { 'x-api-key': goodKey }): Client {
    const client = createClient({
      url: this.url.replace('http', 'ws'),
      webSocketImpl: WebSocket,
      connectionParams,
      retryAttempts: 0,
    });
    this.#sockets.push(client);
    return client;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#sockets.map((socket) => Promise.resolve(socket.dispose()).catch(() => undefined)));
    await this.router.stop();
    await Promise.all([this.registryServer.stop(), this.inferenceServer.stop()]);
  }

  async #findKey(apiKey: string): Promise<ApiKeyRecord | undefined> {
    this.lookups += 1;
    if (this.keyStoreFails) throw new Error('the table is gone');
    return this.keys.get(apiKey);
  }
}

export function keyRecord(changes: Partial<ApiKeyRecord> = {}): ApiKeyRecord {
  const identity: Identity = { userId: 'ada', tier: 'STANDARD', groups: ['data-science-team'] };
  return { identity, prefix: 'mg-test-', ...changes };
}

/** Waits until `condition` holds; ten seconds unless told otherwise, since the machine may be busy. */
export async function until(condition: () => boolean, milliseconds = 10_000): Promise<void> {
  const deadline = Date.now() + milliseconds;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`It never came true: ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
