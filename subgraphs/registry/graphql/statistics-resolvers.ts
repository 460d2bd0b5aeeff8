/** Statistics by day, and what completions have used. */
import type { Resolvers } from '../generated/resolvers.ts';
import { parse } from './input.ts';
import {
  gatewayUsageRequest,
  historyRequest,
  teamUsageRequest,
  topModelsRequest,
  usageByDayRequest,
} from './statistics-input.ts';

export const statisticsResolvers: Resolvers = {
  Query: {
    registryStatisticsHistory: (_parent, request, { reports }) =>
      reports.statisticsHistory(parse(historyRequest, request).days),
    teamUsage: (_parent, request, { reports }) => reports.ofTeam(parse(teamUsageRequest, request).teamId) ?? null,
    gatewayUsage: (_parent, request, { reports }) => reports.ofGateway(parse(gatewayUsageRequest, request)) ?? null,
    topModels: (_parent, request, { reports }) => reports.topModels(parse(topModelsRequest, request)),
  },

  Model: {
    usageByDay: ({ id }, request, { reports }) =>
      reports.usageByDay({ modelId: id }, parse(usageByDayRequest, request).days),
  },

  ModelVersion: {
    usage: ({ modelId, version }, { window }, { reports }) => reports.usage({ modelId, version }, window),
    usageByDay: ({ modelId, version }, request, { reports }) =>
      reports.usageByDay({ modelId, version }, parse(usageByDayRequest, request).days),
  },

  GatewayUsage: {
    usage: (subject, { window }, { reports }) => reports.usage(subject, window),
    usageByDay: (subject, request, { reports }) => reports.usageByDay(subject, parse(usageByDayRequest, request).days),
  },

  TeamUsage: {
    usage: ({ teamId }, { window }, { reports }) => reports.usage({ teamId }, window),
    usageByDay: ({ teamId }, request, { reports }) =>
      reports.usageByDay({ teamId }, parse(usageByDayRequest, request).days),
  },
};
