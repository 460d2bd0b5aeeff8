/** Deployments of the registry that speak OpenAI's API, as chat providers. */
import { LRUCache } from 'lru-cache';
import { type Dispatcher, request as send } from 'undici';
import { z } from 'zod';
import type { CatalogEntry } from '../domain/catalog.ts';
import { type DeployedChat, deployedProviderName } from '../domain/deployed-chat.ts';
import type { ChatProvider } from '../domain/provider.ts';
import { failureOfStatus, ProviderFailure } from '../domain/provider-failure.ts';

const modelList = z.object({ data: z.array(z.object({ id: z.string() })).min(1) });
const mostKnown = 1_000;

/** `dispatcher` lets only addresses be reached that may be. */
export function openaiDeployments(dispatcher: Dispatcher): DeployedChat {
  const known = new LRUCache<string, ChatProvider>({ max: mostKnown });
  return (entry) => {
    const key = `${entry.deploymentId} ${entry.endpoint}`;
    const found = known.get(key) ?? deployedProvider(entry, dispatcher);
    known.set(key, found);
    return found;
  };
}

function deployedProvider({ modelId, version, endpoint }: CatalogEntry, dispatcher: Dispatcher): ChatProvider {
  const baseUrl = endpoint.replace(/\/+$/, '');
  const name = deployedProviderName;
  const configuration = {
    name,
    kind: 'openai-compatible' as const,
    baseUrl,
    apiKey: 'none',
    apiVersion: '',
    models: [{ name: modelId }, { name: `${modelId}@${version}` }],
    isDefault: false,
    weight: 1,
  };
  const factsOf = () => ({ upstreamName: `${modelId}@${version}`, severalAnswers: false });
  const adapter = import('./openai-provider.ts').then(({ openaiProvider }) =>
    openaiProvider(configuration, factsOf, dispatcher),
  );
  // What the server calls the model it serves is asked once; it serves one.
  let servedName: string | undefined;
  const nameOfServed = async (signal: AbortSignal): Promise<string> => {
    servedName ??= await askForModel(baseUrl, dispatcher, signal);
    return servedName;
  };

  return {
    name,
    models: configuration.models.map((model) => model.name),
    listedModels: [],
    isDefault: false,
    weight: 1,
    factsOf,
    async complete(request, signal) {
      return (await adapter).complete({ ...request, model: await nameOfServed(signal) }, signal);
    },
    async *stream(request, signal) {
      return yield* (await adapter).stream({ ...request, model: await nameOfServed(signal) }, signal);
    },
    checkHealth: async (signal) => (await adapter).checkHealth(signal),
  };
}

async function askForModel(baseUrl: string, dispatcher: Dispatcher, signal: AbortSignal): Promise<string> {
  const answer = await send(`${baseUrl}/models`, { dispatcher, signal }).catch(() => {
    signal.throwIfAborted();
    throw new ProviderFailure('UNREACHABLE', deployedProviderName, 'cannot be reached');
  });
  if (answer.statusCode !== 200) {
    await answer.body.dump();
    throw failureOfStatus(deployedProviderName, answer.statusCode);
  }
  const listed = modelList.safeParse(await answer.body.json().catch(() => undefined));
  const id = listed.data?.data[0]?.id;
  if (id === undefined) throw new ProviderFailure('UNREADABLE', deployedProviderName, 'does not say what it serves');
  return id;
}
