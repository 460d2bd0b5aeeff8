/** Scenario S3: a key of one team neither sees, counts, completes on, nor subscribes to another team's models. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type ModelgraphClient, ModelgraphError } from '../../client/client.ts';
import {
  CompletionStreamDocument,
  CreateCompletionDocument,
  DeployModelDocument,
  DeploymentByIdDocument,
  DeploymentStatusChangedDocument,
  ListModelsDocument,
  ModelAtAGlanceDocument,
  ModelVersionsDocument,
  RegisterModelDocument,
  RegistryStatisticsDocument,
  ReportDeploymentDocument,
  RoutableModelsDocument,
  ServingDeploymentsDocument,
} from '../../client/generated/operations.ts';
import { fraudDetection } from './samples.ts';
import { keys, removeDataDirectory, type StartedModelgraph, startModelgraph } from './start-modelgraph.ts';

const messages = [{ role: 'USER' as const, content: 'Hello' }];
let modelgraph: StartedModelgraph;
let owner: ModelgraphClient;
let stranger: ModelgraphClient;
let deploymentId: string;

beforeAll(async () => {
  modelgraph = await startModelgraph();
  owner = modelgraph.client(keys.dataScience);
  stranger = modelgraph.client(keys.growth);
  await owner.request(RegisterModelDocument, { input: fraudDetection });
  const { deployModel } = await owner.request(DeployModelDocument, { input: { modelId: fraudDetection.modelId } });
  deploymentId = deployModel.deployment.id;
  for await (const _ of owner.subscribe(DeploymentStatusChangedDocument, { deploymentId }));
});
afterAll(async () => {
  await modelgraph.stop();
  await removeDataDirectory(modelgraph.dataDirectory);
});

/** The code of the error that `work` fails with. */
async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'no error',
    (error) => (error instanceof ModelgraphError ? error.code : String(error)),
  );
}

async function firstEvent(events: AsyncIterable<unknown>): Promise<unknown> {
  for await (const event of events) return event;
  return 'completed without an event';
}

it('reads null, empty lists and zero counts', async () => {
  const id = fraudDetection.modelId;
  expect((await stranger.request(ModelVersionsDocument, { id })).model).toBeNull();
  expect((await stranger.request(ModelAtAGlanceDocument, { id, messages })).model).toBeNull();
  expect((await stranger.request(DeploymentByIdDocument, { id: deploymentId })).deployment).toBeNull();
  for (const filter of [{}, { teamId: 'data-science-team' }, { framework: 'tensorflow' }, { search: 'fraud' }]) {
    expect((await stranger.request(ListModelsDocument, { filter })).models).toEqual({
      nodes: [],
      pageInfo: { hasNextPage: false, endCursor: null },
    });
  }
  expect((await stranger.request(ServingDeploymentsDocument, { status: 'DEPLOYED' })).deployments.nodes).toEqual([]);
  const { routableModels } = await stranger.request(RoutableModelsDocument, {});
  expect(routableModels.filter(({ kind }) => kind === 'REGISTERED')).toEqual([]);
  expect((await stranger.request(RegistryStatisticsDocument, {})).registryStatistics).toEqual({
    totalModels: 0,
    totalVersions: 0,
    byFramework: [],
    byDeploymentTarget: [],
    byStatus: [],
  });
});

it('writes nothing', async () => {
  const outcomes = {
    register: stranger.request(RegisterModelDocument, { input: { ...fraudDetection, version: '1.0.1' } }),
    seize: stranger.request(RegisterModelDocument, {
      input: { ...fraudDetection, version: '1.0.1', teamId: 'growth-team' },
    }),
    deploy: stranger.request(DeployModelDocument, { input: { modelId: fraudDetection.modelId, version: '1.0.0' } }),
    report: stranger.request(ReportDeploymentDocument, {
      input: {
        deploymentId,
        attempt: 1,
        fencingToken: 'x',
        phase: 'DONE',
        progressPercent: 100,
        message: '',
        status: 'FAILED',
        reason: 'UNHEALTHY',
      },
    }),
    complete: stranger.request(CreateCompletionDocument, {
      input: { messages, registeredModel: { id: fraudDetection.modelId } },
    }),
    route: stranger.request(CreateCompletionDocument, {
      input: { messages, routing: { preferredModel: fraudDetection.modelId } },
    }),
  };
  expect(await codeOf(outcomes.register)).toBe('FORBIDDEN');
  expect(await codeOf(outcomes.seize)).toBe('DUPLICATE_RESOURCE');
  expect(await codeOf(outcomes.deploy)).toBe('NOT_FOUND');
  expect(await codeOf(outcomes.report)).toBe('FORBIDDEN');
  expect(await codeOf(outcomes.complete)).toBe('NOT_FOUND');
  expect(await codeOf(outcomes.route)).toBe('NOT_FOUND');
  const { model } = await owner.request(ModelVersionsDocument, { id: fraudDetection.modelId });
  expect(model?.versions.nodes.map(({ version, status }) => ({ version, status }))).toEqual([
    { version: '1.0.0', status: 'DEPLOYED' },
  ]);
});

it('hears no events', async () => {
  const watch = (variables: { deploymentId?: string; modelId?: string; teamId?: string }) =>
    codeOf(firstEvent(stranger.subscribe(DeploymentStatusChangedDocument, variables)));
  expect(await watch({ deploymentId })).toBe('NOT_FOUND');
  expect(await watch({ modelId: fraudDetection.modelId })).toBe('NOT_FOUND');
  expect(await watch({ teamId: 'data-science-team' })).toBe('FORBIDDEN');
  const stream = stranger.subscribe(CompletionStreamDocument, {
    input: { messages, registeredModel: { id: fraudDetection.modelId } },
  });
  expect(await codeOf(firstEvent(stream))).toBe('NOT_FOUND');
});

it('lets an administrator see everything', async () => {
  const { models } = await modelgraph.client(keys.admin).request(ListModelsDocument, {});
  expect(models.nodes).toMatchObject([{ id: fraudDetection.modelId, latestVersion: { status: 'DEPLOYED' } }]);
});
