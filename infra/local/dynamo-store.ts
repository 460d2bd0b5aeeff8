/**
 * dynalite's store, opened on disk, and a way of writing to it that dynalite lacks: an action runs against a recording of the
 * store, and what it would have written, items and index entries alike, is committed in one LevelDB batch. A batch is one record
 * of LevelDB's write-ahead log: after `kill -9` it is there as a whole or not at all.
 */
import { Readable } from 'node:stream';
import { corruptStore, DataDirectoryError } from './data-directory.ts';
import {
  type Callback,
  database,
  type Item,
  type Level,
  type LevelOperation,
  type Section,
  type Store,
  type Table,
} from './dynalite-internals.ts';

export interface DynamoStore {
  readonly store: Store;
  /** The table, from memory when it can be. Rejects with ResourceNotFoundException. */
  table(name: string): Promise<Table>;
  /** After any change to tables. */
  forgetTables(): void;
  record(): Recording;
  close(): Promise<void>;
}

/** What an action read and would have written. */
export interface Recording {
  /** Give this to the action. */
  readonly store: Store;
  readonly operations: LevelOperation[];
  /** The item that the action found, if it looked for one and there is one. */
  foundItem: Item | undefined;
}

/** Throws a DataDirectoryError when the files under `path` cannot be opened. */
export async function openDynamoStore(path: string): Promise<DynamoStore> {
  const store = database.create({ path, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  try {
    await store.db.open();
  } catch (error) {
    throw openingError(path, error);
  }
  closeIteratorsOf(store.db);
  readAtOnce(store.db);
  await finishTables(store.db);
  const tables = new Map<string, Table>();
  const table = async (name: string) => {
    const known = tables.get(name) ?? (await readTable(store, name));
    if (known.TableStatus === 'ACTIVE') tables.set(name, known);
    return known;
  };
  return {
    store,
    table,
    forgetTables: () => tables.clear(),
    record: () => record(store, table),
    close: () => store.lifecycleManager.gracefulClose(),
  };
}

const readTable = (store: Store, name: string): Promise<Table> =>
  new Promise((resolve, reject) => {
    store.getTable(name, true, (error, table) => (error ? reject(error) : resolve(table as Table)));
  });

function record(store: Store, table: (name: string) => Promise<Table>): Recording {
  const operations: LevelOperation[] = [];
  const section = (prefix: string): Section => ({
    // No lock: whoever records holds the writers' gate.
    lock: (_key, run) => run((callback) => callback),
    get(key, callback) {
      store.db.get(prefix + key).then((value) => {
        recording.foundItem = value as Item | undefined;
        callback(null, value);
      }, callback);
    },
    put(key, value, callback) {
      operations.push({ type: 'put', key: prefix + key, value });
      callback();
    },
    del(key, callback) {
      operations.push({ type: 'del', key: prefix + key });
      callback();
    },
  });
  const recordingStore: Store = {
    ...store,
    getTable(name, checkStatus, callback) {
      const done = (typeof checkStatus === 'function' ? checkStatus : callback) as Callback<Table>;
      table(name).then((found) => done(null, found), done);
    },
    getItemDb: (tableName) => section(itemPrefix(tableName)),
    getIndexDb: (indexType, tableName, indexName) =>
      section(`index-${indexType.toLowerCase()}~${tableName}~${indexName}~`),
  };
  const recording: Recording = { store: recordingStore, operations, foundItem: undefined };
  return recording;
}

/** dynalite's own key layout, which its reads expect. */
const itemPrefix = (tableName: string) => `item-${tableName}~`;

/** dynalite leaves every iterator open, and with it a snapshot of the store; these close with their stream. */
function closeIteratorsOf(level: Level) {
  level.createKeyStream = (range) => Readable.from(entries(() => level.keys(range)));
  level.createValueStream = (range) => Readable.from(entries(() => level.values(range)));
}

async function* entries<Value>(open: () => ReturnType<Level['values']>): AsyncGenerator<Value> {
  const iterator = open();
  try {
    for (let chunk = await iterator.nextv(100); chunk.length > 0; chunk = await iterator.nextv(100)) {
      yield* chunk as Value[];
    }
  } finally {
    await iterator.close();
  }
}

/** What LevelDB holds in memory is read in less time than it takes to hand the key to another thread, and to be woken by it. */
function readAtOnce(level: Level) {
  level.get = async (key, callback) => {
    if (!callback) return level.getSync(key);
    let value: unknown;
    try {
      value = level.getSync(key);
    } catch (error) {
      return void setImmediate(callback, error);
    }
    setImmediate(callback, null, value);
  };
}

/** dynalite marks a table ACTIVE by a second write; a process that was killed before it comes back here. */
async function finishTables(level: Level) {
  for await (const table of entries<Table>(() => level.values({ gte: 'table~', lt: 'table~\uffff' }))) {
    if (table.TableStatus !== 'CREATING') continue;
    for (const index of table.GlobalSecondaryIndexes ?? []) index.IndexStatus = 'ACTIVE';
    await level.put(`table~${table.TableName}`, { ...table, TableStatus: 'ACTIVE' });
  }
}

function openingError(path: string, error: unknown): DataDirectoryError {
  const cause = ((error as Error).cause ?? error) as Error & { code?: string };
  if (cause.code !== 'LEVEL_LOCKED') return corruptStore(path, cause);
  return new DataDirectoryError(
    'IN_USE',
    `another process works on ${path}: stop it, or set DATA_DIR to another folder`,
    cause,
  );
}
