/** Team B sees, counts, changes and hears nothing of team A. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import { claim, deploy, register, serves, startRegistry, take } from './start-registry.ts';

const { as } = await startRegistry();
const owner = as('team-a');
const stranger = as('team-b');
const both = as('team-b', 'team-a');
const admin = as('admin');
const deployer = as('deployer');
let deploymentId = '';

beforeAll(async () => {
  await register(owner, { modelId: 'secret-model', tags: [{ key: 'domain', value: 'payments' }] });
  deploymentId = await deploy(owner, 'secret-model');
  await (await claim(deployer, deploymentId))(serves);
});

const entities = (representations: object[]) => ({
  query:
    'query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename ... on Model { id } ... on ModelVersion { version } ... on Deployment { id } } }',
  variables: { representations },
});
const nothing = { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } };
const page = 'nodes { id } pageInfo { hasNextPage endCursor }';

describe.each([
  ['a member of another team', stranger],
  ['a caller without teams', as()],
])('%s', (_name, caller) => {
  it('finds nothing', async () => {
    const { data, errors } = await caller.request(`{
      model(id: "secret-model") { id }
      deployment(id: "${deploymentId}") { id }
      models { ${page} }
      ofTeam: models(filter: { teamId: "team-a" }) { ${page} }
      byFacet: models(filter: { framework: "tensorflow", deploymentTarget: LAMBDA, status: DEPLOYED }) { ${page} }
      byTag: models(filter: { tag: { key: "domain", value: "payments" } }) { ${page} }
      bySearch: models(filter: { search: "secret" }) { ${page} }
      deployments { ${page} }
      deploymentsOfTeam: deployments(filter: { teamId: "team-a", status: DEPLOYED }) { ${page} }
      registryStatistics { totalModels totalVersions byFramework { name } byDeploymentTarget { name } byStatus { name } }
    }`);
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      model: null,
      deployment: null,
      models: nothing,
      ofTeam: nothing,
      byFacet: nothing,
      byTag: nothing,
      bySearch: nothing,
      deployments: nothing,
      deploymentsOfTeam: nothing,
      registryStatistics: { totalModels: 0, totalVersions: 0, byFramework: [], byDeploymentTarget: [], byStatus: [] },
    });
  });

  it('gets no entity', async () => {
    const { query, variables } = entities([
      { __typename: 'Model', id: 'secret-model' },
      { __typename: 'ModelVersion', modelId: 'secret-model', version: '1.0.0' },
      { __typename: 'Deployment', id: deploymentId },
    ]);
    expect((await caller.request(query, variables)).data._entities).toEqual([null, null, null]);
  });

  it('changes nothing', async () => {
    expect((await register(caller, { modelId: 'secret-model', version: '2.0.0' })).errors?.[0]?.extensions.code).toBe(
      'FORBIDDEN',
    );
    const deployModel = 'mutation { deployModel(input: { modelId: "secret-model" }) { deployment { id } } }';
    expect(await caller.codeOf(deployModel)).toBe('NOT_FOUND');
  });

  it.each([
    ['NOT_FOUND', () => `deploymentId: "${deploymentId}"`],
    ['NOT_FOUND', () => 'modelId: "secret-model"'],
    ['FORBIDDEN', () => 'teamId: "team-a"'],
  ])('is told %s when they watch', async (code, argument) => {
    await expect(take(caller.watch(argument()), 1)).rejects.toMatchObject({ errors: [{ extensions: { code } }] });
  });

  it('is no deployer', async () => {
    const claimDeployment = `mutation { claimDeployment(input: { deploymentId: "${deploymentId}", attempt: 1, deployerId: "x" }) { fencingToken } }`;
    expect(await caller.codeOf(claimDeployment)).toBe('FORBIDDEN');
    const report = `mutation { reportDeployment(input: { deploymentId: "${deploymentId}", attempt: 1, fencingToken: "x", phase: PREPARING, progressPercent: 1, message: "" }) { leaseExpiresAt } }`;
    expect(await caller.codeOf(report)).toBe('FORBIDDEN');
  });
});

describe.each([
  ['the owner', owner],
  ['a member of both teams', both],
  ['an admin', admin],
])('%s', (_name, caller) => {
  it('finds the model, its deployment and its counts', async () => {
    const { data, errors } = await caller.request(`{
      model(id: "secret-model") { id latestVersion { status deployment { id } } }
      deployment(id: "${deploymentId}") { status }
      models(filter: { teamId: "team-a" }) { nodes { id } }
      deployments(filter: { status: DEPLOYED }) { nodes { id } }
      registryStatistics { totalModels byStatus { name count } }
    }`);
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      model: { id: 'secret-model', latestVersion: { status: 'DEPLOYED', deployment: { id: deploymentId } } },
      deployment: { status: 'DEPLOYED' },
      models: { nodes: [{ id: 'secret-model' }] },
      deployments: { nodes: [{ id: deploymentId }] },
      registryStatistics: { totalModels: 1, byStatus: [{ name: 'DEPLOYED', count: 1 }] },
    });
  });

  it('gets the entities, and watches', async () => {
    const { query, variables } = entities([
      { __typename: 'Model', id: 'secret-model' },
      { __typename: 'ModelVersion', modelId: 'secret-model', version: '1.0.0' },
      { __typename: 'Deployment', id: deploymentId },
    ]);
    expect((await caller.request(query, variables)).data._entities).toEqual([
      { __typename: 'Model', id: 'secret-model' },
      { __typename: 'ModelVersion', version: '1.0.0' },
      { __typename: 'Deployment', id: deploymentId },
    ]);
    const [event] = await take(caller.watch('modelId: "secret-model"'), 1);
    expect(event).toMatchObject({ status: 'DEPLOYED', deployment: { id: deploymentId } });
  });
});

it('a deployer sees deployments, and nothing else', async () => {
  const { data } = await deployer.request(
    `{ deployment(id: "${deploymentId}") { modelVersion { version } } model(id: "secret-model") { id } models { nodes { id } } }`,
  );
  expect(data).toEqual({ deployment: { modelVersion: { version: '1.0.0' } }, model: null, models: { nodes: [] } });
});

it('who a caller is comes from the signed identity', async () => {
  expect((await both.request('{ viewer { userId tier groups } }')).data.viewer).toEqual({
    userId: 'user-of-team-b-team-a',
    tier: 'STANDARD',
    groups: ['team-b', 'team-a'],
  });
});
