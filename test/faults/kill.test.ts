/** `kill -9` of every process at any moment of S1, then a start on the same folder: nothing acknowledged is missing. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ModelgraphClient } from '../../client/client.ts';
import {
  CreateCompletionDocument,
  DeployModelDocument,
  DeploymentByIdDocument,
  DeploymentStatusChangedDocument,
  ModelUsageDocument,
  ModelVersionsDocument,
  RegisterModelDocument,
  RegistryStatisticsDocument,
} from '../../client/generated/operations.ts';
import { fraudDetection } from '../supergraph/samples.ts';
import {
  eventually,
  keys,
  newDataDirectory,
  removeDataDirectory,
  type StartedModelgraph,
  startModelgraph,
} from '../supergraph/start-modelgraph.ts';

const messages = [{ role: 'USER' as const, content: 'Score 9000, 3, 4200, 1' }];
let dataDirectory: string;
let modelgraph: StartedModelgraph;
let client: ModelgraphClient;

async function start(): Promise<void> {
  modelgraph = await startModelgraph({ dataDirectory });
  client = modelgraph.client(keys.dataScience);
}

async function killAndStart(): Promise<void> {
  await modelgraph.kill();
  await start();
}

/** How a deployment ends: DEPLOYED, or FAILED with its reason. */
async function outcomeOf(id: string): Promise<string | undefined> {
  const { deployment } = await eventually(
    () => client.request(DeploymentByIdDocument, { id }),
    (answer) => answer.deployment?.phase === 'DONE',
    30_000,
  );
  return deployment?.status === 'FAILED' ? `FAILED ${deployment.reason}` : deployment?.status;
}

beforeAll(async () => {
  dataDirectory = await newDataDirectory();
  await start();
});
afterAll(async () => {
  await modelgraph.stop();
  await removeDataDirectory(dataDirectory);
});

describe('kill -9 of the whole tree', () => {
  it('after a registration was acknowledged', async () => {
    await client.request(RegisterModelDocument, { input: fraudDetection });
    await killAndStart();
    const { model } = await client.request(ModelVersionsDocument, { id: fraudDetection.modelId });
    expect(model).toMatchObject({
      latestVersion: { version: '1.0.0' },
      versions: { nodes: [{ status: 'REGISTERED' }] },
    });
  }, 60_000);

  // 0: right after the answer; then while the deployer claims, fetches, starts and probes.
  it.each([0, 15, 40, 80, 150, 300])(
    '%d ms after a deployment was acknowledged',
    async (milliseconds) => {
      const version = `2.0.${milliseconds}`;
      await client.request(RegisterModelDocument, { input: { ...fraudDetection, version } });
      const { deployModel } = await client.request(DeployModelDocument, {
        input: { modelId: fraudDetection.modelId, version },
      });
      await new Promise((passed) => setTimeout(passed, milliseconds));
      await killAndStart();
      expect(await outcomeOf(deployModel.deployment.id)).toBe('DEPLOYED');
      const sequences: number[] = [];
      for await (const { deploymentStatusChanged } of client.subscribe(DeploymentStatusChangedDocument, {
        deploymentId: deployModel.deployment.id,
      })) {
        sequences.push(deploymentStatusChanged.sequence);
        const endpoint = deploymentStatusChanged.deployment.endpoint;
        expect((await fetch(`${endpoint}/ready`)).status).toBe(200);
      }
      expect(sequences).toHaveLength(1);
    },
    60_000,
  );

  it('after completions were acknowledged: each is counted exactly once', async () => {
    const complete = () =>
      client.request(CreateCompletionDocument, {
        input: { messages, registeredModel: { id: fraudDetection.modelId } },
      });
    const usage = async () =>
      (await client.request(ModelUsageDocument, { id: fraudDetection.modelId, window: 'LAST_24_HOURS' })).model?.usage;
    await eventually(
      () => complete().catch(() => undefined),
      (answer) => answer !== undefined,
    );
    const acknowledged = 1 + (await Promise.all([complete(), complete(), complete(), complete()])).length;
    await killAndStart();
    await eventually(usage, (counted) => counted?.requests === acknowledged, 20_000);
    // Redelivered messages come back within their visibility timeout; none may count again.
    await killAndStart();
    await eventually(
      () => complete().catch(() => undefined),
      (answer) => answer !== undefined,
    );
    expect(await eventually(usage, (counted) => (counted?.requests ?? 0) > acknowledged)).toMatchObject({
      requests: acknowledged + 1,
    });
  }, 60_000);

  it('leaves statistics that equal a recount', async () => {
    const { model } = await client.request(ModelVersionsDocument, { id: fraudDetection.modelId });
    const { registryStatistics } = await client.request(RegistryStatisticsDocument, {});
    expect(registryStatistics.totalVersions).toBe(model?.versions.nodes.length);
    const deployed = model?.versions.nodes.filter(({ status }) => status === 'DEPLOYED').length;
    expect(registryStatistics.byStatus.find(({ name }) => name === 'DEPLOYED')?.count).toBe(deployed);
  });
});
