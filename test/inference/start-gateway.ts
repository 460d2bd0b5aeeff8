/** The inference subgraph on real wires: the embedded cloud around it, and callers with signed identities. */
import { parse } from 'graphql';
import { type Client, createClient } from 'graphql-ws';
import { createModelgraphClient, type ModelgraphClient } from '../../client/client.ts';
import { startEmbeddedCloud } from '../../infra/local/cloud.ts';
import type { Identity } from '../../platform/access.ts';
import { readEnvironment } from '../../platform/config.ts';
import { identityHeader, identityTokens } from '../../platform/identity.ts';
import { createLogger } from '../../platform/logging.ts';
import type { SubgraphServer } from '../../platform/subgraph-server.ts';
import { readLimits } from '../../subgraphs/inference/limits-file.ts';
import { createProviders, providerVariables } from '../../subgraphs/inference/providers/providers.ts';
import { type InferenceOptions, startInference } from '../../subgraphs/inference/start-inference.ts';
import { createPauses } from '../runner/pauses.ts';

export const internalSecret = 'a secret of the tests, longer than 32 characters';
const tokens = identityTokens(internalSecret);

export const scientist: Identity = { userId: 'dana', tier: 'STANDARD', groups: ['data-science-team'] };
export const stranger: Identity = { userId: 'gus', tier: 'STANDARD', groups: ['growth-team'] };

/** The embedded cloud, with this process's AWS variables pointing to it. */
export async function startCloud(folder: string) {
  const cloud = await startEmbeddedCloud({ dataDirectory: folder });
  Object.assign(process.env, cloud.environment);
  return cloud;
}

export interface GatewayOptions extends Partial<InferenceOptions> {
  readonly registryUrl: string;
  /** As in OPENAI_API_KEY; by default there are none, and the local provider answers. */
  readonly providerEnvironment?: Record<string, string>;
}

export interface Gateway extends SubgraphServer {
  as(identity: Identity): ModelgraphClient;
  /** The data of a document that no client has. */
  query<Result>(identity: Identity, document: string, variables?: Record<string, unknown>): Promise<Result>;
  /** The events of a subscription, as graphql-ws results. Leaving the loop leaves the subscription. */
  subscribe(identity: Identity, query: string, variables: Record<string, unknown>): AsyncIterableIterator<StreamEvent>;
  /** Stops while the subscriptions' WebSocket stays open. */
  stopServer(): Promise<void>;
  /** Closes the WebSocket that the subscriptions share. */
  leaveAll(): Promise<void>;
}

export interface StreamEvent {
  readonly data?: { readonly completionStream: StreamedChunk } | null;
  readonly errors?: readonly { readonly extensions?: Record<string, unknown> }[];
}

export interface StreamedChunk {
  readonly delta: string;
  readonly finishReason: string | null;
  readonly usage: { readonly totalTokens: number } | null;
  readonly routing: { readonly provider: string; readonly registeredModelUsed: string | null };
}

export async function startGateway({ providerEnvironment = {}, ...options }: GatewayOptions): Promise<Gateway> {
  const logger = createLogger('inference-of-the-test');
  const providers = await createProviders(
    readEnvironment(providerVariables, providerEnvironment),
    logger,
    providerEnvironment,
  );
  const server = await startInference({
    host: '127.0.0.1',
    port: 0,
    logger,
    internalSecret,
    redisUrl: process.env.REDIS_URL ?? '',
    // A busy machine is not what most tests are about.
    redis: { patienceMilliseconds: 5_000 },
    busName: process.env.EVENT_BUS_NAME ?? '',
    queueUrl: process.env.INFERENCE_QUEUE_URL ?? '',
    providers,
    allowPrivateEndpoints: true,
    limits: await readLimits(undefined),
    cache: { mode: 'OFF', seconds: 300 },
    catalogPollMilliseconds: 60_000,
    registryProbeMilliseconds: 100,
    ...options,
  });
  const url = `http://127.0.0.1:${server.port}/graphql`;
  let socket: Client | undefined;
  const as: Gateway['as'] = (identity) =>
    createModelgraphClient({ url, headers: async () => ({ [identityHeader]: await tokens.sign(identity) }) });
  return {
    ...server,
    as,
    query: (identity, document, variables = {}) => as(identity).request(parse(document) as never, variables as never),
    async *subscribe(identity, query, variables) {
      socket ??= createClient({ url: url.replace('http', 'ws'), webSocketImpl: WebSocket, retryAttempts: 0 });
      const extensions = { [identityHeader]: await tokens.sign(identity) };
      yield* socket.iterate({ query, variables, extensions }) as AsyncIterableIterator<StreamEvent>;
    },
    stopServer: () => server.stop(),
    async leaveAll() {
      await socket?.dispose();
      socket = undefined;
    },
    async stop() {
      await socket?.dispose();
      await server.stop();
    },
  };
}

/** The first answer that `isRight`; the last one when none is within `milliseconds`. */
export async function eventually<Answer>(
  ask: () => Answer | Promise<Answer>,
  isRight: (answer: Answer) => boolean,
  milliseconds = 30_000,
): Promise<Answer> {
  const deadline = Date.now() + milliseconds;
  const pause = createPauses();
  for (;;) {
    const answer = await ask();
    if (isRight(answer) || Date.now() > deadline) return answer;
    await pause();
  }
}
