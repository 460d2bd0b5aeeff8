import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { noEndpointKeys } from '../../platform/endpoint-keys.ts';
import { readEndpointKeys } from '../../platform/endpoint-keys-file.ts';
import { outboundHttp } from '../../platform/outbound.ts';
import type { ModelToServe } from '../../subgraphs/registry/deployer/deployment-target.ts';
import { endpointProbe } from '../../subgraphs/registry/deployer/targets/endpoint-probe.ts';
import { externalEndpoints } from '../../subgraphs/registry/deployer/targets/external-endpoints.ts';
import { describeDeploymentTarget, type TargetUnderTest } from '../contracts/deployment-target.ts';
import { temporaryFolder } from '../infra/temporary-folder.ts';
import { eventually } from './deployer-process.ts';

const health = { intervalMilliseconds: 50, timeoutMilliseconds: 2_000, failures: 2 };

function modelAt(modelId: string, uri: string): ModelToServe {
  return {
    deploymentId: `${modelId}-deployment`,
    modelId,
    version: '1',
    deploymentTarget: 'EXTERNAL',
    artifact: { uri },
  };
}

/** What an OpenAI-compatible server and one of the Open Inference Protocol answer, on one port. */
function answerTo(path: string): unknown {
  if (path === '/v1/models') return { object: 'list', data: [{ id: 'some-model' }] };
  if (path === '/v1/chat/completions') return { choices: [{ message: { role: 'assistant', content: 'yes' } }] };
  if (path === '/mute/v1/models') return { object: 'list', data: [{ id: 'some-model' }] };
  if (path === '/mute/v1/chat/completions') return { choices: [] };
  const tensor = { name: 'x', datatype: 'FP32', shape: [1] };
  if (path.endsWith('/infer')) return { outputs: [{ ...tensor, data: [0] }] };
  if (path.startsWith('/v2/models/')) return { inputs: [tensor], outputs: [tensor] };
  return undefined;
}

describe.each(['/v1', '/v2/models/adopted'])('an endpoint at %s', (path) => {
  describeDeploymentTarget('endpoints that run already', async (): Promise<TargetUnderTest> => {
    let isDown = false;
    const server = createServer((request, response) => {
      const answer = isDown ? undefined : answerTo(String(request.url));
      response.writeHead(answer === undefined ? 503 : 200).end(JSON.stringify(answer ?? { error: 'not here' }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const outbound = outboundHttp({ allowPrivate: true });
    const target = externalEndpoints({ probe: endpointProbe(outbound), keyOf: noEndpointKeys, health });
    return {
      target,
      model: (modelId) => modelAt(modelId, `${origin}${path}`),
      faults: [
        { model: modelAt('absent', 'http://127.0.0.1:9/v1'), reason: 'UNHEALTHY', message: 'nobody listens' },
        { model: modelAt('unknown', `${origin}/no/v1`), reason: 'UNHEALTHY', message: '503: not here' },
        { model: modelAt('mute', `${origin}/mute/v1`), reason: 'UNHEALTHY', message: 'without a message' },
        { model: modelAt('metadata', 'http://169.254.169.254/v1'), reason: 'TARGET_REJECTED', message: 'may be asked' },
      ],
      async fail() {
        isDown = true;
      },
      async mend() {
        isDown = false;
      },
      logLine: undefined,
      adopts: true,
      replicas: undefined,
      leftovers: async () => (await target.list(new AbortController().signal)).map(({ endpoint }) => endpoint),
      async close() {
        await target.close();
        await outbound.close();
        server.closeAllConnections();
        await new Promise((closed) => server.close(closed));
      },
    };
  });
});

it('asks nothing at private addresses unless it may', async () => {
  const outbound = outboundHttp({ allowPrivate: false });
  const target = externalEndpoints({ probe: endpointProbe(outbound), keyOf: noEndpointKeys, health });
  const { signal } = new AbortController();
  await expect(
    target.start(modelAt('private', 'http://127.0.0.1:9/v1'), { signal, onProgress: () => undefined }),
  ).rejects.toMatchObject({ reason: 'TARGET_REJECTED' });
  await outbound.close();
});

describe('an endpoint that asks for a key', () => {
  const key = 'a-key-of-the-test';
  const file = join(temporaryFolder(), 'keys.yaml');
  const read = (text: string, environment = { THE_KEY: key }) => {
    writeFileSync(file, text);
    return readEndpointKeys(file, environment);
  };
  const entry = (endpoint: string, apiKey = `\${THE_KEY}`) =>
    `keys: [{ endpoint: "${endpoint}", teams: [a], apiKey: "${apiKey}" }]`;

  it('is asked with it, which no message repeats, and for the models of its teams only', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      const { authorization } = request.headers;
      asked.push(`${request.url} ${authorization}`);
      const answer = authorization === `Bearer ${key}` ? answerTo(String(request.url)) : undefined;
      const error = { message: `Incorrect API key provided: ${authorization?.slice('Bearer '.length)}` };
      response.writeHead(answer === undefined ? 401 : 200).end(JSON.stringify(answer ?? { error }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const outbound = outboundHttp({ allowPrivate: true });
    const target = externalEndpoints({ probe: endpointProbe(outbound), keyOf: read(entry(`${origin}/v1`)), health });
    const { signal } = new AbortController();
    const start = async (model: ModelToServe) => {
      await target.start(model, { signal, onProgress: () => undefined });
      await target.verify(model, signal);
    };
    const model = modelAt('keyed', `${origin}/v1`);
    await start({ ...model, teamId: 'a' });
    const heard: string[] = [];
    const watcher = { onMoved: () => undefined, onLost: () => undefined };
    target.watch(model, { ...watcher, onHealth: ({ status }) => heard.push(status) });
    await eventually('its health is known', () => heard.length > 0);
    expect(heard).toEqual(['HEALTHY']);
    expect(new Set(asked.map((one) => one.split(' ').slice(1).join(' ')))).toEqual(new Set([`Bearer ${key}`]));
    await target.remove(model);

    asked.length = 0;
    await expect(start({ ...model, teamId: 'b' })).rejects.toMatchObject({ reason: 'UNHEALTHY' });
    await expect(start({ ...modelAt('below', `${origin}/v10`), teamId: 'a' })).rejects.toMatchObject({
      reason: 'UNHEALTHY',
    });
    expect(asked).toEqual(['/v1/models undefined', '/v10/ready undefined']);
    const rejected = start({ ...modelAt('unknown', `${origin}/v1/other`), teamId: 'a' });
    await expect(rejected).rejects.toMatchObject({ message: expect.not.stringContaining(key) });
    await target.close();
    await outbound.close();
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });

  it('gets the key at its own address and below, and nowhere else', () => {
    const keyOf = read(entry('https://llm.example.com/team/v1'));
    const given = (endpoint: string) => keyOf(endpoint, 'a') === key;
    expect(['https://llm.example.com/team/v1', 'https://llm.example.com:443/team/v1/models'].map(given)).toEqual([
      true,
      true,
    ]);
    const others = [
      'https://llm.example.com/team',
      'https://llm.example.com/team/v1x',
      'https://llm.example.com/team/v1/../../other',
      'https://llm.example.com/team/v1/%2e%2e/other',
      'http://llm.example.com/team/v1',
      'https://llm.example.com:8443/team/v1',
      'https://llm.example.com@attacker.example/team/v1',
      'https://attacker.example/https://llm.example.com/team/v1',
      'not an address',
    ];
    expect(others.filter(given)).toEqual([]);
  });

  it.each([
    [entry('http://llm.example.com/v1'), 'https'],
    [entry('https://user@llm.example.com/v1'), 'an address and no more'],
    [entry('https://llm.example.com/v1', 'sk-written-down'), 'environment variable'],
    [entry('https://llm.example.com/v1', `\${NOT_SET}`), 'Set NOT_SET'],
    ['keys: [', 'cannot be read'],
    ['keys: {}', 'ENDPOINT_KEYS_FILE'],
  ])('is refused a file that is wrong (%#)', (text, why) => {
    expect(() => read(text)).toThrow(why);
  });
});
