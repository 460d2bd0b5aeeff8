/** GraphQL to the registry and back: parse, delegate. */

import type { StatusChange } from '../domain/model.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import type { RegistryContext } from './context.ts';
import { parse, parseWatchRequest } from './input.ts';
import { deploymentsRequest, modelsRequest, parseConnection } from './search-input.ts';
import { endable } from './subscription.ts';
import { detailedRegistration } from './version-details-input.ts';

export const resolvers: Resolvers = {
  Query: {
    model: async (_parent, { id }, { registry }) => (await registry.model(id)) ?? null,
    models: (_parent, request, { registry }) => {
      const { filter = {}, sort, ...page } = parse(modelsRequest, request);
      return registry.models(filter, page, sort);
    },
    deployment: async (_parent, { id }, { registry }) => (await registry.deployment(id)) ?? null,
    deployments: (_parent, request, { registry }) => {
      const { filter = {}, ...page } = parse(deploymentsRequest, request);
      return registry.deployments(filter, page);
    },
    registryStatistics: (_parent, _request, { registry }) => registry.statistics(),
    viewer: (_parent, _request, { identity }) => ({ ...identity, groups: [...identity.groups] }),
    registryHealth: (_parent, _request, { health }) => health(),
  },

  Mutation: {
    registerModel: async (_parent, { input }, { registry }) => ({
      modelVersion: await registry.register(parse(detailedRegistration, input, 'input')),
    }),
  },

  Subscription: {
    deploymentStatusChanged: {
      subscribe: async (_parent, request, { registry, signal }) => {
        const { subject, after } = parseWatchRequest(request);
        return endable(signal, (ended) => registry.watch(subject, after, ended));
      },
      resolve: (change: StatusChange, _request: unknown, { forget }: RegistryContext) => {
        // Each event shows the records as they are now.
        forget();
        return change;
      },
    },
  },

  Model: {
    __resolveReference: async ({ id }, { registry }) => (await registry.model(id)) ?? null,
    framework: async (model, _request, { registry }) => (await registry.latestVersionOf(model)).framework,
    description: async (model, _request, { registry }) => (await registry.latestVersionOf(model)).description ?? null,
    version: async ({ id }, { version }, { registry }) => (await registry.version({ modelId: id, version })) ?? null,
    versions: (model, request, { registry }) => registry.versionsOf(model, parseConnection(request)),
    latestVersion: (model, _request, { registry }) => registry.latestVersionOf(model),
    usage: (model, { window }, { registry }) => registry.usageOf(model, window),
  },

  ModelVersion: {
    __resolveReference: async ({ modelId, version }, { registry }) =>
      (await registry.version({ modelId, version })) ?? null,
    model: (version, _request, { registry }) => registry.modelOf(version),
    description: ({ description }) => description ?? null,
    tags: ({ tags }) => [...tags],
    deployment: async (version, _request, { registry }) => (await registry.newestDeploymentOf(version)) ?? null,
  },

  Deployment: {
    __resolveReference: async ({ id }, { registry }) => (await registry.deployment(id)) ?? null,
  },

  DeploymentStatusEvent: {
    deployment: (change, _request, { registry }) => registry.deploymentOf(change),
  },
};
