/** Callers who come with a JSON Web Token of an identity provider (RFC 7519), checked against its published keys (RFC 7517). */
import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import { adminGroup, deployerGroup, type Identity, type Tier, tiers } from '../platform/access.ts';
import { SetupError } from '../platform/config.ts';
import { DomainError } from '../platform/errors.ts';
import { platformIssuer } from '../platform/identity.ts';

export interface JwtOptions {
  /** Where the provider publishes its keys. */
  readonly jwksUrl: string;
  readonly issuer: string;
  readonly audience: string;
  /** The claims that say who calls; a dot goes into an object. */
  readonly userClaim: string;
  readonly tierClaim: string;
  readonly groupsClaim: string;
  /** Whoever is in this group of the provider's may do everything; nobody when absent. */
  readonly adminGroup?: string | undefined;
}

/** The identity a token stands for. Throws UNAUTHENTICATED, or REGISTRY_UNAVAILABLE when keys are needed and cannot be had. */
export type VerifyJwt = (token: string) => Promise<Identity>;

/** Signatures that only the provider can make: nothing symmetric, and not `none`. */
const algorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];
const clockToleranceSeconds = 5;
/** A key that is not known is looked up again, this often at most: that is how new keys become known. */
const cooldownMilliseconds = 2_000;
const keysMilliseconds = 10 * 60_000;

/** Throws `SetupError` for an issuer whose name is the platform's own. */
export function jwtVerifier(options: JwtOptions): VerifyJwt {
  const { issuer, audience, jwksUrl } = options;
  if (issuer === platformIssuer) throw new SetupError(`JWT_ISSUER is "${issuer}": only Modelgraph itself is called so`);
  const keys = createRemoteJWKSet(new URL(jwksUrl), {
    cooldownDuration: cooldownMilliseconds,
    cacheMaxAge: keysMilliseconds,
    timeoutDuration: 3_000,
  });
  const verified = new LRUCache<string, Identity>({ max: 10_000 });

  return async (token) => {
    const known = verified.get(token);
    if (known) return known;
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience,
        algorithms,
        clockTolerance: clockToleranceSeconds,
        requiredClaims: ['exp'],
      });
      const identity = identityOf(payload, options);
      const millisecondsLeft = ((payload.exp ?? 0) + clockToleranceSeconds) * 1000 - Date.now();
      // A key that the provider takes back ends what was signed with it within this time.
      verified.set(token, identity, { ttl: Math.max(1, Math.min(millisecondsLeft, 60_000)) });
      return identity;
    } catch (error) {
      throw refusal(error);
    }
  };
}

function identityOf(payload: JWTPayload, options: JwtOptions): Identity {
  const userId = claim(payload, options.userClaim);
  if (typeof userId !== 'string' || userId === '') {
    throw new DomainError('UNAUTHENTICATED', `The token has no user: its claim "${options.userClaim}" is missing`);
  }
  const tier = tiers.find((name) => name === String(claim(payload, options.tierClaim)).toUpperCase());
  return { userId, tier: assignable(tier), groups: groupsOf(claim(payload, options.groupsClaim), options.adminGroup) };
}

/** The platform's own tier has no limits, and is not an identity provider's to give. */
const assignable = (tier: Tier | undefined): Tier => (tier === undefined || tier === 'INTERNAL' ? 'STANDARD' : tier);

/** The platform's special groups come from its own configuration, never from a team that happens to be called so. */
function groupsOf(value: unknown, admins: string | undefined): readonly string[] {
  const listed = typeof value === 'string' ? value.split(' ') : Array.isArray(value) ? value : [];
  const groups = listed.filter((group): group is string => typeof group === 'string' && group !== '');
  const teams = groups.filter((group) => group !== adminGroup && group !== deployerGroup && group !== admins);
  return admins !== undefined && groups.includes(admins) ? [...teams, adminGroup] : teams;
}

/** A claim by its name as it stands, as in `https://example.com/groups`, or by its path, as in `realm_access.roles`. */
function claim(payload: JWTPayload, name: string): unknown {
  if (Object.hasOwn(payload, name)) return payload[name];
  return name
    .split('.')
    .reduce<unknown>(
      (value, part) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, part)
          ? (value as Record<string, unknown>)[part]
          : undefined,
      payload,
    );
}

function refusal(cause: unknown): DomainError {
  if (cause instanceof DomainError) return cause;
  if (cause instanceof errors.JWTExpired) return new DomainError('UNAUTHENTICATED', 'The token has expired');
  const isOurs =
    cause instanceof errors.JOSEError && !(cause instanceof errors.JWKSTimeout) && cause.code !== 'ERR_JOSE_GENERIC';
  if (isOurs) return new DomainError('UNAUTHENTICATED', 'The token is not valid', { cause });
  return new DomainError('REGISTRY_UNAVAILABLE', 'Tokens cannot be checked at the moment; try again', { cause });
}
