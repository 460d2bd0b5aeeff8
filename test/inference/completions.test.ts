import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CreateCompletionDocument, RoutableModelsDocument } from '../../client/generated/operations.ts';
import { temporaryFolder } from '../infra/temporary-folder.ts';
import {
  type RunningModelServer,
  sampleFile,
  startModelServer,
  stopModelServer,
} from '../registry/start-model-server.ts';
import { type ChatUpstream, calls, says, sendJson, startChatUpstream } from './chat-upstream.ts';
import { type RegistryServer, startRegistryServer } from './registry-server.ts';
import { catalogEntry } from './samples.ts';
import {
  eventually,
  type Gateway,
  internalSecret,
  scientist,
  startCloud,
  startGateway,
  stranger,
} from './start-gateway.ts';

const fraudQuestion = 'Analyze this transaction for fraud: amount 4800, hour 3, distance 900, foreign 1';
const fraudTool = 'predict_fraud_detection_model';

const folder = temporaryFolder();
let cloud: Awaited<ReturnType<typeof startCloud>>;
let modelServer: RunningModelServer;
let registry: RegistryServer;
let upstream: ChatUpstream;
/** Its provider is the local one. */
let local: Gateway;
/** Its provider is the upstream server. */
let gateway: Gateway;

beforeAll(async () => {
  [cloud, modelServer, registry, upstream] = await Promise.all([
    startCloud(folder),
    startModelServer(sampleFile('fraud-detection'), 'fraud-detection-model'),
    startRegistryServer(internalSecret),
    startChatUpstream(),
  ]);
  registry.serving.push(
    catalogEntry({ endpoint: `${modelServer.url}/models/fraud-detection-model` }),
    catalogEntry({
      deploymentId: 'deployment-2',
      modelId: 'recommendation-engine',
      deploymentTarget: 'EKS',
      endpoint: 'http://127.0.0.1:2/v2/models/recommendation-engine',
    }),
    catalogEntry({
      deploymentId: 'deployment-3',
      modelId: 'growth-model',
      teamId: 'growth-team',
      deploymentTarget: 'EKS',
    }),
  );
  [local, gateway] = await Promise.all([
    startGateway({ registryUrl: registry.url }),
    startGateway({
      registryUrl: registry.url,
      providerEnvironment: {
        OPENAI_API_KEY: 'key-of-the-test',
        OPENAI_BASE_URL: upstream.baseUrl,
        PROVIDER_TIMEOUT_SECONDS: '0.4',
      },
    }),
  ]);
  for (const running of [local, gateway]) {
    await eventually(
      () => running.as(scientist).request(RoutableModelsDocument, {}),
      ({ modelCatalog }) => modelCatalog.source === 'REGISTRY',
    );
  }
});

afterAll(async () => {
  await Promise.all([local.stop(), gateway.stop()]);
  await Promise.all([registry.stop(), upstream.close(), stopModelServer(modelServer), cloud.close()]);
});

type Input = Parameters<typeof complete>[1];

async function complete(
  running: Gateway,
  input: { [field: string]: unknown; messages?: unknown },
  identity = scientist,
) {
  const messages = [{ role: 'USER', content: fraudQuestion }];
  const { createCompletion } = await running
    .as(identity)
    .request(CreateCompletionDocument, { input: { messages, ...input } as never });
  return createCompletion;
}

describe('the local provider', () => {
  it('answers any model by name, free of charge, always the same', async () => {
    const answers = await Promise.all([complete(local, { model: 'gpt-4' }), complete(local, { model: 'gpt-4' })]);
    expect(answers[0]).toMatchObject({
      id: expect.stringMatching(/^completion-/),
      message: { role: 'ASSISTANT', content: expect.stringContaining('local provider'), toolCalls: [] },
      finishReason: 'STOP',
      usage: { costUsd: '0' },
      routing: { provider: 'local', model: 'gpt-4', registeredModelUsed: null, cached: false, attempts: 1 },
    });
    expect(answers[1]).toMatchObject({ message: answers[0].message, usage: answers[0].usage });
  });

  it('asks a deployed model with the numbers it is given, and says what it answered', async () => {
    const answer = await complete(local, { registeredModel: { id: 'fraud-detection-model' } });
    expect(answer.message.content).toMatch(/fraud-detection-model 1\.0\.0 answered: fraud_probability is 0\.83/);
    expect(answer.routing).toMatchObject({
      registeredModelUsed: 'fraud-detection-model',
      modelVersion: '1.0.0',
      attempts: 2,
    });
  });

  it('stops at maxTokens', async () => {
    const answer = await complete(local, { maxTokens: 3 });
    expect(answer).toMatchObject({ finishReason: 'LENGTH', usage: { completionTokens: 3 } });
  });

  it('says that a deployed model which does not answer can not be asked', async () => {
    const answer = await complete(local, { registeredModel: { id: 'recommendation-engine' } });
    expect(answer.message.content).toMatch(/can not be called/);
    expect(answer.routing.registeredModelUsed).toBe('recommendation-engine');
  });

  it('routes by the metadata of the registry', async () => {
    const routing = { preferredModel: 'recommendation-engine', deploymentTarget: 'EKS' };
    expect((await complete(local, { routing })).routing.registeredModelUsed).toBe('recommendation-engine');
    const elsewhere = { preferredModel: 'recommendation-engine', deploymentTarget: 'LAMBDA' };
    expect((await complete(local, { routing: elsewhere })).routing.registeredModelUsed).toBe('fraud-detection-model');
  });
});

describe('a chat model with a registered model', () => {
  it('gets its card and its tool, has it called, and reads the result', async () => {
    upstream.script(
      calls({ name: fraudTool, arguments: '{"features":[[4800,3,900,1]]}' }),
      says('This is most likely fraud.'),
    );
    const answer = await complete(gateway, { model: 'gpt-4', registeredModel: { id: 'fraud-detection-model' } });
    expect(answer).toMatchObject({
      message: { content: 'This is most likely fraud.', toolCalls: [] },
      usage: { promptTokens: 20, completionTokens: 10, totalTokens: 30, costUsd: '0.0012' },
      routing: { provider: 'openai', model: 'gpt-4', modelVersion: '1.0.0', attempts: 2 },
    });

    const [first, second] = upstream.requests;
    expect(first?.headers.authorization).toBe('Bearer key-of-the-test');
    expect(first?.body.messages[0]).toMatchObject({
      role: 'system',
      content: expect.stringContaining('Scores card payments'),
    });
    expect(first?.body.tools?.[0]?.function).toMatchObject({
      name: fraudTool,
      parameters: { properties: { features: { items: { minItems: 4, maxItems: 4 } } } },
    });
    const result = second?.body.messages.at(-1);
    expect(result).toMatchObject({ role: 'tool', tool_call_id: 'call_0' });
    expect(JSON.parse(result?.content ?? '')).toEqual({ fraud_probability: [[expect.closeTo(0.839, 3)]] });
  });

  it.each([
    ['malformed arguments', { name: fraudTool, arguments: '{"features":[[1,2]]}' }, /must have the shape/],
    ['arguments that are not JSON', { name: fraudTool, arguments: 'four' }, /not valid JSON/],
    ['a tool that does not exist', { name: 'drop_tables', arguments: '{}' }, /there is no function drop_tables/],
  ])('is told of %s, and can go on', async (_case, call, message) => {
    upstream.script(calls(call), says('Sorry.'));
    const answer = await complete(gateway, { model: 'gpt-4', registeredModel: { id: 'fraud-detection-model' } });
    expect(answer.message.content).toBe('Sorry.');
    expect(upstream.requests[1]?.body.messages.at(-1)?.content).toMatch(message);
  });

  it('may call it in four steps, and must then answer in words', async () => {
    const call = calls({ name: fraudTool, arguments: '{"features":[[1,2,3,0]]}' });
    upstream.script(call, call, call, call, says('Enough.'));
    const answer = await complete(gateway, { model: 'gpt-4', registeredModel: { id: 'fraud-detection-model' } });
    expect(answer).toMatchObject({ message: { content: 'Enough.' }, routing: { attempts: 5 } });
    expect(upstream.requests.map(({ body }) => body.tool_choice)).toEqual(['auto', 'auto', 'auto', 'auto', 'none']);

    upstream.script(call);
    await expect(
      complete(gateway, { model: 'gpt-4', registeredModel: { id: 'fraud-detection-model' } }),
    ).rejects.toMatchObject({ code: 'PROVIDER_ERROR' });
    expect(upstream.requests).toHaveLength(5);
  });
});

describe('faults of a provider', () => {
  it.each([
    ['status 500', sendJson({ error: { message: 'secret stack' } }, 500), 'PROVIDER_ERROR', { providerStatus: 500 }],
    [
      'status 401',
      sendJson({ error: { message: 'bad key key-of-the-test' } }, 401),
      'PROVIDER_ERROR',
      { providerStatus: 401 },
    ],
    ['status 429', sendJson({}, 429, { 'retry-after': '7' }), 'RATE_LIMITED', { retryAfterSeconds: 7 }],
    ['status 504', sendJson('', 504), 'PROVIDER_TIMEOUT', {}],
    ['silence', () => undefined, 'PROVIDER_TIMEOUT', {}],
    ['half an object', sendJson('{"choices":'), 'PROVIDER_ERROR', {}],
    ['a page of HTML', sendJson('<html>secret</html>', 200, { 'content-type': 'text/html' }), 'PROVIDER_ERROR', {}],
    ['no choices', sendJson({ choices: [] }), 'PROVIDER_ERROR', {}],
    ['a lost connection', (_request, response) => void response.destroy(), 'PROVIDER_ERROR', {}],
  ] as [string, Parameters<ChatUpstream['script']>[0], string, object][])(
    '%s becomes a coded error that tells no secrets, after one request',
    async (_case, step, code, extensions) => {
      upstream.script(step);
      const error = await complete(gateway, { model: 'gpt-4' }).then(
        () => undefined,
        (caught) => caught,
      );
      expect(error).toMatchObject({ code });
      expect(error.errors[0].extensions).toMatchObject(extensions);
      expect(JSON.stringify(error.errors)).not.toMatch(/secret|key-of|127\.0\.0\.1|stack/);
      expect(upstream.requests).toHaveLength(1);
    },
  );

  it('is asked no further once the caller has hung up', async () => {
    upstream.script(() => undefined);
    const leaving = new AbortController();
    const input = { model: 'gpt-4', messages: [{ role: 'USER' as const, content: 'hi' }] };
    const asked = gateway.as(scientist).request(CreateCompletionDocument, { input }, { signal: leaving.signal });
    const refused = expect(asked).rejects.toThrow();
    await upstream.firstRequest();
    const left = performance.now();
    leaving.abort();
    await refused;
    const [hungUp = Number.POSITIVE_INFINITY] = await eventually(
      () => upstream.leftEarly,
      ({ length }) => length > 0,
    );
    expect(hungUp - left).toBeLessThan(100);
  });

  it('does not claim a price when the provider leaves out the usage', async () => {
    upstream.script(says('Hello there', { usage: undefined }));
    const { usage } = await complete(gateway, { model: 'gpt-4' });
    expect(usage).toMatchObject({ completionTokens: 3, costUsd: null });
  });
});

describe('bad input', () => {
  const message = { role: 'USER', content: 'hi' };
  it.each([
    ['no messages', { messages: [] }, 'input.messages'],
    ['257 messages', { messages: Array(257).fill(message) }, 'input.messages'],
    ['more than 256 KiB', { messages: [{ role: 'USER', content: 'ü'.repeat(131_073) }] }, 'input.messages'],
    [
      'a tool message without a call',
      { messages: [message, { role: 'TOOL', content: '1' }] },
      'input.messages.1.toolCallId',
    ],
    ['no tokens', { maxTokens: 0 }, 'input.maxTokens'],
    ['a hot temperature', { temperature: 2.1 }, 'input.temperature'],
    ['an empty model', { model: ' ' }, 'input.model'],
    ['a long key', { idempotencyKey: 'k'.repeat(129) }, 'input.idempotencyKey'],
    ['an empty model id', { registeredModel: { id: '' } }, 'input.registeredModel.id'],
    ['two ways to choose', { registeredModel: { id: 'a' }, routing: { preferredModel: 'b' } }, 'input.routing'],
  ] as [string, Input, string][])('%s is a VALIDATION_ERROR at its place', async (_case, input, path) => {
    upstream.script(says('never'));
    await expect(complete(gateway, input)).rejects.toMatchObject({
      code: 'VALIDATION_ERROR',
      errors: [{ extensions: { details: [{ path }] } }],
    });
    expect(upstream.requests).toHaveLength(0);
  });
});

describe('team access', () => {
  it('gives a foreign caller the answer that an unknown model gets', async () => {
    const refusalOf = (id: string) =>
      complete(local, { registeredModel: { id } }, stranger).catch(({ code, message }) => ({
        code,
        message: message.replace(id, 'ID'),
      }));
    const foreign = await refusalOf('fraud-detection-model');
    expect(foreign).toEqual({ code: 'NOT_FOUND', message: 'Model "ID" is not deployed' });
    expect(await refusalOf('no-such-model')).toEqual(foreign);
  });

  it('neither routes to nor lists models of other teams', async () => {
    await expect(
      complete(local, { routing: { preferredModel: 'fraud-detection-model', deploymentTarget: 'LAMBDA' } }, stranger),
    ).rejects.toMatchObject({ code: 'NOT_FOUND', message: 'No deployed model fits' });
    const { routableModels } = await local.as(stranger).request(RoutableModelsDocument, {});
    expect(routableModels.map(({ id }) => id)).toEqual(['local', 'growth-model@1.0.0']);
  });

  it('resolves entities by the same rule', async () => {
    const representations = [
      { __typename: 'ModelVersion', modelId: 'fraud-detection-model', version: '1.0.0' },
      {
        __typename: 'Model',
        id: 'fraud-detection-model',
        teamId: 'data-science-team',
        latestVersion: { version: '1.0.0', framework: 'tensorflow', description: null },
      },
    ];
    const ask = (identity: typeof scientist) => askEntities(local, identity, representations);
    expect(await ask(scientist)).toMatchObject({
      data: { _entities: [{ routable: true }, { completion: { routing: { modelVersion: '1.0.0', attempts: 2 } } }] },
    });
    expect(await ask(stranger)).toMatchObject({
      data: { _entities: [{ routable: false }, null] },
      errors: [{ extensions: { code: 'FORBIDDEN' } }],
    });
  });

  it('knows at once that a deployed version is routable, even before its event has come', async () => {
    const routableAs = async (identity: typeof scientist, status: string) => {
      const version = { __typename: 'ModelVersion', modelId: 'just-deployed', version: '1.0.0', status };
      const { data } = (await askEntities(local, identity, [version])) as { data: { _entities: object[] } };
      return data._entities[0];
    };
    expect(await routableAs(scientist, 'DEPLOYED')).toEqual({ routable: false });
    registry.serving.push(catalogEntry({ deploymentId: 'deployment-4', modelId: 'just-deployed' }));
    expect(await routableAs(scientist, 'DEPLOYING')).toEqual({ routable: false });
    expect(await routableAs(scientist, 'DEPLOYED')).toEqual({ routable: true });
    expect(await routableAs(stranger, 'DEPLOYED')).toEqual({ routable: false });
  });

  it('gives a model that is not deployed as context only', async () => {
    const representations = [
      {
        __typename: 'Model',
        id: 'new-model',
        teamId: 'data-science-team',
        latestVersion: { version: '0.1.0', framework: 'onnx', description: 'Ranks songs' },
      },
    ];
    expect(await askEntities(local, scientist, representations)).toMatchObject({
      data: {
        _entities: [
          { completion: { routing: { registeredModelUsed: 'new-model', modelVersion: '0.1.0', attempts: 1 } } },
        ],
      },
    });
  });
});

async function askEntities(running: Gateway, identity: typeof scientist, representations: object[]) {
  const query = `query ($representations: [_Any!]!) {
    _entities(representations: $representations) {
      ... on ModelVersion { routable }
      ... on Model { completion(messages: [{ role: USER, content: "4800 3 900 1" }]) { routing { registeredModelUsed modelVersion attempts } } }
    }
  }`;
  try {
    const { parse } = await import('graphql');
    return { data: await running.as(identity).request(parse(query) as never, { representations } as never) };
  } catch (error) {
    return error;
  }
}

describe('idempotency keys', () => {
  it('give the same answer again, generated once', async () => {
    upstream.script(says('Once.'));
    const input = { model: 'gpt-4', idempotencyKey: crypto.randomUUID() };
    const first = await complete(gateway, input);
    expect(await complete(gateway, input)).toEqual(first);
    expect(upstream.requests).toHaveLength(1);
    await expect(complete(gateway, { ...input, model: 'gpt-4o' })).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await complete(gateway, input, stranger)).not.toEqual(first);
  });

  it('let one of two rival requests through', async () => {
    upstream.script(async (request, response) => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      await says('Slowly.')(request, response);
    });
    const input = { model: 'gpt-4', idempotencyKey: crypto.randomUUID() };
    const outcomes = await Promise.allSettled([complete(gateway, input), complete(gateway, input)]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(outcomes.find((outcome) => outcome.status === 'rejected')?.reason).toMatchObject({ code: 'CONFLICT' });
    expect(upstream.requests).toHaveLength(1);
  });

  it('are free again after a failure', async () => {
    upstream.script(sendJson({}, 500), says('Now.'));
    const input = { model: 'gpt-4', idempotencyKey: crypto.randomUUID() };
    await expect(complete(gateway, input)).rejects.toMatchObject({ code: 'PROVIDER_ERROR' });
    expect((await complete(gateway, input)).message.content).toBe('Now.');
  });
});
