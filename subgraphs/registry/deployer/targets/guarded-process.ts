/**
 * Runs a program that must not outlive whoever started it: `node guarded-process.ts PROGRAM [ARGUMENT …]`. When stdin closes, which
 * it does even on `kill -9` of the other side, the program is killed. Signals and the exit code are passed on.
 */
import { spawn } from 'node:child_process';

const [program = '', ...words] = process.argv.slice(2);
const child = spawn(program, words, { stdio: ['ignore', 'inherit', 'inherit'] });

child.once('error', (error) => {
  process.stderr.write(`error: ${program} could not be started: ${error.message}\n`);
  process.exit(1);
});
child.once('exit', (code) => process.exit(code ?? 1));
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => child.kill(signal));
process.stdin
  .once('end', () => child.kill('SIGKILL'))
  .once('error', () => child.kill('SIGKILL'))
  .resume();
