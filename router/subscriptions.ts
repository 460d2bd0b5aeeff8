/**
 * Federated subscriptions. The planner splits a subscription into the fetch that yields the events and what other subgraphs
 * add to each. The first is opened once, upstream; every event then runs as a query of which the first fetch is already
 * answered, so that results, partial errors and `@requires` are those of queries.
 */
import { operationFromDocument } from '@apollo/federation-internals';
import gatewayPackage, { type ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import type { FetchNode, QueryPlan } from '@apollo/query-planner';
import { type DocumentNode, type ExecutionResult, type FormattedExecutionResult, GraphQLError } from 'graphql';
import { LRUCache } from 'lru-cache';
import { DomainError } from '../platform/errors.ts';
import type { Logger } from '../platform/logging.ts';
import type { Caller } from './caller.ts';
import { type EventStream, eventQueue } from './event-queue.ts';
import { completeResult, type FederatedGateway } from './gateway.ts';
import { gatewayInternals } from './gateway-internals.ts';
import type { GraphqlWsSubgraph } from './graphql-ws-subgraph.ts';
import type { SubgraphName } from './subgraph-faults.ts';

const { buildOperationContext, executeQueryPlan } = gatewayPackage;

/** A client that falls this many events behind is cut off rather than let the router's memory fill. */
const mostWaitingEvents = 1_000;
const cachedPlans = 500;

export interface SubscriptionRequest {
  /** The text of the document; what plans are remembered by. */
  readonly query: string;
  /** The same, parsed and validated. */
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

interface SubscriptionPlan {
  readonly primary: FetchNode;
  /** What runs for each event: the primary fetch, then what other subgraphs add. */
  readonly perEvent: QueryPlan;
  readonly operationContext: ReturnType<typeof buildOperationContext>;
}

/** Opens subscriptions on a gateway that has loaded. */
export function subscriptionsOn(
  { apollo, dataSources }: FederatedGateway,
  upstreams: ReadonlyMap<SubgraphName, GraphqlWsSubgraph>,
  logger: Logger,
): (request: SubscriptionRequest) => LiveSubscription {
  const { supergraphSchema, apiSchema } = gatewayInternals(apollo);
  const plans = new LRUCache<string, SubscriptionPlan>({ max: cachedPlans });

  const planOf = ({ query, document, operationName }: SubscriptionRequest): SubscriptionPlan => {
    const key = JSON.stringify([operationName, query]);
    const plan = plans.get(key) ?? planSubscription(apollo, document, operationName);
    plans.set(key, plan);
    return plan;
  };

  return (request) => {
    const { primary, perEvent, operationContext } = planOf(request);
    const upstream = upstreams.get(primary.serviceName as SubgraphName);
    if (!upstream) throw new Error(`No subgraph "${primary.serviceName}" to subscribe to`);
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

    const resultOf = async (event: FormattedExecutionResult): Promise<ExecutionResult> => {
      const serviceMap: Record<string, GraphQLDataSource> = Object.fromEntries(dataSources);
      serviceMap[primary.serviceName] = answeringFirst(event, serviceMap[primary.serviceName]);
      const requestContext = {
        request: { variables: request.variables },
        context: caller,
        logger,
        // The executor notes there which errors came without a trace, and fails without it.
        metrics: {},
      } as unknown as Parameters<typeof executeQueryPlan>[2];
      return completeResult(
        await executeQueryPlan(perEvent, serviceMap, requestContext, operationContext, supergraphSchema, apiSchema),
      );
    };
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

function planSubscription(
  apollo: ApolloGateway,
  document: DocumentNode,
  operationName: string | undefined,
): SubscriptionPlan {
  const { queryPlanner, apiSchema } = gatewayInternals(apollo);
  const { schema } = apollo;
  if (!schema) throw new Error('The gateway has not loaded');
  const operation = operationFromDocument(apiSchema, document, operationName ? { operationName } : {});
  const { node } = queryPlanner.buildQueryPlan(operation);
  if (node?.kind !== 'Subscription') throw new Error(`A subscription was planned as ${node?.kind}`);
  return {
    primary: node.primary,
    perEvent: {
      kind: 'QueryPlan',
      node: node.rest ? { kind: 'Sequence', nodes: [node.primary, node.rest] } : node.primary,
    },
    operationContext: buildOperationContext({
      schema,
      operationDocument: document,
      ...(operationName && { operationName }),
    }),
  };
}

function usedVariables({ variableUsages = [] }: FetchNode, variables: Record<string, unknown>) {
  return Object.fromEntries(
    variableUsages.flatMap((name) => (variables[name] === undefined ? [] : [[name, variables[name]]])),
  );
}

/** Answers the first request, which is the primary fetch, with the event, and hands every further one on. */
function answeringFirst(event: FormattedExecutionResult, subgraph: GraphQLDataSource | undefined): GraphQLDataSource {
  let answered = false;
  return {
    async process(options) {
      if (answered && subgraph) return subgraph.process(options);
      answered = true;
      return { data: event.data ?? null, ...(event.errors && { errors: event.errors }) };
    },
  };
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
