/** The measurements, each on one system. CPU time and memory are what Linux says of its processes. */
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, type Dispatcher, request } from 'undici';
import type { System } from './systems.ts';

export interface Speed {
  /** Milliseconds of one request after the other. */
  readonly p50: number;
  /** Requests for each second of CPU time, of all its processes. */
  readonly perCpuSecond: number;
  /** Milliseconds to the first token of a stream. */
  readonly firstToken: number;
}

export interface Held {
  /** Bytes of memory for each of the streams that are open at once. */
  readonly perStream: number;
  /** Bytes of memory for a reader that stops reading. */
  readonly stoppedReader: number;
}

export interface Plan {
  /** Requests before anything is measured: a server's code is compiled for many of them. */
  readonly warmUp: number;
  readonly rounds: number;
  /** Requests of a round. */
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

/** What a client of the system waits for: a whole answer. */
type Ask = (agent: Agent) => Promise<void>;

export const askingOver = {
  openAi:
    (system: System): Ask =>
    async (agent) => {
      const answer = await post(system.url, system, agent, question({}));
      await answer.body.text();
    },
  graphql:
    (system: System): Ask =>
    async (agent) => {
      asked += 1;
      const input = { model, messages: [{ role: 'USER', content: `What is the answer to question ${asked}?` }] };
      const answer = await post(
        system.graphqlUrl ?? '',
        system,
        agent,
        JSON.stringify({ query, variables: { input } }),
      );
      const { errors } = (await answer.body.json()) as { errors?: unknown };
      if (errors) throw new Error(`GraphQL answered ${JSON.stringify(errors)}`);
    },
};

const query = `mutation ($input: CompletionInput!) { createCompletion(input: $input) {
  message { content } finishReason usage { totalTokens costUsd } routing { provider model } } }`;

/** Whose whole answers are timed. */
export interface Timed {
  readonly system: System;
  readonly ask: Ask;
}

/**
 * The speed of each, in rounds in which all of them have their turn: a machine that others use is not as fast in one minute as in the
 * next. The median round counts.
 */
export async function measureSpeed(all: readonly Timed[], plan: Plan): Promise<Speed[]> {
  const agent = newAgent();
  try {
    for (const { ask } of all) await inParallel(plan.warmUp, () => ask(agent));
    const rounds: Speed[][] = [];
    while (rounds.length < plan.rounds) {
      const round: Speed[] = [];
      for (const timed of all) round.push(await speedOf(timed, agent, plan));
      rounds.push(round);
    }
    return all.map((_, index) => ({
      p50: median(rounds.map((round) => round[index]?.p50 ?? Number.NaN)),
      perCpuSecond: median(rounds.map((round) => round[index]?.perCpuSecond ?? Number.NaN)),
      firstToken: median(rounds.map((round) => round[index]?.firstToken ?? Number.NaN)),
    }));
  } finally {
    await agent.destroy();
  }
}

async function speedOf({ system, ask }: Timed, agent: Agent, plan: Plan): Promise<Speed> {
  await inParallel(Math.ceil(plan.concurrent / 10), () => ask(agent));
  const p50 = median(await oneByOne(plan.sequential, () => ask(agent)));
  const before = cpuSeconds(system);
  await inParallel(plan.concurrent, () => ask(agent));
  const perCpuSecond = plan.concurrent / (cpuSeconds(system) - before);
  const first = median(await oneByOne(plan.streams, () => firstToken(system, agent)));
  return { p50, perCpuSecond, firstToken: first };
}

export async function measureMemory(system: System, plan: Plan): Promise<Held> {
  const agent = newAgent();
  try {
    // Before the readers that stop: what those leave behind is given back meanwhile.
    const perStream = await memoryOfStreams(system, agent, plan.open);
    return { perStream, stoppedReader: await memoryOfStoppedReaders(system, plan.stopped) };
  } finally {
    await agent.destroy();
  }
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

/**
 * The upstream sends as fast as it may; the readers take the first bytes, and then no more. What passes before they stop makes a heap
 * grow to what it likes to have, now and then by a lot: so there are some before those that count, and the median of three rounds counts.
 */
async function memoryOfStoppedReaders(system: System, count: number): Promise<number> {
  const sockets = await inSequence(count, () => stoppedReader(system));
  await sleep(3_000);
  const rounds: number[] = [];
  while (rounds.length < 3) {
    const before = memory(system);
    sockets.push(...(await inSequence(count, () => stoppedReader(system))));
    await sleep(3_000);
    rounds.push((memory(system) - before) / count);
  }
  for (const socket of sockets) socket.destroy();
  await sleep(500);
  return median(rounds);
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
