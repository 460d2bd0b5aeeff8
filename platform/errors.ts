/**
 * The one table of error codes. Domain code throws `DomainError`; `platform/graphql-errors.ts` turns it into a GraphQL
 * error, and HTTP doors use `httpStatus`. `docs/errors.md` is generated from this table.
 */
export const errorCodes = {
  VALIDATION_ERROR: { httpStatus: 400, meaning: 'An input is malformed; `extensions.details` names each field.' },
  DUPLICATE_RESOURCE: { httpStatus: 409, meaning: 'A resource of that name exists and cannot be registered again.' },
  NOT_FOUND: {
    httpStatus: 404,
    meaning: 'An action names something that does not exist, or that the caller may not see.',
  },
  CONFLICT: { httpStatus: 409, meaning: 'The current state does not allow the action, or another writer came first.' },
  UNAUTHENTICATED: { httpStatus: 401, meaning: 'No API key was sent, or it is unknown, expired or revoked.' },
  FORBIDDEN: { httpStatus: 403, meaning: 'The caller is known, but its groups do not allow the action.' },
  RATE_LIMITED: {
    httpStatus: 429,
    meaning: 'Too many requests; `extensions.retryAfterSeconds` says when to come back.',
  },
  BUDGET_EXCEEDED: { httpStatus: 402, meaning: 'The budget of the key or team is used up.' },
  METHOD_NOT_ALLOWED: { httpStatus: 405, meaning: 'The path is served, but not with this HTTP method.' },
  UNSUPPORTED_MEDIA_TYPE: { httpStatus: 415, meaning: 'The request body is of a content type that is not read here.' },
  DOCUMENT_NOT_TRUSTED: {
    httpStatus: 403,
    meaning: 'The router runs only documents on its list of trusted documents, and this is none of them.',
  },
  OPERATION_TOO_COSTLY: {
    httpStatus: 400,
    meaning: 'The operation may cost more than the router runs; `extensions.cost` says how much.',
  },
  OPERATION_TIMEOUT: { httpStatus: 504, meaning: 'The operation did not finish before its deadline.' },
  CONTENT_BLOCKED: {
    httpStatus: 400,
    meaning: 'The prompt goes against a rule of the team; `extensions.rule` names it.',
  },
  PAYLOAD_TOO_LARGE: { httpStatus: 413, meaning: 'The request body is larger than the server accepts.' },
  PROVIDER_ERROR: { httpStatus: 502, meaning: 'A model provider or a deployed model answered with an error.' },
  PROVIDER_TIMEOUT: { httpStatus: 504, meaning: 'A model provider or a deployed model did not answer in time.' },
  REGISTRY_UNAVAILABLE: { httpStatus: 503, meaning: 'The registry cannot be reached at the moment; try again.' },
  SUBGRAPH_ERROR: { httpStatus: 502, meaning: 'A subgraph behind the router answered with an error that has no code.' },
  SUBGRAPH_UNAVAILABLE: { httpStatus: 503, meaning: 'A subgraph behind the router cannot be reached; try again.' },
  SUBGRAPH_TIMEOUT: { httpStatus: 504, meaning: 'A subgraph behind the router did not answer in time.' },
  INTERNAL_SERVER_ERROR: { httpStatus: 500, meaning: 'A fault of ours; it is in the log under `extensions.errorId`.' },
} as const satisfies Record<string, { httpStatus: number; meaning: string }>;

export type ErrorCode = keyof typeof errorCodes;

/** One offending field: `path` as in `input.artifactUri`, `message` for the person who typed it. */
export interface ErrorDetail {
  readonly path: string;
  readonly message: string;
}

export interface DomainErrorOptions {
  readonly details?: readonly ErrorDetail[];
  /** Further machine-readable facts, shown to clients in `extensions`. */
  readonly extensions?: Readonly<Record<string, unknown>>;
  /** What happened underneath; logged, never shown. */
  readonly cause?: unknown;
}

/** An error whose code and message are meant for the caller. */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly details: readonly ErrorDetail[];
  readonly extensions: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, options: DomainErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'DomainError';
    this.code = code;
    this.details = options.details ?? [];
    this.extensions = options.extensions ?? {};
  }
}
