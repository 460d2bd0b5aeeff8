/** Redis streams on the fallback's keys, after https://redis.io/docs/latest/develop/data-types/streams/: no consumer groups. */
import { EventEmitter } from 'node:events';

export type Argument = string | Buffer;
type StreamId = readonly [milliseconds: number, sequence: number];
type Entry = [id: string, fields: Argument[]];

/** Where the keys of all types live; a stream is an array of entries. */
export interface KeySpace {
  get(key: string): unknown;
  has(key: string): boolean;
  set(key: string, value: unknown): void;
}

export type StreamCommand = (parameters: Argument[], signal: AbortSignal) => unknown;

/** By lower-case name. A command throws an Error whose message is the reply; a blocked XREAD ends with `signal`. */
export function createStreamCommands(keys: KeySpace): Readonly<Record<string, StreamCommand>> {
  const lastIds = new Map<string, StreamId>();
  const added = new EventEmitter().setMaxListeners(0);
  const entriesOf = (key: string) => (keys.get(key) ?? []) as Entry[];
  const lastId = (key: string): StreamId => (keys.has(key) && lastIds.get(key)) || [0, 0];

  function xadd(parameters: Argument[]) {
    const [key = '', ...rest] = parameters.map(String);
    const trimming = readTrimming(rest);
    const id = nextId(rest[trimming.length] ?? '*', lastId(key));
    const fields = parameters.slice(1 + trimming.length + 1);
    if (fields.length === 0 || fields.length % 2 !== 0)
      throw new Error("ERR wrong number of arguments for 'xadd' command");
    keys.set(key, trim([...entriesOf(key), [formatId(id), fields]], trimming));
    lastIds.set(key, id);
    added.emit('entry');
    return formatId(id);
  }

  function xdel([key, ...ids]: Argument[]) {
    const name = String(key);
    const before = entriesOf(name);
    const removed = new Set(ids.map(String));
    const after = before.filter(([id]) => !removed.has(id));
    if (after.length < before.length) keys.set(name, after);
    return before.length - after.length;
  }

  function xtrim([key, ...rest]: Argument[]) {
    const name = String(key);
    const before = entriesOf(name);
    const after = trim(before, readTrimming(rest.map(String)));
    if (after.length < before.length) keys.set(name, after);
    return before.length - after.length;
  }

  function range(parameters: Argument[], isReversed: boolean) {
    const [key = '', first = '', second = '', option, count] = parameters.map(String);
    if (option !== undefined && option.toUpperCase() !== 'COUNT') throw new Error('ERR syntax error');
    const [start, end] = isReversed ? [second, first] : [first, second];
    const found = entriesOf(key).filter(([id]) => isWithin(parseId(id, 0), start, end));
    return (isReversed ? found.reverse() : found).slice(0, count === undefined ? undefined : Number(count));
  }

  async function xread(parameters: Argument[], signal: AbortSignal) {
    const { count, block, streams } = readXread(parameters.map(String));
    const positions = streams.map(([key, id]) => [key, id === '$' ? lastId(key) : parseId(id, 0)] as const);
    const deadline = block === undefined ? 0 : block === 0 ? Number.POSITIVE_INFINITY : Date.now() + block;
    for (;;) {
      const found = positions
        .map(([key, after]) => [
          key,
          entriesOf(key)
            .filter(([id]) => compareIds(parseId(id, 0), after) > 0)
            .slice(0, count),
        ])
        .filter(([, entries]) => (entries as Entry[]).length > 0);
      if (found.length > 0) return found;
      if (signal.aborted || Date.now() >= deadline) return null;
      await nextEntry(deadline - Date.now(), signal);
    }
  }

  function nextEntry(milliseconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        added.off('entry', done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = Number.isFinite(milliseconds) ? setTimeout(done, milliseconds) : undefined;
      added.once('entry', done);
      signal.addEventListener('abort', done, { once: true });
    });
  }

  return {
    xadd,
    xdel,
    xtrim,
    xread,
    xlen: ([key]) => entriesOf(String(key)).length,
    xrange: (parameters) => range(parameters, false),
    xrevrange: (parameters) => range(parameters, true),
  };
}

interface Trimming {
  readonly strategy: 'MAXLEN' | 'MINID' | undefined;
  readonly threshold: string;
  /** How many of the parameters it took. */
  readonly length: number;
}

/** `MAXLEN|MINID [=|~] threshold [LIMIT count]`; `~` trims exactly too, as Redis may. */
function readTrimming(parameters: readonly string[]): Trimming {
  const strategy = parameters[0]?.toUpperCase();
  if (strategy !== 'MAXLEN' && strategy !== 'MINID') return { strategy: undefined, threshold: '', length: 0 };
  const hasSign = parameters[1] === '~' || parameters[1] === '=';
  const length = hasSign ? 3 : 2;
  const hasLimit = parameters[length]?.toUpperCase() === 'LIMIT';
  return { strategy, threshold: parameters[length - 1] ?? '', length: hasLimit ? length + 2 : length };
}

function trim(entries: Entry[], { strategy, threshold }: Trimming): Entry[] {
  if (strategy === 'MAXLEN') return entries.slice(Math.max(0, entries.length - Number(threshold)));
  if (strategy === 'MINID') return entries.filter(([id]) => compareIds(parseId(id, 0), parseId(threshold, 0)) >= 0);
  return entries;
}

function readXread(parameters: readonly string[]) {
  const at = parameters.findIndex((parameter) => parameter.toUpperCase() === 'STREAMS');
  const names = parameters.slice(at + 1);
  if (at < 0 || names.length === 0 || names.length % 2 !== 0) throw new Error('ERR syntax error');
  const option = (name: string) => {
    const position = parameters.slice(0, at).findIndex((parameter) => parameter.toUpperCase() === name);
    return position < 0 ? undefined : Number(parameters[position + 1]);
  };
  const half = names.length / 2;
  const streams = names.slice(0, half).map((key, index) => [key, names[half + index] as string] as const);
  return { count: option('COUNT'), block: option('BLOCK'), streams };
}

function nextId(requested: string, last: StreamId): StreamId {
  if (requested === '*') {
    const now = Math.max(Date.now(), last[0]);
    return [now, now === last[0] ? last[1] + 1 : 0];
  }
  const withoutSequence = /^(\d+)-\*$/.exec(requested)?.[1];
  const milliseconds = Number(withoutSequence);
  const id = withoutSequence
    ? ([milliseconds, milliseconds === last[0] ? last[1] + 1 : 0] as const)
    : parseId(requested, 0);
  if (compareIds(id, last) <= 0) {
    throw new Error('ERR The ID specified in XADD is equal or smaller than the target stream top item');
  }
  return id;
}

function isWithin(id: StreamId, start: string, end: string) {
  const afterStart = start.startsWith('(')
    ? compareIds(id, parseId(start.slice(1), 0)) > 0
    : compareIds(id, parseId(start, 0)) >= 0;
  const last = Number.MAX_SAFE_INTEGER;
  const beforeEnd = end.startsWith('(')
    ? compareIds(id, parseId(end.slice(1), 0)) < 0
    : compareIds(id, parseId(end, last)) <= 0;
  return afterStart && beforeEnd;
}

/** An id without its sequence means the first, or the last, of its millisecond. */
function parseId(text: string, missingSequence: number): StreamId {
  if (text === '-') return [0, 0];
  if (text === '+') return [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];
  const match = /^(\d+)(?:-(\d+))?$/.exec(text);
  if (!match) throw new Error('ERR Invalid stream ID specified as stream command argument');
  return [Number(match[1]), match[2] === undefined ? missingSequence : Number(match[2])];
}

const formatId = ([milliseconds, sequence]: StreamId) => `${milliseconds}-${sequence}`;
const compareIds = (first: StreamId, second: StreamId) => first[0] - second[0] || first[1] - second[1];
