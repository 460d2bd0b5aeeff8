/** A stream of events in the pieces that the network makes of it, as pieces that end where an event does. */

export interface WholeEvents {
  /** What of all that came is complete and was not given out before; may be empty. */
  take(chunk: Buffer): Buffer;
}

const endOfEvent = '\n\n';

/** An event that has begun is kept back, so that whatever is said instead of its end is an event of its own. */
export function wholeEvents(): WholeEvents {
  let begun: Buffer[] = [];
  return {
    take(chunk) {
      const end = endOfLast(chunk, begun.at(-1));
      if (end === 0) {
        begun.push(chunk);
        return Buffer.alloc(0);
      }
      const whole = begun.length > 0 ? Buffer.concat([...begun, chunk.subarray(0, end)]) : chunk.subarray(0, end);
      begun = end < chunk.length ? [chunk.subarray(end)] : [];
      return whole;
    },
  };
}

/** Where the last event of `chunk` ends: 0 when none does. The two line ends may have come apart. */
function endOfLast(chunk: Buffer, before: Buffer | undefined): number {
  const found = chunk.lastIndexOf(endOfEvent);
  if (found >= 0) return found + endOfEvent.length;
  return chunk[0] === 0x0a && before?.at(-1) === 0x0a ? 1 : 0;
}
