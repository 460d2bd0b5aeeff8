/** What model servers write: parse, delegate. */
import { z } from 'zod';
import { DomainError } from '../../../platform/errors.ts';
import { followLogs, type LogEvent } from '../domain/deployment-logs.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import { optional, parse } from './input.ts';
import { endable } from './subscription.ts';

const most = 'There may be 1 to 1000 lines';
const tailRequest = z.object({ last: optional(z.number().int().min(1, most).max(1_000, most)) });
const defaultLines = 100;

export const deploymentLogsResolvers: Resolvers = {
  Subscription: {
    deploymentLogs: {
      subscribe: async (_parent, { deploymentId }, { registry, logs, signal, forget }) => {
        const deployment = await registry.deployment(deploymentId);
        if (!deployment) throw new DomainError('NOT_FOUND', `No deployment "${deploymentId}"`);
        const asItIsNow = () => {
          forget();
          return registry.deployment(deploymentId);
        };
        return endable(signal, async (ended) => followLogs(logs, deploymentId, ended, asItIsNow));
      },
      resolve: ({ lines, dropped }: LogEvent) => ({ lines: [...lines], dropped }),
    },
  },

  Deployment: {
    logs: async ({ id }, request, { logs }) => logs.tail(id, parse(tailRequest, request).last ?? defaultLines),
  },
};
