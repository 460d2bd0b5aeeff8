/** Whether the gateway works, and what it depends on. */
import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { ProviderSet } from './domain/provider.ts';
import type { Registry } from './graphql-registry.ts';
import type { RedisConnections } from './redis-connection.ts';

type Status = 'HEALTHY' | 'DEGRADED' | 'UNHEALTHY';

export interface DependencyHealth {
  readonly name: string;
  readonly status: Status;
  readonly latencyMs: number | null;
}

export interface ServiceHealth {
  readonly status: Status;
  readonly dependencies: DependencyHealth[];
}

export interface HealthSources {
  readonly redis: RedisConnections;
  readonly registry: Registry;
  readonly events: EventBridgeClient;
  readonly busName: string;
  readonly providers: () => ProviderSet;
  readonly mcpServers: readonly { readonly name: string; ping(signal: AbortSignal): Promise<void> }[];
}

type Check = (signal: AbortSignal) => Promise<Status>;

const timeoutMilliseconds = 1_000;
const freshMilliseconds = 1_000;
const providerPrefix = 'provider:';

/**
 * A check of everything, side by side, that takes a second at most; answers are reused for a second. UNHEALTHY when no
 * provider works, since there are no completions then; DEGRADED when anything else does not.
 */
export function healthCheck({ redis, registry, events, busName, providers, mcpServers }: HealthSources) {
  const checks: Record<string, Check> = {
    redis: async () => {
      await redis.commands.ping();
      return 'HEALTHY';
    },
    registry: (signal) => registry.health(signal),
    eventbridge: async (abortSignal) => {
      const { DescribeEventBusCommand } = await import('@aws-sdk/client-eventbridge');
      await events.send(new DescribeEventBusCommand({ Name: busName }), { abortSignal });
      return 'HEALTHY';
    },
    ...Object.fromEntries(
      mcpServers.map((server): [string, Check] => [
        `mcp:${server.name}`,
        async (signal) => {
          await server.ping(signal);
          return 'HEALTHY';
        },
      ]),
    ),
  };
  const providerChecks = (): Record<string, Check> =>
    Object.fromEntries(
      providers().all.map((provider): [string, Check] => [
        `${providerPrefix}${provider.name}`,
        async (signal) => (await provider.checkHealth(signal)).status,
      ]),
    );
  let last: Promise<ServiceHealth> | undefined;
  let lastAt = 0;

  return (): Promise<ServiceHealth> => {
    if (!last || Date.now() - lastAt > freshMilliseconds) {
      lastAt = Date.now();
      last = checkAll({ ...checks, ...providerChecks() });
    }
    return last;
  };
}

async function checkAll(checks: Readonly<Record<string, Check>>): Promise<ServiceHealth> {
  const dependencies = await Promise.all(Object.entries(checks).map(([name, check]) => measure(name, check)));
  return { status: overall(dependencies), dependencies };
}

async function measure(name: string, check: Check): Promise<DependencyHealth> {
  const signal = AbortSignal.timeout(timeoutMilliseconds);
  const timeout = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  const start = performance.now();
  try {
    const status = await Promise.race([check(signal), timeout]);
    // An answer that says no more than UNHEALTHY may be that there was none.
    const latencyMs = status === 'UNHEALTHY' ? null : Math.round((performance.now() - start) * 100) / 100;
    return { name, status, latencyMs };
  } catch {
    return { name, status: 'UNHEALTHY', latencyMs: null };
  }
}

function overall(dependencies: readonly DependencyHealth[]): Status {
  const providers = dependencies.filter(({ name }) => name.startsWith(providerPrefix));
  if (providers.every(({ status }) => status === 'UNHEALTHY')) return 'UNHEALTHY';
  return dependencies.every(({ status }) => status === 'HEALTHY') ? 'HEALTHY' : 'DEGRADED';
}
