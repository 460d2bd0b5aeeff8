/** Registered models that are chat models themselves: deployments that speak OpenAI's API. */
import type { Identity } from '../../../platform/access.ts';
import type { Catalog, CatalogEntry } from './catalog.ts';
import type { ChatProvider } from './provider.ts';
import { findNamed, visibleEntries } from './routing.ts';

/** As which the registry's deployments answer. */
export const deployedProviderName = 'registry';

/** The port to a deployment's endpoint. */
export type DeployedChat = (entry: CatalogEntry) => ChatProvider;

/** Endpoints of that API end in /v1; those of the Open Inference Protocol name their model after /v2. */
export function isChatModel({ endpoint }: CatalogEntry): boolean {
  return /\/v1\/?$/.test(endpoint);
}

/** The deployment that a chat model's name means to the caller: the id of a registered model, or id@version. */
export function findChatModel(catalog: Catalog, caller: Identity, name: string): CatalogEntry | undefined {
  const at = name.lastIndexOf('@');
  const wish = at > 0 ? { id: name.slice(0, at), version: name.slice(at + 1) } : { id: name };
  return findNamed(visibleEntries(catalog.entries(), caller).filter(isChatModel), wish);
}
