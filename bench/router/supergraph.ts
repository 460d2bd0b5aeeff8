/** What the two subgraphs declare, in federation 1, which every gateway of the comparison understands. */
import composition from '@apollo/composition';
import { parse } from 'graphql';

export const typeDefs = {
  catalog: `
    type Query { products(count: Int!, shift: Int!): [Product!]! }
    type Product @key(fields: "id") { id: ID! name: String! price: Float category: Category! }
    type Category { id: ID! title: String! }
  `,
  ratings: `
    extend type Product @key(fields: "id") { id: ID! @external rating: Float! reviewCount: Int! verdict: String }
  `,
} as const;

/** Two hops: the catalog's list, and what the ratings add to each product. */
export const query = `query Products($count: Int!, $shift: Int!) {
  products(count: $count, shift: $shift) { id name price category { title } rating reviewCount verdict }
}`;

export function supergraphOf(urls: Readonly<Record<keyof typeof typeDefs, string>>): string {
  const names = ['catalog', 'ratings'] as const;
  const services = names.map((name) => ({ name, url: urls[name], typeDefs: parse(typeDefs[name]) }));
  const { supergraphSdl, errors } = composition.composeServices(services);
  if (!supergraphSdl) throw new Error(`The subgraphs do not compose: ${errors}`);
  return supergraphSdl;
}
