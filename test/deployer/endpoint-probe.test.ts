import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { outboundHttp } from '../../platform/outbound.ts';
import { endpointProbe } from '../../subgraphs/registry/deployer/targets/endpoint-probe.ts';

interface Answer {
  readonly status?: number;
  readonly body: unknown;
}

const float = { name: 'x', datatype: 'FP32', shape: [-1, 2] };
const output = { name: 'y', datatype: 'FP32', shape: [-1, 1] };
const answersOf = {
  '/ready': { body: { ready: true } } as Answer,
  '': { body: { inputs: [float], outputs: [output] } } as Answer,
  '/infer': { body: { outputs: [{ ...output, shape: [1, 1], data: [0.5] }] } } as Answer,
};
type Path = keyof typeof answersOf;

let answers: Partial<Record<Path, Answer>>;
let asked: unknown;
const server = createServer(async (request: IncomingMessage, response) => {
  const path = String(request.url).slice('/model'.length) as Path;
  if (request.method === 'POST') asked = await json(request);
  const answer = answers[path];
  if (answer) response.writeHead(answer.status ?? 200).end(JSON.stringify(answer.body));
});
let endpoint: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/model`;
});
beforeEach(() => {
  answers = { ...answersOf };
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const outbound = outboundHttp({ allowPrivate: true });
const { probe: probeOf } = endpointProbe(outbound);
afterAll(() => outbound.close());

const probe = ({ signal = new AbortController().signal, timeoutMilliseconds = 10_000 } = {}) =>
  probeOf(endpoint, { signal, timeoutMilliseconds });

it('asks for a prediction of zeros in the shapes of the metadata', async () => {
  const inputs = [
    float,
    { name: 'is', datatype: 'BOOL', shape: [2] },
    { name: 'text', datatype: 'BYTES', shape: [1] },
    { name: 'scalar', datatype: 'INT64', shape: [] },
  ];
  answers[''] = { body: { inputs, outputs: [output] } };
  await probe();
  expect(asked).toEqual({
    inputs: [
      { ...float, shape: [1, 2], data: [0, 0] },
      { name: 'is', datatype: 'BOOL', shape: [2], data: [false, false] },
      { name: 'text', datatype: 'BYTES', shape: [1], data: [''] },
      { name: 'scalar', datatype: 'INT64', shape: [], data: [0] },
    ],
  });
});

describe('an endpoint is UNHEALTHY', () => {
  it.each<[string, Path, Answer, string]>([
    ['that is not ready', '/ready', { status: 503, body: { ready: false } }, 'health check was answered with 503'],
    ['without metadata', '', { body: {} }, 'does not name inputs and outputs'],
    ['that cannot predict', '/infer', { status: 500, body: { error: 'it broke' } }, 'with 500: it broke'],
    ['that predicts nothing', '/infer', { body: { outputs: [] } }, 'without the output "y"'],
    ['that answers with no tensors', '/infer', { body: 'fine' }, 'without tensors'],
    [
      'that answers with half a tensor',
      '/infer',
      { body: { outputs: [{ ...output, shape: [1, 2], data: [0] }] } },
      'as many elements',
    ],
    [
      'with inputs that no request can carry',
      '',
      { body: { inputs: [{ ...float, shape: [10_000, 10_000] }], outputs: [output] } },
      'too many for one request',
    ],
  ])('%s', async (_what, path, answer, message) => {
    answers[path] = answer;
    await expect(probe()).rejects.toMatchObject({ reason: 'UNHEALTHY', message: expect.stringContaining(message) });
  });

  it('that never answers', async () => {
    delete answers['/ready'];
    const message = 'The health check was not answered within 0.2 s';
    await expect(probe({ timeoutMilliseconds: 200 })).rejects.toMatchObject({ reason: 'UNHEALTHY', message });
  });

  it('where nobody listens', async () => {
    const { signal } = new AbortController();
    await expect(probeOf('http://127.0.0.1:9', { signal, timeoutMilliseconds: 200 })).rejects.toMatchObject({
      reason: 'UNHEALTHY',
    });
  });
});

it('stops with the reason of its signal', async () => {
  delete answers['/infer'];
  const reason = new Error('enough');
  await expect(probe({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});
