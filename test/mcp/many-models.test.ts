/** Two hundred deployed models: what a client's model has to read stays small, and the right tool is found. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { ToolListChangedNotificationSchema } from '@modelcontextprotocol/sdk/types.js';
import { Redis } from 'ioredis';
import { freePort } from '../../infra/local/free-port.ts';
import { tokensOf } from '../../router/mcp/model-tools.ts';
import { type RegistryServer, startRegistryServer } from '../inference/registry-server.ts';
import { catalogEntry } from '../inference/samples.ts';
import { startCloud, startGateway } from '../inference/start-gateway.ts';
import { temporaryFolder } from '../infra/temporary-folder.ts';
import { secret } from '../registry/start-registry.ts';
import { eventually, keysInHand, startMcpRouter } from './start-mcp.ts';

const toolTokens = 6_000;
const subjects = ['payments', 'churn', 'weather', 'traffic', 'prices', 'energy', 'returns', 'sentiment'];
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
const folder = temporaryFolder();
const stopping: (() => Promise<void>)[] = [];
let registry: RegistryServer;
let running: Awaited<ReturnType<typeof startMcpRouter>>;

/** A gateway and a router that have only just begun. */
async function startPlatform(registryUrl: string) {
  const inference = await startGateway({ registryUrl, internalSecret: secret });
  const urls = { registry: registryUrl, inference: `http://127.0.0.1:${inference.port}/graphql` };
  const router = await startMcpRouter(urls, keysInHand(), { mcp: { toolTokens } });
  stopping.unshift(router.stop, inference.stop);
  return router;
}

beforeAll(async () => {
  const cloud = await startCloud(folder);
  registry = await startRegistryServer(secret, 0, serving);
  stopping.push(registry.stop, cloud.close);
  running = await startPlatform(registry.url);
});
afterAll(async () => {
  for (const stop of stopping) await stop();
});

const names = async (client: Client) => (await client.listTools()).tools.map(({ name }) => name);
const whenToolsChange = (client: Client) =>
  new Promise<void>((resolve) => {
    client.setNotificationHandler(ToolListChangedNotificationSchema, () => resolve());
  });

it('are not listed but found, and called by their name, as soon as the platform has started', async () => {
  const client = await running.connect('team-a');
  const changed = whenToolsChange(client);
  const isSearched = async () => (await names(client)).includes('search_model_tools');
  // A machine on which the gateway takes seconds to learn of them: whoever has listed too little is told.
  if (!(await isSearched())) await changed;
  expect(await isSearched()).toBe(true);
  const { tools } = await client.listTools();
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

it('that a client asks for all the time are not kept from it', async () => {
  const client = await running.connect('team-b');
  expect(await names(client)).not.toContain('predict_late_model');
  registry.serving.push(catalogEntry({ deploymentId: 'late', modelId: 'late-model', teamId: 'team-b', endpoint: '' }));
  // Who asks for it by name has the gateway look it up; nobody tells the session.
  await client.callTool({ name: 'predict', arguments: { modelId: 'late-model', inputs: {} } });
  await eventually(
    () => names(client),
    (listed) => listed.includes('predict_late_model'),
  );
});

it('are told to a session that began before anybody knew of them', async () => {
  // Nor does Redis know of any.
  const redis = new Redis(process.env.REDIS_URL ?? '');
  await redis.del('modelgraph:inference:catalog');
  redis.disconnect();
  const port = await freePort();
  const early = await startPlatform(`http://127.0.0.1:${port}/graphql`);
  const client = await early.connect('team-a');
  const changed = whenToolsChange(client);
  const before = await names(client);
  expect(before).toContain('search_models');
  expect(before).not.toContain('search_model_tools');
  stopping.push((await startRegistryServer(secret, port, serving)).stop);
  await changed;
  expect(await names(client)).toContain('search_model_tools');
});
