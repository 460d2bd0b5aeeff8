/** Writes one change of teams, members or API keys in one transaction, and what the router looks up with it. */
import { apiKeyItemKey } from '../../../platform/dynamo-api-keys.ts';
import type { AccessAudit, AccessCommit, AccessRefusal } from '../domain/access-store.ts';
import { type ApiKey, type SecretRecord, secretExpiry } from '../domain/api-keys.ts';
import type { Change } from '../domain/store.ts';
import type { Membership, Team } from '../domain/teams.ts';
import { timeOrderedId } from '../domain/time-ordered-id.ts';
import type { DynamoTable } from './dynamo-client.ts';
import { rememberedWrites } from './dynamo-idempotency.ts';
import {
  accessAuditKey,
  apiKeyKey,
  apiKeysPartition,
  memberKey,
  outboxKey,
  teamApiKeyKey,
  teamKey,
  teamsPartition,
} from './dynamo-keys.ts';
import { teamMcpItem } from './dynamo-team-mcp.ts';
import { type TransactionWrite, transact } from './dynamo-transactions.ts';
import { usageLimitsItem } from './dynamo-usage-limits.ts';

type Write = TransactionWrite<AccessRefusal>;

const itemIsNew = 'attribute_not_exists(pk)';
const nobodyWroteSince = 'revision = :expectedRevision';

/** Writes all of `commit` or nothing. */
export function commitAccess(table: DynamoTable, commit: AccessCommit): Promise<'COMMITTED' | AccessRefusal> {
  const { team, member, keys = [], usageLimits, mcp, audit, remembered, events } = commit;
  return transact<AccessRefusal>(table, [
    ...rememberedWrites(remembered),
    ...(team ? [putTeam(team)] : []),
    ...(member ? ['removed' in member ? deleteMember(member.removed) : putMember(member)] : []),
    ...keys.flatMap(putApiKey),
    ...(usageLimits ? [guarded(usageLimits.before, usageLimitsItem(usageLimits))] : []),
    ...(mcp ? [guarded(mcp.before, teamMcpItem(mcp))] : []),
    ...putAudit(audit),
    ...events.map((event) => ({
      Put: { Item: { ...outboxKey(event.detail.id), event: JSON.stringify(event) }, ConditionExpression: itemIsNew },
    })),
  ]);
}

function putTeam({ before, after }: Change<Team>): Write {
  const index = { organizationPartition: teamsPartition, organizationSort: after.id };
  return guarded(before, { ...teamKey(after.id), ...index, ...after });
}

function putMember({ before, after }: Change<Membership>): Write {
  return guarded(before, { ...memberKey(after.teamId, after.userId), ...after });
}

function deleteMember({ teamId, userId, revision }: Membership): Write {
  return {
    refusal: 'STALE',
    Delete: {
      Key: memberKey(teamId, userId),
      ConditionExpression: nobodyWroteSince,
      ExpressionAttributeValues: { ':expectedRevision': revision },
    },
  };
}

/** The record, an entry for each team it reaches, and per secret what the router looks up. */
function putApiKey({ before, after }: Change<ApiKey>): Write[] {
  const index = { organizationPartition: apiKeysPartition, organizationSort: after.id };
  const reached = new Set(after.groups);
  const known = new Set(before?.groups);
  return [
    guarded(before, { ...apiKeyKey(after.id), ...index, ...after }),
    ...[...reached]
      .filter((team) => !known.has(team))
      .map((team) => ({ Put: { Item: { ...teamApiKeyKey(team, after.id), id: after.id, userId: after.userId } } })),
    ...[...known]
      .filter((team) => !reached.has(team))
      .map((team) => ({ Delete: { Key: teamApiKeyKey(team, after.id) } })),
    ...after.secrets.map((secret) => updateSecret(after, secret, isKnown(before, secret))),
  ];
}

/** An update, so that the time of its last use stays. */
function updateSecret(key: ApiKey, secret: SecretRecord, exists: boolean): Write {
  const expiresOn = secretExpiry(key, secret);
  const values = {
    apiKeyId: key.id,
    userId: key.userId,
    tier: key.tier,
    groups: key.groups,
    prefix: secret.prefix,
    ...(expiresOn && { expiresOn }),
    ...(key.revokedAt && { revokedAt: key.revokedAt }),
  };
  const names = Object.keys(values);
  return {
    refusal: 'EXISTS',
    Update: {
      ...(!exists && { ConditionExpression: itemIsNew }),
      Key: apiKeyItemKey(secret.digest),
      UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
      ExpressionAttributeValues: Object.fromEntries(Object.entries(values).map(([name, value]) => [`:${name}`, value])),
    },
  };
}

function isKnown(key: ApiKey | undefined, { digest }: SecretRecord): boolean {
  return key?.secrets.some((secret) => secret.digest === digest) ?? false;
}

/** One entry in each of the trails. */
function putAudit({ subjects, ...entry }: AccessAudit): Write[] {
  const id = timeOrderedId();
  return subjects.map((subject) => ({ Put: { Item: { ...accessAuditKey(subject, id), ...entry } } }));
}

function guarded(before: { readonly revision: number } | undefined, Item: object): Write {
  if (!before) return { refusal: 'EXISTS', Put: { Item: { ...Item }, ConditionExpression: itemIsNew } };
  return {
    refusal: 'STALE',
    Put: {
      Item: { ...Item },
      ConditionExpression: nobodyWroteSince,
      ExpressionAttributeValues: { ':expectedRevision': before.revision },
    },
  };
}
