/** Nothing is lost between the database and the bus, whatever fails in between. */
import { afterEach, describe, expect, it } from '@jest/globals';
import type { ModelgraphEvent } from '../../platform/events.ts';
import { createLogger } from '../../platform/logging.ts';
import type { RegistryEvent } from '../../subgraphs/registry/domain/event-data.ts';
import { modelRegistered } from '../../subgraphs/registry/domain/events.ts';
import { dynamoOutbox, type Outbox } from '../../subgraphs/registry/dynamo/dynamo-outbox.ts';
import { readUsage, recordUsage } from '../../subgraphs/registry/dynamo/dynamo-usage.ts';
import { consumeEvent } from '../../subgraphs/registry/event-consumer.ts';
import { type OutboxRelay, startOutboxRelay } from '../../subgraphs/registry/outbox-relay.ts';
import { sampleVersion } from './samples.ts';
import { eventually } from './start-registry.ts';
import { startStore } from './start-store.ts';

const { store, table } = await startStore();
const outbox = dynamoOutbox(table);
const relays: OutboxRelay[] = [];
afterEach(() => Promise.all(relays.splice(0).map((relay) => relay.stop())));

/** A bus that keeps what it takes; `refuses` says what it does not take. */
function createBus(refuses: (event: ModelgraphEvent, published: readonly string[]) => boolean = () => false) {
  const published: string[] = [];
  const publish = async <Event extends ModelgraphEvent>(events: readonly Event[]) => {
    const taken = events.filter((event) => !refuses(event, published));
    published.push(...taken.map(({ detail }) => detail.id));
    return { published: taken, failures: taken.length < events.length ? ['refused'] : [] };
  };
  return { published, publish };
}

function relay(bus: ReturnType<typeof createBus>, changes: { outbox?: Outbox; pollMilliseconds?: number } = {}) {
  const started = startOutboxRelay({
    outbox: changes.outbox ?? outbox,
    publish: bus.publish,
    settle: async ({ type, detail }) => {
      if (type === 'Model Registered') await store.raiseLatestVersion(detail.data);
    },
    logger: createLogger('registry'),
    pollMilliseconds: changes.pollMilliseconds ?? 20,
  });
  relays.push(started);
  return started;
}

async function commit(modelId: string, ...versions: string[]): Promise<RegistryEvent[]> {
  const events: RegistryEvent[] = [];
  for (const version of versions) {
    const registered = sampleVersion({ modelId, version });
    const newModel = { id: modelId, teamId: 'team-a', createdAt: registered.registeredAt, latestVersion: version };
    const event = modelRegistered(registered);
    await store.commit({ ...(events.length === 0 && { newModel }), version: { after: registered }, events: [event] });
    events.push(event);
  }
  return events;
}
const idsOf = (events: readonly RegistryEvent[]): string[] => events.map(({ detail }) => detail.id);
const isEmpty = async () => (await outbox.oldest(1)).length === 0;

describe('the outbox', () => {
  it('is published in order, and empty then', async () => {
    const events = await commit('in-order', ...Array.from({ length: 60 }, (_, minor) => `1.${minor}.0`));
    const bus = createBus();
    relay(bus);
    await eventually(isEmpty);
    expect(bus.published).toEqual(idsOf(events));
  });

  it('is published at once when it is announced, without a look at the clock', async () => {
    const bus = createBus();
    const announced = relay(bus, { pollMilliseconds: 60_000 });
    await new Promise((resolve) => setTimeout(resolve, 50));
    const events = await commit('woken', '1.0.0');
    announced.announce(events);
    await eventually(async () => bus.published.length === 1);
    await eventually(isEmpty);
    expect(bus.published).toEqual(idsOf(events));
  });

  it('keeps what the bus refuses until the bus takes it, and nothing else', async () => {
    const events = await commit('refused', '1.0.0', '1.1.0', '1.2.0');
    const [, refused] = idsOf(events);
    let refusals = 0;
    const bus = createBus(({ detail }) => detail.id === refused && refusals++ < 2);
    relay(bus);
    await eventually(isEmpty);
    expect(refusals).toBe(3);
    expect(bus.published.toSorted()).toEqual(idsOf(events).toSorted());
    expect(bus.published.at(-1)).toBe(refused);
  });

  it('loses nothing when a process dies between publishing and deleting: the event comes twice', async () => {
    const [event] = await commit('died', '1.0.0');
    const bus = createBus();
    let died = false;
    const dying: Outbox = {
      oldest: (limit) => outbox.oldest(limit),
      async remove(events) {
        if (!died) {
          died = true;
          throw new Error('the process died here');
        }
        await outbox.remove(events);
      },
    };
    relay(bus, { outbox: dying });
    await eventually(isEmpty);
    expect(bus.published).toEqual([event?.detail.id, event?.detail.id]);
  });

  it('finishes what a crash after the commit left undone: the pointer to the latest version', async () => {
    await commit('unpointed', '1.0.0', '2.0.0', '1.5.0');
    expect(await store.models(['unpointed'])).toMatchObject([{ latestVersion: '1.0.0' }]);
    relay(createBus());
    await eventually(isEmpty);
    expect(await store.models(['unpointed'])).toMatchObject([{ latestVersion: '2.0.0' }]);
  });
});

it('an event that comes twice is applied once', async () => {
  const occurredAt = new Date().toISOString();
  const data = {
    completionId: 'completion',
    modelId: 'used-twice',
    version: '1.0.0',
    teamId: 'team-a',
    userId: 'someone',
    provider: 'local',
    providerModel: 'any',
    promptTokens: 1,
    completionTokens: 1,
    costUsd: '0.1',
    occurredAt,
  };
  const detail = { id: 'twice', schemaVersion: 1, sequence: 1, occurredAt, data };
  const body = JSON.stringify({ 'detail-type': 'Model Used', detail });
  const nothing = async () => undefined;
  const handlers = {
    statusChanged: nothing,
    modelUsed: recordUsage.bind(undefined, table),
    gatewayUsed: nothing,
    traffic: nothing,
  };
  await consumeEvent(body, handlers);
  await consumeEvent(body, handlers);
  expect(await readUsage(table, { modelId: 'used-twice' }, 'LAST_HOUR', new Date())).toMatchObject({
    requests: 1,
    costUsd: '0.1',
  });
});

it.each(['', '{}', '{"detail-type":"Model Used","detail":{"id":"x"}}'])(
  'a message that is no event of ours is refused, so that it ends among the dead letters: %j',
  async (body) => {
    const nothing = async () => undefined;
    await expect(
      consumeEvent(body, { statusChanged: nothing, modelUsed: nothing, gatewayUsed: nothing, traffic: nothing }),
    ).rejects.toThrow();
  },
);
