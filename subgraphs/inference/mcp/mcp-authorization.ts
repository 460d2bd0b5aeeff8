/**
 * OAuth for MCP servers that want it, with nobody at hand to ask: the gateway is a client in its own right. Metadata, registration and
 * tokens are the business of the protocol's library; here stands what the gateway has to say, and how a request gets its token.
 */
import { createPrivateKey, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { OAuthClientProvider } from '@modelcontextprotocol/sdk/client/auth.js';
import type { OAuthClientInformationMixed, OAuthTokens } from '@modelcontextprotocol/sdk/shared/auth.js';
import { DomainError } from '../../../platform/errors.ts';
import type { Fetch } from './bounded-answers.ts';

/** Tokens for the client itself. Its secret is shown to no other authorization server than the one it is of. */
export interface ClientCredentials {
  readonly clientId: string;
  readonly clientSecret?: string;
  /** PKCS #8, in PEM; in place of the secret. */
  readonly privateKey?: string;
  readonly scope?: string;
  /** The authorization server's URL. */
  readonly issuer: string;
  /** With a secret: who the gateway is to the organization's identity provider, which vouches for it to the authorization server. */
  readonly identity?: GatewayIdentity;
}

export interface GatewayIdentity {
  /** Holds the gateway's ID token; read each time, for platforms put a new one there before it expires. */
  readonly tokenFile: string;
  /** The identity provider's, and the gateway's client id there. */
  readonly tokenEndpoint: string;
  readonly clientId: string;
}

/** The authorization server lets this client in without asking a person: its answer to the request for a code is the code. */
export interface PreapprovedClient {
  readonly preapproved: true;
  /** Registered beforehand, with its secret if it has one; the client registers itself when absent. */
  readonly clientId?: string;
  readonly clientSecret?: string;
  /** Where the client's metadata are to be read, for servers that take that as its id. */
  readonly clientMetadataUrl?: string;
  readonly scope?: string;
}

export type OAuthSettings = ClientCredentials | PreapprovedClient;

/** For the caller and the chat model. */
export const notLetIn = 'does not let the gateway in';
const jwtBearer = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
/** For a request that is refused twice with what it was just given, more tokens are of no use. */
const mostAuthorizations = 3;

/**
 * `fetch` that has a token, gets one when it is refused for want of it, or of its scope, and then asks again. Throws PROVIDER_ERROR
 * when there is none to be had.
 */
export function authorizedFetch(fetch: Fetch, serverUrl: string, settings: OAuthSettings): Fetch {
  let made: Promise<Authorization> | undefined;
  let underWay: Promise<void> | undefined;

  /** Requests that are refused at the same time get one token. */
  const authorize = async ({ provider, codeOf }: Authorization, refusal: Response): Promise<void> => {
    const { auth, extractWWWAuthenticateParams } = await import('@modelcontextprotocol/sdk/client/auth.js');
    const { resourceMetadataUrl, scope } = extractWWWAuthenticateParams(refusal);
    const request = {
      serverUrl,
      fetchFn: fetch,
      ...(resourceMetadataUrl && { resourceMetadataUrl }),
      ...(scope && { scope }),
    };
    const outcome = await auth(provider, request);
    if (outcome === 'REDIRECT') await auth(provider, { ...request, authorizationCode: await codeOf(fetch) });
  };

  return async (url, init) => {
    made ??= authorizationOf(settings, fetch);
    const authorization = await made;
    for (let authorizations = 0; ; authorizations += 1) {
      const tokens = await authorization.provider.tokens();
      const headers = new Headers(init?.headers);
      if (tokens) headers.set('authorization', `Bearer ${tokens.access_token}`);
      const answer = await fetch(url, { ...init, headers });
      if (!isForWantOfToken(answer) || authorizations === mostAuthorizations) return answer;
      await answer.body?.cancel();
      underWay ??= authorize(authorization, answer).finally(() => {
        underWay = undefined;
      });
      await underWay.catch((error) => {
        throw new DomainError('PROVIDER_ERROR', notLetIn, { cause: error });
      });
    }
  };
}

function isForWantOfToken({ status, headers }: Response): boolean {
  return status === 401 || (status === 403 && (headers.get('www-authenticate') ?? '').includes('insufficient_scope'));
}

interface Authorization {
  readonly provider: OAuthClientProvider;
  /** The code that was asked for last. Throws when the authorization server wants a person. */
  codeOf(fetch: Fetch): Promise<string>;
}

async function authorizationOf(settings: OAuthSettings, fetch: Fetch): Promise<Authorization> {
  if ('preapproved' in settings) return preapproved(settings);
  const { ClientCredentialsProvider, PrivateKeyJwtProvider } = await import(
    '@modelcontextprotocol/sdk/client/auth-extensions.js'
  );
  const { clientId, clientSecret = '', privateKey, scope, issuer, identity } = settings;
  const named = { clientId, clientName: 'Modelgraph', expectedIssuer: issuer, ...(scope && { scope }) };
  const provider = privateKey
    ? new PrivateKeyJwtProvider({ ...named, privateKey, algorithm: algorithmOf(privateKey) })
    : new ClientCredentialsProvider({ ...named, clientSecret });
  return {
    provider: identity ? vouchedFor(provider, identity, issuer, fetch) : provider,
    codeOf: async () => {
      throw new Error('A client with credentials asks for no code');
    },
  };
}

/**
 * The client gets its token for an assertion of the identity provider's, which that gives for the gateway's ID token (RFC 8693, and the
 * identity assertion authorization grant).
 */
function vouchedFor(
  client: OAuthClientProvider,
  { tokenFile, tokenEndpoint, clientId }: GatewayIdentity,
  issuer: string,
  fetch: Fetch,
): OAuthClientProvider {
  let resource = '';
  return {
    redirectUrl: undefined,
    clientMetadata: { ...client.clientMetadata, grant_types: [jwtBearer] },
    clientInformation: () => client.clientInformation(),
    tokens: () => client.tokens(),
    saveTokens: (tokens) => client.saveTokens(tokens),
    redirectToAuthorization: () => undefined,
    saveCodeVerifier: () => undefined,
    codeVerifier: () => '',
    saveDiscoveryState: ({ resourceMetadata }) => {
      resource = resourceMetadata?.resource ?? '';
    },
    async prepareTokenRequest(scope) {
      const body = new URLSearchParams({
        grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
        requested_token_type: 'urn:ietf:params:oauth:token-type:id-jag',
        subject_token: (await readFile(tokenFile, 'utf8')).trim(),
        subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
        client_id: clientId,
        audience: issuer,
        resource,
        ...(scope && { scope }),
      });
      const answer = await fetch(tokenEndpoint, { method: 'POST', body });
      if (!answer.ok) throw new Error(`The identity provider answered ${answer.status}`);
      const { access_token: assertion } = (await answer.json()) as { access_token: string };
      return new URLSearchParams({ grant_type: jwtBearer, assertion, ...(scope && { scope }) });
    },
  };
}

/** Throws for a key that JWTs are not signed with. */
function algorithmOf(privateKey: string): string {
  const { asymmetricKeyType, asymmetricKeyDetails } = createPrivateKey(privateKey);
  if (asymmetricKeyType === 'rsa') return 'RS256';
  const ofCurve: Readonly<Record<string, string>> = { prime256v1: 'ES256', secp384r1: 'ES384', secp521r1: 'ES512' };
  const algorithm = ofCurve[asymmetricKeyDetails?.namedCurve ?? ''];
  if (!algorithm) throw new Error('A private key is RSA, or of the curve P-256, P-384 or P-521');
  return algorithm;
}

/** Nothing listens there: the redirect is read, not followed. */
const redirectUrl = 'http://127.0.0.1/oauth/callback';

function preapproved({ clientId, clientSecret, clientMetadataUrl, scope }: PreapprovedClient): Authorization {
  let client: OAuthClientInformationMixed | undefined = clientId
    ? { client_id: clientId, ...(clientSecret && { client_secret: clientSecret }) }
    : undefined;
  let tokens: OAuthTokens | undefined;
  let verifier = '';
  let asked: URL | undefined;
  const provider: OAuthClientProvider = {
    redirectUrl,
    ...(clientMetadataUrl && { clientMetadataUrl }),
    clientMetadata: {
      client_name: 'Modelgraph',
      redirect_uris: [redirectUrl],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      ...(scope && { scope }),
    },
    state: () => randomUUID(),
    clientInformation: () => client,
    saveClientInformation: (information) => {
      client = information;
    },
    tokens: () => tokens,
    saveTokens: (given) => {
      tokens = given;
    },
    redirectToAuthorization: (url) => {
      asked = url;
    },
    saveCodeVerifier: (given) => {
      verifier = given;
    },
    codeVerifier: () => verifier,
  };
  return {
    provider,
    async codeOf(fetch) {
      if (!asked) throw new Error('No code was asked for');
      const answer = await fetch(asked, { redirect: 'manual' });
      await answer.body?.cancel();
      const to = URL.parse(answer.headers.get('location') ?? '', asked.href);
      const code = to?.searchParams.get('code');
      if (!to || !code) throw new Error(`The authorization server wants a person: it answered ${answer.status}`);
      if (to.searchParams.get('state') !== asked.searchParams.get('state')) throw new Error('The state is another one');
      return code;
    },
  };
}
