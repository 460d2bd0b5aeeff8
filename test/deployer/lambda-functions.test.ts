/** The adapter for AWS Lambda, over the wire, against a server that speaks Lambda's API. No AWS account has been asked. */
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { functionUrlSignature } from '../../platform/function-url-signature.ts';
import { outboundHttp } from '../../platform/outbound.ts';
import {
  DeploymentFailure,
  type DeploymentTarget,
  type ModelToServe,
} from '../../subgraphs/registry/deployer/deployment-target.ts';
import type { CheckArtifact } from '../../subgraphs/registry/deployer/s3-artifact-download.ts';
import { endpointProbe } from '../../subgraphs/registry/deployer/targets/endpoint-probe.ts';
import { lambdaFunctions } from '../../subgraphs/registry/deployer/targets/lambda-functions.ts';
import { listedRarely } from '../../subgraphs/registry/deployer/targets/listed-rarely.ts';
import { placeName } from '../../subgraphs/registry/deployer/targets/place-name.ts';
import { describeDeploymentTarget, type TargetUnderTest } from '../contracts/deployment-target.ts';
import { type CloudWatchLogsServer, startCloudWatchLogsServer } from './cloudwatch-logs-server.ts';
import { eventually } from './deployer-process.ts';
import { type LambdaServer, startLambdaServer } from './lambda-server.ts';

const { signal } = new AbortController();
const sha256 = 'ab'.repeat(32);

/** What s3ArtifactCheck does is tested with S3. */
const checkArtifact: CheckArtifact = async ({ uri, signal: asked }) => {
  asked.throwIfAborted();
  if (uri.endsWith('missing')) throw new DeploymentFailure('ARTIFACT_NOT_FOUND', `${uri} does not exist`);
  return sha256;
};

function modelOf(modelId: string, deployment = modelId, uri = 's3://models/model.onnx'): ModelToServe {
  return { deploymentId: deployment, modelId, version: '1.0.0', deploymentTarget: 'LAMBDA', artifact: { uri } };
}

async function openPlace() {
  const [server, written] = await Promise.all([startLambdaServer(), startCloudWatchLogsServer()]);
  const outbound = outboundHttp({ allowPrivate: true });
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const common = { region: server.region, credentials, maxAttempts: 2 };
  const client = new LambdaClient({ ...common, endpoint: server.origin });
  const logs = new CloudWatchLogsClient({ ...common, endpoint: written.origin });
  const target = lambdaFunctions({
    client,
    logs,
    settings: { imageUri: 'image', roleArn: 'role', memoryMegabytes: 512, timeoutSeconds: 30 },
    checkArtifact,
    probe: endpointProbe(outbound),
    health: { intervalMilliseconds: 50, timeoutMilliseconds: 2_000, failures: 2 },
    pollMilliseconds: 5,
    logPollMilliseconds: 20,
  });
  const close = async () => {
    await target.close();
    await outbound.close();
    client.destroy();
    logs.destroy();
    await Promise.all([server.close(), written.close()]);
  };
  return { server, written, target, close };
}

describeDeploymentTarget('functions of AWS Lambda', async (): Promise<TargetUnderTest> => {
  const { server, written, target, close } = await openPlace();
  written.write(placeName('logged'), '1', 'a line of a function');
  const bad = (name: string, code: string, message: string) => {
    server.badStates.set(`s3://models/${name}`, { code, message });
    return modelOf(name, name, `s3://models/${name}`);
  };
  const denied = 'Lambda does not have permission to access the ECR image. Check the ECR permissions.';
  const aliasOf = ({ deploymentId }: ModelToServe) => `deployment-${deploymentId}`;
  return {
    target,
    model: (modelId) => modelOf(modelId),
    faults: [
      {
        model: modelOf('gone', 'gone', 's3://models/missing'),
        reason: 'ARTIFACT_NOT_FOUND',
        message: 'does not exist',
      },
      { model: bad('denied', 'ImageAccessDenied', denied), reason: 'TARGET_REJECTED', message: 'ECR permissions' },
      {
        model: bad('timeout', 'FunctionError.InitTimeout', 'Your function initialization timed out.'),
        reason: 'LOAD_ERROR',
        message: 'initialization timed out',
      },
      {
        model: bad('internal', 'InternalError', 'Internal error.'),
        reason: 'DEPLOYER_ERROR',
        message: 'InternalError',
      },
    ],
    fail: async (model) => void server.broken.add(aliasOf(model)),
    mend: async (model) => void server.broken.delete(aliasOf(model)),
    logLine: 'a line of a function',
    adopts: true,
    replicas: 3,
    leftovers: async () => [...server.functions.keys()],
    close,
  };
});

describe('a Lambda function', () => {
  let server: LambdaServer;
  let written: CloudWatchLogsServer;
  let target: DeploymentTarget;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ server, written, target, close } = await openPlace());
  });
  afterAll(() => close());

  const start = async (model: ModelToServe) => ({
    ...model,
    ...(await target.start(model, { signal, onProgress: () => undefined })),
  });
  const only = () => {
    const [found] = server.functions.values();
    if (!found || server.functions.size > 1) throw new Error('not one function');
    return found;
  };

  it('is told what to serve, and each deployment is a version of it behind a URL of its own', async () => {
    const first = await start(modelOf('fraud', 'one'));
    const second = await start(modelOf('fraud', 'two'));
    expect(first.endpoint).not.toBe(second.endpoint);
    expect(first.artifactSha256).toBe(sha256);
    expect([...only().versions.values()].map(({ environment }) => environment)).toMatchObject([
      { MODEL_URI: 's3://models/model.onnx', MODEL_SHA256: sha256, MODEL_NAME: 'fraud', DEPLOYMENT_ID: 'one' },
      { DEPLOYMENT_ID: 'two' },
    ]);
    await Promise.all([target.verify(first, signal), target.verify(second, signal)]);
    expect((await target.list(signal)).map(({ deploymentId }) => deploymentId).toSorted()).toEqual(['one', 'two']);
  });

  it('gets calls at its common address by weight, until one version has all of them', async () => {
    const live = () => {
      const { version, weights } = only().aliases.get('live') ?? {};
      return { version, weights };
    };
    await target.shift(modelOf('fraud', 'one'), 100, signal);
    expect(live()).toEqual({ version: '1', weights: {} });
    await target.shift(modelOf('fraud', 'two'), 10, signal);
    expect(live()).toEqual({ version: '1', weights: { 2: 0.1 } });
    await target.shift(modelOf('fraud', 'two'), 0, signal);
    expect(live()).toEqual({ version: '1', weights: {} });
    await target.shift(modelOf('fraud', 'two'), 100, signal);
    expect(live()).toEqual({ version: '2', weights: {} });
  });

  it('goes back to the version before when the newest is removed', async () => {
    await target.remove(modelOf('fraud', 'two'));
    expect(only().aliases.get('live')?.version).toBe('1');
    expect([...only().versions.keys()]).toEqual(['1']);
    await target.verify(await start(modelOf('fraud', 'one')), signal);
    await target.remove(modelOf('fraud', 'one'));
    expect(server.functions.size).toBe(0);
  });

  it('waits while another update is in progress', async () => {
    const message = 'The operation cannot be performed at this time. An update is in progress for resource';
    server.failNext({ at: 'POST /functions', status: 409, type: 'ResourceConflictException', message, times: 2 });
    const served = await start(modelOf('conflicting'));
    await target.verify(served, signal);
    await target.remove(served);
  });

  it('is asked again when AWS throttles, and the failure says so when it goes on', async () => {
    const throttle = { status: 429, type: 'TooManyRequestsException', message: 'Rate exceeded' };
    server.failNext({ at: 'POST /functions', ...throttle, times: 1 });
    const served = await start(modelOf('throttled'));
    await target.remove(served);
    server.failNext({ at: 'POST /functions', ...throttle, times: 2 });
    await expect(start(modelOf('throttled'))).rejects.toMatchObject({
      reason: 'TARGET_REJECTED',
      message: expect.stringContaining('throttled'),
    });
  });

  it.each([
    [400, 'CodeStorageExceededException', 'Code storage limit exceeded.', 'TARGET_REJECTED'],
    [403, 'AccessDeniedException', 'not authorized to perform: lambda:CreateFunction', 'TARGET_REJECTED'],
    [400, 'InvalidParameterValueException', 'Source image image does not exist.', 'TARGET_REJECTED'],
    [500, 'ServiceException', 'Service encountered an internal error', 'DEPLOYER_ERROR'],
  ])('refused with %i %s is a failure that tells why', async (status, type, message, reason) => {
    server.failNext({ at: 'POST /functions', status, type, message, times: 2 });
    await expect(start(modelOf('refused'))).rejects.toMatchObject({
      reason,
      message: expect.stringContaining(message),
    });
    server.recover();
  });

  it('hands over what its own version writes, each line once, also after a restart of the deployer', async () => {
    const served = modelOf('talking');
    const name = placeName('talking');
    const read = (after?: string) => {
      const leaving = new AbortController();
      const lines: string[] = [];
      let last = after;
      const onLine = (line: string, position?: string) => {
        lines.push(line);
        last = position ?? last;
      };
      const done = target.logs(served, { signal: leaving.signal, after, onLine });
      const leave = async () => {
        leaving.abort();
        await done;
        return last;
      };
      return { lines, leave };
    };
    // It is read from before the function is there.
    const first = read();
    await start(served);
    written.write(name, '2', 'of another version');
    for (const line of ['one', 'two', 'three']) written.write(name, '1', line);
    await eventually('its lines', () => first.lines.length === 3);
    written.write(name, '1', 'a fault\n  in two lines');
    await eventually('two lines of one event', () => first.lines.length === 5);
    written.write(name, '1', 'late', 5);
    await eventually('a line that comes late', () => first.lines.length === 6);
    const position = await first.leave();
    expect(first.lines).toEqual(['one', 'two', 'three', 'a fault', '  in two lines', 'late']);

    written.deny(true);
    const second = read(position);
    await eventually('it says that it may not', () => second.lines.length === 1);
    written.deny(false);
    written.write(name, '1', 'four');
    await eventually('it goes on', () => second.lines.length === 2);
    await second.leave();
    expect(second.lines).toEqual([expect.stringContaining(`/aws/lambda/${name}, which cannot be read here`), 'four']);
    await target.remove(served);
  });

  it('keeps instances ready as far as the account allows', async () => {
    const served = await start(modelOf('provisioned'));
    await target.scale(served, 2, signal);
    expect(only().aliases.get('deployment-provisioned')?.provisioned?.wanted).toBe(2);
    await expect(target.scale(served, 101, signal)).rejects.toMatchObject({
      reason: 'TARGET_REJECTED',
      message: expect.stringContaining('below its minimum'),
    });
    await target.scale(served, 0, signal);
    expect(only().aliases.get('deployment-provisioned')?.provisioned).toBeUndefined();
    await target.remove(served);
  });
});

it('is asked for its list once in a while, and after each change', async () => {
  const { server, target, close } = await openPlace();
  const rarely = listedRarely(target, 60_000);
  const listed = async () => (await rarely.list(signal)).length;
  const asked = () => server.requests.filter((request) => request === 'GET /functions').length;
  expect([await listed(), await listed(), asked()]).toEqual([0, 0, 1]);
  const model = modelOf('listed');
  await rarely.start(model, { signal, onProgress: () => undefined });
  expect([await listed(), await listed(), asked()]).toEqual([1, 1, 2]);
  await rarely.remove(model);
  expect([await listed(), asked()]).toEqual([0, 3]);
  server.failNext({ at: 'GET /functions', status: 403, type: 'AccessDeniedException', message: 'no', times: 1 });
  await rarely.stop(model);
  await expect(listed()).rejects.toMatchObject({ reason: 'TARGET_REJECTED' });
  expect(await listed()).toBe(0);
  await close();
});

it('signs what is asked of function URLs, and nothing else', async () => {
  const sign = functionUrlSignature(async () => ({ accessKeyId: 'key', secretAccessKey: 'secret' }));
  const headers = { accept: 'application/json' };
  const signed = (url: string) => sign({ method: 'POST', url: new URL(url), body: '{}', headers });
  expect(await signed('https://abc.lambda-url.eu-west-1.on.aws/v2/models/fraud/infer')).toMatchObject({
    accept: 'application/json',
    authorization: expect.stringMatching(/^AWS4-HMAC-SHA256 Credential=key\/\d{8}\/eu-west-1\/lambda\/aws4_request, /),
  });
  expect(await signed('https://abc.lambda-url.eu-west-1.on.aws.example.com/')).toEqual(headers);
});
