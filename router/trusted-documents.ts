/**
 * Documents of ours, run in process for a caller who came through another door than /graphql. They take the way of every client's
 * operation: the same plans, the same signed identity to the subgraphs, the same masking of errors. Doors only map what goes in and
 * what comes out; their documents stand in `operations/`, and are checked against the schema where their types are generated.
 */
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import {
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  print,
} from 'graphql';
import type { DirectOperations } from '../platform/direct-operations.ts';
import { toClientError } from '../platform/graphql-errors.ts';
import type { Logger } from '../platform/logging.ts';
import type { ServerMetrics } from '../platform/server-metrics.ts';
import type { Caller } from './caller.ts';
import type { EventStream } from './event-queue.ts';
import { SubgraphRefusal } from './graphql-ws-subgraph.ts';
import type { LiveSubscription, SubscriptionRequest } from './subscriptions.ts';

/** An operation that was answered with errors. They may be shown to the caller as they are. */
export class OperationError extends Error {
  /** The first error's, as in NOT_FOUND. */
  readonly code: string;
  /** At least one. */
  readonly errors: readonly GraphQLFormattedError[];
  /** Whatever data came along. */
  readonly data: unknown;

  constructor(errors: readonly GraphQLFormattedError[], data?: unknown) {
    super(errors[0]?.message ?? 'Internal server error');
    this.name = 'OperationError';
    this.code = String(errors[0]?.extensions?.code ?? 'INTERNAL_SERVER_ERROR');
    this.errors = errors;
    this.data = data;
  }
}

/** What a client may see of an `OperationError`; undefined for any other error. */
export function firstError(error: unknown): GraphQLFormattedError | undefined {
  return error instanceof OperationError ? error.errors[0] : undefined;
}

export interface TrustedDocuments {
  /** Runs a query or mutation, until `caller.signal` is aborted. Throws `OperationError` when the answer has any error. */
  execute<Result, Variables extends Record<string, unknown>>(
    document: TypedDocumentNode<Result, Variables>,
    variables: Variables,
    caller: Caller,
  ): Promise<Result>;
  /**
   * The events of a subscription; what could not be resolved of one is null in it. `stillAllowed` is asked before each; what it
   * throws ends the stream. Throws `OperationError`. Leaving the loop, or aborting `caller.signal`, leaves the subgraph.
   */
  subscribe<Result, Variables extends Record<string, unknown>>(
    document: TypedDocumentNode<Result, Variables>,
    variables: Variables,
    caller: Caller,
    stillAllowed: () => Promise<unknown>,
  ): AsyncIterableIterator<Result>;
}

export function trustedDocuments(options: {
  readonly execute: DirectOperations<Caller>['execute'];
  readonly schema: () => GraphQLSchema;
  readonly subscribe: (request: SubscriptionRequest) => LiveSubscription;
  readonly metrics: Pick<ServerMetrics, 'subscriptionOpened'>;
  readonly logger: Logger;
}): TrustedDocuments {
  const { execute, schema, subscribe, metrics, logger } = options;
  const maskedErrors = (error: unknown): readonly GraphQLFormattedError[] => {
    const errors = error instanceof SubgraphRefusal ? error.errors : [error];
    return errors.map((each) =>
      toClientError(each, logger, each instanceof GraphQLError && each.path ? { path: each.path } : {}),
    );
  };

  return {
    async execute(document, variables, caller) {
      const definition = getOperationAST(document);
      if (!definition) throw new Error('A document of ours has one operation');
      const result = await execute({ document, definition }, () => print(document), variables, {
        ...caller,
        isOurs: true,
      });
      if (!result?.data || result.errors.length > 0) throw new OperationError(result?.errors ?? [], result?.data);
      return result.data as never;
    },

    async *subscribe(document, variables, caller, stillAllowed) {
      const definition = getOperationAST(document);
      const { errors: faults } = getVariableValues(schema(), definition?.variableDefinitions ?? [], variables);
      if (faults?.[0]) {
        throw new OperationError([{ message: faults[0].message, extensions: { code: 'BAD_USER_INPUT' } }]);
      }
      const { signal } = caller;
      let stream: EventStream<{ data?: unknown; errors?: readonly GraphQLError[] }> | undefined;
      const leave = () => void stream?.return();
      const closed = metrics.subscriptionOpened(definition?.name?.value);
      try {
        const ours = { ...caller, isOurs: true } as const;
        const request = { document, variables, caller: ours, stillAllowed };
        stream = subscribe(request).stream;
        signal.addEventListener('abort', leave, { once: true });
        if (signal.aborted) return;
        for await (const { data, errors } of stream) {
          if (!data) throw new OperationError((errors ?? []).flatMap(maskedErrors));
          yield data as never;
        }
      } catch (error) {
        throw error instanceof OperationError ? error : new OperationError(maskedErrors(error));
      } finally {
        signal.removeEventListener('abort', leave);
        closed();
        await stream?.return();
      }
    },
  };
}
