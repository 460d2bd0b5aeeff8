/** Asks a model again and again whether it answers; tells what it finds at first, and of each change once. */
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

export function watchHealth({
  signal,
  check,
  onHealth,
  intervalMilliseconds,
  failures,
}: HealthWatchOptions): HealthWatch {
  let isHealthy: boolean | undefined;
  let failed = 0;

  const becomeUnhealthy = (message: string): void => {
    failed = failures;
    if (isHealthy !== false && !signal.aborted) onHealth({ status: 'UNHEALTHY', message });
    isHealthy = false;
  };

  const look = async (): Promise<void> => {
    try {
      await check(signal);
      failed = 0;
      const message = isHealthy === undefined ? 'The model answers' : 'The model answers again';
      if (!isHealthy && !signal.aborted) onHealth({ status: 'HEALTHY', message });
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
