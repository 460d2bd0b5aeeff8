/** Reads teams, their members and their API keys. */
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { VisibleTeams } from '../../../platform/access.ts';
import { apiKeyItemKey } from '../../../platform/dynamo-api-keys.ts';
import type { AccessStore } from '../domain/access-store.ts';
import type { ApiKey } from '../domain/api-keys.ts';
import type { Range } from '../domain/store.ts';
import { type Membership, openPolicy, type Team } from '../domain/teams.ts';
import { commitAccess } from './dynamo-access-commit.ts';
import { queryAccessAudit } from './dynamo-audit.ts';
import type { DynamoTable } from './dynamo-client.ts';
import {
  apiKeyKey,
  apiKeysPartition,
  type ItemKey,
  memberKey,
  memberPrefix,
  organizationIndex,
  recordIn,
  teamApiKeyKey,
  teamApiKeyPrefix,
  teamKey,
  teamsPartition,
} from './dynamo-keys.ts';
import { firstItems, getItems, queryItems } from './dynamo-reads.ts';
import { getTeamMcp, queryTeamMcp } from './dynamo-team-mcp.ts';
import { getUsageLimits, queryUsageLimits } from './dynamo-usage-limits.ts';

/** A user has a handful of keys; what is beyond this many is read page by page all the same. */
const readAtOnce = 100;

export function dynamoTeams(table: DynamoTable): AccessStore {
  return {
    commitAccess: (commit) => commitAccess(table, commit),

    async standing(teamId, userId) {
      const [team, membership] = await getItems(table, [teamKey(teamId), memberKey(teamId, userId)]);
      return { team: team && toTeam(team), membership: membership && recordIn<Membership>(membership) };
    },

    async team(id) {
      const [item] = await getItems(table, [teamKey(id)]);
      return item && toTeam(item);
    },
    teamList: (teams, range) => (teams === 'ALL' ? everyTeam(table, range) : namedTeams(table, teams, range)),

    async members(teamId, { after, limit }) {
      const items = queryItems(table, {
        KeyConditionExpression: 'pk = :team AND begins_with(sk, :members)',
        ExpressionAttributeValues: { ':team': teamKey(teamId).pk, ':members': memberPrefix },
        ConsistentRead: true,
        Limit: limit,
        ...(after && { ExclusiveStartKey: memberKey(teamId, after) }),
      });
      return (await firstItems(items, limit)).map(recordIn<Membership>);
    },

    accessAudit: (subject, range) => queryAccessAudit(table, subject, range),

    async apiKey(id) {
      const [item] = await getItems(table, [apiKeyKey(id)]);
      return item && recordIn<ApiKey>(item);
    },

    async apiKeys(teams, range) {
      const ids = await apiKeyIds(table, teams, range);
      const items = await getItems(table, ids.map(apiKeyKey));
      return items.filter((item) => item !== undefined).map(recordIn<ApiKey>);
    },

    async apiKeysOfMember(teamId, userId) {
      const entries = teamEntries(table, teamId, { limit: readAtOnce });
      const ids = await firstItems(entries, Number.POSITIVE_INFINITY, (entry) => entry.userId === userId);
      const items = await getItems(
        table,
        ids.map(({ id }) => apiKeyKey(id)),
      );
      return items.filter((item) => item !== undefined).map(recordIn<ApiKey>);
    },

    usageLimits: (subjects) => getUsageLimits(table, subjects),
    usageLimitsList: (range) => queryUsageLimits(table, range),
    teamMcp: (teamId) => getTeamMcp(table, teamId),
    teamMcpList: (range) => queryTeamMcp(table, range),

    async lastUses(keys) {
      const digests = keys.flatMap(({ secrets }) => secrets.map(({ digest }) => digest));
      const items = await getItems(table, digests.map(apiKeyItemKey));
      const uses = new Map(
        digests.map((digest, index) => [digest, (items[index] as { lastUsedAt?: string })?.lastUsedAt]),
      );
      return keys.map(({ secrets }) =>
        secrets
          .flatMap(({ digest }) => uses.get(digest) ?? [])
          .sort()
          .at(-1),
      );
    },
  };
}

/** One that exists is left as it is. */
export async function addTeam({ client, name }: DynamoTable, teamId: string): Promise<void> {
  await client.send(
    new UpdateCommand({
      TableName: name,
      Key: teamKey(teamId),
      UpdateExpression:
        'SET id = :id, organizationPartition = :teams, organizationSort = :id, policy = if_not_exists(policy, :policy), ' +
        'createdAt = if_not_exists(createdAt, :now), revision = if_not_exists(revision, :one)',
      ExpressionAttributeValues: {
        ':id': teamId,
        ':teams': teamsPartition,
        ':policy': openPolicy,
        ':now': new Date().toISOString(),
        ':one': 1,
      },
    }),
  );
}

function toTeam(item: object): Team {
  const team = recordIn<Team>(item);
  return { ...team, policy: { ...openPolicy, ...team.policy } };
}

async function everyTeam(table: DynamoTable, { after, limit }: Range): Promise<Team[]> {
  const items = queryItems<ItemKey>(table, {
    IndexName: organizationIndex,
    KeyConditionExpression: `organizationPartition = :teams${after ? ' AND organizationSort > :after' : ''}`,
    ExpressionAttributeValues: { ':teams': teamsPartition, ...(after && { ':after': after }) },
    Limit: limit,
  });
  // The index may lag behind: the records are read from the table itself.
  const current = await getItems(table, await firstItems(items, limit));
  return current.filter((item) => item !== undefined).map(toTeam);
}

/** A caller has few teams; a group that is no team is passed over. */
async function namedTeams(table: DynamoTable, ids: readonly string[], { after, limit }: Range): Promise<Team[]> {
  const items = await getItems(table, ids.filter((id) => after === undefined || id > after).map(teamKey));
  return items
    .filter((item) => item !== undefined)
    .map(toTeam)
    .slice(0, limit);
}

/** The newest first. A key that reaches several of the teams is there once. */
async function apiKeyIds(table: DynamoTable, teams: VisibleTeams, range: Range): Promise<string[]> {
  const lists =
    teams === 'ALL'
      ? [firstItems(everyApiKey(table, range), range.limit)]
      : teams.map((team) => firstItems(teamEntries(table, team, range), range.limit));
  const ids = (await Promise.all(lists)).flat().map(({ id }) => id);
  return [...new Set(ids)].sort((one, other) => (one > other ? -1 : 1)).slice(0, range.limit);
}

function everyApiKey(table: DynamoTable, { after, limit }: Range) {
  return queryItems<{ id: string }>(table, {
    IndexName: organizationIndex,
    KeyConditionExpression: `organizationPartition = :keys${after ? ' AND organizationSort < :after' : ''}`,
    ExpressionAttributeValues: { ':keys': apiKeysPartition, ...(after && { ':after': after }) },
    ScanIndexForward: false,
    Limit: limit,
  });
}

function teamEntries(table: DynamoTable, teamId: string, { after, limit }: Range) {
  return queryItems<{ id: string; userId: string }>(table, {
    KeyConditionExpression: 'pk = :team AND begins_with(sk, :keys)',
    ExpressionAttributeValues: { ':team': teamKey(teamId).pk, ':keys': teamApiKeyPrefix },
    ScanIndexForward: false,
    ConsistentRead: true,
    Limit: limit,
    ...(after && { ExclusiveStartKey: teamApiKeyKey(teamId, after) }),
  });
}
