/** What is refused at load, how fetches are united, and single features whose answer the stock gateway gets wrong. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { loadSupergraph } from '../../../router/federation/supergraph.ts';
import { composed, shopSchema, shopSubgraphs, shopSupergraph } from './shop-subgraphs.ts';
import { type BothGateways, bothGateways } from './start-shop.ts';

const link = (names: string) =>
  `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [${names}])`;

let gateways: BothGateways;
beforeAll(async () => {
  const schemas = Object.fromEntries(shopSubgraphs.map((name) => [name, shopSchema(name)]));
  gateways = await bothGateways(shopSupergraph(), schemas);
});

describe('a supergraph of which answers would be wrong', () => {
  it('is refused when @requires takes arguments, with field and reason', () => {
    const sdl = composed([
      {
        name: 'one',
        typeDefs: `${link('"@key"')} type Query { item: Item } type Item @key(fields: "id") { id: ID! price(currency: String): Int }`,
      },
      {
        name: 'two',
        typeDefs: `${link('"@key", "@external", "@requires"')}
          type Item @key(fields: "id") { id: ID! price(currency: String): Int @external
          label: String @requires(fields: "price(currency: \\"USD\\")") }`,
      },
    ]);
    expect(() => loadSupergraph(sdl)).toThrow(/Item\.label @requires.*wrong data/);
  });

  it.each([
    ['cut off', (sdl: string) => sdl.slice(0, sdl.length / 2)],
    ['empty', () => ''],
    ['a plain schema', () => 'type Query { a: Int }'],
  ])('is refused when it is %s', (_what, change) => {
    expect(() => loadSupergraph(change(shopSupergraph()))).toThrow('The supergraph is not valid');
  });
});

describe('what is skipped takes nothing along', () => {
  const ask = async (query: string, skipped: boolean) => {
    const { data, errors } = await gateways.ours(parse(`query ($skipped: Boolean!) { ${query} }`), { skipped });
    expect(errors).toBeUndefined();
    return JSON.parse(JSON.stringify(data));
  };

  it('not the object that encloses it, if that has no other field', async () => {
    const one = { author: { friends: [{}] } };
    const query = 'reviews { author { friends(first: 1) { id @skip(if: $skipped) } } }';
    expect(await ask(query, true)).toEqual({ reviews: [one, one, one, null] });
  });

  it('not the fields beside it, which come from the same subgraph and require less', async () => {
    const query = 'product(id: "1") { inStock shipping @skip(if: $skipped) }';
    const { product } = await ask(query, false);
    expect(product).toEqual({ inStock: expect.any(Boolean), shipping: expect.any(Number) });
    expect(await ask(query, true)).toEqual({ product: { inStock: product.inStock } });
  });
});

describe('fetches of entities', () => {
  const ask = async (query: string, variables: Record<string, unknown> = {}) => {
    gateways.calls.length = 0;
    const { data, errors } = await gateways.ours(parse(query), variables);
    return { data: JSON.parse(JSON.stringify(data)), errors, calls: [...gateways.calls] };
  };

  it('go to one subgraph in one request when they run side by side', async () => {
    const { data, errors, calls } = await ask(
      '{ a: product(id: "1") { buyers { id } } b: product(id: "4") { buyers { name } } }',
    );
    expect(errors).toBeUndefined();
    expect(data.a.buyers).toEqual([{ id: 'u1' }, null, { id: 'u2' }]);
    expect(data.b.buyers[0]).toEqual({ name: 'user u1' });
    const people = calls.filter(({ service }) => service === 'people');
    expect(people).toHaveLength(1);
    expect(people[0]?.variables).toEqual({
      representations_0: [{ __typename: 'Product', id: '1' }],
      representations_1: [{ __typename: 'Product', id: '4' }],
    });
  });

  it('ask for the same entity once, wherever it is', async () => {
    const { data, calls } = await ask(
      '{ products(first: 3) { id verdict } a: product(id: "1") { verdict } b: product(id: "1") { verdict } }',
    );
    expect(data.a).toEqual(data.b);
    const reviews = calls.filter(({ service }) => service === 'reviews');
    const sent = reviews.flatMap(({ variables }) => Object.values(variables).flat() as { id: string }[]);
    expect(new Set(sent.map(({ id }) => id)).size).toBe(sent.length);
  });

  it('tell an error of one entity at every place where it is', async () => {
    // The resolver of this one fails.
    const id = ['1', '2', '3', '4', '5', '6', '7', '8', '9'].map((n) => `x${n}`);
    const fields = id.map(
      (one, n) => `f${n}: fragile(id: "${one}") { id grade } g${n}: fragile(id: "${one}") { id grade }`,
    );
    const { data, errors = [] } = await ask(`{ ${fields.join(' ')} }`);
    const nulls = Object.keys(data).filter((name) => data[name] === null);
    expect(nulls.length).toBeGreaterThan(0);
    expect(errors.map(({ path }) => path?.[0]).sort()).toEqual(nulls.sort());
  });
});

describe('where the stock gateway is wrong', () => {
  it.each([
    [
      'an object keeps its type within a fragment on its interface',
      '{ product(id: "1") { ... on Node { ... on Product { sku } } } }',
      { product: { sku: 'sku-1' } },
    ],
    [
      'an object of an interface keeps its own type',
      '{ me { borrowed { __typename ... on Book { rating } ... on Film { rating } } } }',
      undefined,
    ],
  ])('%s', async (_what, query, expected) => {
    const { data, errors } = await gateways.ours(parse(query));
    expect(errors).toBeUndefined();
    if (expected) expect(JSON.parse(JSON.stringify(data))).toEqual(expected);
    else expect(JSON.stringify(data)).toMatch(/"__typename":"(Book|Film)","rating"/);
  });
});
