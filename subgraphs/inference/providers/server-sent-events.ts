/** Server-sent events as the HTML standard has them, 9.2.6: https://html.spec.whatwg.org/multipage/server-sent-events.html */

import { longestEventBytes } from './bounded-body.ts';

export interface ServerSentEvent {
  /** `message` when the stream names none. */
  readonly event: string;
  readonly data: string;
}

export interface EventReader {
  /** The events that end in `text`. One that the stream's end cuts off is none. Throws `RangeError` for one that is too long. */
  take(text: string): ServerSentEvent[];
}

const byteOrderMark = '\ufeff';

/** Reads the text of a stream, however it is cut. */
export function eventReader(): EventReader {
  let begun = '';
  let event = '';
  let data: string[] = [];
  let size = 0;
  let isFirst = true;

  return {
    take(text) {
      const all = begun + (isFirst && text.startsWith(byteOrderMark) ? text.slice(1) : text);
      isFirst = false;
      const events: ServerSentEvent[] = [];
      const hasReturns = all.includes('\r');
      let start = 0;
      for (;;) {
        const end = hasReturns ? lineEnd(all, start) : lineFeed(all, start);
        if (!end) break;
        const line = all.slice(start, end.index);
        start = end.next;
        size += line.length;
        if (size > longestEventBytes) throw new RangeError('An event is too long');
        if (line === '') {
          if (data.length > 0) events.push({ event: event || 'message', data: data.join('\n') });
          event = '';
          data = [];
          size = 0;
        } else if (line.startsWith('data:')) {
          data.push(fieldValue(line, 5));
        } else if (line.startsWith('event:')) {
          event = fieldValue(line, 6);
        }
      }
      begun = all.slice(start);
      if (size + begun.length > longestEventBytes) throw new RangeError('An event is too long');
      return events;
    },
  };
}

interface LineEnd {
  readonly index: number;
  /** Where the next line begins. */
  readonly next: number;
}

function lineFeed(text: string, start: number): LineEnd | undefined {
  const index = text.indexOf('\n', start);
  return index < 0 ? undefined : { index, next: index + 1 };
}

/** A line ends with LF, CR LF or CR; a CR at the very end may yet be followed by its LF. */
function lineEnd(text: string, start: number): LineEnd | undefined {
  const line = /[\r\n]/g;
  line.lastIndex = start;
  const index = line.exec(text)?.index;
  if (index === undefined) return undefined;
  if (text[index] === '\n') return { index, next: index + 1 };
  if (index + 1 === text.length) return undefined;
  return { index, next: text[index + 1] === '\n' ? index + 2 : index + 1 };
}

function fieldValue(line: string, start: number): string {
  return line.slice(line[start] === ' ' ? start + 1 : start);
}

/** What `read` makes of the events, as far as it can; and why not of all, if so. */
export function readEvents<Value>(
  events: readonly ServerSentEvent[],
  read: (event: ServerSentEvent) => Value | undefined,
): { readonly values: readonly Value[]; readonly failure?: unknown } {
  const values: Value[] = [];
  try {
    for (const event of events) {
      const value = read(event);
      if (value !== undefined) values.push(value);
    }
    return { values };
  } catch (failure) {
    return { values, failure };
  }
}
