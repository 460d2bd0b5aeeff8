/** Sharing models over GraphQL: parse, delegate. */
import { canSeeTeam } from '../../../platform/access.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import { parse } from './input.ts';
import { grantRequest, visibilityRequest } from './sharing-input.ts';

export const sharingResolvers: Resolvers = {
  Mutation: {
    setModelVisibility: async (_parent, { input }, { registry }) => ({
      model: await registry.sharing.setVisibility(parse(visibilityRequest, input, 'input')),
    }),
    grantModelAccess: async (_parent, { input }, { registry }) => ({
      model: await registry.sharing.grant(parse(grantRequest, input, 'input')),
    }),
    revokeModelAccess: async (_parent, { input }, { registry }) => ({
      model: await registry.sharing.revoke(parse(grantRequest, input, 'input')),
    }),
  },

  Model: {
    visibility: ({ visibility }) => visibility ?? 'TEAM',
    // Another team need not know who else was let in.
    grantedTeams: ({ teamId, grantedTeams = [] }, _request, { identity }) =>
      grantedTeams.filter((team) => canSeeTeam(identity, teamId) || canSeeTeam(identity, team)),
    accessRevision: ({ accessRevision }) => accessRevision ?? 0,
  },
};
