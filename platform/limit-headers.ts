/** What is said of limits, as the header fields that clients know (draft-ietf-httpapi-ratelimit-headers-06, and its policy). */

/** The window of every limit that counts by time. */
export const windowSeconds = 60;

export interface RateLimitState {
  readonly limit: number;
  readonly remaining: number;
  readonly resetSeconds: number;
}

export function rateLimitHeaders({ limit, remaining, resetSeconds }: RateLimitState): Readonly<Record<string, string>> {
  return {
    'ratelimit-policy': `${limit};w=${windowSeconds}`,
    'ratelimit-limit': String(limit),
    'ratelimit-remaining': String(remaining),
    'ratelimit-reset': String(resetSeconds),
  };
}

/** What an error says of limits, its own or a subgraph's. */
export function limitHeaders(
  extensions: Readonly<Record<string, unknown>> | undefined,
): Readonly<Record<string, string>> {
  const { retryAfterSeconds, rateLimit } = extensions ?? {};
  const state = rateLimit as Partial<RateLimitState> | undefined;
  const isState = [state?.limit, state?.remaining, state?.resetSeconds].every((value) => typeof value === 'number');
  return {
    ...(isState && rateLimitHeaders(state as RateLimitState)),
    ...(typeof retryAfterSeconds === 'number' && { 'retry-after': String(Math.max(1, Math.ceil(retryAfterSeconds))) }),
  };
}

/** What errors say of limits, for the answer they stand in. */
export function limitHeadersOf(
  errors: readonly { readonly extensions?: Readonly<Record<string, unknown>> | undefined }[],
): Readonly<Record<string, string>> {
  return Object.assign({}, ...errors.map(({ extensions }) => limitHeaders(extensions)));
}
