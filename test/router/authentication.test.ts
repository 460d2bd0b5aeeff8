import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { credentialsInConnectionParams } from '../../router/authentication.ts';
import { goodKey, keyRecord, TestSupergraph } from './start-supergraph.ts';

let supergraph: TestSupergraph;
beforeEach(async () => {
  supergraph = await TestSupergraph.start();
});
afterEach(() => supergraph.stop());

const whoAmI = '{ caller { userId } }';
const ask = (key?: string) => supergraph.query(whoAmI, {}, key === undefined ? {} : { 'x-api-key': key });

describe('an API key', () => {
  it('is asked for, in JSON and with status 401', async () => {
    const { status, body, headers } = await ask();
    expect(status).toBe(401);
    expect(headers.get('content-type')).toContain('application/json');
    expect(body).toEqual({
      errors: [{ message: 'No API key was sent: send it as X-API-Key', extensions: { code: 'UNAUTHENTICATED' } }],
    });
    expect(supergraph.lookups).toBe(0);
  });

  it.each([
    ['unknown', 'mg-never-issued', 'The API key is not known'],
    ['revoked', 'mg-revoked', 'The API key has been revoked'],
    ['expired', 'mg-expired', 'The API key has expired'],
    ['absurdly long', 'x'.repeat(4_000), 'The API key is not known'],
  ])('is refused when it is %s', async (_kind, key, message) => {
    supergraph.keys.set('mg-revoked', keyRecord({ revokedAt: '2026-01-01T00:00:00.000Z' }));
    supergraph.keys.set('mg-expired', keyRecord({ expiresOn: '2026-01-01T00:00:00.000Z' }));
    const { status, body } = await ask(key);
    expect([status, body]).toEqual([401, { errors: [{ message, extensions: { code: 'UNAUTHENTICATED' } }] }]);
    expect(supergraph.log.join('')).not.toContain(key);
  });

  it('is looked up once for many requests at a time, and by as many guesses as there are', async () => {
    await Promise.all(Array.from({ length: 20 }, () => ask(goodKey)));
    expect(supergraph.lookups).toBe(1);
    await Promise.all([ask('guess-1'), ask('guess-2'), ask('guess-1')]);
    expect(supergraph.lookups).toBe(3);
  });

  it('that is revoked is refused less than two seconds later', async () => {
    expect((await ask(goodKey)).status).toBe(200);
    const revokedAt = Date.now();
    supergraph.keys.set(goodKey, keyRecord({ revokedAt: new Date(revokedAt).toISOString() }));
    while ((await ask(goodKey)).status === 200) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(Date.now() - revokedAt).toBeLessThan(2_000);
  });

  it('has its use written down once for many requests, and not when it is refused', async () => {
    await Promise.all(Array.from({ length: 5 }, () => ask(goodKey)));
    await ask(goodKey);
    await ask('mg-never-issued');
    expect(supergraph.marks).toEqual([goodKey]);
  });

  it('goes on working while the key store does not answer, when it was known before', async () => {
    expect((await ask(goodKey)).status).toBe(200);
    supergraph.keyStoreFails = true;
    await new Promise((resolve) => setTimeout(resolve, 1_600));
    expect((await ask(goodKey)).body.data.caller.userId).toBe('ada');
    expect(supergraph.log.join('')).toContain('the key store does not answer');

    const { status, body } = await ask('mg-never-seen');
    expect(status).toBe(503);
    expect(body.errors[0].extensions).toEqual({ code: 'REGISTRY_UNAVAILABLE' });
    expect(JSON.stringify(body)).not.toContain('table');
    supergraph.keyStoreFails = false;
    expect((await ask('mg-never-seen')).status).toBe(401);
  });
});

describe('the connection parameters of a WebSocket', () => {
  it.each([
    [{ 'x-api-key': 'k' }],
    [{ 'X-API-Key': 'k' }],
    [{ apiKey: 'k' }],
    [{ APIKEY: ' k ' }],
    [{ headers: { 'X-Api-Key': 'k' } }],
    [{ Headers: { apikey: 'k' }, other: 1 }],
  ])('may hold the key as %j', (params) => {
    expect(credentialsInConnectionParams(params)).toEqual({ apiKey: 'k' });
  });

  it.each([[undefined], [{}], [{ apiKey: 7 }], [{ apiKey: '' }], [{ headers: null }], [{ authorization: 'Basic x' }]])(
    'hold no key in %j',
    (params) => {
      expect(credentialsInConnectionParams(params)).toEqual({});
    },
  );

  it('may hold a token, or a key where a token is expected', () => {
    const bearer = (text: string) => credentialsInConnectionParams({ headers: { Authorization: `bearer ${text}` } });
    expect(bearer('eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln')).toEqual({
      bearerToken: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln',
    });
    expect(bearer('abc')).toEqual({ apiKey: 'abc' });
  });
});
