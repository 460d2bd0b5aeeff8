/** The adapter for KServe on EKS, over the wire, against a server that speaks the Kubernetes API. No cluster has been asked. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { KubeConfig } from '@kubernetes/client-node';
import { outboundHttp } from '../../platform/outbound.ts';
import {
  DeploymentFailure,
  type DeploymentTarget,
  type ModelToServe,
} from '../../subgraphs/registry/deployer/deployment-target.ts';
import type { CheckArtifact } from '../../subgraphs/registry/deployer/s3-artifact-download.ts';
import { endpointProbe } from '../../subgraphs/registry/deployer/targets/endpoint-probe.ts';
import { kserveServices } from '../../subgraphs/registry/deployer/targets/kserve-services.ts';
import { placeName } from '../../subgraphs/registry/deployer/targets/place-name.ts';
import { describeDeploymentTarget, type TargetUnderTest } from '../contracts/deployment-target.ts';
import { type KserveServer, startKserveServer } from './kserve-server.ts';

const { signal } = new AbortController();

/** What s3ArtifactCheck does is tested with S3. */
const checkArtifact: CheckArtifact = async ({ uri, signal: asked }) => {
  asked.throwIfAborted();
  if (uri.endsWith('missing')) throw new DeploymentFailure('ARTIFACT_NOT_FOUND', `${uri} does not exist`);
  return 'cd'.repeat(32);
};

function modelOf(
  modelId: string,
  deploymentId = modelId,
  artifact = 'model.onnx',
  framework = 'tensorflow',
): ModelToServe {
  const uri = `s3://models/${artifact}`;
  return { deploymentId, modelId, version: '1.0.0', deploymentTarget: 'EKS', framework, artifact: { uri } };
}

async function openPlace() {
  const server = await startKserveServer();
  const outbound = outboundHttp({ allowPrivate: true });
  const cluster = new KubeConfig();
  cluster.loadFromClusterAndUser({ name: 'test', server: server.origin, skipTLSVerify: true }, { name: 'test' });
  const target = kserveServices({
    cluster,
    settings: { namespace: 'models', serviceAccount: 'reader', startSeconds: 1 },
    checkArtifact,
    probe: endpointProbe(outbound),
    health: { intervalMilliseconds: 50, timeoutMilliseconds: 2_000, failures: 2 },
    pollMilliseconds: 10,
  });
  const close = async () => {
    await target.close();
    await outbound.close();
    await server.close();
  };
  return { server, target, close };
}

describeDeploymentTarget('services of KServe', async (): Promise<TargetUnderTest> => {
  const { server, target, close } = await openPlace();
  const fault = (artifact: string, reason: string, message: string) => ({
    model: modelOf(artifact, artifact, artifact),
    reason,
    message,
  });
  return {
    target,
    model: (modelId) => modelOf(modelId),
    faults: [
      fault('missing', 'ARTIFACT_NOT_FOUND', 'does not exist'),
      fault('crashing', 'LOAD_ERROR', 'Protobuf parsing failed'),
      fault('greedy', 'LOAD_ERROR', 'more memory'),
      fault('unfetchable', 'ARTIFACT_NOT_FOUND', 'No model found in s3://models/'),
      fault('imageless', 'TARGET_REJECTED', 'ImagePullBackOff'),
      fault('unsupported', 'TARGET_REJECTED', 'No runtime found'),
      fault('overquota', 'TARGET_REJECTED', 'exceeded quota'),
      fault('unschedulable', 'TARGET_REJECTED', '3 Insufficient memory'),
      { model: modelOf('strange', 'strange', 'model', 'lisp'), reason: 'TARGET_REJECTED', message: 'framework "lisp"' },
    ],
    fail: async ({ modelId }) => void server.broken.add(placeName(modelId)),
    mend: async ({ modelId }) => void server.broken.delete(placeName(modelId)),
    logLine: 'and half a line',
    adopts: true,
    replicas: 3,
    leftovers: async () => [...server.services.keys()],
    close,
  };
});

describe('an InferenceService', () => {
  let server: KserveServer;
  let target: DeploymentTarget;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ server, target, close } = await openPlace());
  });
  afterAll(() => close());

  const start = async (model: ModelToServe) => ({
    ...model,
    ...(await target.start(model, { signal, onProgress: () => undefined })),
  });
  const service = (modelId: string) => server.services.get(placeName(modelId))?.object;
  const listed = async () => (await target.list(signal)).map(({ deploymentId }) => deploymentId);

  it('says what is served, in the format of its framework', async () => {
    const served = await start(modelOf('iris', 'one', 'iris', 'scikit-learn'));
    expect(service('iris')).toMatchObject({
      metadata: { namespace: 'models', labels: { 'modelgraph.dev/deployment': 'one' } },
      spec: {
        predictor: {
          serviceAccountName: 'reader',
          model: { modelFormat: { name: 'sklearn' }, protocolVersion: 'v2', storageUri: 's3://models/iris' },
        },
      },
    });
    expect(served.endpoint).toBe(`${server.origin}/services/${placeName('iris')}/v2/models/${placeName('iris')}`);
  });

  it('gives a new deployment no traffic until it is shifted there, and the older one the rest', async () => {
    const second = await start(modelOf('iris', 'two', 'iris-2', 'scikit-learn'));
    await target.verify(second, signal);
    const share = () => service('iris').spec.predictor.canaryTrafficPercent;
    expect(share()).toBe(0);
    expect(await listed()).toEqual(['two', 'one']);
    await target.shift(second, 25, signal);
    expect(share()).toBe(25);
    // the older one is in nobody's way, and nothing of it is removed while it has traffic
    await target.remove(modelOf('iris', 'one'));
    expect(share()).toBe(25);
    await target.shift(second, 100, signal);
    expect(share()).toBeUndefined();
    expect(await listed()).toEqual(['two']);
  });

  it('is what it was before when the newest deployment is removed before it has all traffic', async () => {
    const third = await start(modelOf('iris', 'three', 'iris-3', 'scikit-learn'));
    await target.shift(third, 50, signal);
    await target.remove(third);
    expect(service('iris')).toMatchObject({
      metadata: { labels: { 'modelgraph.dev/deployment': 'two' } },
      spec: { predictor: { model: { storageUri: 's3://models/iris-2' } } },
    });
    expect(service('iris').spec.predictor.canaryTrafficPercent).toBeUndefined();
    await target.remove(modelOf('iris', 'two'));
    expect(server.services.size).toBe(0);
  });

  it('is written again when someone else has changed it meanwhile, or the cluster asks to wait', async () => {
    const served = await start(modelOf('contended'));
    server.refuseNext({ code: 409, reason: 'Conflict', message: 'the object has been modified' });
    server.refuseNext({ code: 429, reason: 'TooManyRequests', message: 'too many requests' });
    await target.scale(served, 4, signal);
    expect(service('contended').spec.predictor.minReplicas).toBe(4);
    await target.remove(served);
  });

  it.each([
    [403, 'Forbidden', 'inferenceservices is forbidden: User "deployer" cannot create', 'TARGET_REJECTED'],
    [422, 'Invalid', 'admission webhook denied the request: minReplicas cannot be less than 0', 'TARGET_REJECTED'],
    [500, 'InternalError', 'etcdserver: request timed out', 'DEPLOYER_ERROR'],
  ])('refused with %i %s is a failure that tells why', async (code, refused, message, reason) => {
    server.refuseNext({ code, reason: refused, message });
    await expect(start(modelOf('refused'))).rejects.toMatchObject({
      reason,
      message: expect.stringContaining(message),
    });
    expect(server.services.size).toBe(0);
  });
});
