/** What clients get of a result, masked, as JSON: made once, however many get it. */
import { type ExecutionResult, type FormattedExecutionResult, GraphQLError, type GraphQLFormattedError } from 'graphql';
import { toClientError } from '../platform/graphql-errors.ts';
import type { Logger } from '../platform/logging.ts';
import { SubgraphRefusal } from './graphql-ws-subgraph.ts';

export interface ResultText {
  readonly text: string;
  readonly isAscii: boolean;
}

export interface ResultTexts {
  textOf(result: ExecutionResult): ResultText;
  masked(result: ExecutionResult): FormattedExecutionResult;
  /** What a client is told when a stream fails. */
  errorsOf(error: unknown): readonly GraphQLFormattedError[];
}

export function resultTexts(logger: Logger): ResultTexts {
  const texts = new WeakMap<ExecutionResult, ResultText>();
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
      const known = texts.get(result);
      if (known) return known;
      const text = JSON.stringify(masked(result));
      const made = { text, isAscii: isAscii(text) };
      texts.set(result, made);
      return made;
    },
    errorsOf(error) {
      const cause = error instanceof GraphQLError ? error.originalError : error;
      return cause instanceof SubgraphRefusal ? cause.errors.map(mask) : [mask(error)];
    },
  };
}

/** Whether each character is one byte in UTF-8. */
export const isAscii = (text: string): boolean => Buffer.byteLength(text) === text.length;
