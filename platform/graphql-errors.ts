/** The one place where errors become what GraphQL clients see, over HTTP and over WebSocket alike. */
import { randomUUID } from 'node:crypto';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { DomainError, type ErrorCode, errorCodes } from './errors.ts';
import type { Logger } from './logging.ts';

/** Codes that graphql-js and Apollo give to faults of the document itself; their messages are safe to show. */
const documentErrorCodes = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

const isOurs = (code: unknown): code is ErrorCode => typeof code === 'string' && Object.hasOwn(errorCodes, code);

export function isDocumentError(code: unknown): boolean {
  return typeof code === 'string' && documentErrorCodes.has(code);
}

const shownAsTheyAre = new WeakSet<GraphQLError>();

/** Marks an error of someone else's service as fit for clients, whatever its code. */
export function showAsItIs(error: GraphQLError): GraphQLError {
  shownAsTheyAre.add(error);
  return error;
}

/**
 * What a client may see of `error`: code, message and details of a `DomainError` or a faulty document; anything else
 * becomes INTERNAL_SERVER_ERROR with an `errorId`, under which the log has the whole of it.
 */
export function toClientError(
  error: unknown,
  logger: Logger,
  location: Pick<GraphQLFormattedError, 'path' | 'locations'> = {},
): GraphQLFormattedError {
  const cause = rootCause(error);
  if (cause instanceof DomainError) {
    if (cause.cause !== undefined) logger.warn({ err: cause.cause, code: cause.code }, cause.message);
    return {
      message: cause.message,
      ...location,
      extensions: {
        ...cause.extensions,
        code: cause.code,
        ...(cause.details.length > 0 && { details: cause.details }),
      },
    };
  }
  const extensions = error instanceof GraphQLError ? error.extensions : undefined;
  const code = extensions?.code;
  if (error instanceof GraphQLError && (isOurs(code) || isDocumentError(code) || shownAsTheyAre.has(error))) {
    const { stacktrace: _hidden, exception: _hiddenToo, http: _status, ...visible } = error.extensions;
    return { message: error.message, ...location, extensions: visible };
  }
  // Apollo gives a fault of the request itself no code, only its status.
  if (error instanceof GraphQLError && !error.originalError && code === undefined && statusIn(extensions) === 400) {
    return { message: error.message, ...location, extensions: { code: 'BAD_REQUEST' } };
  }
  const errorId = randomUUID();
  logger.error({ err: cause, errorId, path: location.path }, 'unexpected error');
  const service = extensions?.service === undefined ? {} : { service: extensions.service };
  return {
    message: 'Internal server error',
    ...location,
    extensions: { code: 'INTERNAL_SERVER_ERROR', ...service, errorId },
  };
}

function statusIn(extensions: GraphQLError['extensions'] | undefined): unknown {
  return (extensions?.http as { readonly status?: unknown } | undefined)?.status;
}

/** Apollo Server's `formatError` hook. */
export function errorFormatter(logger: Logger) {
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const location = {
      ...(formatted.path && { path: formatted.path }),
      ...(formatted.locations && { locations: formatted.locations }),
    };
    // Apollo decides on the codes of document errors while it formats, so its verdict stands in `formatted` only.
    if (isDocumentError(formatted.extensions?.code)) {
      const { stacktrace: _hidden, ...extensions } = formatted.extensions ?? {};
      return { message: formatted.message, ...location, extensions };
    }
    return toClientError(error, logger, location);
  };
}

/** The HTTP status that fits an error a whole request failed with. */
export function httpStatusOf(error: GraphQLFormattedError): number {
  const code = error.extensions?.code;
  if (isOurs(code)) return errorCodes[code].httpStatus;
  return isDocumentError(code) ? 400 : 500;
}

/** graphql-js wraps what a resolver throws, possibly more than once. */
function rootCause(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError ? rootCause(error.originalError) : error;
}
