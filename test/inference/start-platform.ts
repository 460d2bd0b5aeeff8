/** A gateway with all that it talks to: a registry, a chat model upstream and a real model server, for one test file. */
import { CreateCompletionDocument, RoutableModelsDocument } from '../../client/generated/operations.ts';
import { sampleFile, startModelServer, stopModelServer } from '../registry/start-model-server.ts';
import { startChatUpstream } from './chat-upstream.ts';
import { startRegistryServer } from './registry-server.ts';
import { catalogEntry } from './samples.ts';
import { eventually, type Gateway, internalSecret, scientist, startCloud, startGateway } from './start-gateway.ts';

const timeoutMilliseconds = 1_500;
/**
 * Milliseconds within which a provider hears that its caller has left. On a machine of one's own it is less than 20; what matters is
 * that it comes long before the timeout would.
 */
export const promptly = 1_000;

/** `folder`: where the embedded cloud keeps its state. */
export async function startPlatform(folder: string) {
  const [cloud, modelServer, registry, upstream] = await Promise.all([
    startCloud(folder),
    startModelServer(sampleFile('fraud-detection'), 'fraud-detection-model'),
    startRegistryServer(internalSecret),
    startChatUpstream(),
  ]);
  registry.serving.push(
    catalogEntry({ endpoint: `${modelServer.url}/models/fraud-detection-model` }),
    catalogEntry({
      deploymentId: 'deployment-2',
      modelId: 'recommendation-engine',
      deploymentTarget: 'EKS',
      endpoint: 'http://127.0.0.1:2/v2/models/recommendation-engine',
    }),
    catalogEntry({
      deploymentId: 'deployment-3',
      modelId: 'growth-model',
      teamId: 'growth-team',
      deploymentTarget: 'EKS',
    }),
  );
  const providerEnvironment = {
    OPENAI_API_KEY: 'key-of-the-test',
    OPENAI_BASE_URL: upstream.baseUrl,
    PROVIDER_TIMEOUT_SECONDS: String(timeoutMilliseconds / 1_000),
  };
  const [local, gateway] = await Promise.all([
    startGateway({ registryUrl: registry.url }),
    startGateway({ registryUrl: registry.url, providerEnvironment }),
  ]);
  for (const running of [local, gateway]) {
    await eventually(
      () => running.as(scientist).request(RoutableModelsDocument, {}),
      ({ modelCatalog }) => modelCatalog.source === 'REGISTRY',
    );
  }
  return {
    registry,
    upstream,
    /** Its provider is the local one. */
    local,
    /** Its provider is the upstream server. */
    gateway,
    async stop() {
      await Promise.all([local.stop(), gateway.stop()]);
      await Promise.all([registry.stop(), upstream.close(), stopModelServer(modelServer), cloud.close()]);
    },
  };
}

export type Platform = Awaited<ReturnType<typeof startPlatform>>;

/** Asks for a completion about a suspicious payment, unless `input` has other messages. */
export async function complete(running: Gateway, input: Record<string, unknown>, identity = scientist) {
  const content = 'Analyze this transaction for fraud: amount 4800, hour 3, distance 900, foreign 1';
  const { createCompletion } = await running
    .as(identity)
    .request(CreateCompletionDocument, { input: { messages: [{ role: 'USER', content }], ...input } });
  return createCompletion;
}
