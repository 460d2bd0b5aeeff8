/**
 * API keys in the single table. Only the SHA-256 of a key is stored: keys are long random strings, so a slow password hash
 * would add nothing, and the look-up by digest compares no secret byte by byte.
 */
import { createHash } from 'node:crypto';
import {
  type AttributeValue,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
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
  /** Keeps that the key was used now, unless somebody has within the last minute. */
  markUsed(apiKey: string): Promise<void>;
}

const keyIsNew = 'attribute_not_exists(pk)';
const notMarkedLately = 'attribute_exists(pk) AND (attribute_not_exists(lastUsedAt) OR lastUsedAt < :aMinuteAgo)';
/** How often the use of a key is written down. */
export const useMarkMilliseconds = 60_000;

export function dynamoApiKeys(client: DynamoDBClient, tableName: string): ApiKeyStore {
  return {
    async find(apiKey) {
      // Strongly consistent: a key that was revoked a moment ago must not look good.
      const { Item } = await client.send(
        new GetItemCommand({ TableName: tableName, Key: itemKey(apiKey), ConsistentRead: true }),
      );
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
      await unlessRefused(
        client.send(new PutItemCommand({ TableName: tableName, Item: item, ConditionExpression: keyIsNew })),
      );
    },

    async markUsed(apiKey) {
      const now = Date.now();
      await unlessRefused(
        client.send(
          new UpdateItemCommand({
            TableName: tableName,
            Key: itemKey(apiKey),
            UpdateExpression: 'SET lastUsedAt = :now',
            ConditionExpression: notMarkedLately,
            ExpressionAttributeValues: {
              ':now': { S: new Date(now).toISOString() },
              ':aMinuteAgo': { S: new Date(now - useMarkMilliseconds).toISOString() },
            },
          }),
        ),
      );
    },
  };
}

/** How many leading characters of a key are shown to people. */
export const visiblePrefixLength = 8;

/** Where the record of a secret is, by its SHA-256 in lower-case hexadecimal. */
export function apiKeyItemKey(digest: string): { pk: string; sk: string } {
  return { pk: `API_KEY#${digest}`, sk: 'API_KEY' };
}

function itemKey(apiKey: string): Record<string, AttributeValue> {
  const { pk, sk } = apiKeyItemKey(createHash('sha256').update(apiKey).digest('hex'));
  return { pk: { S: pk }, sk: { S: sk } };
}

/** A condition that does not hold is no error. */
async function unlessRefused(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ConditionalCheckFailedException') throw error;
  }
}

function toRecord(item: Record<string, AttributeValue>): ApiKeyRecord {
  const tier = tiers.find((name) => name === item.tier?.S) satisfies Tier | undefined;
  return {
    identity: {
      userId: item.userId?.S ?? '',
      tier: tier ?? 'FREE',
      groups: (item.groups?.L ?? []).flatMap((group) => (group.S ? [group.S] : [])),
      ...(item.apiKeyId?.S && { keyId: item.apiKeyId.S }),
    },
    prefix: item.prefix?.S ?? '',
    ...(item.expiresOn?.S && { expiresOn: item.expiresOn.S }),
    ...(item.revokedAt?.S && { revokedAt: item.revokedAt.S }),
  };
}
