/**
 * The parts of dynalite (pinned to 4.0.0) that stand behind the embedded DynamoDB: its store on LevelDB, its validations, and its
 * actions with their expression parsers. Its HTTP server is not used, for it cannot be put behind a transaction.
 */
import { createRequire } from 'node:module';

/** Attribute values as on the wire, for example `{ pk: { S: 'MODEL#1' } }`. */
export type Item = Record<string, Record<string, unknown>>;
export type Parameters = Record<string, unknown>;
export type Callback<Value = unknown> = (error?: unknown, value?: Value) => void;

export interface Table {
  TableName: string;
  TableStatus: string;
  KeySchema: { AttributeName: string; KeyType: string }[];
  GlobalSecondaryIndexes?: { IndexName: string; IndexStatus: string }[];
}

export type LevelOperation = { type: 'put'; key: string; value: unknown } | { type: 'del'; key: string };

interface LevelIterator<Value> {
  nextv(size: number): Promise<Value[]>;
  close(): Promise<void>;
}

export interface Level {
  open(): Promise<void>;
  /** Calls back when it is given a callback, as dynalite does; else returns a promise. */
  get(key: string, callback?: Callback): Promise<unknown>;
  getSync(key: string): unknown;
  put(key: string, value: unknown): Promise<void>;
  batch(operations: readonly LevelOperation[]): Promise<void>;
  keys(range?: object): LevelIterator<string>;
  values(range?: object): LevelIterator<unknown>;
  iterator(range?: object): LevelIterator<[string, unknown]>;
  createKeyStream(range?: object): NodeJS.ReadableStream;
  createValueStream(range?: object): NodeJS.ReadableStream;
}

/** One named part of the store: the tables, the items of a table, the entries of an index. */
export interface Section {
  lock(key: string, run: (release: (callback: Callback) => Callback) => void): void;
  get(key: string, callback: Callback): void;
  put(key: string, value: unknown, callback: Callback): void;
  del(key: string, callback: Callback): void;
}

export interface Store {
  readonly options: { readonly maxItemSize: number };
  readonly db: Level;
  readonly tableDb: Section;
  readonly lifecycleManager: { gracefulClose(): Promise<void> };
  getTable(name: string, checkStatus: boolean | Callback<Table>, callback?: Callback<Table>): void;
  getItemDb(tableName: string): Section;
  getIndexDb(indexType: string, tableName: string, indexName: string): Section;
}

type Action = (store: Store, parameters: Parameters, callback: Callback) => void;

interface ActionValidation {
  readonly types: object;
  readonly custom?: (parameters: Parameters, store: Store) => string | undefined;
}

const require = createRequire(import.meta.url);

export const database = require('dynalite/db') as {
  create(options: object): Store;
  validateKey(key: Item, table: Table): Error | undefined;
  validateItem(item: Item, table: Table): Error | undefined;
  createKey(item: Item, table: Table): string;
};

const validations = require('dynalite/validations') as {
  checkTypes(parameters: Parameters, types: object): Parameters;
  checkValidations(parameters: Parameters, types: object, custom: ActionValidation['custom'], store: Store): void;
};

const operationNames = [
  'BatchGetItem',
  'BatchWriteItem',
  'CreateTable',
  'DeleteItem',
  'DeleteTable',
  'DescribeTable',
  'GetItem',
  'ListTables',
  'ListTagsOfResource',
  'PutItem',
  'Query',
  'Scan',
  'TagResource',
  'UntagResource',
  'UpdateItem',
  'UpdateTable',
] as const;

export type OperationName = (typeof operationNames)[number];

export function isOperation(name: string): name is OperationName {
  return (operationNames as readonly string[]).includes(name);
}

const moduleName = (operation: string) => operation.charAt(0).toLowerCase() + operation.slice(1);
const actions = new Map<string, Action>();
const actionValidations = new Map<string, ActionValidation>();
for (const operation of operationNames) {
  actions.set(operation, require(`dynalite/actions/${moduleName(operation)}`) as Action);
  actionValidations.set(operation, require(`dynalite/validations/${moduleName(operation)}`) as ActionValidation);
}

/** The parameters with their expressions parsed. Throws what DynamoDB answers to a malformed request. */
export function validate(operation: OperationName, parameters: Parameters, store: Store): Parameters {
  const validation = actionValidations.get(operation) as ActionValidation;
  const checked = validations.checkTypes(parameters, validation.types);
  validations.checkValidations(checked, validation.types, validation.custom, store);
  return checked;
}

/** Runs an action on validated parameters. Rejects with what DynamoDB answers (`statusCode`, `body`) when it is refused. */
export function run(operation: OperationName, store: Store, validated: Parameters): Promise<Parameters> {
  const action = actions.get(operation) as Action;
  return new Promise((resolve, reject) => {
    action(store, validated, (error, result) => {
      if (error) reject(error);
      else resolve(result as Parameters);
    });
  });
}
