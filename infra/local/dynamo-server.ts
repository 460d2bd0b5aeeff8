/**
 * DynamoDB for a laptop: dynalite's tables, items, queries and expressions on disk, with transactions in front. Acknowledged writes
 * survive the death of the process; nothing is promised for a loss of power.
 */
import { AwsError, startAwsJsonServer } from './aws-json-server.ts';
import { isOperation, type Parameters, run, validate } from './dynalite-internals.ts';
import { type DynamoStore, openDynamoStore } from './dynamo-store.ts';
import { transactGet, transactWrite } from './dynamo-transactions.ts';
import { createSerialGate, type SerialGate } from './serial-gate.ts';
import { loadTransactionTokens } from './transaction-tokens.ts';

export interface DynamoServer {
  /** For `AWS_ENDPOINT_URL_DYNAMODB`. */
  readonly endpoint: string;
  /** Runs an operation without the network, in the shapes of the wire. Throws an AwsError-like with `body.__type`. */
  execute(operation: string, parameters: Parameters): Promise<Parameters>;
  /** Makes the next `count` TransactWriteItems fail with TransactionConflict, as AWS does under contention. */
  injectConflicts(count: number): void;
  close(): Promise<void>;
}

const maximumRequestBytes = 16 * 1024 * 1024;
const singleWrites: ReadonlySet<string> = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem']);
const tableChanges: ReadonlySet<string> = new Set([
  'CreateTable',
  'DeleteTable',
  'UpdateTable',
  'TagResource',
  'UntagResource',
]);

/** Opens (or creates) the store in the folder `path` and listens on a free port. Throws a DataDirectoryError for a store it cannot read. */
export async function startDynamoServer({ path }: { path: string }): Promise<DynamoServer> {
  const dynamo = await openDynamoStore(path);
  const gate = createSerialGate();
  const tokens = await loadTransactionTokens(dynamo.store.db);
  let conflicts = 0;
  const takeConflict = () => conflicts > 0 && conflicts-- > 0;

  async function execute(operation: string, parameters: Parameters): Promise<Parameters> {
    if (operation === 'TransactWriteItems') return transactWrite(dynamo, gate, tokens, takeConflict, parameters);
    if (operation === 'TransactGetItems') return transactGet(dynamo, gate, parameters);
    if (operation === 'UpdateTimeToLive') return updateTimeToLive(dynamo, gate, parameters);
    if (operation === 'DescribeTimeToLive') return describeTimeToLive(dynamo, parameters);
    if (!isOperation(operation)) {
      throw new AwsError('com.amazon.coral.service#UnknownOperationException', `Unknown operation ${operation}`);
    }
    const { ReturnValuesOnConditionCheckFailure } = parameters;
    const validated = validate(operation, parameters, dynamo.store);
    if (singleWrites.has(operation)) {
      const returnsItem = ReturnValuesOnConditionCheckFailure === 'ALL_OLD';
      return gate(() => write(operation as 'PutItem', validated, returnsItem));
    }
    if (tableChanges.has(operation)) return gate(() => changeTable(operation as 'CreateTable', validated));
    return run(operation, dynamo.store, validated);
  }

  /** Item and index entries in one batch: dynalite alone would leave an index behind when killed between the two. */
  async function write(operation: 'PutItem', validated: Parameters, returnsItem: boolean) {
    const recording = dynamo.record();
    const result = await run(operation, recording.store, validated).catch((error) => {
      const failed = error.body?.__type?.endsWith('#ConditionalCheckFailedException');
      if (failed && returnsItem && recording.foundItem) error.body.Item = recording.foundItem;
      throw error;
    });
    await dynamo.store.db.batch(recording.operations);
    return result;
  }

  async function changeTable(operation: 'CreateTable', validated: Parameters) {
    const result = await run(operation, dynamo.store, validated);
    if (operation === 'CreateTable') await untilActive(dynamo, validated.TableName as string);
    dynamo.forgetTables();
    return result;
  }

  const server = await startAwsJsonServer({
    version: '1.0',
    targetPrefix: 'DynamoDB_20120810',
    maximumBytes: maximumRequestBytes,
    execute,
  });
  return {
    endpoint: server.endpoint,
    execute,
    injectConflicts(count) {
      conflicts = count;
    },
    async close() {
      await server.close();
      await gate(() => dynamo.close());
    },
  };
}

async function untilActive(dynamo: DynamoStore, tableName: string) {
  const isActive = () =>
    dynamo.table(tableName).then(
      (table) => table.TableStatus === 'ACTIVE',
      () => false,
    );
  while (!(await isActive())) await new Promise((resolve) => setTimeout(resolve, 1));
}

const timeToLiveKey = (tableName: string) => `time-to-live~${tableName}`;

/** Kept and described, but not acted on: DynamoDB itself promises no moment of removal. */
async function updateTimeToLive(dynamo: DynamoStore, gate: SerialGate, parameters: Parameters): Promise<Parameters> {
  const { TableName, TimeToLiveSpecification } = parameters;
  await dynamo.table(String(TableName));
  await gate(() => dynamo.store.db.put(timeToLiveKey(String(TableName)), TimeToLiveSpecification));
  return { TimeToLiveSpecification };
}

async function describeTimeToLive(dynamo: DynamoStore, { TableName }: Parameters): Promise<Parameters> {
  await dynamo.table(String(TableName));
  const saved = await dynamo.store.db.get(timeToLiveKey(String(TableName)));
  const specification = saved as { Enabled?: boolean; AttributeName?: string } | undefined;
  if (!specification?.Enabled) return { TimeToLiveDescription: { TimeToLiveStatus: 'DISABLED' } };
  const { AttributeName } = specification;
  return { TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName } };
}
