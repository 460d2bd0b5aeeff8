/**
 * A Kubernetes API with KServe behind it as far as the deployer uses them: objects with resource versions, and a controller that takes
 * each change a step further whenever someone looks. States and messages are those of the real ones
 * (https://kserve.github.io/website/docs/reference/crd-api). The services answer by the Open Inference Protocol.
 */
import { randomUUID } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

// biome-ignore lint/suspicious/noExplicitAny: objects are Kubernetes', read field by field
type KubernetesObject = any;

interface Service {
  object: KubernetesObject;
  /** Steps that are left until the newest revision is as it will be. */
  steps: number;
  revision: number;
}

/** What a pod writes, and who follows it. */
interface PodLog {
  readonly lines: string[];
  readonly followers: Set<ServerResponse>;
}

/** What becomes of a service whose artifact has this name. */
const endings: Readonly<
  Record<string, { pod?: KubernetesObject; modelStatus?: KubernetesObject; condition?: KubernetesObject }>
> = {
  crashing: {
    pod: {
      containerStatuses: [
        {
          name: 'kserve-container',
          state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 20s restarting failed container' } },
          lastState: { terminated: { exitCode: 1, reason: 'Error', message: 'onnxruntime: Protobuf parsing failed' } },
        },
      ],
    },
  },
  greedy: {
    pod: {
      containerStatuses: [
        {
          name: 'kserve-container',
          state: { waiting: { reason: 'CrashLoopBackOff' } },
          lastState: { terminated: { exitCode: 137, reason: 'OOMKilled' } },
        },
      ],
    },
  },
  unfetchable: {
    pod: {
      initContainerStatuses: [
        {
          name: 'storage-initializer',
          state: { waiting: { reason: 'CrashLoopBackOff' } },
          lastState: {
            terminated: { exitCode: 1, message: 'RuntimeError: Failed to fetch model. No model found in s3://models/' },
          },
        },
      ],
    },
  },
  imageless: {
    pod: {
      containerStatuses: [
        {
          name: 'kserve-container',
          state: { waiting: { reason: 'ImagePullBackOff', message: 'Back-off pulling image' } },
        },
      ],
    },
  },
  unsupported: {
    modelStatus: {
      transitionStatus: 'InvalidSpec',
      lastFailureInfo: { reason: 'NoSupportingRuntime', message: 'No runtime found to support specified predictor' },
    },
  },
  overquota: {
    condition: {
      type: 'PredictorReady',
      status: 'False',
      reason: 'RevisionFailed',
      message: 'pods "predictor" is forbidden: exceeded quota: gpu, requested: nvidia.com/gpu=1, used: 4, limited: 4',
    },
  },
  unschedulable: {
    pod: {
      conditions: [
        {
          type: 'PodScheduled',
          status: 'False',
          reason: 'Unschedulable',
          message: '0/3 nodes are available: 3 Insufficient memory.',
        },
      ],
    },
    condition: { type: 'PredictorReady', status: 'Unknown', reason: 'Deploying' },
  },
};

const group = '/apis/serving.kserve.io/v1beta1/namespaces/models/inferenceservices';
const pods = '/api/v1/namespaces/models/pods';

export type KserveServer = Awaited<ReturnType<typeof startKserveServer>>;

export async function startKserveServer() {
  const services = new Map<string, Service>();
  const broken = new Set<string>();
  /** Answers to the next writes, as those of an API server that refuses. */
  const refusals: { code: number; reason: string; message: string }[] = [];
  const logs = new Map<string, PodLog>();
  let version = 1;
  let origin = '';

  const artifactOf = ({ object }: Service): string => object.spec.predictor.model.storageUri.split('/').at(-1);

  const write = (service: Service, object: KubernetesObject): void => {
    const before = JSON.stringify(service.object?.spec?.predictor?.model);
    version += 1;
    const isNewRevision = before !== JSON.stringify(object.spec.predictor.model);
    if (isNewRevision) service.revision += 1;
    service.steps = 3;
    const generation = (service.object?.metadata.generation ?? 0) + 1;
    const metadata = { ...object.metadata, uid: randomUUID(), generation, resourceVersion: String(version) };
    service.object = { ...object, metadata, status: service.object?.status };
  };

  const reconcile = (service: Service): void => {
    const { object, revision } = service;
    const { name, generation, annotations = {} } = object.metadata;
    if (service.steps > 0) service.steps -= 1;
    if (service.steps === 2) return;
    const ending = endings[artifactOf(service)];
    const isReady = service.steps === 0 && !ending && annotations['serving.kserve.io/stop'] !== 'true';
    const named = (number: number) => `${name}-predictor-${String(number).padStart(5, '0')}`;
    const condition = (type: string) => ({ type, status: isReady ? 'True' : 'Unknown' });
    object.status = {
      observedGeneration: generation,
      ...(isReady && { url: `${origin}/services/${name}` }),
      conditions: ending?.condition ? [ending.condition] : ['PredictorReady', 'IngressReady', 'Ready'].map(condition),
      components: {
        predictor: {
          latestCreatedRevision: named(revision),
          ...(isReady && { latestReadyRevision: named(revision) }),
          traffic: [{ latestRevision: true, revisionName: named(revision), percent: 100 }],
        },
      },
      modelStatus: ending?.modelStatus ?? { transitionStatus: isReady ? 'UpToDate' : 'InProgress' },
    };
  };

  const podsOf = (name: string): KubernetesObject[] => {
    const service = services.get(name);
    if (!service || service.steps > 1) return [];
    const revision = `${name}-predictor-${String(service.revision).padStart(5, '0')}`;
    const labels = { 'serving.kserve.io/inferenceservice': name, 'serving.knative.dev/revision': revision };
    const running = { containerStatuses: [{ name: 'kserve-container', state: { running: {} } }] };
    return [
      {
        metadata: { name: `${revision}-deployment-abc`, labels },
        status: endings[artifactOf(service)]?.pod ?? running,
      },
    ];
  };

  const statusAnswer = (code: number, reason: string, message: string) => ({
    code,
    body: { kind: 'Status', apiVersion: 'v1', status: 'Failure', code, reason, message },
  });
  const notFound = (name: string) =>
    statusAnswer(404, 'NotFound', `inferenceservices.serving.kserve.io "${name}" not found`);
  const conflict = (name: string) =>
    statusAnswer(409, 'Conflict', `Operation cannot be fulfilled on "${name}": the object has been modified`);

  const answerTo = (method: string, url: URL, body: KubernetesObject): { code: number; body: KubernetesObject } => {
    const { pathname, searchParams } = url;
    if (pathname === pods) {
      const [, name = ''] = String(searchParams.get('labelSelector')).split('=');
      return { code: 200, body: { kind: 'PodList', items: podsOf(name) } };
    }
    const name = pathname.slice(group.length + 1);
    const refusal = method === 'GET' ? undefined : refusals.shift();
    if (refusal) return statusAnswer(refusal.code, refusal.reason, refusal.message);
    if (method === 'GET' && name === '') {
      return { code: 200, body: { items: [...services.values()].map(({ object }) => object) } };
    }
    if (method === 'POST') {
      const made = body.metadata.name;
      if (services.has(made)) return statusAnswer(409, 'AlreadyExists', `"${made}" already exists`);
      const service = { object: undefined, steps: 0, revision: 0 };
      write(service, body);
      services.set(made, service);
      return { code: 201, body: services.get(made)?.object };
    }
    const service = services.get(name);
    if (!service) return notFound(name);
    const expected = method === 'DELETE' ? body?.preconditions?.resourceVersion : body?.metadata?.resourceVersion;
    if (method !== 'GET' && expected !== service.object.metadata.resourceVersion) return conflict(name);
    if (method === 'PUT') write(service, body);
    if (method === 'DELETE') {
      services.delete(name);
      return { code: 200, body: { kind: 'Status', status: 'Success' } };
    }
    if (method === 'GET') reconcile(service);
    return { code: 200, body: service.object };
  };

  const model = (path: string): { code: number; body: unknown } => {
    const name = path.split('/')[2] ?? '';
    const service = services.get(name);
    if (service?.object.status?.url === undefined || broken.has(name))
      return { code: 503, body: { error: 'no healthy upstream' } };
    const tensor = { name: 'x', datatype: 'FP32', shape: [1] };
    const number = Number(artifactOf(service).replace(/\D/g, ''));
    if (path.endsWith('/infer')) return { code: 200, body: { outputs: [{ ...tensor, data: [number] }] } };
    return { code: 200, body: { inputs: [tensor], outputs: [tensor] } };
  };

  const logOf = (pod: string): PodLog => {
    const log = logs.get(pod) ?? { lines: [`a line of ${pod}`, 'and half a line'].map(stamped), followers: new Set() };
    logs.set(pod, log);
    return log;
  };
  /** By `sinceTime`, of which whole seconds count, and with times, as kubelets answer it. The last line comes in two pieces. */
  const followLog = (url: URL, response: ServerResponse): void => {
    const { lines, followers } = logOf(url.pathname.slice(pods.length + 1, -'/log'.length));
    const since = url.searchParams.get('sinceTime')?.slice(0, '2026-01-01T00:00:00'.length) ?? '';
    const stamps = url.searchParams.get('timestamps') === 'true';
    const told = (from: number): string =>
      lines
        .slice(from)
        .filter((line) => line >= since)
        .map((line) => `${stamps ? line : line.slice(line.indexOf(' ') + 1)}\n`)
        .join('');
    const [count, text] = [lines.length, told(0)];
    response.writeHead(200, { 'content-type': 'text/plain' }).write(text.slice(0, -5));
    setTimeout(() => {
      response.write(text.slice(-5) + told(count));
      followers.add(response);
    }, 20);
    response.once('close', () => followers.delete(response));
  };

  const server = createServer(async (request, response) => {
    const url = new URL(String(request.url), origin);
    if (url.pathname.endsWith('/log')) return followLog(url, response);
    const sent = await text(request);
    const { code, body } = url.pathname.startsWith('/services/')
      ? model(url.pathname)
      : answerTo(String(request.method), url, sent === '' ? undefined : JSON.parse(sent));
    response.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    origin,
    services,
    broken,
    /** Every pod whose log was asked for writes a line, whether someone follows it or not. */
    say(text: string) {
      for (const { lines, followers } of logs.values()) {
        lines.push(stamped(text));
        for (const follower of followers) follower.write(`${lines.at(-1)}\n`);
      }
    },
    /** Ends the requests for logs, as clusters do after a while. */
    endLogs() {
      for (const { followers } of logs.values()) {
        for (const follower of followers) follower.end();
        followers.clear();
      }
    },
    refuseNext: (refusal: (typeof refusals)[number]) => void refusals.push(refusal),
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

let written = 0;
/** A line with the time it was written at, to the nanosecond, as the container runtime notes it down: all of them in one second. */
function stamped(text: string): string {
  written += 1;
  return `2026-01-01T00:00:00.${String(written).padStart(9, '0').replace(/0+$/, '')}Z ${text}`;
}
