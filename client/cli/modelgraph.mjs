#!/usr/bin/env node
/** `npx modelgraph`: runs the command, which is TypeScript, on Node 24 or later. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A program of its own; everything else is a command of the client. */
const router = new URL('../../router/alone/main.ts', import.meta.url);
const command = new URL('./command.ts', import.meta.url);
const leastMajor = 24;

if (Number(process.versions.node.split('.')[0]) >= leastMajor) {
  if (process.argv[2] === 'router') {
    process.argv.splice(2, 1);
    await import(router.href);
  } else {
    const { run } = await import(command.href);
    process.exitCode = await run(process.argv.slice(2));
  }
} else {
  // On Linux the packages bring their own.
  const own = fileURLToPath(new URL('../../node_modules/.bin/node', import.meta.url));
  if (!existsSync(own)) {
    process.stderr.write(
      `modelgraph runs on Node ${leastMajor} or later, and this is ${process.version}: install it from https://nodejs.org.\n`,
    );
    process.exit(78);
  }
  const child = spawn(own, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  process.exitCode = await new Promise((resolve) => child.once('exit', (status) => resolve(status ?? 1)));
}
