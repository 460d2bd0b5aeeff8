/** One model server as a child process. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { Logger } from '../../../../platform/logging.ts';

export interface ModelProcessOptions {
  readonly file: string;
  readonly name: string;
  readonly version: string;
  /** 0 takes any free port. */
  readonly port: number;
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
  readonly code: 'LOAD_ERROR' | 'PORT_IN_USE' | 'TIMEOUT' | 'OTHER';

  constructor(code: ModelProcessError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

const modelServerFile = join(import.meta.dirname, '../model-server.ts');
const startMilliseconds = 60_000;
const drainMilliseconds = 1_500;
const keptErrorCharacters = 8_192;

const readyLine = z.object({ ready: z.literal(true), port: z.number().int() });
const errorLine = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

/** Starts a model server and resolves once it serves. Throws ModelProcessError, or the signal's reason. */
export async function startModelProcess(options: ModelProcessOptions): Promise<ModelProcess> {
  const { file, name, version, port, signal, onLine, logger } = options;
  signal.throwIfAborted();
  const child = spawn(
    process.execPath,
    // with =, or a name that starts with a dash would be read as an option
    [modelServerFile, `--model-file=${file}`, `--model-name=${name}`, `--model-version=${version}`, `--port=${port}`],
    // its stdin is what tells the server that we are gone; our own environment holds secrets it has no use for
    { stdio: ['pipe', 'pipe', 'pipe'], env: environmentForModels() },
  );
  child.stdin.on('error', () => undefined);
  const errors = keepErrors(child, logger, onLine);
  const ended = whenEnded(child);
  const abandoned = AbortSignal.any([signal, AbortSignal.timeout(startMilliseconds)]);
  const kill = () => child.kill('SIGKILL');
  abandoned.addEventListener('abort', kill);

  try {
    const servingPort = await Promise.race([whenReady(child, onLine), ended.then(() => undefined)]);
    signal.throwIfAborted();
    if (servingPort === undefined) throw startError(errors(), await ended, abandoned.aborted);
    return { port: servingPort, pid: child.pid ?? 0, ended, stop: () => stop(child, ended) };
  } catch (error) {
    kill();
    await ended;
    throw error;
  } finally {
    abandoned.removeEventListener('abort', kill);
  }
}

function environmentForModels(): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, LANG, LD_LIBRARY_PATH, NODE_COMPILE_CACHE } = process.env;
  return { PATH, HOME, TMPDIR, LANG, LD_LIBRARY_PATH, NODE_COMPILE_CACHE };
}

function whenReady(child: ChildProcessWithoutNullStreams, onLine: (line: string) => void): Promise<number> {
  const lines = createInterface({ input: child.stdout });
  return new Promise((resolve) => {
    lines.on('line', (line) => {
      const ready = readyLine.safeParse(parsed(line));
      if (ready.success) resolve(ready.data.port);
      onLine(ready.success ? `serving on port ${ready.data.port}` : line);
    });
  });
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

function startError(errors: readonly string[], ended: string, timedOut: boolean): ModelProcessError {
  if (timedOut) {
    return new ModelProcessError('TIMEOUT', `The model server did not start within ${startMilliseconds / 1000} s`);
  }
  for (const line of errors.toReversed()) {
    const told = errorLine.safeParse(parsed(line));
    if (!told.success) continue;
    const { code, message } = told.data.error;
    return new ModelProcessError(code === 'LOAD_ERROR' || code === 'PORT_IN_USE' ? code : 'OTHER', message);
  }
  return new ModelProcessError('OTHER', `The model server ${ended} while it loaded the artifact`);
}

async function stop(child: ChildProcessWithoutNullStreams, ended: Promise<string>): Promise<void> {
  child.kill('SIGTERM');
  // one that computes cannot hear the signal
  const deadline = setTimeout(() => child.kill('SIGKILL'), drainMilliseconds);
  await ended;
  clearTimeout(deadline);
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
