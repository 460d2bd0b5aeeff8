/**
 * What the gateway knows and keeps private. Its executor refuses subscriptions, but planning and executing them needs only
 * these three; this file is the one place that reads them, and a test fails when a new version moves them.
 */

import type { Schema } from '@apollo/federation-internals';
import type { ApolloGateway } from '@apollo/gateway';
import type { QueryPlanner } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';

export interface GatewayInternals {
  readonly queryPlanner: QueryPlanner;
  /** The schema with the federation's own directives: which subgraph resolves what. */
  readonly supergraphSchema: GraphQLSchema;
  /** The schema clients see, as the planner represents it. */
  readonly apiSchema: Schema;
}

/** The internals of a gateway that has loaded. Throws when they are not where this version of the gateway keeps them. */
export function gatewayInternals(gateway: ApolloGateway): GatewayInternals {
  const { queryPlanner, supergraphSchema, apiSchema } = gateway as unknown as Partial<GatewayInternals>;
  if (!queryPlanner?.buildQueryPlan || !supergraphSchema?.getType || !apiSchema?.schemaDefinition) {
    throw new Error('This version of @apollo/gateway keeps its query planner and schemas elsewhere');
  }
  return { queryPlanner, supergraphSchema, apiSchema };
}
