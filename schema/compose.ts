/**
 * Composes the subgraphs' schemas into the supergraph, once, at build time. Errors and composition hints both fail.
 * Usage: node schema/compose.ts   (writes schema/supergraph.graphql and schema/api.graphql)
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import composition from '@apollo/composition';
import { lexicographicSortSchema, parse, printSchema } from 'graphql';

const directory = new URL('.', import.meta.url);
/** The router replaces these addresses by REGISTRY_URL and INFERENCE_URL. */
const subgraphs = [
  { name: 'registry', url: 'http://127.0.0.1:4001/graphql' },
  { name: 'inference', url: 'http://127.0.0.1:4002/graphql' },
];

const result = composition.composeServices(
  subgraphs.map(({ name, url }) => ({
    name,
    url,
    typeDefs: parse(schemaText(name)),
  })),
);

/** A subgraph's schema is every `.graphql` file of its folder. */
function schemaText(name: string): string {
  const folder = new URL(`../subgraphs/${name}/graphql/`, directory).pathname;
  return globSync(`${folder}*.graphql`)
    .sort()
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
}

const faults = [
  ...(result.errors ?? []).map((error) => error.message),
  ...(result.hints ?? []).map((hint) => hint.toString()),
];
if (faults.length > 0 || !result.supergraphSdl || !result.schema) {
  process.stderr.write(`The subgraphs do not compose:\n${faults.map((fault) => `  ${fault}\n`).join('')}`);
  process.exit(1);
}

writeFileSync(new URL('supergraph.graphql', directory), `${result.supergraphSdl.trim()}\n`);
const apiSchema = lexicographicSortSchema(result.schema.toAPISchema().toGraphQLJSSchema());
writeFileSync(new URL('api.graphql', directory), `${printSchema(apiSchema)}\n`);
