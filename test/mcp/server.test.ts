/** Our MCP server, as the protocol's own client meets it: tools, resources, prompts, and whom they are for. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import {
  ResourceUpdatedNotificationSchema,
  ToolListChangedNotificationSchema,
} from '@modelcontextprotocol/sdk/types.js';
import { describeOtherClients } from './server-clients.ts';
import { describeDoor } from './server-door.ts';
import { describeTeamServers } from './server-team-servers.ts';
import { eventually, startMcp, suspicious } from './start-mcp.ts';

const mcp = await startMcp();
let scientist: Client;
let stranger: Client;

beforeAll(async () => {
  await mcp.deployed('team-a', 'fraud-detection-model', {
    modelCard: '# Fraud\n\nScores card payments.',
    description: 'Scores card payments',
    metrics: [{ name: 'auc', value: 0.97 }],
  });
  await mcp.deployed('team-b', 'churn-model');
  await mcp.registerFor('team-a', 'fraud-detection-model', { version: '1.1.0', description: 'Scores them better' });
  [scientist, stranger] = [await mcp.connect('team-a'), await mcp.connect('team-b')];
  await eventually(
    () => toolNames(scientist),
    (names) => names.includes('predict_fraud_detection_model'),
  );
  await eventually(
    () => toolNames(stranger),
    (names) => names.includes('predict_churn_model'),
  );
});

const toolNames = async (client: Client) => (await client.listTools()).tools.map(({ name }) => name);

// biome-ignore lint/suspicious/noExplicitAny: answers of many shapes, looked into field by field
async function call(client: Client, name: string, input: object = {}): Promise<any> {
  const result = await client.callTool({ name, arguments: { ...input } });
  const [content] = result.content as { text: string }[];
  return { isError: result.isError ?? false, ...JSON.parse(content?.text ?? '{}') };
}

describe('tools', () => {
  it('are the platform and one for each deployed model of the team', async () => {
    expect(await toolNames(scientist)).toEqual([
      'search_models',
      'get_model',
      'list_versions',
      'usage_report',
      'deploy_model',
      'deployment_status',
      'complete',
      'predict',
      'predict_fraud_detection_model',
    ]);
    const { tools } = await scientist.listTools();
    expect(tools.at(-1)).toMatchObject({
      title: 'fraud-detection-model 1.0.0',
      description: expect.stringContaining('Scores card payments'),
      inputSchema: { type: 'object', required: ['features'], additionalProperties: false },
    });
  });

  it('find models and tell what is known of them', async () => {
    expect(await call(scientist, 'search_models', { search: 'fraud' })).toMatchObject({
      models: [{ id: 'fraud-detection-model', teamId: 'team-a', latestVersion: { version: '1.1.0' } }],
      hasNextPage: false,
    });
    expect(await call(scientist, 'get_model', { modelId: 'fraud-detection-model' })).toMatchObject({
      teamId: 'team-a',
      latestVersion: { version: '1.1.0', status: 'REGISTERED' },
      usage: { requests: expect.any(Number) },
    });
    expect(await call(scientist, 'list_versions', { modelId: 'fraud-detection-model' })).toMatchObject({
      versions: [
        { version: '1.1.0', status: 'REGISTERED' },
        { version: '1.0.0', status: 'DEPLOYED' },
      ],
    });
  });

  it('ask a deployed model, by its own tool, by predict, and as part of a completion', async () => {
    const outputs = { fraud_probability: [[expect.closeTo(0.839, 3)]] };
    expect(await call(scientist, 'predict_fraud_detection_model', suspicious)).toMatchObject({
      version: '1.0.0',
      outputs,
    });
    expect(
      await call(scientist, 'predict', { modelId: 'fraud-detection-model', batch: [suspicious, suspicious] }),
    ).toMatchObject({ predictions: [{ outputs }, { outputs }] });
    const messages = [{ role: 'USER', content: 'Is 4800 dollars at hour 3, 900 km away, foreign 1, a fraud?' }];
    const completion = await call(scientist, 'complete', {
      messages,
      registeredModel: { id: 'fraud-detection-model' },
    });
    expect(completion).toMatchObject({
      finishReason: 'STOP',
      routing: { registeredModelUsed: 'fraud-detection-model' },
    });
    expect(
      await eventually(
        () => call(scientist, 'usage_report', { modelId: 'fraud-detection-model', window: 'LAST_HOUR' }),
        ({ usage }) => usage?.requests >= 3,
      ),
    ).toMatchObject({ window: 'LAST_HOUR', usageByDay: [expect.anything()] });
    expect(await call(scientist, 'usage_report')).toMatchObject({
      topModels: [{ model: { id: 'fraud-detection-model' } }],
    });
  });

  it('answer faults so that a model can mend them', async () => {
    const faults = await Promise.all([
      call(scientist, 'get_model', { modelId: 'no-such-model' }),
      call(scientist, 'get_model', { id: 'fraud-detection-model' }),
      call(scientist, 'predict_fraud_detection_model', { features: [1, 2] }),
      call(scientist, 'deployment_status', { deploymentId: 'none', waitSeconds: 0 }),
    ]);
    expect(faults.map(({ isError, error }) => [isError, error.code])).toEqual([
      [true, 'NOT_FOUND'],
      [true, 'VALIDATION_ERROR'],
      [true, 'VALIDATION_ERROR'],
      [true, 'NOT_FOUND'],
    ]);
    expect(faults[2].error.details).toEqual([
      { path: 'input.inputs.features', message: 'The input "features" must have the shape [-1, 4]' },
    ]);
    await expect(scientist.callTool({ name: 'drop_tables' })).rejects.toThrow('There is no tool "drop_tables"');
  });

  it('of another team are neither listed nor called', async () => {
    expect(await toolNames(stranger)).not.toContain('predict_fraud_detection_model');
    await expect(
      stranger.callTool({ name: 'predict_fraud_detection_model', arguments: { ...suspicious } }),
    ).rejects.toThrow('There is no tool "predict_fraud_detection_model"');
    const predict = await call(stranger, 'predict', { modelId: 'fraud-detection-model', inputs: suspicious });
    expect(predict).toMatchObject({ isError: true, error: { code: 'NOT_FOUND' } });
    expect(await call(stranger, 'search_models', { search: 'fraud' })).toMatchObject({ models: [] });
    expect(await call(stranger, 'deploy_model', { modelId: 'fraud-detection-model' })).toMatchObject({ isError: true });
    await expect(stranger.readResource({ uri: 'model://fraud-detection-model' })).rejects.toThrow(/does not exist/);
    await expect(stranger.subscribeResource({ uri: 'model://fraud-detection-model' })).rejects.toThrow(
      /does not exist/,
    );
  });
});

describe('a deployment', () => {
  it('is followed by progress, and told to those who list tools or read the model', async () => {
    const told = { lists: 0, uris: new Set<string>() };
    scientist.setNotificationHandler(ToolListChangedNotificationSchema, () => {
      told.lists += 1;
    });
    scientist.setNotificationHandler(ResourceUpdatedNotificationSchema, ({ params }) => void told.uris.add(params.uri));
    await mcp.registerFor('team-a', 'recommendation-engine');
    await scientist.subscribeResource({ uri: 'model://recommendation-engine' });
    const { id } = await call(scientist, 'deploy_model', { modelId: 'recommendation-engine' });

    const steps: (string | undefined)[] = [];
    const waiting = scientist.callTool({ name: 'deployment_status', arguments: { deploymentId: id } }, undefined, {
      onprogress: ({ message }) => steps.push(message),
    });
    await eventually(
      () => steps.length,
      (count) => count > 0,
    );
    await mcp.serve(id);
    const { structuredContent } = await waiting;
    expect(structuredContent).toMatchObject({ id, status: 'DEPLOYED', phase: 'DONE' });
    expect(steps.at(0)).toMatch(/^QUEUED/);
    expect(steps.at(-1)).toMatch(/^DONE/);

    await eventually(
      () => told.lists,
      (count) => count > 0,
    );
    expect(await toolNames(scientist)).toContain('predict_recommendation_engine');
    expect([...told.uris]).toEqual(['model://recommendation-engine']);
  });
});

describe('resources and prompts', () => {
  it('are models, versions and cards', async () => {
    const { resources } = await scientist.listResources();
    expect(resources.map(({ uri }) => uri)).toContain('model://fraud-detection-model');
    const read = async (uri: string) => (await scientist.readResource({ uri })).contents[0];
    expect(await read('model://fraud-detection-model/versions/1.0.0/card')).toEqual({
      uri: 'model://fraud-detection-model/versions/1.0.0/card',
      mimeType: 'text/markdown',
      text: '# Fraud\n\nScores card payments.',
    });
    const version = await read('model://fraud-detection-model/versions/1.0.0');
    expect(JSON.parse(String(version && 'text' in version && version.text))).toMatchObject({
      metrics: [{ name: 'auc' }],
    });
    expect(await read('model://fraud-detection-model/card')).toMatchObject({ text: expect.stringContaining('1.1.0') });
    await expect(read('file:///etc/passwd')).rejects.toThrow(/model:\/\//);
    const { resourceTemplates } = await scientist.listResourceTemplates();
    expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toContain('model://{id}/versions/{version}');
  });

  it('are completed as they are typed', async () => {
    const ref = { type: 'ref/resource' as const, uri: 'model://{id}/versions/{version}' };
    const ids = await scientist.complete({ ref, argument: { name: 'id', value: 'fraud-det' } });
    expect(ids.completion.values).toEqual(['fraud-detection-model']);
    const versions = await scientist.complete({
      ref,
      argument: { name: 'version', value: '1.' },
      context: { arguments: { id: 'fraud-detection-model' } },
    });
    expect(versions.completion.values).toEqual(['1.1.0', '1.0.0']);
    const prompt = { type: 'ref/prompt' as const, name: 'review_model' };
    expect(
      (await stranger.complete({ ref: prompt, argument: { name: 'modelId', value: '' } })).completion.values,
    ).toEqual(['churn-model']);
  });

  it('make prompts with the facts in them', async () => {
    const modelId = 'fraud-detection-model';
    const textOf = async (name: string, more: Record<string, string> = {}) =>
      JSON.stringify((await scientist.getPrompt({ name, arguments: { modelId, ...more } })).messages);
    expect(await textOf('review_model', { version: '1.0.0' })).toContain('Scores card payments.');
    expect(await textOf('compare_versions', { left: '1.0.0', right: '1.1.0' })).toContain('Scores them better');
    expect(await textOf('incident_summary')).toContain('inferenceHealth');
    await expect(scientist.getPrompt({ name: 'review_model' })).rejects.toThrow('"modelId" is missing');
  });
});

describeTeamServers(mcp);
describeOtherClients(mcp);
// Last: it revokes a key.
describeDoor(mcp);
