/** How browsers are told to treat the answers, and which other origins' pages may call. */
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Headers of every answer; the landing page has a policy of its own. */
export const secureHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-permitted-cross-domain-policies': 'none',
  'x-dns-prefetch-control': 'off',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  // Browsers heed it over https only.
  'strict-transport-security': 'max-age=31536000',
  'cache-control': 'no-store',
};

/** What pages of other origins may read besides the answer itself. */
const exposedHeaders =
  'ratelimit-policy, ratelimit-limit, ratelimit-remaining, ratelimit-reset, retry-after, location, mcp-session-id, www-authenticate';

const sandboxOrigins = new Set(['https://sandbox.embed.apollographql.com', 'https://studio.apollographql.com']);
const thisMachine = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/**
 * Whether pages of an origin may call: those in `allowedOrigins`; in development also Apollo's Sandbox and any page served by this
 * machine.
 */
export function originCheck(options: {
  readonly development: boolean;
  readonly allowedOrigins: readonly string[];
}): (origin: string) => boolean {
  return (origin) =>
    options.allowedOrigins.includes(origin) ||
    (options.development && (sandboxOrigins.has(origin) || thisMachine.test(origin)));
}

/** Lets pages of other origins call. Cookies are never part of it. Returns true when it has answered a preflight request. */
export function crossOriginPolicy(isAllowed: (origin: string) => boolean) {
  return (request: IncomingMessage, response: ServerResponse): boolean => {
    const { origin } = request.headers;
    response.setHeader('vary', 'origin');
    const allowed = origin !== undefined && isAllowed(origin);
    if (allowed) {
      response.setHeader('access-control-allow-origin', origin);
      response.setHeader('access-control-expose-headers', exposedHeaders);
    }
    const isPreflight = request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined;
    if (!isPreflight) return false;
    if (allowed) {
      response.setHeader('access-control-allow-methods', 'GET, POST, DELETE');
      response.setHeader('access-control-allow-headers', request.headers['access-control-request-headers'] ?? '');
      response.setHeader('access-control-max-age', '600');
    }
    response.statusCode = 204;
    response.end();
    return true;
  };
}
