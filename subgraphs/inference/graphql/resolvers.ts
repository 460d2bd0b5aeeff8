import { DomainError } from '../../../platform/errors.ts';
import type { CompletionChunk, DescribedModel } from '../domain/completion.ts';
import { visibleEntries } from '../domain/routing.ts';
import type { Resolvers, RoutableModel } from '../generated/resolvers.ts';
import { parseCompletionInput, parseModelArguments, parseStreamInput } from './completion-input.ts';
import type { InferenceContext, ModelReference } from './context.ts';

export const resolvers: Resolvers = {
  Query: {
    routableModels: (_parent, _arguments, context) => routableModels(context),
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

function routableModels({ catalog, identity, providers }: InferenceContext): RoutableModel[] {
  const ofProviders = providers().all.flatMap(({ name, listedModels }) =>
    listedModels.map((id) => ({ id, kind: 'PROVIDER' as const, provider: name, deploymentTarget: null, teamId: null })),
  );
  const registered = new Map(
    visibleEntries(catalog.entries(), identity).map(({ modelId, version, deploymentTarget, teamId }) => {
      const id = `${modelId}@${version}`;
      return [id, { id, kind: 'REGISTERED' as const, provider: 'registry', deploymentTarget, teamId }];
    }),
  );
  return [...ofProviders, ...[...registered.values()].sort((left, right) => left.id.localeCompare(right.id))];
}
