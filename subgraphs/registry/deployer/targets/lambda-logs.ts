/** What the instances of one version of a function write, from CloudWatch Logs, each line once. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type CloudWatchLogsClient, paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import type { LogReading } from '../deployment-target.ts';

export interface FunctionLogs {
  readonly client: CloudWatchLogsClient;
  readonly functionName: string;
  /** The published version; undefined while there is none. Asked until there is. */
  readonly version: (signal: AbortSignal) => Promise<string | undefined>;
  readonly pollMilliseconds: number;
}

/** Where an event stands among all of its log group. */
interface Position {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly id: string;
}

/** Where reading begins when nothing was read before. */
const lookBackMilliseconds = 5 * 60_000;
/** What one instance has written may come after what others have written later. */
const overlapMilliseconds = 30_000;
/** Of one reading; what is left comes with the next one. */
const mostPages = 20;

/** The lines of the last minutes, or those after a position, then each as it comes. Says once when the logs cannot be read. */
export async function followFunctionLogs(
  { client, functionName, version, pollMilliseconds }: FunctionLogs,
  { signal, after, onLine }: LogReading,
): Promise<void> {
  const logGroupName = `/aws/lambda/${functionName}`;
  const before = after === undefined ? { at: Date.now() - lookBackMilliseconds, id: '' } : positionOf(after);
  const told = new Map<string, number>();
  let newest: Position = before;
  let of: string | undefined;
  let isRefused = false;

  const read = async (): Promise<void> => {
    of ??= await version(signal);
    if (of === undefined) return;
    const startTime = newest.at - overlapMilliseconds;
    let pages = 0;
    const query = { logGroupName, startTime };
    for await (const { events = [] } of paginateFilterLogEvents({ client, stopOnSameToken: true }, query)) {
      signal.throwIfAborted();
      for (const { logStreamName = '', timestamp: at = 0, eventId: id = '', message = '' } of events) {
        // streams are named for the version, as in 2026/01/31[7]0123456789abcdef
        if (!logStreamName.includes(`[${of}]`)) continue;
        tell({ at, id }, message);
      }
      pages += 1;
      if (pages === mostPages) break;
    }
    for (const [id, at] of told) if (at < newest.at - overlapMilliseconds) told.delete(id);
    isRefused = false;
  };

  const tell = (event: Position, text: string): void => {
    if (told.has(event.id) || !isAfter(event, before)) return;
    told.set(event.id, event.at);
    if (isAfter(event, newest)) newest = event;
    // of what comes late the position is that of the others: reading goes on after all of them
    for (const line of text.trimEnd().split('\n')) onLine(line, `${newest.at} ${newest.id}`);
  };

  while (!signal.aborted) {
    await read().catch((error: Error) => {
      // there is no group before the first call
      if (signal.aborted || isRefused || error.name === 'ResourceNotFoundException') return;
      isRefused = true;
      onLine(`What this model writes is in the log group ${logGroupName}, which cannot be read here (${error.name})`);
    });
    await sleep(pollMilliseconds, undefined, { signal }).catch(() => undefined);
  }
}

function positionOf(text: string): Position {
  const [at = '', id = ''] = text.split(' ');
  return { at: Number(at), id };
}

function isAfter(one: Position, other: Position): boolean {
  return one.at > other.at || (one.at === other.at && one.id > other.id);
}
