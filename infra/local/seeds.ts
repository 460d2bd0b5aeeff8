/** What embedded mode puts into an empty registry, so that the first request can be sent at once. */
import type { Identity } from '../../platform/access.ts';
import { type ApiKeyStore, visiblePrefixLength } from '../../platform/dynamo-api-keys.ts';

export const seededApiKeys: Readonly<Record<string, Identity>> = {
  'mg-local-admin': { userId: 'local-admin', tier: 'INTERNAL', groups: ['admin'] },
  'mg-local-data-science': { userId: 'local-data-scientist', tier: 'STANDARD', groups: ['data-science-team'] },
  'mg-local-growth': { userId: 'local-growth-engineer', tier: 'STANDARD', groups: ['growth-team'] },
};

/** Teams that exist in embedded mode. */
export const seededTeams = ['data-science-team', 'growth-team', 'ml-platform-team'];

/** Adds the seeded keys; those that exist, revoked ones included, are left as they are. */
export async function seedApiKeys(apiKeys: ApiKeyStore): Promise<void> {
  await Promise.all(
    Object.entries(seededApiKeys).map(([apiKey, identity]) =>
      apiKeys.add(apiKey, { identity, prefix: apiKey.slice(0, visiblePrefixLength) }),
    ),
  );
}
