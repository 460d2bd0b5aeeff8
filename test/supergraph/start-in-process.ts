/** Router, registry and inference over an embedded cloud, all in this process, on real wires: what `npm start` runs, less the deployer. */
import { readFileSync } from 'node:fs';
import { afterAll } from '@jest/globals';
import { createModelgraphClient, type ModelgraphClient } from '../../client/client.ts';
import { identityTokens } from '../../platform/identity.ts';
import type { Stoppable } from '../../platform/lifecycle.ts';
import { createLogger } from '../../platform/logging.ts';
import { startRouter } from '../../router/router.ts';
import { startGateway } from '../inference/start-gateway.ts';
import { identityOf } from '../registry/samples.ts';
import { secret, startRegistry } from '../registry/start-registry.ts';

export interface Supergraph {
  /** The router's address. */
  readonly url: string;
  /** What a caller with these groups sends along. */
  headers(...groups: string[]): Promise<{ authorization: string }>;
  /** A client of the router whose caller has these groups. */
  as(...groups: string[]): ModelgraphClient;
}

/** Stopped, and its data removed, after the tests of the file that asked for it. The teams are `team-a`, `team-b` and `team-c`. */
export async function startSupergraph(): Promise<Supergraph> {
  const running: Stoppable[] = [];
  afterAll(async () => {
    for (const part of running.reverse()) await part.stop();
  });
  const registry = await startRegistry();
  const inference = await startGateway({ registryUrl: registry.url, internalSecret: secret });
  running.push(inference);
  const tokens = identityTokens(secret);
  const router = await startRouter({
    host: '127.0.0.1',
    port: 0,
    logger: createLogger('router-of-the-test'),
    supergraphSdl: readFileSync(new URL('../../schema/supergraph.graphql', import.meta.url), 'utf8'),
    urls: { registry: registry.url, inference: inference.url },
    apiKeys: { find: async () => undefined, markUsed: async () => undefined },
    tokens,
    introspection: true,
  });
  running.push(router);
  const headers = async (...groups: string[]) => ({
    authorization: `Bearer ${await tokens.sign(identityOf(...groups))}`,
  });
  return {
    url: router.url,
    headers,
    as(...groups) {
      const client = createModelgraphClient({ url: router.url, headers: () => headers(...groups) });
      running.push({ stop: () => client.close() });
      return client;
    },
  };
}
