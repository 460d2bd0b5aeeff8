/** What embedded mode puts into an empty registry, so that the first request can be sent at once. */
import { createHash } from 'node:crypto';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Identity } from '../../platform/access.ts';
import { visiblePrefixLength } from '../../platform/dynamo-api-keys.ts';
import { timeOrderedId } from '../../subgraphs/registry/domain/time-ordered-id.ts';
import { commitAccess } from '../../subgraphs/registry/dynamo/dynamo-access-commit.ts';
import { dynamoTable } from '../../subgraphs/registry/dynamo/dynamo-client.ts';

/** Whose keys they are. Each is MAINTAINER of the teams it names, which lets it do all but manage them. */
export const seededApiKeys: Readonly<Record<string, Identity>> = {
  'mg-local-admin': { userId: 'local-admin', tier: 'INTERNAL', groups: ['admin'] },
  'mg-local-data-science': { userId: 'local-data-scientist', tier: 'STANDARD', groups: ['data-science-team'] },
  'mg-local-growth': { userId: 'local-growth-engineer', tier: 'STANDARD', groups: ['growth-team'] },
};

/** Teams that exist in embedded mode. */
export const seededTeams = ['data-science-team', 'growth-team', 'ml-platform-team'];

const who = 'modelgraph';

/** Adds the seeded keys and their users' roles; those that exist, revoked and changed ones included, are left as they are. */
export async function seedAccess(client: DynamoDBClient, tableName: string): Promise<void> {
  const table = dynamoTable(client, tableName);
  const at = new Date().toISOString();
  const keys = Object.entries(seededApiKeys).map(async ([apiKey, identity]) => {
    const digest = createHash('sha256').update(apiKey).digest('hex');
    const id = timeOrderedId();
    const secrets = [{ digest, prefix: apiKey.slice(0, visiblePrefixLength) }];
    const after = { id, name: identity.userId, ...identity, secrets, createdAt: at, createdBy: who, revision: 1 };
    await commitAccess(table, {
      keys: [{ after }],
      audit: { subjects: [{ apiKeyId: id }], who, code: 'API_KEY_CREATED', what: 'Seeded the API key', at },
      events: [],
    });
  });
  const members = Object.values(seededApiKeys).flatMap(({ userId, groups }) =>
    groups
      .filter((group) => seededTeams.includes(group))
      .map(async (teamId) => {
        const after = { teamId, userId, role: 'MAINTAINER' as const, since: at, addedBy: who, revision: 1 };
        const what = `Seeded ${userId} as MAINTAINER`;
        await commitAccess(table, {
          member: { after },
          audit: { subjects: [{ teamId }], who, code: 'TEAM_MEMBER_ADDED', what, at },
          events: [],
        });
      }),
  );
  await Promise.all([...keys, ...members]);
}
