/**
 * API keys in the single table. Only the SHA-256 of a key is stored: keys are long random strings, so a slow password hash
 * would add nothing, and the look-up by digest compares no secret byte by byte.
 */
import { createHash } from 'node:crypto';
import { type AttributeValue, type DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { type Identity, type Tier, tiers } from './access.ts';

export interface ApiKeyRecord {
  readonly identity: Identity;
  /** The first characters of the key, which people recognise it by. */
  readonly prefix: string;
  /** ISO 8601; absent when the key does not expire. */
  readonly expiresOn?: string;
  /** ISO 8601; absent while the key is good. */
  readonly revokedAt?: string;
}

export interface ApiKeyStore {
  /** The record of a key, revoked and expired ones included, or undefined. */
  find(apiKey: string): Promise<ApiKeyRecord | undefined>;
  /** Stores a key's record; one that exists is left as it is. */
  add(apiKey: string, record: ApiKeyRecord): Promise<void>;
}

const keyIsNew = 'attribute_not_exists(pk)';

export function dynamoApiKeys(client: DynamoDBClient, tableName: string): ApiKeyStore {
  return {
    async find(apiKey) {
      const { Item } = await client.send(new GetItemCommand({ TableName: tableName, Key: itemKey(apiKey) }));
      return Item && toRecord(Item);
    },

    async add(apiKey, record) {
      const { identity, prefix, expiresOn, revokedAt } = record;
      const item: Record<string, AttributeValue> = {
        ...itemKey(apiKey),
        userId: { S: identity.userId },
        tier: { S: identity.tier },
        groups: { L: identity.groups.map((group) => ({ S: group })) },
        prefix: { S: prefix },
        ...(expiresOn && { expiresOn: { S: expiresOn } }),
        ...(revokedAt && { revokedAt: { S: revokedAt } }),
      };
      try {
        await client.send(new PutItemCommand({ TableName: tableName, Item: item, ConditionExpression: keyIsNew }));
      } catch (error) {
        if (!(error instanceof Error) || error.name !== 'ConditionalCheckFailedException') throw error;
      }
    },
  };
}

/** How many leading characters of a key are shown to people. */
export const visiblePrefixLength = 8;

function itemKey(apiKey: string): Record<string, AttributeValue> {
  return { pk: { S: `API_KEY#${createHash('sha256').update(apiKey).digest('hex')}` }, sk: { S: 'API_KEY' } };
}

function toRecord(item: Record<string, AttributeValue>): ApiKeyRecord {
  const tier = tiers.find((name) => name === item.tier?.S) satisfies Tier | undefined;
  return {
    identity: {
      userId: item.userId?.S ?? '',
      tier: tier ?? 'FREE',
      groups: (item.groups?.L ?? []).flatMap((group) => (group.S ? [group.S] : [])),
    },
    prefix: item.prefix?.S ?? '',
    ...(item.expiresOn?.S && { expiresOn: item.expiresOn.S }),
    ...(item.revokedAt?.S && { revokedAt: item.revokedAt.S }),
  };
}
