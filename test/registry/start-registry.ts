/** The whole registry on an embedded cloud, in this process, and callers that speak to it over the wire. */
import { afterAll } from '@jest/globals';
import { createClient } from 'graphql-ws';
import { startEmbeddedCloud } from '../../infra/local/cloud.ts';
import { identityHeader, identityTokens } from '../../platform/identity.ts';
import { createLogger } from '../../platform/logging.ts';
import { startRegistry as start } from '../../subgraphs/registry/start.ts';
import { temporaryFolder } from '../infra/temporary-folder.ts';
import { createPauses } from '../runner/pauses.ts';
import { identityOf } from './samples.ts';

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into by the tests, field by field
export type Answer = { data: any; errors?: { message: string; extensions: any }[] };

export interface Caller {
  request(query: string, variables?: object): Promise<Answer>;
  /** The code of the first error of a request, or undefined. */
  codeOf(query: string, variables?: object): Promise<string | undefined>;
  /** The events of a subscription to `deploymentStatusChanged`. */
  watch(argument: string): AsyncIterableIterator<StatusEvent>;
}

export interface StatusEvent {
  sequence: number;
  status: string;
  phase: string;
  progressPercent: number;
  message: string;
  deployment: {
    id: string;
    endpoint: string | null;
    sequence: number;
    modelVersion: { version: string; status: string };
  };
}

export const secret = 'a secret of more than thirty-two characters';
const fields =
  'sequence status phase progressPercent message deployment { id endpoint sequence modelVersion { version status } }';

/** Stopped, and its data removed, after the tests of the file that asked for it. */
export async function startRegistry(
  settings: (cloud: Readonly<Record<string, string>>) => Promise<Record<string, string>> = async () => ({}),
) {
  const cloud = await startEmbeddedCloud({
    dataDirectory: temporaryFolder(),
    environment: { REDIS_EMBEDDED: 'memory' },
  });
  Object.assign(process.env, cloud.environment, {
    PORT: '0',
    INTERNAL_SECRET: secret,
    TEAMS: 'team-a,team-b,team-c',
    METRICS: 'none',
    ...(await settings(cloud.environment)),
  });
  const server = await start(createLogger('registry'));
  const tokens = identityTokens(secret);
  const socket = createClient({ url: server.url.replace('http', 'ws'), webSocketImpl: WebSocket, retryAttempts: 0 });
  afterAll(async () => {
    await socket.dispose();
    await server.stop();
    await cloud.close();
  });

  const as = (...groups: string[]): Caller => {
    const token = () => tokens.sign(identityOf(...groups));
    const request = async (query: string, variables: object = {}): Promise<Answer> => {
      const response = await fetch(server.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', [identityHeader]: await token() },
        body: JSON.stringify({ query, variables }),
      });
      return (await response.json()) as Answer;
    };
    return {
      request,
      codeOf: async (query, variables) => (await request(query, variables)).errors?.[0]?.extensions.code,
      async *watch(argument) {
        const query = `subscription { deploymentStatusChanged(${argument}) { ${fields} } }`;
        const extensions = { [identityHeader]: await token() };
        for await (const { data, errors } of socket.iterate<{ deploymentStatusChanged: StatusEvent }>({
          query,
          extensions,
        })) {
          if (errors || !data) throw Object.assign(new Error('the subscription failed'), { errors });
          yield data.deploymentStatusChanged;
        }
      },
    };
  };
  return { as, cloud, url: server.url };
}

const registerModel =
  'mutation ($input: RegisterModelInput!) { registerModel(input: $input) { modelVersion { modelId version status teamId registeredBy artifact { verified sizeBytes sha256 } model { id latestVersion { version } } } } }';

function registrationInput(changes: object = {}) {
  return {
    modelId: 'fraud-detection-model',
    version: '1.0.0',
    framework: 'tensorflow',
    deploymentTarget: 'LAMBDA',
    teamId: 'team-a',
    artifactUri: 's3://elsewhere/model.onnx',
    ...changes,
  };
}

export const register = (caller: Caller, changes: object = {}): Promise<Answer> =>
  caller.request(registerModel, { input: registrationInput(changes) });

/** Begins a deployment, and returns its id. */
export async function deploy(caller: Caller, modelId: string, version?: string): Promise<string> {
  const { data } = await caller.request(
    'mutation ($input: DeployModelInput!) { deployModel(input: $input) { deployment { id } } }',
    { input: { modelId, version } },
  );
  return data.deployModel.deployment.id;
}

/** Claims the attempt, and returns what reports on it. */
export async function claim(deployer: Caller, deploymentId: string, attempt = 1) {
  const { data } = await deployer.request(
    'mutation ($input: ClaimDeploymentInput!) { claimDeployment(input: $input) { fencingToken } }',
    { input: { deploymentId, attempt, deployerId: 'deployer-1' } },
  );
  const { fencingToken } = data.claimDeployment;
  return (report: object): Promise<Answer> =>
    deployer.request(
      'mutation ($input: ReportDeploymentInput!) { reportDeployment(input: $input) { leaseExpiresAt deployment { sequence status phase } } }',
      { input: { deploymentId, attempt, fencingToken, progressPercent: 50, message: 'goes on', ...report } },
    );
}

export const serves = { phase: 'DONE', status: 'DEPLOYED', progressPercent: 100, endpoint: 'http://127.0.0.1:1/v2' };
export const fails = { phase: 'DONE', status: 'FAILED', reason: 'LOAD_ERROR' };

/** Takes `count` events. */
export async function take<Event>(events: AsyncIterator<Event>, count: number): Promise<Event[]> {
  const taken: Event[] = [];
  while (taken.length < count) {
    const { value, done } = await events.next();
    if (done) throw new Error(`The stream completed after ${taken.length} of ${count} events`);
    taken.push(value);
  }
  return taken;
}

/** What comes until the stream completes. */
export async function rest<Event>(events: AsyncIterable<Event>): Promise<Event[]> {
  const taken: Event[] = [];
  for await (const event of events) taken.push(event);
  return taken;
}

/** Waits until `condition` holds. */
export async function eventually<Result>(condition: () => Promise<Result | undefined | false>): Promise<Result> {
  const deadline = Date.now() + 30_000;
  const pause = createPauses();
  while (Date.now() < deadline) {
    const result = await condition();
    if (result) return result;
    await pause();
  }
  throw new Error('It did not happen in time');
}
