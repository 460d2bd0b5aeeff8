/** What clients get of a result, masked, as JSON: made once, however many get it. */
import { type ExecutionResult, type FormattedExecutionResult, GraphQLError, type GraphQLFormattedError } from 'graphql';
import { toClientError } from '../platform/graphql-errors.ts';
import type { Logger } from '../platform/logging.ts';
import { SubgraphRefusal } from './graphql-ws-subgraph.ts';

export interface ResultTexts {
  textOf(result: ExecutionResult): string;
  masked(result: ExecutionResult): FormattedExecutionResult;
  /** What a client is told when a stream fails. */
  errorsOf(error: unknown): readonly GraphQLFormattedError[];
}

export function resultTexts(logger: Logger): ResultTexts {
  const texts = new WeakMap<ExecutionResult, string>();
  const mask = (error: unknown): GraphQLFormattedError => {
    const { path, locations } = error instanceof GraphQLError ? error : {};
    return toClientError(error, logger, { ...(path && { path }), ...(locations && { locations }) });
  };
  // What Apollo Server answers is masked already, by the same rules.
  const masked = ({ data, errors, extensions }: ExecutionResult): FormattedExecutionResult => ({
    ...(data !== undefined && { data }),
    ...(errors && { errors: errors.map((error) => (error instanceof GraphQLError ? mask(error) : error)) }),
    ...(extensions && { extensions }),
  });
  return {
    masked,
    textOf(result) {
      const text = texts.get(result) ?? JSON.stringify(masked(result));
      texts.set(result, text);
      return text;
    },
    errorsOf(error) {
      const cause = error instanceof GraphQLError ? error.originalError : error;
      return cause instanceof SubgraphRefusal ? cause.errors.map(mask) : [mask(error)];
    },
  };
}
