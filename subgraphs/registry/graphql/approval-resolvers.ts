/** Approvals: parse, delegate. */

import type { Resolvers } from '../generated/resolvers.ts';
import { decisionRequest } from './approval-input.ts';
import { parse } from './input.ts';

export const approvalResolvers: Resolvers = {
  Mutation: {
    decideApproval: async (_parent, { input }, { registry }) => ({
      modelVersion: await registry.decideApproval(parse(decisionRequest, input, 'input')),
    }),
  },

  ModelVersion: {
    approval: ({ approval }) => ({
      status: approval?.decision ?? 'PENDING',
      decidedBy: approval?.decidedBy ?? null,
      decidedAt: approval?.decidedAt ?? null,
      comment: approval?.comment ?? null,
    }),
  },
};
