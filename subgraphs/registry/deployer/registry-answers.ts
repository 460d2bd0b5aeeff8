/** How long one waits for an answer of the registry, and what its refusals and its silence mean. */
import { setTimeout as sleep } from 'node:timers/promises';
import { ModelgraphError } from '../../../client/client.ts';

/** The registry has given the deployment to someone else, or ended it: whatever runs for it is to be stopped. */
export class AttemptOver extends Error {
  override name = 'AttemptOver';
}

/** The registry did not answer for so long that nothing can be said about the deployment. */
export class RegistryUnreachable extends Error {
  override name = 'RegistryUnreachable';
}

const firstBackOffMilliseconds = 100;
const longestBackOffMilliseconds = 3_000;

/** Asks again, ever more slowly, while there is no answer and the time has not come. */
export async function untilAnswered<Answer>(
  ask: () => Promise<Answer>,
  { signal, until }: { readonly signal: AbortSignal; readonly until: () => number },
): Promise<Answer> {
  for (let backOff = firstBackOffMilliseconds; ; backOff = Math.min(backOff * 2, longestBackOffMilliseconds)) {
    try {
      return await ask();
    } catch (error) {
      signal.throwIfAborted();
      if (!isOutage(error)) throw error;
      if (Date.now() + backOff > until()) throw new RegistryUnreachable((error as Error).message, { cause: error });
    }
    await sleep(backOff, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}

export function isRefusal(error: unknown): boolean {
  return error instanceof ModelgraphError && (error.code === 'CONFLICT' || error.code === 'NOT_FOUND');
}

const outages = ['NETWORK_ERROR', 'REGISTRY_UNAVAILABLE', 'INTERNAL_SERVER_ERROR', 'RATE_LIMITED'];

function isOutage(error: unknown): boolean {
  return error instanceof ModelgraphError && outages.includes(error.code);
}
