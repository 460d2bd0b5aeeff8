import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { identityHeader, identityTokens } from '../../platform/identity.ts';
import { startTestInference } from './inference-subgraph.ts';
import { TestRegistry } from './registry-subgraph.ts';
import { goodKey, secret, TestSupergraph, until } from './start-supergraph.ts';

let supergraph: TestSupergraph;
beforeAll(async () => {
  supergraph = await TestSupergraph.start();
});
afterAll(() => supergraph.stop());

describe.each([
  ['that meets the gateway over a connection', false],
  ['that has the gateway in its process', true],
])('a query to a router %s', (_way, inOneProcess) => {
  let supergraph: TestSupergraph;
  beforeAll(async () => {
    supergraph = await TestSupergraph.start({ inOneProcess });
  });
  afterAll(() => supergraph.stop());

  it('crosses both subgraphs, with what one requires of the other', async () => {
    const { status, body } = await supergraph.query('{ models { id card routable } providers }');
    expect(status).toBe(200);
    expect(body).toEqual({
      data: {
        models: [
          { id: 'fraud', card: 'fraud on tensorflow', routable: true },
          { id: 'broken', card: 'broken on tensorflow', routable: true },
          { id: 'churn', card: 'churn on tensorflow', routable: false },
        ],
        providers: ['local'],
      },
    });
  });

  it('keeps a partial error of one subgraph at its path', async () => {
    const { body } = await supergraph.query('{ models { id price } }');
    expect(body.data.models.map(({ price }: { price: number | null }) => price)).toEqual([7, null, 7]);
    expect(body.errors).toEqual([
      {
        message: 'No price for it',
        path: ['models', 1, 'price'],
        extensions: { code: 'PROVIDER_ERROR', service: 'inference' },
      },
    ]);
  });

  it("passes a subgraph's coded errors on, with their details", async () => {
    const { body } = await supergraph.query('{ fails(code: "NOT_FOUND") }');
    expect(body.errors[0]).toMatchObject({
      message: 'It is NOT_FOUND',
      extensions: { code: 'NOT_FOUND', details: [{ path: 'input.x', message: 'bad' }], service: 'registry' },
    });
  });

  it('hides what went wrong inside a subgraph', async () => {
    const { body } = await supergraph.query('{ fails(code: "CRASH") }');
    expect(body.errors[0].extensions.code).toBe('INTERNAL_SERVER_ERROR');
    expect(JSON.stringify(body)).not.toMatch(/secret|stack|127\.0\.0\.1/);
  });

  it('never exposes the query plan', async () => {
    const { body } = await supergraph.query(
      '{ models { id card } }',
      {},
      {
        'x-api-key': goodKey,
        'apollo-query-plan-experimental': '1',
      },
    );
    expect(body.extensions).toBeUndefined();
  });

  it('is cancelled in the subgraph when its client leaves', async () => {
    const leaving = new AbortController();
    const before = supergraph.registry.cancelled;
    const answer = supergraph.query('{ slow(milliseconds: 500) }', {}, { 'x-api-key': goodKey }, leaving.signal);
    setTimeout(() => leaving.abort(), 100);
    await expect(answer).rejects.toThrow();
    await until(() => supergraph.registry.cancelled === before + 1);
  });
});

describe('the identity', () => {
  const whoAmI = '{ caller { userId groups } }';
  const ada = { userId: 'ada', groups: ['data-science-team'] };

  it('reaches the subgraph, whatever identity header the client sends, in any letter case', async () => {
    const forged = await identityTokens(secret).sign({ userId: 'eve', tier: 'INTERNAL', groups: ['admin'] });
    const anyCasing = fc
      .array(fc.boolean(), { minLength: identityHeader.length, maxLength: identityHeader.length })
      .map((upper) => [...identityHeader].map((c, index) => (upper[index] ? c.toUpperCase() : c)).join(''));
    await fc.assert(
      fc.asyncProperty(anyCasing, async (header) => {
        const { body } = await supergraph.query(whoAmI, {}, { 'x-api-key': goodKey, [header]: forged });
        expect(body.data.caller).toEqual(ada);
      }),
      { numRuns: 25 },
    );
    const withoutKey = await supergraph.query(whoAmI, {}, { [identityHeader]: forged });
    expect(withoutKey.status).toBe(401);
  });

  it("is taken from an internal token of the platform's own machines", async () => {
    const deployer = { userId: 'deployer-1', tier: 'INTERNAL', groups: ['deployer'] } as const;
    const token = await supergraph.tokens.sign(deployer);
    const { body } = await supergraph.query(whoAmI, {}, { authorization: `Bearer ${token}` });
    expect(body.data.caller).toEqual({ userId: 'deployer-1', groups: ['deployer'] });

    const foreign = await identityTokens('another secret, as long as it has to be').sign(deployer);
    const refused = await supergraph.query(whoAmI, {}, { authorization: `Bearer ${foreign}` });
    expect(refused.status).toBe(401);
    expect(refused.body.errors[0].extensions.code).toBe('UNAUTHENTICATED');
  });
});

describe('a result that breaks its own schema', () => {
  it('is an error, not a silent null', async () => {
    // A registry that answers with less than it promises: plain HTTP, since a GraphQL server would notice.
    const { createServer } = await import('node:http');
    const broken = createServer((_request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ data: { model: { id: 'x', framework: null } } }));
    });
    await new Promise<void>((resolve) => broken.listen(0, '127.0.0.1', resolve));
    const { port } = broken.address() as { port: number };
    const urls = { registry: `http://127.0.0.1:${port}/graphql`, inference: 'http://127.0.0.1:9/graphql' };
    const other = await TestSupergraph.start({ urls });
    try {
      const { body } = await other.query('{ model(id: "x") { id framework } }');
      expect(body.data).toEqual({ model: null });
      expect(body.errors).toHaveLength(1);
      expect(body.errors[0]).toMatchObject({
        path: ['model', 'framework'],
        extensions: { code: 'INTERNAL_SERVER_ERROR' },
      });
      expect(body.extensions).toBeUndefined();
    } finally {
      await other.stop();
      broken.close();
    }
  });
});

describe('a subgraph that is down', () => {
  it('costs its own part of the answer only, with a code and no address, and works again when it is back', async () => {
    const other = await TestSupergraph.start();
    try {
      const { port } = other.inferenceServer;
      await other.inferenceServer.stop();
      const partial = await other.query('{ models { id routable } }');
      expect(partial.body.errors[0].extensions).toEqual({ code: 'PROVIDER_ERROR', service: 'inference' });
      expect(JSON.stringify(partial.body)).not.toMatch(/ECONN|127\.0\.0\.1|http/);
      const untouched = await other.query('{ models { id } }');
      expect(untouched.body.errors).toBeUndefined();
      const nullable = await other.query('{ models { id price } }');
      expect(nullable.body.data.models[0]).toEqual({ id: 'fraud', price: null });

      other.inferenceServer = await startTestInference(other.tokens, other.logger, port);
      const whole = await other.query('{ models { id routable } }');
      expect(whole.body.errors).toBeUndefined();

      const registryPort = other.registryServer.port;
      await other.registryServer.stop();
      const without = await other.query('{ models { id } providers }');
      expect(without.body).toEqual({
        data: null,
        errors: [
          {
            message: 'The registry cannot be reached',
            extensions: { code: 'REGISTRY_UNAVAILABLE', service: 'registry' },
          },
        ],
      });
      other.registryServer = await new TestRegistry().start(other.tokens, other.logger, registryPort);
      expect((await other.query('{ models { id } }')).body.errors).toBeUndefined();
    } finally {
      await other.stop();
    }
  });

  it('that does not accept our signature is a fault of ours', async () => {
    const other = await TestSupergraph.start({ tokens: identityTokens('a secret that the subgraphs do not have') });
    try {
      const { body } = await other.query('{ models { id } }');
      expect(body.errors[0].extensions.code).toBe('INTERNAL_SERVER_ERROR');
      expect(other.log.join('')).toContain('refuses what the router sends');
    } finally {
      await other.stop();
    }
  });
});
