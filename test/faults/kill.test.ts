/** `kill -9` of every process at any moment of S1, then a start on the same folder: nothing acknowledged is missing. */

import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
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
import { type ChatUpstream, says, startChatUpstream, streams, type UpstreamStep } from '../inference/chat-upstream.ts';
import { readOverOpenAi, readOverServerSentEvents, readOverWebSocket } from '../inference/start-routed.ts';
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
let upstream: ChatUpstream;
let modelgraph: StartedModelgraph;
let client: ModelgraphClient;

async function start(): Promise<void> {
  const environment = { OPENAI_API_KEY: 'key-of-the-test', OPENAI_BASE_URL: upstream.baseUrl };
  modelgraph = await startModelgraph({ dataDirectory, environment });
  client = modelgraph.client(keys.dataScience);
}

async function killAndStart(): Promise<void> {
  await modelgraph.kill();
  await start();
}

const gatewayUsageOfTeam = parse(`query ($name: String!) {
  gatewayUsage(by: TEAM, name: $name) { usage(window: LAST_24_HOURS) { requests } }
}`) as TypedDocumentNode<{ gatewayUsage: { usage: { requests: number } } | null }, { name: string }>;

const words = Array.from({ length: 30 }, (_, index) => ({ content: `word ${index} ` }));
const text = words.map(({ content }) => content).join('');

/** Streams take three seconds, those of the model "endless" a minute. */
const answersByModel: UpstreamStep = (request, response) => {
  const { model, stream } = request.body;
  if (!stream) return says('It is.')(request, response);
  return streams(model === 'endless' ? Array(600).fill({ content: 'more ' }) : words, 'stop', 100)(request, response);
};

/** How a deployment ends: DEPLOYED, or FAILED with its reason. */
async function outcomeOf(id: string): Promise<string | undefined> {
  const { deployment } = await eventually(
    () => client.request(DeploymentByIdDocument, { id }),
    (answer) => answer.deployment?.phase === 'DONE',
    30_000,
  );
  return deployment?.status === 'FAILED' ? `FAILED ${deployment.reason}` : deployment?.status;
}

/** It ends DEPLOYED, its endpoint answers, and a subscriber hears of that end once. */
async function expectToServeOnce(deploymentId: string): Promise<void> {
  expect(await outcomeOf(deploymentId)).toBe('DEPLOYED');
  const endpoints: string[] = [];
  for await (const { deploymentStatusChanged } of client.subscribe(DeploymentStatusChangedDocument, { deploymentId })) {
    endpoints.push(deploymentStatusChanged.deployment.endpoint ?? '');
  }
  expect(endpoints).toHaveLength(1);
  expect((await fetch(`${endpoints[0]}/ready`)).status).toBe(200);
}

beforeAll(async () => {
  dataDirectory = await newDataDirectory();
  upstream = await startChatUpstream();
  upstream.script(answersByModel);
  await start();
});
afterAll(async () => {
  await modelgraph.stop();
  await removeDataDirectory(dataDirectory);
  await upstream.close();
});

describe('kill -9 of the whole tree', () => {
  // 0: right after the answer; then while the deployer claims, fetches, starts and probes.
  it.each([
    [60, 30, 0],
    [350, 200, 100],
  ])(
    '%d, %d and %d ms after deployments were acknowledged, the last of them together with a registration',
    async (...ages) => {
      const register = (version: string) =>
        client.request(RegisterModelDocument, { input: { ...fraudDetection, version } });
      const deploy = async (version: string) =>
        (await client.request(DeployModelDocument, { input: { modelId: fraudDetection.modelId, version } })).deployModel
          .deployment.id;
      const ids: string[] = [];
      const registered = `1.0.${ages[0]}`;
      for (const age of ages) await register(`2.0.${age}`);
      for (const [index, age] of ages.entries()) {
        const next = ages[index + 1];
        const [id] = await Promise.all([deploy(`2.0.${age}`), next === undefined && register(registered)]);
        ids.push(id);
        await new Promise((passed) => setTimeout(passed, age - (next ?? 0)));
      }
      await killAndStart();
      const { model } = await client.request(ModelVersionsDocument, { id: fraudDetection.modelId });
      expect(model?.versions.nodes).toContainEqual(
        expect.objectContaining({ version: registered, status: 'REGISTERED' }),
      );
      await Promise.all(ids.map(expectToServeOnce));
    },
    120_000,
  );

  it('after completions were acknowledged: each is counted exactly once', async () => {
    const complete = () =>
      client.request(CreateCompletionDocument, {
        input: { messages, registeredModel: { id: fraudDetection.modelId } },
      });
    const usage = async () =>
      (await client.request(ModelUsageDocument, { id: fraudDetection.modelId, window: 'LAST_24_HOURS' })).model?.usage;
    const ofTeam = async () => {
      const name = fraudDetection.teamId;
      const { gatewayUsage } = await client.request(gatewayUsageOfTeam, { name });
      return gatewayUsage?.usage.requests;
    };
    await eventually(
      () => complete().catch(() => undefined),
      (answer) => answer !== undefined,
    );
    const acknowledged = 1 + (await Promise.all([complete(), complete(), complete(), complete()])).length;
    await killAndStart();
    await eventually(usage, (counted) => counted?.requests === acknowledged, 20_000);
    // Those sums were a few milliseconds old when the gateway was killed.
    await eventually(ofTeam, (counted) => counted === acknowledged, 20_000);
    // Redelivered messages come back within their visibility timeout; none may count again.
    await killAndStart();
    await eventually(
      () => complete().catch(() => undefined),
      (answer) => answer !== undefined,
    );
    expect(await eventually(usage, (counted) => (counted?.requests ?? 0) > acknowledged)).toMatchObject({
      requests: acknowledged + 1,
    });
  });

  it('leaves statistics that equal a recount', async () => {
    const { model } = await client.request(ModelVersionsDocument, { id: fraudDetection.modelId });
    const { registryStatistics } = await client.request(RegistryStatisticsDocument, {});
    expect(registryStatistics.totalVersions).toBe(model?.versions.nodes.length);
    const deployed = model?.versions.nodes.filter(({ status }) => status === 'DEPLOYED').length;
    expect(registryStatistics.byStatus.find(({ name }) => name === 'DEPLOYED')?.count).toBe(deployed);
  });
});

describe('SIGTERM of every process at once', () => {
  it('lets streams of answers finish, and ends those that take too long with an error', async () => {
    const address = { router: { port: Number(new URL(modelgraph.url).port) }, authorization: `Bearer ${keys.growth}` };
    const ways = [readOverWebSocket, readOverServerSentEvents, readOverOpenAi];
    const finishing = ways.map((open) => open(address, 'finishes'));
    const endless = ways.map((open) => open(address, 'endless'));
    const all = [...finishing, ...endless];
    await Promise.all(all.map(({ first }) => first));
    const exitCode = modelgraph.interrupt();
    await Promise.all(all.map(({ ended }) => ended));
    expect(finishing.map((stream) => [stream.characters(), stream.finishReason()?.toUpperCase()])).toEqual(
      ways.map(() => [text.length, 'STOP']),
    );
    expect(endless.map((stream) => stream.errorCode()?.toUpperCase())).toEqual(ways.map(() => 'SUBGRAPH_UNAVAILABLE'));
    expect(await exitCode).toBe(0);
  }, 120_000);
});
