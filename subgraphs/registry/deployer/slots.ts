/** A number of slots that work waits for, in the order it came. */
export interface Slots {
  /** Runs `work` when a slot is free. Throws the signal's reason when it is aborted before. */
  use<Result>(signal: AbortSignal, work: () => Promise<Result>): Promise<Result>;
}

export function createSlots(count: number): Slots {
  let free = count;
  const waiting: (() => void)[] = [];

  return {
    async use(signal, work) {
      if (free === 0) await new Promise<void>((resolve) => waiting.push(resolve));
      else free -= 1;
      try {
        signal.throwIfAborted();
        return await work();
      } finally {
        // the slot goes from hand to hand, so that nobody new can get in between
        const next = waiting.shift();
        if (next) next();
        else free += 1;
      }
    },
  };
}
