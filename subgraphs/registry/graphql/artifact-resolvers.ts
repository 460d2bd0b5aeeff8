/** Artifacts: uploading them into our bucket, what is known of them, and removing them. */

import type { Resolvers } from '../generated/resolvers.ts';
import { artifactDeletion, newUpload, uploadRequest } from './artifact-input.ts';
import { parse } from './input.ts';

export const artifactResolvers: Resolvers = {
  Query: {
    artifactUpload: async (_parent, { id }, { artifacts }) => (await artifacts.upload(id)) ?? null,
  },

  Mutation: {
    createArtifactUpload: async (_parent, { input }, { artifacts }) => ({
      upload: await artifacts.create(parse(newUpload, input, 'input')),
    }),
    completeArtifactUpload: async (_parent, { input }, { artifacts }) => ({
      upload: await artifacts.complete(parse(uploadRequest, input, 'input')),
    }),
    abortArtifactUpload: async (_parent, { input }, { artifacts }) => ({
      upload: await artifacts.abort(parse(uploadRequest, input, 'input')),
    }),
    deleteArtifact: async (_parent, { input }, { artifacts }) => ({
      upload: await artifacts.delete(parse(artifactDeletion, input, 'input')),
    }),
  },

  ModelVersion: { artifact: (version) => version },
  Artifact: {
    verified: ({ artifact }) => artifact.verified,
    verification: ({ artifact }) => artifact.verification ?? (artifact.verified ? 'VERIFIED' : 'FORM_ONLY'),
    sizeBytes: ({ artifact }) => artifact.sizeBytes ?? null,
    sha256: ({ artifact }) => artifact.sha256 ?? null,
    downloadUrl: async (version, _request, { artifacts }) => (await artifacts.downloadUrlOf(version)) ?? null,
  },

  ArtifactUpload: {
    rejection: ({ rejection }) => rejection ?? null,
    expiresAt: ({ status, openUntil }) => (status === 'UPLOADING' || status === 'VERIFYING' ? openUntil : null),
    parts: (upload, _request, { artifacts }) => artifacts.partsOf(upload),
  },
  ArtifactPart: { url: ({ url }) => url ?? null },
};
