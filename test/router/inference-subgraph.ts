/** A small inference gateway on real wires; it extends the registry's models. */
import subgraphPackage from '@apollo/subgraph';
import { parse } from 'graphql';
import { DomainError } from '../../platform/errors.ts';
import type { IdentityTokens } from '../../platform/identity.ts';
import type { Logger } from '../../platform/logging.ts';
import { type SubgraphServer, startSubgraphServer } from '../../platform/subgraph-server.ts';

export const inferenceTypeDefs = parse(`
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires"])

  type Query { providers: [String!]! }
  type Subscription { completionStream(prompt: String!): Chunk! }
  type Chunk { delta: String! model: Model! }
  type Model @key(fields: "id") {
    id: ID!
    framework: String! @external
    card: String! @requires(fields: "framework")
    routable(detail: Boolean = true): Boolean!
    price: Int
  }
`);

interface ModelReference {
  readonly id: string;
  readonly framework?: string;
}

const resolvers = {
  Query: { providers: () => ['local'] },
  Model: {
    __resolveReference: (reference: ModelReference) => reference,
    card: ({ id, framework }: ModelReference) => `${id} on ${framework}`,
    // Not what the schema promises, to see that it does not go unnoticed.
    routable: ({ id }: ModelReference) => (id === 'null' ? null : id !== 'churn'),
    price({ id }: ModelReference) {
      if (id === 'broken') throw new DomainError('PROVIDER_ERROR', 'No price for it');
      return 7;
    },
  },
  Subscription: {
    completionStream: {
      async *subscribe(_parent: unknown, { prompt }: { prompt: string }) {
        for (const delta of prompt.split(' ')) {
          if (delta === 'slowly') await new Promise((passed) => setTimeout(passed, 400));
          yield { delta, model: { id: 'fraud' } };
        }
      },
      resolve: (chunk: unknown) => chunk,
    },
  },
};

export function startTestInference(tokens: IdentityTokens, logger: Logger, port = 0): Promise<SubgraphServer> {
  return startSubgraphServer({
    host: '127.0.0.1',
    port,
    logger,
    tokens,
    schema: subgraphPackage.buildSubgraphSchema([{ typeDefs: inferenceTypeDefs, resolvers: resolvers as never }]),
    createContext: (caller) => caller,
  });
}
