/** What the operator says of providers: what their models cannot do, and changes while the gateway runs. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { RoutableModelsDocument } from '../../client/generated/operations.ts';
import { temporaryFolder } from '../infra/temporary-folder.ts';
import { type ChatUpstream, says } from './chat-upstream.ts';
import { eventually, type Gateway, scientist } from './start-gateway.ts';
import { providersFile, rootOf, startWires, type Wires } from './start-wires.ts';

const folder = temporaryFolder();
const path = join(folder, 'providers.yaml');
let upstream: ChatUpstream;
let gateway: Gateway;
let complete: Wires['complete'];
let stop: Wires['stop'];
beforeAll(async () => {
  ({ upstream, gateway, complete, stop } = await startWires(path));
});
afterAll(() => stop());

const weather = { name: 'weather', description: 'Tells the weather', parameters: { type: 'object', properties: {} } };

it.each([
  ['tools', { tools: [weather] }, /calls no tools/],
  ['images', { messages: [{ role: 'USER', content: 'x', images: [{ url: 'https://a.b/c.png' }] }] }, /takes no images/],
  ['a schema', { responseFormat: { type: 'JSON_SCHEMA', name: 'x', schema: {} } }, /JSON by a schema/],
  ['a long answer', { maxTokens: 2001 }, /context of 2000 tokens/],
])('refuses %s for a model that is configured without, before anything is sent', async (_case, input, message) => {
  upstream.script(says('never'));
  await expect(complete({ model: 'small', ...input })).rejects.toMatchObject({
    code: 'VALIDATION_ERROR',
    message: expect.stringMatching(message),
  });
  expect(upstream.requests).toHaveLength(0);
});

it('reads its file again when it changes, and keeps what it has when the file is wrong', async () => {
  const modelsOf = async () => {
    const { routableModels } = await gateway.as(scientist).request(RoutableModelsDocument, {});
    return routableModels.map(({ id }) => id);
  };
  writeFileSync(
    path,
    providersFile(rootOf(upstream), '  - { name: extra, baseUrl: "http://127.0.0.1:2", models: [added] }\n'),
  );
  expect(await eventually(modelsOf, (models) => models.includes('added'))).toContain('added');
  writeFileSync(path, 'providers: [{ name: broken }]');
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(await modelsOf()).toContain('added');
  upstream.script(says('Still here.'));
  expect(await complete({ model: 'llama' })).toMatchObject({ message: { content: 'Still here.' } });
});

it('takes a key from a file, and the new one once the file has another', async () => {
  const keyFile = join(folder, 'key');
  writeFileSync(keyFile, 'first-key\n');
  const keyed = `  - { name: keyed, baseUrl: "${upstream.baseUrl}", apiKeyFile: "${keyFile}", models: [keyed-model] }\n`;
  writeFileSync(path, providersFile(rootOf(upstream), keyed));
  upstream.script(says('Hello.'));
  const keySent = async () => {
    await complete({ model: 'keyed-model' }).catch(() => undefined);
    return upstream.requests.at(-1)?.headers.authorization;
  };
  expect(await eventually(keySent, (key) => key === 'Bearer first-key')).toBe('Bearer first-key');
  writeFileSync(keyFile, 'second-key\n');
  expect(await eventually(keySent, (key) => key === 'Bearer second-key')).toBe('Bearer second-key');
});
