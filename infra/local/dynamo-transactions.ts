/**
 * TransactWriteItems and TransactGetItems, which dynalite lacks. All conditions are checked first, then everything is committed in
 * one batch (see dynamo-store.ts), together with the client's token. Answers follow
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
 */
import { createHash } from 'node:crypto';
import { AwsError } from './aws-json-server.ts';
import {
  database,
  type Item,
  type LevelOperation,
  type OperationName,
  type Parameters,
  run,
  validate,
} from './dynalite-internals.ts';
import type { DynamoStore, Recording } from './dynamo-store.ts';
import type { SerialGate } from './serial-gate.ts';
import type { TransactionTokens } from './transaction-tokens.ts';

interface CancellationReason {
  Code: 'None' | 'ConditionalCheckFailed' | 'ValidationError' | 'TransactionConflict';
  Message?: string;
  Item?: Item;
}

interface Action {
  readonly tableName: string;
  readonly operation: OperationName;
  readonly validated: Parameters;
  /** A ConditionCheck is a delete that checks, and then does not write. */
  readonly writes: boolean;
  readonly returnsItemOnFailure: boolean;
}

const maximumActions = 100;
const errorPrefix = 'com.amazonaws.dynamodb.v20120810#';

const operationByKind: Readonly<Record<string, OperationName>> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'DeleteItem',
};

/**
 * Applies all actions or none. `takeConflict` is asked once for each transaction whether it shall fail as if another were ongoing.
 * Throws ValidationException, TransactionCanceledException, IdempotentParameterMismatchException, ResourceNotFoundException.
 */
export async function transactWrite(
  dynamo: DynamoStore,
  gate: SerialGate,
  tokens: TransactionTokens,
  takeConflict: () => boolean,
  parameters: Parameters,
): Promise<Parameters> {
  const items = transactItems(parameters);
  const token = parameters.ClientRequestToken as string | undefined;
  const payload = createHash('sha256').update(JSON.stringify(items)).digest('base64');
  const actions = items.map((item) => parseAction(item, parameters.ReturnConsumedCapacity, dynamo));
  return gate(async () => {
    if (token !== undefined) {
      const applied = tokens.find(token);
      if (applied === payload) return {};
      if (applied !== undefined) throw parameterMismatch();
    }
    if (takeConflict()) throw cancelled(items.map((_, position) => conflictReason(position)));
    await refuseSameItemTwice(actions, dynamo);
    const outcomes = await Promise.all(actions.map((action) => attempt(action, dynamo)));
    const reasons = outcomes.map((outcome) => outcome.reason);
    if (reasons.some((reason) => reason.Code !== 'None')) throw cancelled(reasons);
    const writes = outcomes.flatMap((outcome) => outcome.recording.operations);
    const commit = (more: readonly LevelOperation[]) => dynamo.store.db.batch([...writes, ...more]);
    await (token === undefined ? commit([]) : tokens.remember(token, payload, commit));
    return withConsumedCapacity(outcomes.map((outcome) => outcome.result));
  });
}

/** Reads up to 100 items as of one moment: no writer is at work meanwhile. */
export async function transactGet(dynamo: DynamoStore, gate: SerialGate, parameters: Parameters): Promise<Parameters> {
  const requests = transactItems(parameters).map((item) => {
    const get = item.Get as Parameters | undefined;
    if (!get) throw validationError('TransactItems can only contain Get');
    const { ReturnConsumedCapacity } = parameters;
    return validate('GetItem', { ...structuredClone(get), ReturnConsumedCapacity }, dynamo.store);
  });
  return gate(async () => {
    const results = await Promise.all(requests.map((request) => run('GetItem', dynamo.record().store, request)));
    const Responses = results.map((result) => (result.Item ? { Item: result.Item } : {}));
    return { Responses, ...withConsumedCapacity(results) };
  });
}

function transactItems(parameters: Parameters): Parameters[] {
  const items = parameters.TransactItems;
  const failed = (constraint: string) =>
    validationError(
      `1 validation error detected: Value at 'transactItems' failed to satisfy constraint: ${constraint}`,
    );
  if (!Array.isArray(items)) throw failed('Member must not be null');
  if (items.length < 1) throw failed('Member must have length greater than or equal to 1');
  if (items.length > maximumActions) throw failed(`Member must have length less than or equal to ${maximumActions}`);
  return items as Parameters[];
}

function parseAction(item: Parameters, returnConsumedCapacity: unknown, dynamo: DynamoStore): Action {
  const kinds = Object.keys(item).filter((kind) => item[kind] != null);
  const kind = kinds[0] ?? '';
  const operation = operationByKind[kind];
  if (kinds.length !== 1 || !operation) {
    throw validationError('TransactItems can only contain one of Check, Put, Update or Delete');
  }
  const { ReturnValuesOnConditionCheckFailure, ...request } = structuredClone(item[kind]) as Parameters;
  const required =
    kind === 'ConditionCheck' ? 'ConditionExpression' : kind === 'Update' ? 'UpdateExpression' : undefined;
  if (required && request[required] == null) {
    const at = `transactItems.${kind.charAt(0).toLowerCase()}${kind.slice(1)}.${required.charAt(0).toLowerCase()}${required.slice(1)}`;
    throw validationError(
      `1 validation error detected: Value null at '${at}' failed to satisfy constraint: Member must not be null`,
    );
  }
  return {
    tableName: request.TableName as string,
    operation,
    validated: validate(operation, { ...request, ReturnConsumedCapacity: returnConsumedCapacity }, dynamo.store),
    writes: kind !== 'ConditionCheck',
    returnsItemOnFailure: ReturnValuesOnConditionCheckFailure === 'ALL_OLD',
  };
}

async function refuseSameItemTwice(actions: readonly Action[], dynamo: DynamoStore) {
  const seen = new Set<string>();
  for (const { tableName, operation, validated } of actions) {
    const table = await dynamo.table(tableName);
    const isPut = operation === 'PutItem';
    const key = (isPut ? validated.Item : validated.Key) as Item;
    // A malformed key becomes a cancellation reason when the action is attempted.
    if (isPut ? database.validateItem(key, table) : database.validateKey(key, table)) continue;
    const identity = `${tableName}/${database.createKey(key, table)}`;
    if (seen.has(identity)) throw validationError('Transaction request cannot include multiple operations on one item');
    seen.add(identity);
  }
}

async function attempt(action: Action, dynamo: DynamoStore) {
  const recording = dynamo.record();
  try {
    const result = await run(action.operation, recording.store, action.validated);
    if (!action.writes) recording.operations.length = 0;
    return { recording, result, reason: { Code: 'None' } satisfies CancellationReason as CancellationReason };
  } catch (error) {
    return { recording, result: {}, reason: cancellationReason(error, action, recording) };
  }
}

/** Anything that is not one item's fault (a missing table, a failing disk) fails the request instead. */
function cancellationReason(error: unknown, action: Action, recording: Recording): CancellationReason {
  const { __type: type = '', message } = ((error as { body?: unknown }).body ?? {}) as {
    __type?: string;
    message?: string;
  };
  if (type.endsWith('#ConditionalCheckFailedException')) {
    const item = action.returnsItemOnFailure && recording.foundItem ? { Item: recording.foundItem } : {};
    return { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed', ...item };
  }
  if (type.endsWith('#ValidationException'))
    return { Code: 'ValidationError', ...(message ? { Message: message } : {}) };
  throw error;
}

function conflictReason(position: number): CancellationReason {
  if (position > 0) return { Code: 'None' };
  return { Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' };
}

function cancelled(reasons: readonly CancellationReason[]) {
  const codes = reasons.map((reason) => reason.Code).join(', ');
  return new AwsError(
    `${errorPrefix}TransactionCanceledException`,
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    { CancellationReasons: reasons },
  );
}

function parameterMismatch() {
  return new AwsError(
    `${errorPrefix}IdempotentParameterMismatchException`,
    'The request uses the same client token as a previous, but non-identical request',
  );
}

function validationError(message: string) {
  return new AwsError('com.amazon.coral.validate#ValidationException', message);
}

/** One sum for each table; a transaction costs twice what the same actions cost outside of one. */
function withConsumedCapacity(results: readonly Parameters[]): Parameters {
  const units = new Map<string, number>();
  for (const { ConsumedCapacity } of results) {
    if (!ConsumedCapacity) continue;
    const { TableName, CapacityUnits } = ConsumedCapacity as { TableName: string; CapacityUnits: number };
    units.set(TableName, (units.get(TableName) ?? 0) + 2 * CapacityUnits);
  }
  if (units.size === 0) return {};
  return { ConsumedCapacity: [...units].map(([TableName, CapacityUnits]) => ({ TableName, CapacityUnits })) };
}
