/** What the subgraph of the subscription bench declares: the platform's own status stream, as far as it is subscribed to. */
import composition from '@apollo/composition';
import { parse } from 'graphql';

export const internalSecret = 'a secret of more than thirty-two characters';

export const statusTypeDefs = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Query { ready: Boolean }
  type Subscription {
    deploymentStatusChanged(modelId: ID, resumeAfter: [DeploymentPositionInput!]): DeploymentStatusEvent!
  }
  input DeploymentPositionInput { deploymentId: ID! sequence: Int! }
  type DeploymentStatusEvent { sequence: Int! message: String! deployment: Deployment! }
  type Deployment @key(fields: "id") { id: ID! }
`;

export const statusQuery = `subscription Watch($modelId: ID) {
  deploymentStatusChanged(modelId: $modelId) { sequence message deployment { id } }
}`;

export function statusSupergraph(url: string): string {
  const { supergraphSdl, errors } = composition.composeServices([
    { name: 'registry', url, typeDefs: parse(statusTypeDefs) },
  ]);
  if (!supergraphSdl) throw new Error(`The subgraph does not compose: ${errors}`);
  return supergraphSdl;
}
