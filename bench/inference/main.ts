/** `npm run bench:inference`: what a completion costs through Modelgraph, Portkey's gateway and a raw pipe. */
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { type Figures, measure, measureGraphql, type Plan } from './measure.ts';
import { startSystems } from './systems.ts';

const help = `Usage: npm run bench:inference [-- --quick]

Starts an upstream of no latency, Modelgraph (router and inference subgraph, with limits, budgets, cache and metrics on), Portkey's
gateway and a raw node pipe, measures each in turn, prints a table and writes it to bench/inference/results.md. Needs Linux, since it
reads CPU time and memory from /proc, and, the first time, npm's registry. Takes two minutes.

  --quick  a tenth of it, and results.md stays as it is
`;

const { values: options } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
});
if (options.help) {
  process.stdout.write(help);
  process.exit(0);
}

const full: Plan = { sequential: 2_000, concurrent: 6_000, streams: 400, open: 1_000, stopped: 20 };
const quick: Plan = { sequential: 200, concurrent: 1_000, streams: 40, open: 200, stopped: 5 };
const plan = options.quick ? quick : full;

const systems = await startSystems();
const figures = new Map<string, Figures>();
let graphql: Pick<Figures, 'p50' | 'perCpuSecond'>;
try {
  for (const system of [systems.upstream, systems.pipe, systems.portkey, systems.modelgraph]) {
    process.stderr.write(`Measuring ${system.name} …\n`);
    figures.set(system.name, await measure(system, plan));
  }
  graphql = await measureGraphql(systems.graphqlUrl, systems.modelgraph, plan);
} finally {
  await systems.stop();
}

const table = tableOf();
process.stdout.write(`${table}\n`);
if (!options.quick) writeFileSync(new URL('results.md', import.meta.url), documentOf(table));

function tableOf(): string {
  const direct = of('upstream');
  const pipe = of('raw node pipe');
  const milliseconds = (value: number) => `${value.toFixed(2)} ms`;
  const kilobytes = (value: number) => `${Math.round(value / 1024)} KB`;
  const row = (name: string, { p50, perCpuSecond, firstToken, perStream, stoppedReader }: Partial<Figures>) =>
    [
      name,
      p50 === undefined ? '' : milliseconds(p50 - direct.p50),
      perCpuSecond === undefined ? '' : Math.round(perCpuSecond).toLocaleString('en'),
      perCpuSecond === undefined ? '' : `${(perCpuSecond / pipe.perCpuSecond).toFixed(2)}`,
      firstToken === undefined ? '' : milliseconds(firstToken - direct.firstToken),
      perStream === undefined ? '' : kilobytes(perStream),
      stoppedReader === undefined ? '' : kilobytes(stoppedReader),
    ].join(' | ');
  return [
    '| | p50 added | requests per CPU second | of the pipe | first token added | memory per open stream | a reader that stops |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    `| ${row('raw node pipe', pipe)} |`,
    `| ${row('Portkey', of('Portkey'))} |`,
    `| ${row('Modelgraph, OpenAI API', of('Modelgraph'))} |`,
    `| ${row('Modelgraph, GraphQL', graphql)} |`,
  ].join('\n');
}

function of(name: string): Figures {
  const found = figures.get(name);
  if (!found) throw new Error(`${name} was not measured`);
  return found;
}

function documentOf(text: string): string {
  return `# What a completion costs on its way

Written by \`npm run bench:inference\` on ${availableParallelism()} cores, Node ${process.versions.node}, upstream, gateways and load on the same machine.
The upstream takes no time; itself it has a p50 of ${of('upstream').p50.toFixed(2)} ms and a first token after ${of('upstream').firstToken.toFixed(2)} ms.

${text}

- **p50 added**: one request after the other, less the upstream's own.
- **requests per CPU second**: 32 at a time, by the CPU time of all processes of the gateway: of Modelgraph the router and the inference
  subgraph. What a process makes on one core for itself is more than what the machine made here.
- **first token added**: streams one after the other, to the first token, less the upstream's own.
- **memory per open stream**: growth of all processes of the gateway with ${plan.open.toLocaleString('en')} streams that have had one token.
- **a reader that stops**: growth for each of ${plan.stopped} more than ${plan.stopped} of them, while the upstream has 64 MiB to send and the clients read no further than the headers.

Modelgraph has limits, budgets, cache, idempotency, usage reports and metrics on; no two requests are alike. Portkey is @portkey-ai/gateway
with nothing on, as it starts by itself.
`;
}
