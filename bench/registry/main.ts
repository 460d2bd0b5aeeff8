/** `npm run bench:registry`: what reading costs with few and with many versions in the table. */
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { dynamoRegistryStore } from '../../subgraphs/registry/dynamo/dynamo-registry-store.ts';
import { openDatabase } from './database.ts';
import { type Figures, measure, type Subject, subjectOf } from './measure.ts';
import { modelIdOf, seed } from './seed.ts';

const help = `Usage: npm run bench:registry [-- --up-to <versions>] [--rounds <count>]

Seeds tables of 1,000, 10,000 and 100,000 versions in temporary folders, measures what a caller asks most, prints a table and
writes it to bench/registry/results.md. Exits with 1 when the largest table's p50 is more than 1.3 times the smallest's, or
when a call costs more operations or read units there.

  --up-to   the largest table (100000); a smaller one does not change results.md
  --rounds  calls of each kind and table (300)
`;
const sizes = [1_000, 10_000, 100_000];
const mostGrowth = 1.3;
const results = new URL('results.md', import.meta.url);

const { values: options } = parseArgs({
  options: {
    'up-to': { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '300' },
    help: { type: 'boolean', default: false },
  },
});
if (options.help) {
  process.stdout.write(help);
  process.exit(0);
}
const largest = Number(options['up-to']);
const rounds = Number(options.rounds);

const subjects: Subject[] = [];
for (const versions of sizes.filter((size) => size <= largest)) {
  const started = performance.now();
  const database = await openDatabase();
  const subject = subjectOf(versions, database);
  subjects.push(subject);
  await seed(database.table, versions);
  await requireSameAsRegistered(subject);
  process.stderr.write(`Seeded ${thousands(versions)} versions in ${seconds(performance.now() - started)} s\n`);
}
const figures = await measure(subjects, rounds);
await Promise.all(subjects.map(({ database }) => database.close()));

const table = tableOf(figures);
process.stdout.write(`${table}\n`);
if (largest === sizes.at(-1)) writeFileSync(results, documentOf(table));
const faults = [...figures].flatMap(([name, ofSizes]) => faultsOf(name, ofSizes));
for (const fault of faults) process.stderr.write(`${fault}\n`);
process.exitCode = faults.length > 0 ? 1 : 0;

/** What the registry makes of a seeded model is what was seeded: nothing more to write. */
async function requireSameAsRegistered({ newContext, database }: Subject): Promise<void> {
  const { registry } = newContext();
  const before = await registry.models({ framework: 'onnx', status: 'REGISTERED' }, { first: 10 });
  let writes = 0;
  database.table.client.middlewareStack.add(
    (next, { commandName }) =>
      (command) => {
        const { RequestItems = {} } = command.input as {
          RequestItems?: Record<string, { PutRequest?: { Item: { pk: string } } }[]>;
        };
        const requests = commandName?.startsWith('BatchWrite') ? Object.values(RequestItems).flat() : [];
        writes += requests.filter(({ PutRequest }) => PutRequest?.Item.pk.startsWith('MODEL#')).length;
        return next(command);
      },
    { step: 'initialize', name: 'writes' },
  );
  await dynamoRegistryStore(database.table).refreshLists(before.nodes[0]?.id ?? modelIdOf(0));
  database.table.client.middlewareStack.remove('writes');
  if (writes > 0)
    throw new Error(`The seed lacks ${writes} entries that a registration writes: change bench/registry/seed.ts`);
}

function tableOf(figures: ReadonlyMap<string, readonly Figures[]>): string {
  const heads = subjects.map(({ versions }) => `p50 / p99 ms at ${thousands(versions)}`);
  const head = ['call', ...heads, 'p50 growth', 'DynamoDB operations', 'read units'];
  const rows = [...figures].map(([name, ofSizes]) => [
    name,
    ...ofSizes.map(({ p50, p99 }) => `${p50.toFixed(2)} / ${p99.toFixed(2)}`),
    `${growthOf(ofSizes).toFixed(2)} ×`,
    ofSizes.map(({ operations }) => operations.toFixed(0)).join(' · '),
    ofSizes.map(({ readUnits }) => readUnits.toFixed(1)).join(' · '),
  ]);
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function documentOf(table: string): string {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  return `# Reading from a small and a large registry

\`npm run bench:registry\`, Modelgraph ${version}, Node ${process.version}, ${availableParallelism()} cores of a shared machine, the embedded DynamoDB in a
process of its own, ${rounds} calls each. Twenty versions a model; the caller belongs to one of two teams; a page has 10 models.
Operations and read units (\`ReturnConsumedCapacity\`) are the mean of a call at each size, from the smallest to the largest.

${table}
`;
}

function faultsOf(name: string, ofSizes: readonly Figures[]): string[] {
  const [smallest] = ofSizes;
  const last = ofSizes.at(-1);
  if (!smallest || !last) return [];
  return [
    ...(growthOf(ofSizes) > mostGrowth ? [`${name}: p50 grows ${growthOf(ofSizes).toFixed(2)} times`] : []),
    ...(last.operations > smallest.operations ? [`${name}: more operations in the largest table`] : []),
    ...(last.readUnits > smallest.readUnits * 1.05 ? [`${name}: more read units in the largest table`] : []),
  ];
}

function growthOf(ofSizes: readonly Figures[]): number {
  return (ofSizes.at(-1)?.p50 ?? 0) / (ofSizes[0]?.p50 ?? 1);
}

function thousands(count: number): string {
  return count.toLocaleString('en-US');
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1_000).toFixed(1);
}
