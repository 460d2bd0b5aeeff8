/** The parts of ioredis-mock 8 that the in-process Redis uses. */
declare module 'ioredis-mock' {
  import type { EventEmitter } from 'node:events';

  type Command = (...parameters: (string | Buffer)[]) => unknown;

  class RedisMemory extends EventEmitter {
    constructor(options: { host: string });
    readonly data: { get(key: string): unknown; has(key: string): boolean; set(key: string, value: unknown): void };
    readonly context: { readonly modifiedKeyEvents: EventEmitter };
    readonly channels: EventEmitter;
    readonly patternChannels: EventEmitter;
    shaScripts: Record<string, string>;
    disconnect(): void;
    [command: string]: Command | unknown;
  }

  export default RedisMemory;
}
