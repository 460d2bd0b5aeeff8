/** Which of a request's headers reach the subgraphs: none but those the operator names. */
import type { IncomingHttpHeaders } from 'node:http';
import { SetupError } from '../../platform/config.ts';
import { identityHeader } from '../../platform/identity.ts';

/** What is to be passed on of a request. */
export type PropagatedHeaders = (headers: IncomingHttpHeaders) => Readonly<Record<string, string>>;

/** What belongs to the connection or the body, says who calls, or is the router's own to say. */
const neverPropagated = new Set([
  identityHeader,
  'authorization',
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'accept',
  'cookie',
  'expect',
  'host',
  'keep-alive',
  'proxy-authorization',
  'te',
  'traceparent',
  'tracestate',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'x-api-key',
]);

/** Throws `SetupError` for a header that may not be passed on. */
export function propagatedHeaders(names: readonly string[]): PropagatedHeaders {
  const allowed = names.map((name) => name.trim().toLowerCase());
  for (const name of allowed) {
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) throw new SetupError(`PROPAGATE_HEADERS: "${name}" is no header's name`);
    if (neverPropagated.has(name)) throw new SetupError(`PROPAGATE_HEADERS: "${name}" is never passed to subgraphs`);
  }
  if (allowed.length === 0) return () => ({});
  return (headers) =>
    Object.fromEntries(
      allowed.flatMap((name) => {
        const value = headers[name];
        return value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]];
      }),
    );
}
