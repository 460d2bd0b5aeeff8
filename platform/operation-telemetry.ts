/** Measures queries and mutations, and logs those that are slow or fail by a fault of ours: by name and hash, never with variables. */
import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import type { GraphQLFormattedError } from 'graphql';
import { httpStatusOf } from './graphql-errors.ts';
import type { Logger } from './logging.ts';
import type { ServerMetrics } from './server-metrics.ts';

export const defaultSlowMilliseconds = 5_000;

export function operationTelemetry(
  metrics: Pick<ServerMetrics, 'operation'>,
  logger: Logger,
  slowMilliseconds = defaultSlowMilliseconds,
): ApolloServerPlugin<BaseContext> {
  return {
    async requestDidStart() {
      const started = performance.now();
      return {
        async willSendResponse({ operation, operationName, queryHash, response }) {
          const milliseconds = performance.now() - started;
          const errors = response.body.kind === 'single' ? (response.body.singleResult.errors ?? []) : [];
          const name = operationName ?? undefined;
          const type = operation?.operation;
          metrics.operation({ name, type, outcome: outcomeOf(errors), seconds: milliseconds / 1000 });
          const fault = errors.find((error) => httpStatusOf(error) >= 500);
          if (!fault && milliseconds < slowMilliseconds) return;
          const facts = {
            operation: name ?? 'anonymous',
            type,
            hash: queryHash,
            milliseconds: Math.round(milliseconds),
          };
          if (fault) logger.warn({ ...facts, code: fault.extensions?.code, path: fault.path }, 'an operation failed');
          else logger.warn(facts, 'an operation was slow');
        },
      };
    },
  };
}

function outcomeOf([first]: readonly GraphQLFormattedError[]): string {
  return first ? String(first.extensions?.code ?? 'INTERNAL_SERVER_ERROR') : 'OK';
}
