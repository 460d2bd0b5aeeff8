/** Tokens of an identity provider, whose keys are on a server of the test's. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exportJWK, exportSPKI, generateKeyPair, type JWK, SignJWT } from 'jose';
import { SetupError } from '../../platform/config.ts';
import { jwtVerifier, type VerifyJwt } from '../../router/json-web-tokens.ts';
import { goodKey, TestSupergraph } from './start-supergraph.ts';

type Pair = Awaited<ReturnType<typeof generateKeyPair>>;

let keys: JWK[] = [];
let fetches = 0;
let provider: Server;
let pair: Pair;
let verify: VerifyJwt;
let supergraph: TestSupergraph;
const issuer = 'https://login.example';
const publish = async (kid: string, { publicKey }: Pair) => ({ ...(await exportJWK(publicKey)), kid, alg: 'ES256' });

beforeAll(async () => {
  pair = await generateKeyPair('ES256', { extractable: true });
  keys = [await publish('first', pair)];
  provider = createServer((_request, response) => {
    fetches += 1;
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys }));
  });
  await new Promise<void>((listening) => provider.listen(0, '127.0.0.1', listening));
  verify = verifier();
  supergraph = await TestSupergraph.start({ verifyJwt: verify });
});
afterAll(async () => {
  await supergraph.stop();
  await new Promise((closed) => provider.close(closed));
});

function verifier(changes: Partial<Parameters<typeof jwtVerifier>[0]> = {}): VerifyJwt {
  return jwtVerifier({
    jwksUrl: `http://127.0.0.1:${(provider.address() as AddressInfo).port}/keys`,
    issuer,
    audience: 'modelgraph-router',
    userClaim: 'sub',
    tierClaim: 'tier',
    groupsClaim: 'realm.groups',
    adminGroup: 'platform-admins',
    ...changes,
  });
}

interface Token {
  readonly claims?: Record<string, unknown>;
  readonly kid?: string;
  readonly signer?: Pair;
  readonly expires?: string | number;
  readonly iss?: string;
  readonly audience?: string;
}
function token({ claims = {}, kid = 'first', signer = pair, expires = '5m', iss = issuer, audience }: Token = {}) {
  return new SignJWT({ sub: 'grace', tier: 'premium', realm: { groups: ['data-science-team'] }, ...claims })
    .setProtectedHeader({ alg: 'ES256', kid })
    .setIssuer(iss)
    .setAudience(audience ?? 'modelgraph-router')
    .setExpirationTime(expires)
    .sign(signer.privateKey);
}

it('says who calls by its claims, over HTTP and WebSocket', async () => {
  const authorization = `Bearer ${await token()}`;
  const whoAmI = '{ caller { userId groups } }';
  const expected = { data: { caller: { userId: 'grace', groups: ['data-science-team'] } } };
  expect((await supergraph.query(whoAmI, {}, { authorization })).body).toEqual(expected);
  expect((await supergraph.socket({ authorization }).iterate({ query: whoAmI }).next()).value).toEqual(expected);
  expect(await verify(await token())).toEqual({ userId: 'grace', tier: 'PREMIUM', groups: ['data-science-team'] });
});

it('gives the special groups only by the platform’s own configuration, and never the tier without limits', async () => {
  const groups = ['admin', 'deployer', 'growth-team'];
  expect(await verify(await token({ claims: { realm: { groups }, tier: 'INTERNAL' } }))).toEqual({
    userId: 'grace',
    tier: 'STANDARD',
    groups: ['growth-team'],
  });
  const admins = await verify(await token({ claims: { realm: { groups: 'growth-team platform-admins' } } }));
  expect(admins.groups).toEqual(['growth-team', 'admin']);
});

describe('is refused as UNAUTHENTICATED', () => {
  const refused = async (text: string) => await expect(verify(text)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

  it('with another issuer, another audience, no user, no end, or after its end', async () => {
    await refused(await token({ iss: 'https://evil.example' }));
    await refused(await token({ audience: 'somebody-else' }));
    await refused(await token({ claims: { sub: '' } }));
    await refused(await token({ expires: Math.floor(Date.now() / 1000) - 60 }));
    const endless = new SignJWT({ sub: 'grace' }).setProtectedHeader({ alg: 'ES256', kid: 'first' });
    await refused(await endless.setIssuer(issuer).setAudience('modelgraph-router').sign(pair.privateKey));
  });

  it('without a signature, signed with the public key as a secret, or by somebody else', async () => {
    const body = part({ sub: 'grace', iss: issuer, aud: 'modelgraph-router', exp: 4_000_000_000 });
    await refused(`${part({ alg: 'none' })}.${body}.`);
    const secret = new TextEncoder().encode(await exportSPKI(pair.publicKey));
    const confused = new SignJWT({ sub: 'grace' }).setProtectedHeader({ alg: 'HS256', kid: 'first' });
    await refused(
      await confused.setIssuer(issuer).setAudience('modelgraph-router').setExpirationTime('5m').sign(secret),
    );
    await refused(await token({ signer: await generateKeyPair('ES256') }));
    expect((await supergraph.query('{ providers }', {}, { authorization: 'Bearer eyJ.e30.c' })).status).toBe(401);
  });
});

it('follows the provider when it changes its keys, and asks it no more often than needed', async () => {
  const next = await generateKeyPair('ES256', { extractable: true });
  const before = fetches;
  const own = verifier();
  await own(await token());
  for (let index = 0; index < 20; index += 1) await own(await token({ claims: { index } }));
  expect(fetches - before).toBe(1);
  // An unknown key is looked up once its cool-down is over.
  await new Promise((passed) => setTimeout(passed, 2_100));
  keys = [await publish('second', next)];
  expect((await own(await token({ kid: 'second', signer: next }))).userId).toBe('grace');
  await expect(own(await token({ claims: { again: true } }))).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
});

it('cannot be checked while the provider has never answered, and API keys go on', async () => {
  const unreachable = verifier({ jwksUrl: 'http://127.0.0.1:1/keys' });
  await expect(unreachable(await token())).rejects.toMatchObject({ code: 'REGISTRY_UNAVAILABLE' });
  expect((await supergraph.query('{ providers }', {}, { 'x-api-key': goodKey })).status).toBe(200);
});

it('may not be of an issuer that has the platform’s own name', () => {
  expect(() => verifier({ issuer: 'modelgraph' })).toThrow(SetupError);
});
