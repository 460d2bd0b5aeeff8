import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** The server of a deployer that was killed may hold its port a moment longer than the deployer. */
const waitMilliseconds = 2_000;
const checkMilliseconds = 50;

/** Whether nobody listens on the port of 127.0.0.1, now or soon. Throws the signal's reason. */
export async function comesFree(port: number, signal: AbortSignal): Promise<boolean> {
  const lastTry = Date.now() + waitMilliseconds;
  for (;;) {
    if (await isFree(port)) return true;
    if (Date.now() > lastTry) return false;
    await sleep(checkMilliseconds, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}

/** A port of 127.0.0.1 that nobody listens on at this moment. */
export function freePort(): Promise<number> {
  const probe = createServer();
  return new Promise((resolve, reject) => {
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  return new Promise((resolve) => {
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
