/** What the health of the whole is made of. */
import { expect, it } from '@jest/globals';
import { type Dependency, healthOf } from '../../subgraphs/registry/health.ts';

const works = async () => undefined;
const fails = async () => {
  throw new Error('down');
};
const never = () => new Promise(() => undefined);
const dependencies = (database: Dependency['check'], cache: Dependency['check']): Dependency[] => [
  { name: 'database', isVital: true, check: database },
  { name: 'cache', isVital: false, check: cache },
];

it.each([
  ['HEALTHY', works, works, ['HEALTHY', 'HEALTHY']],
  ['DEGRADED', works, fails, ['HEALTHY', 'UNHEALTHY']],
  ['UNHEALTHY', fails, works, ['UNHEALTHY', 'HEALTHY']],
  ['UNHEALTHY', never, never, ['UNHEALTHY', 'UNHEALTHY']],
] as const)('is %s (%#)', async (status, database, cache, each) => {
  const started = performance.now();
  const report = await healthOf(dependencies(database, cache))();
  expect(report.status).toBe(status);
  expect(report.dependencies.map((dependency) => dependency.status)).toEqual(each);
  for (const { status, latencyMs } of report.dependencies) expect(latencyMs === null).toBe(status !== 'HEALTHY');
  // Side by side, and none longer than a second.
  expect(performance.now() - started).toBeLessThan(1_800);
});

it('asks each dependency once, however many ask for the health', async () => {
  let asked = 0;
  const health = healthOf([{ name: 'database', isVital: true, check: async () => asked++ }]);
  await Promise.all(Array.from({ length: 20 }, health));
  expect(asked).toBe(1);
});
