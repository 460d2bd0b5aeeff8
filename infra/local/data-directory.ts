/**
 * The one folder in which the embedded cloud keeps its state. Opening it answers, before anything is started, the questions that
 * otherwise end in a stack trace: may we write here, is another Modelgraph at work here, is this a folder of ours at all?
 */
import { accessSync, constants, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export type DataDirectoryProblem = 'NOT_WRITABLE' | 'IN_USE' | 'NOT_MODELGRAPH' | 'CORRUPT';

/** `message` is one line that names the folder and says what to do; show it without the stack. */
export class DataDirectoryError extends Error {
  readonly problem: DataDirectoryProblem;

  constructor(problem: DataDirectoryProblem, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'DataDirectoryError';
    this.problem = problem;
  }
}

export interface DataDirectory {
  readonly path: string;
  /** Gives the folder free for the next process. */
  close(): void;
}

const formatVersion = 1;
const markerName = 'modelgraph.json';
const lockName = 'lock';
const ownerName = 'owner.pid';

/**
 * Creates the folder if it is missing, takes its lock and checks its format.
 * Throws {@link DataDirectoryError}; the folder is then as it was.
 */
export function openDataDirectory(path: string): DataDirectory {
  createFolder(path);
  const isNew = checkFormat(path);
  const lock = takeLock(path);
  writeFileSync(join(path, ownerName), `${process.pid}\n`);
  if (isNew) writeFileSync(join(path, markerName), `${JSON.stringify({ format: formatVersion })}\n`);
  return { path, close: () => lock.close() };
}

/** For a part of the store that cannot be read: names the path, says to move the folder away. */
export function corruptStore(path: string, cause: unknown): DataDirectoryError {
  const reason = firstLine(cause);
  return new DataDirectoryError(
    'CORRUPT',
    `${path} is damaged (${reason}): move ${dirname(path)} away, or set DATA_DIR to another folder, and start again`,
    cause,
  );
}

function createFolder(path: string) {
  try {
    mkdirSync(path, { recursive: true });
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw notWritable(path, error);
  }
}

/** Whether the folder is new, that is, empty but for the lock of a start that did not come further. */
function checkFormat(path: string): boolean {
  const names = readdirSync(path).filter((name) => name !== ownerName && !name.startsWith(lockName));
  if (names.length === 0) return true;
  if (!names.includes(markerName)) {
    throw new DataDirectoryError(
      'NOT_MODELGRAPH',
      `${path} is not a Modelgraph folder (it holds ${names[0]} but no ${markerName}): set DATA_DIR to an empty or a new folder`,
    );
  }
  const format = readFormat(path);
  if (format !== formatVersion) {
    throw new DataDirectoryError(
      'NOT_MODELGRAPH',
      `${path} has format ${format}, this Modelgraph reads ${formatVersion}: move it away, or set DATA_DIR to another folder`,
    );
  }
  return false;
}

function readFormat(path: string): unknown {
  const marker = join(path, markerName);
  try {
    return (JSON.parse(readFileSync(marker, 'utf8')) as { format?: unknown }).format;
  } catch (error) {
    throw corruptStore(marker, error);
  }
}

/**
 * The lock is SQLite's own on an empty database: the kernel drops it with the process, however that ends, so there is no stale
 * lock to take over and no process id that a reboot may have given to someone else.
 */
function takeLock(path: string): DatabaseSync {
  const file = join(path, lockName);
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(file, { timeout: 0 });
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock?.close();
    const reason = firstLine(error);
    if (/unable to open|readonly|disk I\/O|full/i.test(reason)) throw notWritable(path, error);
    if (!/locked|busy/i.test(reason)) throw corruptStore(file, error);
    const owner = readFileSync(join(path, ownerName), 'utf8').trim();
    throw new DataDirectoryError(
      'IN_USE',
      `another Modelgraph${owner ? ` (process ${owner})` : ''} works on ${path}: stop it, or set DATA_DIR to another folder`,
      error,
    );
  }
}

function notWritable(path: string, error: unknown) {
  return new DataDirectoryError(
    'NOT_WRITABLE',
    `cannot write to ${path} (${firstLine(error)}): give this user the right to, or set DATA_DIR to a folder of its own`,
    error,
  );
}

function firstLine(error: unknown): string {
  const text = (error as Error | undefined)?.message ?? String(error);
  return text.split('\n', 1)[0] ?? text;
}
