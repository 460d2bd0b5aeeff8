/** API keys: made, rotated and revoked by those who manage the teams they reach. Only digests of secrets are kept. */
import { createHash, randomBytes } from 'node:crypto';
import { type Identity, type Tier, tiers } from '../../../platform/access.ts';
import { DomainError } from '../../../platform/errors.ts';
import { includesRole, isPlatformAdmin, isSpecialGroup, standingOf, type TeamDirectory } from './teams.ts';

/** One secret of a key, as far as it is kept. */
export interface SecretRecord {
  /** SHA-256, lower-case hexadecimal. */
  readonly digest: string;
  /** The first characters, which people recognise it by. */
  readonly prefix: string;
  /** ISO 8601; set once a newer secret has taken over. */
  readonly expiresOn?: string;
}

export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly userId: string;
  readonly tier: Tier;
  /** Teams, and the special groups. */
  readonly groups: readonly string[];
  /** The newest first; the others are good until they expire. */
  readonly secrets: readonly SecretRecord[];
  /** ISO 8601, as are the other times. */
  readonly createdAt: string;
  readonly createdBy: string;
  readonly expiresOn?: string;
  readonly revokedAt?: string;
  readonly revokedBy?: string;
  /** Rises with every write of the record. */
  readonly revision: number;
}

const secretBytes = 32;
const visiblePrefixLength = 8;

/** A new secret: `mg_` and 43 random characters that need no escaping in a URL, with what is kept of it. */
export function newSecret(): { secret: string; record: SecretRecord } {
  const secret = `mg_${randomBytes(secretBytes).toString('base64url')}`;
  const digest = createHash('sha256').update(secret).digest('hex');
  return { secret, record: { digest, prefix: secret.slice(0, visiblePrefixLength) } };
}

/**
 * The key with a new secret. The secret before stays good for `overlapSeconds`, any older one ends now. Throws CONFLICT for a key
 * that is revoked, or expired without a new expiry.
 */
export function rotated(
  key: ApiKey,
  record: SecretRecord,
  overlapSeconds: number,
  expiresOn: string | undefined,
  now: Date,
): ApiKey {
  if (key.revokedAt) throw new DomainError('CONFLICT', 'The API key has been revoked');
  const expiry = expiresOn ?? key.expiresOn;
  if (expiry && Date.parse(expiry) <= now.getTime()) {
    throw new DomainError('CONFLICT', 'The API key has expired; give it a new expiry');
  }
  const at = now.toISOString();
  const overlapEnd = new Date(now.getTime() + overlapSeconds * 1000).toISOString();
  const earlier = key.secrets
    .filter((secret) => !secret.expiresOn || secret.expiresOn > at)
    .map((secret, position) => ({
      ...secret,
      expiresOn: position === 0 ? earlierOf(overlapEnd, secret.expiresOn) : at,
    }));
  return {
    ...key,
    secrets: [record, ...earlier],
    ...(expiry && { expiresOn: expiry }),
    revision: key.revision + 1,
  };
}

/** The key, good for nothing any more. */
export function revoked(key: ApiKey, by: string, now: Date): ApiKey {
  return { ...key, revokedAt: now.toISOString(), revokedBy: by, revision: key.revision + 1 };
}

/** The key without a team; one that reaches no group any more is revoked. */
export function withoutTeam(key: ApiKey, teamId: string, by: string, now: Date): ApiKey {
  const groups = key.groups.filter((group) => group !== teamId);
  if (groups.length === 0 && !key.revokedAt) return { ...revoked(key, by, now), groups };
  return { ...key, groups, revision: key.revision + 1 };
}

/** When a secret of the key ends: its own expiry or the key's, whichever comes first. */
export function secretExpiry(key: ApiKey, secret: SecretRecord): string | undefined {
  return secret.expiresOn ? earlierOf(secret.expiresOn, key.expiresOn) : key.expiresOn;
}

/** When the secret before the newest one ends, while it is known. */
export function previousSecretExpiry(key: ApiKey): string | undefined {
  const previous = key.secrets[1];
  return previous && secretExpiry(key, previous);
}

/**
 * Throws FORBIDDEN unless the caller may manage keys with these groups: platform admins any, others those whose groups are all
 * teams that they are ADMIN of.
 */
export async function requireKeyManager(
  teams: TeamDirectory,
  identity: Identity,
  groups: readonly string[],
): Promise<void> {
  if (isPlatformAdmin(identity)) return;
  const refused = new DomainError('FORBIDDEN', 'Only an ADMIN of all teams of an API key may manage it');
  if (groups.length === 0 || groups.some(isSpecialGroup)) throw refused;
  const standings = await Promise.all(groups.map((group) => standingOf(teams, identity, group)));
  if (!standings.every(({ role }) => includesRole(role, 'ADMIN'))) throw refused;
}

/**
 * The tier of a new key: the wished one, else STANDARD or the caller's own when that is lower. Throws FORBIDDEN for a tier above
 * the caller's, unless a platform admin gives it.
 */
export function tierFor(identity: Identity, wished: Tier | undefined): Tier {
  const rank = (tier: Tier): number => tiers.indexOf(tier);
  if (wished === undefined) {
    return isPlatformAdmin(identity) || rank(identity.tier) > rank('STANDARD') ? 'STANDARD' : identity.tier;
  }
  if (!isPlatformAdmin(identity) && rank(wished) > rank(identity.tier)) {
    throw new DomainError('FORBIDDEN', `Only a platform admin may give a tier above ${identity.tier}`);
  }
  return wished;
}

function earlierOf(one: string, other: string | undefined): string {
  return other === undefined || one < other ? one : other;
}
