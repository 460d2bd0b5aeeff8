import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

const pollMilliseconds = 1_000;

/**
 * Calls `onChange` when the content of the file has become another, one call at a time. The content is looked at once a second: files are
 * replaced in too many ways (editors, links of Kubernetes) for events to be relied on. Without a path, it does nothing.
 */
export function watchFile(path: string | undefined, onChange: () => Promise<void>): { stop(): void } {
  if (path === undefined) return { stop: () => undefined };
  let known: string | undefined;
  let isBusy = false;
  const look = async (): Promise<void> => {
    if (isBusy) return;
    isBusy = true;
    try {
      const digest = createHash('sha256')
        .update(await readFile(path))
        .digest('hex');
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
