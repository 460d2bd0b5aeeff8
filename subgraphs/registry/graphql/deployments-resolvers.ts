/** Deployments: parse, delegate. */

import type { Instructed } from '../domain/deployer-requests.ts';
import { allAtOnce } from '../domain/rollout.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import {
  claimRequest,
  deploymentRequest,
  deployRequest,
  heartbeatRequest,
  parseReport,
  reconcileRequest,
  scaleRequest,
  undeployRequest,
} from './deployments-input.ts';
import { parse, parsePage } from './input.ts';

export const deploymentsResolvers: Resolvers = {
  Mutation: {
    deployModel: async (_parent, { input }, { registry }) => ({
      deployment: await registry.deploying.deploy(parse(deployRequest, input, 'input')),
    }),
    cancelDeployment: async (_parent, { input }, { registry }) => ({
      deployment: await registry.deploying.cancel(parse(deploymentRequest, input, 'input')),
    }),
    retryDeployment: async (_parent, { input }, { registry }) => ({
      deployment: await registry.deploying.retry(parse(deploymentRequest, input, 'input')),
    }),
    rollbackDeployment: async (_parent, { input }, { registry }) => {
      const { deployment, serves } = await registry.deploying.rollBack(parse(deploymentRequest, input, 'input'));
      return { deployment, serves: serves ?? null };
    },
    scaleDeployment: async (_parent, { input }, { registry }) => ({
      deployment: await registry.deploying.scale(parse(scaleRequest, input, 'input')),
    }),
    undeployModel: async (_parent, { input }, { registry }) => ({
      deployment: await registry.deploying.undeploy(parse(undeployRequest, input, 'input')),
    }),
    claimDeployment: async (_parent, { input }, { registry }) => {
      const { deployment, fencingToken } = await registry.claim(parse(claimRequest, input, 'input'));
      return { deployment, fencingToken, leaseExpiresAt: deployment.leaseExpiresAt ?? deployment.changedAt };
    },
    reportDeployment: async (_parent, { input }, { registry }) => instructed(await registry.report(parseReport(input))),
    heartbeatDeployment: async (_parent, { input }, { registry }) =>
      instructed(await registry.heartbeat(parse(heartbeatRequest, input, 'input'))),
    reconcileDeployments: async (_parent, { input }, { registry }) => {
      const { instructions, missing } = await registry.reconcile(parse(reconcileRequest, input, 'input'));
      return {
        instructions: instructions.map(({ trafficPercent, replicas, ...one }) => ({
          ...one,
          trafficPercent: trafficPercent ?? null,
          replicas: replicas ?? null,
        })),
        missing: [...missing],
      };
    },
  },

  Model: {
    slots: async (model, _request, { registry }) => [...(await registry.slotsOf(model))],
  },

  ModelVersion: {
    servingDeployment: async ({ servingDeploymentId }, _request, { registry }) =>
      (await registry.linkedDeployment(servingDeploymentId)) ?? null,
  },

  Deployment: {
    modelVersion: (deployment, _request, { registry }) => registry.versionOf(deployment),
    reason: ({ reason }) => reason ?? null,
    endpoint: ({ endpoint }) => endpoint ?? null,
    deployedAt: ({ deployedAt }) => deployedAt ?? null,
    strategy: ({ strategy: { kind, keepPreviousSeconds, steps = [], abortOn } = allAtOnce }) => ({
      kind,
      keepPreviousSeconds,
      steps: [...steps],
      abortOn: abortOn
        ? {
            maximumErrorRate: abortOn.maximumErrorRate ?? null,
            maximumP95LatencyMs: abortOn.maximumP95LatencyMs ?? null,
            minimumRequests: abortOn.minimumRequests,
          }
        : null,
    }),
    trafficPercent: ({ trafficPercent }) => trafficPercent ?? null,
    replicas: ({ replicas }) => replicas ?? null,
    drift: ({ drift }) => drift ?? null,
    history: (deployment, request, { registry }) => registry.historyOf(deployment, parsePage(request)),
    phaseDurations: (deployment, _request, { registry }) => registry.phaseDurationsOf(deployment),
    replaces: async ({ replacesId }, _request, { registry }) => (await registry.linkedDeployment(replacesId)) ?? null,
    rollbackOf: async ({ rollbackOf }, _request, { registry }) => (await registry.linkedDeployment(rollbackOf)) ?? null,
    retryOf: async ({ retryOf }, _request, { registry }) => (await registry.linkedDeployment(retryOf)) ?? null,
  },

  DeploymentDrift: {
    mendedBy: async ({ mendedById }, _request, { registry }) => (await registry.linkedDeployment(mendedById)) ?? null,
  },

  DeploymentChange: {
    reason: ({ reason }) => reason ?? null,
    changedBy: ({ by }) => by,
    durationMs: ({ durationMs }) => durationMs ?? null,
  },

  DeploymentPhaseDuration: {
    endedAt: ({ endedAt }) => endedAt ?? null,
  },

  DeploymentSlot: {
    active: async ({ activeId }, _request, { registry }) => (await registry.linkedDeployment(activeId)) ?? null,
    standby: async ({ standby }, _request, { registry }) =>
      (await registry.linkedDeployment(standby?.deploymentId)) ?? null,
    standbyUntil: ({ standby }) => standby?.until ?? null,
    underWay: async ({ underWayId }, _request, { registry }) => (await registry.linkedDeployment(underWayId)) ?? null,
    waiting: async ({ waiting }, _request, { registry }) => {
      const found = await Promise.all(waiting.map(registry.linkedDeployment));
      return found.filter((deployment) => deployment !== undefined);
    },
  },
};

function instructed({ deployment, directive: { action, trafficPercent } }: Instructed) {
  return {
    deployment,
    leaseExpiresAt: deployment.leaseExpiresAt ?? null,
    directive: { action, trafficPercent: trafficPercent ?? null },
  };
}
