/** Looks every second for deployments whose deployer was lost. */
import type { Stoppable } from '../../platform/lifecycle.ts';
import type { Logger } from '../../platform/logging.ts';
import type { Registry } from './domain/registry.ts';

/** More are left for the next look. */
const mostAtOnce = 25;

/** Any number of processes may sweep: a lease is ended by one of them. */
export function startLeaseSweeper(
  registry: Pick<Registry, 'expireLeases'>,
  logger: Logger,
  intervalMilliseconds = 1_000,
): Stoppable {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let sweeping = Promise.resolve();

  const sweep = async (): Promise<void> => {
    try {
      const expired = await registry.expireLeases(mostAtOnce);
      if (expired > 0) logger.info({ expired }, 'leases ran out');
    } catch (error) {
      logger.warn({ err: error }, 'leases could not be checked; trying again');
    }
    schedule();
  };
  const schedule = (): void => {
    if (stopped) return;
    timer = setTimeout(() => {
      sweeping = sweep();
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
