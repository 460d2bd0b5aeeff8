/** The DynamoDB client of the registry's adapters. */
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DomainError } from '../../../platform/errors.ts';

/** A table and the client to reach it with. */
export interface DynamoTable {
  readonly client: DynamoDBDocumentClient;
  /** The client underneath, whose numbers are strings. */
  readonly plainClient: DynamoDBClient;
  readonly name: string;
}

const overloaded = new Set(['ProvisionedThroughputExceededException', 'RequestLimitExceeded', 'ThrottlingException']);

/** Commands fail with REGISTRY_UNAVAILABLE where the database cannot be reached; other errors are the SDK's. */
export function dynamoTable(client: DynamoDBClient, name: string): DynamoTable {
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  documents.middlewareStack.add(
    (next) => async (command) => {
      try {
        return await next(command);
      } catch (error) {
        throw isUnavailable(error)
          ? new DomainError('REGISTRY_UNAVAILABLE', 'The registry cannot reach its database; try again', {
              cause: error,
            })
          : error;
      }
    },
    { step: 'initialize', name: 'unavailable', priority: 'high' },
  );
  return { client: documents, plainClient: client, name };
}

/** No answer at all, a fault of the service, or too much load even after the SDK's own retries. */
function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { $metadata, $fault } = error as { $metadata?: { httpStatusCode?: number }; $fault?: string };
  return $metadata?.httpStatusCode === undefined || $fault === 'server' || overloaded.has(error.name);
}
