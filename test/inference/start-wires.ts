/** A gateway with a provider of each kind, all of which are one upstream. */
import { writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parse } from 'graphql';
import { RoutableModelsDocument } from '../../client/generated/operations.ts';
import { type ChatUpstream, startChatUpstream } from './chat-upstream.ts';
import { startRegistryServer } from './registry-server.ts';
import { catalogEntry } from './samples.ts';
import { eventually, internalSecret, scientist, startCloud, startGateway } from './start-gateway.ts';

export const rootOf = ({ baseUrl }: ChatUpstream) => baseUrl.replace('/v1', '');

/** `more`: further providers. */
export function providersFile(root: string, more = ''): string {
  return `
providers:
  - { name: claude, kind: anthropic, baseUrl: "${root}", apiKeyEnv: CLAUDE_KEY, models: [claude-sonnet-4-5] }
  - name: microsoft
    kind: azure-openai
    baseUrl: "${root}"
    apiKeyEnv: AZURE_KEY
    models: [{ name: gpt-4o, upstream: our-deployment }]
  - name: cluster
    baseUrl: "${root}/v1"
    models: [llama, { name: small, contextTokens: 2000, tools: false, vision: false, jsonSchema: false }]
${more}`;
}

const document = parse(`mutation ($input: CompletionInput!) {
  createCompletion(input: $input) {
    message { content toolCalls { id name arguments } } finishReason
    usage { promptTokens completionTokens cachedPromptTokens costUsd }
    routing { provider model registeredModelUsed modelVersion attempts }
  }
}`);
/** `path`: where the file of providers is written; the cloud's state is beside it. */
export async function startWires(path: string) {
  const [cloud, registry, upstream] = await Promise.all([
    startCloud(dirname(path)),
    startRegistryServer(internalSecret),
    startChatUpstream(),
  ]);
  registry.serving.push(
    catalogEntry({ modelId: 'our-chat', version: '2.0.0', deploymentTarget: 'EKS', endpoint: upstream.baseUrl }),
  );
  writeFileSync(path, providersFile(rootOf(upstream)));
  const gateway = await startGateway({
    registryUrl: registry.url,
    providerEnvironment: { PROVIDERS_FILE: path, CLAUDE_KEY: 'key-of-claude', AZURE_KEY: 'key-of-azure' },
  });
  await eventually(
    () => gateway.as(scientist).request(RoutableModelsDocument, {}),
    ({ modelCatalog }) => modelCatalog.source === 'REGISTRY',
  );
  return {
    upstream,
    gateway,
    async complete(input: object, identity = scientist): Promise<object> {
      const messages = [{ role: 'USER', content: 'hi' }];
      const all = { input: { messages, cache: { mode: 'OFF' }, ...input } };
      const answer = await gateway.as(identity).request(document as never, all as never);
      return (answer as { createCompletion: object }).createCompletion;
    },
    async stop() {
      await gateway.stop();
      await Promise.all([registry.stop(), upstream.close(), cloud.close()]);
    },
  };
}

export type Wires = Awaited<ReturnType<typeof startWires>>;
