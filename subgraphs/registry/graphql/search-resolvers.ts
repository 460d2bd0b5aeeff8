/** Lists and searches: parse, delegate. */
import type { Resolvers } from '../generated/resolvers.ts';

export const searchResolvers: Resolvers = {
  Model: {
    updatedAt: (model, _request, { registry }) => registry.updateTimeOf(model),
  },
  ModelConnection: {
    totalCount: (page) => page.totalCount(),
  },
};
