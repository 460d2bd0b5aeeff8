/** Two oracles: one server without any federation, and the stock gateway. Generated operations give the same data through all. */
import { isDeepStrictEqual } from 'node:util';
import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { buildSchema, execute, type GraphQLSchema, parse, printSchema } from 'graphql';
import { generatedOperation } from './generated-operations.ts';
import { shopSchema, shopSubgraphs, shopSupergraph, withoutFederation } from './shop-subgraphs.ts';
import { type BothGateways, bothGateways } from './start-shop.ts';

/** The suite takes a few; 10,000 were run by hand: FEDERATION_RUNS=10000. */
const runs = Number(process.env.FEDERATION_RUNS ?? 100);

let gateways: BothGateways;
let whole: GraphQLSchema;
beforeAll(async () => {
  const schemas = Object.fromEntries(shopSubgraphs.map((name) => [name, shopSchema(name)]));
  gateways = await bothGateways(shopSupergraph(), schemas);
  whole = withoutFederation(buildSchema(printSchema(gateways.schema)));
});

describe('generated operations', () => {
  it(
    'give the data that one server without federation gives, and else those of the stock gateway',
    async () => {
      const same = { asWhole: 0, asStock: 0 };
      await fc.assert(
        fc.asyncProperty(fc.integer(), async (seed) => {
          const { query, variables } = generatedOperation(gateways.schema, seed);
          const document = parse(query);
          const [ours, stock, truth] = await Promise.all([
            gateways.ours(document, variables),
            gateways.stock(document, variables),
            execute({ schema: whole, document, variableValues: variables, rootValue: {} }),
          ]);
          const data = plain(ours.data);
          const [isAsStock, isAsWhole] = [stock, truth].map((other) => isDeepStrictEqual(data, plain(other.data)));
          if (isAsStock) same.asStock += 1;
          if (isAsWhole) same.asWhole += 1;
          // Where the planner itself is wrong, so are both gateways; where only the stock one is, ours is not.
          expect(faults(data, plain(stock.data), plain(truth.data))).toEqual([]);
          // What a plan fetches besides what was asked, to find other fields, may fail, too.
          if (truth.errors?.length && isAsWhole) expect(ours.errors?.length).toBeGreaterThan(0);
          if (isAsWhole && !truth.errors?.length && ours.errors?.length)
            expect(stock.errors?.length).toBeGreaterThan(0);
        }),
        { numRuns: runs },
      );
      process.stderr.write(`of ${runs}: ${same.asWhole} as without federation, ${same.asStock} as the stock gateway\n`);
      expect(same.asWhole).toBeGreaterThan(0.98 * runs);
      expect(same.asStock).toBeGreaterThan(0.85 * runs);
    },
    Math.max(60_000, runs * 400),
  );
});

/** Where `ours` is neither the truth nor what the stock gateway has there, too. */
function faults(ours: unknown, stock: unknown, truth: unknown, path = 'data'): string[] {
  if (isDeepStrictEqual(ours, truth) || isDeepStrictEqual(ours, stock)) return [];
  if (!isObject(ours) || !isObject(truth) || Object.keys(ours).length !== Object.keys(truth).length) return [path];
  return Object.entries(ours).flatMap(([name, value]) =>
    faults(value, isObject(stock) ? stock[name] : undefined, truth[name], `${path}.${name}`),
  );
}

/** An object or a list. */
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Without prototypes, which the two give differently. */
const plain = (data: unknown): unknown => JSON.parse(JSON.stringify(data ?? null));
