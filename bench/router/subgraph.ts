/**
 * One of the two subgraphs, a process of its own: `node subgraph.ts catalog|ratings`. Its data are constant, so a request it has
 * seen is answered from memory: what is measured is the gateway. Prints its address.
 */
import { createServer } from 'node:http';
import subgraphPackage from '@apollo/subgraph';
import { type GraphQLSchema, graphql, parse } from 'graphql';
import { typeDefs } from './supergraph.ts';

interface Product {
  readonly id: string;
}
const product = (id: number): Product => ({ id: `p${id}` });
const numberOf = ({ id }: Product): number => Number(id.slice(1));

const resolvers = {
  catalog: {
    Query: {
      products: (_: unknown, { count, shift }: { count: number; shift: number }) =>
        Array.from({ length: count }, (_item, index) => product(shift + index)),
    },
    Product: {
      name: (parent: Product) => `Product number ${numberOf(parent)}`,
      price: (parent: Product) => numberOf(parent) / 4,
      category: (parent: Product) => ({ id: `c${numberOf(parent) % 7}`, title: `Category ${numberOf(parent) % 7}` }),
      __resolveReference: (reference: Product) => reference,
    },
  },
  ratings: {
    Product: {
      __resolveReference: (reference: Product) => reference,
      rating: (parent: Product) => (numberOf(parent) % 50) / 10,
      reviewCount: (parent: Product) => numberOf(parent) % 100,
      verdict: (parent: Product) => (numberOf(parent) % 3 ? 'GOOD' : 'POOR'),
    },
  },
};

const name = process.argv[2] === 'ratings' ? 'ratings' : 'catalog';
const module = { typeDefs: parse(typeDefs[name]), resolvers: resolvers[name] as never };
const schema: GraphQLSchema = subgraphPackage.buildSubgraphSchema([module]);
const answers = new Map<string, Promise<Buffer>>();

async function answer(body: string): Promise<Buffer> {
  const { query, variables } = JSON.parse(body);
  // A gateway that composes by itself wants what was written, without the directives' definitions.
  if (query.includes('_service')) return Buffer.from(JSON.stringify({ data: { _service: { sdl: typeDefs[name] } } }));
  return Buffer.from(JSON.stringify(await graphql({ schema, source: query, variableValues: variables })));
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', async () => {
    const body = Buffer.concat(chunks).toString();
    const known = answers.get(body) ?? answer(body);
    answers.set(body, known);
    const bytes = await known;
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': bytes.length }).end(bytes);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as { port: number };
  process.stdout.write(`listening http://127.0.0.1:${port}/graphql\n`);
});
