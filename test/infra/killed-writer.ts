import { spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/**
 * Runs a script and kills it with SIGKILL some milliseconds after its first line.
 * Resolves with the numbers that it printed: what had been acknowledged to it.
 */
export async function writeUntilKilled(
  script: URL,
  scriptArguments: readonly string[],
  milliseconds: number,
): Promise<number[]> {
  const writer = spawn(process.execPath, [fileURLToPath(script), ...scriptArguments], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const closed = new Promise((resolve) => writer.once('close', resolve));
  let output = '';
  writer.stdout.on('data', (chunk) => {
    output += chunk;
  });
  await Promise.race([new Promise((resolve) => writer.stdout.once('data', resolve)), closed]);
  await delay(milliseconds);
  writer.kill('SIGKILL');
  await closed;
  // The last line may have been cut.
  return output.split('\n').slice(0, -1).map(Number);
}
