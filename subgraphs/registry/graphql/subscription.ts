/** An async generator that ends at once when its consumer leaves. */

/**
 * The events of `open`, whose signal is aborted when `signal` is, and when the consumer returns. A plain async generator would
 * not hear of a return before its next event.
 */
export async function endable<Event>(
  signal: AbortSignal,
  open: (ended: AbortSignal) => Promise<AsyncGenerator<Event>>,
): Promise<AsyncIterableIterator<Event, void, undefined>> {
  const leaving = new AbortController();
  const events = await open(AbortSignal.any([signal, leaving.signal]));
  const iterator: AsyncIterableIterator<Event, void, undefined> = {
    next: () => events.next(),
    return() {
      leaving.abort();
      return events.return(undefined);
    },
    throw(error) {
      leaving.abort();
      return events.throw(error);
    },
    [Symbol.asyncIterator]: () => iterator,
  };
  return iterator;
}
