import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type CatalogChange, type CatalogEntry, createCatalog } from '../../subgraphs/inference/domain/catalog.ts';
import { findFitting, findNamed, visibleEntries } from '../../subgraphs/inference/domain/routing.ts';
import { createTrafficCounts, latencyClass } from '../../subgraphs/inference/domain/traffic.ts';
import { catalogEntry } from './samples.ts';

const pollMilliseconds = 1_000;

function serves(deploymentId: string, sequence: number, more: Partial<CatalogEntry> = {}): CatalogChange {
  return { kind: 'SERVES', entry: catalogEntry({ deploymentId, sequence, ...more }) };
}

describe('catalog', () => {
  it('keeps the higher sequence, whatever the order of arrival', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(
          fc.record({
            deployment: fc.constantFrom('a', 'b'),
            sequence: fc.integer({ min: 1, max: 9 }),
            ends: fc.boolean(),
          }),
          { selector: ({ deployment, sequence }) => `${deployment}${sequence}`, minLength: 1, maxLength: 12 },
        ),
        (changes) => {
          const catalog = createCatalog(pollMilliseconds);
          for (const { deployment, sequence, ends } of changes) {
            catalog.apply(ends ? { kind: 'ENDED', deploymentId: deployment, sequence } : serves(deployment, sequence));
          }
          for (const name of ['a', 'b']) {
            const [last] = changes
              .filter(({ deployment }) => deployment === name)
              .sort((left, right) => right.sequence - left.sequence);
            const entry = catalog.entries().find(({ deploymentId }) => deploymentId === name);
            expect(entry?.sequence).toBe(last && !last.ends ? last.sequence : undefined);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('hides what does not answer, whichever of its health and its deployment is heard of first', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray([1, 2, 3, 4], { minLength: 1 }),
        fc.nat(4),
        fc.boolean(),
        (sequences, position, isPolled) => {
          const catalog = createCatalog(pollMilliseconds);
          const healthOf = (sequence: number) =>
            ({ status: sequence % 2 === 1 ? 'UNHEALTHY' : 'HEALTHY', sequence }) as const;
          const changes = sequences.map((sequence): CatalogChange => {
            const health = healthOf(sequence);
            return isPolled ? serves('a', 1, { health }) : { kind: 'HEALTH', deploymentId: 'a', health };
          });
          changes.splice(Math.min(position, changes.length), 0, serves('a', 1));
          for (const change of changes) catalog.apply(change);
          const isHealthy = healthOf(Math.max(...sequences)).status === 'HEALTHY';
          expect(catalog.entries()).toHaveLength(isHealthy ? 1 : 0);
          expect(catalog.find('fraud-detection-model', '1.0.0') !== undefined).toBe(isHealthy);
          const restored = createCatalog(pollMilliseconds);
          catalog.replace(catalog.snapshot()?.entries ?? [catalogEntry({ deploymentId: 'a' })], catalog.mark());
          const snapshot = catalog.snapshot();
          if (snapshot) restored.restore(snapshot);
          expect(restored.entries()).toHaveLength(isHealthy ? 1 : 0);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('forgets the health of a deployment that has ended, and hears nothing more of it', () => {
    const catalog = createCatalog(pollMilliseconds);
    catalog.apply(serves('a', 1));
    catalog.apply({ kind: 'ENDED', deploymentId: 'a', sequence: 2 });
    expect(catalog.apply({ kind: 'HEALTH', deploymentId: 'a', health: { status: 'UNHEALTHY', sequence: 1 } })).toBe(
      false,
    );
  });

  it('lets what came during a poll outlive the poll', () => {
    const catalog = createCatalog(pollMilliseconds);
    catalog.replace([catalogEntry({ deploymentId: 'old' })], catalog.mark());
    const mark = catalog.mark();
    catalog.apply(serves('new', 1));
    catalog.apply({ kind: 'ENDED', deploymentId: 'ended', sequence: 3 });
    catalog.replace([catalogEntry({ deploymentId: 'ended', sequence: 2 })], mark);
    expect(catalog.entries().map(({ deploymentId }) => deploymentId)).toEqual(['new']);
  });

  it('fills in the card that an event lacks, and keeps it when the endpoint moves', () => {
    const catalog = createCatalog(pollMilliseconds);
    catalog.apply(serves('a', 1, { framework: null, description: null }));
    catalog.apply(serves('a', 1, { framework: 'onnx', description: 'Scores payments' }));
    catalog.apply(serves('a', 2, { framework: null, description: null, endpoint: 'http://elsewhere/v2/models/x' }));
    expect(catalog.entries()[0]).toMatchObject({
      framework: 'onnx',
      description: 'Scores payments',
      endpoint: 'http://elsewhere/v2/models/x',
    });
  });

  it('finds the newest deployment of a version while two overlap', () => {
    const catalog = createCatalog(pollMilliseconds);
    catalog.apply(serves('newer', 1, { deployedAt: '2026-02-01T00:00:00.000Z' }));
    catalog.apply(serves('older', 1, { deployedAt: '2026-01-01T00:00:00.000Z' }));
    expect(catalog.find('fraud-detection-model', '1.0.0')?.deploymentId).toBe('newer');
  });

  it('says where its knowledge is from and when it is stale', () => {
    let now = Date.parse('2026-01-01T00:00:00.000Z');
    const catalog = createCatalog(pollMilliseconds, () => now);
    expect(catalog.state()).toEqual({ source: 'CACHE', refreshedAt: null, stale: true });
    catalog.restore({ entries: [catalogEntry({})], refreshedAt: '2025-12-31T00:00:00.000Z' });
    expect(catalog.state()).toEqual({ source: 'CACHE', refreshedAt: '2025-12-31T00:00:00.000Z', stale: true });
    catalog.replace([], catalog.mark());
    expect(catalog.state()).toEqual({ source: 'REGISTRY', refreshedAt: '2026-01-01T00:00:00.000Z', stale: false });
    now += 2 * pollMilliseconds + 1;
    expect(catalog.state()).toMatchObject({ source: 'REGISTRY', stale: true });
    catalog.registryFailed();
    expect(catalog.state()).toMatchObject({ source: 'CACHE', stale: true });
  });

  it('does not let a cached copy replace what the registry said', () => {
    const catalog = createCatalog(pollMilliseconds);
    catalog.replace([], catalog.mark());
    catalog.restore({ entries: [catalogEntry({})], refreshedAt: '2026-01-01T00:00:00.000Z' });
    expect(catalog.entries()).toEqual([]);
  });
});

describe('routing', () => {
  const entries = [
    catalogEntry({ deploymentId: '1', modelId: 'beta', version: '1.2.0', deploymentTarget: 'EKS' }),
    catalogEntry({ deploymentId: '2', modelId: 'alpha', version: '1.2.0', deploymentTarget: 'EKS' }),
    catalogEntry({ deploymentId: '3', modelId: 'alpha', version: '1.10.0', deploymentTarget: 'LAMBDA' }),
    catalogEntry({ deploymentId: '4', modelId: 'alpha', version: '2.0.0-rc.1', deploymentTarget: 'LAMBDA' }),
    catalogEntry({
      deploymentId: '5',
      modelId: 'secret',
      version: '9.0.0',
      deploymentTarget: 'EKS',
      teamId: 'growth-team',
    }),
  ];
  const visible = visibleEntries(entries, { userId: 'u', tier: 'FREE', groups: ['data-science-team'] });

  it.each([
    ['the highest release', { id: 'alpha' }, '3'],
    ['a version by name', { id: 'alpha', version: '1.2.0' }, '2'],
    ['a pre-release by name', { id: 'alpha', version: '2.0.0-rc.1' }, '4'],
    ['nothing of an unknown version', { id: 'alpha', version: '7.0.0' }, undefined],
    ['nothing of another team', { id: 'secret' }, undefined],
  ])('by name finds %s', (_case, wish, deploymentId) => {
    expect(findNamed(visible, wish)?.deploymentId).toBe(deploymentId);
  });

  it.each([
    ['the preferred model where it fits', { preferredModel: 'beta', deploymentTarget: 'EKS' as const }, '1'],
    ['another on the target where it does not', { preferredModel: 'beta', deploymentTarget: 'LAMBDA' as const }, '3'],
    ['by id among equals', { deploymentTarget: 'EKS' as const }, '2'],
    ['nothing where nothing is served', { preferredModel: 'beta', deploymentTarget: 'LOCAL' as const }, undefined],
  ])('by metadata finds %s', (_case, wish, deploymentId) => {
    expect(findFitting(visible, wish)?.deploymentId).toBe(deploymentId);
    expect(findFitting([...visible].reverse(), wish)?.deploymentId).toBe(deploymentId);
  });

  describe('among those that share the traffic of a slot', () => {
    const share = (deploymentId: string, version: string, trafficPercent: number) =>
      catalogEntry({ deploymentId, modelId: 'shared', version, trafficPercent });
    const canary = [share('old', '1.0.0', 90), share('new', '2.0.0', 10)];
    const found = (slot: readonly CatalogEntry[], draw: number, version?: string) =>
      findNamed(slot, { id: 'shared', ...(version && { version }) }, () => draw)?.deploymentId;

    it.each([
      ['its share', canary, 0.95, 'new'],
      ['the rest', canary, 0.89, 'old'],
      ['nothing of what is kept warm', [share('warm', '2.0.0', 0), share('active', '1.0.0', 100)], 0.999, 'active'],
      ['the newer one while two have all of it', [share('old', '1.0.0', 100), share('new', '2.0.0', 100)], 0.9, 'new'],
    ])('finds %s', (_case, slot, draw, deploymentId) => {
      expect(found(slot, draw)).toBe(deploymentId);
      expect(found([...slot].reverse(), draw)).toBe(deploymentId);
    });

    it('finds a version that is named, whatever its share', () => {
      expect(found(canary, 0.1, '2.0.0')).toBe('new');
      expect(found([share('warm', '1.0.0', 0), share('active', '2.0.0', 100)], 0.1, '1.0.0')).toBe('warm');
    });
  });
});

it('counts calls by classes of latency that end 19 percent apart', () => {
  const counts = createTrafficCounts();
  const entry = catalogEntry({});
  for (const milliseconds of [0.2, 1, 1.1, 100, 1e9])
    counts.record(entry, { milliseconds, failed: milliseconds > 1e3 });
  expect(counts.take()).toEqual([{ entry, requests: 5, failures: 1, latencies: { 0: 2, 1: 1, 27: 1, 80: 1 } }]);
  expect(counts.take()).toEqual([]);
  for (const milliseconds of [1.5, 17, 480, 9_000]) {
    const end = 2 ** (latencyClass(milliseconds) / 4);
    expect(end).toBeGreaterThanOrEqual(milliseconds);
    expect(end / milliseconds).toBeLessThan(1.19);
  }
});
