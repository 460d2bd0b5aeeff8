import { DomainError } from '../../../platform/errors.ts';
import type { CompletionChunk, DescribedModel } from '../domain/completion.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import { parseCompletionInput, parseModelArguments, parseStreamInput } from './completion-input.ts';
import type { ModelReference } from './context.ts';

export const resolvers: Resolvers = {
  Query: {
    routableModels: (_parent, _arguments, context) => context.routableModels(),
    modelCatalog: (_parent, _arguments, { catalogState }) => catalogState(),
    inferenceHealth: (_parent, _arguments, { checkHealth }) => checkHealth(),
  },

  Mutation: {
    createCompletion: (_parent, { input }, { completions, identity, signal }) =>
      completions.complete(identity, parseCompletionInput(input), signal),
  },

  Subscription: {
    completionStream: {
      subscribe: (_parent, { input }, { completions, identity, signal }) =>
        completions.stream(identity, parseStreamInput(input), signal),
      // The stream yields the chunks themselves, not objects with the field's name.
      resolve: (chunk: CompletionChunk) => chunk,
    },
  },

  Completion: {
    guardrails: ({ guardrails = [] }) => [...guardrails],
  },
  CompletionChunk: {
    guardrails: ({ guardrails = [] }) => [...guardrails],
  },

  Model: {
    __resolveReference: (reference) => reference as ModelReference,
    completion: (model, given, { completions, identity, signal }) =>
      completions.completeFor(identity, describe(model), parseModelArguments(given), signal),
  },

  ModelVersion: {
    __resolveReference: (reference) => reference,
    routable: (version, _arguments, { routable }) => routable.load(version),
  },
};

function describe({ id, teamId, latestVersion, visibility, grantedTeams }: ModelReference): DescribedModel {
  if (teamId === undefined || !latestVersion) {
    throw new DomainError('NOT_FOUND', `Model "${id}" is not known`);
  }
  return {
    modelId: id,
    teamId,
    ...latestVersion,
    ...(visibility && { visibility }),
    ...(grantedTeams && { grantedTeams }),
  };
}
