/** The REST facade at the wire: statuses, envelopes, headers, and what becomes of what is sent. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type StartedDoors, startDoors } from './start-doors.ts';
import { goodKey } from './start-supergraph.ts';

let doors: StartedDoors;
beforeAll(async () => {
  doors = await startDoors();
});
afterAll(() => doors.stop());

const key = { 'x-api-key': goodKey };
const json = { ...key, 'content-type': 'application/json' };
const ask = async (path: string, init: RequestInit = { headers: key }) => {
  const response = await fetch(doors.origin + path, init);
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : undefined };
};
const post = (path: string, body: unknown, headers: Record<string, string> = json) =>
  ask(path, { method: 'POST', headers, body: typeof body === 'string' ? body : JSON.stringify(body) });
const registration = {
  modelId: 'fraud',
  version: '1.0.0',
  framework: 'tensorflow',
  deploymentTarget: 'Lambda',
  teamId: 'data-science-team',
  artifactUri: 's3://bucket/key',
};

describe('what is made', () => {
  it('answers 201 with its place; enums are read in any letter case, and Idempotency-Key is passed on', async () => {
    const { status, headers, body } = await post('/api/v1/models', registration, { ...json, 'idempotency-key': 'k1' });
    expect([status, headers.get('location')]).toEqual([201, '/api/v1/models/fraud/versions/1.0.0']);
    expect(body).toMatchObject({ modelId: 'fraud', version: '1.0.0', deploymentTarget: 'LAMBDA' });
    expect(doors.recorded.calls.registerModel).toMatchObject({
      ...registration,
      deploymentTarget: 'LAMBDA',
      idempotencyKey: 'k1',
    });
  });

  it('is accepted with 202 when it is yet to happen, with or without a body', async () => {
    const { status, headers, body } = await post('/api/v1/models/fraud/deploy', { version: '1.0.0' });
    expect([status, headers.get('location')]).toEqual([202, '/api/v1/models/fraud/versions/1.0.0']);
    expect(body).toMatchObject({ id: 'd1', status: 'DEPLOYING' });
    expect(doors.recorded.calls.deployModel).toEqual({ modelId: 'fraud', version: '1.0.0' });
    expect((await ask('/api/v1/models/fraud/deploy', { method: 'POST', headers: key })).status).toBe(202);
  });
});

describe('what is read', () => {
  it('lists a page by its filters, and says where the next begins', async () => {
    const query = 'status=registered&deploymentTarget=eks&teamId=t&framework=pytorch&limit=7&cursor=abc';
    const { status, body } = await ask(`/api/v1/models?${query}`);
    expect([status, body.nextCursor, body.models[0].id]).toEqual([200, 'the-cursor', 'fraud']);
    expect(doors.recorded.calls.models).toEqual({
      filter: { status: 'REGISTERED', deploymentTarget: 'EKS', teamId: 't', framework: 'pytorch' },
      first: 7,
      after: 'abc',
    });
  });

  it('gives a model with its versions, one version, the statistics and the health of both sides', async () => {
    const { body } = await ask('/api/v1/models/fraud');
    expect(body.versions.map(({ version }: { version: string }) => version)).toEqual(['2.0.0', '1.0.0']);
    expect(body.nextCursor).toBeNull();
    expect((await ask('/api/v1/models/fraud/versions/1.0.0')).body).toMatchObject({ version: '1.0.0' });
    expect((await ask('/api/v1/statistics')).body).toMatchObject({ totalModels: 1, totalVersions: 2 });
    for (const path of ['/api/v1/health/detailed', '/health/detailed']) {
      const health = await ask(path);
      expect([health.status, health.body.status]).toEqual([200, 'HEALTHY']);
      expect(health.body.subgraphs.inference.dependencies[0].name).toBe('redis');
    }
  });

  it('is asked with HEAD as with GET', async () => {
    expect(await ask('/api/v1/statistics', { method: 'HEAD', headers: key })).toMatchObject({
      status: 200,
      body: undefined,
    });
  });
});

describe('what is refused has the envelope and the status of its code', () => {
  const error = (type: string, message: unknown) => ({ error: { type, message } });

  it.each([
    [{ ...registration, artifactUri: 'bad' }, 'Invalid S3 URI format'],
    [
      { ...registration, artifactUri: 'bad', version: 'bad' },
      'artifactUri: Invalid S3 URI format; version: Invalid semantic version',
    ],
    [{ ...registration, framework: 7 }, expect.stringMatching(/^framework: /)],
    [{ ...registration, deploymentTarget: 'MOON' }, expect.stringMatching(/^deploymentTarget: .*MOON/)],
    [{ ...registration, colour: 'red' }, expect.stringMatching(/colour/)],
    [{}, expect.stringMatching(/modelId/)],
    ['[]', 'The body must be a JSON object'],
    ['{"a":', 'The request body is not valid JSON'],
  ])('a registration of %j', async (body, message) => {
    const answer = await post('/api/v1/models', body);
    expect([answer.status, answer.body]).toEqual([400, error('VALIDATION_ERROR', message)]);
  });

  it.each([
    ['limit=200', 'A page has 1 to 100'],
    ['limit=many', expect.stringMatching(/^limit: /)],
    ['status=MELTED', expect.stringMatching(/^status: /)],
    ['statu=DEPLOYED', 'Unknown query parameter "statu"'],
    ['limit=1&limit=2', '"limit" is given twice'],
  ])('a list with %s', async (query, message) => {
    const answer = await ask(`/api/v1/models?${query}`);
    expect([answer.status, answer.body]).toEqual([400, error('VALIDATION_ERROR', message)]);
  });

  it.each([
    ['busy', 409, 'CONFLICT'],
    ['nowhere', 404, 'NOT_FOUND'],
    ['foreign', 403, 'FORBIDDEN'],
    ['often', 429, 'RATE_LIMITED'],
    ['poor', 402, 'BUDGET_EXCEEDED'],
    ['slow', 504, 'PROVIDER_TIMEOUT'],
  ])('a deployment that is %s', async (modelId, status, type) => {
    const answer = await post(`/api/v1/models/${modelId}/deploy`, {});
    expect([answer.status, answer.body]).toEqual([status, error(type, `It is ${type}`)]);
    expect(answer.headers.get('retry-after')).toBe(status === 429 ? '2' : null);
  });

  it('what is not there, another method, and another content type', async () => {
    for (const path of ['/api/v1/models/unknown', '/api/v1/models/fraud/versions/9.9.9', '/api/v1/nothing']) {
      expect(await ask(path)).toMatchObject({ status: 404, body: { error: { type: 'NOT_FOUND' } } });
    }
    const method = await ask('/api/v1/models', { method: 'DELETE', headers: key });
    expect([method.status, method.headers.get('allow')]).toEqual([405, 'POST, GET, HEAD']);
    expect((await post('/health/live', {})).headers.get('allow')).toBe('GET');
    const form = await post('/api/v1/models', 'a=b', { ...key, 'content-type': 'application/x-www-form-urlencoded' });
    expect([form.status, form.body.error.type]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
    expect((await ask('/api/v1/models/%E0%A4%A')).status).toBe(400);
    const large = await post('/api/v1/models', { ...registration, description: 'x'.repeat(2_000_000) });
    expect([large.status, large.body.error.type]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
  });

  it('a caller without a key, or with a wrong one, before anything else is looked at', async () => {
    for (const headers of [{}, { 'x-api-key': 'wrong' }, { authorization: 'Bearer wrong' }]) {
      const answer = await post('/api/v1/models', '{"a":', { 'content-type': 'application/json', ...headers });
      expect([answer.status, answer.body.error.type]).toEqual([401, 'UNAUTHENTICATED']);
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
    }
    expect((await ask('/api/v1/statistics', { headers: { authorization: `Bearer ${goodKey}` } })).status).toBe(200);
  });

  it('a fault of ours, by the number it has in the log', async () => {
    const { status, body } = await post('/api/v1/models', { ...registration, artifactUri: 'crash' });
    expect([status, body.error.type]).toEqual([500, 'INTERNAL_SERVER_ERROR']);
    expect(body.error.message).toMatch(/logged as [\w-]+$/);
    expect(JSON.stringify(body)).not.toContain('secret');
  });
});

it('a client that leaves cancels its completion', async () => {
  const leaving = new AbortController();
  const asked = post('/api/v1/completions', { messages: [{ role: 'user', content: 'hello' }] });
  expect((await asked).body.message.content).toBe('You said hello');
  const waiting = fetch(`${doors.origin}/api/v1/completions`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ messages: [{ role: 'USER', content: 'wait' }] }),
    signal: leaving.signal,
  });
  setTimeout(() => leaving.abort(), 200);
  await expect(waiting).rejects.toThrow();
  await doors.cancellations(1);
});

it('the description names every route, and holds every type it refers to', async () => {
  const { status, body } = await ask('/openapi.json', {});
  expect([status, body.openapi]).toEqual([200, '3.1.0']);
  expect(Object.keys(body.paths).filter((path) => path.startsWith('/api/v1'))).toEqual([
    '/api/v1/models',
    '/api/v1/models/{id}',
    '/api/v1/models/{id}/versions/{version}',
    '/api/v1/models/{id}/deploy',
    '/api/v1/statistics',
    '/api/v1/completions',
    '/api/v1/health/detailed',
  ]);
  const references = [...JSON.stringify(body).matchAll(/"#\/components\/(\w+)\/(\w+)"/g)];
  expect(references.length).toBeGreaterThan(10);
  for (const [, kind = '', name = ''] of references) expect(body.components[kind]).toHaveProperty(name);
});
