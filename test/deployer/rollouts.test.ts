/** How a version takes over from another, seen by those who call the model all the while: gateway, registry, deployer, real endpoints. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createModelgraphClient, type ModelgraphClient } from '../../client/client.ts';
import {
  DeployModelDocument,
  DeploymentByIdDocument,
  type DeploymentByIdQuery,
  DeploymentSlotsDocument,
  type DeploymentStrategyInput,
  PredictDocument,
  RegisterModelDocument,
  RollbackDeploymentDocument,
  UndeployModelDocument,
} from '../../client/generated/operations.ts';
import type { EmbeddedCloud } from '../../infra/local/cloud.ts';
import { identityHeader, identityTokens } from '../../platform/identity.ts';
import { type Gateway, internalSecret, scientist, startCloud, startGateway } from '../inference/start-gateway.ts';
import { temporaryFolder } from '../infra/temporary-folder.ts';
import { deployerMain, eventually, type RunningProcess, registryMain, startProcess } from './deployer-process.ts';

interface Endpoint {
  readonly url: string;
  /** Answers everything but the probe with 500. */
  failing: boolean;
  /** Is not ready. */
  down: boolean;
}

const folder = temporaryFolder();
const servers: Server[] = [];
const processes: RunningProcess[] = [];
let cloud: EmbeddedCloud;
let gateway: Gateway;
let client: ModelgraphClient;
let caller: ModelgraphClient;

beforeAll(async () => {
  cloud = await startCloud(folder);
  const common = { ...cloud.environment, INTERNAL_SECRET: internalSecret, ALLOW_PRIVATE_ENDPOINTS: 'true' };
  const registry = await startProcess(registryMain, {
    ...common,
    PORT: '0',
    TEAMS: 'data-science-team',
    METRICS: 'none',
  });
  processes.push(registry);
  // Who watches the health of endpoints is not asked here: the gateway's figures alone judge.
  const quiet = { HEALTH_INTERVAL_SECONDS: '300' };
  const deployer = { REGISTRY_URL: registry.url, DATA_DIR: folder, ...quiet };
  processes.push(await startProcess(deployerMain, { ...common, ...deployer }));
  gateway = await startGateway({ registryUrl: registry.url });
  const tokens = identityTokens(internalSecret);
  client = createModelgraphClient({
    url: registry.url,
    headers: async () => ({ [identityHeader]: await tokens.sign(scientist) }),
  });
  caller = gateway.as(scientist);
}, 60_000);

afterAll(async () => {
  await gateway?.stop();
  await Promise.all(processes.map((running) => running.kill()));
  for (const server of servers) server.close();
  for (const server of servers) server.closeAllConnections();
  await cloud?.close();
});

/** A server of the Open Inference Protocol that answers its own number. */
async function endpoint(modelId: string, number: number): Promise<Endpoint> {
  const state = { url: '', failing: false, down: false };
  const tensor = { name: 'x', datatype: 'FP32', shape: [1] };
  const server = createServer(async (request, response) => {
    const path = String(request.url);
    const body = await new Response(request as never).text();
    const isProbe = !body.includes('"data":[7]');
    const failing = state.down || (state.failing && path.endsWith('/infer') && !isProbe);
    const answer = path.endsWith('/infer')
      ? { outputs: [{ ...tensor, data: [number] }] }
      : { name: modelId, inputs: [tensor], outputs: [tensor] };
    response.writeHead(failing ? 500 : 200).end(JSON.stringify(failing ? { error: 'injected' } : answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  servers.push(server);
  state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v2/models/${modelId}`;
  return state;
}

async function register(modelId: string, number: number): Promise<Endpoint> {
  const served = await endpoint(modelId, number);
  const version = { modelId, version: `${number}.0.0`, framework: 'onnx', deploymentTarget: 'EXTERNAL' as const };
  await client.request(RegisterModelDocument, {
    input: { ...version, teamId: 'data-science-team', artifactUri: served.url },
  });
  return served;
}

type Found = NonNullable<DeploymentByIdQuery['deployment']>;
const find = async (id: string): Promise<Found | null | undefined> =>
  (await client.request(DeploymentByIdDocument, { id })).deployment;
const done = (id: string): Promise<Found> =>
  eventually(`${id} is done`, async () => {
    const found = await find(id);
    return found?.phase === 'DONE' && found;
  });
async function deploy(modelId: string, number: number, strategy?: DeploymentStrategyInput): Promise<string> {
  const input = { modelId, version: `${number}.0.0`, ...(strategy && { strategy }) };
  return (await client.request(DeployModelDocument, { input })).deployModel.deployment.id;
}

/** The number that answers, or that it failed. */
const predict = async (modelId: string, version?: string): Promise<number | 'FAILED'> => {
  const input = { modelId, inputs: { x: [7] }, ...(version && { version }) };
  try {
    const { predictions } = (await caller.request(PredictDocument, { input })).predict;
    return (predictions[0]?.outputs as { x: number[] } | undefined)?.x[0] ?? 'FAILED';
  } catch {
    return 'FAILED';
  }
};
const isServedBy = (modelId: string, number: number) =>
  eventually(`${modelId} is served by ${number}`, async () => (await predict(modelId)) === number);

/** Calls the model all the while, and tells how often which number answered. */
async function callingThroughout<Result>(
  modelId: string,
  work: (answers: readonly (number | 'FAILED')[]) => Promise<Result>,
) {
  const answers: (number | 'FAILED')[] = [];
  let isOver = false;
  const calling = (async () => {
    while (!isOver) {
      answers.push(await predict(modelId));
      await sleep(5);
    }
  })();
  const result = await work(answers).finally(() => {
    isOver = true;
  });
  await calling;
  return { result, answers, count: (answer: number | 'FAILED') => answers.filter((one) => one === answer).length };
}

describe('a canary', () => {
  it('that fails is rolled back by itself, and less than its share of the calls has failed', async () => {
    await register('bad-canary', 1);
    const bad = await register('bad-canary', 2);
    await done(await deploy('bad-canary', 1));
    await isServedBy('bad-canary', 1);
    bad.failing = true;
    const percent = 20;
    const { result, answers, count } = await callingThroughout('bad-canary', async (soFar) => {
      const id = await deploy('bad-canary', 2, {
        kind: 'CANARY',
        steps: [{ percent, holdSeconds: 60 }],
        abortOn: { maximumErrorRate: 0.2, minimumRequests: 5 },
      });
      const ended = await done(id);
      const calls = soFar.length;
      await eventually('half as many calls again', () => soFar.length >= 1.5 * calls, 30_000);
      return ended;
    });
    expect(result).toMatchObject({ status: 'ROLLED_BACK', reason: 'ERROR_RATE', modelVersion: { status: 'FAILED' } });
    expect(result.message).toContain('requests failed');
    expect(count('FAILED')).toBeGreaterThanOrEqual(5);
    expect(count('FAILED') / answers.length).toBeLessThan(percent / 100);
    // Once it was rolled back, nothing went there any more.
    expect(answers.slice(-10)).toEqual(Array(10).fill(1));
  }, 60_000);

  it('that does well takes over step by step, and no call fails', async () => {
    await register('good-canary', 1);
    await register('good-canary', 2);
    const old = await deploy('good-canary', 1);
    await done(old);
    await isServedBy('good-canary', 1);
    const { result, count } = await callingThroughout('good-canary', async () => {
      const steps = [
        { percent: 30, holdSeconds: 1 },
        { percent: 70, holdSeconds: 1 },
      ];
      const deployed = await done(await deploy('good-canary', 2, { kind: 'CANARY', steps }));
      await isServedBy('good-canary', 2);
      return deployed;
    });
    expect(result).toMatchObject({ status: 'DEPLOYED', modelVersion: { status: 'DEPLOYED' } });
    expect(await find(old)).toMatchObject({ status: 'SUPERSEDED', modelVersion: { status: 'REGISTERED' } });
    expect(count('FAILED')).toBe(0);
    expect(Math.min(count(1), count(2))).toBeGreaterThan(5);
  }, 60_000);
});

describe('what serves', () => {
  it('goes on serving while another version fails to deploy', async () => {
    await register('kept', 1);
    const broken = await register('kept', 2);
    broken.down = true;
    await done(await deploy('kept', 1));
    await isServedBy('kept', 1);
    const { result, answers, count } = await callingThroughout('kept', async () => done(await deploy('kept', 2)));
    expect(result).toMatchObject({ status: 'FAILED', reason: 'UNHEALTHY' });
    expect(count(1)).toBe(answers.length);
  });

  it('is kept warm by blue/green: a rollback takes no deployment', async () => {
    await register('blue-green', 1);
    await register('blue-green', 2);
    const blue = await deploy('blue-green', 1);
    await done(blue);
    await isServedBy('blue-green', 1);
    const green = await deploy('blue-green', 2, { kind: 'BLUE_GREEN' });
    const { answers, count } = await callingThroughout('blue-green', async () => {
      await done(green);
      await isServedBy('blue-green', 2);
      // The gateway still has the one that is warm, for those who name it.
      expect(await predict('blue-green', '1.0.0')).toBe(1);
      const { rollbackDeployment } = await client.request(RollbackDeploymentDocument, {
        input: { deploymentId: green },
      });
      expect(rollbackDeployment).toMatchObject({
        deployment: { status: 'ROLLED_BACK' },
        serves: { id: blue, status: 'DEPLOYED', trafficPercent: 100 },
      });
      await isServedBy('blue-green', 1);
    });
    expect(count(1) + count(2)).toBe(answers.length);
    const { model } = await client.request(DeploymentSlotsDocument, { modelId: 'blue-green' });
    expect(model?.slots).toMatchObject([{ active: { id: blue }, standby: null, underWay: null, waiting: [] }]);
  });

  it('is taken away by undeploying', async () => {
    await register('taken-away', 1);
    await done(await deploy('taken-away', 1));
    await isServedBy('taken-away', 1);
    const { undeployModel } = await client.request(UndeployModelDocument, { input: { modelId: 'taken-away' } });
    expect(undeployModel.deployment).toMatchObject({ status: 'UNDEPLOYED', endpoint: null });
    await eventually('nobody answers', async () => (await predict('taken-away')) === 'FAILED');
  });
});
