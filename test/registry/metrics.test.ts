/** What CloudWatch is told, and whether the health is true soon after a dependency was lost, and after it is back. */
import { afterAll, describe, expect, it } from '@jest/globals';
import { createRegistry } from '../../subgraphs/registry/domain/registry.ts';
import { dynamoOutbox } from '../../subgraphs/registry/dynamo/dynamo-outbox.ts';
import { registryMetrics } from '../../subgraphs/registry/registry-metrics.ts';
import { emptyBucket, freshReader, identityOf, leases, sealer } from './samples.ts';
import { type CuttableProxy, startProxy } from './start-proxy.ts';
import { startRegistry } from './start-registry.ts';
import { startStore } from './start-store.ts';

interface Line {
  readonly _aws: {
    readonly Timestamp: number;
    readonly CloudWatchMetrics: readonly [
      {
        readonly Namespace: string;
        readonly Dimensions: readonly string[][];
        readonly Metrics: readonly { readonly Name: string; readonly Unit: string }[];
      },
    ];
  };
  readonly [name: string]: unknown;
}

/** Each dependency is reached through a proxy that can be cut. */
const proxies: Record<string, CuttableProxy> = {};
const through = async (name: string, url: string | undefined): Promise<string> => {
  const way = new URL(url ?? '');
  proxies[name] = await startProxy(Number(way.port));
  way.port = String(proxies[name].port);
  return way.href.replace(/\/$/, '');
};
const { as } = await startRegistry(async (cloud) => {
  const queueUrl = await through('sqs', cloud.REGISTRY_QUEUE_URL);
  return {
    AWS_ENDPOINT_URL_DYNAMODB: await through('dynamodb', cloud.AWS_ENDPOINT_URL_DYNAMODB),
    AWS_ENDPOINT_URL_EVENTBRIDGE: await through('eventbridge', cloud.AWS_ENDPOINT_URL_EVENTBRIDGE),
    AWS_ENDPOINT_URL_S3: await through('s3', cloud.AWS_ENDPOINT_URL_S3),
    AWS_ENDPOINT_URL_SQS: new URL(queueUrl).origin,
    REGISTRY_QUEUE_URL: queueUrl,
    WEBHOOK_QUEUE_URL: new URL(new URL(cloud.WEBHOOK_QUEUE_URL ?? '').pathname, queueUrl).href,
    REDIS_URL: await through('redis', cloud.REDIS_URL),
  };
});
const { store, table } = await startStore();
afterAll(() => Promise.all(Object.values(proxies).map((proxy) => proxy.close())));

it('counts registrations, deployments and events, and measures how long deployments take', async () => {
  const written: string[] = [];
  const outbox = dynamoOutbox(table);
  const metrics = registryMetrics({ intervalSeconds: 60, outbox, write: (line) => void written.push(line) });
  metrics.start();
  const publish = metrics.counted(async (events) => ({ published: events, failures: [] }));
  const registry = createRegistry({
    store: metrics.measured(store),
    artifacts: emptyBucket,
    hints: { listen: () => () => undefined },
    leases,
    sealer,
    committed: () => undefined,
  });
  const caller = registry.forCaller(identityOf('deployer', 'team-a'), freshReader(store));
  const model = {
    modelId: 'measured-model',
    teamId: 'team-a',
    framework: 'onnx',
    deploymentTarget: 'LOCAL' as const,
    artifactUri: 's3://elsewhere/model.onnx',
    tags: [],
  };
  await caller.register({ ...model, version: '1.0.0' });
  await caller.register({ ...model, version: '1.1.0' });
  await caller.register({ ...model, version: '1.1.0' }).catch(() => undefined);
  const { id } = await caller.deploy({ modelId: model.modelId });
  const { fencingToken } = await caller.claim({ deploymentId: id, attempt: 1, deployerId: 'deployer' });
  const report = { attempt: 1, fencingToken, progressPercent: 100, message: '', phase: 'DONE' as const };
  await caller.report({
    deploymentId: id,
    report: { ...report, status: 'DEPLOYED', endpoint: 'http://127.0.0.1:1' },
  });
  await publish(await outbox.oldest(3));
  await metrics.stop();

  const lines = written.map((line) => JSON.parse(line) as Line);
  expect(written.every((line) => line.endsWith('\n') && !line.slice(0, -1).includes('\n'))).toBe(true);
  expect(lines).toContainEqual(expect.objectContaining({ DeploymentTarget: 'LOCAL', ModelRegistrations: 2 }));
  expect(lines).toContainEqual(
    expect.objectContaining({ DeploymentTarget: 'LOCAL', Outcome: 'DEPLOYED', ModelDeployments: 1 }),
  );
  const duration = lines.find((line) => 'DeploymentDuration' in line);
  expect(duration).toMatchObject({ DeploymentTarget: 'LOCAL', DeploymentDuration: { Count: 1 } });
  const seconds = (duration?.DeploymentDuration as { Sum: number } | undefined)?.Sum;
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThan(10);
  expect(lines).toContainEqual(expect.objectContaining({ EventType: 'Model Registered', EventsPublished: 2 }));
  // Nobody took the events out of the outbox.
  const [age] = lines.map(({ OutboxAge }) => OutboxAge).filter((seconds) => seconds !== undefined);
  expect(age).toBeGreaterThan(0);
  for (const { _aws, ...values } of lines) {
    const [{ Namespace, Dimensions, Metrics }] = _aws.CloudWatchMetrics;
    expect(Namespace).toBe('ModelRegistry');
    expect(Math.abs(_aws.Timestamp - Date.now())).toBeLessThan(60_000);
    // Whatever is named is there, and totals are kept beside the dimensions.
    for (const name of [...Dimensions.flat(), ...Metrics.map(({ Name }) => Name)]) expect(values).toHaveProperty(name);
    expect(Dimensions).toContainEqual([]);
  }
});

describe('the health', () => {
  const healthOf = async () => {
    const { data } = await as('team-a').request('{ registryHealth { status dependencies { name status latencyMs } } }');
    return data.registryHealth as {
      status: string;
      dependencies: { name: string; status: string; latencyMs: number | null }[];
    };
  };
  /** How long it takes, in milliseconds, until the health says so. */
  const until = async (status: string, name: string, ofDependency: string): Promise<number> => {
    const started = performance.now();
    while (performance.now() - started < 10_000) {
      const health = await healthOf();
      const dependency = health.dependencies.find((one) => one.name === name);
      const others = health.dependencies.filter((one) => one.name !== name);
      // A busy machine may miss another check's deadline now and then, so the others are waited for, too.
      const othersWork = others.every((other) => other.status === 'HEALTHY');
      if (othersWork && health.status === status && dependency?.status === ofDependency) {
        expect(typeof dependency.latencyMs).toBe(ofDependency === 'HEALTHY' ? 'number' : 'object');
        return performance.now() - started;
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`The health never said that ${name} is ${ofDependency}`);
  };

  it.each([
    ['dynamodb', 'UNHEALTHY'],
    ['eventbridge', 'DEGRADED'],
    ['s3', 'DEGRADED'],
    ['sqs', 'DEGRADED'],
    ['redis', 'DEGRADED'],
  ])('says within 5 s that %s is lost, and that it is back', async (name, status) => {
    await until('HEALTHY', name, 'HEALTHY');
    proxies[name]?.cut();
    expect(await until(status, name, 'UNHEALTHY')).toBeLessThan(5_000);
    proxies[name]?.mend();
    expect(await until('HEALTHY', name, 'HEALTHY')).toBeLessThan(5_000);
  });
});
