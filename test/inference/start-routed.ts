/** The drills' gateway behind a router: how its clients meet it. */
import { readFileSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { WebSocket } from 'ws';
import { identityTokens } from '../../platform/identity.ts';
import { createLogger } from '../../platform/logging.ts';
import { startRouter } from '../../router/router.ts';
import { startDrill } from './start-drill.ts';
import { internalSecret, scientist } from './start-gateway.ts';

export async function startRouted(folder: string) {
  const drill = await startDrill(folder, { streamSeconds: 60 });
  const tokens = identityTokens(internalSecret);
  const router = await startRouter({
    host: '127.0.0.1',
    port: 0,
    logger: createLogger('router-of-the-test'),
    supergraphSdl: readFileSync(new URL('../../schema/supergraph.graphql', import.meta.url), 'utf8'),
    urls: { registry: drill.registry.url, inference: drill.gateway.url },
    apiKeys: { find: async () => undefined, markUsed: async () => undefined },
    tokens,
    introspection: true,
  });
  return {
    ...drill,
    router,
    /** What the scientist sends along. */
    authorization: `Bearer ${await tokens.sign(scientist)}`,
    async stop() {
      await router.stop();
      await drill.stop();
    },
  };
}

export type Routed = Awaited<ReturnType<typeof startRouted>>;

const query = `subscription ($input: CompletionInput!) {
  completionStream(input: $input) { delta finishReason }
}`;

/** A stream that its reader can leave unread for a while. */
export interface PausableReader {
  /** Resolves with the first text. */
  readonly first: Promise<void>;
  /** Resolves when the stream has ended. */
  readonly ended: Promise<void>;
  characters(): number;
  finishReason(): string | undefined;
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
  return {
    take(delta: string | undefined, reason: string | null | undefined): void {
      characters += delta?.length ?? 0;
      finishReason ??= reason ?? undefined;
      if (delta) first.resolve();
    },
    end: () => ended.resolve(),
    told: {
      first: first.promise,
      ended: ended.promise,
      characters: () => characters,
      finishReason: () => finishReason,
    },
  };
}

const inputOf = (model: string) => ({ model, messages: [{ role: 'USER', content: 'hi' }] });

export function readOverWebSocket({ router, authorization }: Routed, model: string): PausableReader {
  const socket = new WebSocket(`ws://127.0.0.1:${router.port}/graphql`, 'graphql-transport-ws');
  const { take, end, told } = tally();
  socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization } })));
  socket.on('message', (text) => {
    const { type, payload } = JSON.parse(String(text));
    if (type === 'next') take(payload.data.completionStream.delta, payload.data.completionStream.finishReason);
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
  { router, authorization }: Routed,
  path: string,
  body: object,
  read: (data: string, take: ReturnType<typeof tally>['take']) => void,
): PausableReader {
  const { take, end, told } = tally();
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
        if (data) read(data, take);
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

export function readOverServerSentEvents(routed: Routed, model: string): PausableReader {
  return readEvents(routed, '/graphql', { query, variables: { input: inputOf(model) } }, (data, take) => {
    const { delta, finishReason } = JSON.parse(data).data.completionStream;
    take(delta, finishReason);
  });
}

export function readOverOpenAi(routed: Routed, model: string): PausableReader {
  const body = { model, stream: true, messages: [{ role: 'user', content: 'hi' }] };
  return readEvents(routed, '/v1/chat/completions', body, (data, take) => {
    const [choice] = data === '[DONE]' ? [] : (JSON.parse(data).choices ?? []);
    take(choice?.delta.content, choice?.finish_reason);
  });
}
