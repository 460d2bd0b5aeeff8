/** Whether the router is up, and whether it can reach its subgraphs: what load balancers and orchestrators ask. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { request } from 'undici';
import { sendJson } from '../platform/http-server.ts';

const checkMilliseconds = 1_000;
/** Many may ask at once; the subgraphs are asked once a second. */
const rememberMilliseconds = 1_000;

type Reachability = Readonly<Record<string, 'HEALTHY' | 'UNHEALTHY'>>;

/**
 * `GET /health/live`: 200 while the process runs. `GET /health/ready`: 200 while any subgraph answers, since what it serves can be
 * asked for; else 503; with the state of each by name.
 */
export function healthRoutes(urls: Readonly<Record<string, string>>) {
  let known: { readonly until: number; readonly subgraphs: Promise<Reachability> } | undefined;

  const subgraphsNow = (): Promise<Reachability> => {
    if (!known || Date.now() > known.until) {
      known = { until: Date.now() + rememberMilliseconds, subgraphs: checkAll(urls) };
    }
    return known.subgraphs;
  };

  return {
    'GET /health/live': (_request: IncomingMessage, response: ServerResponse) =>
      sendJson(response, 200, { status: 'HEALTHY' }),

    'GET /health/ready': async (_request: IncomingMessage, response: ServerResponse) => {
      const subgraphs = await subgraphsNow();
      const statuses = Object.values(subgraphs);
      const isReady = statuses.includes('HEALTHY');
      const status = statuses.includes('UNHEALTHY') ? (isReady ? 'DEGRADED' : 'UNHEALTHY') : 'HEALTHY';
      sendJson(response, isReady ? 200 : 503, { status, subgraphs });
    },
  };
}

async function checkAll(urls: Readonly<Record<string, string>>): Promise<Reachability> {
  const entries = Object.entries(urls).map(async ([name, url]) => [name, await check(new URL('/health/live', url))]);
  return Object.fromEntries(await Promise.all(entries));
}

async function check(url: URL): Promise<'HEALTHY' | 'UNHEALTHY'> {
  try {
    const { statusCode, body } = await request(url, { signal: AbortSignal.timeout(checkMilliseconds) });
    await body.dump();
    return statusCode === 200 ? 'HEALTHY' : 'UNHEALTHY';
  } catch {
    return 'UNHEALTHY';
  }
}
