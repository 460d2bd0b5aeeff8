/** Result shaping against the stock gateway's, on generated operations and on what subgraphs send, broken now and then. */

import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type DocumentNode,
  type GraphQLOutputType,
  getOperationAST,
  isAbstractType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  parse,
  type SelectionSetNode,
} from 'graphql';
import { conditionVariables, defaultValues } from '../../../router/federation/conditions.ts';
import type { Data } from '../../../router/federation/data.ts';
import { resultShape } from '../../../router/federation/result-shape.ts';
import { generatedOperation, type Random, randomFrom } from './generated-operations.ts';
import { shopSupergraph } from './shop-subgraphs.ts';

/** Exported from its file only; the version is pinned, and this test fails when a new one moves it. */
const stockShaping: string = '@apollo/gateway/dist/resultShaping.js';
const { computeResponse } = await import(stockShaping);

/** The suite takes some hundred; 10,000 were run by hand: FEDERATION_RUNS=10000. */
const runs = Number(process.env.FEDERATION_RUNS ?? 200);

const apiSchema = Supergraph.build(shopSupergraph()).apiSchema();
const schema = apiSchema.toGraphQLJSSchema();

describe('compiled result shaping', () => {
  it(
    "gives the stock shaping's data, and an error wherever it gives one",
    () => {
      let broken = 0;
      fc.assert(
        fc.property(fc.integer(), (seed) => {
          const { query, variables } = generatedOperation(schema, seed);
          const document = parse(query);
          const input = whatSubgraphsSend(document, randomFrom(seed + 1));
          const ours = compiled(document)(structuredClone(input), {
            ...defaultValues(operationOf(document)),
            ...variables,
          });
          const stock = computeResponse({
            operation: operationFromDocument(apiSchema, document),
            variables,
            input,
            introspectionHandling: () => null,
          });
          if (ours.errors.length > 0) broken += 1;
          expect(plain(ours.data)).toEqual(plain(stock.data));
          expect(ours.errors.length > 0).toBe(stock.errors.length > 0);
          for (const { path } of ours.errors) expect(valueAlong(ours.data, path)).toBeNull();
        }),
        { numRuns: runs },
      );
      expect(broken).toBeGreaterThan(runs / 20);
      process.stderr.write(`of ${runs} operations ${broken} had data that broke a promise\n`);
    },
    Math.max(60_000, runs * 20),
  );

  it.each([
    [
      'a list where one value is promised',
      '{ product(id: "1") { name } }',
      { product: { name: ['a'] } },
      ['product', 'name'],
    ],
    ['one value where a list is promised', '{ products { id } }', { products: { id: '1' } }, ['products']],
    ['text where an object is promised', '{ product(id: "1") { id } }', { product: 'one' }, ['product']],
    [
      'a number beyond 32 bits for an Int',
      '{ product(id: "1") { count } }',
      { product: { count: 2 ** 40 } },
      ['product', 'count'],
    ],
    ['a fraction for an Int', '{ product(id: "1") { count } }', { product: { count: 0.5 } }, ['product', 'count']],
    [
      'an enum value that clients may not see',
      '{ product(id: "1") { price { currency } } }',
      { product: { price: { currency: 'SECRET' } } },
      ['product', 'price', 'currency'],
    ],
    ['a null within a list of values', '{ products { id } }', { products: [{ id: '1' }, null] }, ['products', 1]],
    ['an object of an unknown type', '{ node(id: "1") { id } }', { node: { __typename: 'Nobody', id: '1' } }, ['node']],
  ])('makes an error with a path of %s', (_what, query, input, path) => {
    const { errors } = compiled(parse(query))(input as Data, {});
    expect(errors.map((error) => error.path)).toEqual([path]);
    expect(errors[0]?.originalError).toMatchObject({ code: 'INTERNAL_SERVER_ERROR' });
  });

  it('knows names that every object of JavaScript has', () => {
    const query = '{ toString: __typename product(id: "1") { constructor: id __proto__: sku hasOwnProperty: name } }';
    const sent = JSON.parse('{"product":{"constructor":"1","__proto__":"s"}}');
    const { data, errors } = compiled(parse(query))(sent, {});
    expect(JSON.stringify(data)).toBe(
      '{"toString":"Query","product":{"constructor":"1","__proto__":"s","hasOwnProperty":null}}',
    );
    expect(errors).toEqual([]);
  });

  it('remembers what it compiled for no more branches than it is bound to', () => {
    const names = Array.from({ length: 8 }, (_, n) => `v${n}`);
    const selections = names.map((name) => `${name}: sku @include(if: $${name})`).join(' ');
    const definitions = names.map((name) => `$${name}: Boolean!`).join(' ');
    const shape = compiled(parse(`query (${definitions}) { product(id: "1") { id ${selections} } }`));
    for (let bits = 0; bits < 256; bits += 1) {
      const variables = Object.fromEntries(names.map((name, n) => [name, Boolean(bits & (1 << n))]));
      const all = Object.fromEntries(names.map((name) => [name, 's']));
      const { data } = shape({ product: { id: '1', ...all } }, variables);
      expect(Object.keys(data?.product ?? {})).toEqual(['id', ...names.filter((name) => variables[name])]);
    }
  });
});

function operationOf(document: DocumentNode) {
  const operation = getOperationAST(document);
  if (!operation) throw new Error('No operation');
  return operation;
}

function compiled(document: DocumentNode) {
  return resultShape({
    schema,
    operation: operationOf(document),
    fragments: fragmentsOf(document),
    conditionVariables: conditionVariables(document),
    introspect: () => null,
  });
}

function fragmentsOf(document: DocumentNode) {
  return new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
    ),
  );
}

/** Everything the operation could ask for, whatever its conditions, with nulls and nonsense in between. */
function whatSubgraphsSend(document: DocumentNode, random: Random): Data {
  const fragments = fragmentsOf(document);
  const select = (typename: string, sets: readonly SelectionSetNode[], into: Data): Data => {
    const type = schema.getType(typename);
    const nested = new Map<string, { type: GraphQLOutputType; sets: SelectionSetNode[] }>();
    const collect = (set: SelectionSetNode): void => {
      for (const selection of set.selections) {
        if (selection.kind !== Kind.FIELD) {
          const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
          const condition = fragment?.typeCondition?.name.value ?? typename;
          const conditionType = schema.getType(condition);
          const applies =
            condition === typename ||
            (isAbstractType(conditionType) && isObjectType(type) && schema.isSubType(conditionType, type));
          if (fragment && applies) collect(fragment.selectionSet);
          continue;
        }
        const name = selection.alias?.value ?? selection.name.value;
        if (selection.name.value === '__typename') into[name] = typename;
        const field = isObjectType(type) ? type.getFields()[selection.name.value] : undefined;
        if (!field) continue;
        const known = nested.get(name) ?? { type: field.type, sets: [] };
        if (selection.selectionSet) known.sets.push(selection.selectionSet);
        nested.set(name, known);
      }
    };
    for (const set of sets) collect(set);
    for (const [name, { type: fieldType, sets: fieldSets }] of nested) {
      if (random(40) > 0) into[name] = valueFor(fieldType, fieldSets);
    }
    return into;
  };
  const valueFor = (type: GraphQLOutputType, sets: readonly SelectionSetNode[]): unknown => {
    if (isNonNullType(type)) return random(60) === 0 ? null : valueFor(type.ofType, sets);
    if (random(12) === 0) return null;
    if (isListType(type)) return Array.from({ length: random(4) }, () => valueFor(type.ofType, sets));
    if (isEnumType(type)) return random(30) === 0 ? 'NO_SUCH_VALUE' : type.getValues()[0]?.name;
    if (isAbstractType(type) || isObjectType(type)) {
      const possible = isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
      const { name } = possible[random(possible.length)] ?? { name: 'Nobody' };
      const isTold = isAbstractType(type) || random(2) === 0;
      return select(name, sets, isTold ? { __typename: name, extra: 1 } : {});
    }
    const nonsense = random(40) === 0;
    if (type.name === 'Int' || type.name === 'Float') return nonsense ? 'seven' : random(100);
    if (type.name === 'Boolean') return nonsense ? 'yes' : random(2) === 0;
    if (type.name === 'String' || type.name === 'ID') return nonsense ? true : `text ${random(100)}`;
    return [{ any: random(9) }, null];
  };
  return select('Query', [operationOf(document).selectionSet], {});
}

const plain = (data: unknown): unknown => JSON.parse(JSON.stringify(data ?? null));

/** What the data have at `path`, or the null that is there instead. */
function valueAlong(data: unknown, path: readonly (string | number)[] = []): unknown {
  const [step, ...rest] = path;
  return data === null || step === undefined ? data : valueAlong((data as Data)[step], rest);
}
