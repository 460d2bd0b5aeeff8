/** Aliases over GraphQL: parse, delegate. */

import type { Alias } from '../domain/model.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import { aliasHistoryRequest, removeAliasRequest, setAliasRequest } from './aliases-input.ts';
import { parse } from './input.ts';

export const aliasesResolvers: Resolvers = {
  Mutation: {
    setModelAlias: async (_parent, { input }, { registry }) => {
      const moved = await registry.aliases.set(parse(setAliasRequest, input, 'input'));
      return { alias: moved, move: moved };
    },
    removeModelAlias: async (_parent, { input }, { registry }) => ({
      move: await registry.aliases.remove(parse(removeAliasRequest, input, 'input')),
    }),
  },

  Model: {
    alias: async (model, { name }, { registry }) => (await registry.aliases.versionNamed(model, name)) ?? null,
    aliases: (model, _request, { registry }) => registry.aliases.of(model),
    aliasHistory: (model, request, { registry }) => {
      const { alias, ...page } = parse(aliasHistoryRequest, request);
      return registry.aliases.history(model, alias, page);
    },
  },

  ModelVersion: {
    aliases: ({ aliases = [] }) => [...aliases],
  },

  ModelAlias: {
    modelVersion: (alias, _request, { registry }) => registry.versionOf({ ...alias, version: versionIn(alias) }),
  },

  AliasMove: {
    sequence: ({ revision }) => revision,
    version: ({ version }) => version ?? null,
    previousVersion: ({ previousVersion }) => previousVersion ?? null,
    reason: ({ reason }) => reason ?? null,
  },
};

/** Only moves may name no version. */
function versionIn({ alias, version }: Alias): string {
  if (version === undefined) throw new Error(`The alias ${alias} is listed and names nothing`);
  return version;
}
