/** Wakes whoever waits for it. */
export function bell() {
  let next = Promise.withResolvers<void>();
  return {
    rung: () => next.promise,
    ring(): void {
      next.resolve();
      next = Promise.withResolvers();
    },
  };
}
