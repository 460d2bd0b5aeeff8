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
import { eventually } from './deployer-process.ts';
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
    fail: async ({ modelId, deploymentId }) => void server.broken.add(placeName(modelId, deploymentId)),
    mend: async ({ modelId, deploymentId }) => void server.broken.delete(placeName(modelId, deploymentId)),
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
  const service = (modelId: string, deploymentId = modelId) =>
    server.services.get(placeName(modelId, deploymentId))?.object;
  const listed = async () => (await target.list(signal)).map(({ deploymentId }) => deploymentId);

  it('says what is served, in the format of its framework', async () => {
    const served = await start(modelOf('iris', 'one', 'iris', 'scikit-learn'));
    expect(service('iris', 'one')).toMatchObject({
      metadata: { namespace: 'models', labels: { 'modelgraph.dev/deployment': 'one' } },
      spec: {
        predictor: {
          serviceAccountName: 'reader',
          model: { modelFormat: { name: 'sklearn' }, protocolVersion: 'v2', storageUri: 's3://models/iris' },
        },
      },
    });
    const name = placeName('iris', 'one');
    expect(served.endpoint).toBe(`${server.origin}/services/${name}/v2/models/${name}`);
    await target.remove(served);
  });

  it('is of one deployment, which alone answers at its address, whatever its share of the traffic', async () => {
    const first = await start(modelOf('rolled', 'one', 'model-1'));
    const second = await start(modelOf('rolled', 'two', 'model-2'));
    const answers = async () =>
      Promise.all(
        [first, second].map(async ({ endpoint }) => {
          const answer = await fetch(`${endpoint}/infer`, { method: 'POST', body: '{}' });
          return ((await answer.json()) as { outputs: { data: number[] }[] }).outputs[0]?.data[0];
        }),
      );
    // The gateway draws by the shares: a split of KServe's beside that would multiply with them.
    for (const percent of [0, 25, 100]) {
      await target.shift(second, percent, signal);
      expect(await answers()).toEqual([1, 2]);
      expect(service('rolled', 'one').spec.predictor).not.toHaveProperty('canaryTrafficPercent');
      expect(service('rolled', 'two').spec.predictor).not.toHaveProperty('canaryTrafficPercent');
    }
    await target.scale(second, 3, signal);
    expect(service('rolled', 'one').spec.predictor.minReplicas).toBe(1);
    expect((await listed()).toSorted()).toEqual(['one', 'two']);
    // Going back is no change of what served before.
    await target.remove(second);
    expect(await listed()).toEqual(['one']);
    await target.verify(first, signal);
    await target.remove(first);
    expect(server.services.size).toBe(0);
  });

  it('is left alone when somebody else has made it', async () => {
    const foreign = await start(modelOf('foreign', 'theirs'));
    service('foreign', 'theirs').metadata.labels = {};
    await expect(start(modelOf('foreign', 'theirs'))).rejects.toMatchObject({ reason: 'TARGET_REJECTED' });
    await target.remove(foreign);
    expect(server.services.size).toBe(1);
    server.services.clear();
  });

  it('hands over each line once: when the cluster ends the request, and after a restart of the deployer', async () => {
    const served = await start(modelOf('talking'));
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
    const first = read();
    await eventually('the lines before', () => first.lines.length === 2);
    server.say('the third line: é');
    await eventually('a line as it comes', () => first.lines.length === 3);
    server.endLogs();
    server.say('the fourth line');
    await eventually('it is followed again', () => first.lines.length === 4);
    const position = await first.leave();
    expect(first.lines.slice(1)).toEqual(['and half a line', 'the third line: é', 'the fourth line']);

    server.say('the fifth line');
    const second = read(position);
    await eventually('it goes on after the last line', () => second.lines.length === 1);
    server.say('the sixth line');
    await eventually('it follows', () => second.lines.length === 2);
    await second.leave();
    expect(second.lines).toEqual(['the fifth line', 'the sixth line']);
    await target.remove(served);
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
