/** What operations cost, by the directives of the supergraph. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type DocumentNode, getOperationAST, Kind, parse } from 'graphql';
import { type CostModel, costModelOf } from '../../router/guards/cost.ts';
import { type StartedDoors, startDoors } from './start-doors.ts';
import { goodKey } from './start-supergraph.ts';

const root = join(import.meta.dirname, '../..');
const supergraphSdl = readFileSync(join(root, 'schema/supergraph.graphql'), 'utf8');

function operationIn(document: DocumentNode, name?: string) {
  const operation = getOperationAST(document, name);
  if (!operation) throw new Error('No operation');
  return operation;
}

describe('the estimate', () => {
  const model: CostModel = costModelOf(`
    directive @cost(weight: Int!) on ARGUMENT_DEFINITION | FIELD_DEFINITION | OBJECT
    directive @listSize(assumedSize: Int, slicingArguments: [String!], sizedFields: [String!], requireOneSlicingArgument: Boolean = true) on FIELD_DEFINITION
    type Query {
      one: Thing
      some: [Thing!]!
      page(first: Int): Page @listSize(slicingArguments: ["first"], assumedSize: 20, sizedFields: ["nodes"])
      dear(much: Int @cost(weight: 7)): Int @cost(weight: 100)
    }
    type Mutation { make: Thing }
    type Page { nodes: [Thing!]! total: Int }
    type Thing { id: ID! part: Part next: Thing }
    type Part @cost(weight: 5) { id: ID! }
  `);
  const estimate = (query: string, variables = {}) => {
    const document = parse(query);
    return model.estimate(document, operationIn(document), variables);
  };

  it.each([
    ['{ one { id } }', 1],
    ['{ one { id part { id } } }', 6],
    ['{ some { id } }', 10],
    ['{ page { nodes { id } } }', 21],
    ['{ page(first: 3) { nodes { part { id } } total } }', 1 + 3 * 6],
    ['query ($n: Int = 4) { page(first: $n) { nodes { id } } }', 5],
    ['{ dear(much: 1) }', 107],
    ['{ dear a: dear }', 200],
    ['mutation { make { id } }', 11],
    ['{ one @skip(if: true) { id } dear @include(if: false) }', 0],
    ['{ ...Q } fragment Q on Query { one { ...T ... on Thing { id } } } fragment T on Thing { part { id } }', 6],
    ['{ __schema { types { name } } __typename }', 0],
  ])('of %s is %i', (query, cost) => expect(estimate(query)).toBe(cost));

  it('takes the values of variables, and is quick with fragments that spread each other', () => {
    expect(estimate('query ($n: Int) { page(first: $n) { nodes { id } } }', { n: 50 })).toBe(51);
    const bomb = Array.from(
      { length: 30 },
      (_, i) => `fragment F${i} on Thing { ${'next { id } '}${i < 29 ? `...F${i + 1} next { ...F${i + 1} }` : 'id'} }`,
    );
    expect(estimate(`{ one { ...F0 } } ${bomb.join(' ')}`)).toBeGreaterThan(2 ** 29);
  });

  it('is never less than what the answer costs, which counts what is there', () => {
    const document = parse('{ page(first: 10) { nodes { id part { id } } } some { id } one { id } }');
    const data = {
      page: {
        nodes: [
          { id: 1, part: { id: 1 } },
          { id: 2, part: null },
        ],
      },
      some: [],
      one: null,
    };
    expect(model.actual(document, operationIn(document), {}, data)).toBe(1 + 2 + 5);
    expect(model.estimate(document, operationIn(document), {})).toBe(1 + 10 * 6 + 10 + 1);
  });
});

it('every operation of the client is far below the limit', () => {
  const costs = costModelOf(supergraphSdl);
  const folder = join(root, 'client/operations');
  for (const file of readdirSync(folder)) {
    const document = parse(readFileSync(join(folder, file), 'utf8'));
    for (const definition of document.definitions) {
      if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
      const cost = costs.estimate(document, definition, { first: 100, last: 100 });
      expect([definition.name?.value, cost < 10_000]).toEqual([definition.name?.value, true]);
    }
  }
});

describe('at the router', () => {
  let doors: StartedDoors;
  beforeAll(async () => {
    doors = await startDoors();
  });
  afterAll(() => doors.stop());

  const costly = '{ models(first: 100) { nodes { versions(first: 100) { nodes { tags { key } } } } } }';

  it('a costly operation is refused before any subgraph hears of it, over HTTP and WebSocket', async () => {
    const { status, body } = await doors.supergraph.query(costly);
    expect([status, body.errors[0].extensions.code]).toEqual([400, 'OPERATION_TOO_COSTLY']);
    expect(body.errors[0].extensions.cost).toEqual({ estimated: expect.any(Number), maximum: 20_000 });
    const { value } = await doors.supergraph.socket().iterate({ query: costly }).next();
    expect(value.errors[0].extensions.code).toBe('OPERATION_TOO_COSTLY');
    expect(doors.recorded.calls.models).toBeUndefined();
  });

  it('the cost is told to who asks', async () => {
    const ask = async (extensions: object) => {
      const response = await fetch(doors.supergraph.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-api-key': goodKey },
        body: JSON.stringify({ query: '{ models(first: 5) { nodes { id latestVersion { version } } } }', extensions }),
      });
      return ((await response.json()) as { extensions?: object }).extensions;
    };
    expect(await ask({})).toBeUndefined();
    expect(await ask({ cost: true })).toEqual({ cost: { estimated: 11, actual: 3, maximum: 20_000 } });
  });

  it('what a subgraph says of its limits stands in the headers, too', async () => {
    const { status, headers } = await doors.supergraph.query(
      'mutation { deployModel(input: { modelId: "often" }) { deployment { id } } }',
    );
    expect([status, headers.get('retry-after')]).toEqual([200, '2']);
  });
});
