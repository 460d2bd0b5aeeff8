import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { readEnvironment } from '../../platform/config.ts';
import { createLogger } from '../../platform/logging.ts';
import { providersOf } from '../../subgraphs/inference/domain/provider.ts';
import { createProviders, providerVariables } from '../../subgraphs/inference/providers/providers.ts';
import { temporaryFolder } from '../infra/temporary-folder.ts';

const folder = temporaryFolder();
const logger = createLogger('test');

async function providersFrom(environment: Record<string, string>, file?: string) {
  const path = join(folder, 'providers.yaml');
  if (file !== undefined) writeFileSync(path, file);
  const all = { ...environment, ...(file !== undefined && { PROVIDERS_FILE: path }) };
  const providers = await createProviders(readEnvironment(providerVariables, all), logger, all);
  return { ...providers.current(), close: providers.close };
}

const namesOf = (providers: readonly { name: string }[]) => providers.map(({ name }) => name);

const twoProviders = `
providers:
  - name: cluster
    baseUrl: http://models.internal/v1
    models: [llama-3, qwen-3]
  - name: hosted
    baseUrl: https://api.example.com/v1
    apiKeyEnv: HOSTED_KEY
    models: ["*"]
`;

it('is the local provider when nothing is configured', async () => {
  const { all, defaultModel } = await providersFrom({});
  expect(all.map(({ name }) => name)).toEqual(['local']);
  expect(defaultModel).toBe('local');
});

it('finds a model where it is named, then where any is taken', async () => {
  const { all, defaultModel, close } = await providersFrom({ HOSTED_KEY: 'k' }, twoProviders);
  expect(namesOf(providersOf(all, 'qwen-3'))).toEqual(['cluster']);
  expect(namesOf(providersOf(all, 'gpt-9'))).toEqual(['hosted']);
  expect(defaultModel).toBe('llama-3');
  await close();
});

it('prefers a default provider for models that nobody names, and there may be none', async () => {
  const strict = twoProviders.replace('"*"', 'gpt-4');
  const without = await providersFrom({ HOSTED_KEY: 'k' }, strict);
  expect(providersOf(without.all, 'gpt-9')).toEqual([]);
  const withDefault = await providersFrom({ HOSTED_KEY: 'k' }, `${strict}    default: true\n`);
  expect(namesOf(providersOf(withDefault.all, 'gpt-9'))).toEqual(['hosted']);
  expect(withDefault.defaultModel).toBe('gpt-4');
  await Promise.all([without.close(), withDefault.close()]);
});

it('adds the provider of OPENAI_API_KEY to those of the file', async () => {
  const { all, close } = await providersFrom(
    { HOSTED_KEY: 'k', OPENAI_API_KEY: 'o', DEFAULT_MODEL: 'gpt-4' },
    twoProviders,
  );
  expect(all.map(({ name }) => name)).toEqual(['openai', 'cluster', 'hosted']);
  await close();
});

it.each([
  ['bad YAML', 'providers: [', /cannot be read/],
  ['nothing', '', /the file: /],
  ['no providers', 'providers: []', /providers: /],
  ['an unknown setting', twoProviders.replace('models:', 'modles:'), /modles/],
  [
    'a bad address',
    twoProviders.replace('http://models.internal/v1', 'models'),
    /providers\.0\.baseUrl: must be an http/,
  ],
  [
    'a key in the file',
    twoProviders.replace('apiKeyEnv: HOSTED_KEY', 'apiKey: sk-123'),
    /keys do not belong into files/,
  ],
  ['a variable that is not set', twoProviders, /Set HOSTED_KEY/],
  [
    'a file of a key that is not there',
    twoProviders.replace('apiKeyEnv: HOSTED_KEY', 'apiKeyFile: /nowhere/key'),
    /Put a key into \/nowhere\/key/,
  ],
  [
    'one name twice',
    twoProviders.replace('name: hosted', 'name: cluster').replace('    apiKeyEnv: HOSTED_KEY\n', ''),
    /Two providers/,
  ],
  ['the name of the built-in one', twoProviders.replace('name: cluster', 'name: local'), /built-in/],
])('refuses a file with %s in one line', async (_case, file, message) => {
  const error = await providersFrom({}, file).catch((caught) => caught);
  expect(error).toMatchObject({ exitCode: 78 });
  expect(error.message).toMatch(message);
  expect(error.message).not.toMatch(/\n|sk-123/);
});

it('refuses a file that is not there', async () => {
  await expect(providersFrom({ PROVIDERS_FILE: join(folder, 'nowhere.yaml') })).rejects.toMatchObject({ exitCode: 78 });
});
