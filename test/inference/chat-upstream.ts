/** A server of OpenAI's chat completions API whose answers the test writes. */
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

export interface UpstreamRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: {
    readonly model: string;
    readonly stream?: boolean;
    readonly stream_options?: unknown;
    readonly messages: readonly { role: string; content: string; tool_call_id?: string; tool_calls?: unknown }[];
    readonly tools?: readonly { function: { name: string; parameters: unknown } }[];
    readonly tool_choice?: string;
  };
}

/** Answers one request; the next one in the script answers the next request, and the last one all that follow. */
export type UpstreamStep = (request: UpstreamRequest, response: ServerResponse) => void | Promise<void>;

export async function startChatUpstream() {
  const requests: UpstreamRequest[] = [];
  const leftEarly: number[] = [];
  let script: UpstreamStep[] = [];
  let arrived = Promise.withResolvers<void>();

  const server = createServer(async (request: IncomingMessage, response: ServerResponse) => {
    if (request.method === 'GET')
      return sendJson({ object: 'list', data: [{ id: 'served-model', object: 'model' }] })(
        undefined as never,
        response,
      );
    const body = (await json(request)) as UpstreamRequest['body'];
    const received = { path: request.url ?? '', headers: request.headers, body };
    requests.push(received);
    arrived.resolve();
    response.on('close', () => {
      if (!response.writableFinished) leftEarly.push(performance.now());
    });
    const step = script.length > 1 ? script.shift() : script[0];
    await step?.(received, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    requests,
    /** When (`performance.now()`) clients hung up before their answer was complete. */
    leftEarly,
    /** Forgets what came before and answers by `steps` from now on. */
    script(...steps: UpstreamStep[]) {
      requests.length = 0;
      leftEarly.length = 0;
      arrived = Promise.withResolvers();
      script = steps;
    },
    firstRequest: () => arrived.promise,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Answers by the text that the answer is to have in its body: a stream of events, cut into pieces of bytes. */
export function sendsRaw(bytes: string | Buffer, pieceBytes = Number.POSITIVE_INFINITY): UpstreamStep {
  return async (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const all = Buffer.from(bytes as string);
    for (let start = 0; start < all.length; start += pieceBytes) {
      response.write(all.subarray(start, start + pieceBytes));
      await new Promise((resolve) => setImmediate(resolve));
    }
    response.end();
  };
}

/** Begins to stream `content`, and then does what `then` does with the response; nothing, by default. */
export function begins(content: string, then: (response: ServerResponse) => void = () => undefined): UpstreamStep {
  return (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta: { content }, finish_reason: null }] })}\n\n`);
    then(response);
  };
}

/** Never answers. */
export const hangs: UpstreamStep = () => undefined;

export type ChatUpstream = Awaited<ReturnType<typeof startChatUpstream>>;

const usage = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 };

export function sendJson(body: unknown, status = 200, headers: Record<string, string> = {}): UpstreamStep {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
}

export function says(content: string, more: Record<string, unknown> = {}): UpstreamStep {
  return sendJson({
    id: 'chatcmpl-1',
    object: 'chat.completion',
    choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
    usage,
    ...more,
  });
}

export function calls(...toolCalls: readonly { name: string; arguments: string }[]): UpstreamStep {
  const tool_calls = toolCalls.map((call, index) => ({ id: `call_${index}`, type: 'function', function: call }));
  return sendJson({
    choices: [{ index: 0, message: { role: 'assistant', content: null, tool_calls }, finish_reason: 'tool_calls' }],
    usage,
  });
}

type Delta = Record<string, unknown>;

/** Server-sent events: one chunk a delta, then the finish reason, the usage and [DONE]. */
export function streams(deltas: readonly Delta[], finishReason = 'stop', pauseMilliseconds = 0): UpstreamStep {
  return async (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const send = (chunk: unknown) => response.write(`data: ${JSON.stringify(chunk)}\n\n`);
    for (const delta of deltas) {
      send({ choices: [{ index: 0, delta, finish_reason: null }], usage: null });
      if (pauseMilliseconds) await new Promise((resolve) => setTimeout(resolve, pauseMilliseconds).unref());
    }
    send({ choices: [{ index: 0, delta: {}, finish_reason: finishReason }], usage: null });
    send({ choices: [], usage });
    response.end('data: [DONE]\n\n');
  };
}
