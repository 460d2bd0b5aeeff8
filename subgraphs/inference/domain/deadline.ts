/** A time by which work has to be done. Plain arithmetic: a signal that fires by itself costs as much as a small request. */
export interface Deadline {
  /** Milliseconds; 0 once it has passed. */
  left(): number;
  hasPassed(): boolean;
}

export function deadlineIn(milliseconds: number): Deadline {
  const end = performance.now() + milliseconds;
  const left = (): number => Math.max(0, end - performance.now());
  // A timer may be a millisecond early.
  return { left, hasPassed: () => left() < 1 };
}
