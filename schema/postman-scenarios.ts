/** The scenarios S1 to S4 as requests of the REST facade: what the Postman collection is made of. */

export interface ScenarioStep {
  readonly name: string;
  /** As in schema/openapi.json, which says the method and the path. */
  readonly operationId: string;
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** The collection's variable with the key; `apiKey` unless given. */
  readonly key?: 'apiKey' | 'otherTeamKey';
  readonly status: number;
  /** What the answer holds, by path. */
  readonly expect: Readonly<Record<string, unknown>>;
  /** Asks again until it is so, for what takes its time. */
  readonly repeat?: true;
  /** Variables to keep for later steps, by the path in the answer. */
  readonly keep?: Readonly<Record<string, string>>;
}

export interface Scenario {
  readonly name: string;
  /** What to do before. */
  readonly about?: string;
  readonly steps: readonly ScenarioStep[];
}

const teamId = 'data-science-team';
const bucket = 's3://modelgraph-artifacts/samples';
const fraud = {
  modelId: 'fraud-detection-model',
  version: '1.0.0',
  framework: 'tensorflow',
  deploymentTarget: 'LAMBDA',
  teamId,
  artifactUri: `${bucket}/fraud-detection/model.onnx`,
  description: 'Scores card payments',
};
const recommendation = {
  modelId: 'recommendation-engine',
  version: '1.0.0',
  framework: 'pytorch',
  deploymentTarget: 'EKS',
  teamId,
  artifactUri: `${bucket}/recommendation/model.onnx`,
  description: 'Ranks five offers for a customer',
};
const churn = { ...recommendation, modelId: 'churn-forecast', framework: 'scikit-learn', deploymentTarget: 'LOCAL' };
const question = {
  role: 'USER',
  content: 'Analyze this transaction for fraud: 9000 dollars at hour 3, 4200 km away, foreign 1',
};

const register = (model: typeof fraud): ScenarioStep => ({
  name: `Register ${model.modelId}`,
  operationId: 'registerModel',
  body: model,
  status: 201,
  expect: { modelId: model.modelId, version: model.version, status: 'REGISTERED' },
});

const deploy = (id: string): readonly ScenarioStep[] => [
  {
    name: `Deploy ${id}`,
    operationId: 'deployModel',
    path: { id },
    body: { version: '1.0.0' },
    status: 202,
    expect: { status: 'DEPLOYING', 'modelVersion.version': '1.0.0' },
    keep: { deploymentId: 'id' },
  },
  {
    name: `Wait until ${id} is deployed`,
    operationId: 'getModelVersion',
    path: { id, version: '1.0.0' },
    status: 200,
    expect: { status: 'DEPLOYED', 'deployment.status': 'DEPLOYED', 'deployment.id': '{{deploymentId}}' },
    repeat: true,
  },
];

const refused = (
  name: string,
  operationId: string,
  request: Pick<ScenarioStep, 'path' | 'body' | 'key'>,
  status: number,
  error: Readonly<Record<string, string>>,
): ScenarioStep => ({
  name,
  operationId,
  ...request,
  status,
  expect: Object.fromEntries(Object.entries(error).map(([field, value]) => [`error.${field}`, value])),
});

export const scenarios: readonly Scenario[] = [
  {
    name: 'S1 lifecycle',
    steps: [
      register(fraud),
      {
        name: 'List its versions',
        operationId: 'getModel',
        path: { id: fraud.modelId },
        status: 200,
        expect: { 'versions.length': 1, 'versions.0.status': 'REGISTERED', 'versions.0.version': '1.0.0' },
      },
      ...deploy(fraud.modelId),
      {
        name: 'Complete with the registered model',
        operationId: 'createCompletion',
        body: { model: 'gpt-4', messages: [question], registeredModel: { id: fraud.modelId } },
        status: 200,
        expect: { 'routing.registeredModelUsed': fraud.modelId, 'routing.modelVersion': '1.0.0' },
        repeat: true,
      },
      {
        name: 'Statistics',
        operationId: 'getStatistics',
        status: 200,
        expect: {
          totalModels: 1,
          totalVersions: 1,
          byFramework: [{ name: 'tensorflow', count: 1 }],
          byDeploymentTarget: [{ name: 'LAMBDA', count: 1 }],
          byStatus: [{ name: 'DEPLOYED', count: 1 }],
        },
      },
    ],
  },
  {
    name: 'S2 discovery',
    steps: [
      register(recommendation),
      register(churn),
      {
        name: 'List the first two',
        operationId: 'listModels',
        query: { limit: '2' },
        status: 200,
        expect: { 'models.length': 2, 'models.0.id': 'churn-forecast', 'models.1.id': 'fraud-detection-model' },
        keep: { nextCursor: 'nextCursor' },
      },
      {
        name: 'List the rest',
        operationId: 'listModels',
        query: { limit: '2', cursor: '{{nextCursor}}' },
        status: 200,
        expect: { 'models.length': 1, 'models.0.id': 'recommendation-engine', nextCursor: null },
      },
      {
        name: 'Filter by deployment target',
        operationId: 'listModels',
        query: { deploymentTarget: 'EKS' },
        status: 200,
        expect: { 'models.length': 1, 'models.0.id': 'recommendation-engine' },
      },
      ...deploy(recommendation.modelId),
      {
        name: 'Complete where the metadata says',
        operationId: 'createCompletion',
        body: {
          messages: [{ role: 'USER', content: 'What should I offer this customer?' }],
          routing: { preferredModel: recommendation.modelId, deploymentTarget: 'EKS' },
        },
        status: 200,
        expect: { 'routing.registeredModelUsed': recommendation.modelId },
        repeat: true,
      },
    ],
  },
  {
    name: 'S3 team access',
    steps: [
      {
        name: "List by one's own team",
        operationId: 'listModels',
        query: { teamId },
        status: 200,
        expect: { 'models.length': 3 },
      },
      {
        name: "Another team's key lists nothing",
        operationId: 'listModels',
        query: { teamId },
        key: 'otherTeamKey',
        status: 200,
        expect: { 'models.length': 0, nextCursor: null },
      },
      {
        name: "Another team's key counts nothing",
        operationId: 'getStatistics',
        key: 'otherTeamKey',
        status: 200,
        expect: { totalModels: 0, totalVersions: 0, byStatus: [] },
      },
      refused(
        "Another team's key finds nothing",
        'getModel',
        { path: { id: fraud.modelId }, key: 'otherTeamKey' },
        404,
        { type: 'NOT_FOUND' },
      ),
      refused(
        "Another team's key deploys nothing",
        'deployModel',
        { path: { id: fraud.modelId }, body: {}, key: 'otherTeamKey' },
        404,
        { type: 'NOT_FOUND' },
      ),
      refused(
        "Another team's key completes on nothing",
        'createCompletion',
        { body: { messages: [question], registeredModel: { id: fraud.modelId } }, key: 'otherTeamKey' },
        404,
        { type: 'NOT_FOUND' },
      ),
      refused(
        "Another team's key registers nothing here",
        'registerModel',
        { body: { ...fraud, version: '9.0.0' }, key: 'otherTeamKey' },
        403,
        { type: 'FORBIDDEN' },
      ),
    ],
  },
  {
    name: 'S4 errors',
    steps: [
      refused('A bad S3 URI', 'registerModel', { body: { ...fraud, version: '2.0.0', artifactUri: 'http://x' } }, 400, {
        type: 'VALIDATION_ERROR',
        message: 'Invalid S3 URI format',
      }),
      refused('The same version twice', 'registerModel', { body: fraud }, 409, {
        type: 'DUPLICATE_RESOURCE',
        message: 'Model version already exists',
      }),
      refused('An unknown model', 'getModel', { path: { id: 'unknown' } }, 404, { type: 'NOT_FOUND' }),
      refused('Deploying an unknown model', 'deployModel', { path: { id: 'unknown' }, body: {} }, 404, {
        type: 'NOT_FOUND',
      }),
    ],
  },
  {
    name: 'S4 completions without the registry',
    about: 'Completions need no registry: stop its process before, and they go on all the same.',
    steps: [
      {
        name: 'Complete while the registry is down',
        operationId: 'createCompletion',
        body: { model: 'gpt-4', messages: [{ role: 'USER', content: 'Are you there?' }] },
        status: 200,
        expect: { 'message.role': 'ASSISTANT' },
      },
      {
        name: 'Complete with a registered model while the registry is down',
        operationId: 'createCompletion',
        body: { model: 'gpt-4', messages: [question], registeredModel: { id: fraud.modelId } },
        status: 200,
        expect: { 'routing.registeredModelUsed': fraud.modelId, 'routing.modelVersion': '1.0.0' },
      },
    ],
  },
];
