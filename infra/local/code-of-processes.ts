/** What the processes are made of, which can be loaded before it is known where anything is. */

const root = new URL('../../', import.meta.url);

const codeByScript: Readonly<Record<string, readonly string[]>> = {
  'infra/local/main.ts': [
    'infra/local/modelgraph.ts',
    'infra/local/cloud.ts',
    'infra/local/seeds.ts',
    'infra/local/redis-memory-server.ts',
  ],
  'infra/gateway/main.ts': ['router/from-environment.ts', 'subgraphs/inference/from-environment.ts'],
  'subgraphs/registry/main.ts': ['subgraphs/registry/start.ts'],
  'subgraphs/registry/deployer/main.ts': [
    'client/client.ts',
    'subgraphs/registry/deployer/deployer.ts',
    'subgraphs/registry/deployer/redis-log-sink.ts',
    'subgraphs/registry/deployer/targets/configured-targets.ts',
  ],
};

/** Loads, and does not run, what the script is going to import. */
export async function loadCodeOf(script: string): Promise<void> {
  await load(codeByScript[script.slice(root.href.length)] ?? []);
}

/** Loads all of it, for those who compile it ahead. */
export async function loadAllCode(): Promise<void> {
  await load(Object.values(codeByScript).flat());
}

async function load(paths: readonly string[]): Promise<void> {
  await Promise.all(paths.map((path) => import(new URL(path, root).href)));
}
