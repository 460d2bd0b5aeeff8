/**
 * The signed identity that travels between Modelgraph's processes: a JWT (HS256, RFC 7519) under a secret only they share.
 * The router signs it once a caller is authenticated; the subgraphs believe nothing else.
 */
import { jwtVerify, SignJWT } from 'jose';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { type Identity, tiers } from './access.ts';
import { DomainError } from './errors.ts';

/** HTTP header of a subgraph request, and key of `extensions` in a graphql-ws subscribe message. */
export const identityHeader = 'x-modelgraph-identity';

/** Who issues these tokens. */
export const platformIssuer = 'modelgraph';
const lifetimeSeconds = 120;
/** A cached token is handed out only while at least this much of its life is left. */
const reuseSeconds = 60;

const claims = z.object({
  sub: z.string().min(1),
  tier: z.enum(tiers),
  groups: z.array(z.string()),
  key: z.string().optional(),
});

export interface IdentityTokens {
  /** A token for `identity`, valid for one to two minutes. */
  sign(identity: Identity): Promise<string>;
  /** The identity a token stands for. Throws UNAUTHENTICATED when it is missing, forged or expired. */
  verify(token: string | undefined): Promise<Identity>;
}

/** `secret`: at least 32 characters, the same in every process. */
export function identityTokens(secret: string): IdentityTokens {
  const key = new TextEncoder().encode(secret);
  const signed = new LRUCache<string, string>({ max: 1000, ttl: reuseSeconds * 1000 });
  const verified = new LRUCache<string, Identity>({ max: 1000 });

  return {
    async sign(identity) {
      const cacheKey = JSON.stringify([identity.userId, identity.tier, identity.groups, identity.keyId]);
      const known = signed.get(cacheKey);
      if (known) return known;
      const token = await new SignJWT({ tier: identity.tier, groups: [...identity.groups], key: identity.keyId })
        .setProtectedHeader({ alg: 'HS256' })
        .setSubject(identity.userId)
        .setIssuer(platformIssuer)
        .setAudience(platformIssuer)
        .setIssuedAt()
        .setExpirationTime(`${lifetimeSeconds}s`)
        .sign(key);
      signed.set(cacheKey, token);
      return token;
    },

    async verify(token) {
      const known = token && verified.get(token);
      if (known) return known;
      if (!token)
        throw new DomainError('UNAUTHENTICATED', 'This server only answers requests that the router has signed');
      try {
        const { payload } = await jwtVerify(token, key, {
          issuer: platformIssuer,
          audience: platformIssuer,
          algorithms: ['HS256'],
        });
        const { sub, tier, groups, key: keyId } = claims.parse(payload);
        const identity: Identity = { userId: sub, tier, groups, ...(keyId !== undefined && { keyId }) };
        const millisecondsLeft = (payload.exp ?? 0) * 1000 - Date.now();
        if (millisecondsLeft > 0) verified.set(token, identity, { ttl: millisecondsLeft });
        return identity;
      } catch (cause) {
        throw new DomainError('UNAUTHENTICATED', 'The identity token is not valid', { cause });
      }
    },
  };
}
