/** The last lines that something has written, and whoever follows them. */
export interface LineLog {
  write(line: string): void;
  /** Hands over the lines kept, then each as it comes, until the signal is aborted. */
  follow(options: { readonly signal: AbortSignal; readonly onLine: (line: string) => void }): Promise<void>;
}

const keptLines = 200;

export function createLineLog(): LineLog {
  const kept: string[] = [];
  const followers = new Set<(line: string) => void>();

  return {
    write(line) {
      kept.push(line);
      if (kept.length > keptLines) kept.shift();
      for (const follower of followers) follower(line);
    },
    async follow({ signal, onLine }) {
      for (const line of kept) onLine(line);
      if (signal.aborted) return;
      followers.add(onLine);
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
      followers.delete(onLine);
    },
  };
}
