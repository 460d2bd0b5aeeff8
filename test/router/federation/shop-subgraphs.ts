/** Four subgraphs with the features of federation: what each declares, and data that follow from an object's id alone. */
import composition from '@apollo/composition';
import subgraphPackage from '@apollo/subgraph';
import { type GraphQLFieldResolver, type GraphQLSchema, isObjectType, parse } from 'graphql';
import { DomainError } from '../../../platform/errors.ts';

const link = (names: string) =>
  `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [${names}])`;

const typeDefs = {
  catalog: `
    ${link('"@key", "@shareable", "@inaccessible"')}
    type Query {
      product(id: ID!): Product
      products(first: Int = 3): [Product!]!
      node(id: ID!): Node
      search(text: String): [Found]
      media: [Media!]!
      fragile(id: ID!): Fragile
    }
    type Mutation { rename(id: ID!, name: String!): Product! }
    interface Node { id: ID! }
    union Found = Product | Category | Book
    enum Currency { EUR USD SECRET @inaccessible }
    scalar JSON
    type Money @shareable { amount: Float! currency: Currency! }
    type Size { w: Int! h: Int! }
    type Category implements Node @key(fields: "id") { id: ID! title: String! parent: Category products: [Product]! }
    type Product implements Node @key(fields: "id") @key(fields: "sku package { kind }") {
      id: ID!
      sku: String!
      package: Package!
      name: String
      price(currency: Currency = EUR): Money
      weight: Int!
      size: Size
      category: Category!
      meta: JSON
      legacyLabel: String
      matrix: [[Int]!]
      hidden: String @inaccessible
    }
    type Package @shareable { kind: String! }
    interface Media @key(fields: "id") { id: ID! title: String! }
    type Book implements Media @key(fields: "id") { id: ID! title: String! pages: Int }
    type Film implements Media @key(fields: "id") { id: ID! title: String! minutes: Int! }
    type Fragile @key(fields: "id") { id: ID! note: String }
  `,
  stock: `
    ${link('"@key", "@external", "@requires", "@interfaceObject", "@shareable"')}
    type Product @key(fields: "sku package { kind }") {
      sku: String!
      package: Package!
      weight: Int! @external
      size: Size @external
      inStock: Boolean!
      count: Int
      shipping: Int @requires(fields: "weight size { w h }")
      warehouse: Warehouse
    }
    type Size { w: Int! @external h: Int! @external }
    type Package @shareable { kind: String! }
    type Warehouse @key(fields: "id region { code }") { id: ID! region: Region! city: String }
    type Region { code: String! }
    type Media @key(fields: "id") @interfaceObject { id: ID! rating: Int! lenders: [User!] }
    type User @key(fields: "id") { id: ID! borrowed: [Media!] }
  `,
  reviews: `
    ${link('"@key", "@external", "@requires", "@provides", "@override", "@shareable"')}
    type Query { reviews: [Review] }
    type Review @key(fields: "id") { id: ID! body: String author: User! @provides(fields: "name") product: Product stars: Int! }
    type User @key(fields: "id") { id: ID! name: String! @external reviews: [Review!]! }
    type Product @key(fields: "id") {
      id: ID!
      shipping: Int @external
      reviews(limit: Int): [Review!]!
      verdict: String @requires(fields: "shipping")
      legacyLabel: String @override(from: "catalog")
    }
    type Fragile @key(fields: "id") { id: ID! grade: Int! }
  `,
  people: `
    ${link('"@key", "@shareable"')}
    type Query { me: User user(id: ID!): User }
    interface Person { name: String! }
    type User implements Person @key(fields: "id") {
      id: ID!
      name: String! @shareable
      favourite: Product
      friends(first: Int = 2): [User!]!
      joined: Date
    }
    scalar Date
    type Product @key(fields: "id") { id: ID! buyers: [User] }
    type Warehouse @key(fields: "id region { code }") { id: ID! region: Region! keeper: User }
    type Region { code: String! }
  `,
} as const;

export type ShopSubgraph = keyof typeof typeDefs;
export const shopSubgraphs = Object.keys(typeDefs) as ShopSubgraph[];

/** A number that an id always gives. */
function numberOf(id: string, most: number): number {
  let hash = 7;
  for (const character of id) hash = (hash * 31 + character.charCodeAt(0)) % 9973;
  return hash % most;
}
const some = (id: string, count: number): string[] => Array.from({ length: count }, (_, n) => `${numberOf(id, 5) + n}`);

const product = (id: string) => ({ __typename: 'Product', id });
const productBySku = (sku: string) => product(sku.replace('sku-', ''));
const category = (id: string) => ({ __typename: 'Category', id });
const user = (id: string) => ({ __typename: 'User', id });
const media = (id: string) => ({ __typename: numberOf(id, 2) ? 'Book' : 'Film', id });
const review = (id: string) => ({ __typename: 'Review', id });

interface Entity {
  readonly id: string;
  readonly sku?: string;
}

const failsFor = (id: string): void => {
  if (numberOf(id, 7) === 3) throw new DomainError('CONFLICT', `Unlucky ${id}`);
};

type Resolvers = Record<string, Record<string, unknown>>;
const resolvers: Record<ShopSubgraph, Resolvers> = {
  catalog: {
    Query: {
      product: (_: unknown, { id }: Entity) => (id === 'none' ? null : product(id)),
      products: (_: unknown, { first }: { first: number }) => some('p', Math.min(first, 6)).map(product),
      node: (_: unknown, { id }: Entity) => (numberOf(id, 2) ? product(id) : category(id)),
      search: () =>
        [product('1'), null, category('2'), media('3'), media('4'), product('5')].filter(
          (found) => found?.__typename !== 'Film',
        ),
      media: () => ['1', '2', '3', '4'].map(media),
      fragile: (_: unknown, { id }: Entity) => ({ id }),
    },
    Mutation: { rename: (_: unknown, { id }: Entity) => product(id) },
    Category: {
      title: ({ id }: Entity) => `category ${id}`,
      parent: ({ id }: Entity) => (numberOf(id, 3) ? category(`${id}0`) : null),
      products: ({ id }: Entity) => [...some(id, 2).map(product), null],
      __resolveReference: ({ id }: Entity) => category(id),
    },
    Product: {
      __resolveReference: ({ id, sku }: Entity) => (sku ? productBySku(sku) : product(id)),
      sku: ({ id }: Entity) => `sku-${id}`,
      package: ({ id }: Entity) => ({ kind: numberOf(id, 2) ? 'BOX' : 'BAG' }),
      name({ id }: Entity) {
        failsFor(id);
        return numberOf(id, 4) ? `product ${id}` : '';
      },
      price: ({ id }: Entity, { currency }: { currency: string }) => ({ amount: numberOf(id, 100) / 4, currency }),
      weight: ({ id }: Entity) => numberOf(id, 50),
      size: ({ id }: Entity) => (numberOf(id, 3) ? { w: numberOf(id, 9), h: 2 } : null),
      category: ({ id }: Entity) => category(`c${numberOf(id, 4)}`),
      meta: ({ id }: Entity) => ({ toString: id, list: [1, { __proto__x: null }], deep: { id } }),
      matrix: ({ id }: Entity) => [[1, null, numberOf(id, 3)], []],
      hidden: () => 'hidden',
    },
    Media: {
      __resolveType: ({ id }: Entity) => media(id).__typename,
      __resolveReference: ({ id }: Entity) => media(id),
    },
    Book: {
      title: ({ id }: Entity) => `book ${id}`,
      pages: ({ id }: Entity) => numberOf(id, 300),
      __resolveReference: ({ id }: Entity) => media(id),
    },
    Film: {
      title: ({ id }: Entity) => `film ${id}`,
      minutes: ({ id }: Entity) => numberOf(id, 200),
      __resolveReference: ({ id }: Entity) => media(id),
    },
    Fragile: { note: ({ id }: Entity) => `note ${id}`, __resolveReference: (reference: Entity) => reference },
  },
  stock: {
    Product: {
      __resolveReference: (reference: Entity) => ({ ...reference, id: reference.sku?.replace('sku-', '') }),
      inStock: ({ id }: Entity) => numberOf(id, 2) === 1,
      count: ({ id }: Entity) => numberOf(id, 3),
      shipping: ({ weight, size }: { weight: number; size?: { w: number; h: number } }) => weight * (size?.w ?? 1),
      warehouse: ({ id }: Entity) =>
        numberOf(id, 4) ? { id: `w${numberOf(id, 3)}`, region: { code: 'north' } } : null,
    },
    Warehouse: { __resolveReference: (reference: Entity) => reference, city: ({ id }: Entity) => `city of ${id}` },
    Media: {
      __resolveReference: ({ id }: Entity) => ({ id }),
      rating: ({ id }: Entity) => numberOf(id, 5),
      lenders: ({ id }: Entity) => (numberOf(id, 3) ? some(id, 2).map(user) : null),
    },
    User: {
      __resolveReference: ({ id }: Entity) => user(id),
      borrowed: ({ id }: Entity) => some(id, 2).map((one) => ({ id: one })),
    },
  },
  reviews: {
    Query: { reviews: () => [...['1', '2', '3'].map(review), null] },
    Review: {
      __resolveReference: ({ id }: Entity) => review(id),
      body: ({ id }: Entity) => (numberOf(id, 3) ? `review ${id}` : null),
      stars: ({ id }: Entity) => numberOf(id, 6),
      author: ({ id }: Entity) => ({ ...user(`u${numberOf(id, 4)}`), name: `user u${numberOf(id, 4)}` }),
      product: ({ id }: Entity) => product(id),
    },
    User: { __resolveReference: ({ id }: Entity) => user(id), reviews: ({ id }: Entity) => some(id, 2).map(review) },
    Product: {
      __resolveReference: (reference: Entity) => reference,
      reviews: ({ id }: Entity, { limit }: { limit?: number }) => some(id, Math.min(limit ?? 2, 4)).map(review),
      verdict: ({ shipping }: { shipping: number }) => (shipping > 50 ? 'dear' : 'fair'),
      legacyLabel: ({ id }: Entity) => `label ${id}`,
    },
    Fragile: {
      __resolveReference: (reference: Entity) => reference,
      grade({ id }: Entity) {
        failsFor(id);
        return 3;
      },
    },
  },
  people: {
    Query: { me: () => user('me'), user: (_: unknown, { id }: Entity) => user(id) },
    Person: { __resolveType: () => 'User' },
    User: {
      __resolveReference: ({ id }: Entity) => user(id),
      name: ({ id }: Entity) => `user ${id}`,
      favourite: ({ id }: Entity) => (numberOf(id, 3) ? product(`${numberOf(id, 8)}`) : null),
      friends: ({ id }: Entity, { first }: { first: number }) =>
        some(id, Math.min(first, 3)).map((one) => user(`u${one}`)),
      joined: () => '2026-01-01',
    },
    Product: {
      __resolveReference: ({ id }: Entity) => product(id),
      buyers({ id }: Entity) {
        failsFor(`${id}b`);
        return [user('u1'), null, user('u2')];
      },
    },
    Warehouse: {
      __resolveReference: (reference: Entity) => reference,
      keeper: ({ id }: Entity) => (numberOf(id, 2) ? user(`u${id}`) : null),
    },
  },
};

export function shopSchema(name: ShopSubgraph): GraphQLSchema {
  const module = { typeDefs: parse(typeDefs[name]), resolvers: resolvers[name] as never };
  return subgraphPackage.buildSubgraphSchema([module]);
}

export function shopSupergraph(urlOf = (name: ShopSubgraph) => `http://${name}.invalid/graphql`): string {
  return composed(shopSubgraphs.map((name) => ({ name, url: urlOf(name), typeDefs: typeDefs[name] })));
}

/** The supergraph of any subgraphs. Throws when they do not compose. */
export function composed(subgraphs: readonly { name: string; url?: string; typeDefs: string }[]): string {
  const parsed = subgraphs.map((subgraph) => ({
    name: subgraph.name,
    url: subgraph.url ?? `http://${subgraph.name}.invalid/graphql`,
    typeDefs: parse(subgraph.typeDefs),
  }));
  const { supergraphSdl, errors } = composition.composeServices(parsed);
  if (!supergraphSdl) throw new Error(`The subgraphs do not compose: ${errors}`);
  return supergraphSdl;
}

/** The same shop as one server without any federation, on the schema clients see: what an answer has to be. */
export function withoutFederation(schema: GraphQLSchema): GraphQLSchema {
  const { weight, size } = resolvers.catalog.Product as Record<'weight' | 'size', (parent: Entity) => never>;
  const { shipping } = resolvers.stock.Product as Record<'shipping', (parent: object) => number>;
  const { verdict } = resolvers.reviews.Product as Record<'verdict', (parent: object) => string>;
  const shippingOf = (parent: Entity) => shipping({ weight: weight(parent), size: size(parent) });
  const whole: Resolvers = {
    Product: { shipping: shippingOf, verdict: (parent: Entity) => verdict({ shipping: shippingOf(parent) }) },
    User: { borrowed: ({ id }: Entity) => some(id, 2).map(media) },
  };
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const owners = [whole, ...Object.values(resolvers)];
      const names = [type.name, ...type.getInterfaces().map(({ name }) => name)];
      const resolve = owners.flatMap((owner) => names.flatMap((name) => owner[name]?.[field.name] ?? []))[0];
      if (resolve) field.resolve = resolve as GraphQLFieldResolver<unknown, unknown>;
    }
  }
  return schema;
}
