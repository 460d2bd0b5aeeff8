/** Two hundred deployed models: what a client's model has to read stays small, and the right tool is found. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { tokensOf } from '../../router/mcp/model-tools.ts';
import { startRegistryServer } from '../inference/registry-server.ts';
import { catalogEntry } from '../inference/samples.ts';
import { startCloud, startGateway } from '../inference/start-gateway.ts';
import { temporaryFolder } from '../infra/temporary-folder.ts';
import { secret } from '../registry/start-registry.ts';
import { eventually, keysInHand, startMcpRouter } from './start-mcp.ts';

const toolTokens = 6_000;
const subjects = ['payments', 'churn', 'weather', 'traffic', 'prices', 'energy', 'returns', 'sentiment'];
const folder = temporaryFolder();
const stopping: (() => Promise<void>)[] = [];
let running: Awaited<ReturnType<typeof startMcpRouter>>;

beforeAll(async () => {
  const cloud = await startCloud(folder);
  const tensors = ['amount', 'hour', 'distance'].map((name) => ({ name, datatype: 'FP32', shape: [-1, 4] }));
  const serving = Array.from({ length: 200 }, (_, index) =>
    catalogEntry({
      deploymentId: `deployment-${index}`,
      modelId: `model-${index}`,
      teamId: 'team-a',
      description:
        index === 137
          ? 'Tells which wind turbines need maintenance, from vibration'
          : `Forecasts ${subjects[index % subjects.length]} for region ${index}`,
      signature: { inputs: { tensors, jsonSchema: null }, outputs: null },
    }),
  );
  const registry = await startRegistryServer(secret, 0, serving);
  const inference = await startGateway({ registryUrl: registry.url, internalSecret: secret });
  const urls = { registry: registry.url, inference: `http://127.0.0.1:${inference.port}/graphql` };
  running = await startMcpRouter(urls, keysInHand(), { mcp: { toolTokens } });
  stopping.push(running.stop, inference.stop, registry.stop, cloud.close);
});
afterAll(async () => {
  for (const stop of stopping) await stop();
});

it('are not listed but found, and called by their name', async () => {
  const client = await running.connect('team-a');
  const { tools } = await eventually(
    () => client.listTools(),
    (answer) => answer.tools.some(({ name }) => name === 'search_model_tools'),
  );
  expect(tokensOf(tools)).toBeLessThan(toolTokens);
  expect(tools.filter(({ name }) => name.startsWith('predict_'))).toEqual([]);

  const search = 'maintenance of a wind turbine';
  const { structuredContent } = await client.callTool({ name: 'search_model_tools', arguments: { search, first: 3 } });
  const [best] = (structuredContent as { tools: { name: string; inputSchema: object }[] }).tools;
  expect(best).toMatchObject({
    name: 'predict_model_137',
    inputSchema: { required: ['amount', 'hour', 'distance'] },
  });
  const faulty = await client.callTool({ name: 'predict_model_137', arguments: { amount: 1 } });
  expect(JSON.stringify(faulty.content)).toContain('VALIDATION_ERROR');
});

it('of another team are not found', async () => {
  const stranger = await running.connect('team-b');
  const { tools } = await stranger.listTools();
  expect(tools.map(({ name }) => name)).not.toContain('search_model_tools');
  await expect(stranger.callTool({ name: 'predict_model_137' })).rejects.toThrow('There is no tool');
});
