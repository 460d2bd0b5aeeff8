/**
 * How far a subgraph sends ahead of the reader of a stream. One socket carries the streams of many callers, so a slow reader must
 * not hold it up: instead the router says of each stream how much its reader has taken, and the subgraph waits when too much is on
 * the way. The router says it in a "pong", which graphql-ws lets either side send at any time; a subgraph that knows nothing of
 * this ignores it.
 */

/** Key of `extensions` in a subscribe message whose stream is sent at its reader's pace. */
export const pacedExtension = 'x-modelgraph-paced';

/** What may be on the way to a reader, with one event more at most. */
const mostEvents = 64;
const mostCharacters = 32 * 1024;
/** So many times the window says that the subgraph does not wait. */
const mostWindows = 8;

export interface SendingWindow {
  /** Resolves once another event may be sent. */
  room(): Promise<void>;
  sent(event: unknown): void;
  /** The reader has taken so many more events. */
  taken(events: number): void;
  /** Nobody waits any more. */
  open(): void;
}

export function sendingWindow(): SendingWindow {
  const onTheWay: number[] = [];
  let characters = 0;
  let isOpen = false;
  let wake: (() => void) | undefined;
  const hasRoom = (): boolean => isOpen || (onTheWay.length < mostEvents && characters < mostCharacters);
  return {
    async room() {
      while (!hasRoom()) await new Promise<void>((resolve) => (wake = resolve));
    },
    sent(event) {
      const size = charactersOf(event);
      onTheWay.push(size);
      characters += size;
    },
    taken(events) {
      for (const size of onTheWay.splice(0, events)) characters -= size;
      wake?.();
    },
    open() {
      isOpen = true;
      wake?.();
    },
  };
}

export interface ReceivingWindow {
  /** Counts an event; call what it returns when the reader has taken it. Undefined when far more has come than was to be sent. */
  received(event: unknown): (() => void) | undefined;
}

/** `report` is told how many events were taken since the last time: now and then, and before the sender has to wait for it. */
export function receivingWindow(report: (events: number) => void): ReceivingWindow {
  let waiting = 0;
  let unreported = 0;
  let unreportedCharacters = 0;
  return {
    received(event) {
      if (waiting >= mostWindows * mostCharacters) return undefined;
      const size = charactersOf(event);
      waiting += size;
      return () => {
        waiting -= size;
        unreported += 1;
        unreportedCharacters += size;
        if (unreported < mostEvents / 2 && unreportedCharacters < mostCharacters / 2) return;
        report(unreported);
        unreported = 0;
        unreportedCharacters = 0;
      };
    },
  };
}

/** What the router sends of it. */
export function takenMessage(id: string, events: number): string {
  return JSON.stringify({ type: 'pong', payload: { taken: events, id } });
}

/** What a "pong" says of it; undefined for any other. */
export function takenIn(payload: unknown): { readonly id: string; readonly events: number } | undefined {
  const { taken, id } = (payload ?? {}) as { readonly taken?: unknown; readonly id?: unknown };
  return typeof taken === 'number' && typeof id === 'string' ? { id, events: taken } : undefined;
}

/** About as many as its JSON has; the same on both sides. */
function charactersOf(value: unknown): number {
  if (typeof value === 'string') return value.length + 2;
  if (typeof value !== 'object' || value === null) return 4;
  let characters = 2;
  for (const [name, member] of Object.entries(value)) characters += name.length + 4 + charactersOf(member);
  return characters;
}
