/** API keys: parse, delegate. */

import { previousSecretExpiry } from '../domain/api-keys.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import { apiKeysRequest, newApiKey, revocation, rotation } from './access-input.ts';
import { parse, parsePage } from './input.ts';

export const apiKeysResolvers: Resolvers = {
  Query: {
    apiKeys: (_parent, request, { registry }) => {
      const { teamId, ...page } = parse(apiKeysRequest, request);
      return registry.access.apiKeys(teamId, page);
    },
  },

  Mutation: {
    createApiKey: async (_parent, { input }, { registry }) => {
      const { apiKey, secret } = await registry.access.createApiKey(parse(newApiKey, input, 'input'));
      return { apiKey, secret: secret ?? null };
    },
    rotateApiKey: async (_parent, { input }, { registry }) => {
      const { apiKey, secret } = await registry.access.rotateApiKey(parse(rotation, input, 'input'));
      return { apiKey, secret: secret ?? null };
    },
    revokeApiKey: async (_parent, { input }, { registry }) => ({
      apiKey: await registry.access.revokeApiKey(parse(revocation, input, 'input')),
    }),
  },

  ApiKey: {
    prefix: ({ secrets }) => secrets[0]?.prefix ?? '',
    groups: ({ groups }) => [...groups],
    expiresAt: ({ expiresOn }) => expiresOn ?? null,
    previousSecretExpiresAt: (key) => previousSecretExpiry(key) ?? null,
    revokedAt: ({ revokedAt }) => revokedAt ?? null,
    auditTrail: ({ id }, request, { registry }) => registry.access.trailOf({ apiKeyId: id }, parsePage(request)),
    lastUsedAt: ({ lastUsedAt }) => lastUsedAt ?? null,
  },
};
