import { type AddressInfo, connect, createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FormattedExecutionResult } from 'graphql';
import { TestRegistry } from './registry-subgraph.ts';
import { goodKey, keyRecord, TestSupergraph, until } from './start-supergraph.ts';

let supergraph: TestSupergraph;
beforeAll(async () => {
  supergraph = await TestSupergraph.start();
});
afterAll(() => supergraph.stop());

/** Subscribes to deployments and returns once the registry has the subscription. */
async function watch(
  selection: string,
  variables: Record<string, unknown> = {},
  definitions = '',
  on = supergraph,
  fragments = '',
) {
  const opened = on.registry.subscriptions;
  const query = `subscription Watch${definitions} { deploymentChanged(modelId: "m") { ${selection} } } ${fragments}`;
  const events = on.socket().iterate<Record<string, unknown>>({ query, variables });
  // The client subscribes with the first call of `next` under way.
  const first = events.next();
  first.catch(() => undefined);
  await until(() => on.registry.subscriptions === opened + 1);
  let isFirst = true;
  return {
    async next(): Promise<FormattedExecutionResult> {
      const { value } = await (isFirst ? first : events.next());
      isFirst = false;
      return value as FormattedExecutionResult;
    },
    leave: () => events.return?.(),
  };
}

describe('a federated subscription', () => {
  it('adds to each event what the other subgraph knows, through aliases, fragments and __typename', async () => {
    const watching = await watch(
      'seq: sequence kind: __typename model { ...Card again: id __typename }',
      {},
      '',
      supergraph,
      'fragment Card on Model { label: card ... on Model { routable } }',
    );
    supergraph.registry.send({ sequence: 1, modelId: 'fraud' });
    supergraph.registry.send({ sequence: 2, modelId: 'churn' });
    expect(await watching.next()).toEqual({
      data: {
        deploymentChanged: {
          seq: 1,
          kind: 'DeploymentEvent',
          model: { label: 'fraud on tensorflow', routable: true, again: 'fraud', __typename: 'Model' },
        },
      },
    });
    expect((await watching.next()).data).toMatchObject({ deploymentChanged: { seq: 2, model: { routable: false } } });
    await watching.leave();
  });

  it('obeys @skip and @include by variables and their defaults', async () => {
    const watching = await watch(
      'sequence @skip(if: $yes) model { id routable @include(if: $yes) price @include(if: $no) } note @skip(if: $no)',
      { no: false },
      '($yes: Boolean! = true, $no: Boolean!)',
    );
    supergraph.registry.send({ sequence: 3, modelId: 'fraud' });
    expect(await watching.next()).toEqual({
      data: { deploymentChanged: { model: { id: 'fraud', routable: true }, note: 'note 3' } },
    });
    await watching.leave();
  });

  it('survives a partial error of either subgraph, which comes with its path', async () => {
    const watching = await watch('sequence note model { id price }');
    supergraph.registry.send({ sequence: 13, modelId: 'broken' });
    const event = await watching.next();
    expect(event.data).toEqual({
      deploymentChanged: { sequence: 13, note: null, model: { id: 'broken', price: null } },
    });
    expect(event.errors?.map(({ path, extensions }) => [path, extensions?.code, extensions?.service])).toEqual([
      [['deploymentChanged', 'note'], 'CONFLICT', 'registry'],
      [['deploymentChanged', 'model', 'price'], 'PROVIDER_ERROR', 'inference'],
    ]);
    supergraph.registry.send({ sequence: 14, modelId: 'fraud' });
    expect((await watching.next()).errors).toBeUndefined();
    await watching.leave();
  });

  it('makes a broken promise of the other subgraph an error of the event', async () => {
    const watching = await watch('sequence model { routable }');
    supergraph.registry.send({ sequence: 1, modelId: 'null' });
    const event = await watching.next();
    expect(event.data).toBeNull();
    expect(event.errors?.[0]?.extensions?.code).toBe('INTERNAL_SERVER_ERROR');
    await watching.leave();
  });

  it('keeps order and completes when the subgraph completes', async () => {
    const deltas: unknown[] = [];
    const query = 'subscription ($p: String!) { completionStream(prompt: $p) { delta model { teamId card } } }';
    for await (const { data } of supergraph.socket().iterate({ query, variables: { p: 'one two three' } })) {
      deltas.push(data?.completionStream);
    }
    const model = { teamId: 'data-science-team', card: 'fraud on tensorflow' };
    expect(deltas).toEqual(['one', 'two', 'three'].map((delta) => ({ delta, model })));
  });

  it('passes on the refusal of a subgraph, and completes', async () => {
    const events = supergraph.socket().iterate({ query: 'subscription { refused { sequence } }' });
    const refusal = { message: 'Not for you', extensions: { code: 'FORBIDDEN', service: 'registry' } };
    expect((await events.next()).value).toMatchObject({ data: null, errors: [refusal] });
    expect((await events.next()).done).toBe(true);
  });

  it('ends with the coded error of a stream that fails', async () => {
    const watching = await watch('sequence');
    supergraph.registry.send({ sequence: -1, modelId: 'fraud' });
    await expect(watching.next()).rejects.toMatchObject([
      { message: 'The stream failed', extensions: { code: 'CONFLICT', service: 'registry' } },
    ]);
  });

  it('leaves the subgraph at once when its client leaves, or loses its connection', async () => {
    const watching = await watch('sequence');
    expect(supergraph.registry.subscribers).toBe(1);
    await watching.leave();
    await until(() => supergraph.registry.subscribers === 0);

    const socket = supergraph.socket();
    const lost = socket.iterate({ query: 'subscription { deploymentChanged(modelId: "m") { sequence } }' });
    lost.next().catch(() => undefined);
    await until(() => supergraph.registry.subscribers === 1);
    socket.terminate();
    await until(() => supergraph.registry.subscribers === 0);
  });

  it('shares one socket per subgraph among all clients', async () => {
    let connections = 0;
    const counting = createServer((client) => {
      connections += 1;
      const onward = connect(supergraph.registryServer.port, '127.0.0.1');
      client.pipe(onward).pipe(client);
      for (const socket of [client, onward]) socket.on('error', () => undefined);
    });
    await new Promise<void>((resolve) => counting.listen(0, '127.0.0.1', resolve));
    const { port } = counting.address() as AddressInfo;
    const inference = `http://127.0.0.1:${supergraph.inferenceServer.port}/graphql`;
    const other = await TestSupergraph.start({ urls: { registry: `http://127.0.0.1:${port}/graphql`, inference } });
    try {
      const many = Array.from({ length: 20 }, () => {
        const events = other
          .socket()
          .iterate({ query: 'subscription { deploymentChanged(modelId: "m") { sequence } }' });
        return { events, first: events.next() };
      });
      await until(() => supergraph.registry.subscribers === 20);
      supergraph.registry.send({ sequence: 5, modelId: 'fraud' });
      for (const { first } of many)
        expect((await first).value).toEqual({ data: { deploymentChanged: { sequence: 5 } } });
      expect(connections).toBe(1);
      await Promise.all(many.map(({ events }) => events.return?.()));
      await until(() => supergraph.registry.subscribers === 0);
    } finally {
      await other.stop();
      counting.close();
    }
  });

  it('ends for a key that is revoked, before the next event is delivered', async () => {
    const other = await TestSupergraph.start();
    try {
      const watching = await watch('sequence', {}, '', other);
      other.registry.send({ sequence: 1, modelId: 'fraud' });
      await watching.next();
      other.keys.set(goodKey, keyRecord({ revokedAt: new Date().toISOString() }));
      await new Promise((resolve) => setTimeout(resolve, 1_600));
      other.registry.send({ sequence: 2, modelId: 'fraud' });
      await expect(watching.next()).rejects.toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
      await until(() => other.registry.subscribers === 0);
    } finally {
      await other.stop();
    }
  });
});

describe('a silent stream', () => {
  it('ends less than two seconds after its key is revoked', async () => {
    const other = await TestSupergraph.start();
    try {
      const watching = await watch('sequence', {}, '', other);
      const nothing = watching.next();
      nothing.catch(() => undefined);
      const revokedAt = Date.now();
      other.keys.set(goodKey, keyRecord({ revokedAt: new Date(revokedAt).toISOString() }));
      await expect(nothing).rejects.toMatchObject([
        { message: 'The API key has been revoked', extensions: { code: 'UNAUTHENTICATED' } },
      ]);
      expect(Date.now() - revokedAt).toBeLessThan(2_000);
      await until(() => other.registry.subscribers === 0);
    } finally {
      await other.stop();
    }
  });

  it('outlives a key store that does not answer for a while', async () => {
    const other = await TestSupergraph.start();
    try {
      const watching = await watch('sequence', {}, '', other);
      other.keyStoreFails = true;
      await new Promise((resolve) => setTimeout(resolve, 1_900));
      other.registry.send({ sequence: 1, modelId: 'fraud' });
      expect(await watching.next()).toEqual({ data: { deploymentChanged: { sequence: 1 } } });
    } finally {
      await other.stop();
    }
  });
});

describe('a subgraph that goes away', () => {
  it('ends the streams with a coded error, and is subscribed to again once it is back', async () => {
    const other = await TestSupergraph.start();
    try {
      const { port } = other.registryServer;
      const watching = await watch('sequence', {}, '', other);
      const lost = watching.next();
      lost.catch(() => undefined);
      await other.registryServer.stop();
      await expect(lost).rejects.toMatchObject([{ extensions: { code: 'REGISTRY_UNAVAILABLE', service: 'registry' } }]);
      await expect(lost).rejects.not.toMatchObject([{ message: expect.stringMatching(/127|ws:|1001/) }]);

      // While it is away a new subscription waits for it, for some seconds.
      const query = 'subscription { deploymentChanged(modelId: "m") { sequence } }';
      const patient = other.socket().iterate({ query });
      const event = patient.next();
      await new Promise((resolve) => setTimeout(resolve, 150));
      const revived = new TestRegistry();
      other.registryServer = await revived.start(other.tokens, other.logger, port);
      await until(() => revived.subscribers === 1);
      revived.send({ sequence: 9, modelId: 'fraud' });
      expect((await event).value).toEqual({ data: { deploymentChanged: { sequence: 9 } } });
      await patient.return?.();
    } finally {
      await other.stop();
    }
  });

  it('never back in time is reported as unreachable', async () => {
    const other = await TestSupergraph.start();
    try {
      await other.registryServer.stop();
      const query = 'subscription { deploymentChanged(modelId: "m") { sequence } }';
      await expect(other.socket().iterate({ query }).next()).rejects.toMatchObject([
        { message: 'The registry cannot be reached', extensions: { code: 'REGISTRY_UNAVAILABLE' } },
      ]);
    } finally {
      other.registryServer = await new TestRegistry().start(other.tokens, other.logger);
      await other.stop();
    }
  });
});
