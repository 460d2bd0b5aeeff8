/** Answers of servers that nobody here has written: what is larger than its bound is not read on. */

export type Fetch = (url: string | URL, init?: RequestInit) => Promise<Response>;

const newline = 10;
const carriageReturn = 13;

/**
 * `fetch` whose answers fail once they, or an event of theirs where they are a stream of events, are larger than `mostBytes`;
 * `onTooLarge` is told.
 */
export function boundedFetch(fetch: Fetch, mostBytes: number, onTooLarge: () => void): Fetch {
  return async (url, init) => {
    const answer = await fetch(url, init);
    if (!answer.body) return answer;
    const isStream = answer.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
    const body = answer.body.pipeThrough(bounded(mostBytes, isStream, onTooLarge));
    const { status, statusText, headers } = answer;
    // What was made by hand has no address; it is the one that was asked, for redirects are not followed.
    return Object.defineProperty(new Response(body, { status, statusText, headers }), 'url', { value: answer.url });
  };
}

function bounded(mostBytes: number, isStream: boolean, onTooLarge: () => void) {
  let bytes = 0;
  let isLineEmpty = true;
  return new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      if (!isStream) bytes += chunk.length;
      else {
        for (const byte of chunk) {
          bytes += 1;
          // A blank line ends an event.
          if (byte === newline && isLineEmpty) bytes = 0;
          if (byte !== carriageReturn) isLineEmpty = byte === newline;
          if (bytes > mostBytes) break;
        }
      }
      if (bytes <= mostBytes) return controller.enqueue(chunk);
      onTooLarge();
      controller.error(new Error(`An answer is larger than ${mostBytes} bytes`));
    },
  });
}
