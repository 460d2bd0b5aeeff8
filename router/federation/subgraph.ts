/** What the executor needs of the subgraphs: someone who sends them requests. */
import type { GraphQLFormattedError } from 'graphql';

export interface SubgraphRequest {
  /** The whole request, as JSON. */
  readonly body: string;
  /** A query may be sent again when its answer was lost; a mutation never. */
  readonly isQuery: boolean;
}

export interface SubgraphAnswer {
  readonly data?: Readonly<Record<string, unknown>> | null | undefined;
  readonly errors?: readonly GraphQLFormattedError[] | undefined;
}

/** Sends to the subgraph of that name. Rejects with a `DomainError` when no GraphQL answer came. */
export type SendToSubgraph = (service: string, request: SubgraphRequest) => Promise<SubgraphAnswer>;
