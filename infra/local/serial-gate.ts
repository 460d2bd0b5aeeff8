/** Runs the work given to it strictly one after the other, in the order it came; a failure does not stop the next. */
export type SerialGate = <Result>(work: () => Promise<Result>) => Promise<Result>;

export function createSerialGate(): SerialGate {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const result = last.then(work);
    last = result.catch(() => undefined);
    return result;
  };
}
