/** Asks a model again and again whether it answers, and tells of each change once. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ModelHealth } from '../deployment-target.ts';

export interface HealthTimes {
  readonly intervalMilliseconds: number;
  /** So many checks in a row must fail before the model is UNHEALTHY. */
  readonly failures: number;
}

export interface HealthWatchOptions extends HealthTimes {
  /** Ends the watch. */
  readonly signal: AbortSignal;
  /** Throws, with a message for people, when the model does not answer. */
  readonly check: (signal: AbortSignal) => Promise<void>;
  readonly onHealth: (health: ModelHealth) => void;
}

export interface HealthWatch {
  /** What is known without asking: the model is UNHEALTHY until a check passes. */
  failed(message: string): void;
}

/** Starts to watch a model that has just answered. */
export function watchHealth({
  signal,
  check,
  onHealth,
  intervalMilliseconds,
  failures,
}: HealthWatchOptions): HealthWatch {
  let isHealthy = true;
  let failed = 0;

  const becomeUnhealthy = (message: string): void => {
    failed = failures;
    if (isHealthy && !signal.aborted) onHealth({ status: 'UNHEALTHY', message });
    isHealthy = false;
  };

  const look = async (): Promise<void> => {
    try {
      await check(signal);
      failed = 0;
      if (!isHealthy && !signal.aborted) onHealth({ status: 'HEALTHY', message: 'The model answers again' });
      isHealthy = true;
    } catch (error) {
      failed += 1;
      if (failed >= failures) becomeUnhealthy((error as Error).message);
    }
  };

  void (async () => {
    while (!signal.aborted) {
      await sleep(intervalMilliseconds, undefined, { signal, ref: false }).catch(() => undefined);
      if (!signal.aborted) await look();
    }
  })();
  return { failed: becomeUnhealthy };
}
