/** The operations that clients send: each valid against the published schema, each answered by the running supergraph. */
import { readFileSync } from 'node:fs';
import { beforeAll, expect, it } from '@jest/globals';
import { buildSchema, type DocumentNode, Kind, OperationTypeNode, parse, print, validate } from 'graphql';
import type { ModelgraphClient } from '../../client/client.ts';
import { churnForecast, fraudDetection, recommendationEngine } from './samples.ts';
import { eventually, keys, type StartedModelgraph } from './start-modelgraph.ts';

const root = new URL('../../', import.meta.url);
const schema = buildSchema(readFileSync(new URL('schema/api.graphql', root), 'utf8'));
const documents = ['discovery-and-access', 'inference', 'lifecycle', 'search'].map((name) =>
  parse(readFileSync(new URL(`client/operations/${name}.graphql`, root), 'utf8')),
);
const operations = new Map(
  documents
    .flatMap((document) => document.definitions)
    .filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
    .map((definition) => [definition.name?.value ?? '', definition]),
);

const messages = [{ role: 'USER', content: 'Analyze this transaction for fraud: 9000, 3, 4200, 1' }];

/** One call of each operation, in an order that works on an empty registry. */
const calls: readonly (readonly [operation: string, variables: Record<string, unknown>, expected: object])[] = [
  ['Viewer', {}, { viewer: { groups: ['admin'] } }],
  ['Health', {}, { registryHealth: { status: 'HEALTHY' } }],
  ['RegisterModel', { input: fraudDetection }, { registerModel: { modelVersion: { status: 'REGISTERED' } } }],
  ['RegisterModel', { input: recommendationEngine }, { registerModel: { modelVersion: { status: 'REGISTERED' } } }],
  ['RegisterModel', { input: churnForecast }, { registerModel: { modelVersion: { teamId: 'growth-team' } } }],
  [
    'ListModels',
    { first: 2 },
    { models: { nodes: [{ id: 'churn-forecast' }, { id: 'fraud-detection-model' }], pageInfo: { hasNextPage: true } } },
  ],
  ['ListModels', { filter: { deploymentTarget: 'EKS' } }, { models: { nodes: [{ id: 'recommendation-engine' }] } }],
  [
    'ListModels',
    { filter: { framework: 'tensorflow', teamId: 'data-science-team', status: 'REGISTERED' } },
    { models: { nodes: [{ id: 'fraud-detection-model' }] } },
  ],
  [
    'ListModels',
    { filter: { tag: { key: 'domain', value: 'payments' } } },
    { models: { nodes: [{ id: 'fraud-detection-model' }] } },
  ],
  ['ListModels', { filter: { search: 'OFFERS' } }, { models: { nodes: [{ id: 'recommendation-engine' }] } }],
  [
    'SearchModels',
    { filter: { task: 'PREDICTION' }, sort: { field: 'CREATED_AT', direction: 'DESC' }, last: 2 },
    {
      models: {
        nodes: [{ id: 'recommendation-engine' }, { id: 'fraud-detection-model' }],
        totalCount: null,
        pageInfo: { hasPreviousPage: true, hasNextPage: false },
      },
    },
  ],
  ['VersionsOfModel', { id: 'churn-forecast', last: 1 }, { model: { versions: { pageInfo: { hasNextPage: false } } } }],
  ['DeploymentsInTime', { last: 1 }, { deployments: { nodes: [], pageInfo: { startCursor: null } } }],
  ['ModelVersions', { id: 'fraud-detection-model' }, { model: { latestVersion: { version: '1.0.0' } } }],
  ['ModelVersions', { id: 'no-such-model' }, { model: null }],
  [
    'DeployModel',
    { input: { modelId: 'fraud-detection-model', version: '1.0.0' } },
    { deployModel: { deployment: { status: 'DEPLOYING' } } },
  ],
  [
    'DeployModel',
    { input: { modelId: 'recommendation-engine' } },
    { deployModel: { deployment: { status: 'DEPLOYING' } } },
  ],
  [
    'DeploymentStatusChanged',
    { modelId: 'fraud-detection-model' },
    { deploymentStatusChanged: { deployment: { modelVersion: { version: '1.0.0' } } } },
  ],
  [
    'DeploymentStatusChanged',
    { teamId: 'data-science-team' },
    { deploymentStatusChanged: { deployment: { modelVersion: {} } } },
  ],
  ['RegistryStatistics', {}, { registryStatistics: { totalModels: 3, totalVersions: 3 } }],
  [
    'CreateCompletion',
    { input: { model: 'gpt-4', messages } },
    { createCompletion: { finishReason: 'STOP', routing: { provider: 'local', registeredModelUsed: null } } },
  ],
];

const callsOnceDeployed: typeof calls = [
  ['RoutableModels', {}, { modelCatalog: { source: 'REGISTRY', stale: false } }],
  [
    'ModelAtAGlance',
    { id: 'fraud-detection-model', messages },
    { model: { completion: { routing: { modelVersion: '1.0.0' } } } },
  ],
  [
    'CreateCompletion',
    { input: { model: 'gpt-4', messages, registeredModel: { id: 'fraud-detection-model' } } },
    { createCompletion: { routing: { registeredModelUsed: 'fraud-detection-model' } } },
  ],
  [
    'CreateCompletion',
    {
      input: {
        model: 'gpt-4',
        messages,
        routing: { preferredModel: 'recommendation-engine', deploymentTarget: 'EKS' },
      },
    },
    { createCompletion: { routing: { registeredModelUsed: 'recommendation-engine', modelVersion: '2.1.0' } } },
  ],
  [
    'Predict',
    { input: { modelId: 'fraud-detection-model', inputs: { features: [[9000, 3, 4200, 1]] } } },
    { predict: { version: '1.0.0', deploymentTarget: 'LAMBDA', predictions: [{ outputs: expect.anything() }] } },
  ],
  [
    'CompletionStream',
    { input: { model: 'gpt-4', messages } },
    { completionStream: { routing: { provider: 'local' } } },
  ],
];

function documentOf(name: string): DocumentNode {
  const definition = operations.get(name);
  if (!definition) throw new Error(`The contract has no operation ${name}`);
  return { kind: Kind.DOCUMENT, definitions: [definition] };
}

/** To be run on an empty registry. */
export function contract(modelgraph: () => StartedModelgraph): void {
  let client: ModelgraphClient;
  beforeAll(() => {
    client = modelgraph().client(keys.admin);
  });

  async function answer(name: string, variables: Record<string, unknown>): Promise<unknown> {
    const document = documentOf(name);
    if (operations.get(name)?.operation !== OperationTypeNode.SUBSCRIPTION) return client.request(document, variables);
    for await (const event of client.subscribe(document, variables)) return event;
    throw new Error('The stream completed without an event');
  }

  it.each([...operations.keys()])('%s is valid', (name) => {
    const faults = validate(schema, documentOf(name)).map((fault) => `${fault.message} in ${print(documentOf(name))}`);
    expect(faults).toEqual([]);
  });

  it('are all called below', () => {
    expect(new Set([...calls, ...callsOnceDeployed].map(([name]) => name))).toEqual(new Set(operations.keys()));
  });

  it.each(calls)('%s %j', async (name, variables, expected) => {
    expect(await answer(name, variables)).toMatchObject(expected);
  });

  it('reach DEPLOYED', async () => {
    const deployed = (answer: unknown) => (JSON.stringify(answer).match(/"REGISTERED"/g) ?? []).length === 2;
    await eventually(() => answer('RoutableModels', {}), deployed);
  });

  it.each(callsOnceDeployed)('%s %j, once deployed', async (name, variables, expected) => {
    expect(await answer(name, variables)).toMatchObject(expected);
  });

  it('refuses pages of more than a hundred', async () => {
    await expect(answer('ListModels', { first: 101 })).rejects.toMatchObject({
      code: 'VALIDATION_ERROR',
      errors: [{ extensions: { details: [{ path: 'first' }] } }],
    });
  });
}
