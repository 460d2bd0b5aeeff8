/** What is under way when a server stops: it may finish, for a while, and is told when it may not. */
import { DomainError } from './errors.ts';

/** How long what was ended may take to tell its reader so. */
const lastWordsMilliseconds = 1_000;

/** Made once: a new one for each operation would look for its stack, at a part of the operation's own cost. */
const over = new DOMException('The operation is over', 'AbortError');

export interface OperationsUnderWay {
  /** Counts an operation; the controller, a new one unless given, ends it. Throws SUBGRAPH_UNAVAILABLE once the server is stopping. */
  begin(operation?: AbortController): AbortController;
  /** The operation is over, and its reader has been told. */
  ended(operation: AbortController): void;
  /** Lets what is under way finish for so long, and then ends it with an error. */
  drain(milliseconds: number): Promise<void>;
}

export function operationsUnderWay(): OperationsUnderWay {
  const underWay = new Set<AbortController>();
  let isDraining = false;
  let onEmpty: (() => void) | undefined;

  const empty = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => {
      if (underWay.size === 0) return resolve();
      onEmpty = resolve;
      setTimeout(resolve, milliseconds);
    });

  return {
    begin(operation = new AbortController()) {
      if (isDraining) throw stopping();
      underWay.add(operation);
      return operation;
    },
    ended(operation) {
      underWay.delete(operation);
      operation.abort(over);
      if (underWay.size === 0) onEmpty?.();
    },
    async drain(milliseconds) {
      isDraining = true;
      await empty(milliseconds);
      for (const operation of underWay) operation.abort(stopping());
      await empty(lastWordsMilliseconds);
    },
  };
}

function stopping(): DomainError {
  return new DomainError('SUBGRAPH_UNAVAILABLE', 'The server is stopping; ask again');
}
