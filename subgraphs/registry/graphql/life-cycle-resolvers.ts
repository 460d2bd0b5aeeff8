/** Archiving, restoring, deleting, and the audit trail of it all, over GraphQL: parse, delegate. */
import type { Resolvers } from '../generated/resolvers.ts';
import { parse, parsePage } from './input.ts';
import { auditTrailRequest, lifeCycleRequest, modelDeletionRequest } from './life-cycle-input.ts';

export const lifeCycleResolvers: Resolvers = {
  Query: {
    auditTrail: async (_parent, request, { registry }) => {
      const { modelId, ...page } = parse(auditTrailRequest, request);
      return (await registry.audit.trail(modelId, page)) ?? null;
    },
  },

  Mutation: {
    archiveModelVersion: async (_parent, { input }, { registry }) => ({
      modelVersion: await registry.lifeCycle.archive(parse(lifeCycleRequest, input, 'input')),
    }),
    restoreModelVersion: async (_parent, { input }, { registry }) => ({
      modelVersion: await registry.lifeCycle.restore(parse(lifeCycleRequest, input, 'input')),
    }),
    deleteModelVersion: async (_parent, { input }, { registry }) => ({
      modelVersion: await registry.lifeCycle.delete(parse(lifeCycleRequest, input, 'input')),
    }),
    deleteModel: (_parent, { input }, { registry }) =>
      registry.lifeCycle.deleteModel(parse(modelDeletionRequest, input, 'input')),
  },

  Model: {
    auditTrail: ({ id }, request, { registry }) => registry.audit.trailOf(id, parsePage(request)),
  },

  ModelVersion: {
    deletedAt: ({ deletedAt }) => deletedAt ?? null,
  },

  AuditEntry: {
    reason: ({ reason }) => reason ?? null,
    version: ({ version }) => version ?? null,
  },
};
