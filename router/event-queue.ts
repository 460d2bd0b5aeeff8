/** What waits between a subgraph that sends events and a client that reads them, each at its own pace. */

/** An event stream that its reader may leave at any moment: `return` takes effect at once, even while `next` waits. */
export interface EventStream<Event> extends AsyncGenerator<Event, undefined, undefined> {
  return(): Promise<IteratorResult<Event, undefined>>;
}

export interface EventQueue<Event> {
  /** Adds an event; false when the queue is full or over, and the event is dropped. */
  push(event: Event): boolean;
  /** The stream ends once what was pushed has been read. */
  end(): void;
  /** The stream fails with `error` once what was pushed has been read. */
  fail(error: Error): void;
  /** The next event, or undefined when the stream has ended. Throws what it failed with, once. One reader at a time. */
  take(): Promise<Event | undefined>;
  /** Ends at once; what was not read is dropped. */
  abandon(): void;
}

/** A queue for at most `capacity` events. */
export function eventQueue<Event>(capacity: number): EventQueue<Event> {
  const events: Event[] = [];
  let over = false;
  let failure: Error | undefined;
  let wake: (() => void) | undefined;

  const finish = (error?: Error): void => {
    if (over) return;
    over = true;
    failure = error;
    wake?.();
  };

  return {
    push(event) {
      if (over || events.length >= capacity) return false;
      events.push(event);
      wake?.();
      return true;
    },
    end: () => finish(),
    fail: (error) => finish(error),
    async take() {
      if (events.length === 0 && !over) await new Promise<void>((resolve) => (wake = resolve));
      wake = undefined;
      const event = events.shift();
      if (event !== undefined || !failure) return event;
      const error = failure;
      failure = undefined;
      throw error;
    },
    abandon() {
      events.length = 0;
      failure = undefined;
      finish();
    },
  };
}

/**
 * The events of `queue`; `leave` is called once, when the reader leaves. Written by hand since a generator function cannot be
 * left while it awaits: `return` would wait for the next event.
 */
export function streamOf<Event>(queue: EventQueue<Event>, leave: () => void): EventStream<Event> {
  const stop = (): void => {
    leave();
    queue.abandon();
  };
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      const value = await queue.take();
      return value === undefined ? { done: true, value: undefined } : { done: false, value };
    },
    async return() {
      stop();
      return { done: true, value: undefined };
    },
    async throw(error) {
      stop();
      throw error;
    },
    async [Symbol.asyncDispose]() {
      stop();
    },
  };
}
