/**
 * One stream of a subgraph's events, and those who get it. What other subgraphs add is asked for once an event, whoever
 * listens. Who comes late gets the last event of each thing the stream has told of, and from then on what all get.
 */
import type { ExecutionResult, FormattedExecutionResult } from 'graphql';
import { DomainError } from '../platform/errors.ts';

/** Events that wait for their turn at most, while what belongs to those before is fetched. */
const mostWaitingEvents = 1_000;
/** A replay is made anew after this long, since other subgraphs' part of it may have changed. */
const replayMilliseconds = 1_000;
/** Things a late one is told of at most, the newest. */
const mostRemembered = 1_000;

export interface Subscriber {
  /** Throws or rejects when the subscriber may not have events any more. One function for each entitlement. */
  readonly stillAllowed: () => Promise<unknown>;
  /** `taken` is to be called once the reader has the result, where the stream goes at its reader's pace. */
  next(result: ExecutionResult, taken?: () => void): void;
  /** Nothing more comes after it. */
  fail(error: Error): void;
  /** Nothing more comes after it. */
  end(): void;
}

/** What a subgraph has told. */
export interface FeedEvent {
  readonly event: FormattedExecutionResult;
  /** The result of it, by the plan it was asked for with. It may change what it is given. */
  readonly run: (event: FormattedExecutionResult) => Promise<ExecutionResult>;
}

export interface FeedSink {
  next(event: FeedEvent, taken?: () => void): void;
  fail(error: Error): void;
  end(): void;
}

export interface SubscriptionFeed {
  join(subscriber: Subscriber): void;
  /** Leaves the subgraph when nobody is left. */
  leave(subscriber: Subscriber): void;
  /** Ends it for all. */
  fail(error: Error): void;
}

export function subscriptionFeed(options: {
  readonly open: (sink: FeedSink) => () => void;
  /** What an event is about; undefined when late ones are told of no earlier events. */
  readonly subjectOf?: ((event: FormattedExecutionResult) => string | undefined) | undefined;
  /** Called when the feed is over. */
  readonly over: () => void;
}): SubscriptionFeed {
  const { subjectOf, over } = options;
  const subscribers = new Set<Subscriber>();
  const arrived = new Set<Subscriber>();
  const latest = new Map<string, FeedEvent>();
  let replay: { readonly until: number; readonly results: Promise<ExecutionResult[]> } | undefined;
  let waiting = 0;
  let isOver = false;
  let turn: Promise<void> = Promise.resolve();

  const inTurn = (task: () => Promise<void>): void => {
    turn = turn.then(task).catch((error) => finish((subscriber) => subscriber.fail(error)));
  };
  const finish = (tell: (subscriber: Subscriber) => void): void => {
    if (isOver) return;
    isOver = true;
    leaveUpstream();
    over();
    const all = [...subscribers];
    subscribers.clear();
    arrived.clear();
    for (const subscriber of all) tell(subscriber);
  };
  const remember = ({ event, run }: FeedEvent): void => {
    const subject = subjectOf?.(event);
    if (subject === undefined) return;
    latest.delete(subject);
    latest.set(subject, { event: structuredClone(event), run });
    if (latest.size > mostRemembered) latest.delete(latest.keys().next().value ?? '');
    replay = undefined;
  };
  const replayed = (): Promise<ExecutionResult[]> => {
    if (!replay || Date.now() > replay.until) {
      const results = Promise.all([...latest.values()].map(({ event, run }) => run(structuredClone(event))));
      replay = { until: Date.now() + replayMilliseconds, results };
    }
    return replay.results;
  };
  /** Those of `among` who may still have events; the others are told why not. */
  const allowed = async (among: Iterable<Subscriber>): Promise<Subscriber[]> => {
    const verdicts = new Map<() => Promise<unknown>, Promise<Error | undefined>>();
    const asked = [...among];
    for (const { stillAllowed } of asked) {
      if (verdicts.has(stillAllowed)) continue;
      const verdict = stillAllowed().then(
        () => undefined,
        (error) => (error instanceof Error ? error : new Error(String(error))),
      );
      verdicts.set(stillAllowed, verdict);
    }
    const refusals = new Map<() => Promise<unknown>, Error>();
    for (const [stillAllowed, verdict] of verdicts) {
      const refusal = await verdict;
      if (refusal) refusals.set(stillAllowed, refusal);
    }
    if (refusals.size === 0) return asked;
    return asked.filter((subscriber) => {
      const refusal = refusals.get(subscriber.stillAllowed);
      if (refusal && leave(subscriber)) subscriber.fail(refusal);
      return !refusal;
    });
  };
  const leave = (subscriber: Subscriber): boolean => {
    const wasIn = subscribers.delete(subscriber);
    arrived.delete(subscriber);
    if (wasIn && subscribers.size === 0) finish(() => undefined);
    return wasIn;
  };

  const leaveUpstream = options.open({
    next(told, taken) {
      waiting += 1;
      if (waiting > mostWaitingEvents) {
        const error = new DomainError(
          'RATE_LIMITED',
          `The stream is ${mostWaitingEvents} events behind; subscribe again`,
        );
        return finish((subscriber) => subscriber.fail(error));
      }
      inTurn(async () => {
        waiting -= 1;
        if (isOver) return;
        remember(told);
        const [result, listening] = await Promise.all([told.run(told.event), allowed(arrived)]);
        for (const subscriber of listening) if (arrived.has(subscriber)) subscriber.next(result, taken);
      });
    },
    fail: (error) => inTurn(async () => finish((subscriber) => subscriber.fail(error))),
    end: () => inTurn(async () => finish((subscriber) => subscriber.end())),
  });

  return {
    join(subscriber) {
      subscribers.add(subscriber);
      inTurn(async () => {
        if (!subscribers.has(subscriber)) return;
        for (const result of latest.size > 0 ? await replayed() : []) subscriber.next(result);
        arrived.add(subscriber);
      });
    },
    leave: (subscriber) => void leave(subscriber),
    fail: (error) => finish((subscriber) => subscriber.fail(error)),
  };
}
