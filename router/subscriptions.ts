/**
 * Federated subscriptions. The planner splits a subscription into the fetch that yields the events and what other subgraphs
 * add to each. The first is opened once, upstream; every event then runs as a query of which the first fetch is already
 * answered, so that results, partial errors and `@requires` are those of queries.
 */
import type { FetchNode } from '@apollo/query-planner';
import { type DocumentNode, type ExecutionResult, type FormattedExecutionResult, GraphQLError } from 'graphql';
import { DomainError } from '../platform/errors.ts';
import { currentTrace, inTrace } from '../platform/tracing.ts';
import type { Caller } from './caller.ts';
import { type EventStream, eventQueue } from './event-queue.ts';
import type { FederatedGateway } from './gateway.ts';

/** A client that falls this many events behind is cut off rather than let the router's memory fill. */
const mostWaitingEvents = 1_000;

export interface SubscriptionRequest {
  /** Parsed and validated. What was planned is remembered for as long as the document is. */
  readonly document: DocumentNode;
  readonly operationName?: string | undefined;
  /** Checked against the operation's types. */
  readonly variables: Record<string, unknown>;
  readonly caller: Omit<Caller, 'signal'>;
  /** Asked before each event is delivered; what it throws ends the stream. */
  readonly stillAllowed: () => Promise<unknown>;
}

export interface LiveSubscription {
  /** The results, in order. Fails with a `DomainError` or a `SubgraphRefusal`. Leaving it leaves the subgraph at once. */
  readonly stream: EventStream<ExecutionResult>;
  /** Ends the stream once what has arrived is delivered. */
  end(): void;
  /** Ends the stream with an error. */
  fail(error: Error): void;
}

export function subscriptionsOn(gateway: FederatedGateway): (request: SubscriptionRequest) => LiveSubscription {
  return (request) => {
    const { primary, perEvent } = gateway.supergraph.subscription(request.document, request.operationName);
    const upstream = gateway.upstream(primary.serviceName);
    const trace = currentTrace();
    const leaving = new AbortController();
    const caller: Caller = { ...request.caller, signal: leaving.signal };
    const queue = eventQueue<FormattedExecutionResult>(mostWaitingEvents);

    const leave = upstream.subscribe(
      {
        query: primary.operation,
        operationName: primary.operationName,
        variables: usedVariables(primary, request.variables),
      },
      caller.identity,
      {
        next(event) {
          if (queue.push(event)) return;
          leave();
          queue.fail(
            new DomainError('RATE_LIMITED', `The client fell ${mostWaitingEvents} events behind; subscribe again`),
          );
        },
        fail: (error) => queue.fail(error),
        end: () => queue.end(),
      },
    );

    const resultOf = ({ data, errors }: FormattedExecutionResult): Promise<ExecutionResult> =>
      inTrace(trace, () =>
        perEvent({
          variables: request.variables,
          send: gateway.send(caller),
          signal: leaving.signal,
          event: { service: primary.serviceName, data, errors },
        }),
      );
    const stop = (): void => {
      leaving.abort();
      leave();
      queue.abandon();
    };

    return {
      stream: eventStream(queue.take, resultOf, request.stillAllowed, stop),
      end() {
        leave();
        queue.end();
      },
      fail(error) {
        leave();
        queue.fail(error);
      },
    };
  };
}

function usedVariables({ variableUsages = [] }: FetchNode, variables: Record<string, unknown>) {
  return Object.fromEntries(
    variableUsages.flatMap((name) => (variables[name] === undefined ? [] : [[name, variables[name]]])),
  );
}

/**
 * Written by hand since a generator function cannot be left while it awaits: `return` would wait for the next event.
 */
function eventStream(
  take: () => Promise<FormattedExecutionResult | undefined>,
  resultOf: (event: FormattedExecutionResult) => Promise<ExecutionResult>,
  stillAllowed: () => Promise<unknown>,
  stop: () => void,
): EventStream<ExecutionResult> {
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      try {
        const event = await take();
        if (!event) return { done: true, value: undefined };
        await stillAllowed();
        return { done: false, value: await resultOf(event) };
      } catch (error) {
        stop();
        throw error;
      }
    },
    async return() {
      stop();
      return { done: true, value: undefined };
    },
    async throw(error) {
      stop();
      throw error instanceof Error ? error : new GraphQLError(String(error));
    },
    async [Symbol.asyncDispose]() {
      stop();
    },
  };
}
