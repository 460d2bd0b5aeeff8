/** `npm run bench:subscriptions`: many graphql-ws subscribers to one model on one router, some of whom stop reading. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { statusQuery, statusSupergraph } from './status-supergraph.ts';
import { openSubscriber } from './subscriber-socket.ts';

const help = `Usage: npm run bench:subscriptions [-- --subscribers <n>] [--stalled <n>] [--seconds <n>]

Subscribes over graphql-ws, one socket each, and has the deployment change five times a second. Prints how many events reached whom, in
which order and when, and what a subscriber costs the router's process; writes bench/router/subscriptions.md for 10,000 subscribers.

  --subscribers  10000
  --stalled      how many of further subscribers stop reading (200)
  --seconds      10
`;
const { values: options } = parseArgs({
  options: {
    subscribers: { type: 'string', default: '10000' },
    stalled: { type: 'string', default: '200' },
    seconds: { type: 'string', default: '10' },
    help: { type: 'boolean', default: false },
  },
});
if (options.help) {
  process.stdout.write(help);
  process.exit(0);
}
const count = Number(options.subscribers);
const stalledCount = Number(options.stalled);
const eventsPerSecond = 5;
const keys = 20;

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'bench-subscriptions-'));
const children = [start('status-subgraph.ts', [])];
const subgraphUrl = await children[0]?.url;
const file = join(folder, 'supergraph.graphql');
writeFileSync(file, statusSupergraph(subgraphUrl ?? ''));
const router = start('ours.ts', [file]);
children.push(router);
const port = Number(new URL(await router.url).port);

const latencies: number[] = [];
let disorder = 0;
const last: number[] = [];
const received: number[] = [];
let isMeasuring = false;

await subscribe(100, () => undefined);
const before = await residentKilobytes();
await subscribe(count, (index, sequence, sentAt) => {
  received[index] = (received[index] ?? 0) + 1;
  if (!isMeasuring) return;
  latencies.push(Date.now() - sentAt);
  if (sequence !== (last[index] ?? sequence - 1) + 1) disorder += 1;
  last[index] = sequence;
});
const perSubscriber = ((await residentKilobytes()) - before) / count;
const stalled = await subscribe(stalledCount, () => undefined);
for (const socket of stalled) socket.pause();

received.fill(0);
isMeasuring = true;
const events = Number(options.seconds) * eventsPerSecond;
const busyBefore = processorMilliseconds();
for (let event = 0; event < events; event += 1) {
  children[0]?.child.send('change');
  await new Promise((resolve) => setTimeout(resolve, 1_000 / eventsPerSecond));
}
const deadline = Date.now() + 10_000;
while (latencies.length < count * events && Date.now() < deadline)
  await new Promise((resolve) => setTimeout(resolve, 50));

const busy = processorMilliseconds() - busyBefore;
latencies.sort((one, other) => one - other);
const at = (share: number): number => latencies[Math.floor(latencies.length * share)] ?? 0;
const complete = received.filter((number) => number === events).length;
const report = `| what | figure |
| --- | --- |
| subscribers who got every one of ${events} events | ${complete} of ${count} |
| events out of order | ${disorder} |
| from the subgraph to the client, p50 and p99 | ${at(0.5)} ms, ${at(0.99)} ms |
| the router's processor time for one event to one subscriber | ${((busy * 1_000) / latencies.length).toFixed(1)} µs |
| the router's memory for one subscriber | ${perSubscriber.toFixed(1)} KB |
| subscribers who stopped reading meanwhile | ${stalledCount} |`;
process.stdout.write(`${report}\n`);
if (count === 10_000) {
  writeFileSync(
    here('subscriptions.md'),
    `# Many subscribers

\`npm run bench:subscriptions\`, Node ${process.version}, ${cpus().length} cores (${cpus()[0]?.model.trim()}), clients, router and subgraph on the same machine.
${eventsPerSecond} events a second to subscribers of one model over graphql-ws, each with a socket of its own, on one router process.

${report}
`,
  );
}
for (const { child } of children) child.kill('SIGKILL');
rmSync(folder, { recursive: true });
process.exit(complete === count && disorder === 0 && at(0.99) < 500 && perSubscriber < 20 ? 0 : 1);

function start(name: string, words: readonly string[]) {
  const child = spawn(process.execPath, ['--expose-gc', here(name), ...words], {
    env: { ...process.env, LOG_LEVEL: 'warn', NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const started = new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`${name} ended with ${code}`)));
    child.stdout?.on('data', (chunk: Buffer) => {
      const address = /^listening (\S+)/m.exec(String(chunk))?.[1];
      if (address) resolve(address);
    });
  });
  return { child, url: started };
}

/** Opens that many sockets with one subscription each; resolves when each has had its first event. */
async function subscribe(
  number: number,
  heard: (index: number, sequence: number, madeAt: number) => void,
): Promise<Socket[]> {
  const sockets: Socket[] = [];
  const batch = 100;
  const operation = { query: statusQuery, variables: { modelId: 'm' } };
  for (let first = 0; first < number; first += batch) {
    const opening = Array.from({ length: Math.min(batch, number - first) }, (_, offset) => {
      const index = first + offset;
      return openSubscriber({
        port,
        apiKey: `mg-bench-${index % keys}`,
        operation,
        heard: (sequence, madeAt) => heard(index, sequence, madeAt),
      });
    });
    sockets.push(...(await Promise.all(opening)));
  }
  return sockets;
}

/** The router's, once it has collected what it does not use. */
async function residentKilobytes(): Promise<number> {
  router.child.send('collect');
  await once(router.child, 'message');
  const pages = Number(readFileSync(`/proc/${router.child.pid}/statm`, 'utf8').split(' ')[1]);
  return pages * 4;
}

/** What the router has used so far. The kernel counts in hundredths of a second. */
function processorMilliseconds(): number {
  const fields = readFileSync(`/proc/${router.child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
