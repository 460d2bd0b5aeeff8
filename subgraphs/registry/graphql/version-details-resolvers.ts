/** What a version says of itself, and its place in the lineage. */
import type { Resolvers } from '../generated/resolvers.ts';
import { parseConnection } from './search-input.ts';

export const versionDetailsResolvers: Resolvers = {
  ModelVersion: {
    task: ({ task }) => task ?? 'PREDICTION',
    modelCard: async (version, _request, { registry }) => (await registry.detailsOf(version)).modelCard ?? null,
    metrics: async (version, _request, { registry }) => [...((await registry.detailsOf(version)).metrics ?? [])],
    hyperparameters: async (version, _request, { registry }) => [
      ...((await registry.detailsOf(version)).hyperparameters ?? []),
    ],
    signature: async (version, _request, { registry }) => (await registry.detailsOf(version)).signature ?? null,
    lineage: (version) => version,
    derivedVersions: (version, request, { registry }) => registry.derivedVersionsOf(version, parseConnection(request)),
  },

  ModelSignature: { outputs: ({ outputs }) => outputs ?? null },
  DataSpec: {
    tensors: ({ tensors }) => (tensors ? [...tensors] : null),
    jsonSchema: ({ jsonSchema }) => jsonSchema ?? null,
  },
  TensorSpec: { shape: ({ shape }) => [...shape] },
  Dataset: { digest: ({ digest }) => digest ?? null },

  VersionLineage: {
    datasets: async (version, _request, { registry }) => [...((await registry.detailsOf(version)).datasets ?? [])],
    trainingRun: async (version, _request, { registry }) => (await registry.detailsOf(version)).trainingRun ?? null,
    gitCommit: async (version, _request, { registry }) => (await registry.detailsOf(version)).gitCommit ?? null,
    parent: async ({ parent }, _request, { registry }) => (parent && (await registry.version(parent))) ?? null,
  },
};
