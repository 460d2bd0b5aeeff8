/** Deployments of the registry that speak OpenAI's API, as chat providers. */
import { LRUCache } from 'lru-cache';
import { type Dispatcher, request as send } from 'undici';
import { z } from 'zod';
import type { EndpointKeyOf } from '../../../platform/endpoint-keys.ts';
import type { CatalogEntry } from '../domain/catalog.ts';
import { type DeployedChat, deployedProviderName } from '../domain/deployed-chat.ts';
import type { ChatProvider } from '../domain/provider.ts';
import { failureOfStatus, ProviderFailure } from '../domain/provider-failure.ts';

const modelList = z.object({ data: z.array(z.object({ id: z.string() })).min(1) });
const mostKnown = 1_000;
/** The protocol's client sends one in any case. */
const keyOfThoseWithout = 'none';

/** `dispatcher` lets only addresses be reached that may be; `keyOf`: of endpoints that ask for a key. */
export function openaiDeployments(dispatcher: Dispatcher, keyOf: EndpointKeyOf): DeployedChat {
  const known = new LRUCache<string, ChatProvider>({ max: mostKnown });
  return (entry) => {
    const key = `${entry.deploymentId} ${entry.endpoint}`;
    const found = known.get(key) ?? deployedProvider(entry, dispatcher, keyOf(entry.endpoint, entry.teamId));
    known.set(key, found);
    return found;
  };
}

function deployedProvider(
  { modelId, version, endpoint }: CatalogEntry,
  dispatcher: Dispatcher,
  apiKey = keyOfThoseWithout,
): ChatProvider {
  const baseUrl = endpoint.replace(/\/+$/, '');
  const name = deployedProviderName;
  const configuration = {
    name,
    kind: 'openai-compatible' as const,
    baseUrl,
    apiKey,
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
    servedName ??= await askForModel(baseUrl, apiKey, dispatcher, signal);
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

async function askForModel(
  baseUrl: string,
  apiKey: string,
  dispatcher: Dispatcher,
  signal: AbortSignal,
): Promise<string> {
  const headers = { authorization: `Bearer ${apiKey}` };
  const answer = await send(`${baseUrl}/models`, { dispatcher, headers, signal }).catch(() => {
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
