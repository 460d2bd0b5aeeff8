/** The drills' gateway behind a router, and behind one that runs in its own process: how its clients meet it. */
import { readFileSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { WebSocket } from 'ws';
import { identityTokens } from '../../platform/identity.ts';
import { createLogger } from '../../platform/logging.ts';
import { type RouterOptions, startRouter } from '../../router/router.ts';
import { readLimits } from '../../subgraphs/inference/limits-file.ts';
import { startDrill } from './start-drill.ts';
import { internalSecret, scientist } from './start-gateway.ts';

/** Only the scientist's tier has no limits. */
const tiers = { FREE: { requestsPerMinute: 1 }, PREMIUM: { dailyBudget: 0 } };

export async function startRouted(folder: string) {
  const drill = await startDrill(
    folder,
    { firstTokenSeconds: 30, totalSeconds: 60, streamSeconds: 60 },
    { limits: { ...(await readLimits(undefined)), tiers } },
  );
  const tokens = identityTokens(internalSecret);
  const options: RouterOptions = {
    host: '127.0.0.1',
    port: 0,
    logger: createLogger('router-of-the-test'),
    supergraphSdl: readFileSync(new URL('../../schema/supergraph.graphql', import.meta.url), 'utf8'),
    urls: { registry: drill.registry.url, inference: drill.gateway.url },
    apiKeys: { find: async () => undefined, markUsed: async () => undefined },
    tokens,
    introspection: true,
  };
  const router = await startRouter(options);
  const together = await startRouter({ ...options, inference: drill.gateway });
  const authorization = `Bearer ${await tokens.sign(scientist)}`;
  return {
    ...drill,
    router,
    /** What the scientist sends along. */
    authorization,
    /** The router that hands OpenAI's API over without a connection. */
    inOneProcess: { router: together, authorization },
    /** What somebody of another tier sends along. */
    authorizationOf: async (tier: keyof typeof tiers) =>
      `Bearer ${await tokens.sign({ userId: `of ${tier}`, tier, groups: [] })}`,
    async stop() {
      await Promise.all([router.stop(), together.stop()]);
      await drill.stop();
    },
  };
}

export type Routed = Awaited<ReturnType<typeof startRouted>>;

/** A router, and what its client sends along. */
export interface RouterAddress {
  readonly router: { readonly port: number };
  readonly authorization: string;
}

const query = `subscription ($input: CompletionInput!) {
  completionStream(input: $input) { delta finishReason }
}`;

/** Asks the router in the scientist's name. */
export function post({ router, authorization }: RouterAddress, path: string, body: object, signal?: AbortSignal) {
  return fetch(`http://127.0.0.1:${router.port}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization },
    body: JSON.stringify(body),
    ...(signal && { signal }),
  });
}

/** A stream that its reader can leave unread for a while. */
export interface PausableReader {
  /** Resolves with the first text. */
  readonly first: Promise<void>;
  /** Resolves when the stream has ended. */
  readonly ended: Promise<void>;
  characters(): number;
  finishReason(): string | undefined;
  /** Of the error it ended with. */
  errorCode(): string | undefined;
  pause(): void;
  resume(): void;
  leave(): void;
}

/** Counts what comes in. */
function tally() {
  const first = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  let characters = 0;
  let finishReason: string | undefined;
  let errorCode: string | undefined;
  return {
    take(delta: string | undefined, reason: string | null | undefined): void {
      characters += delta?.length ?? 0;
      finishReason ??= reason ?? undefined;
      if (delta) first.resolve();
    },
    fail(code: string | undefined): void {
      errorCode ??= code;
    },
    end: () => ended.resolve(),
    told: {
      first: first.promise,
      ended: ended.promise,
      characters: () => characters,
      finishReason: () => finishReason,
      errorCode: () => errorCode,
    },
  };
}

const inputOf = (model: string) => ({ model, messages: [{ role: 'USER', content: 'hi' }] });

export function readOverWebSocket({ router, authorization }: RouterAddress, model: string): PausableReader {
  const socket = new WebSocket(`ws://127.0.0.1:${router.port}/graphql`, 'graphql-transport-ws');
  const { take, fail, end, told } = tally();
  socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization } })));
  socket.on('message', (text) => {
    const { type, payload } = JSON.parse(String(text));
    if (type === 'next') take(payload.data.completionStream.delta, payload.data.completionStream.finishReason);
    if (type === 'error') fail(payload[0].extensions.code);
    if (type === 'complete' || type === 'error') end();
    if (type !== 'connection_ack') return;
    socket.send(
      JSON.stringify({ id: '1', type: 'subscribe', payload: { query, variables: { input: inputOf(model) } } }),
    );
  });
  socket.on('close', end);
  return {
    ...told,
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    leave: () => socket.terminate(),
  };
}

/** A POST whose answer is a stream of events; `read` takes the data of each. */
function readEvents(
  { router, authorization }: RouterAddress,
  path: string,
  body: object,
  read: (data: string, tallied: Pick<ReturnType<typeof tally>, 'take' | 'fail'>) => void,
): PausableReader {
  const { take, fail, end, told } = tally();
  let answer: IncomingMessage | undefined;
  const asking = request({ host: '127.0.0.1', port: router.port, method: 'POST', path }, (answered) => {
    answer = answered;
    let text = '';
    answered.setEncoding('utf8');
    answered.on('data', (piece: string) => {
      text += piece;
      const events = text.split('\n\n');
      text = events.pop() ?? '';
      for (const event of events) {
        const data = /^data: (.+)$/m.exec(event)?.[1];
        if (data) read(data, { take, fail });
      }
    });
    answered.on('close', end);
  });
  asking.setHeader('content-type', 'application/json');
  asking.setHeader('accept', 'text/event-stream');
  asking.setHeader('authorization', authorization);
  asking.on('error', end);
  asking.end(JSON.stringify(body));
  return {
    ...told,
    pause: () => answer?.pause(),
    resume: () => answer?.resume(),
    leave: () => asking.destroy(),
  };
}

export function readOverServerSentEvents(address: RouterAddress, model: string): PausableReader {
  return readEvents(address, '/graphql', { query, variables: { input: inputOf(model) } }, (event, { take, fail }) => {
    const { data, errors } = JSON.parse(event);
    take(data?.completionStream.delta, data?.completionStream.finishReason);
    fail(errors?.[0].extensions.code);
  });
}

export function readOverOpenAi(address: RouterAddress, model: string): PausableReader {
  const body = { model, stream: true, messages: [{ role: 'user', content: 'hi' }] };
  return readEvents(address, '/v1/chat/completions', body, (event, { take, fail }) => {
    const { choices = [], error } = event === '[DONE]' ? {} : JSON.parse(event);
    take(choices[0]?.delta.content, choices[0]?.finish_reason);
    fail(error?.code);
  });
}
