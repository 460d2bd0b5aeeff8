/** What the pods of a service write, by Kubernetes' log requests, each line once. */
import { type Readable, Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { setTimeout as sleep } from 'node:timers/promises';
import { type KubeConfig, Log } from '@kubernetes/client-node';
import type { LogReading } from '../deployment-target.ts';

export interface PodLogs {
  readonly cluster: KubeConfig;
  readonly namespace: string;
  readonly pollMilliseconds: number;
  /** The names of the pods there are now. */
  readonly pods: (signal: AbortSignal) => Promise<readonly string[]>;
}

const serverContainer = 'kserve-container';
const tailLines = 200;
/** A line without end is cut there. */
const longestLine = 65_536;

/**
 * The last lines of each pod, or those after a position, then each line as it comes, those of later pods, too. A request that the
 * cluster ends is made again from where it was.
 */
export async function followPodLogs(
  { cluster, namespace, pollMilliseconds, pods }: PodLogs,
  { signal, after, onLine }: LogReading,
): Promise<void> {
  const followed = new Map<string, AbortController>();
  const reached = new Map<string, string>();

  const follow = async (pod: string): Promise<void> => {
    const since = reached.get(pod) ?? after;
    const lines = lineStream((line) => {
      const { text, position } = stamped(line);
      // what is asked for is counted in whole seconds
      if (since !== undefined && position !== undefined && position <= since) return;
      if (position !== undefined) reached.set(pod, position);
      onLine(text, position);
    });
    const left = (): void => void followed.delete(pod);
    // the answer that is piped here ends with an error when it is left, and nobody else listens for that
    lines.once('finish', left).on('pipe', (answer: Readable) => answer.on('error', left));
    const from = since === undefined ? { tailLines } : { sinceTime: since };
    const options = { follow: true, timestamps: true, ...from };
    const request = await new Log(cluster).log(namespace, pod, serverContainer, lines, options);
    if (signal.aborted) request.abort();
    else if (!lines.writableFinished) followed.set(pod, request);
  };

  while (!signal.aborted) {
    const names = await pods(signal).catch(() => []);
    const unfollowed = names.filter((pod) => !followed.has(pod));
    // a container that does not run yet has no log; it is asked again
    await Promise.all(unfollowed.map((pod) => follow(pod).catch(() => undefined)));
    await sleep(pollMilliseconds, undefined, { signal }).catch(() => undefined);
  }
  for (const request of followed.values()) request.abort();
}

function lineStream(onLine: (line: string) => void): Writable {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      const lines = `${rest}${decoder.write(chunk)}`.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) onLine(line);
      if (rest.length > longestLine) {
        onLine(rest);
        rest = '';
      }
      done();
    },
  });
}

const stamp = /^(?<second>\d[\d-]*T[\d:]+)(?:\.(?<fraction>\d+))?(?<zone>Z|[+-]\d\d:\d\d) (?<text>.*)$/s;

/** A line without the time that stands before it. The position is that time, in a form that sorts. */
function stamped(line: string): { readonly text: string; readonly position?: string } {
  const { second, fraction = '', zone, text } = stamp.exec(line)?.groups ?? {};
  if (text === undefined) return { text: line };
  const inUtc = new Date(`${second}${zone}`).toISOString().slice(0, -'.000Z'.length);
  return { text, position: `${inUtc}.${fraction.padEnd(9, '0')}Z` };
}
