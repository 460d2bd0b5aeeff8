/** What the router and a subgraph measure of themselves, and what they log. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestSupergraph, until } from './start-supergraph.ts';

let supergraph: TestSupergraph;
beforeAll(async () => {
  supergraph = await TestSupergraph.start({ slowMilliseconds: 500 });
});
afterAll(() => supergraph.stop());

async function metricsOf(url: string): Promise<string> {
  const response = await fetch(new URL('/metrics', url));
  expect([response.status, response.headers.get('content-type')]).toEqual([200, expect.stringMatching(/^text\/plain/)]);
  return response.text();
}

/** The value of the line with all these labels; undefined when there is none. */
function value(text: string, name: string, labels: Record<string, string>): number | undefined {
  const line = text
    .split('\n')
    .find(
      (each) =>
        each.startsWith(`${name}{`) &&
        Object.entries(labels).every(([key, label]) => each.includes(`${key}="${label}"`)),
    );
  return line === undefined ? undefined : Number(line.split(' ').at(-1));
}

describe('/metrics', () => {
  it('counts operations by name and outcome, requests by route and status, and fetches by subgraph', async () => {
    await supergraph.query('query Who { caller { userId } providers }');
    await supergraph.query('query Fails { fails(code: "CONFLICT") }');
    await supergraph.query('query Wrong { nothing }');
    await fetch(new URL('/v1/models/any', supergraph.url));
    await fetch(new URL('/somewhere/else', supergraph.url));

    const router = await metricsOf(supergraph.url);
    const operations = 'graphql_server_operation_duration_seconds_count';
    const ok = { graphql_operation_name: 'Who', graphql_operation_type: 'query', modelgraph_outcome: 'OK' };
    expect(value(router, operations, ok)).toBe(1);
    expect(value(router, operations, { modelgraph_outcome: 'CONFLICT' })).toBe(1);
    expect(value(router, operations, { modelgraph_outcome: 'GRAPHQL_VALIDATION_FAILED' })).toBe(1);
    const requests = 'http_server_request_duration_seconds_count';
    expect(value(router, requests, { http_route: '/graphql', http_response_status_code: '200' })).toBe(2);
    expect(value(router, requests, { http_route: '/v1', http_response_status_code: '401' })).toBe(1);
    expect(value(router, requests, { http_route: 'none', http_response_status_code: '404' })).toBe(1);
    const fetches = 'modelgraph_subgraph_fetch_duration_seconds_count';
    expect(value(router, fetches, { modelgraph_subgraph: 'inference', modelgraph_outcome: 'OK' })).toBe(1);
    expect(value(router, fetches, { modelgraph_subgraph: 'registry', modelgraph_outcome: 'CONFLICT' })).toBe(1);

    const registry = await metricsOf(`http://127.0.0.1:${supergraph.registryServer.port}/`);
    expect(value(registry, operations, { modelgraph_outcome: 'CONFLICT' })).toBe(1);
    for (const text of [router, registry]) expect(text).not.toMatch(/"ada"|mg-test/);
  });

  it('counts the subscriptions that are open, on both sides', async () => {
    const socket = supergraph.socket();
    const events = socket.iterate({ query: 'subscription Watch { deploymentChanged(modelId: "m") { sequence } }' });
    void events.next();
    await until(() => supergraph.registry.subscribers === 1);
    const open = async (url: string) => {
      const lines = (await metricsOf(url))
        .split('\n')
        .filter((line) => line.startsWith('modelgraph_subscriptions_open{'));
      return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
    };
    const registryUrl = `http://127.0.0.1:${supergraph.registryServer.port}/`;
    expect([await open(supergraph.url), await open(registryUrl)]).toEqual([1, 1]);
    await events.return?.();
    await until(() => supergraph.registry.subscribers === 0);
    expect([await open(supergraph.url), await open(registryUrl)]).toEqual([0, 0]);
  });

  it('tells a bounded number of names apart', async () => {
    for (let index = 0; index < 220; index += 1) await supergraph.query(`query Name${index} { __typename }`);
    const text = await metricsOf(supergraph.url);
    const names = new Set([...text.matchAll(/graphql_operation_name="(\w+)"/g)].map(([, name]) => name));
    expect(names.size).toBeLessThanOrEqual(202);
    expect(names).toContain('other');
  });

  it('is not there when the operator does not want it', async () => {
    const closed = await TestSupergraph.start({ metricsEndpoint: false });
    expect((await fetch(new URL('/metrics', closed.url))).status).toBe(404);
    await closed.stop();
  });
});

it('slow operations and faults of ours are logged by name and hash, without a variable', async () => {
  supergraph.log.length = 0;
  const variables = { ms: 600, code: 'CRASH', secret: 'hunter2' };
  await supergraph.query('query Slow($ms: Int!) { slow(milliseconds: $ms) }', variables);
  await supergraph.query('query Crash($code: String!) { fails(code: $code) }', variables);
  await supergraph.query('query Refused { fails(code: "CONFLICT") }');
  const logged = supergraph.log.map((line) => JSON.parse(line)).filter(({ operation }) => operation !== undefined);
  const hash = expect.stringMatching(/^[0-9a-f]{64}$/);
  expect(logged).toContainEqual(expect.objectContaining({ operation: 'Slow', hash, msg: 'an operation was slow' }));
  expect(logged).toContainEqual(
    expect.objectContaining({ operation: 'Crash', hash, code: 'INTERNAL_SERVER_ERROR', msg: 'an operation failed' }),
  );
  expect(logged).not.toContainEqual(expect.objectContaining({ operation: 'Refused', msg: 'an operation failed' }));
  expect(JSON.stringify(logged)).not.toMatch(/hunter2|CRASH/);
});
