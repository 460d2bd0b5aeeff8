/** A supergraph's file, read again when it changes. */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { SetupError } from '../platform/config.ts';
import type { Logger } from '../platform/logging.ts';

const pollMilliseconds = 500;

/** Throws `SetupError` when there is none. */
export function readSupergraph(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new SetupError(`The supergraph ${path} cannot be read. Set SUPERGRAPH, or run npm run generate`);
  }
}

/**
 * Calls `replace` with the file's new text once it has stayed the same for two looks, so that a file half written is not taken
 * for whole. What `replace` refuses is logged once; the old one stays. A file that is gone for a while changes nothing.
 */
export function watchSupergraph(options: {
  readonly path: string;
  /** What is served already. */
  readonly current: string;
  readonly replace: (text: string) => void;
  readonly logger: Logger;
  readonly milliseconds?: number;
}): { stop(): void } {
  const { path, replace, logger, milliseconds = pollMilliseconds } = options;
  let settled = options.current;
  let seen = settled;
  const look = async (): Promise<void> => {
    const text = await readFile(path, 'utf8').catch(() => undefined);
    if (text === undefined || text === settled) return;
    if (text !== seen) {
      seen = text;
      return;
    }
    settled = text;
    try {
      replace(text);
      logger.info({ path }, 'the supergraph has changed');
    } catch (error) {
      if (!(error instanceof SetupError)) throw error;
      logger.error({ path, reason: error.message }, 'the new supergraph cannot be served; going on with the old one');
    }
  };
  const looking = setInterval(() => {
    look().catch((error) => logger.error({ err: error }, 'the supergraph could not be looked at'));
  }, milliseconds).unref();
  return { stop: () => clearInterval(looking) };
}
