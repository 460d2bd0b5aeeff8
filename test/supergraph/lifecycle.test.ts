/** Scenario S1 of the mission, through the router, with the typed client: register, deploy, watch, complete, count. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ModelgraphClient } from '../../client/client.ts';
import {
  CreateCompletionDocument,
  DeployModelDocument,
  DeploymentByIdDocument,
  DeploymentLogsDocument,
  DeploymentStatusChangedDocument,
  type DeploymentStatusChangedSubscription,
  FollowDeploymentLogsDocument,
  HealthDocument,
  ModelAtAGlanceDocument,
  ModelVersionsDocument,
  RegisterModelDocument,
  RegistryStatisticsDocument,
  RoutableModelsDocument,
  TeamUsageDocument,
  TopModelsDocument,
  ViewerDocument,
} from '../../client/generated/operations.ts';
import { fraudDetection } from './samples.ts';
import { eventually, keys, removeDataDirectory, type StartedModelgraph, startModelgraph } from './start-modelgraph.ts';

type StatusEvent = DeploymentStatusChangedSubscription['deploymentStatusChanged'];

let modelgraph: StartedModelgraph;
let client: ModelgraphClient;

beforeAll(async () => {
  modelgraph = await startModelgraph();
  client = modelgraph.client(keys.dataScience);
});
afterAll(async () => {
  await modelgraph.stop();
  await removeDataDirectory(modelgraph.dataDirectory);
});

describe('the life of a model, in order', () => {
  let deploymentId: string;
  let endpoint: string;
  const question = [
    { role: 'USER' as const, content: 'Is a payment of 9000 dollars at 3 o’clock, 4200 km away, foreign 1, a fraud?' },
  ];

  it('prints the ready line, and nothing else, on stdout', () => {
    expect(modelgraph.stdout()).toBe(`ready ${modelgraph.url}\n`);
  });

  it('knows who calls', async () => {
    const { viewer } = await client.request(ViewerDocument, {});
    expect(viewer).toEqual({ userId: expect.any(String), tier: 'STANDARD', groups: ['data-science-team'] });
  });

  it('registers a version', async () => {
    const { registerModel } = await client.request(RegisterModelDocument, { input: fraudDetection });
    expect(registerModel.modelVersion).toMatchObject({
      modelId: 'fraud-detection-model',
      version: '1.0.0',
      status: 'REGISTERED',
      framework: 'tensorflow',
      deploymentTarget: 'LAMBDA',
      teamId: 'data-science-team',
      model: { id: 'fraud-detection-model' },
    });
  });

  it('lists the version as REGISTERED', async () => {
    const { model } = await client.request(ModelVersionsDocument, { id: fraudDetection.modelId });
    expect(model?.versions.nodes).toEqual([expect.objectContaining({ version: '1.0.0', status: 'REGISTERED' })]);
    expect(model?.latestVersion.version).toBe('1.0.0');
    expect(model?.description).toBe('Scores card payments');
  });

  it('deploys, and a subscription shows every step until the endpoint answers', async () => {
    const { deployModel } = await client.request(DeployModelDocument, {
      input: { modelId: fraudDetection.modelId, version: '1.0.0' },
    });
    expect(deployModel.deployment).toMatchObject({
      status: 'DEPLOYING',
      modelVersion: { version: '1.0.0', status: 'DEPLOYING' },
    });
    deploymentId = deployModel.deployment.id;

    const events: StatusEvent[] = [];
    for await (const { deploymentStatusChanged } of client.subscribe(DeploymentStatusChangedDocument, {
      deploymentId,
    })) {
      events.push(deploymentStatusChanged);
    }
    const sequences = events.map((event) => event.sequence);
    expect(sequences).toEqual(sequences.map((_, index) => Number(sequences[0]) + index));
    const last = events.at(-1);
    expect(last).toMatchObject({ status: 'DEPLOYED', phase: 'DONE', progressPercent: 100 });
    endpoint = last?.deployment.endpoint ?? '';
    const answer = await fetch(`${endpoint}/infer`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        inputs: [{ name: 'features', datatype: 'FP32', shape: [1, 4], data: [9000, 3, 4200, 1] }],
      }),
    });
    const { outputs } = (await answer.json()) as { outputs: { data: number[] }[] };
    expect(outputs[0]?.data[0]).toBeGreaterThan(0.9);
  });

  it('shows what its model server writes', async () => {
    const { deployment } = await eventually(
      () => client.request(DeploymentLogsDocument, { id: deploymentId, last: 10 }),
      (answer) => (answer.deployment?.logs.length ?? 0) > 0,
    );
    expect(deployment?.logs[0]).toMatchObject({ number: 1, text: expect.stringContaining('"ready":true') });
    for await (const { deploymentLogs } of client.subscribe(FollowDeploymentLogsDocument, { deploymentId })) {
      expect(deploymentLogs).toEqual({ lines: deployment?.logs, dropped: 0 });
      break;
    }
  });

  it('makes the gateway route to it', async () => {
    const { routableModels, modelCatalog } = await eventually(
      () => client.request(RoutableModelsDocument, {}),
      (answer) => answer.routableModels.some((model) => model.kind === 'REGISTERED'),
    );
    expect(routableModels).toContainEqual({
      id: 'fraud-detection-model@1.0.0',
      kind: 'REGISTERED',
      provider: 'registry',
      deploymentTarget: 'LAMBDA',
      teamId: 'data-science-team',
    });
    expect(modelCatalog).toMatchObject({ source: 'REGISTRY', stale: false });
  });

  it('makes the gateway route to it no more while it does not answer, and again when it does', async () => {
    const folder = join(modelgraph.dataDirectory, 'deployer');
    const { placement } = JSON.parse(readFileSync(join(folder, `${deploymentId}.deployment.json`), 'utf8'));
    const isRoutable = (wanted: boolean) =>
      eventually(
        () => client.request(RoutableModelsDocument, {}),
        ({ routableModels }) => routableModels.some(({ kind }) => kind === 'REGISTERED') === wanted,
      );
    process.kill(placement.pid, 'SIGSTOP');
    await isRoutable(false);
    const { deployment } = await client.request(DeploymentByIdDocument, { id: deploymentId });
    expect(deployment).toMatchObject({ status: 'DEPLOYED', health: { status: 'UNHEALTHY' } });
    process.kill(placement.pid, 'SIGCONT');
    await isRoutable(true);
  });

  it('completes with the registered model as its tool', async () => {
    const { createCompletion } = await client.request(CreateCompletionDocument, {
      input: { model: 'gpt-4', messages: question, registeredModel: { id: fraudDetection.modelId } },
    });
    expect(createCompletion.routing).toMatchObject({
      provider: 'local',
      model: 'gpt-4',
      registeredModelUsed: 'fraud-detection-model',
      modelVersion: '1.0.0',
      cached: false,
    });
    expect(createCompletion.message.content).toMatch(/0\.99/);
    expect(createCompletion.finishReason).toBe('STOP');
  });

  it('answers metadata, deployment, completion and usage in one query', async () => {
    const glance = () => client.request(ModelAtAGlanceDocument, { id: fraudDetection.modelId, messages: question });
    const first = await glance();
    expect(first.model).toMatchObject({
      framework: 'tensorflow',
      latestVersion: {
        version: '1.0.0',
        status: 'DEPLOYED',
        deployment: { id: deploymentId, status: 'DEPLOYED', endpoint },
      },
      completion: { message: { role: 'ASSISTANT' }, routing: { registeredModelUsed: 'fraud-detection-model' } },
    });
    const { model } = await eventually(glance, (answer) => (answer.model?.usage.requests ?? 0) >= 2);
    expect(model?.usage.promptTokens).toBeGreaterThan(0);
  });

  it('tells what the team and its most used model have spent', async () => {
    const { topModels } = await client.request(TopModelsDocument, { window: 'LAST_24_HOURS', first: 5 });
    expect(topModels[0]?.model.id).toBe('fraud-detection-model');
    expect(topModels[0]?.usage.requests).toBeGreaterThanOrEqual(2);
    const { teamUsage } = await client.request(TeamUsageDocument, { teamId: 'data-science-team', days: 1 });
    expect(teamUsage?.usageByDay[0]?.usage.requests).toBeGreaterThanOrEqual(2);
  });

  it('counts it in the statistics', async () => {
    const { registryStatistics } = await client.request(RegistryStatisticsDocument, {});
    expect(registryStatistics).toEqual({
      totalModels: 1,
      totalVersions: 1,
      byFramework: [{ name: 'tensorflow', count: 1 }],
      byDeploymentTarget: [{ name: 'LAMBDA', count: 1 }],
      byStatus: [{ name: 'DEPLOYED', count: 1 }],
    });
  });

  it('is healthy', async () => {
    const { registryHealth, inferenceHealth } = await client.request(HealthDocument, {});
    expect(registryHealth).toMatchObject({ status: 'HEALTHY' });
    expect(inferenceHealth).toMatchObject({ status: 'HEALTHY' });
  });

  it('stops cleanly on SIGTERM, and finds everything again on the same folder', async () => {
    expect(await modelgraph.stop()).toBe(0);
    modelgraph = await startModelgraph({ dataDirectory: modelgraph.dataDirectory });
    client = modelgraph.client(keys.dataScience);
    const { model } = await client.request(ModelVersionsDocument, { id: fraudDetection.modelId });
    expect(model?.versions.nodes).toEqual([expect.objectContaining({ version: '1.0.0', status: 'DEPLOYED' })]);
    const { createCompletion } = await eventually(
      () =>
        client.request(CreateCompletionDocument, {
          input: { messages: question, registeredModel: { id: fraudDetection.modelId } },
        }),
      ({ createCompletion }) => /0\.99/.test(createCompletion.message.content ?? ''),
    );
    expect(createCompletion.routing.modelVersion).toBe('1.0.0');
  });
});
