/** One of Modelgraph's processes as a child of `npm start`: forked, told its environment, logged to a file, restarted when it dies. */
import { type ChildProcess, fork } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SetupError } from '../../platform/config.ts';
import type { ReadyMessage } from '../../platform/lifecycle.ts';

export interface ChildOptions {
  readonly name: string;
  readonly script: URL;
  /** The child loads its code while this is waited for. */
  readonly environment: Promise<Readonly<Record<string, string>>>;
  /** Everything the child writes is appended here. */
  readonly logFile: string;
  /** Told when the child died and is being restarted. */
  readonly onRestart: (message: string) => void;
}

export interface RunningChild {
  readonly name: string;
  /** From now on its end is expected: it is not started again. A Ctrl-C reaches children before their parent stops them. */
  release(): void;
  /** SIGTERM, then wait; resolves with the exit code. */
  stop(): Promise<number | null>;
}

const childScript = new URL('child.ts', import.meta.url);
const restartDelayMilliseconds = 250;
const longestRestartDelayMilliseconds = 5_000;
/** A child that lived this long starts again with the shortest delay. */
const steadyMilliseconds = 10_000;
const killAfterMilliseconds = 15_000;

/** Starts a child and resolves once it says that it serves. Throws `SetupError` when it ends before that. */
export async function startChild(options: ChildOptions): Promise<RunningChild> {
  mkdirSync(dirname(options.logFile), { recursive: true });
  let stopping = false;
  let delay = restartDelayMilliseconds;
  let child = spawn(options);
  await Promise.all([ready(child, options), options.environment]);

  const watch = (watched: ChildProcess): void => {
    const startedAt = Date.now();
    watched.once('exit', async (code, signal) => {
      if (stopping) return;
      options.onRestart(`${options.name} ended (${signal ?? `exit code ${code}`}); starting it again`);
      if (Date.now() - startedAt > steadyMilliseconds) delay = restartDelayMilliseconds;
      await sleep(delay);
      delay = Math.min(delay * 2, longestRestartDelayMilliseconds);
      if (stopping) return;
      child = spawn(options);
      watch(child);
    });
  };
  watch(child);

  return {
    name: options.name,
    release() {
      stopping = true;
    },
    async stop() {
      stopping = true;
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
      child.kill('SIGTERM');
      const deadline = setTimeout(() => child.kill('SIGKILL'), killAfterMilliseconds);
      const code = await exited;
      clearTimeout(deadline);
      return code;
    },
  };
}

function spawn({ script, environment, logFile }: ChildOptions): ChildProcess {
  const log = openSync(logFile, 'a');
  // The IPC channel is also how a child notices that its parent is gone, however that ended.
  const child = fork(childScript, [script.href], { stdio: ['ignore', log, log, 'ipc'] });
  closeSync(log);
  environment.then(
    // A child that is gone by now is found so by its exit.
    (variables) => child.send(variables, () => undefined),
    () => child.kill(),
  );
  return child;
}

function ready(child: ChildProcess, { name, logFile }: ChildOptions): Promise<void> {
  const isReady = (message: unknown): message is ReadyMessage =>
    typeof message === 'object' && message !== null && 'ready' in message;
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null): void => {
      reject(new SetupError(`${lastLine(logFile) ?? `${name} ended with exit code ${code}`} (log: ${logFile})`));
    };
    child.once('exit', onExit);
    child.on('message', (message) => {
      if (!isReady(message)) return;
      child.off('exit', onExit);
      resolve();
    });
  });
}

/** The last line that says something: not a stack frame, nor the version that node adds to a crash. */
function lastLine(file: string): string | undefined {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.findLast((line) => /^\S/.test(line) && !/^(Node\.js v|\W+$)/.test(line));
}
