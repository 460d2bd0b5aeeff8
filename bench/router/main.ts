/** `npm run bench:router`: the router beside the gateways people come from, on the same two subgraphs. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Gateway, gateways, startSubgraph, stopAll } from './gateways.ts';
import { type Figures, measure, requireSameAnswers } from './load.ts';
import { supergraphOf } from './supergraph.ts';

const help = `Usage: npm run bench:router [-- --seconds <n>] [--rounds <n>] [--only <names>] [--keep]

Starts two subgraphs with constant data, and each gateway in a process of its own; asks all the same two-hop query, with variables
that rotate, for 10 and for 500 entities; prints a table and writes it to bench/router/results.md. The first run installs the
other gateways into .data/bench. Exits with 1 when the router falls short of what is aimed at.

  --seconds   how long one measurement takes (8)
  --rounds    how often each gateway is measured; the best round counts (3)
  --only      comma-separated names of gateways, as in ours,stock; does not write the results
`;
const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '8' },
    rounds: { type: 'string', default: '3' },
    only: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
if (options.help) {
  process.stdout.write(help);
  process.exit(0);
}

const results = new URL('results.md', import.meta.url);
const sizes = [10, 500] as const;
/** How many times as fast as each of the others the router is to be, by the number of entities. */
const aims: Readonly<Record<string, Readonly<Record<number, number>>>> = {
  stock: { 10: 3.5, 500: 3 },
  hive: { 10: 3 },
  mercurius: { 10: 1.3 },
};

const folder = mkdtempSync(join(tmpdir(), 'bench-router-'));
const running: Gateway[] = [];
const figures = new Map<string, Figures>();
try {
  const [catalog, ratings] = await Promise.all([startSubgraph('catalog'), startSubgraph('ratings')]);
  const supergraph = join(folder, 'supergraph.graphql');
  writeFileSync(supergraph, supergraphOf({ catalog: catalog.url, ratings: ratings.url }));
  const wanted = options.only?.split(',') ?? Object.keys(gateways);
  for (const name of wanted) {
    const start = gateways[name];
    if (!start) throw new Error(`No gateway "${name}": ${Object.keys(gateways).join(', ')}`);
    running.push(await start({ supergraph, catalog: catalog.url, ratings: ratings.url }));
  }
  await requireSameAnswers(running, [...sizes]);
  for (let round = 1; round <= Number(options.rounds); round += 1) {
    for (const size of sizes) {
      for (const gateway of running) {
        const measured = await measure(gateway, size, Number(options.seconds) * 1_000);
        const key = `${gateway.name} ${size}`;
        const best = figures.get(key);
        if (!best || measured.requestsPerSecond > best.requestsPerSecond) figures.set(key, measured);
        process.stderr.write(`round ${round}: ${key} entities, ${Math.round(measured.requestsPerSecond)} requests/s\n`);
      }
    }
  }
} finally {
  await stopAll();
  rmSync(folder, { recursive: true });
}

const table = tableOf();
process.stdout.write(`${table}\n`);
if (!options.only) writeFileSync(results, documentOf(table));
const faults = Object.entries(aims).flatMap(([rival, bySize]) =>
  Object.entries(bySize).flatMap(([size, aim]) => {
    const ratio = ratioTo(rival, Number(size));
    return ratio !== undefined && ratio < aim
      ? [`${size} entities: ${ratio.toFixed(2)} times ${rival}, aimed at ${aim}`]
      : [];
  }),
);
for (const fault of faults) process.stderr.write(`${fault}\n`);
process.exitCode = faults.length > 0 ? 1 : 0;

function ratioTo(rival: string, size: number): number | undefined {
  const [ours, theirs] = [figures.get(`ours ${size}`), figures.get(`${rival} ${size}`)];
  return ours && theirs && ours.requestsPerSecond / theirs.requestsPerSecond;
}

function tableOf(): string {
  const rows = sizes.flatMap((size) =>
    running.map(({ name, title }) => {
      const { requestsPerSecond = 0, p50 = 0, p99 = 0, cpuMicroseconds = 0 } = figures.get(`${name} ${size}`) ?? {};
      const ratio = name === 'ours' ? '' : (ratioTo(name, size)?.toFixed(2) ?? '');
      const cells = [
        title,
        size,
        Math.round(requestsPerSecond),
        p50.toFixed(1),
        p99.toFixed(1),
        Math.round(cpuMicroseconds),
        ratio,
      ];
      return `| ${cells.join(' | ')} |`;
    }),
  );
  return [
    '| gateway | entities | requests/s | p50 ms | p99 ms | CPU µs a request | ours is times as fast |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

function documentOf(table: string): string {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  return `# The router beside others

\`npm run bench:router\`, Modelgraph ${version}, Node ${process.version}, ${cpus().length} cores (${cpus()[0]?.model.trim()}). One query over two
subgraphs with constant data: a list from the first, three fields of each entity from the second. Variables rotate. Every gateway is a
process of its own, all are measured in turn with 32 requests under way; the best of ${options.rounds} rounds of ${options.seconds} s counts. Ours runs as it is served, with
API keys, guards and signed identities; the others have neither.

${table}
`;
}
