/**
 * Federated subscriptions. The planner splits a subscription into the fetch that yields the events and what other subgraphs
 * add to each. The first is opened once, upstream; every event then runs as a query of which the first fetch is already
 * answered, so that results, partial errors and `@requires` are those of queries. Equal subscriptions of equally entitled
 * callers share all of it where their field allows it.
 */
import { type DocumentNode, type ExecutionResult, type FormattedExecutionResult, getOperationAST } from 'graphql';
import { DomainError } from '../platform/errors.ts';
import type { Caller } from './caller.ts';
import { type EventStream, eventQueue, streamOf } from './event-queue.ts';
import type { FederatedSubscription } from './federation/supergraph.ts';
import type { FederatedGateway, ServedSupergraph } from './gateway.ts';
import { lastingStream } from './lasting-fields.ts';
import { isLasting, isPaced } from './stopping.ts';
import { type FeedSink, type Subscriber, type SubscriptionFeed, subscriptionFeed } from './subscription-feed.ts';
import { openUpstream, type Upstream, type UpstreamSource } from './upstream.ts';

/** A reader that falls this many events behind is cut off rather than let the router's memory fill. */
const mostWaitingEvents = 1_000;
const mostStreamsPerCaller = 1_000;
/** How often it is asked whether the callers may still listen. With the time a key is believed: under two seconds. */
const recheckMilliseconds = 750;

export interface SubscriptionRequest {
  /** Parsed and validated. What was planned is remembered for as long as the document is. */
  readonly document: DocumentNode;
  readonly operationName?: string | undefined;
  /** Checked against the operation's types. */
  readonly variables: Record<string, unknown>;
  readonly caller: Omit<Caller, 'signal'>;
  /** Asked before each event is delivered, and now and then; what it throws ends the stream. */
  readonly stillAllowed: () => Promise<unknown>;
}

export interface LiveSubscription {
  /** The results, in order. Fails with a `DomainError` or a `SubgraphRefusal`. Leaving it leaves the subgraph at once. */
  readonly stream: EventStream<ExecutionResult>;
}

/** Where results go. After `fail` or `end` nothing more comes. */
export type ResultSink = Omit<Subscriber, 'stillAllowed'>;

export interface Subscriptions {
  /** Pushes results in order, and returns how to leave. Throws a `DomainError` when the caller has too many. */
  open(request: SubscriptionRequest, sink: ResultSink): () => void;
  /** The same for a reader with a pace of its own. */
  subscribe(request: SubscriptionRequest): LiveSubscription;
  close(): void;
}

/** One of those who listen, counted until its stream is over. */
class OpenStream implements Subscriber {
  readonly stillAllowed: () => Promise<unknown>;
  readonly userId: string;
  readonly feed: SharedFeed;
  readonly #sink: ResultSink;
  readonly #done: (stream: OpenStream) => void;

  constructor(request: SubscriptionRequest, sink: ResultSink, feed: SharedFeed, done: (stream: OpenStream) => void) {
    this.stillAllowed = request.stillAllowed;
    this.userId = request.caller.identity.userId;
    this.feed = feed;
    this.#sink = sink;
    this.#done = done;
  }

  next(result: ExecutionResult, taken?: () => void): void {
    this.#sink.next(result, taken);
  }

  fail(error: Error): void {
    this.#done(this);
    this.#sink.fail(error);
  }

  end(): void {
    this.#done(this);
    this.#sink.end();
  }

  leave(): void {
    this.#done(this);
    this.feed.leave(this);
  }
}

export function subscriptionsOn(gateway: FederatedGateway): Subscriptions {
  const shared = new Map<string, SharedFeed>();
  const streams = new Set<OpenStream>();
  const streamsOf = new Map<string, number>();
  const numbers = new WeakMap<DocumentNode, number>();
  let documents = 0;

  const numberOf = (document: DocumentNode): number => {
    const number = numbers.get(document) ?? ++documents;
    numbers.set(document, number);
    return number;
  };
  const feedFor = (request: SubscriptionRequest): SharedFeed => {
    const { document, operationName, variables, caller } = request;
    const source = sourceOn(gateway.current(), request);
    if (!source.lasting?.isSharable) return sharedFeed(source, request, () => undefined);
    const { tier, groups } = caller.identity;
    const key = JSON.stringify([numberOf(document), operationName, variables, tier, [...groups].sort()]);
    const feed = shared.get(key) ?? sharedFeed(source, request, () => shared.delete(key));
    shared.set(key, feed);
    return feed;
  };

  const open = (request: SubscriptionRequest, sink: ResultSink): (() => void) => {
    const { userId } = request.caller.identity;
    const count = streamsOf.get(userId) ?? 0;
    if (count >= mostStreamsPerCaller) {
      throw new DomainError('RATE_LIMITED', `A caller may have ${mostStreamsPerCaller} subscriptions under way`);
    }
    const feed = feedFor(request);
    const stream = new OpenStream(request, sink, feed, done);
    streams.add(stream);
    streamsOf.set(userId, count + 1);
    feed.join(stream, request.caller);
    return () => stream.leave();
  };
  const done = (stream: OpenStream): void => {
    if (!streams.delete(stream)) return;
    const left = (streamsOf.get(stream.userId) ?? 1) - 1;
    if (left > 0) streamsOf.set(stream.userId, left);
    else streamsOf.delete(stream.userId);
  };

  /** A stream that has nothing to say would otherwise outlive the key it was opened with. */
  const recheck = async (): Promise<void> => {
    const byCheck = Map.groupBy(streams, (stream) => stream.stillAllowed);
    for (const [stillAllowed, ofCaller] of byCheck) {
      try {
        await stillAllowed();
      } catch (error) {
        if (!(error instanceof DomainError && error.code === 'UNAUTHENTICATED')) continue;
        for (const stream of ofCaller) {
          stream.leave();
          stream.fail(error);
        }
      }
    }
  };
  const rechecking = setInterval(() => void recheck(), recheckMilliseconds).unref();

  gateway.onReplaced(() => {
    for (const feed of new Set([...streams].map((stream) => stream.feed))) feed.moveTo(gateway.current());
  });

  return {
    open,
    subscribe: (request) => ({ stream: pulled((sink) => open(request, sink)) }),
    close: () => clearInterval(rechecking),
  };
}

interface SharedFeed {
  join(subscriber: Subscriber, caller: SubscriptionRequest['caller']): void;
  leave(subscriber: Subscriber): void;
  /**
   * The router serves another supergraph: a stream that lasts goes on with it, where it was, if its operation is valid there; one of
   * answers finishes with what it began with; any other ends with the reason.
   */
  moveTo(served: ServedSupergraph): void;
}

type SubscribedOperation = Pick<SubscriptionRequest, 'document' | 'operationName' | 'variables'>;

/** A subscription's events on one supergraph, and what makes results of them. */
interface Source extends UpstreamSource {
  readonly served: ServedSupergraph;
  readonly perEvent: FederatedSubscription['perEvent'];
}

function sourceOn(served: ServedSupergraph, { document, operationName, variables }: SubscribedOperation): Source {
  const { primary, perEvent } = served.supergraph.subscription(document, operationName)(variables);
  const subgraph = served.upstream(primary.serviceName);
  return { served, subgraph, primary, perEvent, lasting: lastingStream(primary, document) };
}

/** Runs in the name of one of those who listen, all of whom are entitled to the same. */
function sharedFeed(first: Source, request: SubscriptionRequest, over: () => void): SharedFeed {
  const { document, operationName, variables } = request;
  const leaving = new AbortController();
  const { signal } = leaving;
  const operation = getOperationAST(document, operationName);
  const goesAtReadersPace = operation ? isPaced(operation) : false;
  const callers = new Map<Subscriber, Caller>();
  const caller = (): Caller => callers.values().next().value ?? { ...request.caller, signal };
  let source = first;
  let upstream: Upstream | undefined;

  const runOn =
    ({ served, primary, perEvent }: Source) =>
    async ({ data, errors }: FormattedExecutionResult): Promise<ExecutionResult> => {
      const event = { service: primary.serviceName, data, errors };
      return served.presented(await perEvent({ variables, send: served.send(caller()), signal, event }));
    };
  const open = (sink: FeedSink): (() => void) => {
    const opened = openUpstream({
      source,
      isPaced: goesAtReadersPace,
      variables,
      identity: () => caller().identity,
      sink: { ...sink, next: (event, taken) => sink.next({ event, run: runOn(source) }, taken) },
    });
    upstream = opened;
    return opened.leave;
  };
  const { lasting } = first;
  const feed: SubscriptionFeed = subscriptionFeed({
    open,
    subjectOf: lasting && (({ data }) => (data ? lasting.positionOf(data)?.deploymentId : undefined)),
    over() {
      leaving.abort();
      over();
    },
  });

  return {
    join(subscriber, { identity, anonymous }) {
      callers.set(subscriber, { identity, anonymous, signal });
      feed.join(subscriber);
    },
    leave(subscriber) {
      callers.delete(subscriber);
      feed.leave(subscriber);
    },
    moveTo(served) {
      if (operation && !isLasting(operation)) return;
      if (!lasting || !served.accepts(document, operationName, variables)) {
        return feed.fail(new DomainError('SUBGRAPH_UNAVAILABLE', 'The schema has changed; subscribe again'));
      }
      source = sourceOn(served, request);
      upstream?.moveTo(source);
    },
  };
}

function pulled(open: (sink: ResultSink) => () => void): EventStream<ExecutionResult> {
  const queue = eventQueue<{ readonly result: ExecutionResult; readonly taken: (() => void) | undefined }>(
    mostWaitingEvents,
  );
  const leave = open({
    next(result, taken) {
      if (queue.push({ result, taken })) return;
      leave();
      queue.fail(
        new DomainError('RATE_LIMITED', `The client fell ${mostWaitingEvents} events behind; subscribe again`),
      );
    },
    fail: (error) => queue.fail(error),
    end: () => queue.end(),
  });
  const stream = streamOf(queue, leave);
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      const { done, value } = await stream.next();
      if (done) return { done, value };
      value.taken?.();
      return { done: false, value: value.result };
    },
    async return() {
      await stream.return();
      return { done: true, value: undefined };
    },
    async throw(error) {
      await stream.return();
      throw error;
    },
    [Symbol.asyncDispose]: () => stream[Symbol.asyncDispose](),
  };
}
