/** Structured logs: one JSON line an event, on stderr, secrets redacted. */
import pino, { type DestinationStream, type Logger } from 'pino';

export type { Logger } from 'pino';

const secretPaths = [
  'apiKey',
  'authorization',
  'secret',
  'token',
  'fencingToken',
  'headers["x-api-key"]',
  'headers.authorization',
];

/** `LOG_LEVEL` (default `info`) sets what is written. */
export function createLogger(service: string): Logger {
  return pino(
    {
      level: process.env.LOG_LEVEL ?? 'info',
      base: { service },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: [...secretPaths, ...secretPaths.map((path) => `*.${path}`)], censor: '[redacted]' },
    },
    standardError,
  );
}

/** A line waits so long for others: a write of its own costs more than making it. */
const waitMilliseconds = 20;
const mostWaitingBytes = 8 * 1024;

const standardError = writtenTogether();

/** Nothing is lost when the process ends by itself or by an exception; when it is killed, the lines of its last milliseconds are. */
function writtenTogether(): DestinationStream & { flushSync(): void } {
  const stream = pino.destination({ dest: 2, sync: true, minLength: mostWaitingBytes });
  let isDue = false;
  const flush = (): void => {
    isDue = false;
    // Not `flushSync`, which waits for the disk.
    stream.flush();
  };
  process.on('exit', () => stream.flushSync());
  return {
    write(line) {
      stream.write(line);
      if (!isDue) setTimeout(flush, waitMilliseconds).unref();
      isDue = true;
    },
    // Pino calls it for what is fatal.
    flushSync: () => stream.flushSync(),
  };
}

/** The same log, for lines that are made of ids and numbers alone: looking for secrets takes three times as long as the line. */
export function withoutSecretsToHide(logger: Logger): Logger {
  return logger.child({}, { redact: [] });
}
