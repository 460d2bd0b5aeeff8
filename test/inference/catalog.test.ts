import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type CatalogChange, type CatalogEntry, createCatalog } from '../../subgraphs/inference/domain/catalog.ts';
import { findFitting, findNamed, visibleEntries } from '../../subgraphs/inference/domain/routing.ts';
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
});
