/** The measurements, each on one system. CPU time and memory are what Linux says of its processes. */
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, type Dispatcher, request } from 'undici';
import type { System } from './systems.ts';

export interface Figures {
  /** Milliseconds of one request after the other. */
  readonly p50: number;
  /** Requests for each second of CPU time, of all its processes. */
  readonly perCpuSecond: number;
  /** Milliseconds to the first token of a stream. */
  readonly firstToken: number;
  /** Bytes of memory for each of the streams that are open at once. */
  readonly perStream: number;
  /** Bytes of memory for a reader that stops reading. */
  readonly stoppedReader: number;
}

export interface Plan {
  readonly sequential: number;
  readonly concurrent: number;
  readonly streams: number;
  readonly open: number;
  readonly stopped: number;
}

/** Connections that were idle are not used again: the server may be about to close them. */
const newAgent = () =>
  new Agent({ connections: 2_000, pipelining: 1, keepAliveTimeout: 1_000, keepAliveMaxTimeout: 2_000 });

const ticksPerSecond = 100;
const concurrency = 32;
const model = 'gpt-4o-mini';
let asked = 0;

/** No two are alike, so that none is answered from a cache. */
function question(more: object): string {
  asked += 1;
  const messages = [
    { role: 'user', content: `What is the answer to question ${asked}, and why is it not ${asked + 1}?` },
  ];
  return JSON.stringify({ model, messages, ...more });
}

export async function measure(system: System, plan: Plan): Promise<Figures> {
  const agent = newAgent();
  try {
    await inParallel(plan.concurrent, () => whole(system, agent));
    const p50 = median(await oneByOne(plan.sequential, () => whole(system, agent)));
    const before = cpuSeconds(system);
    await inParallel(plan.concurrent, () => whole(system, agent));
    const perCpuSecond = plan.concurrent / (cpuSeconds(system) - before);
    await oneByOne(Math.ceil(plan.streams / 4), () => firstToken(system, agent));
    const first = median(await oneByOne(plan.streams, () => firstToken(system, agent)));
    // Before the readers that stop: what those leave behind is given back meanwhile.
    const perStream = await memoryOfStreams(system, agent, plan.open);
    const stoppedReader = await memoryOfStoppedReaders(system, plan.stopped);
    return { p50, perCpuSecond, firstToken: first, perStream, stoppedReader };
  } finally {
    await agent.destroy();
  }
}

/** Of requests over GraphQL: their p50, and how many a second of CPU time makes. */
export async function measureGraphql(
  url: string,
  system: System,
  plan: Plan,
): Promise<Pick<Figures, 'p50' | 'perCpuSecond'>> {
  const agent = newAgent();
  const query = `mutation ($input: CompletionInput!) { createCompletion(input: $input) {
    message { content } finishReason usage { totalTokens costUsd } routing { provider model } } }`;
  const ask = async (): Promise<void> => {
    asked += 1;
    const input = { model, messages: [{ role: 'USER', content: `What is the answer to question ${asked}?` }] };
    const answer = await post(url, system, agent, JSON.stringify({ query, variables: { input } }));
    const { errors } = (await answer.body.json()) as { errors?: unknown };
    if (errors) throw new Error(`GraphQL answered ${JSON.stringify(errors)}`);
  };
  await inParallel(plan.concurrent, ask);
  const p50 = median(await oneByOne(plan.sequential, ask));
  const before = cpuSeconds(system);
  await inParallel(plan.concurrent, ask);
  const perCpuSecond = plan.concurrent / (cpuSeconds(system) - before);
  await agent.destroy();
  return { p50, perCpuSecond };
}

async function post(url: string, { name, headers }: System, dispatcher: Dispatcher, body: string) {
  const answer = await request(url, {
    dispatcher,
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer bench', ...headers },
    body,
  });
  if (answer.statusCode !== 200) throw new Error(`${name} answered ${answer.statusCode}: ${await answer.body.text()}`);
  return answer;
}

async function whole(system: System, agent: Agent): Promise<void> {
  const answer = await post(system.url, system, agent, question({}));
  await answer.body.text();
}

/** Reads all of a stream, and returns when its first token came. */
async function firstToken(system: System, agent: Agent): Promise<number> {
  const started = performance.now();
  const answer = await post(system.url, system, agent, question({ stream: true }));
  let first: number | undefined;
  for await (const piece of answer.body as AsyncIterable<Buffer>) {
    if (first === undefined && piece.includes('The')) first = performance.now() - started;
  }
  if (first === undefined) throw new Error(`${system.name} streamed no token`);
  return first;
}

async function memoryOfStreams(system: System, agent: Agent, count: number): Promise<number> {
  const before = memory(system);
  const open = await Promise.all(
    Array.from({ length: count }, async () => {
      const { body } = await post(system.url, system, agent, question({ stream: true, model: 'bench-hold' }));
      await new Promise<void>((resolve) => body.once('readable', resolve));
      return body;
    }),
  );
  await sleep(1_000);
  const grown = memory(system) - before;
  for (const body of open) body.on('error', () => undefined).destroy();
  await sleep(1_000);
  return grown / count;
}

/** The upstream sends as fast as it may; the readers take the first bytes, and then no more. */
async function memoryOfStoppedReaders(system: System, count: number): Promise<number> {
  // What passes before they stop makes each system's heap grow to what it likes to have; that is theirs once, and not for each reader.
  const sockets = await inSequence(count, () => stoppedReader(system));
  await sleep(3_000);
  const before = memory(system);
  sockets.push(...(await inSequence(count, () => stoppedReader(system))));
  await sleep(3_000);
  const grown = memory(system) - before;
  for (const socket of sockets) socket.destroy();
  await sleep(500);
  return grown / count;
}

async function stoppedReader(system: System): Promise<Socket> {
  const { hostname, port, pathname } = new URL(system.url);
  const body = question({ stream: true, model: 'bench-flood' });
  const socket = connect(Number(port), hostname);
  const headers = { authorization: 'Bearer bench', ...system.headers, 'content-type': 'application/json' };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const head = [`POST ${pathname} HTTP/1.1`, `host: ${hostname}:${port}`, `content-length: ${Buffer.byteLength(body)}`];
  socket.write([...head, ...lines, '', body].join('\r\n'));
  await new Promise((resolve) => socket.once('readable', resolve));
  return socket;
}

async function inSequence<Result>(count: number, work: () => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  while (results.length < count) results.push(await work());
  return results;
}

async function oneByOne<Result>(count: number, work: () => Promise<Result>): Promise<number[]> {
  const times: number[] = [];
  for (let done = 0; done < count; done += 1) {
    const started = performance.now();
    const result = await work();
    times.push(typeof result === 'number' ? result : performance.now() - started);
  }
  return times;
}

async function inParallel(count: number, work: () => Promise<unknown>): Promise<void> {
  let left = count;
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      while (left > 0) {
        left -= 1;
        await work();
      }
    }),
  );
}

function median(times: readonly number[]): number {
  return times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)] ?? Number.NaN;
}

/** User and system time of its processes so far, as in proc(5). */
function cpuSeconds({ processes }: System): number {
  const ticks = processes.map((processId) => {
    const [, fields = ''] = readFileSync(`/proc/${processId}/stat`, 'utf8').split(/\) (.*)/s);
    const [user, system] = fields.split(' ').slice(11, 13).map(Number);
    return (user ?? 0) + (system ?? 0);
  });
  return ticks.reduce((sum, each) => sum + each, 0) / ticksPerSecond;
}

function memory({ processes }: System): number {
  const kilobytes = processes.map((processId) =>
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${processId}/status`, 'utf8'))?.[1]),
  );
  return kilobytes.reduce((sum, each) => sum + each, 0) * 1024;
}
