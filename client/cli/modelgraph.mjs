#!/usr/bin/env node
/** `npx modelgraph`: runs the command, which is TypeScript, on Node 24 or later. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const command = new URL('./command.ts', import.meta.url);
const leastMajor = 24;

if (Number(process.versions.node.split('.')[0]) >= leastMajor) {
  const { run } = await import(command.href);
  process.exitCode = await run(process.argv.slice(2));
} else {
  // On Linux the packages bring their own.
  const own = fileURLToPath(new URL('../../node_modules/.bin/node', import.meta.url));
  if (!existsSync(own)) {
    process.stderr.write(
      `modelgraph runs on Node ${leastMajor} or later, and this is ${process.version}: install it from https://nodejs.org.\n`,
    );
    process.exit(78);
  }
  const { status } = spawnSync(own, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
}
