/** Looks every second for deployments whose deployer was lost, be it while they were under way or while they served. */
import type { Stoppable } from '../../platform/lifecycle.ts';
import type { Logger } from '../../platform/logging.ts';
import type { Registry } from './domain/registry.ts';
import { startSweeper } from './sweeper.ts';

/** More are left for the next look. */
const mostAtOnce = 25;

/** Any number of processes may sweep: a lease is ended by one of them. */
export function startLeaseSweeper(
  registry: Pick<Registry, 'expireLeases' | 'lookAfterSilentDeployers'>,
  logger: Logger,
  intervalMilliseconds = 1_000,
): Stoppable {
  const leases = startSweeper(
    { what: 'leases ran out', sweep: () => registry.expireLeases(mostAtOnce), intervalMilliseconds },
    logger,
  );
  const silence = startSweeper(
    { what: 'deployers are silent', sweep: () => registry.lookAfterSilentDeployers(mostAtOnce), intervalMilliseconds },
    logger,
  );
  return {
    async stop() {
      await Promise.all([leases.stop(), silence.stop()]);
    },
  };
}
