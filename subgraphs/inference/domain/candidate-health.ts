/** How each provider's models have done lately: whether they may be asked now, and how quick they are. */

export type RequestOutcome = 'WORKED' | 'FAILED' | 'NOTHING_LEARNED';

/** The port to a circuit breaker. */
export interface Breaker {
  /** Whether a request may be sent: not while it is open, nor while its one trial is under way. */
  allows(): boolean;
  /** Counts a request that is sent now; the result is called once, with how it ended. */
  begin(): (outcome: RequestOutcome) => void;
}

export interface CandidateHealth {
  /** Why no request should be sent now; undefined when one may be. */
  unavailable(): string | undefined;
  /** Milliseconds until the provider wants to be asked again; 0 when it said nothing. */
  coolingMilliseconds(): number;
  /** No requests for so long: the provider said so. */
  coolDown(seconds: number): void;
  /** Counts a request; `ended` is called once. */
  begin(): StartedRequest;
  /** Told of each request that is not sent for what `unavailable` says. */
  passedOver?(): void;
  /** What a further request will probably wait for its first word, in milliseconds; undefined before the first answer. */
  latencyMilliseconds(): number | undefined;
  /** The same, made worse by every request under way: what spreads load over equals. */
  load(): number;
}

export interface StartedRequest {
  /** The first word of an answer, or the whole of one, came so late. */
  answeredAfter(milliseconds: number): void;
  ended(outcome: RequestOutcome): void;
}

/** After so long a latency counts for a third only. */
const memoryMilliseconds = 10_000;
/** Names of models come from callers where a provider takes any, so there is no end to them. */
const mostCandidates = 1_000;

export type HealthOf = (provider: string, model: string) => CandidateHealth;

export function candidateHealths(createBreaker: () => Breaker, now: () => number = Date.now): HealthOf {
  const known = new Map<string, CandidateHealth>();
  return (provider, model) => {
    const key = JSON.stringify([provider, model]);
    const found = known.get(key) ?? candidateHealth(createBreaker(), now);
    known.delete(key);
    known.set(key, found);
    if (known.size > mostCandidates) {
      const [oldest] = known.keys();
      if (oldest !== undefined) known.delete(oldest);
    }
    return found;
  };
}

function candidateHealth(breaker: Breaker, now: () => number): CandidateHealth {
  let coolUntil = 0;
  let underWay = 0;
  let latency: number | undefined;
  let measuredAt = 0;

  const coolingMilliseconds = () => Math.max(0, coolUntil - now());

  /** Peak exponentially weighted moving average: bad news counts at once, good news with time. */
  const measure = (milliseconds: number): void => {
    const weight = Math.exp((measuredAt - now()) / memoryMilliseconds);
    const isPeak = latency === undefined || milliseconds >= latency;
    latency = isPeak ? milliseconds : (latency ?? 0) * weight + milliseconds * (1 - weight);
    measuredAt = now();
  };

  return {
    unavailable() {
      const cooling = coolingMilliseconds();
      if (cooling > 0) return `it takes no requests for ${Math.ceil(cooling / 1_000)} more seconds, it said`;
      return breaker.allows() ? undefined : 'it has failed too often lately';
    },
    coolingMilliseconds,
    coolDown(seconds) {
      coolUntil = Math.max(coolUntil, now() + seconds * 1_000);
    },
    begin() {
      underWay += 1;
      const tell = breaker.begin();
      return {
        answeredAfter: measure,
        ended(outcome) {
          underWay -= 1;
          tell(outcome);
        },
      };
    },
    latencyMilliseconds: () => latency,
    load: () => (latency ?? 0) * (underWay + 1),
  };
}
