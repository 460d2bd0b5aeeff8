/** What resolvers work with, and the shapes that the router sends them. */
import DataLoader from 'dataloader';
import type { Identity, ModelVisibility } from '../../../platform/access.ts';
import type { Catalog, CatalogState } from '../domain/catalog.ts';
import type { CompletionService } from '../domain/completion-service.ts';
import type { Embed } from '../domain/embedding.ts';
import type { Predict } from '../domain/prediction-service.ts';
import type { ListPredictiveModels } from '../domain/predictive-models.ts';
import type { ProviderSet } from '../domain/provider.ts';
import { type RoutableModel, routableModels } from '../domain/routable-models.ts';
import { mayUse } from '../domain/routing.ts';
import type { ServiceHealth } from '../health.ts';

/** The key of a version, as the router sends it, with the registry's field that `routable` requires. */
export interface ModelVersionReference {
  readonly modelId: string;
  readonly version: string;
  readonly status?: string;
}

/** A model, with the registry's fields that `completion` requires. */
export interface ModelReference {
  readonly id: string;
  readonly teamId?: string;
  readonly visibility?: ModelVisibility;
  readonly grantedTeams?: readonly string[];
  readonly latestVersion?: {
    readonly version: string;
    readonly framework: string;
    readonly description: string | null;
  };
}

export interface InferenceContext {
  readonly identity: Identity;
  /** Aborted when the caller leaves. */
  readonly signal: AbortSignal;
  readonly completions: CompletionService;
  readonly predict: Predict;
  readonly listPredictiveModels: ListPredictiveModels;
  readonly embed: Embed;
  readonly routableModels: () => RoutableModel[];
  readonly routable: DataLoader<ModelVersionReference, boolean, string>;
  readonly checkHealth: () => Promise<ServiceHealth>;
  readonly catalogState: () => CatalogState;
}

export interface ContextSources {
  readonly completions: CompletionService;
  readonly predict: Predict;
  readonly listPredictiveModels: ListPredictiveModels;
  readonly embed: Embed;
  readonly catalog: Catalog;
  readonly providers: () => ProviderSet;
  readonly lookUp: (modelId: string, version: string) => Promise<void>;
  readonly checkHealth: () => Promise<ServiceHealth>;
}

/**
 * Of deployed versions that the catalog does not know so many are looked up in the registry per request. That is for the
 * subscriber who hears that a version is deployed before the gateway has heard it; long lists are answered from the catalog.
 */
const mostLookUps = 5;

export function createContext(
  { catalog, providers, lookUp, ...sources }: ContextSources,
  caller: { readonly identity: Identity; readonly signal: AbortSignal },
): InferenceContext {
  const answer = ({ modelId, version }: ModelVersionReference): boolean => {
    const entry = catalog.find(modelId, version);
    return entry !== undefined && mayUse(catalog, caller.identity, entry);
  };
  return {
    ...caller,
    ...sources,
    catalogState: () => catalog.state(),
    routableModels: () => routableModels(catalog, providers(), caller.identity),
    routable: new DataLoader(
      async (versions) => {
        const unknown = versions.filter(
          ({ modelId, version, status }) => status === 'DEPLOYED' && !catalog.find(modelId, version),
        );
        if (unknown.length <= mostLookUps) {
          await Promise.all(unknown.map(({ modelId, version }) => lookUp(modelId, version)));
        }
        return versions.map(answer);
      },
      // A subscription's context lives through many events, each to be answered as things are then.
      { cache: false },
    ),
  };
}
