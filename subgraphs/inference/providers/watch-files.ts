import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

const pollMilliseconds = 1_000;

/**
 * Calls `onChange` when the content of one of the files, or which files they are, has become another, one call at a time. The contents are
 * looked at once a second: files are replaced in too many ways (editors, links of Kubernetes) for events to be relied on.
 */
export function watchFiles(paths: () => readonly string[], onChange: () => Promise<void>): { stop(): void } {
  let known: string | undefined;
  let isBusy = false;
  const look = async (): Promise<void> => {
    if (isBusy) return;
    isBusy = true;
    try {
      const digest = await digestOf(paths());
      const isNew = known !== undefined && digest !== known;
      known = digest;
      if (isNew) await onChange();
    } catch {
      // A file that is away for a moment is being replaced.
    } finally {
      isBusy = false;
    }
  };
  void look();
  const timer = setInterval(look, pollMilliseconds).unref();
  return { stop: () => clearInterval(timer) };
}

async function digestOf(paths: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const path of paths) hash.update(path).update(await readFile(path));
  return hash.digest('hex');
}
