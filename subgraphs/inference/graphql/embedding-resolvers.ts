import type { Resolvers } from '../generated/resolvers.ts';
import { parseEmbeddingInput } from './embedding-input.ts';

export const embeddingResolvers: Resolvers = {
  Mutation: {
    createEmbedding: (_parent, { input }, { embed, identity, signal }) =>
      embed(identity, parseEmbeddingInput(input), signal),
  },
};
