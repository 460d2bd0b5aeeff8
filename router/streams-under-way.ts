/** The streams over HTTP that are open when the router stops. */
import { answersMilliseconds, stopping } from './stopping.ts';

/** How long a stream that was ended may take to be read to its end. */
const lastWordsMilliseconds = 1_000;

export interface StreamUnderWay {
  /** Ends it with an error, which its reader is told. */
  fail(error: Error): void;
  /** Closes its connection. */
  cut(): void;
}

export interface StreamsUnderWay<Stream extends StreamUnderWay> {
  opened(stream: Stream): void;
  /** Its connection is closed, or free for another request. */
  closed(stream: Stream): void;
  readonly all: ReadonlySet<Stream>;
  /** Lets them finish for a while, then ends them with an error; who does not read that is cut off. */
  drain(): Promise<void>;
}

export function streamsUnderWay<Stream extends StreamUnderWay>(): StreamsUnderWay<Stream> {
  const all = new Set<Stream>();
  let onEmpty: (() => void) | undefined;
  return {
    all,
    opened: (stream) => void all.add(stream),
    closed(stream) {
      all.delete(stream);
      if (all.size === 0) onEmpty?.();
    },
    async drain() {
      if (all.size === 0) return;
      const tooLong = setTimeout(() => {
        for (const stream of all) stream.fail(stopping());
      }, answersMilliseconds);
      const unread = setTimeout(() => {
        for (const stream of all) stream.cut();
      }, answersMilliseconds + lastWordsMilliseconds);
      await new Promise<void>((resolve) => (onEmpty = resolve));
      clearTimeout(tooLong);
      clearTimeout(unread);
    },
  };
}
