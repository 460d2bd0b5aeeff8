/**
 * Uses on this machine's disk: what is in memory only while Redis is away would go with the process. Bounded; a use that was delivered and is
 * found here again is delivered again, and the registry counts an event once.
 */
import { appendFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Logger } from '../../platform/logging.ts';

export interface UsageSpool {
  /** What processes that are gone have left here. Throws nothing. */
  takeOver(): Promise<string[]>;
  /** Writes a line behind the others. Throws nothing; what does not fit is not written. */
  keep(line: string): Promise<void>;
  /** Nothing is left to be delivered of what was kept or taken over. Throws nothing. */
  clear(): Promise<void>;
}

const largestBytes = 64 * 1024 * 1024;
const extension = '.usage';

/** Without a folder nothing is kept. */
export function usageSpool(folder: string | undefined, logger: Logger): UsageSpool {
  if (folder === undefined)
    return { takeOver: async () => [], keep: async () => undefined, clear: async () => undefined };
  const file = join(folder, `${hostname()}-${process.pid}${extension}`);
  const taken = new Set<string>();
  let bytes = 0;
  /** One write at a time, in order. */
  let last: Promise<void> = Promise.resolve();
  const next = (work: () => Promise<void>): Promise<void> => {
    last = last.then(work).catch((error) => logger.error({ err: error }, 'the spool of uses cannot be written'));
    return last;
  };

  return {
    async takeOver() {
      const names = await readdir(folder).catch(() => [] as string[]);
      const lines: string[] = [];
      for (const name of names.filter(isLeftBehind)) {
        const path = join(folder, name);
        taken.add(path);
        const text = await readFile(path, 'utf8').catch(() => '');
        // The last line may be half of one: its process died while it wrote.
        lines.push(...text.split('\n').filter(isWhole));
      }
      return lines;
    },

    keep: (line) =>
      next(async () => {
        if (bytes + line.length > largestBytes) {
          logger.error('a use was not spooled: the spool is full');
          return;
        }
        bytes += line.length + 1;
        await mkdir(folder, { recursive: true });
        await appendFile(file, `${line}\n`);
      }),

    clear: () =>
      next(async () => {
        if (bytes > 0) await writeFile(file, '');
        bytes = 0;
        for (const path of taken) await rm(path, { force: true });
        taken.clear();
      }),
  };
}

/** Of this machine, and of a process that is gone, or that had the number we have now. */
function isLeftBehind(name: string): boolean {
  const prefix = `${hostname()}-`;
  if (!name.startsWith(prefix) || !name.endsWith(extension)) return false;
  const processId = Number(name.slice(prefix.length, -extension.length));
  if (processId === process.pid) return true;
  try {
    process.kill(processId, 0);
    return false;
  } catch {
    return true;
  }
}

function isWhole(line: string): boolean {
  try {
    return typeof JSON.parse(line) === 'object';
  } catch {
    return false;
  }
}
