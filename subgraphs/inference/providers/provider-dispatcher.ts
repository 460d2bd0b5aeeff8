import { Agent } from 'undici';

/** As many streams at once, and no more: what comes then waits for one to end. */
const connectionsPerOrigin = 2_048;
const connectMilliseconds = 5_000;
/** A socket reads nothing ahead: what nobody has asked for yet waits in the kernel, or at the provider. */
const socketOptions = { highWaterMark: null, readableHighWaterMark: 0 };

/** Connections to a provider. Silence is ended by whoever asks, to the millisecond and for the body too. */
export function providerDispatcher(): Agent {
  return new Agent({
    connections: connectionsPerOrigin,
    connect: { timeout: connectMilliseconds, ...socketOptions },
    headersTimeout: 0,
    bodyTimeout: 0,
  });
}
