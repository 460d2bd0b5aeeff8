/** Teams: parse, delegate. */

import type { Resolvers } from '../generated/resolvers.ts';
import { memberRemoval, memberRequest, newTeam, policyChange } from './access-input.ts';
import { parse, parsePage } from './input.ts';

export const teamsResolvers: Resolvers = {
  Query: {
    team: async (_parent, { id }, { registry }) => (await registry.access.team(id)) ?? null,
    teams: (_parent, request, { registry }) => registry.access.teams(parsePage(request)),
  },

  Mutation: {
    createTeam: async (_parent, { input }, { registry }) => ({
      team: await registry.access.createTeam(parse(newTeam, input, 'input')),
    }),
    updateTeamPolicy: async (_parent, { input }, { registry }) => ({
      team: await registry.access.updateTeamPolicy(parse(policyChange, input, 'input')),
    }),
    addTeamMember: async (_parent, { input }, { registry }) => ({
      member: await registry.access.addTeamMember(parse(memberRequest, input, 'input')),
    }),
    setTeamRole: async (_parent, { input }, { registry }) => ({
      member: await registry.access.setTeamRole(parse(memberRequest, input, 'input')),
    }),
    removeTeamMember: async (_parent, { input }, { registry }) => ({
      team: await registry.access.removeTeamMember(parse(memberRemoval, input, 'input')),
    }),
  },

  TeamPolicy: {
    protectedAliases: ({ protectedAliases }) => [...protectedAliases],
  },

  Team: {
    __resolveReference: async ({ id }, { registry }) => (await registry.access.team(id)) ?? null,
    description: ({ description }) => description ?? null,
    viewerRole: (team, _request, { registry }) => registry.access.roleIn(team),
    auditTrail: ({ id }, request, { registry }) => registry.access.trailOf({ teamId: id }, parsePage(request)),
    members: (team, request, { registry }) => registry.access.membersOf(team, parsePage(request)),
  },
};
