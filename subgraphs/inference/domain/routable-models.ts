/** What a completion can be routed to, as the caller may see it. */
import type { Identity } from '../../../platform/access.ts';
import type { Catalog, CatalogEntry } from './catalog.ts';
import type { ProviderSet } from './provider.ts';
import { visibleEntries } from './routing.ts';

export interface RoutableModel {
  /** What a request names it by. */
  readonly id: string;
  readonly kind: 'PROVIDER' | 'REGISTERED';
  readonly provider: string;
  /** Null for a provider's model. */
  readonly deploymentTarget: CatalogEntry['deploymentTarget'] | null;
  readonly teamId: string | null;
}

/** The providers' models in the order of the configuration, then the registered ones by id. */
export function routableModels(
  catalog: Pick<Catalog, 'entries'>,
  providers: Pick<ProviderSet, 'all'>,
  caller: Identity,
): RoutableModel[] {
  const ofProviders = providers.all.flatMap(({ name, listedModels }) =>
    listedModels.map((id) => ({ id, kind: 'PROVIDER' as const, provider: name, deploymentTarget: null, teamId: null })),
  );
  const registered = new Map(
    visibleEntries(catalog.entries(), caller).map(({ modelId, version, deploymentTarget, teamId }) => {
      const id = `${modelId}@${version}`;
      return [id, { id, kind: 'REGISTERED' as const, provider: 'registry', deploymentTarget, teamId }];
    }),
  );
  return [...ofProviders, ...[...registered.values()].sort((left, right) => left.id.localeCompare(right.id))];
}
