/** Load on one gateway, and what it costs. */
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { Pool } from 'undici';
import type { Gateway } from './gateways.ts';
import { query } from './supergraph.ts';

export interface Figures {
  readonly requestsPerSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** What the gateway's process uses for one request. */
  readonly cpuMicroseconds: number;
}

const concurrency = 32;
const shifts = 500;
const warmUpMilliseconds = 2_000;

/** Throws when a request fails. */
export async function measure(gateway: Gateway, count: number, milliseconds: number): Promise<Figures> {
  await run(gateway, count, warmUpMilliseconds);
  const cpuBefore = cpuMicrosecondsOf(gateway.pid);
  const started = performance.now();
  const latencies = await run(gateway, count, milliseconds);
  const elapsed = performance.now() - started;
  const cpu = cpuMicrosecondsOf(gateway.pid) - cpuBefore;
  latencies.sort((one, other) => one - other);
  const at = (share: number): number => latencies[Math.floor(latencies.length * share)] ?? 0;
  return {
    requestsPerSecond: latencies.length / (elapsed / 1_000),
    p50: at(0.5),
    p99: at(0.99),
    cpuMicroseconds: cpu / latencies.length,
  };
}

async function run({ url }: Gateway, count: number, milliseconds: number): Promise<number[]> {
  const pool = new Pool(new URL(url).origin, { connections: concurrency });
  const until = performance.now() + milliseconds;
  const latencies: number[] = [];
  let shift = 0;
  const worker = async (): Promise<void> => {
    while (performance.now() < until) {
      shift = (shift + 1) % shifts;
      const started = performance.now();
      const text = await post(pool, url, count, shift);
      if (!text.startsWith('{"data":{"products":[{"id":"p'))
        throw new Error(`An unexpected answer: ${text.slice(0, 200)}`);
      latencies.push(performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  await pool.close();
  return latencies;
}

async function post(pool: Pool, url: string, count: number, shift: number): Promise<string> {
  const { body } = await pool.request({
    method: 'POST',
    path: new URL(url).pathname,
    headers: { 'content-type': 'application/json', accept: 'application/json', 'x-api-key': 'mg-bench' },
    body: JSON.stringify({ query, operationName: 'Products', variables: { count, shift } }),
  });
  return body.text();
}

/** A gateway that answers something else is not measured. */
export async function requireSameAnswers(gateways: readonly Gateway[], counts: readonly number[]): Promise<void> {
  for (const count of counts) {
    for (const shift of [0, 7, shifts - 1]) {
      const answers = await Promise.all(
        gateways.map(async ({ url }) => {
          const pool = new Pool(new URL(url).origin);
          const text = await post(pool, url, count, shift);
          await pool.close();
          const answer = JSON.parse(text);
          if (!answer.data) throw new Error(`${url} answers ${text.slice(0, 500)}`);
          return answer.data;
        }),
      );
      for (const [index, answer] of answers.entries()) {
        if (answer?.products?.length !== count || !isDeepStrictEqual(answer, answers[0])) {
          throw new Error(`${gateways[index]?.name} answers otherwise: ${JSON.stringify(answer)?.slice(0, 300)}`);
        }
      }
    }
  }
}

/** User and system time of a process, from Linux's /proc; 0 elsewhere. */
function cpuMicrosecondsOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    const ticks = Number(fields[11]) + Number(fields[12]);
    return ticks * 10_000;
  } catch {
    return 0;
  }
}
