import { setTimeout as sleep } from 'node:timers/promises';

/** Pauses between looks at what is waited for: the longer the wait, the longer they are, for a look costs others' time, too. */
export function createPauses(): () => Promise<void> {
  const startedAt = Date.now();
  return () => sleep(Math.min(200, Math.max(20, (Date.now() - startedAt) / 10)));
}
