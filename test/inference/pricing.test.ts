import { expect, it } from '@jest/globals';
import { priceList } from '../../subgraphs/inference/providers/pricing.ts';

const tokens = (promptTokens: number, completionTokens: number, cachedPromptTokens = 0) => ({
  promptTokens,
  completionTokens,
  cachedPromptTokens,
});
const models = [{ name: '*' }];
const { priceOf } = priceList(
  [
    { name: 'openai', baseUrl: 'https://api.openai.com/v1', models },
    { name: 'search', baseUrl: 'https://generativelanguage.googleapis.com/v1beta/openai', models },
    {
      name: 'cluster',
      baseUrl: 'http://models.internal/v1',
      models: [
        ...models,
        { name: 'tuned', upstream: 'tuned-7b', prices: { input: '0.1', cachedInput: 0.05, output: 0.3 } },
      ],
    },
  ],
  { 'our-llama': { input: '0.2', output: 0.4 } },
);

it.each([
  ['list prices', 'openai', 'gpt-4', [tokens(1_000, 100)], '0.036'],
  ['sums over steps without rounding', 'openai', 'gpt-4o-mini', Array(10).fill(tokens(1, 1)), '0.0000075'],
  ['cheaper cached tokens', 'openai', 'gpt-4o-mini', [tokens(1_000, 0, 400)], '0.00012'],
  ['a tier for long prompts', 'search', 'gemini-2.5-pro', [tokens(300_000, 0)], '0.75'],
  ['tiers per request, not per sum', 'search', 'gemini-2.5-pro', [tokens(150_000, 0), tokens(150_000, 0)], '0.375'],
  ['nothing for nothing', 'openai', 'gpt-4', [tokens(0, 0)], '0'],
  ['the local provider', 'local', 'anything', [tokens(5, 5)], '0'],
  ['an unknown model', 'openai', 'no-such-model', [tokens(5, 5)], null],
  ['what the operator has configured', 'cluster', 'tuned-7b', [tokens(1_000, 1_000, 500)], '0.000375'],
  ['any version of a deployed model with a price', 'registry', 'our-llama@1.2.0', [tokens(1_000, 1_000)], '0.0006'],
  ['a deployed model without one', 'registry', 'gpt-4@1.0.0', [tokens(5, 5)], null],
  ['an unknown provider, even for a known model name', 'cluster', 'gpt-4', [tokens(5, 5)], null],
])('counts %s', (_case, provider, model, usages, expected) => {
  const requests = usages.map((usage) => ({ provider, model, usage, isExact: true, wasAnswered: true }));
  expect(priceOf(requests)).toBe(expected);
});
