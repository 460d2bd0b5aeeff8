/** Scenario S3: a key of one team neither sees, counts, completes on, nor subscribes to another team's models. */
import { beforeAll, expect, it } from '@jest/globals';
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
import { newTeam } from './new-team.ts';
import { fraudDetection } from './samples.ts';
import { keys, type StartedModelgraph } from './start-modelgraph.ts';

const teamId = 'guarded-team';
const guarded = { ...fraudDetection, modelId: 'guarded-fraud-model', teamId };

export function teamAccess(modelgraph: () => StartedModelgraph): void {
  const messages = [{ role: 'USER' as const, content: 'Hello' }];
  let owner: ModelgraphClient;
  let stranger: ModelgraphClient;
  let deploymentId: string;

  beforeAll(async () => {
    owner = await newTeam(modelgraph(), teamId);
    stranger = await newTeam(modelgraph(), 'strangers');
    await owner.request(RegisterModelDocument, { input: guarded });
    const { deployModel } = await owner.request(DeployModelDocument, { input: { modelId: guarded.modelId } });
    deploymentId = deployModel.deployment.id;
    for await (const _ of owner.subscribe(DeploymentStatusChangedDocument, { deploymentId }));
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
    const id = guarded.modelId;
    expect((await stranger.request(ModelVersionsDocument, { id })).model).toBeNull();
    expect((await stranger.request(ModelAtAGlanceDocument, { id, messages })).model).toBeNull();
    expect((await stranger.request(DeploymentByIdDocument, { id: deploymentId })).deployment).toBeNull();
    for (const filter of [{}, { teamId }, { framework: 'tensorflow' }, { search: 'fraud' }]) {
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
      register: stranger.request(RegisterModelDocument, { input: { ...guarded, version: '1.0.1' } }),
      seize: stranger.request(RegisterModelDocument, {
        input: { ...guarded, version: '1.0.1', teamId: 'strangers' },
      }),
      deploy: stranger.request(DeployModelDocument, { input: { modelId: guarded.modelId, version: '1.0.0' } }),
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
        input: { messages, registeredModel: { id: guarded.modelId } },
      }),
      route: stranger.request(CreateCompletionDocument, {
        input: { messages, routing: { preferredModel: guarded.modelId } },
      }),
    };
    expect(await codeOf(outcomes.register)).toBe('FORBIDDEN');
    expect(await codeOf(outcomes.seize)).toBe('DUPLICATE_RESOURCE');
    expect(await codeOf(outcomes.deploy)).toBe('NOT_FOUND');
    expect(await codeOf(outcomes.report)).toBe('FORBIDDEN');
    expect(await codeOf(outcomes.complete)).toBe('NOT_FOUND');
    expect(await codeOf(outcomes.route)).toBe('NOT_FOUND');
    const { model } = await owner.request(ModelVersionsDocument, { id: guarded.modelId });
    expect(model?.versions.nodes.map(({ version, status }) => ({ version, status }))).toEqual([
      { version: '1.0.0', status: 'DEPLOYED' },
    ]);
  });

  it('hears no events', async () => {
    const watch = (variables: { deploymentId?: string; modelId?: string; teamId?: string }) =>
      codeOf(firstEvent(stranger.subscribe(DeploymentStatusChangedDocument, variables)));
    expect(await watch({ deploymentId })).toBe('NOT_FOUND');
    expect(await watch({ modelId: guarded.modelId })).toBe('NOT_FOUND');
    expect(await watch({ teamId })).toBe('FORBIDDEN');
    const stream = stranger.subscribe(CompletionStreamDocument, {
      input: { messages, registeredModel: { id: guarded.modelId } },
    });
    expect(await codeOf(firstEvent(stream))).toBe('NOT_FOUND');
  });

  it('lets an administrator see everything', async () => {
    const { models } = await modelgraph().client(keys.admin).request(ListModelsDocument, { filter: { teamId } });
    expect(models.nodes).toMatchObject([{ id: guarded.modelId, latestVersion: { status: 'DEPLOYED' } }]);
  });
}
