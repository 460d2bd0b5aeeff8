/**
 * A Redis inside this process for machines that have none, spoken to over RESP like any other. Keys, scripts and channels are those
 * of ioredis-mock; streams are ours. It lacks consumer groups, blocking lists, WATCH, `cjson`, and streams inside of scripts.
 */
import { createHash, randomUUID } from 'node:crypto';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import RedisMemory from 'ioredis-mock';
import RespParser from 'redis-parser';
import { type Argument, createStreamCommands, type StreamCommand } from './redis-memory-streams.ts';
import { encodeError, encodeReply, SimpleString } from './redis-memory-wire.ts';
import { createSerialGate } from './serial-gate.ts';

export interface RedisMemoryServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Everything that every connection shares. */
interface Shared {
  readonly memory: RedisMemory;
  readonly streams: Readonly<Record<string, StreamCommand>>;
  readonly newSubscriber: () => RedisMemory;
}

/** One client's state. */
interface Connection {
  readonly socket: Socket;
  /** Aborted when the client is gone. */
  readonly isGone: AbortController;
  /** Made by the first SUBSCRIBE. */
  subscriber: RedisMemory | undefined;
  readonly channels: Set<string>;
  readonly patterns: Set<string>;
  /** What MULTI has collected, when one is open. */
  queued: Argument[][] | undefined;
}

const keyCommands: ReadonlySet<string> = new Set(
  `append dbsize decr decrby del echo eval evalsha exists expire expireat flushall flushdb get getdel getex getrange getset hdel
  hexists hget hgetall hincrby hincrbyfloat hkeys hlen hmget hmset hscan hset hsetnx hvals incr incrby incrbyfloat keys lindex
  linsert llen lpop lpush lpushx lrange lrem lset ltrim mget mset msetnx persist pexpire pexpireat psetex pttl publish pubsub rename
  renamenx rpop rpoplpush rpush rpushx sadd scan scard sdiff set setex setnx setrange sinter sismember smembers smove spop
  srandmember srem sscan strlen sunion time ttl type unlink zadd zcard zcount zincrby zrange zrangebyscore zrank zrem
  zremrangebyrank zremrangebyscore zrevrange zrevrangebyscore zrevrank zscan zscore`.split(/\s+/),
);

/** Those that may return a value which is not text. */
const binaryReplies: ReadonlySet<string> = new Set(['get', 'getdel', 'getset', 'mget', 'hget', 'hmget']);

const ok = new SimpleString('OK');

/** Listens on a free port of 127.0.0.1. Nothing is kept when it closes. */
export async function startRedisMemoryServer(): Promise<RedisMemoryServer> {
  // Instances with the same host share keys and channels; each server needs its own.
  const host = `memory-${randomUUID()}`;
  const newSubscriber = () => {
    const instance = new RedisMemory({ host });
    instance.context.modifiedKeyEvents.setMaxListeners(0);
    instance.channels.setMaxListeners(0);
    instance.patternChannels.setMaxListeners(0);
    return instance;
  };
  const memory = newSubscriber();
  const shared: Shared = { memory, streams: createStreamCommands(memory.data), newSubscriber };
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    serve(socket, shared);
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  return {
    url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      const isClosed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await isClosed;
      memory.disconnect();
    },
  };
}

function serve(socket: Socket, shared: Shared) {
  const connection: Connection = {
    socket,
    isGone: new AbortController(),
    subscriber: undefined,
    channels: new Set(),
    patterns: new Set(),
    queued: undefined,
  };
  const oneByOne = createSerialGate();
  const parser = new RespParser({
    returnBuffers: true,
    returnReply: (command) => {
      const [name = '', ...parameters] = (command as Buffer[]).map(textOrBytes);
      oneByOne(async () => {
        socket.write(await answer(String(name).toLowerCase(), parameters, connection, shared));
        if (String(name).toLowerCase() === 'quit') socket.end();
      });
    },
    returnError: () => socket.destroy(),
    returnFatalError: () => socket.destroy(),
  });
  socket.on('data', (chunk) => parser.execute(chunk));
  socket.on('error', () => socket.destroy());
  socket.once('close', () => {
    connection.isGone.abort();
    connection.subscriber?.disconnect();
  });
}

async function answer(name: string, parameters: Argument[], connection: Connection, shared: Shared): Promise<Buffer> {
  try {
    if (connection.queued && !['exec', 'discard', 'multi', 'quit'].includes(name)) {
      connection.queued.push([name, ...parameters]);
      return encodeReply(new SimpleString('QUEUED'));
    }
    if (name === 'exec') return await execute(connection, shared);
    if (/^p?(un)?subscribe$/.test(name)) return await subscription(name, parameters.map(String), connection, shared);
    return encodeReply(await perform(name, parameters, connection, shared));
  } catch (error) {
    return encodeError(error);
  }
}

/** Runs what MULTI collected. Every command does its work before it first waits, so no other client comes between. */
async function execute(connection: Connection, shared: Shared): Promise<Buffer> {
  const { queued } = connection;
  connection.queued = undefined;
  if (!queued) throw new Error('ERR EXEC without MULTI');
  const replies = await Promise.all(
    queued.map(([name, ...parameters]) =>
      perform(String(name), parameters, connection, shared).then((reply) => encodeReply(reply), encodeError),
    ),
  );
  return Buffer.concat([Buffer.from(`*${replies.length}\r\n`), ...replies]);
}

async function perform(name: string, parameters: Argument[], connection: Connection, shared: Shared): Promise<unknown> {
  const stream = Object.hasOwn(shared.streams, name) ? shared.streams[name] : undefined;
  if (stream) return stream(parameters, connection.isGone.signal);
  if (keyCommands.has(name)) return performOnKeys(name, parameters, shared);
  switch (name) {
    case 'ping':
      return connection.channels.size + connection.patterns.size > 0
        ? ['pong', parameters[0] ?? '']
        : (parameters[0] ?? new SimpleString('PONG'));
    case 'info':
      return '# Server\r\nredis_version:7.0.0\r\nredis_mode:standalone\r\n# Persistence\r\nloading:0\r\n';
    case 'select':
      if (String(parameters[0]) !== '0') throw new Error('ERR DB index is out of range');
      return ok;
    case 'client':
      return String(parameters[0]).toLowerCase() === 'id' ? (connection.socket.remotePort ?? 0) : ok;
    case 'script':
      return script(parameters.map(String), shared.memory);
    case 'multi':
      if (connection.queued) throw new Error('ERR MULTI calls cannot be nested');
      connection.queued = [];
      return ok;
    case 'discard':
      connection.queued = undefined;
      return ok;
    case 'quit':
      return ok;
    case 'command':
      return [];
    default:
      throw new Error(`ERR unknown command '${name}'`);
  }
}

async function performOnKeys(name: string, parameters: Argument[], { memory }: Shared): Promise<unknown> {
  const command = memory[binaryReplies.has(name) ? `${name}Buffer` : name];
  if (typeof command !== 'function') throw new Error(`ERR unknown command '${name}'`);
  if (name === 'eval' && /['"]x[a-z]+['"]/i.test(String(parameters[0]))) {
    throw new Error('ERR the embedded Redis has no streams inside of scripts');
  }
  // ioredis-mock knows options in capitals only.
  const known = name === 'set' || name.startsWith('z') ? parameters.map(capitalOption) : parameters;
  const reply: unknown = await command.apply(memory, known);
  if (reply === 'OK') return ok;
  return name === 'hgetall' ? Object.entries(reply as object).flat() : reply;
}

function capitalOption(parameter: Argument, position: number): Argument {
  const isOption = position >= 2 && /^(nx|xx|ex|px|exat|pxat|get|keepttl|gt|lt|ch|incr|withscores|limit|byscore|rev)$/i;
  return isOption && typeof parameter === 'string' && isOption.test(parameter) ? parameter.toUpperCase() : parameter;
}

function script([subcommand = '', ...parameters]: string[], memory: RedisMemory): unknown {
  switch (subcommand.toLowerCase()) {
    case 'load': {
      const text = parameters[0] ?? '';
      const digest = createHash('sha1').update(text).digest('hex');
      memory.shaScripts[digest] = text;
      return digest;
    }
    case 'exists':
      return parameters.map((digest) => (memory.shaScripts[digest] ? 1 : 0));
    case 'flush':
      memory.shaScripts = {};
      return ok;
    default:
      throw new Error(`ERR unknown subcommand '${subcommand}'`);
  }
}

/** Answers once for each channel, with the number of the connection's subscriptions then. */
async function subscription(name: string, named: string[], connection: Connection, shared: Shared): Promise<Buffer> {
  const subscriber = connection.subscriber ?? subscribeTo(connection, shared);
  const { channels, patterns } = connection;
  const subscribed = name.startsWith('p') ? patterns : channels;
  // UNSUBSCRIBE without a name means all of them.
  const affected = named.length > 0 ? named : [...subscribed];
  const replies: unknown[] = [];
  for (const channel of affected) {
    await (subscriber[name] as (channel: string) => Promise<unknown>)(channel);
    if (name.endsWith('unsubscribe')) subscribed.delete(channel);
    else subscribed.add(channel);
    replies.push([name, channel, channels.size + patterns.size]);
  }
  if (replies.length === 0) replies.push([name, null, channels.size + patterns.size]);
  return Buffer.concat(replies.map(encodeReply));
}

function subscribeTo(connection: Connection, shared: Shared): RedisMemory {
  const subscriber = shared.newSubscriber();
  subscriber.on('message', (channel, message) => connection.socket.write(encodeReply(['message', channel, message])));
  subscriber.on('pmessage', (pattern, channel, message) =>
    connection.socket.write(encodeReply(['pmessage', pattern, channel, message])),
  );
  connection.subscriber = subscriber;
  return subscriber;
}

/** ioredis-mock works with strings; what is not UTF-8 stays bytes. */
function textOrBytes(bytes: Buffer): Argument {
  const text = bytes.toString('utf8');
  return text.includes('\uFFFD') && !Buffer.from(text).equals(bytes) ? bytes : text;
}
