import type { CatalogEntry } from '../../subgraphs/inference/domain/catalog.ts';

export function catalogEntry(more: Partial<CatalogEntry>): CatalogEntry {
  return {
    deploymentId: 'deployment-1',
    sequence: 1,
    modelId: 'fraud-detection-model',
    version: '1.0.0',
    teamId: 'data-science-team',
    deploymentTarget: 'LAMBDA',
    endpoint: 'http://127.0.0.1:9/v2/models/fraud-detection-model',
    deployedAt: '2026-01-01T00:00:00.000Z',
    framework: 'tensorflow',
    description: 'Scores card payments',
    signature: null,
    ...more,
  };
}
