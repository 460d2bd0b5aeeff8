/** `npm run bench:inference`: what a completion costs through Modelgraph, Portkey's gateway and a raw pipe. */
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { askingOver, type Held, measureMemory, measureSpeed, type Plan, type Speed } from './measure.ts';
import { startSystems } from './systems.ts';

const help = `Usage: npm run bench:inference [-- --quick]

Starts an upstream of no latency, Modelgraph (router and inference subgraph, with limits, budgets, cache and metrics on: in one process
and in two), Portkey's
gateway and a raw node pipe, measures each in turn, prints a table and writes it to bench/inference/results.md. Needs Linux, since it
reads CPU time and memory from /proc, and, the first time, npm's registry. Takes six minutes.

  --quick  a tenth of it, and results.md stays as it is
`;

const { values: options } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
});
if (options.help) {
  process.stdout.write(help);
  process.exit(0);
}

const full: Plan = {
  warmUp: 30_000,
  rounds: 15,
  sequential: 200,
  concurrent: 1_000,
  streams: 40,
  open: 1_000,
  stopped: 60,
};
const quick: Plan = {
  warmUp: 1_000,
  rounds: 1,
  sequential: 200,
  concurrent: 1_000,
  streams: 40,
  open: 200,
  stopped: 5,
};
const plan = options.quick ? quick : full;

const twoProcesses = '… in two processes';
const systems = await startSystems();
const { upstream, pipe, portkey, modelgraph, inTwoProcesses } = systems;
const rows = new Map<string, Partial<Speed & Held>>();
try {
  const timed = [upstream, pipe, portkey, modelgraph, inTwoProcesses].map((system) => ({
    system,
    ask: askingOver.openAi(system),
  }));
  process.stderr.write('Measuring how fast they answer …\n');
  const [ofUpstream = {}, ofPipe, ofPortkey, ofOpenAi, ofTwo, ofGraphql] = await measureSpeed(
    [...timed, { system: modelgraph, ask: askingOver.graphql(modelgraph) }],
    plan,
  );
  rows.set('upstream', ofUpstream);
  const { firstToken: _ofOpenAi, ...spokenGraphql }: Partial<Speed> = ofGraphql ?? {};
  rows.set('Modelgraph, GraphQL', spokenGraphql);
  for (const [name, system, speed] of [
    ['raw node pipe', pipe, ofPipe],
    ['Portkey', portkey, ofPortkey],
    ['Modelgraph, OpenAI API', modelgraph, ofOpenAi],
    [twoProcesses, inTwoProcesses, ofTwo],
  ] as const) {
    process.stderr.write(`Measuring the memory of ${system.name} …\n`);
    rows.set(name, { ...speed, ...(await measureMemory(system, plan)) });
  }
} finally {
  await systems.stop();
}

const table = tableOf();
process.stdout.write(`${table}\n`);
if (!options.quick) writeFileSync(new URL('results.md', import.meta.url), documentOf(table));

function tableOf(): string {
  const direct = of('upstream');
  const pipeline = of('raw node pipe').perCpuSecond ?? Number.NaN;
  const milliseconds = (value: number) => `${value.toFixed(2)} ms`;
  const kilobytes = (value: number) => `${Math.round(value / 1024)} KB`;
  const shown = (value: number | undefined, text: (value: number) => string) =>
    value === undefined ? '' : text(value);
  const row = (name: string) => {
    const { p50, perCpuSecond, firstToken, perStream, stoppedReader } = of(name);
    const cells = [
      name,
      shown(p50, (value) => milliseconds(value - (direct.p50 ?? 0))),
      shown(perCpuSecond, (value) => Math.round(value).toLocaleString('en')),
      shown(perCpuSecond, (value) => (value / pipeline).toFixed(2)),
      shown(firstToken, (value) => milliseconds(value - (direct.firstToken ?? 0))),
      shown(perStream, kilobytes),
      shown(stoppedReader, kilobytes),
    ];
    return `| ${cells.join(' | ')} |`;
  };
  return [
    '| | p50 added | requests per CPU second | of the pipe | first token added | memory per open stream | a reader that stops |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...['raw node pipe', 'Portkey', 'Modelgraph, OpenAI API', twoProcesses, 'Modelgraph, GraphQL'].map(row),
  ].join('\n');
}

function of(name: string): Partial<Speed & Held> {
  const found = rows.get(name);
  if (!found) throw new Error(`${name} was not measured`);
  return found;
}

function documentOf(text: string): string {
  return `# What a completion costs on its way

Written by \`npm run bench:inference\` on ${availableParallelism()} cores, Node ${process.versions.node}, upstream, gateways and load on the same machine.
The upstream takes no time; itself it has a p50 of ${of('upstream').p50?.toFixed(2)} ms and a first token after ${of('upstream').firstToken?.toFixed(2)} ms.

${text}

Each was warmed up by ${plan.warmUp.toLocaleString('en')} requests. Speed is the median of ${plan.rounds} rounds in which they took turns.

- **p50 added**: one request after the other, less the upstream's own.
- **requests per CPU second**: 32 at a time, by the CPU time of all processes of the gateway: of Modelgraph the router and the inference
  subgraph, in one process as \`npm start\` has them, and in two. What a process makes on one core for itself is more than what the machine made here.
- **first token added**: streams one after the other, to the first token, less the upstream's own.
- **memory per open stream**: growth of all processes of the gateway with ${plan.open.toLocaleString('en')} streams that have had one token; less than
  nothing where what came before gave back more.
- **a reader that stops**: growth for each of ${plan.stopped} more, the median of three times after the first ${plan.stopped}, while the upstream has 64 MiB to send and the clients read no further than the headers.

Modelgraph has limits, budgets, cache, idempotency, usage reports and metrics on; no two requests are alike. Portkey is @portkey-ai/gateway
with nothing on, as it starts by itself.
`;
}
