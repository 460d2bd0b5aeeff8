/** Server-sent events as the HTML standard has them, 9.2.6: https://html.spec.whatwg.org/multipage/server-sent-events.html */

import { longestEventBytes } from './bounded-body.ts';

export interface ServerSentEvent {
  /** `message` when the stream names none. */
  readonly event: string;
  readonly data: string;
}

/** The events in `bytes`, however they are cut. An event that the stream's end cut off is none. Throws `RangeError` for one too long. */
export async function* serverSentEvents(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<ServerSentEvent, void> {
  const decoder = new TextDecoder();
  let text = '';
  let event = '';
  let data: string[] = [];
  let size = 0;
  for await (const piece of bytes) {
    text += decoder.decode(piece, { stream: true });
    for (;;) {
      const end = lineEnd(text);
      if (!end) break;
      const line = text.slice(0, end.index);
      text = text.slice(end.index + end.length);
      if (line === '') {
        if (data.length > 0) yield { event: event || 'message', data: data.join('\n') };
        event = '';
        data = [];
        size = 0;
      } else if (line.startsWith('data:')) {
        data.push(fieldValue(line, 5));
      } else if (line.startsWith('event:')) {
        event = fieldValue(line, 6);
      }
      size += line.length;
      if (size > longestEventBytes) throw new RangeError('An event is too long');
    }
    if (size + text.length > longestEventBytes) throw new RangeError('An event is too long');
  }
}

/** A line ends with LF, CR LF or CR; a CR at the very end may yet be followed by its LF. */
function lineEnd(text: string): { readonly index: number; readonly length: number } | undefined {
  const index = text.search(/[\r\n]/);
  if (index < 0) return undefined;
  if (text[index] === '\n') return { index, length: 1 };
  if (index + 1 === text.length) return undefined;
  return { index, length: text[index + 1] === '\n' ? 2 : 1 };
}

function fieldValue(line: string, start: number): string {
  return line.slice(line[start] === ' ' ? start + 1 : start);
}
