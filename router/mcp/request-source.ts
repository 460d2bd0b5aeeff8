/**
 * Where a request may come from. A page that a browser on this machine has open can make its own name resolve to 127.0.0.1 (DNS
 * rebinding): it then sends its own name as Host and Origin, which is how it is found out.
 */
import type { IncomingHttpHeaders } from 'node:http';

export interface SourcePolicy {
  /** Names, without ports, that requests may be addressed to; any when undefined, for servers behind a load balancer. */
  readonly hosts?: readonly string[];
  /** Whether pages of this origin may call. */
  readonly isAllowedOrigin: (origin: string) => boolean;
  /** Where clients reach the router, when that is not what they say in Host: as in https://models.example.com. */
  readonly publicOrigin?: string;
}

const loopbackHosts = ['localhost', '127.0.0.1', '[::1]'];

export const isLoopback = (listensOn: string): boolean => ['localhost', '127.0.0.1', '::1'].includes(listensOn);

/** A server that listens on loopback only is addressed by loopback names only, and by those of `more`. */
export function allowedHosts(listensOn: string, more: readonly string[]): readonly string[] | undefined {
  if (isLoopback(listensOn)) return [...loopbackHosts, ...more];
  return more.length > 0 ? more : undefined;
}

/** Whether an origin is a page that this machine serves. */
export function isLoopbackOrigin(origin: string): boolean {
  return loopbackHosts.includes(URL.parse(origin)?.hostname ?? '');
}

/** Why a request is refused for where it comes from; undefined when it is not. */
export function faultOfSource(
  { host, origin }: IncomingHttpHeaders,
  { hosts, isAllowedOrigin, anyOrigin }: SourcePolicy & { readonly anyOrigin?: boolean },
): string | undefined {
  const name = host?.replace(/:\d+$/, '').toLowerCase() ?? '';
  if (hosts && !hosts.includes(name)) return 'This Host is not one that is served here; see ALLOWED_HOSTS';
  if (origin !== undefined && !anyOrigin && !isAllowedOrigin(origin)) {
    return 'Pages of this Origin may not call; see ALLOWED_ORIGINS';
  }
  return undefined;
}
