/** redis-parser 3, which has no types of its own. */
declare module 'redis-parser' {
  class RespParser {
    constructor(options: {
      returnReply: (reply: unknown) => void;
      returnError: (error: Error) => void;
      returnFatalError?: (error: Error) => void;
      /** Strings as bytes. */
      returnBuffers?: boolean;
    });
    execute(chunk: Buffer): void;
  }

  export default RespParser;
}
