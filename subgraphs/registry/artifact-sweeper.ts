/** Removes uploads that were not completed in time, and artifacts that no version names. */
import type { Stoppable } from '../../platform/lifecycle.ts';
import type { Logger } from '../../platform/logging.ts';
import type { ArtifactKeeping } from './domain/artifact-keeping.ts';
import { startSweeper } from './sweeper.ts';

/** More are left for the next look. */
const mostAtOnce = 25;

/** Any number of processes may sweep: each artifact is ended by one of them. */
export function startArtifactSweeper(
  artifacts: Pick<ArtifactKeeping, 'sweep'>,
  logger: Logger,
  intervalMilliseconds = 10_000,
): Stoppable {
  return startSweeper(
    { what: 'artifacts were overdue', sweep: () => artifacts.sweep(mostAtOnce), intervalMilliseconds },
    logger,
  );
}
