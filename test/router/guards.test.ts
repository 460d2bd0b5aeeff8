import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { goodKey, TestSupergraph } from './start-supergraph.ts';

let development: TestSupergraph;
let production: TestSupergraph;
beforeAll(async () => {
  development = await TestSupergraph.start({ sandbox: {} });
  production = await TestSupergraph.start({ introspection: false, allowedOrigins: ['https://app.example'] });
});
afterAll(() => Promise.all([development.stop(), production.stop()]));

const json = { 'content-type': 'application/json', 'x-api-key': goodKey };
const post = (body: string | ReadableStream, headers: Record<string, string> = json) =>
  fetch(development.url, { method: 'POST', headers, body, duplex: 'half' } as RequestInit);
const codeOf = async (response: Response) => {
  const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] };
  return [response.status, errors[0]?.extensions.code];
};

describe('a request', () => {
  it('of ten megabytes is refused, with and without an announced length', async () => {
    const large = JSON.stringify({ query: '{ providers }', variables: { x: 'x'.repeat(10_000_000) } });
    expect(await codeOf(await post(large))).toEqual([413, 'PAYLOAD_TOO_LARGE']);
    expect(await codeOf(await post(new Blob([large]).stream()))).toEqual([413, 'PAYLOAD_TOO_LARGE']);
    expect((await post('{"query":"{ providers }"}')).status).toBe(200);
  });

  it.each([
    ['no JSON', '{"query":', 400, 'VALIDATION_ERROR'],
    ['no query', '{}', 400, 'BAD_REQUEST'],
    ['a batch', '[{"query":"{ providers }"}]', 400, 'BAD_REQUEST'],
    ['no GraphQL', '{"query":"{"}', 400, 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', '{"query":"{ nothing }"}', 400, 'GRAPHQL_VALIDATION_FAILED'],
    ['a missing variable', '{"query":"query ($id: ID!) { model(id: $id) { id } }"}', 400, 'BAD_USER_INPUT'],
    [
      'an unknown operation',
      '{"query":"query A { providers }","operationName":"B"}',
      400,
      'OPERATION_RESOLUTION_FAILURE',
    ],
    ['a subscription', '{"query":"subscription { completionStream(prompt: \\"a\\") { delta } }"}', 400, 'BAD_REQUEST'],
  ])('with %s gets a clear code', async (_what, body, status, code) => {
    expect(await codeOf(await post(body))).toEqual([status, code]);
  });

  it.each([
    ['too deep', `{ models { ${'... on Model { '.repeat(15)} id ${'}'.repeat(15)} } }`],
    ['too many directives', `{ ${'providers @include(if: true) '.repeat(51)} }`],
    ['too many aliases', `{ ${Array.from({ length: 31 }, (_, index) => `a${index}: providers`).join(' ')} }`],
    ['too many tokens', `{ ${'providers '.repeat(5_001)} }`],
  ])('with a document that is %s is refused', async (_what, query) => {
    const [status, code] = await codeOf(await post(JSON.stringify({ query })));
    expect([status, code]).toEqual([400, expect.stringMatching(/^GRAPHQL_(VALIDATION|PARSE)_FAILED$/)]);
  });

  it('with as many directives as there may be is answered', async () => {
    const { status } = await post(JSON.stringify({ query: `{ ${'providers @include(if: true) '.repeat(50)} }` }));
    expect(status).toBe(200);
  });

  it('that a page of another origin could make without asking is refused', async () => {
    const simple = await fetch(`${development.url}?query=%7Bproviders%7D`, { headers: { 'x-api-key': goodKey } });
    expect(await codeOf(simple)).toEqual([400, 'BAD_REQUEST']);
    const form = await post('{"query":"{ providers }"}', { 'content-type': 'text/plain', 'x-api-key': goodKey });
    expect(form.status).toBe(400);
  });

  it('for another path, or with a failing subgraph behind it, says nothing about the inside', async () => {
    const elsewhere = await fetch(new URL('/admin', development.url));
    expect([elsewhere.status, await elsewhere.text()]).toEqual([404, expect.stringContaining('/graphql')]);
    expect(elsewhere.headers.get('x-content-type-options')).toBe('nosniff');
    expect(elsewhere.headers.get('x-powered-by')).toBeNull();
  });
});

describe('the schema', () => {
  const introspection = '{ __schema { queryType { name } } }';

  it('is open to a browser without a key in development, and nothing else is', async () => {
    expect((await development.query(introspection, {}, {})).body.data.__schema.queryType.name).toBe('Query');
    for (const query of [
      '{ providers }',
      '{ __typename providers }',
      'mutation { register(id: "x") { id } }',
      'query A { __typename } query B { providers }',
      '{ ...Both } fragment Both on Query { providers }',
    ]) {
      expect((await development.query(query, {}, {})).status).not.toBe(200);
    }
    const refused = await development.query('{ providers }', {}, {});
    expect([refused.status, refused.body.errors[0].extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
  });

  it('is closed in production', async () => {
    expect((await production.query(introspection, {}, {})).status).toBe(401);
    expect((await production.query(introspection)).body.errors[0].extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(JSON.stringify((await production.query('{ provider }')).body)).not.toContain('Did you mean');
  });
});

describe('a page of another origin', () => {
  const preflight = (supergraph: TestSupergraph, origin: string) =>
    fetch(supergraph.url, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type,x-api-key',
      },
    });

  it.each([
    ['development', 'https://sandbox.embed.apollographql.com', true],
    ['development', 'https://studio.apollographql.com', true],
    ['development', 'http://localhost:5173', true],
    ['development', 'https://evil.example', false],
    ['development', 'http://localhost.evil.example', false],
    ['production', 'https://sandbox.embed.apollographql.com', false],
    ['production', 'http://localhost:5173', false],
    ['production', 'https://app.example', true],
  ] as const)('in %s from %s may call: %s', async (mode, origin, allowed) => {
    const { status, headers } = await preflight(mode === 'development' ? development : production, origin);
    expect(status).toBe(204);
    expect(headers.get('access-control-allow-origin')).toBe(allowed ? origin : null);
    expect(headers.get('access-control-allow-headers')).toBe(allowed ? 'content-type,x-api-key' : null);
    expect(headers.get('access-control-allow-credentials')).toBeNull();
    expect(headers.get('vary')).toBe('origin');
  });
});

describe('the health of the router', () => {
  it('is live by itself, and ready while any subgraph answers', async () => {
    const other = await TestSupergraph.start();
    const health = async (path: string) => {
      const response = await fetch(new URL(path, other.url));
      return [response.status, await response.json()];
    };
    try {
      expect(await health('/health/live')).toEqual([200, { status: 'HEALTHY' }]);
      expect(await health('/health/ready')).toEqual([
        200,
        { status: 'HEALTHY', subgraphs: { registry: 'HEALTHY', inference: 'HEALTHY' } },
      ]);
      await other.inferenceServer.stop();
      await new Promise((resolve) => setTimeout(resolve, 1_050));
      expect(await health('/health/ready')).toEqual([
        200,
        { status: 'DEGRADED', subgraphs: { registry: 'HEALTHY', inference: 'UNHEALTHY' } },
      ]);
      await other.registryServer.stop();
      await new Promise((resolve) => setTimeout(resolve, 1_050));
      expect(await health('/health/ready')).toEqual([
        503,
        { status: 'UNHEALTHY', subgraphs: { registry: 'UNHEALTHY', inference: 'UNHEALTHY' } },
      ]);
    } finally {
      await other.router.stop();
    }
  });
});
