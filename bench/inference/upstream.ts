/**
 * An OpenAI-compatible server that takes no time to think. What it does, the model's name says: `bench-hold` streams one token and
 * then nothing, `bench-flood` streams for as long as it is read, any other answers at once.
 */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const words = 'The quick brown fox jumps over the lazy dog, and nobody knows what the dog makes of it at all.'.split(
  ' ',
);
const usage = { prompt_tokens: 12, completion_tokens: words.length, total_tokens: 12 + words.length };
const common = { id: 'chatcmpl-bench', created: 1_700_000_000 };
const floodChunk = chunk({ content: 'flood '.repeat(160) }, null);
const floodBytes = 64 * 1024 * 1024;

const whole = (model: string): string =>
  JSON.stringify({
    ...common,
    object: 'chat.completion',
    model,
    choices: [{ index: 0, message: { role: 'assistant', content: words.join(' ') }, finish_reason: 'stop' }],
    usage,
  });
const streamed = [
  chunk({ role: 'assistant', content: '' }, null),
  ...words.map((word) => chunk({ content: `${word} ` }, null)),
  chunk({}, 'stop'),
  `data: ${JSON.stringify({ ...common, object: 'chat.completion.chunk', choices: [], usage })}\n\n`,
  'data: [DONE]\n\n',
].join('');

function chunk(delta: object, finish_reason: string | null): string {
  const choices = [{ index: 0, delta, finish_reason }];
  return `data: ${JSON.stringify({ ...common, object: 'chat.completion.chunk', model: 'bench', choices })}\n\n`;
}

function flood(response: ServerResponse): void {
  let sent = 0;
  const send = (): void => {
    while (!response.destroyed && sent < floodBytes) {
      sent += floodChunk.length;
      if (!response.write(floodChunk)) {
        response.once('drain', send);
        return;
      }
    }
    response.end();
  };
  send();
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (piece) => chunks.push(piece));
  request.on('end', () => {
    if (request.method !== 'POST') {
      response.end('{"object":"list","data":[]}');
      return;
    }
    const { model, stream } = JSON.parse(Buffer.concat(chunks).toString()) as { model: string; stream?: boolean };
    if (!stream) {
      response.setHeader('content-type', 'application/json');
      response.end(whole(model));
      return;
    }
    response.setHeader('content-type', 'text/event-stream');
    if (model === 'bench-hold') response.write(chunk({ role: 'assistant', content: 'first' }, null));
    else if (model === 'bench-flood') flood(response);
    else response.end(streamed);
  });
});
server.keepAliveTimeout = 120_000;
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.send?.({ ready: true, url: `http://127.0.0.1:${port}` });
});
process.on('disconnect', () => process.exit(0));
