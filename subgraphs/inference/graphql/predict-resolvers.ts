import type { Resolvers } from '../generated/resolvers.ts';
import { parsePredictInput } from './predict-input.ts';

export const predictResolvers: Resolvers = {
  Query: {
    predictiveModels: (_parent, _arguments, { listPredictiveModels, identity, signal }) =>
      listPredictiveModels(identity, signal),
  },

  Mutation: {
    predict: (_parent, { input }, { predict, identity, signal }) => predict(identity, parsePredictInput(input), signal),
  },
};
