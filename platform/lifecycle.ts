/** How a process lives: start, tell its parent, drain on SIGTERM, leave no orphan. */
import { SetupError } from './config.ts';
import { createLogger, type Logger } from './logging.ts';

/** A started part of a process; `stop` finishes what is in flight and resolves when nothing is left open. */
export interface Stoppable {
  stop(): Promise<void>;
}

/** What a child process tells its parent over IPC once it serves. */
export interface ReadyMessage {
  readonly ready: true;
  /** Where it listens, when it listens. */
  readonly url?: string;
}

const drainMilliseconds = 10_000;

/**
 * Runs a process: calls `start`, reports readiness to a parent that forked it, and stops on SIGTERM, SIGINT or when that
 * parent goes away. Exit codes: 0 after a clean stop, 78 for a `SetupError`, 1 for anything else.
 */
export async function runProcess(
  service: string,
  start: (logger: Logger) => Promise<Stoppable & { readonly url?: string }>,
): Promise<void> {
  const logger = createLogger(service);
  let stopping = false;
  let spans: Stoppable | undefined;
  let running: (Stoppable & { readonly url?: string }) | undefined;

  const stop = async (reason: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    logger.info({ reason }, 'stopping');
    const deadline = setTimeout(() => {
      logger.error('work in flight did not finish in time');
      process.exit(1);
    }, drainMilliseconds);
    deadline.unref();
    try {
      await running?.stop();
      await spans?.stop();
      process.exit(0);
    } catch (error) {
      logger.error({ err: error }, 'could not stop cleanly');
      process.exit(1);
    }
  };

  process.on('SIGTERM', () => void stop('SIGTERM'));
  process.on('SIGINT', () => void stop('SIGINT'));
  if (process.send) process.on('disconnect', () => void stop('the parent process is gone'));
  process.on('unhandledRejection', (error) => logger.error({ err: error }, 'unhandled rejection'));

  try {
    if (isExported(process.env)) {
      // Loaded only where it is wanted: it takes a good part of a second.
      const { startSpanExport } = await import('./span-export.ts');
      spans = startSpanExport(service);
    }
    running = await start(logger);
    logger.info({ url: running.url }, 'ready');
    if (process.connected)
      process.send?.({ ready: true, ...(running.url ? { url: running.url } : {}) } satisfies ReadyMessage);
  } catch (error) {
    if (error instanceof SetupError) {
      process.stderr.write(`${service}: ${error.message}\n`);
      process.exit(error.exitCode);
    }
    logger.fatal({ err: error }, 'could not start');
    process.exit(1);
  }
}

function isExported(environment: Readonly<Record<string, string | undefined>>): boolean {
  const endpoint = environment.OTEL_EXPORTER_OTLP_ENDPOINT || environment.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT;
  return Boolean(endpoint) && environment.OTEL_SDK_DISABLED !== 'true';
}
