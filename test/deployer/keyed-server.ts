/** A server that someone else runs: it speaks OpenAI's protocol and the Open Inference Protocol, to those who have its key. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type KeyedServer = Awaited<ReturnType<typeof startKeyedServer>>;

const tensor = { name: 'x', datatype: 'FP32', shape: [1] };

function answerTo(path: string): unknown {
  if (path === '/v1/models') return { object: 'list', data: [{ id: 'some-model' }] };
  if (path === '/v1/chat/completions') {
    return { choices: [{ index: 0, message: { role: 'assistant', content: 'one' }, finish_reason: 'stop' }] };
  }
  if (path.endsWith('/infer')) return { outputs: [{ ...tensor, data: [1] }] };
  return { inputs: [tensor], outputs: [tensor] };
}

export async function startKeyedServer() {
  const key = 'a-key-that-someone-else-has-given';
  /** The paths of requests without the key. */
  const refused: string[] = [];
  const server = createServer((request, response) => {
    const path = String(request.url);
    const isKnown = request.headers.authorization === `Bearer ${key}`;
    if (!isKnown) refused.push(path);
    const answer = isKnown ? answerTo(path) : { error: { message: 'Incorrect API key provided' } };
    response.writeHead(isKnown ? 200 : 401, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    key,
    refused,
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
