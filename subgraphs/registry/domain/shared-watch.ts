/** Watching what another team shares: for as long as it does. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { StatusChange } from './model.ts';

/** How often it is asked whether it is still shared; before each change in any case. */
const recheckMilliseconds = 750;

/**
 * The changes that `open` yields, until `requireShared` throws: then they end with what it threw, also while nothing happens. Streams that
 * say nothing would otherwise show their last word to whoever joins them later.
 */
export async function* watchWhileShared(
  open: (signal: AbortSignal) => AsyncGenerator<StatusChange>,
  requireShared: () => Promise<unknown>,
  signal: AbortSignal,
): AsyncGenerator<StatusChange> {
  const leaving = new AbortController();
  const changes = open(AbortSignal.any([signal, leaving.signal]));
  try {
    let next = changes.next();
    while (true) {
      const timer = new AbortController();
      const pause = sleep(recheckMilliseconds, undefined, { signal: timer.signal, ref: false }).catch(() => undefined);
      const found = await Promise.race([next, pause]);
      timer.abort();
      if (found?.done || signal.aborted) return;
      await requireShared();
      if (!found) continue;
      yield found.value;
      next = changes.next();
    }
  } finally {
    leaving.abort();
  }
}
