import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { outboundHttp } from '../../platform/outbound.ts';
import type { ModelToServe } from '../../subgraphs/registry/deployer/deployment-target.ts';
import { endpointProbe } from '../../subgraphs/registry/deployer/targets/endpoint-probe.ts';
import { externalEndpoints } from '../../subgraphs/registry/deployer/targets/external-endpoints.ts';
import { describeDeploymentTarget, type TargetUnderTest } from '../contracts/deployment-target.ts';

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
    const target = externalEndpoints({ probe: endpointProbe(outbound), health });
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
  const target = externalEndpoints({ probe: endpointProbe(outbound), health });
  const { signal } = new AbortController();
  await expect(
    target.start(modelAt('private', 'http://127.0.0.1:9/v1'), { signal, onProgress: () => undefined }),
  ).rejects.toMatchObject({ reason: 'TARGET_REJECTED' });
  await outbound.close();
});
