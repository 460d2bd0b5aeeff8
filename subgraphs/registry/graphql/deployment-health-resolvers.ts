/** The health of what serves: parse, delegate. */
import { z } from 'zod';
import { healthOf } from '../domain/deployment-health.ts';
import { healthStatuses } from '../domain/model.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import { heartbeatRequest } from './deployments-input.ts';
import { parse, text } from './input.ts';

const seen = z.object({ status: z.enum(healthStatuses), message: text(1024, 'A message') });
const healthRequest = heartbeatRequest.and(seen);

export const deploymentHealthResolvers: Resolvers = {
  Mutation: {
    reportDeploymentHealth: async (_parent, { input }, { registry }) => ({
      deployment: await registry.reportHealth(parse(healthRequest, input, 'input')),
    }),
  },

  Deployment: {
    health: (deployment) => healthOf(deployment) ?? null,
  },
};
