/** One model server as a child process. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Logger } from '../../../../platform/logging.ts';
import type { ProgramFault, ServerProgram } from './server-programs.ts';

export interface ModelProcessOptions {
  readonly program: ServerProgram;
  /** Ends the process when it is aborted before the model serves. */
  readonly signal: AbortSignal;
  /** Called with each line that the server writes. */
  readonly onLine: (line: string) => void;
  readonly logger: Logger;
}

export interface ModelProcess {
  readonly port: number;
  readonly pid: number;
  /** Resolves when the process has ended, with how it ended, as in "exited with code 1". */
  readonly ended: Promise<string>;
  /** SIGTERM, and SIGKILL for one that does not leave in time. Resolves when the process has ended. */
  stop(): Promise<void>;
}

/** The model server did not come to serve. */
export class ModelProcessError extends Error {
  override name = 'ModelProcessError';
  readonly code: ProgramFault['code'] | 'TIMEOUT';

  constructor(code: ModelProcessError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

const drainMilliseconds = 1_500;
const keptErrorCharacters = 8_192;

/** Starts a model server and resolves once it serves. Throws ModelProcessError, or the signal's reason. */
export async function startModelProcess({
  program,
  signal,
  onLine,
  logger,
}: ModelProcessOptions): Promise<ModelProcess> {
  signal.throwIfAborted();
  // Its stdin is what tells the server that we are gone; our own environment holds secrets it has no use for. As the first of a
  // process group it can be ended together with what it started.
  const child = spawn(program.file, program.arguments, { stdio: 'pipe', env: environmentForModels(), detached: true });
  child.stdin.on('error', () => undefined);
  const output = createInterface({ input: child.stdout }).on('line', onLine);
  const errors = keepErrors(child, logger, onLine);
  const ended = whenEnded(child);
  const deadline = AbortSignal.timeout(program.startMilliseconds);
  const waiting = new AbortController();
  const abandoned = AbortSignal.any([signal, deadline, waiting.signal]);

  try {
    const whenReady = program.whenReady(output, abandoned);
    const givenUp = new Promise<never>((_, reject) =>
      abandoned.addEventListener('abort', () => reject(abandoned.reason), { once: true }),
    );
    const port = await Promise.race([whenReady, ended.then(() => undefined), givenUp]);
    signal.throwIfAborted();
    if (port === undefined) throw startError(program.explain(errors()), await ended);
    return { port, pid: child.pid ?? 0, ended, stop: () => stop(child, ended) };
  } catch (error) {
    kill(child, 'SIGKILL');
    await ended;
    signal.throwIfAborted();
    if (!deadline.aborted) throw error;
    const seconds = program.startMilliseconds / 1000;
    throw new ModelProcessError('TIMEOUT', `The model server did not start within ${seconds} s`);
  } finally {
    waiting.abort();
  }
}

function environmentForModels(): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, LANG, LD_LIBRARY_PATH, NODE_COMPILE_CACHE } = process.env;
  return { PATH, HOME, TMPDIR, LANG, LD_LIBRARY_PATH, NODE_COMPILE_CACHE };
}

/** Logs what the server writes on stderr; the function returned gives the last of it. */
function keepErrors(
  child: ChildProcessWithoutNullStreams,
  logger: Logger,
  onLine: (line: string) => void,
): () => string[] {
  let kept = '';
  createInterface({ input: child.stderr }).on('line', (line) => {
    kept = `${kept}${line}\n`.slice(-keptErrorCharacters);
    logger.warn({ pid: child.pid, line }, 'the model server says');
    onLine(line);
  });
  return () => kept.trimEnd().split('\n');
}

function whenEnded(child: ChildProcessWithoutNullStreams): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => {
      if (child.pid === undefined) resolve(`could not be started: ${error.message}`);
    });
    // not 'exit': by then its last words may still be in the pipe
    child.once('close', (code, signal) => resolve(signal ? `was ended by ${signal}` : `exited with code ${code}`));
  });
}

function startError(fault: ProgramFault | undefined, ended: string): ModelProcessError {
  if (fault) return new ModelProcessError(fault.code, fault.message);
  return new ModelProcessError('OTHER', `The model server ${ended} while it loaded the artifact`);
}

async function stop(child: ChildProcessWithoutNullStreams, ended: Promise<string>): Promise<void> {
  kill(child, 'SIGTERM');
  // one that computes cannot hear the signal
  const deadline = setTimeout(() => kill(child, 'SIGKILL'), drainMilliseconds);
  await ended;
  clearTimeout(deadline);
}

/** The server and whatever it has started. */
function kill({ pid }: ChildProcessWithoutNullStreams, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // it has ended already
  }
}
