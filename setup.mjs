/**
 * Runs before `npm start`, `npm test` and `npm run check`, on whatever Node the machine has: installs the packages when
 * they are missing or older than the lockfile, and checks that the scripts will run on Node 24.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const installed = 'node_modules/.package-lock.json';
const modified = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0);

if (modified(installed) < modified('package-lock.json')) {
  process.stderr.write('Installing packages (about 1 GB with the model runtime; a minute or two on a fresh clone) …\n');
  const started = Date.now();
  const ticking = process.stderr.isTTY === true;
  // Not `npm ci`: it refuses a lockfile that lacks optional packages of other platforms, which a registry may not have.
  const words = ['install', '--no-save', '--loglevel=error', `--progress=${ticking}`];
  const { status } = spawnSync('npm', words, { stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
  if (status !== 0) {
    process.stderr.write('The packages could not be installed: see the lines above, then run the command again.\n');
    process.exit(1);
  }
  compileAhead();
  process.stderr.write(`Installed in ${Math.round((Date.now() - started) / 1000)} s\n`);
}

// npm puts node_modules/.bin first in PATH, and on Linux the lockfile brings a Node 24 there.
const node = spawnSync('node', ['--version'], { encoding: 'utf8', env: { ...process.env, PATH: searchPath() } });
const major = Number(/^v(\d+)/.exec(node.stdout ?? '')?.[1] ?? 0);
if (major < 24) {
  process.stderr.write(
    `Modelgraph runs on Node 24 or later, and found ${node.stdout?.trim() || 'none'}. On Linux (x64, arm64) it comes with the packages: delete node_modules and run the command again. Elsewhere install it from https://nodejs.org.\n`,
  );
  process.exit(78);
}

/** Loads what the processes are made of once, so that the first start finds its code compiled, as every later one does. */
function compileAhead() {
  const script = "await (await import('./infra/local/code-of-processes.ts')).loadAllCode()";
  const NODE_COMPILE_CACHE = join(process.cwd(), 'node_modules', '.cache', 'modelgraph');
  const env = { ...process.env, PATH: searchPath(), NODE_COMPILE_CACHE };
  // Only a matter of speed: when it fails, the start says why.
  spawnSync('node', ['--input-type=module', '--eval', script], { stdio: 'ignore', env });
}

function searchPath() {
  return [join(process.cwd(), 'node_modules', '.bin'), process.env.PATH].join(delimiter);
}
