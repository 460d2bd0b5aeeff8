/** Asks a model again and again whether it answers; tells what it finds at first, and of each change once. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ModelHealth } from '../deployment-target.ts';

/** A model that hangs is UNHEALTHY after at most an interval, and for each failure the time of a check and the pause before the next. */
export interface HealthTimes {
  readonly intervalMilliseconds: number;
  /** What is not answered within this time has failed. */
  readonly timeoutMilliseconds: number;
  /** So many checks in a row must fail before the model is UNHEALTHY. */
  readonly failures: number;
}

export interface HealthWatchOptions extends HealthTimes {
  /** Ends the watch. */
  readonly signal: AbortSignal;
  /** Throws, with a message for people, when the model does not answer in time. */
  readonly check: (options: { readonly signal: AbortSignal; readonly timeoutMilliseconds: number }) => Promise<void>;
  readonly onHealth: (health: ModelHealth) => void;
}

export interface HealthWatch {
  /** What is known without asking: the model is UNHEALTHY until a check passes. */
  failed(message: string): void;
}

/** Between a check that failed and the one that is to show whether it was by chance. */
const doubtMilliseconds = 250;

export function watchHealth(options: HealthWatchOptions): HealthWatch {
  const { signal, check, onHealth, intervalMilliseconds, timeoutMilliseconds, failures } = options;
  let isHealthy: boolean | undefined;
  let failed = 0;

  const becomeUnhealthy = (message: string): void => {
    failed = failures;
    if (isHealthy !== false && !signal.aborted) onHealth({ status: 'UNHEALTHY', message });
    isHealthy = false;
  };

  const look = async (): Promise<void> => {
    try {
      await check({ signal, timeoutMilliseconds });
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
      const isInDoubt = failed > 0 && failed < failures;
      const pause = isInDoubt ? Math.min(doubtMilliseconds, intervalMilliseconds) : intervalMilliseconds;
      await sleep(pause, undefined, { signal, ref: false }).catch(() => undefined);
      if (!signal.aborted) await look();
    }
  })();
  return { failed: becomeUnhealthy };
}
