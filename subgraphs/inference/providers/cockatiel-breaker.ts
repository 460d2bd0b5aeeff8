/** Circuit breakers by cockatiel. */
import { CircuitState, CountBreaker, circuitBreaker, handleAll } from 'cockatiel';
import type { Breaker } from '../domain/candidate-health.ts';

export interface BreakerOptions {
  /** It opens when so many of the last requests failed, and they are more than half of them. */
  readonly failures: number;
  /** After so long one request is let through as a trial; it closes the breaker, or opens it again. */
  readonly openMilliseconds: number;
}

/** How many of the last requests are looked at, for each failure that opens the breaker. */
const window = 4;

/** Requests are streams as well as calls, so how one ended is told instead of awaited. */
export function cockatielBreaker({ failures, openMilliseconds }: BreakerOptions): Breaker {
  const policy = circuitBreaker(handleAll, {
    halfOpenAfter: openMilliseconds,
    breaker: new CountBreaker({ threshold: 0.5, size: window * failures, minimumNumberOfCalls: failures }),
  });
  let openedAt = 0;
  policy.onBreak(() => {
    openedAt = Date.now();
  });
  const follow = (work: Promise<void>): void => void policy.execute(() => work).catch(() => undefined);

  const trial = (): ReturnType<Breaker['begin']> => {
    const end = Promise.withResolvers<void>();
    // Until it has ended, nothing else is let through.
    follow(end.promise);
    // One that taught nothing leaves the breaker as it was: open.
    return (outcome) => (outcome === 'WORKED' ? end.resolve() : end.reject(new Error('The trial failed')));
  };

  return {
    allows() {
      if (policy.state === CircuitState.Closed) return true;
      return policy.state === CircuitState.Open && Date.now() - openedAt >= openMilliseconds;
    },
    begin() {
      if (policy.state !== CircuitState.Closed) return trial();
      return (outcome) => {
        // What began before the breaker opened is no trial.
        if (outcome === 'NOTHING_LEARNED' || policy.state !== CircuitState.Closed) return;
        follow(outcome === 'WORKED' ? Promise.resolve() : Promise.reject(new Error('The request failed')));
      };
    },
  };
}
