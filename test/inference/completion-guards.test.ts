import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { RoutableModelsDocument } from '../../client/generated/operations.ts';
import { temporaryFolder } from '../infra/temporary-folder.ts';
import { says, sendJson } from './chat-upstream.ts';
import { catalogEntry } from './samples.ts';
import { type Gateway, scientist, stranger } from './start-gateway.ts';
import { complete, type Platform, startPlatform } from './start-platform.ts';

const folder = temporaryFolder();
let local: Platform['local'];
let gateway: Platform['gateway'];
let registry: Platform['registry'];
let upstream: Platform['upstream'];
let stop: Platform['stop'];
beforeAll(async () => {
  ({ local, gateway, registry, upstream, stop } = await startPlatform(folder));
});
afterAll(() => stop());

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
  ] as [string, Record<string, unknown>, string][])(
    '%s is a VALIDATION_ERROR at its place',
    async (_case, input, path) => {
      upstream.script(says('never'));
      await expect(complete(gateway, input)).rejects.toMatchObject({
        code: 'VALIDATION_ERROR',
        errors: [{ extensions: { details: [{ path }] } }],
      });
      expect(upstream.requests).toHaveLength(0);
    },
  );
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
    upstream.script(sendJson({}, 400), says('Now.'));
    const input = { model: 'gpt-4', idempotencyKey: crypto.randomUUID() };
    await expect(complete(gateway, input)).rejects.toMatchObject({ code: 'PROVIDER_ERROR' });
    expect((await complete(gateway, input)).message.content).toBe('Now.');
  });
});
