/** Asks everything the registry depends on, side by side, whether it works. */
type HealthStatus = 'HEALTHY' | 'DEGRADED' | 'UNHEALTHY';

export interface HealthReport {
  readonly status: HealthStatus;
  readonly dependencies: {
    readonly name: string;
    readonly status: HealthStatus;
    /** Milliseconds; null when it did not answer. */
    readonly latencyMs: number | null;
  }[];
}

export interface Dependency {
  readonly name: string;
  /** Without it nothing works. */
  readonly isVital: boolean;
  /** Throws unless the dependency works. */
  readonly check: (signal: AbortSignal) => Promise<unknown>;
}

const timeoutMilliseconds = 1_000;
/** However often health is asked for, dependencies are asked once in this time. */
const cachedMilliseconds = 1_000;

/** UNHEALTHY when something vital does not work, DEGRADED when something else does not. Never throws. */
export function healthOf(dependencies: readonly Dependency[]): () => Promise<HealthReport> {
  let cached: { readonly at: number; readonly report: Promise<HealthReport> } | undefined;
  return () => {
    const now = Date.now();
    if (!cached || now - cached.at >= cachedMilliseconds) cached = { at: now, report: askAll(dependencies) };
    return cached.report;
  };
}

async function askAll(dependencies: readonly Dependency[]): Promise<HealthReport> {
  const answers = await Promise.all(dependencies.map(ask));
  const down = dependencies.filter((_, index) => answers[index]?.status !== 'HEALTHY');
  const status = down.some(({ isVital }) => isVital) ? 'UNHEALTHY' : down.length > 0 ? 'DEGRADED' : 'HEALTHY';
  return { status, dependencies: answers };
}

async function ask({ name, check }: Dependency): Promise<HealthReport['dependencies'][number]> {
  const started = performance.now();
  const timeout = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      timeout.abort();
      reject(new Error(`${name} did not answer in time`));
    }, timeoutMilliseconds);
  });
  try {
    await Promise.race([check(timeout.signal), tooLate]);
    return { name, status: 'HEALTHY', latencyMs: Math.round((performance.now() - started) * 100) / 100 };
  } catch {
    return { name, status: 'UNHEALTHY', latencyMs: null };
  } finally {
    clearTimeout(timer);
  }
}
