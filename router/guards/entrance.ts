/** Who may ask at all, and how often: passed by every request over HTTP and every operation over WebSocket, before it is read. */
import type { Identity } from '../../platform/access.ts';
import { DomainError } from '../../platform/errors.ts';
import { limitHeaders, rateLimitHeaders } from '../../platform/limit-headers.ts';
import type { Authenticate, Credentials } from '../authentication.ts';
import type { CountOperation } from './rate-limits.ts';

/**
 * The identity behind the credentials, with one operation counted for it. `tell` gets the headers that say how many are left.
 * Throws what `Authenticate` does, and RATE_LIMITED.
 */
export type Enter = (
  credentials: Credentials,
  tell?: (headers: Readonly<Record<string, string>>) => void,
) => Promise<Identity>;

export function entrance(authenticate: Authenticate, count: CountOperation): Enter {
  return async (credentials, tell) => {
    const identity = await authenticate(credentials);
    try {
      const state = await count(identity);
      if (state) tell?.(rateLimitHeaders(state));
    } catch (error) {
      if (error instanceof DomainError) tell?.(limitHeaders(error.extensions));
      throw error;
    }
    return identity;
  };
}
