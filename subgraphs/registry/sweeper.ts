/** Does something overdue every now and then, in the background. */
import type { Stoppable } from '../../platform/lifecycle.ts';
import type { Logger } from '../../platform/logging.ts';

export interface Sweeper {
  /** For the log, as in "leases ran out". */
  readonly what: string;
  /** Does what is overdue, and returns how much that was. */
  readonly sweep: () => Promise<number>;
  /** Between the end of one sweep and the beginning of the next. */
  readonly intervalMilliseconds: number;
}

/** What fails is logged, and tried again the next time. */
export function startSweeper({ what, sweep, intervalMilliseconds }: Sweeper, logger: Logger): Stoppable {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let sweeping = Promise.resolve();

  const sweepOnce = async (): Promise<void> => {
    try {
      const count = await sweep();
      if (count > 0) logger.info({ count }, what);
    } catch (error) {
      logger.warn({ err: error }, `a sweep failed (${what}); trying again`);
    }
    schedule();
  };
  const schedule = (): void => {
    if (stopped) return;
    timer = setTimeout(() => {
      sweeping = sweepOnce();
    }, intervalMilliseconds);
  };

  schedule();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await sweeping;
    },
  };
}
