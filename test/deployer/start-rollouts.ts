/** Registry, deployer and gateway beside each other, and models at endpoints that the test can make fail. */
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { KubeConfig } from '@kubernetes/client-node';
import { createModelgraphClient, type ModelgraphClient } from '../../client/client.ts';
import {
  DeployModelDocument,
  DeploymentByIdDocument,
  type DeploymentByIdQuery,
  type DeploymentStrategyInput,
  type DeploymentTarget,
  PredictDocument,
  RegisterModelDocument,
} from '../../client/generated/operations.ts';
import { readEndpointKeys } from '../../platform/endpoint-keys-file.ts';
import { identityHeader, identityTokens } from '../../platform/identity.ts';
import { type ChatUpstream, says, sendJson, startChatUpstream, streams } from '../inference/chat-upstream.ts';
import { type Gateway, internalSecret, scientist, startCloud, startGateway } from '../inference/start-gateway.ts';
import { type CloudWatchLogsServer, startCloudWatchLogsServer } from './cloudwatch-logs-server.ts';
import { deployerMain, eventually, type RunningProcess, registryMain, startProcess } from './deployer-process.ts';
import { type KeyedServer, startKeyedServer } from './keyed-server.ts';
import { type KserveServer, startKserveServer } from './kserve-server.ts';
import { type LambdaServer, startLambdaServer } from './lambda-server.ts';

export interface Endpoint {
  readonly url: string;
  /** Answers everything but the probe with 500. */
  failing: boolean;
  /** Is not ready. */
  down: boolean;
  /** Takes so long to answer anything but the probe. */
  delayMilliseconds: number;
}

type Found = NonNullable<DeploymentByIdQuery['deployment']>;
type Answer = number | 'FAILED';

/** What stands in for the places that are not ours. */
interface Places {
  readonly lambda: LambdaServer;
  /** What the functions write. */
  readonly written: CloudWatchLogsServer;
  readonly kserve: KserveServer;
  readonly keyed: KeyedServer;
}

export interface Rollouts extends Places {
  readonly gateway: Gateway;
  /** Of the registry, and of the gateway. */
  readonly client: ModelgraphClient;
  readonly caller: ModelgraphClient;
  /** A version of that number at an endpoint that answers the number. */
  register(modelId: string, number: number): Promise<Endpoint>;
  /** The same of a chat model. */
  registerChat(modelId: string, number: number): Promise<Endpoint>;
  registerAt(modelId: string, number: number, artifactUri: string, deploymentTarget: DeploymentTarget): Promise<void>;
  find(id: string): Promise<Found | null | undefined>;
  done(id: string): Promise<Found>;
  deploy(modelId: string, number: number, strategy?: DeploymentStrategyInput): Promise<string>;
  /** The number that answers, or that it failed. */
  predict(modelId: string, version?: string): Promise<Answer>;
  isServedBy(modelId: string, number: number): Promise<unknown>;
  /** Calls the model all the while, and tells how often which number answered. */
  callingThroughout<Result>(
    call: () => Promise<Answer>,
    work: (answers: readonly Answer[]) => Promise<Result>,
  ): Promise<{ result: Result; answers: readonly Answer[]; count(answer: Answer): number }>;
  close(): Promise<void>;
}

export async function startRollouts(folder: string): Promise<Rollouts> {
  const [lambda, written, kserve, keyed] = await Promise.all([
    startLambdaServer(),
    startCloudWatchLogsServer(),
    startKserveServer(),
    startKeyedServer(),
  ]);
  const cloud = await startCloud(folder);
  const common = { ...cloud.environment, INTERNAL_SECRET: internalSecret, ALLOW_PRIVATE_ENDPOINTS: 'true' };
  const processes: RunningProcess[] = [];
  const servers: Server[] = [];
  const upstreams: ChatUpstream[] = [];
  const registry = await startProcess(registryMain, {
    ...common,
    PORT: '0',
    TEAMS: 'data-science-team',
    METRICS: 'none',
  });
  processes.push(registry);
  const settings = {
    ...placesOf({ lambda, written, kserve, keyed }, folder),
    RECONCILE_SECONDS: '0.5',
    DATA_DIR: folder,
  };
  processes.push(await startProcess(deployerMain, { ...common, REGISTRY_URL: registry.url, ...settings }));
  const gateway = await startGateway({
    registryUrl: registry.url,
    keyOf: readEndpointKeys(settings.ENDPOINT_KEYS_FILE, settings),
  });
  const tokens = identityTokens(internalSecret);
  const client = createModelgraphClient({
    url: registry.url,
    headers: async () => ({ [identityHeader]: await tokens.sign(scientist) }),
  });
  const caller = gateway.as(scientist);

  const registerAt: Rollouts['registerAt'] = async (modelId, number, artifactUri, deploymentTarget) => {
    const version = { modelId, version: `${number}.0.0`, framework: 'onnx', deploymentTarget };
    await client.request(RegisterModelDocument, { input: { ...version, teamId: 'data-science-team', artifactUri } });
  };
  const find: Rollouts['find'] = async (id) => (await client.request(DeploymentByIdDocument, { id })).deployment;
  const predict: Rollouts['predict'] = async (modelId, version) => {
    const input = { modelId, inputs: { x: [7] }, ...(version && { version }) };
    try {
      const { predictions } = (await caller.request(PredictDocument, { input })).predict;
      return (predictions[0]?.outputs as { x: number[] } | undefined)?.x[0] ?? 'FAILED';
    } catch {
      return 'FAILED';
    }
  };

  return {
    lambda,
    written,
    kserve,
    keyed,
    gateway,
    client,
    caller,

    async register(modelId, number) {
      const state = { url: '', failing: false, down: false, delayMilliseconds: 0 };
      const server = tensorServer(modelId, number, state);
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      servers.push(server);
      state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v2/models/${modelId}`;
      await registerAt(modelId, number, state.url, 'EXTERNAL');
      return state;
    },

    async registerChat(modelId, number) {
      const upstream = await startChatUpstream();
      upstreams.push(upstream);
      const state = { url: upstream.baseUrl, failing: false, down: false, delayMilliseconds: 0 };
      upstream.script(async (request, response) => {
        const isProbe = request.body.messages[0]?.content === 'Say yes.';
        if (!isProbe) await sleep(state.delayMilliseconds);
        if (!isProbe && state.failing) return sendJson({ error: { message: 'injected' } }, 500)(request, response);
        const content = String(number);
        return (request.body.stream ? streams([{ content }]) : says(content))(request, response);
      });
      await registerAt(modelId, number, state.url, 'EXTERNAL');
      return state;
    },

    registerAt,
    find,
    done: (id) =>
      eventually(
        `${id} is done`,
        async () => {
          const found = await find(id);
          return found?.phase === 'DONE' && found;
        },
        30_000,
      ),
    async deploy(modelId, number, strategy) {
      const input = { modelId, version: `${number}.0.0`, ...(strategy && { strategy }) };
      return (await client.request(DeployModelDocument, { input })).deployModel.deployment.id;
    },
    predict,
    isServedBy: (modelId, number) =>
      eventually(`${modelId} is served by ${number}`, async () => (await predict(modelId)) === number),

    async callingThroughout(call, work) {
      const answers: Answer[] = [];
      let isOver = false;
      const calling = (async () => {
        while (!isOver) {
          answers.push(await call());
          await sleep(5);
        }
      })();
      const result = await work(answers).finally(() => {
        isOver = true;
      });
      await calling;
      return { result, answers, count: (answer) => answers.filter((one) => one === answer).length };
    },

    async close() {
      await gateway.stop();
      await Promise.all(processes.map((running) => running.kill()));
      for (const server of servers) server.close();
      for (const server of servers) server.closeAllConnections();
      await Promise.all(upstreams.map((upstream) => upstream.close()));
      await Promise.all([lambda, written, kserve, keyed].map((place) => place.close()));
      await cloud.close();
    },
  };
}

/** A server of the Open Inference Protocol that answers its own number. */
function tensorServer(modelId: string, number: number, state: Endpoint): Server {
  const tensor = { name: 'x', datatype: 'FP32', shape: [1] };
  return createServer(async (request, response) => {
    const path = String(request.url);
    const body = await new Response(request as never).text();
    const isProbe = !body.includes('"data":[7]');
    if (!isProbe) await sleep(state.delayMilliseconds);
    const failing = state.down || (state.failing && path.endsWith('/infer') && !isProbe);
    const answer = path.endsWith('/infer')
      ? { outputs: [{ ...tensor, data: [number] }] }
      : { name: modelId, inputs: [tensor], outputs: [tensor] };
    response.writeHead(failing ? 500 : 200).end(JSON.stringify(failing ? { error: 'injected' } : answer));
  });
}

/** The deployer's variables for them. */
function placesOf({ lambda, written, kserve, keyed }: Places, folder: string) {
  const cluster = new KubeConfig();
  cluster.loadFromClusterAndUser({ name: 'test', server: kserve.origin, skipTLSVerify: true }, { name: 'test' });
  const KUBECONFIG = join(folder, 'kubeconfig');
  writeFileSync(KUBECONFIG, cluster.exportConfig());
  const ENDPOINT_KEYS_FILE = join(folder, 'endpoint-keys.yaml');
  const key = { endpoint: keyed.origin, teams: ['data-science-team'], apiKey: `\${KEY}` };
  writeFileSync(ENDPOINT_KEYS_FILE, JSON.stringify({ keys: [key] }));
  return {
    AWS_ENDPOINT_URL_LAMBDA: lambda.origin,
    AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: written.origin,
    LAMBDA_IMAGE_URI: 'image',
    LAMBDA_ROLE_ARN: 'role',
    KUBECONFIG,
    EKS_NAMESPACE: 'models',
    ENDPOINT_KEYS_FILE,
    KEY: keyed.key,
  };
}
