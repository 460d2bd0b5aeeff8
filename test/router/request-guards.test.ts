/** What no client can do to what reaches the subgraphs: say who it is by itself, pass headers on, or take for ever. */
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import pino from 'pino';
import { readEnvironment, SetupError } from '../../platform/config.ts';
import { identityHeader, identityTokens } from '../../platform/identity.ts';
import { propagatedHeaders } from '../../router/guards/propagated-headers.ts';
import { guardOptionsOf, guardVariables, jwtVerifierOf } from '../../router/settings.ts';
import { goodKey, secret, TestSupergraph, until } from './start-supergraph.ts';

const runs = Number(process.env.FORGERIES ?? 60);
let received: IncomingHttpHeaders[] = [];
let recorder: Server;
let supergraph: TestSupergraph;
let recorded: TestSupergraph;
beforeAll(async () => {
  recorder = createServer((request, response) => {
    received.push(request.headers);
    request.resume().on('end', () => {
      response.setHeader('content-type', 'application/json').end('{"data":{"providers":["local"]}}');
    });
  });
  await new Promise<void>((listening) => recorder.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(recorder.address() as AddressInfo).port}/graphql`;
  supergraph = await TestSupergraph.start({ guards: { operationMilliseconds: 1_500 } });
  recorded = await TestSupergraph.start({
    urls: { registry: url, inference: url },
    guards: { propagateHeaders: ['X-Tenant'] },
  });
});
afterAll(async () => {
  await Promise.all([supergraph.stop(), recorded.stop()]);
  await new Promise((closed) => recorder.close(closed));
});

/** Names that could be taken for the identity's, and any other. */
const headerName = fc.oneof(
  fc.constantFrom(identityHeader, 'X-Modelgraph-Identity', 'X-MODELGRAPH-IDENTITY', 'x_modelgraph_identity'),
  fc.constantFrom('x-forwarded-user', 'x-user-id', 'x-groups', 'forwarded', 'x-tier', 'from'),
  fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,20}$/),
);
const harmless = new Set(['authorization', 'x-api-key', 'apikey', 'content-length', 'connection', 'upgrade', 'expect']);
const notAllowed = /^(transfer-encoding|te|trailer|host|keep-alive|content-type|content-encoding|accept.*|origin)$/i;

describe('an identity', () => {
  it('cannot be forged by any header: subgraphs get the one the router signed, once', async () => {
    const tokens = identityTokens(secret);
    const foreign = await identityTokens('another secret that nobody shares with us').sign({
      userId: 'root',
      tier: 'INTERNAL',
      groups: ['admin'],
    });
    const headers = fc.dictionary(headerName, fc.constantFrom('root', foreign, '{"groups":["admin"]}'), { maxKeys: 6 });
    const property = fc.asyncProperty(headers, async (forged) => {
      const sent = Object.fromEntries(
        Object.entries(forged).filter(([name]) => !harmless.has(name.toLowerCase()) && !notAllowed.test(name)),
      );
      received = [];
      const { body } = await recorded.query('{ providers }', {}, { 'x-api-key': goodKey, ...sent });
      expect(body).toEqual({ data: { providers: ['local'] } });
      expect(received).toHaveLength(1);
      const identity = await tokens.verify(String(received[0]?.[identityHeader]));
      expect(identity).toEqual({ userId: 'ada', tier: 'STANDARD', groups: ['data-science-team'] });
      for (const name of Object.keys(sent).filter((each) => each.toLowerCase() !== 'x-tenant')) {
        if (name.toLowerCase() !== identityHeader && name.toLowerCase() !== 'user-agent') {
          expect(received[0]).not.toHaveProperty(name.toLowerCase());
        }
      }
    });
    await fc.assert(property, { numRuns: runs });
  });

  it('cannot be forged by any connection parameter or extension of a WebSocket', async () => {
    const parameters = fc.dictionary(headerName, fc.constantFrom('root', 'admin'), { maxKeys: 4 });
    const property = fc.asyncProperty(parameters, async (forged) => {
      const sent = Object.fromEntries(Object.entries(forged).filter(([name]) => !harmless.has(name.toLowerCase())));
      const socket = supergraph.socket({ ...sent, headers: { ...sent, 'x-api-key': goodKey } });
      const extensions = { ...sent, [identityHeader]: 'root' };
      const { value } = await socket.iterate({ query: '{ caller { userId } }', extensions }).next();
      expect(value).toEqual({ data: { caller: { userId: 'ada' } } });
      await socket.dispose();
    });
    await fc.assert(property, { numRuns: Math.ceil(runs / 4) });
  });
});

describe('headers', () => {
  it('reach subgraphs when the operator names them, and only then', async () => {
    received = [];
    const headers = { 'x-api-key': goodKey, 'x-tenant': 'blue', 'x-other': 'red', cookie: 'a=b' };
    await recorded.query('{ providers }', {}, headers);
    expect(received[0]).toMatchObject({ 'x-tenant': 'blue' });
    for (const name of ['x-other', 'cookie', 'x-api-key']) expect(received[0]).not.toHaveProperty(name);
  });

  it.each(['authorization', 'X-Api-Key', identityHeader, 'host', 'content-length', 'a header'])(
    '%s cannot be among them',
    (name) => expect(() => propagatedHeaders([name])).toThrow(SetupError),
  );
});

it('an operation that does not finish in time is cancelled, and what has arrived is answered', async () => {
  const { status, body } = await supergraph.query('{ slow(milliseconds: 20000) providers }');
  expect(status).toBe(200);
  expect(body.data).toEqual({ slow: null, providers: ['local'] });
  expect(body.errors[0].extensions.code).toBe('OPERATION_TIMEOUT');
  await until(() => supergraph.registry.cancelled === 1);
});

it('every answer tells browsers to be careful with it', async () => {
  const answers = [await fetch(supergraph.url), await fetch(new URL('/v1/models', supergraph.url))];
  for (const { headers } of answers) {
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000');
    expect(headers.get('cache-control')).toBe('no-store');
  }
});

describe('the settings', () => {
  const settings = (environment: Record<string, string>) => readEnvironment(guardVariables, environment);
  const logger = pino({ level: 'silent' });

  it('have defaults, and are read in full', () => {
    const { rateLimits, mostCost, manifest } = guardOptionsOf(
      settings({ RATE_LIMITS: 'FREE=5, PREMIUM=9', OPERATION_COST_MAXIMUM: '7' }),
      logger,
    );
    expect([rateLimits, mostCost, manifest]).toEqual([{ FREE: 5, STANDARD: 6_000, PREMIUM: 9 }, 7, undefined]);
    expect(jwtVerifierOf(settings({}))).toBeUndefined();
  });

  it.each([
    [{ RATE_LIMITS: 'GOLD=5' }, /RATE_LIMITS: "GOLD=5" is not a tier/],
    [{ RATE_LIMITS: 'FREE=many' }, /as in STANDARD=600/],
    [{ TRUSTED_DOCUMENTS: 'only' }, /TRUSTED_DOCUMENTS_FILE/],
    [{ TRUSTED_DOCUMENTS: 'some' }, /TRUSTED_DOCUMENTS: /],
    [{ OPERATION_COST_MAXIMUM: '0' }, /OPERATION_COST_MAXIMUM: /],
    [{ JWT_ISSUER: 'https://login.example' }, /belong together/],
    [{ REDIS_URL: 'localhost:6379' }, /REDIS_URL: /],
  ])('%j are refused with what to do', (environment, message) => {
    const use = () => {
      const read = settings(environment);
      guardOptionsOf(read, logger);
      jwtVerifierOf(read);
    };
    expect(use).toThrow(SetupError);
    expect(use).toThrow(message);
  });
});
