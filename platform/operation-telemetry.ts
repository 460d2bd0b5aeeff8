/** Measures queries and mutations, and logs those that are slow or fail by a fault of ours: by name and hash, never with variables. */
import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import type { GraphQLFormattedError } from 'graphql';
import { httpStatusOf } from './graphql-errors.ts';
import type { Logger } from './logging.ts';
import type { ServerMetrics } from './server-metrics.ts';

export const defaultSlowMilliseconds = 5_000;

export interface AnsweredOperation {
  readonly name: string | undefined;
  readonly type: string | undefined;
  /** Of the document's text. */
  readonly hash: () => string | undefined;
  readonly errors: readonly GraphQLFormattedError[];
  readonly milliseconds: number;
}

export function operationRecorder(
  metrics: Pick<ServerMetrics, 'operation'>,
  logger: Logger,
  slowMilliseconds: number,
): (operation: AnsweredOperation) => void {
  return ({ name, type, hash, errors, milliseconds }) => {
    metrics.operation({ name, type, outcome: outcomeOf(errors), seconds: milliseconds / 1000 });
    const fault = errors.find((error) => httpStatusOf(error) >= 500);
    if (!fault && milliseconds < slowMilliseconds) return;
    const facts = { operation: name ?? 'anonymous', type, hash: hash(), milliseconds: Math.round(milliseconds) };
    if (fault) logger.warn({ ...facts, code: fault.extensions?.code, path: fault.path }, 'an operation failed');
    else logger.warn(facts, 'an operation was slow');
  };
}

/** For what Apollo Server answers. */
export function operationTelemetry(
  metrics: Pick<ServerMetrics, 'operation'>,
  logger: Logger,
  slowMilliseconds = defaultSlowMilliseconds,
): ApolloServerPlugin<BaseContext> {
  const record = operationRecorder(metrics, logger, slowMilliseconds);
  return {
    async requestDidStart() {
      const started = performance.now();
      return {
        async willSendResponse({ operation, operationName, queryHash, response }) {
          record({
            name: operationName ?? undefined,
            type: operation?.operation,
            hash: () => queryHash,
            errors: response.body.kind === 'single' ? (response.body.singleResult.errors ?? []) : [],
            milliseconds: performance.now() - started,
          });
        },
      };
    },
  };
}

function outcomeOf([first]: readonly GraphQLFormattedError[]): string {
  return first ? String(first.extensions?.code ?? 'INTERNAL_SERVER_ERROR') : 'OK';
}
