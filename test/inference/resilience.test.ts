import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { HealthDocument, RoutableModelsDocument } from '../../client/generated/operations.ts';
import { type EventPublisher, eventBridgePublisher } from '../../platform/eventbridge-publisher.ts';
import { type EventData, registrySource } from '../../platform/events.ts';
import { temporaryFolder } from '../infra/temporary-folder.ts';
import { type RegistryServer, startRegistryServer } from './registry-server.ts';
import { catalogEntry } from './samples.ts';
import { eventually, type Gateway, internalSecret, scientist, startCloud, startGateway } from './start-gateway.ts';
import { complete } from './start-platform.ts';

const folder = temporaryFolder();
const nobody = 'http://127.0.0.1:2/graphql';
let cloud: Awaited<ReturnType<typeof startCloud>>;
let redis: Redis;
let events: EventBridgeClient;
let publishAsRegistry: EventPublisher;
const started: { stop(): Promise<void> }[] = [];

/** Stopped after the test, in the order of starting. */
function stopped<Started extends { stop(): Promise<void> }>(running: Started): Started {
  started.push(running);
  return running;
}

beforeAll(async () => {
  cloud = await startCloud(folder);
  redis = new Redis(process.env.REDIS_URL ?? '');
  events = new EventBridgeClient({});
  publishAsRegistry = eventBridgePublisher(events, process.env.EVENT_BUS_NAME ?? '', registrySource);
});
afterEach(async () => {
  for (const running of started.splice(0)) await running.stop();
  await redis.flushall();
});
afterAll(async () => {
  redis.disconnect();
  events.destroy();
  await cloud.close();
});

const listing = (gateway: Gateway) => gateway.as(scientist).request(RoutableModelsDocument, {});

async function idsOf(gateway: Gateway): Promise<string[]> {
  const { routableModels } = await listing(gateway);
  return routableModels.filter(({ kind }) => kind === 'REGISTERED').map(({ id }) => id);
}

async function startRegistry(...serving: Parameters<typeof catalogEntry>[0][]): Promise<RegistryServer> {
  const registry = await startRegistryServer(internalSecret);
  registry.serving.push(...serving.map(catalogEntry));
  return registry;
}

async function freePort(): Promise<number> {
  const registry = await startRegistry();
  await registry.stop();
  return registry.port;
}

function deployedEvent(sequence: number, more: Partial<EventData<'Model Deployed'>> = {}) {
  const { modelId, version, teamId, deploymentTarget, endpoint, deployedAt } = catalogEntry({});
  return {
    type: 'Model Deployed' as const,
    detail: {
      id: crypto.randomUUID(),
      schemaVersion: 1 as const,
      sequence,
      occurredAt: new Date().toISOString(),
      data: {
        deploymentId: 'deployment-1',
        modelId,
        version,
        teamId,
        deploymentTarget,
        endpoint,
        deployedAt,
        ...more,
      },
    },
  };
}

describe('the catalog', () => {
  it('is read from the registry, page by page, as a machine', async () => {
    const registry = stopped(await startRegistry());
    for (let index = 0; index < 230; index += 1) {
      registry.serving.push(catalogEntry({ deploymentId: `d${index}`, version: `1.0.${index}` }));
    }
    const gateway = stopped(await startGateway({ registryUrl: registry.url }));
    expect(
      await eventually(
        () => idsOf(gateway),
        ({ length }) => length === 230,
      ),
    ).toHaveLength(230);
    expect(registry.listings.slice(0, 3)).toEqual([
      { after: null, caller: 'inference:admin' },
      { after: '100', caller: 'inference:admin' },
      { after: '200', caller: 'inference:admin' },
    ]);
  });

  it('follows events, on every instance, out of order too', async () => {
    const registry = stopped(await startRegistry());
    const gateways = await Promise.all([
      startGateway({ registryUrl: registry.url }),
      startGateway({ registryUrl: registry.url }),
    ]);
    gateways.forEach(stopped);
    for (const gateway of gateways)
      await eventually(
        () => listing(gateway),
        ({ modelCatalog }) => !modelCatalog.stale,
      );

    await publishAsRegistry([deployedEvent(5)]);
    for (const gateway of gateways) {
      expect(
        await eventually(
          () => idsOf(gateway),
          ({ length }) => length > 0,
        ),
      ).toEqual(['fraud-detection-model@1.0.0']);
    }
    const ended = { ...deployedEvent(6), type: 'Deployment Ended' as const };
    await publishAsRegistry([
      { ...ended, detail: { ...ended.detail, data: { ...ended.detail.data, status: 'FAILED' } } },
    ]);
    for (const gateway of gateways)
      expect(
        await eventually(
          () => idsOf(gateway),
          ({ length }) => length === 0,
        ),
      ).toEqual([]);
    await publishAsRegistry([deployedEvent(5), deployedEvent(1, { deploymentId: 'marker', version: '2.0.0' })]);
    for (const gateway of gateways) {
      expect(
        await eventually(
          () => idsOf(gateway),
          ({ length }) => length > 0,
        ),
      ).toEqual(['fraud-detection-model@2.0.0']);
    }
  });

  it('learns of a deployment from whoever asks for it before the event has come', async () => {
    const registry = stopped(await startRegistry());
    const gateway = stopped(await startGateway({ registryUrl: registry.url }));
    await eventually(
      () => listing(gateway),
      ({ modelCatalog }) => !modelCatalog.stale,
    );
    registry.serving.push(catalogEntry({}));
    const { routing } = await complete(gateway, { registeredModel: { id: 'fraud-detection-model' } });
    expect(routing.modelVersion).toBe('1.0.0');
  });

  it('drops what the registry no longer serves at the next poll', async () => {
    const registry = stopped(await startRegistry({}, { deploymentId: 'd2', version: '1.1.0' }));
    const gateway = stopped(await startGateway({ registryUrl: registry.url, catalogPollMilliseconds: 50 }));
    await eventually(
      () => idsOf(gateway),
      ({ length }) => length === 2,
    );
    registry.serving.pop();
    expect(
      await eventually(
        () => idsOf(gateway),
        ({ length }) => length === 1,
      ),
    ).toEqual(['fraud-detection-model@1.0.0']);
  });
});

describe('without the registry', () => {
  it('starts and serves at once, says what it does not know, and finds the registry when it comes', async () => {
    const port = await freePort();
    const gateway = stopped(await startGateway({ registryUrl: `http://127.0.0.1:${port}/graphql` }));
    expect((await complete(gateway, {})).routing.provider).toBe('local');
    expect((await listing(gateway)).modelCatalog).toEqual({ source: 'CACHE', refreshedAt: null, stale: true });
    await expect(complete(gateway, { registeredModel: { id: 'fraud-detection-model' } })).rejects.toMatchObject({
      code: 'REGISTRY_UNAVAILABLE',
    });
    stopped(await startRegistryServer(internalSecret, port, [catalogEntry({})]));
    expect(
      await eventually(
        () => idsOf(gateway),
        ({ length }) => length === 1,
      ),
    ).toHaveLength(1);
    expect((await listing(gateway)).modelCatalog).toMatchObject({ source: 'REGISTRY', stale: false });
  });

  it('goes on with what it knew, says so, and recovers by itself', async () => {
    const registry = await startRegistry({});
    const gateway = stopped(await startGateway({ registryUrl: registry.url }));
    await eventually(
      () => listing(gateway),
      ({ modelCatalog }) => !modelCatalog.stale,
    );
    const healthOf = async () => (await gateway.as(scientist).request(healthDocument, {})) as never as Health;
    expect((await healthOf()).inferenceHealth).toMatchObject({ status: 'HEALTHY' });

    await registry.stop();
    const { modelCatalog } = await eventually(
      () => listing(gateway),
      (answer) => answer.modelCatalog.stale,
    );
    expect(modelCatalog).toMatchObject({ source: 'CACHE', stale: true, refreshedAt: expect.any(String) });
    const before = performance.now();
    expect((await complete(gateway, { registeredModel: { id: 'fraud-detection-model' } })).routing.modelVersion).toBe(
      '1.0.0',
    );
    expect(performance.now() - before).toBeLessThan(4_000);
    const { inferenceHealth } = await eventually(healthOf, (answer) => answer.inferenceHealth.status !== 'HEALTHY');
    expect(inferenceHealth.status).toBe('DEGRADED');
    expect(inferenceHealth.dependencies).toContainEqual({ name: 'registry', status: 'UNHEALTHY', latencyMs: null });

    const newer = catalogEntry({ deploymentId: 'deployment-2', version: '1.0.1' });
    stopped(await startRegistryServer(internalSecret, registry.port, [newer]));
    expect(
      await eventually(
        () => idsOf(gateway),
        (ids) => ids.includes('fraud-detection-model@1.0.1'),
      ),
    ).toEqual(['fraud-detection-model@1.0.1']);
    expect((await listing(gateway)).modelCatalog).toMatchObject({ source: 'REGISTRY', stale: false });
  });

  it('takes the catalog from Redis after a restart', async () => {
    const registry = await startRegistry({});
    const first = await startGateway({ registryUrl: registry.url });
    await eventually(
      () => idsOf(first),
      ({ length }) => length === 1,
    );
    await eventually(
      () => redis.exists('modelgraph:inference:catalog'),
      (exists) => exists === 1,
    );
    await first.stop();
    await registry.stop();
    const second = stopped(await startGateway({ registryUrl: nobody }));
    expect(
      await eventually(
        () => idsOf(second),
        ({ length }) => length === 1,
      ),
    ).toEqual(['fraud-detection-model@1.0.0']);
    expect((await listing(second)).modelCatalog).toMatchObject({ source: 'CACHE', stale: true });
  });
});

const healthDocument = {
  ...HealthDocument,
  definitions: HealthDocument.definitions.map((definition) =>
    definition.kind === 'OperationDefinition'
      ? {
          ...definition,
          selectionSet: {
            ...definition.selectionSet,
            // The other field is the registry's.
            selections: definition.selectionSet.selections.filter(
              (selection) => selection.kind === 'Field' && selection.name.value === 'inferenceHealth',
            ),
          },
        }
      : definition,
  ),
} as typeof HealthDocument;
interface Health {
  readonly inferenceHealth: { readonly status: string; readonly dependencies: readonly unknown[] };
}

it('completes without Redis, idempotency keys and usage included, and without waiting for it', async () => {
  const registry = stopped(await startRegistry({}));
  const gateway = stopped(await startGateway({ registryUrl: registry.url, redisUrl: 'redis://127.0.0.1:2' }));
  await eventually(
    () => idsOf(gateway),
    ({ length }) => length === 1,
  );
  const before = performance.now();
  const answer = await complete(gateway, {
    registeredModel: { id: 'fraud-detection-model' },
    idempotencyKey: 'k',
  });
  expect(answer.routing.registeredModelUsed).toBe('fraud-detection-model');
  // The gateway of the tests waits five seconds for Redis where it waits.
  expect(performance.now() - before).toBeLessThan(4_000);
  const { inferenceHealth } = (await gateway.as(scientist).request(healthDocument, {})) as never as Health;
  expect(inferenceHealth.status).toBe('DEGRADED');
  expect(inferenceHealth.dependencies).toContainEqual({ name: 'redis', status: 'UNHEALTHY', latencyMs: null });
});
