/**
 * Every gate but the tests, side by side: `npm run check`. A gate prints only when it fails.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

interface Gate {
  readonly name: string;
  readonly commands: readonly (readonly [command: string, ...words: string[]])[];
}

/** Generated files may not differ from what the sources give. */
const generated = [
  'schema/supergraph.graphql',
  'schema/api.graphql',
  'schema/events',
  'schema/openapi.json',
  'schema/modelgraph.postman_collection.json',
  'client/generated',
  'router/generated',
  'subgraphs/*/generated',
  'docs/errors.md',
];

const independent: readonly Gate[] = [
  { name: 'types', commands: [['tsc', '-p', '.']] },
  { name: 'lint and format', commands: [['biome', 'ci', '--error-on-warnings', '--colors=off']] },
  { name: 'GraphQL', commands: [['eslint', 'subgraphs', 'client/operations', 'router/operations']] },
  {
    name: 'arrows',
    commands: [
      [
        'depcruise',
        '--config',
        '.dependency-cruiser.cjs',
        'router',
        'subgraphs',
        'platform',
        'client',
        'infra',
        'schema',
      ],
    ],
  },
  { name: 'dead code', commands: [['knip']] },
];

const upToDate: Gate = {
  name: 'generated files',
  commands: [
    ['npm', 'run', '--silent', 'generate'],
    ['git', 'diff', '--exit-code', '--stat', '--', ...generated],
  ],
};

async function passes({ name, commands }: Gate): Promise<boolean> {
  const started = Date.now();
  for (const [command, ...words] of commands) {
    try {
      await run(command, words, { maxBuffer: 16 * 1024 * 1024 });
    } catch (error) {
      const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
      process.stdout.write(`✗ ${name}: ${[command, ...words].join(' ')}\n${stdout}${stderr}\n`);
      return false;
    }
  }
  process.stdout.write(`✓ ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)\n`);
  return true;
}

const results = await Promise.all(independent.map(passes));
// Last, because it rewrites files the others read.
results.push(await passes(upToDate));
process.exitCode = results.every(Boolean) ? 0 : 1;
